"""Tables as publicly known on a day: what is not there yet, what is blank yet, what never comes back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from datasets import store
from datasets.definitions.asof import COMPANIONS, known_on
from datasets.schema import CURATED, TABLES
from tests.datasets.definitions.builders import claim, d, listing, measure, one, row, tables

if TYPE_CHECKING:
    from datasets.columns import Table
    from tests.datasets.definitions.builders import Row


def known(name: str, *made: tuple[str, Row], day: str) -> list[Row]:
    return store.rows(known_on(tables(*made), dt.date.fromisoformat(day))[name])


def test_a_row_shows_from_the_day_it_was_public() -> None:
    made = claim("c", "2024-02-26")
    assert known("claims", made, day="2024-02-25") == []
    assert [r["claim_id"] for r in known("claims", made, day="2024-02-26")] == ["c"]


def test_a_row_of_a_rough_day_shows_from_its_last_day() -> None:
    assert known("claims", claim("c", "2024-02"), day="2024-02-28") == []
    assert len(known("claims", claim("c", "2024-02"), day="2024-02-29")) == 1


def test_a_typed_known_day_goes_before_the_day_of_the_act() -> None:
    made = claim("c", "2024-02-26", known_from="2024-01-10")
    assert len(known("claims", made, day="2024-01-10")) == 1


@pytest.mark.parametrize("day", ["2024-02-26", "2024-06-01", "2030-01-01"])
def test_a_withdrawn_row_is_gone_from_every_day(day: str) -> None:
    assert known("claims", claim("c", "2024-02-26", withdrawn_on="2024-06-01", withdrawn_why="wrong"), day=day) == []


def test_a_row_without_a_known_day_shows_on_none() -> None:
    made = row("places", place_id="p")
    made["known_from"] = None
    assert known("places", ("places", made), day="2030-01-01") == []


def test_a_later_fact_is_blank_until_its_last_day() -> None:
    made = listing("l", "x", "2024-01-10", delisted="2024-05", delisting_reason="court", replaced_by="m")
    (before,) = known("listings", made, day="2024-05-30")
    hidden = ("delisted", "delisted_earliest", "delisted_latest", "delisted_basis", "delisting_reason", "replaced_by")
    assert {before[name] for name in hidden} == {None}
    (after,) = known("listings", made, day="2024-05-31")
    assert after == made[1]
    assert {name for name in before if before[name] != after[name]} == set(hidden)


def test_a_later_fact_that_became_public_on_another_day_follows_that_day() -> None:
    ahead = listing("l", "x", "2024-01-10", delisted="2024-06-30", delisted_known_from="2024-06-01")
    assert known("listings", ahead, day="2024-05-31")[0]["delisted"] is None
    assert known("listings", ahead, day="2024-06-01")[0]["delisted"] == "2024-06-30"
    behind = listing("l", "x", "2024-01-10", delisted="2024-06-30", delisted_known_from="2024-07-15")
    assert known("listings", behind, day="2024-07-14")[0]["delisted"] is None
    assert known("listings", behind, day="2024-07-14")[0]["delisted_known_from"] is None
    assert known("listings", behind, day="2024-07-15")[0]["delisted"] == "2024-06-30"


LATER = [(t.name, name) for t in CURATED for name in t.dates if f"{name}_known_from" in t.names]


@pytest.mark.parametrize(("table", "field"), LATER)
def test_every_later_fact_of_every_table_is_blank_before_its_day_and_whole_on_it(table: str, field: str) -> None:
    declared = TABLES[table]
    public = {declared.public_day: "2024-01-01"} if declared.public_day else {}
    given = {declared.key[0]: "k", **public, field: "2024-05-16"}
    if table == "claims":
        given |= {"claimed": "2024-01-01"}
    made = one(table, **given)
    (before,) = known(table, made, day="2024-05-15")
    (on,) = known(table, made, day="2024-05-16")
    assert [before[f"{field}{end}"] for end in ("", "_earliest", "_latest", "_basis")] == [None] * 4
    assert on[field] == "2024-05-16"
    assert on == made[1]


def test_the_later_facts_are_those_of_the_contract() -> None:
    assert set(LATER) >= {
        ("listings", "delisted"), ("claims", "retracted"), ("measures", "ended"), ("measures", "in_force"), ("measures", "expires"),
        ("relations", "end"), ("provisions", "ended"), ("events", "ended"),
    }  # fmt: skip
    assert {("claims", "claimed"), ("measures", "announced"), ("listings", "listed")}.isdisjoint(LATER)


def test_columns_that_say_more_about_a_later_fact_exist_where_it_does() -> None:
    for field, names in COMPANIONS.items():
        tables_with = [t for t in CURATED if field in t.dates]
        assert tables_with
        assert all(set(names) <= set(t.names) for t in tables_with)


def test_a_law_announced_before_it_is_in_force() -> None:
    made = measure("m", "2024-05-18", in_force="2024-05-19")
    assert known("measures", made, day="2024-05-18")[0]["in_force"] is None
    assert known("measures", made, day="2024-05-19")[0]["in_force"] == "2024-05-19"


def test_sources_show_from_the_first_day_they_can_be_out_and_undated_ones_always() -> None:
    made = [one("sources", source_id="month", published="2024-03"), one("sources", source_id="undated")]
    assert {r["source_id"] for r in known("sources", *made, day="2024-02-29")} == {"undated"}
    assert {r["source_id"] for r in known("sources", *made, day="2024-03-01")} == {"month", "undated"}


def test_derived_tables_are_left_out_and_every_curated_one_keeps_its_columns() -> None:
    given: dict[str, Any] = dict(tables())
    given["lags"] = store.lazy(store.frame_of([], "lags"))
    found = known_on(given, d("2024-01-01") or dt.date.min)
    assert set(found) == {t.name for t in CURATED}
    for name, frame in found.items():
        declared: Table = TABLES[name]
        assert set(frame.collect_schema().names()) == set(declared.names)
