"""Answers kept for whoever asks the same again: a click changes only some of what a page shows."""

from __future__ import annotations

import threading
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar

from datasets import filters as flt
from datasets.definitions.derive import AsOf, Stored
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    import narwhals.stable.v2 as nw

    from datasets.filters import Filters

    Tables = Mapping[str, nw.LazyFrame[Any]]

T = TypeVar("T")
P = ParamSpec("P")
MOST = 64


class Kept(Generic[T]):
    """The last answers of one question, the newest last.

    Args:
        most: How many.
    """

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._answers: dict[Hashable, tuple[Tables, T]] = {}
        self._lock = threading.Lock()

    def get(self, tables: Tables, key: Hashable, ask: Callable[[], T]) -> T:
        """The answer under a key, asked for if it is not here or was of other tables; it must not be changed.

        Tables that belong to no release are read anew each time.
        """
        if not isinstance(tables, AsOf | Stored):
            return ask()
        whole = (id(tables), key)
        with self._lock:
            found = self._answers.pop(whole, None)
        if found is None or found[0] is not tables:
            found = (tables, ask())
        with self._lock:
            self._answers[whole] = found
            while len(self._answers) > self.most:
                del self._answers[next(iter(self._answers))]
        return found[1]


def same_rows(filters: Filters, name: str) -> Hashable:
    """What of a state decides which rows of a table :func:`datasets.filters.select` gives: equal keys, equal rows."""
    table = TABLES[name]
    codes = tuple(sorted((key, values) for key, values in filters.codes.items() if flt.column_of(key, table)))
    period = (filters.since, filters.until, filters.dates) if table.period else None
    return name, codes, filters.q, period, filters.id, filters.nobody


def kept(
    reads: Callable[[Filters], str],
) -> Callable[[Callable[Concatenate[Tables, Filters, P], T]], Callable[Concatenate[Tables, Filters, P], T]]:
    """Keep the last answers of a query that reads, of the state, only the unit and which rows of one table are shown.

    Args:
        reads: State → the table.
    """

    def keep(query: Callable[Concatenate[Tables, Filters, P], T]) -> Callable[Concatenate[Tables, Filters, P], T]:
        answers: Kept[T] = Kept()

        @wraps(query)
        def asked(tables: Tables, filters: Filters, *more: P.args, **named: P.kwargs) -> T:
            key = (same_rows(filters, reads(filters)), filters.unit, more, tuple(sorted(named.items())))
            return answers.get(tables, key, lambda: query(tables, filters, *more, **named))

        return asked  # type: ignore[return-value]  # which has no names for its arguments

    return keep
