"""Partial dates: what is read, what is refused, and that reading and writing agree."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import dates
from datasets.dates import DAY_FORMS, DateError


def d(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(("text", "earliest", "latest"), [
    ("2024-02-26", "2024-02-26", "2024-02-26"),
    ("2023-05", "2023-05-01", "2023-05-31"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2023-02", "2023-02-01", "2023-02-28"),
    ("2023-12", "2023-12-01", "2023-12-31"),
    ("2024", "2024-01-01", "2024-12-31"),
    ("2022-05/2022-07", "2022-05-01", "2022-07-31"),
    ("2024-02-26/2024-03-03", "2024-02-26", "2024-03-03"),
    ("2023/2024-02", "2023-01-01", "2024-02-29"),
    ("../2023-01-31", None, "2023-01-31"),
    ("../2023", None, "2023-12-31"),
    ("2024-02-26/..", "2024-02-26", None),
])  # fmt: skip
def test_a_form_is_read_as_first_and_last_day(text: str, earliest: str | None, latest: str | None) -> None:
    read = dates.parse(text)
    assert read.text == text
    assert (read.earliest, read.latest) == (earliest and d(earliest), latest and d(latest))


@pytest.mark.parametrize("text", [
    "", " ", "..", "/", "../", "/..", "2024/", "/2024", "26.02.2024", "2024-2-26", "24-02-26", "2024-02-26T00:00",
    "2024-02-26 ", "2024-02-26\n", "２０２４-０２-２６", "2024-02-26/2024-02-27/2024-02-28", "20240226", "-2024", "May 2024",
])  # fmt: skip
def test_another_form_is_refused_and_the_allowed_ones_are_named(text: str) -> None:
    with pytest.raises(DateError) as error:
        dates.parse(text)
    assert DAY_FORMS in str(error.value)
    assert repr(text) in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29",
        "2024-02-30",
        "2024-04-31",
        "2024-13",
        "2024-00",
        "2024-00-10",
        "2024-02-00",
        "0000",
        "2024-01/2024-13",
    ],
)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="does not exist"):
        dates.parse(text)


@pytest.mark.parametrize("text", ["2024-03-01/2024-02-29", "2024-03/2024-02", "2025/2024"])
def test_an_interval_that_ends_before_it_begins_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="ends before it begins"):
        dates.parse(text)


@pytest.mark.parametrize("text", ["../..", "2024/2024", "2024-02-26/2024-02-26"])
def test_an_interval_of_two_equal_ends_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="no interval"):
        dates.parse(text)


@pytest.mark.parametrize(
    "text", ["2024-02", "2024", "../2024-02-26", "2024-02-26/2024-02-27", "2024-02-26/..", "2024-02-26/2024-02"]
)
def test_where_one_day_is_wanted_a_rougher_date_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="write it like 2024-02-26"):
        dates.day(text)
    assert not dates.parse(text).is_day


def test_where_one_day_is_wanted_a_day_is_read() -> None:
    assert dates.day("2024-02-29") == d("2024-02-29")
    assert dates.parse("2024-02-29").is_day


@given(st.dates(), st.dates())
def test_what_is_written_is_read_as_the_same_days(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    read = dates.parse(dates.span(first, last))
    assert (read.earliest, read.latest) == (first, last)


@pytest.mark.parametrize(
    "text", ["2024-02-26", "2024-02", "2023-12", "2024", "0987", "2022-05-02/2022-07-31", "2022-05-01/2022-07-31"]
)
def test_days_are_written_as_the_shortest_text_that_says_them(text: str) -> None:
    read = dates.parse(text)
    assert read.earliest
    assert read.latest
    assert dates.span(read.earliest, read.latest) == text


@given(st.text(alphabet="0123456789-/. ", max_size=24))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        read = dates.parse(text)
    except DateError as error:
        assert str(error)
    else:
        assert read.earliest is None or read.latest is None or read.earliest <= read.latest
        assert read.earliest or read.latest
