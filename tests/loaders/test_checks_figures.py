"""Running totals, periods and repeated figures: what the rules tell, and what settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.loaders.checking import claim, told

if TYPE_CHECKING:
    from pathlib import Path

DISTINCT: dict[str, Any] = {"distinct_from": ["one"]}


def two(first: dict[str, Any], second: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Two later claims of one series, months apart, so that they are no near-duplicates."""
    return {"claims": [claim("one", "2024-05-10", **first), claim("two", "2024-06-20", **second)]}


def figures(problems: list[str]) -> list[str]:
    """Problems of rules on figures; the trigger of the mini facts does not mind later claims."""
    return [p for p in problems if "looks like" not in p]


def test_a_running_total_that_falls_is_told_with_the_higher_one(tmp_path: Path) -> None:
    (problem,) = figures(told(tmp_path, two({"quantity_best": "12000"}, {"quantity_best": "11000"})))
    assert problem == (
        "two: quantity_best: falls from '12000' of one; say in series_break what changed, or set scope and scope_text"
    )


def test_a_fall_is_told_against_the_highest_total_so_far(tmp_path: Path) -> None:
    rows = two({"quantity_best": "12000"}, {"quantity_best": "13000"})
    rows["claims"].append(claim("three", "2024-06-28", quantity_best="12500"))
    (problem,) = figures(told(tmp_path, rows))
    assert problem.startswith("three: quantity_best: falls from '13000' of two")


@pytest.mark.parametrize("second", [
    {"quantity_best": "12000"}, {"quantity_best": "11000", "series_break": "Counted anew from September."},
    {"quantity_best": "11000", "scope": "one_place", "scope_text": "one port"}, {"quantity_best": "11000", "stage": "delivered"},
    {"quantity_best": "11000", "stage": "planned"}, {"quantity_best": "11000", "component_of": "one"},
    {"quantity_best": "11000", "variant_of": ["one"]}, {"quantity_best": "11000", "claimant_id": "rok-mnd"},
    {"quantity_best": "11000", **DISTINCT}, {"quantity_best": "11000", "period_start": "2024-01", "period_end": "2024-04"},
    {"quantity_best": "11000", "withdrawn_on": "2024-06-30", "withdrawn_why": "Misread."},
])  # fmt: skip
def test_a_total_of_another_series_break_part_or_time_does_not_fall(tmp_path: Path, second: dict[str, Any]) -> None:
    assert figures(told(tmp_path, two({"quantity_best": "12000"}, second))) == []


def test_after_a_break_totals_are_compared_with_those_after_it(tmp_path: Path) -> None:
    rows = two({"quantity_best": "12000"}, {"quantity_best": "5000", "series_break": "Counted anew."})
    rows["claims"].append(claim("three", "2024-06-28", quantity_best="6000"))
    assert figures(told(tmp_path, rows)) == []


PERIOD = {"measure_of": "period", "period_start": "2024-01", "period_end": "2024-03"}


def test_periods_of_one_series_that_share_days_are_told(tmp_path: Path) -> None:
    later = {"quantity_best": "900", **PERIOD, "period_start": "2024-03", "period_end": "2024-04"}
    (problem,) = figures(told(tmp_path, two({"quantity_best": "700", **PERIOD}, later)))
    assert problem.startswith("two: period_start: 2024-03 to 2024-04 overlaps 2024-01 to 2024-03 of one in one series")


@pytest.mark.parametrize("second", [
    {"period_start": "2024-04", "period_end": "2024-05"}, {"component_of": "one"}, {"series_break": "Revised."}, DISTINCT,
    {"scope": "other", "scope_text": "another part"}, {"measure_of": "level"}, {"variant_of": ["one"]},
])  # fmt: skip
def test_periods_that_are_apart_parts_or_revised_may_stand(tmp_path: Path, second: dict[str, Any]) -> None:
    rows = two({"quantity_best": "700", **PERIOD}, {"quantity_best": "900", **PERIOD} | second)
    assert figures(told(tmp_path, rows)) == []


@pytest.mark.parametrize("missing", ["period_start", "period_end"])
def test_a_quantity_of_a_period_says_which(tmp_path: Path, missing: str) -> None:
    given = {k: v for k, v in PERIOD.items() if k != missing}
    rows = {"claims": [claim("one", "2024-05-10", quantity_best="700", **given)]}
    assert figures(told(tmp_path, rows)) == [
        f"one: {missing}: is required: a quantity of a period needs its begin and end"
    ]
    rows["claims"][0]["stage"] = "planned"
    assert figures(told(tmp_path / "plan", rows)) == []


def test_one_figure_of_one_claimant_and_day_under_two_ids_is_told(tmp_path: Path) -> None:
    rows = {"claims": [claim(k, "2024-05-10", quantity_best="700") for k in ("one", "two")]}
    assert "two: quantity_text: is said already in one; add the source there, or set distinct_from" in told(
        tmp_path, rows
    )


@pytest.mark.parametrize("second", [
    {"claimed": "2024-05-12"}, {"quantity_best": "701", "component_of": "one"}, {"claimant_id": "rok-mnd"}, {"unit": "railcars"},
    DISTINCT, {"variant_of": ["one"]}, {"item": "artillery_rounds", "unit": "rounds"},
])  # fmt: skip
def test_another_day_figure_claimant_or_thing_is_no_second_id(tmp_path: Path, second: dict[str, Any]) -> None:
    rows = {
        "claims": [
            claim("one", "2024-05-10", quantity_best="700"),
            claim("two", "2024-05-10", quantity_best="700") | second,
        ]
    }
    assert not [p for p in told(tmp_path, rows) if "is said already" in p]
