"""Words of figures on paper: ticks in ISO form, short numbers, lines that lose nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dashboard.figures import svg_axes, svg_paper


@pytest.mark.parametrize(
    ("low", "high", "most", "wanted"),
    [((2022, 1, 1), (2026, 6, 1), 6, ["2022", "2023", "2024", "2025", "2026"]),
     ((2024, 1, 1), (2024, 5, 1), 6, ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05"]),
     ((2024, 1, 3), (2024, 1, 7), 3, ["2024-01-03", "2024-01-04", "2024-01-05", "2024-01-06", "2024-01-07"])],
)  # fmt: skip
def test_days_on_an_axis_are_said_in_iso_form(low: Any, high: Any, most: int, wanted: list[str]) -> None:
    found = svg_axes._days(dt.date(*low).toordinal(), dt.date(*high).toordinal(), most)
    assert [text for _, text in found] == wanted


@pytest.mark.parametrize(("value", "others", "said"), [(0, [0, 40_000], "0"), (20_000, [0, 40_000], "20k"), (5_000, [0, 8_000], "5000"),
                                                       (2.5e6, [0, 5e6], "2.5M"), (2e9, [0, 3e9], "2B")])  # fmt: skip
def test_numbers_on_an_axis_are_short_and_exact(value: float, others: list[float], said: str) -> None:
    assert svg_axes._said(value, others, "") == said


def test_lines_break_at_spaces_and_beside_wide_characters_and_lose_nothing() -> None:
    for text in (
        "Infantry rockets and missiles for the Wagner Group",
        "弾道ミサイルと発射機の移転に関する主張",
        "탄도미사일 발사대 이전",
    ):
        lines = svg_paper.wrapped(text, 10, 90)
        assert len(lines) > 1
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
