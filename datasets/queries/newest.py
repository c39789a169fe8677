"""What became public last: rows for feeds, and changes counted by table and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import pyarrow as pa

from datasets import filters as flt
from datasets import store
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from datasets.filters import Filters

    Tables = Mapping[str, nw.LazyFrame[Any]]

BY_REASON: Final = pa.schema([("table", pa.string()), ("reason", pa.string()), ("n", pa.int64())])


def rows(tables: Tables, name: str, filters: Filters, *, size: int) -> pl.DataFrame:
    """The rows that a state shows and that became public last.

    Args:
        tables: Tables as of the state's day.
        name: A table with the column ``known_from``.
        filters: The state.
        size: At most so many rows.

    Returns:
        All columns, by ``known_from`` descending, then by key.
    """
    table = TABLES[name]
    chosen = flt.select(tables[name], table, filters).filter(~nw.col("known_from").is_null())
    newest = chosen.sort("known_from", *table.key, descending=[True, *(False for _ in table.key)]).head(size)
    return store.collect(newest, table.arrow)


def changes_by_reason(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Number of changes that a state shows by ``table`` and ``reason`` (null = none given yet)."""
    chosen = flt.select(tables["changes"], TABLES["changes"], filters)
    counted = chosen.group_by("table", "reason").agg(n=nw.len())
    return store.collect(counted.sort("table", "reason", nulls_last=True), BY_REASON)
