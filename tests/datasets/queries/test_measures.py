"""Measures over time: every unit counts once, in the month in which it was first new, or in the bin of unknown months."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import dates, store, vocabulary
from datasets.definitions.derive import tables_of
from datasets.filters import Filters
from datasets.queries import measures, rows
from tests.datasets.definitions.builders import listing, measure, one, tables, target

BINS = dict[tuple[str, str | None], int]


def by_month(world: Any, unit: str = "measures", **state: Any) -> BINS:
    found = measures.by_month(world, Filters(unit=unit, **state)).to_dicts()
    bins = {(r["jurisdiction"], r["month"].strftime("%Y-%m") if r["month"] else None): r["n"] for r in found}
    assert len(bins) == len(found)
    assert all(r["month"] is None or r["month"].day == 1 for r in found)
    return bins


ONCE: BINS = {
    ("US", None): 2,
    ("US", "2023-08"): 1,
    ("US", "2024-05"): 1,
    ("JP", "2024-05"): 1,
    ("MULTI", "2024-03"): 1,
}


@pytest.mark.parametrize(("unit", "expected"), [
    ("packages", ONCE),
    ("acts", ONCE | {("US", "2024-09"): 1}),
    ("measures", ONCE | {("US", "2024-09"): 1, ("US", "2024-05"): 2}),
    ("listings", {("US", None): 1, ("US", "2024-05"): 2, ("US", "2024-07"): 1, ("JP", "2024-01"): 1, ("JP", "2024-05"): 1}),
    ("targets", {("US", None): 1, ("US", "2024-05"): 2, ("JP", "2024-01"): 1, ("JP", "2024-05"): 1}),
])  # fmt: skip
def test_each_unit_counts_once_per_jurisdiction_in_its_first_month(
    rich_release: store.Release, unit: str, expected: BINS
) -> None:
    assert by_month(tables_of(rich_release, None), unit) == expected


def test_a_filter_narrows_the_chart_as_it_narrows_the_table(rich_release: store.Release) -> None:
    world = tables_of(rich_release, None)
    assert by_month(world, codes={"jurisdiction": ("JP",)}) == {("JP", "2024-05"): 1}
    assert by_month(world, codes={"kind": ("import_ban", "travel_ban")}) == {("JP", "2024-05"): 1, ("US", None): 1}
    assert by_month(world, since=dt.date(2024, 6, 1)) == {("US", "2024-09"): 1, ("US", None): 1}
    assert by_month(world, "listings", codes={"nexus": ("dprk",)}) == {("US", "2024-05"): 1}


def test_no_rows_give_no_months() -> None:
    assert by_month(tables()) == {}


def test_a_package_whose_first_measure_has_no_known_month_counts_as_unknown_not_in_a_later_month() -> None:
    span = [measure("a", "2024-04-20/2024-05-10", act_reference=None), measure("b", "2024-06-01", act_reference=None)]
    assert by_month(tables(*span), "packages") == {("US", None): 1}
    clear = [measure("a", "2024-04-20/2024-05-10", act_reference=None), measure("b", "2024-04-01", act_reference=None)]
    assert by_month(tables(*clear), "packages") == {("US", "2024-04"): 1}


WHEN = st.tuples(st.integers(0, 200), st.sampled_from([0, 0, 3, 45])).map(
    lambda pair: dates.span(dt.date(2024, 1, 1) + dt.timedelta(pair[0]), dt.date(2024, 1, 1) + dt.timedelta(sum(pair)))
)


@given(
    st.lists(
        st.tuples(
            WHEN, st.sampled_from(["US", "JP"]), st.sampled_from(["p", "q"]), st.sampled_from([None, "Notice 1"])
        ),
        max_size=8,
    )
)
def test_the_months_add_up_to_the_units(made: list[tuple[str, str, str, str | None]]) -> None:
    world = tables(*(
        measure(f"m{n}", when, jurisdiction=j, package_id=package, act_reference=act)
        for n, (when, j, package, act) in enumerate(made)
    ), *(listing(f"l{n}", package, when, jurisdiction=j) for n, (when, j, package, _) in enumerate(made)))  # fmt: skip
    units = {
        "measures": len(made), "listings": len(made), "packages": len({(j, p) for _, j, p, _ in made}),
        "targets": len({(j, p) for _, j, p, _ in made}),
        "acts": len({(j, act or f"m{n}") for n, (_, j, _, act) in enumerate(made)}),
    }  # fmt: skip
    assert {unit: sum(by_month(world, unit).values()) for unit in measures.UNITS} == units
    assert rows.count(world, "measures", Filters()) == units["measures"]


def test_a_measure_of_several_kinds_counts_under_each() -> None:
    made = [measure("a", "2024-01-01", kinds=["asset_freeze", "travel_ban"]), measure("b", "2024-01-01", kinds=["asset_freeze"]),
            measure("c", "2024-01-01", jurisdiction="JP", kinds=["travel_ban"])]  # fmt: skip
    found = measures.by_kind(tables(*made), Filters()).rows()
    assert found == [("asset_freeze", "US", 2), ("travel_ban", "JP", 1), ("travel_ban", "US", 1)]


def test_targets_count_where_they_work_else_by_nationality_else_as_not_stated() -> None:
    made = [
        target("works", located_in="CN", nationality_or_registry="KP"), target("national", nationality_or_registry="KP"), target("unknown"),
        listing("a", "works", "2024-01-01"), listing("b", "works", "2024-02-01", jurisdiction="JP"), listing("c", "national", "2024-01-01"),
        listing("d", "unknown", "2024-01-01"), listing("e", "unknown", "2024-01-01", withdrawn_on="2024-02-01"),
    ]  # fmt: skip
    found = {r[0]: r[1:] for r in measures.by_country(tables(*made), Filters()).rows()}
    assert found == {"CN": (2, 1), "KP": (1, 1), None: (1, 1)}
    only_jp = measures.by_country(tables(*made), Filters(codes={"jurisdiction": ("JP",)})).rows()
    assert only_jp == [("CN", 1, 1)]


def test_unique_targets_are_never_more_than_listings(rich_release: store.Release) -> None:
    found = measures.by_country(tables_of(rich_release, None), Filters())
    assert found.height > 1
    assert (found["targets"] <= found["listings"]).all()


def test_every_unit_of_count_of_the_vocabulary_can_be_counted() -> None:
    assert set(measures.UNITS) == set(vocabulary.codes("unit_of_count"))


def test_targets_that_an_act_announced_and_that_are_not_held_stand_in_its_month() -> None:
    counts = {"us": 3, "eu": 5, "jp": 0}
    world = tables(
        measure("us", "2024-02-23"), measure("eu", "2024-03", jurisdiction="EU"), measure("jp", "2024-05-01", jurisdiction="JP"),
        target("t"), listing("l", "t", "2024-02-23", measure_id="us"),
        *(one("announced_counts", measure_id=key, target_kind="all", n=n, basis="announced") for key, n in counts.items()),
    )  # fmt: skip
    found = measures.unread_by_month(world, Filters(unit="targets"))
    assert {(r["jurisdiction"], str(r["month"]), r["n"]) for r in found.to_dicts()} == {
        ("US", "2024-02-01", 2), ("EU", "2024-03-01", 5),
    }  # fmt: skip
    assert measures.unread_by_month(world, Filters(codes={"jurisdiction": ("JP",)})).height == 0
