"""Documents behind rows that are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from datasets import store
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import polars as pl

    from datasets.columns import Table

    Tables = Mapping[str, nw.LazyFrame[Any]]
    Row = dict[str, Any]

# Rows of these say something of their own; the others take their documents from whoever names them first.
FACTS: Final = ("claims", "measures", "listings", "stances", "events", "voyages", "triggers")
SOURCES: Final = "source_ids"


def columns(table: Table) -> list[str]:
    """Columns that lead to documents: that of the rows, else those that name rows which have one."""
    if SOURCES in table.names:
        return [SOURCES]
    return [column.name for column in table.columns if set(column.refers_to) & set(FACTS)]


def documents(tables: Tables, table: Table, rows: pl.DataFrame) -> list[Row]:
    """The documents that rows name, or that the claims, measures and listings which they name do.

    Args:
        tables: Tables as of the state's day.
        table: Declaration of the rows.
        rows: With the columns of :func:`columns`.

    Returns:
        Rows of ``sources``, in the order in which they are first named.
    """
    keys: list[str] = []
    for name in columns(table):
        values = _flat(rows[name].to_list())
        keys += values if name == SOURCES else _behind(tables, table.column(name).refers_to, values)
    known = {row["source_id"]: row for row in _by_key(tables, "sources", keys)}
    return [known[key] for key in dict.fromkeys(keys) if key in known]


def _behind(tables: Tables, names: Sequence[str], keys: list[str]) -> list[str]:
    """Keys of the documents of rows, in the order of the rows."""
    found: dict[str, list[str]] = {}
    for name in names:
        if name in FACTS:
            found |= {row[TABLES[name].key[0]]: row[SOURCES] for row in _by_key(tables, name, keys)}
    return _flat([found.get(key) for key in keys])


def _by_key(tables: Tables, name: str, keys: Iterable[str]) -> list[Row]:
    """Rows of a table by key."""
    wanted = sorted(set(keys))
    return store.rows(tables[name].filter(nw.col(TABLES[name].key[0]).is_in(wanted))) if wanted else []


def _flat(values: Iterable[Any]) -> list[str]:
    """Keys of cells that hold none, one or several."""
    return [key for value in values if value for key in (value if isinstance(value, list) else [value])]
