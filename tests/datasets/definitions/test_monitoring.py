"""The UN cap on refined petroleum, and stretches without a new claim."""

from __future__ import annotations

import datetime as dt
import statistics
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.definitions.monitoring import CAP, NO_UN_MONITOR_FROM, cap, silences
from tests.datasets.definitions.builders import claim
from tests.datasets.definitions.figuring import asked, said

OIL: dict[str, Any] = {
    "item": "refined_petroleum", "unit": "barrels", "measure_of": "period", "stage": "delivered", "transfer_id": "oil",
    "period_start": "2024-03", "period_end": "2024-03", "claimed": "2024-05-02",
}  # fmt: skip


def oil(**given: Any) -> list[dict[str, Any]]:
    """What one figure says about the cap."""
    return cap(asked(said("c", **{"best": 165_000, **OIL, **given})))


def test_a_figure_of_one_year_stands_beside_the_cap_as_it_is() -> None:
    (found,) = oil(hedge="at_least")
    assert (found["year"], found["low"], found["high"], found["exceeded_by"]) == (2024, 165_000, None, None)
    assert (found["period_start"], found["period_end"]) == (dt.date(2024, 3, 1), dt.date(2024, 3, 31))
    assert (found["is_declared"], found["claimant_id"], found["family_id"]) == (False, "us-state", "family-us-state")


@pytest.mark.parametrize("given", [
    {"period_start": "2023-12", "period_end": "2024-03"}, {"period_start": None}, {"period_end": None},
    {"period_start": "../2024-03-01"}, {"period_end": "2024-12/2025-01"},
    {"item": "crude_oil"}, {"unit": "tonnes"}, {"measure_of": "capacity"}, {"measure_of": "rate"}, {"measure_of": "level"},
    {"variant_of": ["x"]}, {"hedge": "vague"}, {"best": None, "hedge": None},
    {"stage": "planned"}, {"stage": "agreed"}, {"stage": "requested"},
])  # fmt: skip
def test_what_is_no_known_amount_of_one_year_does_not_stand_there(given: dict[str, Any]) -> None:
    assert oil(**{"best": 900_000, **given}) == []


def test_amounts_of_a_period_and_running_totals_both_stand_there() -> None:
    assert [len(oil(measure_of=kind)) for kind in ("period", "cumulative")] == [1, 1]


@pytest.mark.parametrize(("given", "exceeded"), [
    ({"best": 500_000}, True), ({"best": 499_999}, False), ({"best": 500_000, "hedge": "at_least"}, True),
    ({"best": 2_000_000, "hedge": "up_to"}, False), ({"best": 550_000, "hedge": "about"}, False),  # 495,000 and more
    ({"best": 560_000, "hedge": "about"}, True),
    ({"best": None, "hedge": "range", "quantity_low": 500_000.0, "quantity_high": 600_000.0}, True),
    ({"best": None, "hedge": "range", "quantity_low": 400_000.0, "quantity_high": 600_000.0}, False),
])  # fmt: skip
def test_the_cap_is_exceeded_not_later_than_the_end_of_a_period_whose_lower_bound_reaches_it(
    given: dict[str, Any], exceeded: bool
) -> None:
    (found,) = oil(**given)
    assert found["exceeded_by"] == (dt.date(2024, 3, 31) if exceeded else None)


def test_figures_are_never_added_even_where_months_would_fill_the_cap() -> None:
    months = [
        said(f"m{n}", 165_000, **{**OIL, "period_start": f"2024-0{n}", "period_end": f"2024-0{n}"}) for n in range(1, 6)
    ]
    found = cap(asked(*months))
    assert sum(r["low"] for r in found) > CAP
    assert {r["exceeded_by"] for r in found} == {None}


def test_what_a_party_declares_itself_is_marked() -> None:
    found = cap(asked(said("declared", 44_655, by="ru", **OIL), said("alleged", 165_000, **OIL)))
    assert {r["claim_id"]: r["is_declared"] for r in found} == {"declared": True, "alleged": False}


def test_figures_come_by_year_end_of_period_and_key() -> None:
    year = {**OIL, "measure_of": "cumulative"}
    made = [
        said("b", **OIL), said("a", **OIL), said("long", **{**year, "period_start": "2024-01", "period_end": "2024-11"}),
        said("older", **{**OIL, "period_start": "2023", "period_end": "2023"}),
    ]  # fmt: skip
    assert [r["claim_id"] for r in cap(asked(*made))] == ["older", "a", "b", "long"]


def test_the_un_had_no_monitor_from_may_2024() -> None:
    assert NO_UN_MONITOR_FROM.isoformat() == "2024-05-01"


FIRST = dt.date(2023, 1, 1)


def silent(gaps: list[int], *, until: int, extra: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
    """Stretches of a transfer with a claim at every end of these gaps, asked so many days after the last."""
    days = [FIRST]
    for gap in gaps:
        days.append(days[-1] + dt.timedelta(gap))
    made = [claim(f"c{n}", day.isoformat()) for n, day in enumerate(days)]
    return silences(asked(*made, *extra), days[-1] + dt.timedelta(until))


def test_a_stretch_longer_than_usual_is_told_with_its_threshold() -> None:
    """Ten gaps of 1 to 10 days: nine of ten are at most 9.1 days."""
    (found,) = silent([*range(1, 11), 10], until=1)
    assert found["threshold_days"] == pytest.approx(9.1)
    assert (found["days"], found["is_open"]) == (10, False)
    assert (found["from"], found["to"]) == (FIRST + dt.timedelta(55), FIRST + dt.timedelta(65))


def test_a_stretch_needs_ten_earlier_ones() -> None:
    assert silent([5] * 9 + [400], until=1) == []
    assert [r["days"] for r in silent([5] * 10 + [400], until=1)] == [400]


def test_just_as_long_as_usual_is_not_longer() -> None:
    assert silent([5] * 11, until=5) == []
    assert [r["days"] for r in silent([5] * 10 + [6], until=1)] == [6]


def test_only_earlier_gaps_set_the_threshold() -> None:
    found = silent([5] * 10 + [20, 400, 20], until=1)
    assert [(r["days"], r["threshold_days"]) for r in found] == [(20, 5), (400, 5), (20, 18.5)]


def test_the_last_stretch_runs_up_to_the_day_asked_and_is_open() -> None:
    (found,) = silent([5] * 10, until=6)
    assert (found["days"], found["is_open"], found["from"]) == (6, True, FIRST + dt.timedelta(50))
    assert silent([5] * 10, until=5) == []
    assert [r["days"] for r in silent([5] * 10, until=300)] == [300]


def test_a_claim_on_the_day_asked_ends_the_stretch() -> None:
    (found,) = silent([5] * 10 + [90], until=0)
    assert (found["days"], found["is_open"]) == (90, False)


def test_a_claim_of_a_month_that_is_not_over_has_come_by_the_day_asked() -> None:
    month = claim("month", "2023-12", known_from="2023-12-10")
    days = [claim(f"c{n}", (FIRST + dt.timedelta(5 * n)).isoformat()) for n in range(11)]
    found = silences(asked(*days, month), dt.date(2023, 12, 10))
    assert [(r["to"], r["is_open"]) for r in found] == [(dt.date(2023, 12, 10), False)]


def test_several_claims_of_one_day_are_one_end() -> None:
    twice = tuple(
        claim(f"again-{n}", (FIRST + dt.timedelta(5 * n)).isoformat(), claimant_id="rok-nis") for n in range(11)
    )
    assert silent([5] * 10, until=300, extra=twice) == silent([5] * 10, until=300)


def test_another_reading_of_a_claim_breaks_no_silence() -> None:
    extra = (claim("v", (FIRST + dt.timedelta(60)).isoformat(), variant_of=["c0"]),)
    assert silent([5] * 10, until=300, extra=extra) == silent([5] * 10, until=300)


def test_a_claim_on_another_transfer_breaks_no_silence_of_this_one() -> None:
    extra = (claim("x", (FIRST + dt.timedelta(60)).isoformat(), transfer_id="other"),)
    assert silent([5] * 10, until=300, extra=extra) == silent([5] * 10, until=300)


@given(st.lists(st.integers(1, 60), min_size=10, max_size=25), st.integers(0, 200))
def test_every_stretch_told_is_longer_than_the_ninetieth_percentile_and_none_is_left_out(
    gaps: list[int], until: int
) -> None:
    expected = []
    whole = [*gaps, until] if until else gaps
    for index in range(10, len(whole)):
        tenth = statistics.quantiles(whole[:index], n=10, method="inclusive")[8]
        expected += [whole[index]] if whole[index] > tenth else []
    assert [r["days"] for r in silent(gaps, until=until)] == expected
