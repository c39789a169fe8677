"""The commands ``tracker refresh``, ``tracker status`` and ``tracker propose``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from datasets import store
from loaders.cli import main
from loaders.lists.registry import LISTS
from tests.conftest import MINI_FACTS
from tests.loaders.lists.builders import un_list

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for everything a refresh writes."""
    monkeypatch.setenv("TRACKER_RAW", str(tmp_path / "raw"))
    monkeypatch.setitem(LISTS, "un-sc", replace(LISTS["un-sc"], floor=2))
    (tmp_path / "in").mkdir()
    return tmp_path


def run(place: Path, *arguments: str) -> int:
    """Refresh from the folder ``in``, with everything else in its place."""
    return main([
        "refresh", "--from", str(place / "in"), "--lists", str(place / "lists"), "--tables", str(place / "tables"),
        "--curated", str(MINI_FACTS), *arguments,
    ])  # fmt: skip


def status(place: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The paragraph of the Security Council's list."""
    capsys.readouterr()
    assert main(["status", "--lists", str(place / "lists")]) == 0
    out = capsys.readouterr().out
    return out[out.index("un-sc — ") :]


def test_a_refresh_ends_with_a_release(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "in" / "consolidated.xml").write_bytes(un_list(3))
    assert run(place) == 0
    out = capsys.readouterr().out
    assert out.startswith("un-sc: accepted: version 2025-11-18: 3 entries, 3 in the extract\nrelease ")
    assert out.split()[-1] == store.open_release(place / "tables").id


def test_nothing_new_builds_nothing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "in" / "consolidated.xml").write_bytes(un_list(3))
    run(place)
    capsys.readouterr()
    assert run(place) == 0
    assert "release" not in capsys.readouterr().out


def test_a_release_left_behind_by_a_killed_refresh_is_caught_up(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "in" / "consolidated.xml").write_bytes(un_list(3))
    assert run(place, "--no-build") == 0
    assert run(place) == 0
    assert "un-sc: unchanged" in capsys.readouterr().out
    assert store.open_release(place / "tables").id


def test_a_refusal_is_said_and_shown(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "in" / "consolidated.xml").write_bytes(un_list(10))
    assert run(place, "--no-build") == 0
    (place / "in" / "consolidated.xml").write_bytes(un_list(6, day="2026-01-02"))
    assert run(place, "un-sc") == 1
    assert "un-sc: refused: it holds 6 entries, below 70 % of the 10" in capsys.readouterr().out
    text = status(place, capsys)
    assert "in service: version 2025-11-18, 10 entries" in text
    assert "retrieved: from a file at hand" in text
    assert "refused: it holds 6 entries" in text.split("last check: ")[1]
    assert "\n  refused: " in text


def test_the_status_of_lists_never_checked(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = status(place, capsys)
    assert "in service: none" in text
    assert "last check: none on this machine" in text


def test_a_list_that_was_asked_for_and_is_not_there_is_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(place, "un-sc") == 0
    assert "un-sc: absent: no copy of this list lies there" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["refresh", "us-nothing"], "lists are us-ofac-sdn"),
        (["refresh", "--from", "/nowhere"], "/nowhere is no folder"),
    ],
)
def test_a_refresh_that_cannot_begin_is_one_line(
    arguments: list[str], words: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1


def test_candidates_are_written_for_review_and_nothing_is_merged(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = un_list(3).replace(
        b"<FIRST_NAME>PERSON</FIRST_NAME><SECOND_NAME>2<", b"<FIRST_NAME>Person</FIRST_NAME><SECOND_NAME>EXAMPLE<"
    )
    (place / "in" / "consolidated.xml").write_bytes(content)
    run(place, "--no-build")
    lists = place / "lists"
    before = {path.name: path.read_bytes() for path in lists.iterdir()}
    capsys.readouterr()
    assert (
        main(["propose", "--lists", str(lists), "--curated", str(MINI_FACTS), "--out", str(place / "review.csv")]) == 0
    )
    assert capsys.readouterr().err == "1 candidates of 3 unlinked entries\n"
    head, row = (place / "review.csv").read_text(encoding="utf-8").splitlines()
    assert head.startswith("score,list_name,entry_id")
    assert row.startswith("1.000,un-sc,KPi.002,person,Person EXAMPLE")
    assert "person-example" in row
    assert {path.name: path.read_bytes() for path in lists.iterdir()} == before
