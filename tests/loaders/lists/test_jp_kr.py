"""Japan's and Korea's lists: sheets, eras, paragraphs of PDFs and items of an annex."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from loaders.lists.errors import ListError
from tests.loaders.lists import builders
from tests.loaders.lists.support import copy_of, fixture, names, opened, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

PERSONS = "17.北朝鮮(協調；個人) "
BODIES = "16.北朝鮮(協調；団体)"


def workbook(folder: Path, **changes: Sequence[Sequence[Any]]) -> Path:
    """The small asset-freeze workbook with some sheets replaced: ``bodies`` or ``persons``."""
    sheets: dict[str, Sequence[Sequence[Any]]] = dict(builders.mof_sheets())
    for name, rows in changes.items():
        sheets[BODIES if name == "bodies" else PERSONS] = rows
    return builders.mof_workbook(folder / "shisantouketsu20260305.xlsx", sheets=sheets)


def test_a_deleted_row_is_a_delisting_with_its_day_and_no_name(tmp_path: Path) -> None:
    entry = read("jp-mof", workbook(tmp_path))["016-000098"]
    assert not entry.names
    assert entry.delisted is not None
    assert entry.delisted.date is not None
    assert entry.delisted.date.text == "2025-09-12"


def test_the_two_forms_of_the_asset_freeze_list_have_the_same_ids(tmp_path: Path) -> None:
    table, book = fixture("mof-csv"), read("jp-mof", workbook(tmp_path))
    shared = set(table) & set(book)
    assert shared == {"016-000031", "017-000081"}
    for entry_id in shared:
        assert names(table[entry_id])[:2] == names(book[entry_id])[:2]
        assert table[entry_id].listed == book[entry_id].listed


def test_a_lifted_regime_is_noticed_and_has_no_entries(tmp_path: Path) -> None:
    reading = opened("jp-mof", workbook(tmp_path))
    assert all(not entry.entry_id.startswith("018") for entry in reading)
    assert reading.notices["a regime was lifted; its sheet is empty"] == 1


def test_full_width_dates_and_birth_days_as_spreadsheet_numbers(tmp_path: Path) -> None:
    entries = read("jp-mof", workbook(tmp_path))
    assert entries["017-000082"].listed is not None
    assert entries["017-000082"].listed.date is not None
    assert entries["017-000082"].listed.date.text == "2023-12-01"
    assert entries["017-000081"].birth_years == (1960,)
    assert "22067" not in str(entries["017-000081"].raw)


def test_a_row_moved_to_another_place_keeps_its_id(tmp_path: Path) -> None:
    before = read("jp-mof", workbook(tmp_path))
    rows = [(builders.DPRK_BODIES,), ("（注）",), builders.HEADER_16, *reversed(builders.ROWS_16)]
    after = read("jp-mof", workbook(tmp_path, bodies=rows))
    assert set(after) == set(before)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([(builders.DPRK_BODIES,), ("no", "header", "here")], "no header row"),
        (
            [(builders.DPRK_BODIES,), ("告示日付", "告示番号", "別称"), ("2017.11.7", 31, "x")],
            "日本語表記",
        ),
        ([(builders.DPRK_BODIES,), builders.HEADER_16, ("2017.11.7", None, "名", "Name")], "no number"),
    ],
    ids=["no-header", "no-name-column", "no-number"],
)
def test_a_sheet_that_lacks_what_is_required_is_refused(
    rows: Sequence[Sequence[Any]], words: str, tmp_path: Path
) -> None:
    with pytest.raises(ListError, match=words):
        list(opened("jp-mof", workbook(tmp_path, bodies=rows)))


def test_an_unknown_sheet_is_refused_or_read_under_its_number(tmp_path: Path) -> None:
    """A new regime is a sheet with a number of its own; a sheet without a number can give no ids."""
    sheets = builders.mof_sheets()
    header = builders.HEADER_16
    sheets["46.新しい制裁"] = [("新しい制裁",), header, ("2026.3.1", 1, "名", "New Name", None, None, None)]
    path = builders.mof_workbook(
        tmp_path / "shisantouketsu20260305.xlsx", contents={**builders.CONTENTS, 46: "新しい制裁"}, sheets=sheets
    )
    assert names(read("jp-mof", path)["046-000001"]) == ["名", "New Name"]
    sheets["メモ"] = sheets.pop("46.新しい制裁")
    builders.mof_workbook(path, sheets=sheets)
    with pytest.raises(ListError, match="no category number"):
        list(opened("jp-mof", path))


def test_a_sheet_missing_from_the_contents_and_one_only_in_them_are_told(tmp_path: Path) -> None:
    sheets = builders.mof_sheets()
    del sheets[PERSONS]
    path = builders.mof_workbook(tmp_path / "shisantouketsu20260305.xlsx", sheets=sheets)
    with pytest.raises(ListError, match="17"):
        list(opened("jp-mof", path))


def test_an_unknown_column_keeps_the_entry_and_is_a_leftover(tmp_path: Path) -> None:
    header = (*builders.HEADER_16, "気分")
    rows = [(builders.DPRK_BODIES,), header, (*builders.ROWS_16[0], "平静")]
    reading = opened("jp-mof", workbook(tmp_path, bodies=rows))
    entries = {entry.entry_id: entry for entry in reading}
    assert entries["016-000031"].leftovers == ("気分",)
    assert dict(reading.leftovers) == {"気分": 1}


def test_the_end_user_list_has_ids_from_its_rows_and_not_their_places(tmp_path: Path) -> None:
    path = builders.eul_workbook(tmp_path / "20250929_4.xlsx")
    entries = list(opened("jp-meti-eul", path))
    assert len({entry.entry_id for entry in entries}) == 3
    assert not {"1", "2", "3"} & {entry.entry_id for entry in entries}
    assert [entry.countries for entry in entries] == [("KP",), ("RU",), ("RU",)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"sheet": "Sheet1"}, "lacks the sheet"), ({"header": ("No.", "国名")}, "lacks a required column")],
)
def test_another_workbook_is_no_end_user_list(changes: dict[str, Any], words: str, tmp_path: Path) -> None:
    path = builders.eul_workbook(tmp_path / "20250929_4.xlsx", **changes)
    with pytest.raises(ListError, match=words):
        list(opened("jp-meti-eul", path))


def test_a_paragraph_that_breaks_over_lines_and_pages_is_one_entry(tmp_path: Path) -> None:
    path = builders.pdf(tmp_path / "list.pdf", builders.RUSSIA_BAN, per_page=7)
    entries = list(opened("jp-meti-export-ban", path))
    assert [name for name in names(entries[0]) if name == "Federal Security Service"]
    assert names(entries[1])[:2] == ["アルファ・マシナリー・グループ", "Alfa Machinery Group"]
    assert len(entries) == 2
    assert "2 Ploschad" in str(entries[0].raw["text"])


def test_the_parts_of_the_export_ban_are_one_list(tmp_path: Path) -> None:
    builders.pdf(tmp_path / "a.pdf", builders.RUSSIA_BAN)
    builders.pdf(tmp_path / "b.pdf", builders.THIRD_COUNTRIES_BAN)
    reading = opened("jp-meti-export-ban", tmp_path)
    assert [entry.part for entry in reading] == ["russia", "russia", "third-countries"]
    assert reading.notices["a part of the list is not at hand"] == 1


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (builders.RUSSIA_BAN[:4], "no numbered paragraph"),
        (builders.RUSSIA_BAN[4:], "another document"),
        (("○ 別の文書", "最終更新日：2025年9月12日", "1 甲"), "none of the export bans"),
    ],
)
def test_another_pdf_is_no_export_ban(lines: Sequence[str], words: str, tmp_path: Path) -> None:
    with pytest.raises(ListError, match=words):
        list(opened("jp-meti-export-ban", builders.pdf(tmp_path / "list.pdf", lines)))


def test_twice_the_same_part_is_refused(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        builders.pdf(tmp_path / name, builders.RUSSIA_BAN)
    with pytest.raises(ListError, match="two PDFs hold the part 'russia'"):
        list(opened("jp-meti-export-ban", tmp_path))


def test_hangul_and_romanised_names_are_kept_apart() -> None:
    entry = next(entry for entry in fixture("kr-notice").values() if "리덕진" in names(entry))
    assert {name.text: (name.script, name.language) for name in entry.names} == {
        "RI, Tok Jin": ("latin", None),
        "RI, To'k-chin": ("latin", None),
        "리덕진": ("hangul", "ko"),
    }


def test_a_position_in_the_annex_is_never_an_id(tmp_path: Path) -> None:
    _, path = copy_of("kr-notice", tmp_path)
    before = read("kr-fsc", path)
    text = path.read_text(encoding="utf-8").replace("명단 (9명)", "명단 (10명)")
    text = text.replace("1. RI, Tok Jin", "1. 새 사람\n2. RI, Tok Jin", 1)
    lines = text.split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith("2. RI, Tok Jin"))
    for i in range(start + 1, len(lines)):
        number, dot, rest = lines[i].partition(". ")
        if dot and number.isdigit():
            lines[i] = f"{int(number) + 1}. {rest}"
    path.write_text("\n".join(lines), encoding="utf-8")
    after = read("kr-fsc", path)
    assert set(before) < set(after)
    assert len(after) == len(before) + 1
    assert {i: e.raw["number"] for i, e in before.items()} != {i: after[i].raw["number"] for i in before}


def test_the_two_tracks_of_the_korean_list_are_one_list(tmp_path: Path) -> None:
    for form in ("kr-notice", "kr-autonomous"):
        copy_of(form, tmp_path)
    parts = [entry.part for entry in opened("kr-fsc", tmp_path)]
    assert (parts.count("fsc-notice"), parts.count("autonomous")) == (9, 3)


def test_another_notice_is_refused(tmp_path: Path) -> None:
    _, path = copy_of("kr-notice", tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("금융거래등제한대상자 지정 및 지정 취소에 관한 규정", "주차장 규정"), encoding="utf-8")
    with pytest.raises(ListError, match="none that lists restricted persons"):
        list(opened("kr-fsc", path))
