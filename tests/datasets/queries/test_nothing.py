"""Nothing to show: every result is an empty frame of its declared columns, and what is absent is never a zero."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import pytest

from datasets import store
from datasets.definitions.derive import DERIVED, AsOf, derive, tables_of
from datasets.definitions.proof import statuses
from datasets.definitions.summaries import curve
from datasets.filters import Filters
from datasets.queries import claims, measures, places, results
from datasets.schema import TABLES
from tests.datasets import rich
from tests.datasets.definitions.builders import EMPTY, claim, full_coverage, link, measure, one, trigger, world
from tests.datasets.definitions.lagging import answered

if TYPE_CHECKING:
    from pathlib import Path

BEFORE: Final = dt.date(1990, 1, 1)
DAY: Final = dt.date(2024, 12, 31)
AS_READ: Final = ("list_entries", "changes")
# A state that no row of the rich world fits, by the parameters that a result may understand.
NOBODY_FITS: Final = {
    "q": Filters(q="no such text anywhere"), "from": Filters(since=dt.date(2031, 1, 1), until=dt.date(2031, 2, 1), dates="inside"),
    "claimant": Filters(codes={"claimant": ("nobody",)}),
    "category": Filters(codes={"category": ("livestock",)}), "nexus": Filters(codes={"nexus": ("dprk_russia_evasion",)}),
    "status": Filters(codes={"status": ("not_covered",), "jurisdiction": ("US",)}), "clock": Filters(codes={"clock": ("none",)}),
}  # fmt: skip


def assert_empty(tables: Any, name: str, state: Filters) -> None:
    found, declared = results.whole(tables, name, state), results.declaration(name)
    assert found.height == 0
    assert found.columns == list(declared.names)
    assert found.schema == store.conform(found, declared.arrow).schema


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a release without a single row."""
    folder: Path = tmp_path_factory.mktemp("bare")
    made = {n: store.collect(f) for n, f in EMPTY.items()} | derive(EMPTY, DAY)
    arrow = {
        name: (made[name] if name in made else store.frame_of([], name)).to_arrow().cast(table.arrow)
        for name, table in TABLES.items()
    }
    store.write_release(arrow, folder, date=DAY, data_through=DAY, inputs={})
    return folder


@pytest.mark.parametrize("engine", store.ENGINES)
@pytest.mark.parametrize("name", results.names())
def test_a_release_without_rows_gives_empty_results(bare: Path, name: str, engine: str) -> None:
    release = store.open_release(bare, engine=engine)
    assert not release.faults
    assert_empty(tables_of(release, None), name, Filters())
    if name not in AS_READ:
        assert_empty(tables_of(release, BEFORE), name, Filters(as_of=BEFORE))


@pytest.mark.parametrize("name", AS_READ)
def test_what_is_kept_as_read_says_that_it_has_no_earlier_days(rich_release: store.Release, name: str) -> None:
    with pytest.raises(store.TableUnavailableError, match="as_of"):
        results.whole(tables_of(rich_release, BEFORE), name, Filters(as_of=BEFORE))


@pytest.mark.parametrize("name", [*results.RESULTS, *DERIVED])
def test_before_everything_was_public_there_is_nothing(rich_release: store.Release, name: str) -> None:
    assert_empty(tables_of(rich_release, BEFORE), name, Filters(as_of=BEFORE))


@pytest.mark.parametrize("parameter", NOBODY_FITS)
@pytest.mark.parametrize("name", results.RESULTS)
def test_a_selection_that_nothing_fits_gives_nothing_where_it_is_understood(
    rich_release: store.Release, name: str, parameter: str
) -> None:
    state = NOBODY_FITS[parameter]
    understood = not results.unreadable(state, name)
    if understood and not (name == "timeline" and parameter in {"category", "claimant", "nexus"}):  # of one lane only
        assert_empty(tables_of(rich_release, None), name, state)


def test_charts_of_nothing_are_empty_frames() -> None:
    for query in (measures.by_month, measures.by_kind, measures.by_country, claims.by_month, claims.counted, claims.panels,
                  claims.latest_containers, places.points, places.lines):  # fmt: skip
        assert query(EMPTY, Filters()).height == 0


def test_a_transfer_without_claims_says_that_nobody_claims_and_prints_no_figure() -> None:
    tables = AsOf(world(one("transfers", transfer_id="bare"), *full_coverage()), DAY)
    proved = store.rows(tables["proof"])
    assert {r["status"] for r in proved} == {"nobody_claims"}
    assert {r["credibility"] for r in proved} == {None}
    assert {r["first_on"] for r in proved} == {None}
    assert statuses(tables) == {"bare": "alleged"}
    for name in ("ladder", "headlines", "contradictions", "silences", "replies", "detection", "sensitivity"):
        assert_empty(tables, name, Filters())


def test_a_measure_without_links_answers_nothing_and_is_counted_as_a_measure() -> None:
    made = [claim("c", "2024-01-01"), trigger("c"), measure("m", "2024-02-01"), *full_coverage()]
    alone, linked = AsOf(world(*made), DAY), AsOf(world(*made, link("m")), DAY)
    classes = [
        {(r["class"], r["measure_id"]) for r in store.rows(t["lags"]) if r["jurisdiction"] == "US"}
        for t in (alone, linked)
    ]
    assert ("responded", "m") not in classes[0]
    assert ("responded", "m") in classes[1]
    for tables in (alone, linked):
        assert results.whole(tables, "instruments", Filters())["n_US"].to_list() == [1]


def test_a_trigger_whose_claims_are_not_public_yet_has_no_clock_and_no_lag() -> None:
    made = world(
        claim("c", "2024-06-01"),
        trigger("c", known_from="2024-01-01"),
        measure("m", "2024-02-01"),
        link("m"),
        *full_coverage(),
    )
    rows = store.rows(AsOf(made, dt.date(2024, 3, 1))["lags"])
    assert {r["class"] for r in rows} == {"no_clock"}
    assert {r["lag_days_low"] for r in rows} == {None}
    table = results.whole(AsOf(made, dt.date(2024, 3, 1)), "sensitivity", Filters())
    assert set(table["no_clock"]) == {1}
    assert set(table["is_summarised"]) == {False}


def test_too_few_triggers_give_counts_and_no_median(rich_release: store.Release) -> None:
    found = results.whole(tables_of(rich_release, None), "sensitivity", Filters())
    assert found.height == 24
    assert set(found["is_summarised"]) == {False}
    assert found["median_low"].null_count() == found["median_high"].null_count() == 24
    assert curve([answered(f"t{n}", n) for n in range(9)], "low") is None


@pytest.mark.parametrize("name", results.RESULTS)
@pytest.mark.parametrize("engine", store.ENGINES)
def test_a_world_with_everything_is_not_empty_so_that_the_tests_above_mean_something(
    rich_folder: Path, name: str, engine: str
) -> None:
    tables = tables_of(store.open_release(rich_folder, engine=engine), None)
    state = Filters(q="angara") if name == "search" else Filters()
    assert results.whole(tables, name, state).height > 0 or name == "silences"
    assert rich.DAY == DAY
