"""Days: nothing is known of a day after the newest check or document."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from datasets.definitions.responses import NOT_STARTED
from datasets.schema import TABLES
from loaders.checks.common import of_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from loaders.checks.common import Found
    from loaders.curated import Record

AHEAD: Final = frozenset({"expires", "in_force", "period_start", "period_end"})
"""Dates that an act or a forecast sets ahead."""


def newest(records: list[Record]) -> dt.date | None:
    """The newest day on which a check was made or a document was surely out; ``None`` if no row tells one."""
    days = [r.row.get("checked_on") for r in of_table(records, "coverage")]
    days += [r.row.get("published_earliest") for r in of_table(records, "sources")]
    return max((day for day in days if isinstance(day, dt.date)), default=None)


def _after_the_last_check(records: list[Record], _: Mapping[str, Record]) -> Iterator[Found]:
    """Dates whose last possible day nobody has lived to see."""
    last = newest(records)
    if last is None:
        return
    for record in records:
        ahead = AHEAD if _looks_ahead(record) else frozenset()
        for name in TABLES[record.table].dates:
            latest: Any = record.row.get(f"{name}_latest")
            if name not in ahead and latest is not None and latest > last:
                text = f"{record.row[name]} may lie after {last}, the day of the newest check or document"
                yield record, name, f"{text}; write an interval that ends by the day it was read"


def _looks_ahead(record: Record) -> bool:
    return record.table != "claims" or record.row.get("stage") in NOT_STARTED


RULES: Final[tuple[Callable[[list[Record], Mapping[str, Record]], Iterator[Found]], ...]] = (_after_the_last_check,)
