"""What the rules share: how a fault is written, and how records are compared."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from datasets.definitions.intervals import Interval
from datasets.schema import TABLES
from loaders.curated import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Fault = tuple[str, str]
"""Field and what is wrong with it."""
Found = tuple[Record, str, str]
"""Record, field and what is wrong with it."""
ONE_DAY: Final = dt.timedelta(days=1)


def of_table(records: Iterable[Record], name: str) -> list[Record]:
    """Records of one table that are not withdrawn."""
    return [r for r in records if r.table == name and not r.row.get("withdrawn_on")]


def full(record: Record) -> dict[str, Any]:
    """The row with every column of its table, null where nothing was given."""
    return dict.fromkeys(TABLES[record.table].names) | record.row


def texts(record: Record, name: str) -> list[str]:
    """Values of a list column; empty where it is not filled."""
    value = record.row.get(name)
    return value if isinstance(value, list) else []


def days(record: Record, name: str) -> Interval:
    """The interval of a date field."""
    row: Mapping[str, Any] = record.row
    return Interval(row.get(f"{name}_earliest"), row.get(f"{name}_latest"))


def is_near(one: Interval, other: Interval) -> bool:
    """Whether two dates can be the same day, or are two days one apart.

    A date without a first day counts as its last day; month and year dates are near if they overlap.
    """
    a, b = (Interval(i.earliest or i.latest, i.latest or i.earliest) for i in (one, other))
    if None in (a.earliest, b.earliest):
        return False
    if a.earliest == a.latest and b.earliest == b.latest and a.earliest and b.earliest:
        return abs(a.earliest - b.earliest) <= ONE_DAY
    return a.overlaps(b)


def are_distinct(one: Record, other: Record) -> bool:
    """Whether either row says that the other is something else."""
    return other.id in texts(one, "distinct_from") or one.id in texts(other, "distinct_from")
