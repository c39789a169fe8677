"""Waiting curves: from which number on they open, what they are at their ends, and that they are Kaplan–Meier's."""

from __future__ import annotations

from typing import Any

import lifelines
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.definitions import summaries
from datasets.definitions.summaries import (
    at_risk,
    curve,
    is_open,
    kaplan_meier,
    sensitivity,
)
from tests.datasets.definitions.lagging import answered, lagged, waits

# Weeks in remission of 21 patients on 6-MP (Freireich et al., Blood 21, 1963), and the estimate that textbooks on
# survival print of them.
RELAPSED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
IN_REMISSION = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PUBLISHED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def test_the_curve_of_the_remission_data_is_the_published_one() -> None:
    found = kaplan_meier(RELAPSED, IN_REMISSION)
    assert dict(zip(found.days, (round(p, 3) for p in found.waiting), strict=True)) == PUBLISHED
    assert found.at_risk == (21, 17, 15, 12, 11, 7, 6)
    assert found.median == 23
    shares, median = by_lifelines(RELAPSED, IN_REMISSION)
    assert dict(zip(found.days, found.waiting, strict=True)) == pytest.approx(shares)
    assert median == found.median


def by_lifelines(answers: list[int], waiting: list[int]) -> tuple[dict[int, float], float]:
    """Share waiting after every answer, and the median, of another library."""
    seen = [1] * len(answers) + [0] * len(waiting)
    fitted = lifelines.KaplanMeierFitter().fit([*answers, *waiting], seen)
    return {day: float(fitted.predict(day)) for day in sorted(set(answers))}, float(fitted.median_survival_time_)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=40), st.lists(st.integers(0, 400), max_size=40))
def test_the_curve_is_that_of_another_library(answers: list[int], waiting: list[int]) -> None:
    found = kaplan_meier(answers, waiting)
    shares, median = by_lifelines(answers, waiting)
    assert dict(zip(found.days, found.waiting, strict=True)) == pytest.approx(shares)
    # Where the share is a half but for rounding, either of two days may be read as the median.
    if not any(abs(p - 0.5) < 1e-9 for p in shares.values()):
        assert found.median == (None if median == float("inf") else int(median))


@given(st.lists(st.integers(0, 400), min_size=1, max_size=40), st.lists(st.integers(0, 400), max_size=40))
def test_a_curve_only_falls_and_counts_who_is_still_under_observation(answers: list[int], waiting: list[int]) -> None:
    found = kaplan_meier(answers, waiting)
    assert list(found.days) == sorted(set(answers))
    assert all(0 <= later < earlier <= 1 for earlier, later in zip([1.0, *found.waiting], found.waiting, strict=False))
    assert found.at_risk == tuple(sum(d >= day for d in [*answers, *waiting]) for day in found.days)


def test_a_median_that_is_not_reached_is_none_and_at_a_half_it_is() -> None:
    assert kaplan_meier([5], [9, 9, 9]).median is None
    assert kaplan_meier([5, 7], [9, 9]).median == 7
    assert kaplan_meier([5, 7, 8], []).median == 7


def rows(answers: int, waiting: int, packages: int) -> list[dict[str, Any]]:
    """So many answers of so many packages, and cases that wait."""
    return [
        *(answered(f"a{n}", 10 + n, 20 + n, f"p{n % packages}") for n in range(answers)),
        *(waits(f"w{n}", 100) for n in range(waiting)),
    ]


@pytest.mark.parametrize(("answers", "waiting", "packages", "opens"), [
    (5, 5, 3, True), (4, 6, 3, False), (5, 4, 3, False), (5, 5, 2, False), (10, 0, 3, True), (9, 0, 3, False), (10, 0, 2, False),
    (0, 30, 1, False), (6, 40, 3, True),
])  # fmt: skip
def test_a_curve_opens_from_ten_at_risk_five_answers_and_three_packages_on(
    answers: int, waiting: int, packages: int, opens: bool
) -> None:
    assert (summaries.AT_RISK, summaries.RESPONSES, summaries.PACKAGES) == (10, 5, 3)
    made = rows(answers, waiting, packages)
    assert is_open(made) is opens
    assert all((curve(made, end) is not None) is opens for end in ("low", "high"))


@pytest.mark.parametrize("odd", ["disclosed_by_measure", "order_unknown", "not_covered", "no_clock"])
def test_only_answers_and_open_cases_are_at_risk(odd: str) -> None:
    made = rows(5, 4, 3)
    other = lagged("odd", class_=odd, lag_days_low=1, lag_days_high=1, package_id="p9")
    assert at_risk([*made, other]) == made
    assert not is_open([*made, other])


def test_low_ends_make_one_curve_and_high_ends_another() -> None:
    made = rows(6, 6, 3)
    low, high = curve(made, "low"), curve(made, "high")
    assert low is not None
    assert high is not None
    assert (low.days, high.days) == ((10, 11, 12, 13, 14, 15), (20, 21, 22, 23, 24, 25))
    assert low.waiting == high.waiting
    assert low.at_risk == (12, 11, 10, 9, 8, 7)
    assert (low.median, high.median) == (15, 25)


def test_a_case_that_waits_less_long_leaves_before_later_answers() -> None:
    made = [*rows(6, 3, 3), *(waits(f"early{n}", 12) for n in range(3))]
    low = curve(made, "low")
    assert low is not None
    assert low.at_risk == (12, 11, 10, 6, 5, 4)  # still there on day 12, gone on day 13


def test_where_an_end_is_not_known_there_is_no_curve_of_it() -> None:
    made = [*rows(6, 6, 3), answered("open", 3) | {"lag_days_high": None}]
    assert curve(made, "low") is not None
    assert curve(made, "high") is None


def test_the_table_of_clocks_and_endpoints_counts_classes_and_gives_both_medians() -> None:
    odd = ("disclosed_by_measure", "order_unknown", "order_unknown", "not_covered", "no_clock")
    made = [*rows(6, 6, 3), *(lagged(f"o{n}", class_=c) for n, c in enumerate(odd))]
    (found,) = sensitivity(made)
    assert (found["jurisdiction"], found["clock"], found["endpoint"]) == ("US", "first_official", "stated")
    assert [found[c] for c in ("responded", "none_yet", "disclosed_by_measure", "order_unknown", "not_covered", "no_clock")] == [
        6, 6, 1, 2, 1, 1,
    ]  # fmt: skip
    assert found["triggers"] == 17 == sum(found[c] for c in ("responded", "none_yet", "order_unknown", "disclosed_by_measure",
                                                             "not_covered", "no_clock"))  # fmt: skip
    assert (found["is_summarised"], found["median_low"], found["median_high"]) == (True, 15, 25)


def test_below_the_floor_there_is_no_median_and_the_counts_stay() -> None:
    (found,) = sensitivity(rows(4, 4, 3))
    assert (found["is_summarised"], found["median_low"], found["median_high"], found["responded"]) == (
        False,
        None,
        None,
        4,
    )


def test_a_median_that_is_not_reached_is_null_though_it_is_summarised() -> None:
    (found,) = sensitivity(rows(5, 20, 3))
    assert (found["is_summarised"], found["median_low"], found["median_high"]) == (True, None, None)


def test_three_clocks_and_two_endpoints_stand_side_by_side_and_words_are_not_summarised() -> None:
    ways = [(c, e) for c in ("first_official", "first_alleged", "own") for e in ("stated", "party_hit", "declaratory")]
    made = [waits("t", 5, jurisdiction=j, clock=c, endpoint=e) for j in ("KR", "US", "EU", "JP") for c, e in ways]
    found = sensitivity(made)
    assert len(found) == 4 * 3 * 2
    assert [r["jurisdiction"] for r in found] == ["US"] * 6 + ["EU"] * 6 + ["JP"] * 6 + ["KR"] * 6
    assert {r["endpoint"] for r in found} == {"stated", "party_hit"}


def test_without_triggers_there_is_no_row_of_zeros() -> None:
    assert sensitivity([]) == []
