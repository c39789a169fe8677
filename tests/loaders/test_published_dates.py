"""Dates as the lists print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import published_dates as forms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-02-23", "2024-02-23"),
        ("2024-02", "2024-02"),
        ("2024", "2024"),
        ("2024.5.24", "2024-05-24"),
        ("2024/5/24", "2024-05-24"),
        ("２０２３．１２．１", "2023-12-01"),
        ("20260114", "2026-01-14"),
        ("10/21/2022", "2022-10-21"),
        ("21/10/2022", "2022-10-21"),
        ("21 Oct 2022", "2022-10-21"),
        ("Oct 2022", "2022-10"),
        ("October 21, 2022", "2022-10-21"),
        ("2024-02-30", None),
        ("2024-13-01", None),
        ("soon", None),
        ("", None),
    ],
)
def test_published(text: str, expected: str | None) -> None:
    found = forms.published(text)
    assert (found.text if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("最終更新日：2025 年 09 月 12 日", "2025-09-12"),
        ("指定日：２０２２年３月１日", "2022-03-01"),
        ("令和四年三月一日", "2022-03-01"),
        ("令和４年３月１日", "2022-03-01"),
        ("令和元年五月二十七日", "2019-05-27"),
        ("平成31年4月30日", "2019-04-30"),
        ("昭和19年", "1944"),
        ("１９６６年頃", "1966"),
        ("2025.9.12", None),
    ],
)
def test_japanese(text: str, expected: str | None) -> None:
    found = forms.japanese(text)
    assert (found.text if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("05/08/2026", "2026-08-05"), ("31/12/2025", "2025-12-31"), ("2026-08-05", "2026-08-05")]
)
def test_day_first(text: str, expected: str) -> None:
    found = forms.day_first(text)
    assert found is not None
    assert found.text == expected


@pytest.mark.parametrize(
    ("number", "expected"), [(16358, "1944-10-13"), (22067, "1960-05-31"), (0, None), (3_000_000, None)]
)
def test_the_day_number_of_a_spreadsheet(number: float, expected: str | None) -> None:
    found = forms.excel_serial(number)
    assert (found.text if found else None) == expected


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("DOB 12 Jul 1986; alt. DOB 1987", (1986, 1987)),
        ("1967 to 1969", (1967, 1969)),
        ("１９６６年頃", (1966,)),
        ("circa 1944", (1944,)),
        ("no. 19670012", ()),
    ],
)
def test_birth_years(text: str, years: tuple[int, ...]) -> None:
    assert forms.birth_years(text) == years


@given(text=st.text(max_size=40) | st.from_regex(r"[0-9０-９./年月日 -]{1,16}", fullmatch=True))
def test_any_text_is_a_real_date_or_none(text: str) -> None:
    for form in (forms.published, forms.japanese, forms.day_first):
        found = form(text)
        if found is not None:
            assert found.earliest is not None
            assert found.latest is not None
            assert found.earliest <= found.latest
