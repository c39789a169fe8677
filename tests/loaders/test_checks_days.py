"""Days nobody has lived to see: a bare year of the present, and what may look ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.loaders.checking import claim, told

if TYPE_CHECKING:
    from pathlib import Path


def late(problems: list[str]) -> list[str]:
    return [p for p in problems if "may lie after 2024-07-01" in p]


@pytest.mark.parametrize(("claimed", "given", "field"), [
    ("2024", {}, "claimed"), ("2024-07", {}, "claimed"), ("2024-06-30", {"period_end": "2024"}, "period_end"),
    ("2024-06-30", {"retracted": "2024-08-01"}, "retracted"),
])  # fmt: skip
def test_a_date_that_may_lie_after_the_newest_check_is_told(
    tmp_path: Path, claimed: str, given: dict[str, Any], field: str
) -> None:
    (problem,) = late(told(tmp_path, {"claims": [claim("a", claimed, **given)]}))
    assert problem.startswith(f"a: {field}: ")
    assert problem.endswith("write an interval that ends by the day it was read")


@pytest.mark.parametrize("row", [
    claim("a", "2024-05/2024-07-01"), claim("a", "2024-07-01"), claim("a", "2024-06-30", stage="planned", period_end="2025"),
])  # fmt: skip
def test_an_interval_that_ends_by_then_and_a_forecast_may_stand(tmp_path: Path, row: dict[str, Any]) -> None:
    assert late(told(tmp_path, {"claims": [row]})) == []


def test_an_act_may_take_effect_and_lapse_later(tmp_path: Path) -> None:
    key = "us-2024-05-16-arms"
    assert late(told(tmp_path, measures=(key, {"in_force": "2024-09-01", "expires": "2026"}))) == []
    assert len(late(told(tmp_path / "ended", measures=(key, {"ended": "2024-09-01"})))) == 1


def test_a_newer_document_moves_the_day(tmp_path: Path) -> None:
    assert (
        late(told(tmp_path, {"claims": [claim("a", "2024-07-10")]}, sources=("src-three", {"published": "2024-07-15"})))
        == []
    )
