"""How well likeness of names finds spellings of one name: precision and recall over pairs labelled by hand.

``python -m tests.datasets.name_likeness`` prints the table, ``--write`` puts it into CONTRIBUTING.md. The labels were set
before the figures were taken, and pairs that only a translator would join are counted as missed.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from datasets.names import ALIKE, script_of, similarity
from tests.published import publish

PAIRS: Final = Path(__file__).parents[1] / "fixtures" / "name_pairs.csv"


@dataclass(frozen=True)
class Pair:
    """Two names and whether they are one name by the lists.

    Attributes:
        first, second: Names as printed.
        same: True if a list or a curated source gives both to one target.
        why: What is hard about the pair.
    """

    first: str
    second: str
    same: bool
    why: str

    @property
    def scripts(self) -> str:
        """Both scripts in one label, such as ``hangul-latin``."""
        return "-".join(sorted({script_of(self.first), script_of(self.second)}))

    @property
    def found(self) -> bool:
        """Whether likeness takes the pair for one name."""
        return similarity(self.first, self.second) >= ALIKE


@dataclass(frozen=True)
class Result:
    """Counts over some pairs.

    Attributes:
        right: Pairs of one name that were found.
        wrong: Pairs of two names that were found.
        missed: Pairs of one name that were not found.
        parted: Pairs of two names that were not found.
    """

    right: int
    wrong: int
    missed: int
    parted: int

    @property
    def precision(self) -> float | None:
        """Share of the found pairs that are one name; None if none was found."""
        found = self.right + self.wrong
        return self.right / found if found else None

    @property
    def recall(self) -> float | None:
        """Share of the pairs of one name that were found; None if there are none."""
        same = self.right + self.missed
        return self.right / same if same else None


def pairs() -> list[Pair]:
    """The labelled pairs."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [Pair(r["first"], r["second"], r["same"] == "yes", r["why"]) for r in csv.DictReader(file)]


def measure(some: list[Pair]) -> Result:
    """Counts of right and wrong answers."""
    outcomes = [(pair.same, pair.found) for pair in some]
    counts = (outcomes.count(outcome) for outcome in ((True, True), (False, True), (True, False), (False, False)))
    return Result(*counts)


def table() -> str:
    """Precision and recall per pair of scripts and over all, as a Markdown table."""
    groups = {"all": pairs()}
    for pair in groups["all"]:
        groups.setdefault(pair.scripts, []).append(pair)
    lines = ["| Scripts | Pairs | Precision | Recall | Wrongly found | Missed |", "|---|---|---|---|---|---|"]
    for name, group in sorted(groups.items()):
        result = measure(group)
        shares = " | ".join("–" if share is None else f"{share:.2f}" for share in (result.precision, result.recall))
        lines.append(f"| {name} | {len(group)} | {shares} | {result.wrong} | {result.missed} |")
    return "\n".join(lines)


if __name__ == "__main__":
    publish("name-likeness", table(), sys.argv[1:])
