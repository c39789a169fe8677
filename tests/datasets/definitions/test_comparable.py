"""Comparable claims: which figures may stand side by side, and over which days and bounds."""

from __future__ import annotations

import datetime as dt
import math
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import store, vocabulary
from datasets.definitions import comparable
from datasets.queries import claims as queries
from tests.datasets.definitions.builders import row
from tests.datasets.definitions.figuring import asked, said

SPAN: dict[str, Any] = {"period_start": "2024-01-01", "period_end": "2024-12-31"}


def compares(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two claims are figures that compare, in either order."""
    found = {f.row["claim_id"]: f for f in comparable.figures([said("a", **one)[1], said("b", **other)[1]])}
    if set(found) != {"a", "b"}:
        return False
    answers = {comparable.comparable(found[x], found[y]) for x, y in ("ab", "ba")}
    assert len(answers) == 1, "the order of two claims changes nothing"
    return answers.pop()


def test_two_figures_of_one_thing_over_one_period_compare() -> None:
    assert compares({}, {"by": "nis", "best": 7, "hedge": "at_least", "scope": "sea"})


@pytest.mark.parametrize("other", [
    {"item": "artillery_rounds"}, {"unit": "tonnes"}, {"measure_of": "period"}, {"stage": "used"}, {"stage": "produced"},
    {"stage": "lost"}, {"stage": "returned"},
])  # fmt: skip
def test_another_item_unit_kind_of_total_or_stage_group_never_compares(other: dict[str, Any]) -> None:
    assert not compares({}, other)


@pytest.mark.parametrize(("one", "other"), [("shipped", "delivered"), ("delivered", "present"), ("lost", "captured")])
def test_stages_of_one_group_compare(one: str, other: str) -> None:
    assert compares({"stage": one}, {"stage": other})


@pytest.mark.parametrize("stage", ["requested", "agreed", "planned"])
def test_what_has_not_begun_compares_with_nothing_not_even_its_like(stage: str) -> None:
    assert not compares({"stage": stage}, {"stage": stage})


def test_every_stage_that_has_begun_is_in_one_group() -> None:
    assert set(comparable.STAGE_GROUP) == set(vocabulary.codes("stage")) - {"requested", "agreed", "planned"}
    assert set(comparable.STAGE_GROUP.values()) == set(vocabulary.codes("stage_group"))


def test_the_scopes_that_contain_others_are_scopes() -> None:
    known = set(vocabulary.codes("claim_scope"))
    assert set(comparable.CONTAINS) <= known
    assert set().union(*comparable.CONTAINS.values()) <= known
    assert comparable.CONTAINS["all_modes"] == known - {"all_modes"}


@pytest.mark.parametrize(("start", "end", "expected"), [
    ("2024-01-01", "2024-12-31", True),  # the same 366 days
    ("2024-01-01", "2024-09-30", False),  # 274 of 366: 74.9 %
    ("2024-01-01", "2024-10-01", True),  # 275 of 366: 75.1 %
    ("2024-04-01", "2024-12-31", True),  # 275 of 366
    ("2024-04-02", "2024-12-31", False),
    ("2024-01-01", "2025-05-01", True),  # 366 of 487: 75.2 %
    ("2024-01-01", "2025-05-04", False),  # 366 of 490: 74.7 %
    ("2023-11-01", "2025-03-02", True),  # reaches out on both sides: 366 of 488, just 75 %
    ("2023-11-01", "2025-03-03", False),
    ("2025-01-01", "2025-12-31", False),  # no shared day
    ("2024-02-10", "2024-11-20", True),  # within: 285 of 366
    ("2024-03", "2024-11", True),  # months count from their first to their last day: 275 of 366
])  # fmt: skip
def test_periods_compare_if_they_share_three_quarters_of_their_union(start: str, end: str, expected: bool) -> None:
    assert compares(SPAN, {"period_start": start, "period_end": end}) is expected


def test_a_rough_period_runs_from_its_earliest_start_to_its_latest_end() -> None:
    made = said("c", period_start="2024-01/2024-03", period_end="2024-10")[1]
    assert comparable.period(made) == (dt.date(2024, 1, 1), dt.date(2024, 10, 31))


def test_a_total_without_a_known_begin_compares_with_nothing() -> None:
    for kind, begin in product(("cumulative", "period"), (None, "../2024-03-31")):
        assert not compares({"measure_of": kind}, {"measure_of": kind, "period_start": begin})


def test_a_total_without_an_end_runs_up_to_the_day_it_was_said() -> None:
    made = said("c", claimed="2024-02-26", period_start="2023-08", period_end=None)[1]
    assert comparable.period(made) == (dt.date(2023, 8, 1), dt.date(2024, 2, 26))


@pytest.mark.parametrize("kind", ["level", "capacity", "share", "rate"])
def test_a_level_stands_for_its_moment_and_else_for_the_day_it_was_said(kind: str) -> None:
    of_month: dict[str, Any] = {
        "measure_of": kind,
        "period_start": None,
        "period_end": "2024-05",
        "claimed": "2024-06-20",
    }
    assert comparable.period(said("c", **of_month)[1]) == (dt.date(2024, 5, 1), dt.date(2024, 5, 31))
    undated: dict[str, Any] = {"measure_of": kind, "period_start": None, "period_end": None, "claimed": "2024-06-20"}
    assert comparable.period(said("c", **undated)[1]) == (dt.date(2024, 6, 20), dt.date(2024, 6, 20))
    assert compares(of_month, {**of_month, "claimed": "2024-07-01"})
    assert not compares(of_month, undated)


def test_a_period_that_ends_before_it_begins_is_none() -> None:
    assert comparable.period(said("c", period_start="2024-12-31", period_end="2024-01-01")[1]) is None


def test_a_reading_by_others_and_words_without_a_figure_never_compare() -> None:
    assert not compares({}, {"variant_of": ["a"]})
    assert not compares({}, {"hedge": "vague", "best": None, "quantity_text": "several dozen"})
    assert not compares(
        {}, {"hedge": "vague", "best": None, "quantity_low": 24.0, "quantity_high": 99.0, "bounds_by": "coder"}
    )
    assert not compares({}, {"hedge": None, "best": None})


@pytest.mark.parametrize(("given", "expected"), [
    ({"hedge": "exact"}, (100, 100)), ({"hedge": "about"}, (90, 110)), ({"hedge": "at_least"}, (100, math.inf)),
    ({"hedge": "up_to"}, (0, 100)), ({"hedge": "range", "best": None, "quantity_low": 50.0, "quantity_high": 70.0}, (50, 70)),
    ({"hedge": "range", "best": None, "quantity_low": 50.0}, None), ({"hedge": "vague"}, None), ({"hedge": None, "best": None}, None),
])  # fmt: skip
def test_a_hedge_says_how_far_a_figure_reaches(given: dict[str, Any], expected: tuple[float, float] | None) -> None:
    found = comparable.interval(said("c", **given)[1])
    assert found == (expected if expected is None else pytest.approx(expected))


HEDGES = st.sampled_from(["exact", "about", "at_least", "up_to"])


@given(HEDGES, st.floats(0, 1e9))
def test_the_interval_that_is_drawn_is_the_one_that_is_compared(hedge: str, best: float) -> None:
    tables = asked(said("c", best, hedge=hedge))
    (drawn,) = store.rows(queries.bounded(tables["claims"]))
    low, high = comparable.interval(row("claims", hedge=hedge, quantity_best=best)) or (None, None)
    assert drawn["low"] == pytest.approx(low)
    assert drawn["high"] == (None if high == math.inf else pytest.approx(high))


DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2026, 12, 31))


@given(DAYS, DAYS, DAYS, DAYS)
def test_the_shared_part_of_two_periods_is_what_counting_their_days_gives(
    a: dt.date, b: dt.date, c: dt.date, e: dt.date
) -> None:
    made = [
        said(key, period_start=min(pair).isoformat(), period_end=max(pair).isoformat())[1]
        for key, pair in (("a", (a, b)), ("b", (c, e)))
    ]
    one, other = comparable.figures(made)
    days = [set(range(f.start.toordinal(), f.end.toordinal() + 1)) for f in (one, other)]
    hull = max(f.end for f in (one, other)) - min(f.start for f in (one, other))
    shared = len(days[0] & days[1])
    assert comparable.overlap(one, other) == shared / (hull.days + 1)
    # A hole between two periods belongs to neither: where days are shared there is none.
    assert not shared or hull.days + 1 == len(days[0] | days[1])
