"""Rows of a table: counted, ordered, paged, and whole, all under one state."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from datasets.definitions.derive import tables_of
from datasets.filters import Filters
from datasets.queries import rows
from datasets.schema import TABLES
from tests.datasets.definitions.builders import one, row, tables

if TYPE_CHECKING:
    from datasets import store


def page_of(release: store.Release, name: str, **state: Any) -> list[Any]:
    key = TABLES[name].key[0]
    return list(rows.page(tables_of(release, None), name, Filters(**state), columns=[key])[key])


EVENTS = tables(*(one("events", event_id=key, occurred=when, kind=kind, votes_for=votes) for key, when, kind, votes in (
    ("b", "2024-05-01", "summit", 1), ("a", "2024-05-01", "treaty", None), ("c", "2023", "summit", 13), ("d", "../2024-01-10", "visit", 2),
)))  # fmt: skip


def keys(state: Filters, size: int = rows.PAGE) -> list[str]:
    return list(rows.page(EVENTS, "events", state, columns=["event_id"], size=size)["event_id"])


def test_the_newest_come_first_ties_by_key_and_unknown_last() -> None:
    assert keys(Filters()) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(("sort", "order"), [
    ("occurred", ["c", "a", "b", "d"]), ("-occurred", ["a", "b", "c", "d"]), ("votes_for", ["b", "d", "c", "a"]),
    ("-votes_for", ["c", "d", "b", "a"]), ("kind", ["b", "c", "a", "d"]), ("-kind", ["d", "a", "b", "c"]),
    ("event_id", ["a", "b", "c", "d"]), ("-event_id", ["d", "c", "b", "a"]),
    ("place_ids", ["a", "b", "c", "d"]), ("no_such_column", ["a", "b", "c", "d"]), ("-", ["a", "b", "c", "d"]),
])  # fmt: skip
def test_a_column_orders_the_rows_and_what_cannot_order_them_leaves_the_newest_first(
    sort: str, order: list[str]
) -> None:
    assert keys(Filters(sort=sort)) == order


def test_pages_hold_every_row_once_and_past_the_last_there_is_none() -> None:
    pages = [keys(Filters(page=n), size=3) for n in (1, 2, 3)]
    assert pages == [["a", "b", "c"], ["d"], []]
    assert keys(Filters(page=9_999_999), size=3) == []


def test_a_page_has_the_columns_asked_for_in_that_order_and_all_without(rich_release: store.Release) -> None:
    world = tables_of(rich_release, None)
    assert rows.page(world, "claims", Filters(), columns=["claim_id", "item"]).columns == ["claim_id", "item"]
    assert rows.page(world, "claims", Filters()).columns == list(TABLES["claims"].names)


def test_count_page_whole_and_stream_agree_under_every_state(rich_release: store.Release) -> None:
    world = tables_of(rich_release, None)
    states = [
        Filters(), Filters(codes={"jurisdiction": ("US",)}), Filters(q="angara"), Filters(since=dt.date(2024, 5, 20)),
        Filters(codes={"nexus": ("dprk",)}, dates="inside", until=dt.date(2024, 6, 1)), Filters(id="l-ship"), Filters(q="nothing"),
    ]  # fmt: skip
    counts = []
    for state in states:
        whole = rows.whole(world, "listings", state)
        counts.append(whole.height)
        assert rows.count(world, "listings", state) == whole.height
        assert set(rows.page(world, "listings", state)["listing_id"]) == set(whole["listing_id"])
        pieces = list(rows.stream(world, "listings", state))
        assert pl.concat(pieces).equals(whole)
        assert whole["listing_id"].is_sorted()
    assert counts == [6, 4, 1, 3, 1, 1, 0]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_table_is_handed_out_whole_in_its_declared_columns(rich_release: store.Release, name: str) -> None:
    found = rows.whole(tables_of(rich_release, None), name, Filters())
    assert found.to_arrow().cast(TABLES[name].arrow).schema == TABLES[name].arrow
    assert list(found.columns) == list(TABLES[name].names)
    assert rows.count(tables_of(rich_release, None), name, Filters()) == found.height


def test_a_table_without_a_date_is_ordered_by_its_key(rich_release: store.Release) -> None:
    assert page_of(rich_release, "targets") == ["owner", "person", "ship", "unlisted"]
    assert page_of(rich_release, "targets", sort="-name") == ["person", "owner", "unlisted", "ship"]


def test_sources_without_a_date_come_last(rich_release: store.Release) -> None:
    assert page_of(rich_release, "sources") == ["s-month", "s-dated", "s-undated"]
    assert row("sources", source_id="x")["published_latest"] is None
