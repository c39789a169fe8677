"""Every public query gives the same rows in the same order on Polars and on DuckDB."""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import pkgutil
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import pytest

from datasets import queries, store
from datasets.definitions.derive import DERIVED, tables_of
from datasets.filters import Filters
from datasets.queries import record
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

STATES: Final = {
    "all": Filters(),
    "one jurisdiction": Filters(codes={"jurisdiction": ("US",)}),
    "several codes": Filters(codes={"jurisdiction": ("US", "JP", "MULTI"), "nexus": ("dprk_russia_war", "russia"),
                                    "kind": ("asset_freeze", "import_ban", "un_vote")}),
    "claims": Filters(codes={"direction": ("dprk_to_russia",), "category": ("artillery_ammunition", "troops"),
                             "claimant": ("rok-nis", "us-state"), "evidence": ("satellite_imagery",)}),
    "english": Filters(q="containers"), "japanese": Filters(q="石油"), "korean": Filters(q="나진"), "cyrillic": Filters(q="ангара"),
    "wildcards": Filters(q="%_"), "overlap": Filters(since=dt.date(2024, 2, 26), until=dt.date(2024, 5, 24)),
    "inside": Filters(since=dt.date(2024, 2, 26), until=dt.date(2024, 5, 24), dates="inside"),
    "since": Filters(since=dt.date(2024, 9, 15)), "one record": Filters(id="m-withdrawn"), "second page": Filters(page=2),
    **{f"by {unit}": Filters(unit=unit) for unit in ("packages", "acts", "listings", "targets")},
    **{f"sorted by {sort}": Filters(sort=sort) for sort in ("-known_from", "announced", "-quantity_best", "jurisdiction", "odd")},
    "lags": Filters(codes={"clock": ("own",), "endpoint": ("stated", "party_hit"), "class": ("responded", "none_yet")}),
}  # fmt: skip
# Releases are compared as wholes: changes have no as-of day.
TIMELESS: Final = {"newest.changes_by_reason"}
# Arguments that a query needs besides tables and state.
MORE: Final[dict[str, list[dict[str, Any]]]] = {
    "claims.series": [{"item": "munitions_containers", "unit": "containers", "measure_of": kind} for kind in ("cumulative", "level")],
    "rows.whole": [{"name": table} for table in TABLES],
    "rows.page": [{"name": table} for table in ("claims", "listings", "measures", "sources", "lags", "gaps")],
    "newest.rows": [{"name": table} for table in ("claims", "measures", "stances")],
    **{f"rows.{name}": [{"name": table} for table in ("claims", "listings", "sources")] for name in ("count", "stream")},
    **{f"results.{name}": [{"name": "timeline"}, {"name": "claims"}] for name in ("whole", "stream")},
}  # fmt: skip


def public_queries() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every function of the queries package that takes tables and a state."""
    for found in pkgutil.iter_modules(queries.__path__):
        module = importlib.import_module(f"{queries.__name__}.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            takes = set(inspect.signature(function).parameters)
            is_public = function.__module__ == module.__name__ and not name.startswith("_")
            if is_public and {"tables", "filters"} <= takes and name != "shown":  # which gives tables, no answer
                yield f"{found.name}.{name}", function


QUERIES: Final = dict(public_queries())


@pytest.fixture(scope="module")
def engines(rich_folder: Path) -> dict[str, store.Release]:
    return {engine: store.open_release(rich_folder, engine=engine) for engine in store.ENGINES}


def answer(query: Callable[..., Any], tables: Any, state: Filters, more: dict[str, Any]) -> Any:
    """The answer of a query in a form that can be compared."""
    needs_small_pages = "size" in inspect.signature(query).parameters
    found = query(tables=tables, filters=state, **more, **({"size": 3} if needs_small_pages else {}))
    if isinstance(found, pl.DataFrame | int):
        return found
    pieces = list(found)
    return pl.concat(pieces) if pieces else None


def assert_same(one: Any, other: Any, what: str) -> None:
    if isinstance(one, pl.DataFrame):
        assert one.schema == other.schema, what
        assert one.rows() == other.rows(), what
    else:
        assert one == other, what


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_query_answers_the_same_on_both_engines(engines: dict[str, store.Release], name: str) -> None:
    query = QUERIES[name]
    for more in MORE.get(name, [{}]):
        for title, state in STATES.items():
            one, other = (answer(query, tables_of(engines[e], None), state, more) for e in store.ENGINES)
            assert_same(one, other, f"{name} {more} under {title}")


@pytest.mark.parametrize("name", sorted(set(QUERIES) - set(MORE) - TIMELESS))
@pytest.mark.parametrize("day", ["2024-02-26", "2024-07-15"])
def test_a_query_answers_the_same_as_of_an_earlier_day(engines: dict[str, store.Release], name: str, day: str) -> None:
    one, other = (
        answer(QUERIES[name], tables_of(engines[e], dt.date.fromisoformat(day)), Filters(), {}) for e in store.ENGINES
    )
    assert_same(one, other, name)


@pytest.mark.parametrize("name", sorted(DERIVED))
@pytest.mark.parametrize("day", ["2023-10-13", "2024-05-16", "2024-12-31"])
def test_a_derived_table_is_the_same_on_both_engines(engines: dict[str, store.Release], name: str, day: str) -> None:
    one, other = (store.collect(tables_of(engines[e], dt.date.fromisoformat(day))[name]) for e in store.ENGINES)
    assert_same(one, other, name)


@pytest.mark.parametrize(
    "key", ["c-first", "m-us", "l-ship", "rajin", "s-dated", "us-state", "t", "e-veto", "m-withdrawn", "nothing"]
)
def test_a_record_is_the_same_on_both_engines(engines: dict[str, store.Release], key: str) -> None:
    one, other = (record.find(tables_of(engines[e], None), key) for e in store.ENGINES)
    assert one == other


def test_the_queries_found_are_those_that_pages_draw_from() -> None:
    assert {
        "measures.by_month",
        "claims.ladder",
        "timeline.rows",
        "places.points",
        "rows.page",
        "results.whole",
    } <= set(QUERIES)
    known = {"tables", "filters", "size"}
    for name, query in QUERIES.items():
        needed = {n for n, p in inspect.signature(query).parameters.items() if p.default is p.empty} - known
        given = set(MORE[name][0]) if name in MORE else set()
        assert needed <= given, f"{name} needs {needed}: give them in MORE, so that both engines are asked"
