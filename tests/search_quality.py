"""How well the search finds what it should: recall over questions labelled by hand, on the shipped release.

``python -m tests.search_quality`` prints the table, ``--write`` puts it into CONTRIBUTING.md. The labels were set from the
ledger before the figures were taken; questions that only a translator or a reader of kanji would answer count as missed.
The rules were adjusted on every group but ``held out``.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from datasets import store
from datasets.definitions.derive import tables_of
from datasets.filters import Filters
from datasets.queries import search
from tests.published import publish

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT: Final = Path(__file__).parents[1]
GOLD: Final = ROOT / "tests" / "fixtures" / "search_gold.csv"
NEAR: Final = 5
SURE: Final = 88  # of 100; a question without an answer must find nothing from here on


@dataclass(frozen=True)
class Asked:
    """A question with its answers.

    Attributes:
        query: What is typed.
        targets: Keys of the records that answer it, any of them; none where the ledger holds no answer.
        challenge: What is hard about it.
    """

    query: str
    targets: tuple[str, ...]
    challenge: str

    @cached_property
    def hits(self) -> list[tuple[str, int]]:
        """Keys and scores of the first hits on the shipped release."""
        found = search.search(tables_of(_shipped(), None), Filters(q=self.query))
        return list(found.head(NEAR).select("id", "score").iter_rows())

    def found(self, within: int = NEAR) -> bool:
        """Whether an answer is among the first hits."""
        return any(key in self.targets for key, _ in self.hits[:within])

    @property
    def is_quiet(self) -> bool:
        """Whether no hit claims to be the name asked."""
        return not self.hits or self.hits[0][1] < SURE


_opened: list[store.Release] = []


def _shipped() -> store.Release:
    """The shipped release, opened once."""
    if not _opened:
        _opened.append(store.open_release(store.SHIPPED))
    return _opened[0]


def questions() -> list[Asked]:
    """The gold set."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [Asked(r["query"], tuple(filter(None, r["targets"].split("|"))), r["challenge"]) for r in rows]


def recall(some: Iterable[Asked], within: int = NEAR) -> float:
    """Share of the questions with an answer that find one among the first hits."""
    outcomes = [asked.found(within) for asked in some if asked.targets]
    return sum(outcomes) / len(outcomes)


def lines(every: list[Asked]) -> Iterator[str]:
    """The result as Markdown."""
    answered, unanswered = [a for a in every if a.targets], [a for a in every if not a.targets]
    quiet = sum(a.is_quiet for a in unanswered)
    yield (
        f"On release `{_shipped().id}`, over {len(every)} questions labelled by hand: recall@{NEAR} **{recall(answered):.3f}**, "
        f"recall@1 {recall(answered, 1):.3f} ({len(answered)} with an answer); {quiet} of {len(unanswered)} without one find "
        f"nothing that scores {SURE} or more."
    )
    yield ""
    yield f"| challenge | questions | recall@{NEAR} | recall@1 |"
    yield "|---|---:|---:|---:|"
    for challenge in dict.fromkeys(a.challenge for a in answered):
        some = [a for a in answered if a.challenge == challenge]
        yield f"| {challenge} | {len(some)} | {recall(some):.2f} | {recall(some, 1):.2f} |"


if __name__ == "__main__":
    publish("search-quality", "\n".join(lines(questions())), sys.argv[1:])
