"""Results of queries that pages show and ``/data`` hands out like tables, each declared like one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from datasets import filters as flt
from datasets.queries import analytics, claims, coverage, rows, timeline
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import narwhals.stable.v2 as nw
    import polars as pl

    from datasets.columns import Table
    from datasets.filters import Fault, Filters

    Tables = Mapping[str, nw.LazyFrame[Any]]


@dataclass(frozen=True)
class Result:
    """A query that answers like a table.

    Attributes:
        table: Declaration of its columns.
        rows: Tables and state → all rows, in the declared schema.
        reads: Tables whose filters it understands.
    """

    table: Table
    rows: Callable[[Tables, Filters], pl.DataFrame]
    reads: tuple[str, ...]


RESULTS: Final[dict[str, Result]] = {
    "timeline": Result(timeline.TABLE, timeline.rows, ("claims", "events", "measures")),
    "ladder": Result(claims.LADDER, claims.ladder, ("claims",)),
    "headlines": Result(analytics.HEADLINES, analytics.headlines, ("claims",)),
    "contradictions": Result(analytics.CONTRADICTIONS, analytics.contradictions, ("claims",)),
    "alternatives": Result(analytics.ENVELOPES, analytics.alternatives, ("claims",)),
    "factors": Result(analytics.FACTORS, analytics.factors, ("claims",)),
    "un_cap": Result(analytics.CAP, analytics.un_cap, ("claims",)),
    "silences": Result(analytics.SILENCES, analytics.silences, ("claims",)),
    "replies": Result(analytics.REPLIES, analytics.replied, ("transfers",)),
    "sensitivity": Result(analytics.SENSITIVITY, analytics.sensitivity, ("lags",)),
    "lead_lag": Result(analytics.LEAD_LAG, analytics.lead_lag, ("lags",)),
    "detection": Result(analytics.DETECTION, analytics.detection, ("triggers",)),
    "coverage_matrix": Result(coverage.MATRIX, coverage.matrix, ("gaps", "targets")),
    "package_overlap": Result(coverage.OVERLAP, coverage.overlaps, ("listings",)),
    "role_chain": Result(coverage.CHAIN, coverage.chain, ("transfers",)),
    "outlook_signs": Result(analytics.SIGNS, analytics.outlook_signs, ("outlook",)),
    "instruments": Result(coverage.INSTRUMENTS, coverage.instruments, ("measures",)),
}


def names() -> tuple[str, ...]:
    """Everything that ``/data`` hands out."""
    return (*TABLES, *RESULTS)


def declaration(name: str) -> Table:
    """Declaration of a table or result; ``KeyError`` for another name."""
    return RESULTS[name].table if name in RESULTS else TABLES[name]


def whole(tables: Tables, name: str, filters: Filters) -> pl.DataFrame:
    """All rows of a table or result that a state shows."""
    return RESULTS[name].rows(tables, filters) if name in RESULTS else rows.whole(tables, name, filters)


def stream(tables: Tables, name: str, filters: Filters) -> Iterator[pl.DataFrame]:
    """The rows of :func:`whole`, piece by piece; a result is small and comes in one."""
    if name in RESULTS:
        yield RESULTS[name].rows(tables, filters)
    else:
        yield from rows.stream(tables, name, filters)


def unreadable(filters: Filters, name: str) -> list[Fault]:
    """Filters that are set and that a table, or every table a result reads, has no column for."""
    if name not in RESULTS:
        return flt.unreadable(filters, TABLES[name])
    found = [{f.name: f for f in flt.unreadable(filters, TABLES[t])} for t in RESULTS[name].reads]
    return [fault for key, fault in found[0].items() if all(key in other for other in found)]


def readable_part(filters: Filters, name: str) -> Filters:
    """The filters that a table or result understands."""
    if name not in RESULTS:
        return flt.readable_part(filters, TABLES[name])
    odd = {fault.name for fault in unreadable(filters, name)}
    return filters.but(
        codes={key: () for key in filters.codes if key in odd}, q="" if "q" in odd else filters.q,
        since=None if odd & {"from", "to"} else filters.since, until=None if odd & {"from", "to"} else filters.until,
    )  # fmt: skip
