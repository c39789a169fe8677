"""Tables as they were publicly known on a day.

A row shows from the first day it was public; inside it, a later fact (delisted, ended, retracted, in force) is blank
until its own known day. Rows we withdrew as our own errors are gone from every day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from datasets.schema import TABLES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from datasets.columns import Table


# Columns that say more about a later date field and are blank while it is.
COMPANIONS: Final = {"delisted": ("delisting_reason", "replaced_by")}


def known_on(tables: Mapping[str, nw.LazyFrame[Any]], day: dt.date) -> dict[str, nw.LazyFrame[Any]]:
    """Curated tables cut to what was public on a day.

    Args:
        tables: Frames by table name; derived tables are left out of the result, they are computed anew.
        day: The as-of day.
    """
    return {name: _cut(frame, TABLES[name], day) for name, frame in tables.items() if TABLES[name].curated}


def standing(tables: Mapping[str, nw.LazyFrame[Any]], *names: str) -> dict[str, nw.LazyFrame[Any]]:
    """Some tables without the rows that we withdrew as our own errors."""
    return {name: tables[name].filter(nw.col("withdrawn_on").is_null()) for name in names}


def _cut(frame: nw.LazyFrame[Any], table: Table, day: dt.date) -> nw.LazyFrame[Any]:
    """One table cut to a day."""
    if "known_from" in table.names:
        frame = frame.filter(nw.col("known_from") <= day, nw.col("withdrawn_on").is_null())
    elif table.name == "sources":
        frame = frame.filter((nw.col("published_earliest") <= day) | nw.col("published_earliest").is_null())
    blank: dict[str, Any] = {}
    for name in table.dates:
        own = f"{name}_known_from"
        if own in table.names:
            known = nw.coalesce(nw.col(own), nw.col(f"{name}_latest"))
            blank |= {c: nw.when(known <= day).then(nw.col(c)) for c in _columns_of(name, table)}
    return frame.with_columns(**blank) if blank else frame


def _columns_of(name: str, table: Table) -> list[str]:
    """Columns that hold a date field and what is said about it."""
    columns = [name, *(f"{name}_{part}" for part in ("earliest", "latest", "basis", "known_from"))]
    return [c for c in (*columns, *COMPANIONS.get(name, ())) if c in table.names]
