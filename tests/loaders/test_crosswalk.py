"""The crosswalk files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from loaders import crosswalk, paths
from loaders.complete import complete
from loaders.curated import read_folder
from loaders.lists.registry import LISTS

if TYPE_CHECKING:
    from pathlib import Path

ROW = '- {list_name: un-sc, entry_id: "KPe.001", target_id: entity-a, why: "Same name."}\n'
PATTERN = '- {list_name: jp-mof, reference: "Russian bodies no. {number}", entry_id: "028-{number:06}"}\n'


def write(lists: Path, *, rows: str | None = None, references: str | None = None) -> Path:
    """A folder of extracts with those crosswalk files."""
    folder = lists / crosswalk.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("rows.yaml", rows), ("references.yaml", references)):
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    return lists


def test_without_files_it_is_empty(tmp_path: Path) -> None:
    assert crosswalk.read(tmp_path) == crosswalk.Crosswalk({})


def test_rows_and_patterns_are_read(tmp_path: Path) -> None:
    table = crosswalk.read(write(tmp_path, rows=ROW, references=PATTERN))
    assert table.rows == {("un-sc", "KPe.001"): "entity-a"}
    assert table.entry_id("jp-mof", "Russian bodies no. 258") == "028-000258"
    assert table.entry_id("jp-mof", "Russian bodies no. *7") == "028-000007"


@pytest.mark.parametrize(
    ("list_name", "reference"),
    [
        ("eu-fsf", "Russian bodies no. 1"),
        ("jp-mof", "Russian bodies"),
        ("jp-mof", "Russian bodies no. 1-2"),
        ("jp-mof", "27209"),
    ],
)
def test_a_wording_no_pattern_knows_names_no_entry(list_name: str, reference: str, tmp_path: Path) -> None:
    assert crosswalk.read(write(tmp_path, references=PATTERN)).entry_id(list_name, reference) is None


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("{", "no YAML in UTF-8"),
        ("a: b", "must be a list of records"),
        ("- a", "record 1: must have exactly the fields"),
        (ROW.replace(', why: "Same name."', ""), "record 1: must have exactly the fields"),
        (ROW.replace("un-sc", "''"), "each with text"),
        (ROW + ROW.replace("entity-a", "entity-b"), "record 2: un-sc KPe.001 has two targets; keep one"),
    ],
)
def test_an_error_is_named_with_its_record(rows: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(crosswalk.CrosswalkError, match=r"rows\.yaml") as caught:
        crosswalk.read(write(tmp_path, rows=rows))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_pattern_must_have_a_number(tmp_path: Path) -> None:
    with pytest.raises(crosswalk.CrosswalkError, match=r"record 1: field reference must hold \{number\} once"):
        crosswalk.read(write(tmp_path, references=PATTERN.replace("no. {number}", "no. 1", 1)))


def test_the_shipped_crosswalk_names_lists_and_targets_that_exist() -> None:
    table = crosswalk.read(paths.LISTS)
    targets = complete(read_folder(paths.CURATED))["targets"]
    assert len(table.rows) > 100
    assert not crosswalk.unknown_targets(table, targets)
    assert {list_name for list_name, _ in table.rows} <= set(LISTS)
