"""What was not checked is said: holes before a response, holes without one, and no coverage at all."""

from __future__ import annotations

from typing import Any

import pytest

from tests.datasets.definitions.asking import lag
from tests.datasets.definitions.builders import checked, claim, d, link, measure, trigger, world

ANSWER = (measure("m", "2024-05-16"), link("m"))


def asked(*rows: Any, day: str = "2024-12-31") -> dict[str, Any]:
    return lag(world(claim("c", "2024-02-20"), trigger("c"), *rows), day=day)


def test_an_unchecked_stretch_before_the_answer_makes_the_lag_an_upper_bound() -> None:
    whole = [checked("US", "2022-01-01", "2024-12-31")]
    assert asked(*ANSWER, *whole)["is_upper_bound"] is False
    holed = [checked("US", "2022-01-01", "2024-03-31"), checked("US", "2024-05-01", "2024-12-31")]
    assert asked(*ANSWER, *holed)["is_upper_bound"] is True
    late = [checked("US", "2022-01-01", "2024-05-16"), checked("US", "2024-07-01", "2024-12-31")]
    assert asked(*ANSWER, *late)["is_upper_bound"] is False


def test_stretches_that_touch_or_overlap_leave_no_hole() -> None:
    touching = [checked("US", "2022-01-01", "2024-03-31"), checked("US", "2024-04-01", "2024-12-31")]
    assert asked(*ANSWER, *touching)["is_upper_bound"] is False
    stretches = [("2024-02-01", "2024-04-30"), ("2022-01-01", "2024-02-25"), ("2024-03-01", "2024-12-31")]
    overlapping = [checked("US", *stretch) for stretch in stretches]
    assert asked(*ANSWER, *overlapping)["is_upper_bound"] is False


def test_an_answer_without_any_coverage_is_an_upper_bound() -> None:
    row = asked(*ANSWER)
    assert (row["class"], row["lag_days_low"], row["is_upper_bound"], row["censored_on"]) == (
        "responded",
        86,
        True,
        None,
    )


@pytest.mark.parametrize("stretches", [
    [], [("2022-01-01", "2024-02-19")], [("2022-01-01", "2024-03-31"), ("2024-05-01", "2024-12-31")], [("2024-02-22", "2024-12-31")],
], ids=["none", "ends before", "hole within", "begins after"])  # fmt: skip
def test_without_an_answer_an_unchecked_stretch_means_not_covered(stretches: list[tuple[str, str]]) -> None:
    row = asked(*(checked("US", *stretch) for stretch in stretches))
    assert (row["class"], row["lag_days_low"], row["lag_days_high"], row["is_censored"]) == (
        "not_covered",
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    "stretch", [("2024-02-20", "2024-12-31"), ("2024-02-21", "2024-12-31"), ("2022-01-01", "2024-02-20")]
)
def test_checked_from_the_day_after_the_trigger_is_enough(stretch: tuple[str, str]) -> None:
    assert asked(checked("US", *stretch))["class"] == "none_yet"


@pytest.mark.parametrize("given", [
    {"status": "not_checked"}, {"status": "no_such_list"}, {"subject_kind": "list"}, {"jurisdiction": "JP"},
])  # fmt: skip
def test_only_checked_announcements_of_that_jurisdiction_count(given: dict[str, str]) -> None:
    assert asked(checked("US", "2022-01-01", "2024-12-31", **given))["class"] == "not_covered"


def test_checked_and_found_empty_counts_as_checked() -> None:
    assert asked(checked("US", "2022-01-01", "2024-12-31", status="checked_empty"))["class"] == "none_yet"


def test_the_as_of_day_censors_before_the_last_checked_day_does() -> None:
    row = asked(checked("US", "2022-01-01", "2024-12-31"), day="2024-02-25")
    assert (row["censored_on"], row["lag_days_low"]) == (d("2024-02-25"), 5)


def test_a_hole_after_the_as_of_day_is_none() -> None:
    holed = [checked("US", "2022-01-01", "2024-03-31"), checked("US", "2024-05-01", "2024-12-31")]
    assert asked(*holed, day="2024-03-31")["class"] == "none_yet"
    assert asked(*holed, day="2024-04-01")["class"] == "not_covered"
