"""Intervals of days: the arithmetic of dates that are only roughly known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ONE_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True)
class Interval:
    """First and last day something can lie on; ``None`` = unbounded."""

    earliest: dt.date | None
    latest: dt.date | None

    @classmethod
    def of(cls, row: Mapping[str, Any], name: str) -> Interval:
        """The interval of a date field of a row."""
        return cls(row[f"{name}_earliest"], row[f"{name}_latest"])

    def is_before(self, other: Interval) -> bool:
        """Whether it lies wholly before another."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def overlaps(self, other: Interval) -> bool:
        """Whether the two can share a day."""
        return not self.is_before(other) and not other.is_before(self)


def first_of(intervals: Iterable[Interval]) -> Interval:
    """The interval of the earliest of several: the least of the earliest ends, the least of the latest ends.

    An unbounded earliest end makes the result unbounded; latest ends that are unknown do not count unless all are.
    """
    found = list(intervals)
    starts = [i.earliest for i in found]
    ends = [i.latest for i in found if i.latest is not None]
    earliest = None if None in starts else min(s for s in starts if s is not None)
    return Interval(earliest, min(ends, default=None))


def days_between(earlier: dt.date | None, later: dt.date | None) -> int | None:
    """Calendar days from one day to another; ``None`` where either is unknown."""
    return None if earlier is None or later is None else (later - earlier).days


def gap_within(start: dt.date, end: dt.date, checked: Iterable[tuple[dt.date, dt.date]]) -> bool:
    """Whether any day after ``start``, up to and with ``end``, lies in none of the checked stretches."""
    day = start + ONE_DAY
    for first, last in sorted(checked):
        if first > day:
            break
        day = max(day, last + ONE_DAY)
    return day <= end
