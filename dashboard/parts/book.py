"""Every page: its parts, and what describes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.parts import (
    changes,
    coverage,
    measures,
    method,
    outlook,
    responses,
    search,
    situation,
    timeline,
    transfers,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.parts.part import Asked, Number, Part
    from datasets.filters import Filters


@dataclass(frozen=True)
class Chapter:
    """What a page shows.

    Attributes:
        part: Describes one part of it under a state.
        tabs: Its parts, one drawn at a time; empty where there is only one.
        numbers: Headline numbers above the parts.
    """

    part: Callable[[Asked], Part]
    tabs: tuple[str, ...] = ()
    numbers: Callable[[Filters], list[Number]] | None = None


# Records are described by dashboard/records.py.
BOOK: Final[Mapping[str, Chapter]] = {
    "situation": Chapter(situation.part, situation.TABS, situation.numbers),
    "search": Chapter(search.part),
    "transfers": Chapter(transfers.part, transfers.TABS),
    "measures": Chapter(measures.part, measures.TABS),
    "responses": Chapter(responses.part, responses.TABS),
    "coverage": Chapter(coverage.part, coverage.TABS),
    "timeline": Chapter(timeline.part, timeline.TABS),
    "outlook": Chapter(outlook.part),
    "changes": Chapter(changes.part),
    "method": Chapter(method.part, method.TABS),
}
