"""Claims: figures stay with the family that gave them, as intervals, never summed or averaged."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from datasets import filters as flt
from datasets import store
from datasets.definitions.derive import tables_of
from datasets.filters import Filters
from datasets.queries import claims
from datasets.schema import TABLES
from tests.datasets.definitions.builders import claim, tables
from tests.datasets.rich import number

CONTAINERS = ("munitions_containers", "containers", "cumulative")


@pytest.mark.parametrize(("given", "low", "mark", "high"), [
    ({"hedge": "exact", "best": 100.0}, 100, 100, 100), ({"hedge": "about", "best": 100.0}, 90, 100, 110),
    ({"hedge": "at_least", "best": 100.0}, 100, 100, None), ({"hedge": "up_to", "best": 100.0}, 0, 100, 100),
    ({"hedge": "range", "quantity_low": 50.0, "quantity_high": 70.0}, 50, 50, 70),
])  # fmt: skip
def test_a_figure_is_drawn_with_the_interval_that_its_hedge_means(
    given: dict[str, Any], low: float, mark: float, high: float | None
) -> None:
    (found,) = claims.series(tables(number("c", "2024-01-01", **given)), Filters(), *CONTAINERS).to_dicts()
    assert (found["low"], found["mark"], found["high"]) == (
        pytest.approx(low),
        mark,
        None if high is None else pytest.approx(high),
    )


def test_a_chart_of_estimates_has_the_claims_of_its_item_unit_and_kind_by_series_and_day(
    rich_release: store.Release,
) -> None:
    found = claims.series(tables_of(rich_release, None), Filters(), *CONTAINERS)
    assert found["claim_id"].to_list() == ["c-nis", "c-nis-again", "c-first", "c-later"]
    assert found["family_id"].to_list() == ["family-rok-nis"] * 2 + ["family-us-state"] * 2
    assert found["quantity_display"].null_count() == 0


def test_variants_vague_words_and_other_kinds_of_total_are_in_no_series(rich_release: store.Release) -> None:
    tables_now = tables_of(rich_release, None)
    drawn = {key for kind in claims.counted(tables_now, Filters()).to_dicts()
             for key in claims.series(tables_now, Filters(), kind["item"], kind["unit"], kind["measure_of"])["claim_id"]}  # fmt: skip
    assert drawn == {"c-first", "c-later", "c-nis", "c-nis-again", "c-range", "c-152", "c-122", "c-oil", "c-oil-year"}


def test_what_can_be_drawn_is_counted_by_families_and_claims(rich_release: store.Release) -> None:
    kinds = claims.counted(tables_of(rich_release, None), Filters()).to_dicts()
    found = {(r["item"], r["measure_of"]): (r["families"], r["claims"]) for r in kinds}
    assert found == {
        ("munitions_containers", "cumulative"): (2, 4), ("munitions_containers", "level"): (1, 1), ("rounds_152mm", "capacity"): (1, 1),
        ("rounds_122mm", "capacity"): (1, 1), ("refined_petroleum", "period"): (1, 1), ("refined_petroleum", "cumulative"): (1, 1),
    }  # fmt: skip


def test_running_totals_and_levels_come_before_single_periods_then_more_families(rich_release: store.Release) -> None:
    found = claims.counted(tables_of(rich_release, None), Filters())
    assert found.row(0, named=True)["item"] == "munitions_containers"
    lines = [kind in {"cumulative", "level"} for kind in found["measure_of"]]
    assert lines == sorted(lines, reverse=True)


def test_the_ladder_holds_the_latest_figure_of_every_series_and_nothing_between(rich_release: store.Release) -> None:
    found = claims.ladder(tables_of(rich_release, None), Filters())
    assert set(found["claim_id"]) == {"c-later", "c-nis-again", "c-range", "c-152", "c-122", "c-oil", "c-oil-year"}
    assert found["series_id"].n_unique() == found.height
    assert found.columns[0] == "quantity_display"


def test_of_two_figures_of_one_day_one_is_the_latest_whatever_the_order_of_rows() -> None:
    made = [
        number("a", "2024-02", best=1.0),
        number("b", "2024-02-29", best=2.0),
        number("old", "2023-01-01", best=9.0),
    ]
    for order in (made, made[::-1]):
        assert claims.ladder(tables(*order), Filters())["claim_id"].to_list() == ["b"]


def test_claims_count_by_month_and_direction_with_a_bin_for_unknown_months(rich_release: store.Release) -> None:
    found = claims.by_month(tables_of(rich_release, None), Filters())
    bins = {(r["direction"], r["month"]): r["n"] for r in found.to_dicts()}
    assert bins[("dprk_to_russia", dt.date(2024, 2, 1))] == 5
    assert bins[("dprk_to_russia", None)] == 1
    assert bins[("russia_to_dprk", dt.date(2024, 11, 1))] == 1
    shown = flt.select(tables_of(rich_release, None)["claims"], TABLES["claims"], Filters())
    assert found["n"].sum() == len(store.rows(shown)) == 13


def test_a_filter_narrows_figures_too(rich_release: store.Release) -> None:
    only = Filters(codes={"claimant": ("us-state",)})
    assert claims.series(tables_of(rich_release, None), only, *CONTAINERS)["claim_id"].to_list() == [
        "c-first",
        "c-later",
    ]
    assert claims.ladder(tables_of(rich_release, None), Filters(q="羅津"))["claim_id"].to_list() == ["c-first"]


def test_a_panel_needs_claims_enough_and_the_busiest_of_each_direction_come_first() -> None:
    oil = {"item": "refined_petroleum", "unit": "barrels", "direction": "russia_to_dprk"}
    made = [
        *(number(f"busy-{n}", f"2024-0{n}-01", best=1.0) for n in range(1, 4)),
        *(number(f"pair-{n}", f"2024-0{n}-01", best=1.0, item="troops", unit="persons", measure_of="level") for n in range(1, 3)),
        number("single", "2024-01-01", best=1.0, item="workers", unit="persons"),
        *(number(f"oil-{n}", f"2024-0{n}-01", best=1.0, **oil) for n in (1, 2)),
    ]  # fmt: skip
    found = claims.panels(tables(*made), Filters())
    names = list(dict.fromkeys(found["panel"]))
    assert names == [
        "munitions_containers.containers.cumulative",
        "troops.persons.level",
        "refined_petroleum.barrels.cumulative",
    ]
    assert found.height == 7
    assert list(dict.fromkeys(claims.panels(tables(*made), Filters(), most=2)["panel"])) == [names[0], names[2]]


def test_the_latest_running_total_of_containers_is_one_per_family(rich_release: store.Release) -> None:
    found = claims.latest_containers(tables_of(rich_release, None), Filters())
    assert dict(zip(found["family_id"], found["claim_id"], strict=True)) == {
        "family-rok-nis": "c-nis-again", "family-us-state": "c-later",
    }  # fmt: skip


def test_a_claim_without_a_figure_is_counted_and_never_drawn() -> None:
    made = tables(claim("c", "2024-01-01"))
    assert claims.by_month(made, Filters())["n"].to_list() == [1]
    assert claims.ladder(made, Filters()).height == 0
    assert claims.counted(made, Filters()).height == 0
