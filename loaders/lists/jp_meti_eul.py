"""Foreign End User List of Japan's Ministry of Economy, Trade and Industry (xlsx): a reference list, not a sanction.

Its running number is a position, so the id is derived from the country and the printed name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from loaders.cleaning import country, half_width, tidy
from loaders.lists import workbooks
from loaders.lists.draft import Draft
from loaders.lists.errors import ListError
from loaders.lists.ids import derived_id
from loaders.lists.paths import one_file
from loaders.lists.reading import Reading
from loaders.lists.versions import day_in_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from loaders.lists.entry import Entry

LIST: Final = "jp-meti-eul"
SHEET: Final = "ユーザーリスト"
NUMBER, COUNTRY, NAME, ALIASES, WEAPONS, CONVENTIONAL = (
    "No.",
    "国名、地域名",
    "企業名、組織名",
    "別名",
    "懸念区分",
    "通常兵器",
)
REQUIRED: Final = (COUNTRY, NAME, ALIASES, WEAPONS)
CODES: Final = ("B", "C", "M", "N", "CW")
_HANJA: Final = re.compile(r"\s*[（(]([^（()）]*[\u3400-\u9fff][^（()）]*)[）)]\s*$")
Row = tuple[Any, ...]


def read(path: Path) -> Reading:
    """Open the list.

    Raises:
        ListError: If there is no such file.
    """
    file = one_file(path, (".xlsx",))
    reading = Reading(list_name=LIST, path=file, produce=_entries)
    reading.version_raw, reading.version = day_in_name(file.name)
    return reading


def _entries(reading: Reading) -> Iterator[Entry]:
    with workbooks.opened(reading.path) as sheets:
        found = False
        for name, rows in sheets:
            if name.strip() != SHEET:
                reading.left(f"sheet {name.strip()}")
                continue
            found = True
            yield from _sheet(rows, reading)
    if not found:
        raise ListError(f"it lacks the sheet {SHEET!r}; it is another workbook", file=reading.path)


def _sheet(rows: Iterator[Row], reading: Reading) -> Iterator[Entry]:
    header = [_heading(cell) for cell in next(rows, ())]
    missing = next((column for column in REQUIRED if column not in header), None)
    if missing:
        raise ListError("the sheet lacks a required column", file=reading.path, record=f"sheet {SHEET}", field=missing)
    for position, row in enumerate(rows, start=2):
        for column, cell in enumerate(row):
            if cell not in (None, "") and (column >= len(header) or not header[column]):
                reading.left(f"{SHEET}/column {column + 1}")
        fields = {name: str(cell) for name, cell in zip(header, row, strict=False) if name and cell not in (None, "")}
        if set(fields) - {NUMBER}:
            yield _entry(fields, position, reading)


def _heading(cell: workbooks.Cell) -> str:
    """The Japanese line of a heading; half-width commas are made the usual ones."""
    return tidy(str(cell).split("\n", 1)[0]).replace("､", "、") if cell else ""


def _entry(fields: dict[str, str], position: int, reading: Reading) -> Entry:
    name = fields.get(NAME, "")
    latin, hanja = _name_parts(name)
    if not latin:
        raise ListError("the row has no name", file=reading.path, record=f"row {position}", field=NAME)
    place = _country_text(fields.get(COUNTRY, ""))
    draft = Draft(LIST, derived_id(LIST, place or "", latin), kind="entity")
    draft.name(latin)
    for text in hanja:
        draft.name(text, strength="alias")
    for line in fields.get(ALIASES, "").split("\n"):
        text = tidy(line).lstrip("・･•").strip()
        draft.name(re.sub(r"^[（(]([^（()）]+)[）)]$", r"\1", text) or None, strength="alias")
    draft.country(place)
    codes = half_width(fields.get(WEAPONS, "")) + "\n" + half_width(fields.get(CONVENTIONAL, ""))
    words = re.findall(r"[A-Z]+", codes)
    draft.programmes = [code for code in CODES if code in words]
    known = {NUMBER, COUNTRY, NAME, ALIASES, WEAPONS, CONVENTIONAL}
    return draft.entry(dict(fields), tuple(column for column in fields if column not in known))


def _name_parts(cell: str) -> tuple[str, list[str]]:
    """The printed name, and the name in Chinese characters that may follow it in brackets."""
    text = tidy(cell)
    found = _HANJA.search(text)
    return (
        (text[: found.start()].strip(), [found[1].strip()]) if found and text[: found.start()].strip() else (text, [])
    )


def _country_text(cell: str) -> str | None:
    """The English line of a country cell, or the Japanese one if the English is not understood."""
    lines = [tidy(line) for line in cell.split("\n") if line.strip()]
    known = [line for line in reversed(lines) if country(line)]
    found = known or lines
    return found[0] if found else None
