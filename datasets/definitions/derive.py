"""All derived tables of a day, and the tables of a release as of any day."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from datasets import store
from datasets.definitions.asof import known_on
from datasets.definitions.gaps import gaps
from datasets.definitions.proof import proof
from datasets.definitions.responses import lags
from datasets.definitions.voyages import voyages_vs_listing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

    import narwhals.stable.v2 as nw
    import polars as pl

    Tables = Mapping[str, nw.LazyFrame[Any]]

DERIVED: Final[dict[str, Callable[[Tables, dt.date], pl.DataFrame]]] = {
    "lags": lags, "gaps": gaps, "proof": proof, "voyages_vs_listing": voyages_vs_listing,
}  # fmt: skip
DAYS_KEPT: Final = 32


def derive(tables: Tables, day: dt.date) -> dict[str, pl.DataFrame]:
    """Every derived table on a day, from curated tables as they stand today."""
    known = known_on(tables, day)
    return {name: make(known, day) for name, make in DERIVED.items()}


class AsOf(dict[str, "nw.LazyFrame[Any]"]):
    """Tables as known on a day; a derived one is computed when first asked for."""

    def __init__(self, tables: Tables, day: dt.date) -> None:
        super().__init__(known_on(tables, day))
        self.day = day

    def __missing__(self, name: str) -> nw.LazyFrame[Any]:
        """Compute a derived table; ``KeyError`` for any other name."""
        if name not in DERIVED:
            raise KeyError(name)
        self[name] = store.lazy(DERIVED[name](self, self.day))
        return self[name]


class Stored(dict[str, "nw.LazyFrame[Any]"]):
    """Tables of a release as stored: derived tables hold for the release day; withdrawn rows included."""

    def __init__(self, release: store.Release) -> None:
        super().__init__(release.frames)
        self.release = release

    def __missing__(self, name: str) -> nw.LazyFrame[Any]:
        """Say why a table is not there."""
        return self.release.table(name)


@lru_cache(maxsize=DAYS_KEPT)
def tables_of(release: store.Release, day: dt.date | None) -> Tables:
    """Tables of a release as of a day; without a day, or past the release day, as stored.

    The last :data:`DAYS_KEPT` days are kept, so that clicking through views of one day derives once.
    """
    return Stored(release) if day is None or day > release.day else AsOf(Stored(release), day)


def names(tables: Tables) -> Iterator[str]:
    """Names of all tables that can be asked for."""
    yield from dict.fromkeys([*tables, *DERIVED])
