"""One record: all its fields, its sources, and every row that refers to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from datasets import store
from datasets.schema import CURATED, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from datasets.columns import Column

    Tables = Mapping[str, nw.LazyFrame[Any]]
    Row = dict[str, Any]


@dataclass(frozen=True)
class Record:
    """A row with what belongs to it.

    Attributes:
        table: Its table.
        row: All fields.
        sources: The documents that support it.
        named: Rows that it refers to, by column.
        naming: Rows that refer to it, by table and column.
    """

    table: str
    row: Row
    sources: list[Row]
    named: dict[str, list[Row]]
    naming: dict[tuple[str, str], list[Row]]


def find(tables: Tables, key: str) -> Record | None:
    """The record with a key, whatever its table; ``None`` if there is none."""
    entries = (TABLES["list_entries"],) if "list_entries" in tables else ()
    for table in (*CURATED, *entries):
        found = store.rows(tables[table.name].filter(nw.col(table.key[0]) == key))
        if found:
            row = found[0]
            return Record(table.name, row, _by_keys(tables, "sources", row.get("source_ids") or []),
                          _named(tables, table.name, row), dict(_naming(tables, table.name, key)))  # fmt: skip
    return None


def _by_keys(tables: Tables, name: str, keys: list[str]) -> list[Row]:
    """Rows of a table by key, in key order."""
    if not keys:
        return []
    column = TABLES[name].key[0]
    return store.rows(tables[name].filter(nw.col(column).is_in(keys)).sort(column))


def _named(tables: Tables, name: str, row: Row) -> dict[str, list[Row]]:
    """Rows that a row refers to, by column; sources stand apart."""
    found: dict[str, list[Row]] = {}
    for column in TABLES[name].columns:
        if column.refers_to and column.name != "source_ids" and row.get(column.name):
            value = row[column.name]
            keys = value if isinstance(value, list) else [value]
            rows = [r for other in column.refers_to for r in _by_keys(tables, other, keys)]
            if rows:
                found[column.name] = rows
    return found


def _naming(tables: Tables, name: str, key: str) -> Iterator[tuple[tuple[str, str], list[Row]]]:
    """Rows of other tables that refer to a row."""
    for table in TABLES.values():
        for column in table.columns:
            if name in column.refers_to and table.name in tables:
                rows = store.rows(tables[table.name].filter(_refers(column, key)).sort(*table.key))
                if rows:
                    yield (table.name, column.name), rows


def _refers(column: Column, key: str) -> nw.Expr:
    """Whether a column holds a key."""
    if column.kind == "ids":
        return nw.col(column.name).list.contains(key)
    return nw.col(column.name) == key
