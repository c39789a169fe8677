"""Every form of every list: golden rows, nothing left unread, nothing private kept, the command's output."""

from __future__ import annotations

import csv
import io
import json
import os
from typing import TYPE_CHECKING

import pytest

from loaders.cli import main
from loaders.lists.entry import KEPT_IDENTIFIERS
from loaders.lists.rows import COLUMNS, to_json
from tests.loaders.lists.support import FIXTURES, FORMS, TEXT_FORMS, copy_of, opened

if TYPE_CHECKING:
    from pathlib import Path

GOLDEN = FIXTURES / "golden"
# Numbers in the fixtures that stand for passports and identity numbers, and the days of births.
PRIVATE = (
    "000000001",
    "111111-1111111",
    "1964-07-17",
    "12 Jul 1986",
    "Jan 3, 1956",
    "1956-01-03",
    "5月31日",
    "1960-05-31",
)


@pytest.mark.parametrize("form", FORMS)
def test_golden(form: str, tmp_path: Path) -> None:
    """The diff of a golden file is the review of a loader; ``TRACKER_GOLDEN=write`` writes them anew."""
    list_name, path = copy_of(form, tmp_path)
    rows = "".join(to_json(entry) + "\n" for entry in opened(list_name, path))
    golden = GOLDEN / f"{form}.jsonl"
    if os.environ.get("TRACKER_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(rows, encoding="utf-8")
    assert rows == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_left_unread(form: str, tmp_path: Path) -> None:
    list_name, path = copy_of(form, tmp_path)
    reading = opened(list_name, path)
    entries = list(reading)
    assert reading.count + reading.deleted == len(entries)
    assert not reading.leftovers
    assert list(reading.report())[-1] == "leftovers: 0"


@pytest.mark.parametrize("form", FORMS)
def test_nothing_private_is_kept(form: str, tmp_path: Path) -> None:
    list_name, path = copy_of(form, tmp_path)
    for entry in opened(list_name, path):
        row = to_json(entry)
        assert not [number for number in PRIVATE if number in row], entry.entry_id
        assert all(one.type in KEPT_IDENTIFIERS for one in entry.identifiers)


@pytest.mark.parametrize("form", TEXT_FORMS)
def test_jsonl_is_one_object_per_entry_and_nothing_else(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    list_name, name = TEXT_FORMS[form]
    assert main(["read", list_name, str(FIXTURES / name), "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["entry_id"] for row in rows] == [entry.entry_id for entry in opened(list_name, FIXTURES / name)]
    assert all(row["raw"] and row["list_name"] == list_name for row in rows)
    assert "leftovers: 0" in err


@pytest.mark.parametrize("form", TEXT_FORMS)
def test_csv_is_one_line_per_target(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    list_name, name = TEXT_FORMS[form]
    assert main(["read", list_name, str(FIXTURES / name), "--format", "csv"]) == 0
    out = capsys.readouterr().out
    rows = list(csv.reader(io.StringIO(out)))
    assert rows[0] == list(COLUMNS)
    assert len(out.splitlines()) == len(rows) == 1 + len(list(opened(list_name, FIXTURES / name)))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_table_has_a_heading_and_one_line_per_target(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "us-ofac-sdn", str(FIXTURES / "ofac/sdn-csv")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("entry_id")
    assert len(lines) == 8


def test_formulas_do_not_leave_as_formulas(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (FIXTURES / "csl/csl.csv").read_text(encoding="utf-8").replace("7-28", '"=HYPERLINK(""http://x"")"')
    path = tmp_path / "csl.csv"
    path.write_text(text, encoding="utf-8")
    assert main(["read", "us-csl", str(path), "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0]["name"] == '\'=HYPERLINK("http://x")'
    assert rows[0]["names"].startswith("'=")


def test_a_refused_file_leaves_stdout_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (FIXTURES / "ofac/classic.xml").read_text(encoding="utf-8")
    path = tmp_path / "sdn.xml"
    path.write_text(text.replace("<Record_Count>4<", "<Record_Count>8197<"), encoding="utf-8")
    assert main(["read", "us-ofac-sdn", str(path), "--format", "jsonl"]) == 1
    out, err = capsys.readouterr()
    assert not out
    assert err.count("\n") == 1
    assert "declares 8,197 records and holds 4" in err


def test_unknown_list_and_missing_file_are_one_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "us-nothing", "x"]) == 1
    assert "lists are us-ofac-sdn" in capsys.readouterr().err
    for list_name in {name for name, _path in FORMS.values()}:
        assert main(["read", list_name, "/nowhere/list.xml"]) == 1
        assert capsys.readouterr().err == "tracker: /nowhere/list.xml: there is no such file or folder\n"
