"""What the ledger does not hold, as ``tracker check --gaps`` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders import cli
from tests.conftest import MINI_FACTS
from tests.loaders.facts import add, change, mini

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def told(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Lines after the counts."""
    assert cli.main(["check", "--curated", str(folder), "--gaps"]) == 0
    return capsys.readouterr().out.splitlines()[1:]


def test_without_the_option_only_counts_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--curated", str(MINI_FACTS)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_each_jurisdiction_tells_its_last_checked_day_names_and_triggers(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(MINI_FACTS, capsys)
    assert lines[:3] == [
        "US: announcements checked through 2024-06-30",
        "  names announced and not held: 0 in 0 acts",
        "  triggers whose answer nobody looked for to the end: none",
    ]
    assert "EU: announcements checked through 2023-12-31" in lines
    assert "  triggers whose answer nobody looked for to the end: trigger-munitions, trigger-oil" in lines
    assert "JP: announcements not checked" in lines


def test_acts_tell_how_many_of_their_names_are_not_held(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = mini(tmp_path)
    change(folder, "measures", "us-2024-05-16-arms", counts=[{"target_kind": "all", "n": "5", "basis": "announced"}])
    hole = {"coverage_id": "hole", "subject_kind": "announcements", "jurisdiction": "US", "from": "2024-07-01", "to": "2024-07-01",
            "status": "not_checked"}  # fmt: skip
    add(folder, "coverage", hole)
    lines = told(folder, capsys)
    assert lines[0] == "US: announcements checked through 2024-06-30; not checked: 2024-07-01 to 2024-07-01"
    assert lines[1:3] == ["  names announced and not held: 3 in 1 acts", "    us-2024-05-16-arms: 3 of 5"]


def test_an_act_of_names_without_even_a_number_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = mini(tmp_path)
    change(folder, "measures", "us-2024-05-16-arms", counts=None)
    for key in ("listing-us-2024-05-16-owner", "listing-us-2024-05-16-person"):
        change(folder, "listings", key, measure_id=None)
    assert "  acts with names of which not even the number is held: us-2024-05-16-arms" in told(folder, capsys)
