"""Rows of a table under a state: how many, one page of them, all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from datasets import filters as flt
from datasets import store
from datasets.queries.kept import Kept, same_rows
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl

    from datasets.columns import Table
    from datasets.filters import Filters

    Tables = Mapping[str, nw.LazyFrame[Any]]

PAGE: Final = 100
MANY: Final = 20_000  # rows from which on it pays to look for the place of a page first


def count(tables: Tables, name: str, filters: Filters) -> int:
    """Number of rows of a table that a state shows."""

    def ask() -> int:
        chosen = flt.select(_held(tables, name), TABLES[name], filters)
        return int(store.collect(chosen.select(nw.len().alias("n")))["n"][0])

    return _counts.get(tables, same_rows(filters, name), ask)


_counts: Final = Kept[int]()


def page(tables: Tables, name: str, filters: Filters, *, columns: Sequence[str] = (), size: int = PAGE) -> pl.DataFrame:
    """One page of rows.

    Args:
        tables: Tables as of the state's day.
        name: Table.
        filters: The state; its ``sort`` orders the rows, its ``page`` says which page.
        columns: Columns wanted; none = all.
        size: Rows a page.

    Returns:
        At most ``size`` rows, newest first unless the state sorts otherwise; ties by key.
    """
    table = TABLES[name]
    names = list(columns or table.names)
    order, descending = ordering(table, filters.sort)
    chosen, last = flt.select(_held(tables, name), table, filters), filters.page * size
    if count(tables, name, filters) > MANY:
        chosen = _upto(chosen, order[0], last, falls=descending[0])
    chosen = chosen.select(*dict.fromkeys([*names, *order])).sort(*order, descending=descending, nulls_last=True)
    upto = store.collect(chosen.head(last))
    return upto[(filters.page - 1) * size :].select(names)


def _upto(frame: nw.LazyFrame[Any], column: str, number: int, *, falls: bool) -> nw.LazyFrame[Any]:
    """The rows among which the first ``number`` by a column are: found in that column alone, before the others are read."""
    values = frame.select(column).filter(~nw.col(column).is_null()).sort(column, descending=falls).head(number)
    found = store.collect(values)[column]
    if found.len() < number:
        return frame
    return frame.filter(nw.col(column) >= found[-1] if falls else nw.col(column) <= found[-1])


def ordering(table: Table, sort: str) -> tuple[list[str], list[bool]]:
    """Columns to sort by with their directions: the one asked for, else newest first; then the key."""
    column = sort.removeprefix("-")
    if column in table.names and table.column(column).kind not in {"ids", "codes", "texts"}:
        first, falls = (f"{column}_earliest" if column in table.dates else column), sort.startswith("-")
    elif table.period:
        first, falls = f"{table.period}_earliest", True
    else:
        first, falls = table.key[0], False
    keys = [k for k in table.key if k != first]
    return [first, *keys], [falls, *(False for _ in keys)]


def whole(tables: Tables, name: str, filters: Filters) -> pl.DataFrame:
    """All rows that a state shows, sorted by key, in the declared schema."""
    table = TABLES[name]
    return store.collect(flt.select(_held(tables, name), table, filters).sort(*table.key), table.arrow)


def stream(tables: Tables, name: str, filters: Filters) -> Iterator[pl.DataFrame]:
    """The rows of :func:`whole`, piece by piece in constant memory.

    Stored tables are sorted by their key already, and no filter changes an order.
    """
    table = TABLES[name]
    yield from store.batches(flt.select(_held(tables, name), table, filters), table.arrow)


def _held(tables: Tables, name: str) -> nw.LazyFrame[Any]:
    """A table of these.

    Raises:
        TableUnavailableError: If it has no earlier days, so is not among the tables as of one.
    """
    try:
        return tables[name]
    except KeyError:
        why = "it is kept as read, not as of earlier days: leave out as_of"
        raise store.TableUnavailableError(name, why) from None
