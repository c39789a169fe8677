"""Candidates for the crosswalk: unlinked list entries whose names are like those of a curated target.

Likeness proposes and merges nothing: the result is a review file. A person who is sure writes the row into the crosswalk
(``datasets/lists/crosswalk/rows.yaml``) with the reason.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import fuzz, process

from datasets.names import ALIKE, fold, similarity
from loaders.cleaning import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from loaders.curated import Row

ROUGH: Final = 55  # of 100; below it the folded letters have too little in common for any comparison to reach ALIKE
COLUMNS: Final = (
    "score", "list_name", "entry_id", "kind", "entry_name", "entry_birth_years", "entry_countries", "listed",
    "target_id", "target_name", "target_kind", "target_country",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An entry and a target that may be the same.

    Attributes:
        score: Likeness of the two names, from ``datasets.names.ALIKE`` to 1.
        entry: Row of ``list_entries``.
        entry_name: Its name that is most like.
        target: Curated target.
        target_name: Its name that is most like.
    """

    score: float
    entry: Mapping[str, Any]
    entry_name: str
    target: Row
    target_name: str


def propose(entries: Iterable[Mapping[str, Any]], targets: Iterable[Row], names: Iterable[Row]) -> list[Candidate]:
    """Candidates, best first; an entry that is linked or has no name proposes nothing.

    Args:
        entries: Linked rows of ``list_entries``.
        targets: Curated targets.
        names: Curated ``target_names``.
    """
    known = _Known(targets, names)
    found: list[Candidate] = []
    for entry in entries:
        if not entry["target_id"]:
            found += known.like(entry)
    return sorted(found, key=lambda one: (-one.score, one.entry["list_entry_id"], str(one.target["target_id"])))


class _Known:
    """Names of curated targets, ready for many comparisons."""

    def __init__(self, targets: Iterable[Row], names: Iterable[Row]) -> None:
        self._targets = {str(row["target_id"]): row for row in targets}
        pairs = {(str(row["target_id"]), str(row["name"])) for row in names if not row["withdrawn_on"]}
        pairs |= {(target_id, str(row["name"])) for target_id, row in self._targets.items()}
        self._names = sorted(pairs)
        self._folded = [_sorted(name) for _, name in self._names]

    def like(self, entry: Mapping[str, Any]) -> list[Candidate]:
        """The best pair of names for every target that is like the entry."""
        best: dict[str, Candidate] = {}
        for name in entry["names"]:
            for target_id, other, score in self._close(name):
                target = self._targets[target_id]
                held = best.get(target_id)
                if _may_be(entry, target) and (held is None or score > held.score):
                    best[target_id] = Candidate(
                        score=score, entry=entry, entry_name=name, target=target, target_name=other
                    )
        return list(best.values())

    def _close(self, name: str) -> Iterable[tuple[str, str, float]]:
        rough = process.extract(_sorted(name), self._folded, scorer=fuzz.ratio, score_cutoff=ROUGH, limit=None)
        for _, _, index in rough:
            target_id, other = self._names[index]
            score = similarity(name, other)
            if score >= ALIKE:
                yield target_id, other, score


def _sorted(name: str) -> str:
    return "".join(sorted(fold(name)))


def _may_be(entry: Mapping[str, Any], target: Row) -> bool:
    return entry["kind"] is None or entry["kind"] == target["kind"]


def review_file(candidates: Sequence[Candidate]) -> str:
    """The candidates as CSV, one line each; cells cannot act as formulas."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in candidates:
        entry, target = one.entry, one.target
        cells = (
            f"{one.score:.3f}", entry["list_name"], entry["entry_id"], entry["kind"], one.entry_name,
            " ".join(entry["birth_years"] or ()), " ".join(entry["countries"] or ()), entry["listed"],
            target["target_id"], one.target_name, target["kind"], target["nationality_or_registry"],
        )  # fmt: skip
        writer.writerow(["" if cell is None else guarded(str(cell)) for cell in cells])
    return out.getvalue()
