"""Arithmetic of dates that are only roughly known."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import dates
from datasets.definitions.intervals import ONE_DAY, Interval, days_between, first_of, gap_within
from tests.datasets.definitions.builders import d

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2024, 3, 31))
SPANS = st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair)))


def i(text: str) -> Interval:
    read = dates.parse(text)
    return Interval(read.earliest, read.latest)


@pytest.mark.parametrize(("several", "first"), [
    (["2024-02-01", "2024-01-15"], "2024-01-15"),
    (["2024-01", "2024-01-10"], "2024-01-01/2024-01-10"),
    (["2024-01-10", "2024-01-05/2024-02-20"], "2024-01-05/2024-01-10"),
    (["../2024-03-01", "2024-02-01"], "../2024-02-01"),
    (["2024-02-10/..", "2024-02-20"], "2024-02-10/2024-02-20"),
    (["2024-02-10/..", "2024-02-05/.."], "2024-02-05/.."),
])  # fmt: skip
def test_the_first_of_several_lies_between_the_least_ends(several: list[str], first: str) -> None:
    assert first_of(map(i, several)) == first_of(map(i, reversed(several))) == i(first)


@given(st.lists(SPANS, min_size=1, max_size=5), st.data())
def test_the_first_of_any_real_days_lies_within(spans: list[tuple[dt.date, dt.date]], data: st.DataObject) -> None:
    real = [data.draw(st.dates(*span)) for span in spans]
    found = first_of(Interval(*span) for span in spans)
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest <= min(real) <= found.latest


@pytest.mark.parametrize(("one", "other", "before", "overlaps"), [
    ("2024-01-31", "2024-02", True, False), ("2024-02-01", "2024-02", False, True), ("2024-03", "2024-02", False, False),
    ("../2024-01-31", "2024-02", True, False), ("../2024-02-10", "2024-02", False, True),
    ("2024-01-01/..", "2024-02", False, True),
    ("2024-01", "../2024-02-10", False, True), ("2024-01", "2024-02-01/..", True, False),
])  # fmt: skip
def test_before_means_wholly_before(one: str, other: str, before: bool, overlaps: bool) -> None:
    assert i(one).is_before(i(other)) is before
    assert i(one).overlaps(i(other)) is i(other).overlaps(i(one)) is overlaps


def test_days_between_are_calendar_days_and_unknown_where_an_end_is() -> None:
    assert days_between(d("2024-02-28"), d("2024-03-01")) == 2
    assert days_between(d("2024-03-01"), d("2024-02-28")) == -2
    assert days_between(None, d("2024-03-01")) is None
    assert days_between(d("2024-03-01"), None) is None


@given(DAYS, DAYS, st.lists(SPANS, max_size=5))
def test_a_hole_is_a_day_after_the_first_that_no_stretch_holds(
    start: dt.date, end: dt.date, stretches: list[tuple[dt.date, dt.date]]
) -> None:
    days = [start + ONE_DAY * n for n in range(1, (end - start).days + 1)]
    assert gap_within(start, end, stretches) is any(all(not a <= day <= b for a, b in stretches) for day in days)
