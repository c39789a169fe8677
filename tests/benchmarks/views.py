"""What is measured: one line a view."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tests.benchmarks import answers
from tests.benchmarks.answers import BEGIN, Facts, Screen, State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TRACKED: Final = ("US", "EU", "JP", "KR")


@dataclass(frozen=True, kw_only=True)
class View:
    """A view, and the filters on it that are clicked.

    Attributes:
        name: Slug of its page.
        answer: What its page must show in a state.
        clicked: Vocabulary by filter parameter; empty where a code is its own label and only those of the start are there.
        start: Codes chosen at first by parameter.
        many: Unit of count at 1,000,000 listings, where it is not the one by default.
    """

    name: str
    answer: Callable[[Facts, State, Screen | None], Screen]
    clicked: Mapping[str, str]
    start: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    many: str = "measures"

    def first(self, *, is_large: bool) -> State:
        """The state in which the page is opened."""
        pairs = ((name, code) for name, codes in self.start.items() for code in codes)
        return State(frozenset(pairs), self.many if is_large else "measures")

    def query(self, state: State, screen: Screen) -> list[tuple[str, str]]:
        """Its address in a state that shows a screen."""
        more = [("unit", state.unit if state.unit != "measures" else ""), ("item", screen.item)]
        return [*sorted(state.chosen), ("from", BEGIN.isoformat()), *((name, value) for name, value in more if value)]


JURISDICTION: Final = {"jurisdiction": "jurisdiction"}
VIEWS: Final = (
    View(
        name="situation",
        answer=answers.situation,
        clicked=JURISDICTION | {"direction": "direction"},
        start={"jurisdiction": TRACKED},
    ),
    View(name="transfers", answer=answers.transfers, clicked={"evidence": "evidence"}),
    View(
        name="measures", answer=answers.measures, clicked=JURISDICTION, start={"jurisdiction": TRACKED}, many="listings"
    ),
    View(name="timeline", answer=answers.timeline, clicked={"kind": "event_kind"}),
)
FLOOR: Final = View(name="floor", answer=answers.floor, clicked={"jurisdiction": ""}, start={"jurisdiction": TRACKED})
