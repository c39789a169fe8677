"""Partial dates as intervals, and day arithmetic that is the same on every engine.

A date that is known only roughly is stored as the text that says so and the first and last day it can be. A month is
never written as its first day.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

DAY_FORMS: Final = "2024-02-26, 2024-02, 2024, 2022-05/2022-07, ../2023-01-31 or 2024-02-26/.."
OPEN: Final = ".."
_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class DateError(ValueError):
    """A text that is no partial date; the message says what is allowed."""


@dataclass(frozen=True)
class PartialDate:
    """A date as far as it is known.

    Attributes:
        text: ISO text at the known precision.
        earliest: First day it can be; ``None`` = unbounded.
        latest: Last day it can be; ``None`` = unbounded.
    """

    text: str
    earliest: dt.date | None
    latest: dt.date | None

    @property
    def is_day(self) -> bool:
        """Whether the day is known exactly."""
        return self.earliest is not None and self.earliest == self.latest


def parse(text: str) -> PartialDate:
    """Read a partial date.

    Args:
        text: A day, month or year in ISO form, or two of them joined by ``/``; ``..`` leaves one side open.

    Raises:
        DateError: If the text has another form, names an impossible day, or ends before it begins.
    """
    first, slash, last = text.partition("/")
    if not slash:
        earliest, latest = _point(first, text)
        return PartialDate(text, earliest, latest)
    start = None if first == OPEN else _point(first, text)[0]
    end = None if last == OPEN else _point(last, text)[1]
    if first == last:
        raise DateError(f"{text!r} is no interval: both ends are {first!r}")
    if start and end and start > end:
        raise DateError(f"{text!r} ends before it begins")
    return PartialDate(text, start, end)


def _point(part: str, text: str) -> tuple[dt.date, dt.date]:
    """First and last day of a year, month or day."""
    found = _POINT.fullmatch(part)
    if not found:
        raise DateError(f"{text!r} is not a date; allowed: {DAY_FORMS}")
    year, month, day = (None if number is None else int(number) for number in found.groups())
    try:
        first = dt.date(year or 0, 1 if month is None else month, 1 if day is None else day)
        last = first if day else dt.date(first.year, month or 12, calendar.monthrange(first.year, month or 12)[1])
    except ValueError:
        raise DateError(f"{text!r} names a day that does not exist") from None
    return first, last


def day(text: str) -> dt.date:
    """Read one exact day in ISO form (``2024-02-26``); :class:`DateError` otherwise."""
    partial = parse(text)
    if not partial.is_day or partial.earliest is None or "/" in text:
        raise DateError(f"{text!r} is not one day; write it like 2024-02-26")
    return partial.earliest


def span(earliest: dt.date, latest: dt.date) -> str:
    """ISO text of an interval of days: the day itself, the month or the year it fills, else ``first/last``."""
    if earliest == latest:
        return earliest.isoformat()
    for text in (earliest.isoformat()[:4], earliest.isoformat()[:7]):
        whole = parse(text)
        if (whole.earliest, whole.latest) == (earliest, latest):
            return text
    return f"{earliest}/{latest}"
