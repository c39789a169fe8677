"""Results that are handed out like tables: their declared form, the filters they understand, no trace of our own errors."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl
import pytest

from datasets import filters as flt
from datasets import store
from datasets.definitions.derive import tables_of
from datasets.filters import Filters
from datasets.queries import measures, places, results
from datasets.schema import TABLES
from tests.datasets import rich

if TYPE_CHECKING:
    from pathlib import Path

EVERY_UNIT = [Filters(unit=unit) for unit in measures.UNITS]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> store.Release:
    """The rich world as if the withdrawn rows had never been written."""
    folder: Path = tmp_path_factory.mktemp("clean")
    rich.write(folder, with_mistakes=False)
    return store.open_release(folder)


@pytest.mark.parametrize("name", results.RESULTS)
def test_a_result_has_the_columns_types_and_unique_keys_it_declares(rich_release: store.Release, name: str) -> None:
    found = results.whole(tables_of(rich_release, None), name, Filters())
    declared = results.declaration(name)
    assert found.columns == list(declared.names)
    assert found.schema == store.conform(found, declared.arrow).schema
    assert found.height == found.select(declared.key).unique().height


@pytest.mark.parametrize("name", results.RESULTS)
def test_the_rich_world_puts_rows_into_every_result_that_needs_few(rich_release: store.Release, name: str) -> None:
    needs_more = {"silences", "search"}  # eleven claims on one transfer; a question
    assert results.whole(tables_of(rich_release, None), name, Filters()).height > 0 or name in needs_more


@pytest.mark.parametrize("name", [*results.RESULTS, "lags", "gaps", "proof", "voyages_vs_listing"])
def test_a_withdrawn_row_leaves_no_trace_in_any_result(
    rich_release: store.Release, clean: store.Release, name: str
) -> None:
    found, expected = (results.whole(tables_of(r, None), name, Filters()).to_dicts() for r in (rich_release, clean))
    assert found == expected


@pytest.mark.parametrize(
    "query", [measures.by_month, measures.by_kind, measures.by_country, places.points, places.lines]
)
def test_a_withdrawn_row_leaves_no_trace_in_a_chart(
    rich_release: store.Release, clean: store.Release, query: object
) -> None:
    for state in EVERY_UNIT:
        found, expected = (query(tables_of(r, None), state).to_dicts() for r in (rich_release, clean))  # type: ignore[operator]
        assert found == expected


def test_everything_that_is_handed_out_has_a_declaration_and_no_name_twice() -> None:
    assert set(results.names()) == set(TABLES) | set(results.RESULTS)
    assert len(results.names()) == len(set(results.names()))
    for name in results.names():
        assert results.declaration(name).name == name
    with pytest.raises(KeyError):
        results.declaration("rumours")


def test_a_table_is_answered_whole_and_in_pieces_alike(rich_release: store.Release) -> None:
    tables = tables_of(rich_release, None)
    for name in ("claims", "timeline"):
        state = Filters(codes={"direction": ("dprk_to_russia",)})
        whole = results.whole(tables, name, state)
        assert pl.concat(results.stream(tables, name, state)).equals(whole)
        assert whole.height > 0


def test_a_filter_that_no_table_of_a_result_can_read_is_named() -> None:
    state = Filters(codes={"jurisdiction": ("US",), "clock": ("own",)}, q="x", since=dt.date(2024, 1, 1))
    assert [fault.name for fault in results.unreadable(state, "timeline")] == ["clock"]
    assert [fault.name for fault in results.unreadable(state, "ladder")] == ["jurisdiction", "clock"]
    assert results.unreadable(state, "claims") == flt.unreadable(state, TABLES["claims"])


@pytest.mark.parametrize("name", results.RESULTS)
def test_the_part_that_a_result_can_read_has_no_fault(name: str) -> None:
    codes = {p: flt.allowed_codes(p)[:2] or ("us-state",) for p in flt.COLUMNS_OF}
    state = Filters(
        codes=codes, q="x", since=dt.date(2024, 1, 1), until=dt.date(2024, 6, 1), as_of=dt.date(2024, 3, 1), lang="ja"
    )
    part = results.readable_part(state, name)
    assert {fault.name for fault in results.unreadable(part, name)} == set()
    assert (part.as_of, part.lang) == (state.as_of, state.lang)
