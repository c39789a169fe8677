"""Results of queries that pages show and ``/data`` hands out like tables, each declared like one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from datasets import filters as flt
from datasets.queries import analytics, claims, coverage, rows, search, timeline
from datasets.queries.kept import Kept
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
        only: The code filters of these that it understands; ``None`` = all. A summary of lags by class, or of a pair by one
            jurisdiction, would say of rows that were filtered out that they are not there.
    """

    table: Table
    rows: Callable[[Tables, Filters], pl.DataFrame]
    reads: tuple[str, ...]
    only: tuple[str, ...] | None = None


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
    "sensitivity": Result(
        analytics.SENSITIVITY, analytics.sensitivity, ("lags",), ("jurisdiction", "clock", "endpoint")
    ),
    "lead_lag": Result(analytics.LEAD_LAG, analytics.lead_lag, ("lags",), ("clock", "endpoint")),
    "detection": Result(analytics.DETECTION, analytics.detection, ("triggers",)),
    "coverage_matrix": Result(coverage.MATRIX, coverage.matrix, ("gaps", "targets")),
    "package_overlap": Result(coverage.OVERLAP, coverage.overlaps, ("listings",)),
    "role_chain": Result(coverage.CHAIN, coverage.chain, ("transfers",)),
    "outlook_signs": Result(analytics.SIGNS, analytics.outlook_signs, ("outlook",)),
    "instruments": Result(coverage.INSTRUMENTS, coverage.instruments, ("measures",)),
    "search": Result(search.TABLE, search.search, ("targets",)),
}


def names() -> tuple[str, ...]:
    """Everything that ``/data`` hands out."""
    return (*TABLES, *RESULTS)


def declaration(name: str) -> Table:
    """Declaration of a table or result; ``KeyError`` for another name."""
    return RESULTS[name].table if name in RESULTS else TABLES[name]


def whole(tables: Tables, name: str, filters: Filters) -> pl.DataFrame:
    """All rows of a table or result that a state shows; read only, since a result is kept for whoever asks again."""
    if name not in RESULTS:
        return rows.whole(tables, name, filters)
    return ANSWERS.get(tables, (name, repr(flt.to_query(filters))), lambda: RESULTS[name].rows(tables, filters))


# A page asks for the rows of its figure and of its table, and a reader comes back.
ANSWERS: Final = Kept["pl.DataFrame"](8)


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
    result = RESULTS[name]
    found = [{f.name: f for f in flt.unreadable(filters, TABLES[t])} for t in result.reads]
    faults = {key: fault for key, fault in found[0].items() if all(key in other for other in found)}
    if result.only is not None:
        faults |= {f.name: f for f in _beyond(filters, name, result.only)}
    if "is_listed_by_nobody" in result.table.names:
        faults.pop("nobody", None)
    return list(faults.values())


def _beyond(filters: Filters, name: str, only: tuple[str, ...]) -> Iterator[flt.Fault]:
    """Filters that are set and that a result which understands only some does not."""
    odd = {key: ", ".join(values) for key, values in filters.codes.items() if key not in only}
    days = {"from": filters.since, "to": filters.until}
    odd |= {key: day.isoformat() for key, day in days.items() if day}
    odd |= {"q": filters.q} if filters.q else {}
    yield from (flt.Fault(key, value, f"{name} takes {', '.join(only)}") for key, value in odd.items())


def readable_part(filters: Filters, name: str) -> Filters:
    """The filters that a table or result understands."""
    if name not in RESULTS:
        return flt.readable_part(filters, TABLES[name])
    odd = {fault.name for fault in unreadable(filters, name)}
    return filters.but(
        codes={key: () for key in filters.codes if key in odd}, q="" if "q" in odd else filters.q,
        since=None if odd & {"from", "to"} else filters.since, until=None if odd & {"from", "to"} else filters.until,
        nobody=filters.nobody and "nobody" not in odd,
    )  # fmt: skip
