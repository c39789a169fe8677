"""The workbook of the asset-freeze list: one sheet per category, each with its own header row and columns."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

from loaders.cleaning import half_width, tidy
from loaders.lists import workbooks
from loaders.lists.errors import ListError
from loaders.lists.jp_mof_fields import ALIASES, BIRTHS, DATE, build
from loaders.published_dates import excel_serial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.lists.entry import Entry, Kind
    from loaders.lists.reading import Reading

CONTENTS: Final = "一覧"
NUMBER: Final = "告示番号"
REQUIRED: Final = (DATE, NUMBER, "日本語表記", "英語表記")
LIFTED: Final = ("告示廃止", "【解除】")
SHEET: Final = re.compile(r"\s*(\d+)[.．]")
Row = tuple[Any, ...]


def entries(reading: Reading) -> Iterator[Entry]:
    """Every numbered row of every sheet, deletion notices included, in the order of the workbook.

    Raises:
        ListError: If the workbook has no contents sheet, lacks a category that the contents name, or a sheet lacks its
            header row or a required column.
    """
    with workbooks.opened(reading.path) as sheets:
        titles: dict[str, str] | None = None
        seen: set[str] = set()
        for name, rows in sheets:
            if titles is None:
                titles = _contents(name, rows, reading)
                continue
            category = _category(name, reading)
            seen.add(category)
            if category not in titles:
                reading.notice("a category does not stand in the contents", name.strip())
            yield from _sheet(name, rows, category, titles.get(category), reading)
    missing = sorted(set(titles or {}) - seen, key=int)
    if titles is None or missing:
        reason = f"it lacks the sheet of category {missing[0]}" if missing else "it has no sheet"
        raise ListError(f"{reason}; it may be cut short or another workbook", file=reading.path)


def _contents(name: str, rows: Iterator[Row], reading: Reading) -> dict[str, str]:
    if name.strip() != CONTENTS:
        raise ListError(
            f"its first sheet is {name.strip()!r}, not {CONTENTS!r}; it is another workbook", file=reading.path
        )
    titles = {}
    for row in rows:
        if len(row) > 1 and isinstance(row[0], int) and isinstance(row[1], str):
            titles[str(row[0])] = tidy(row[1])
    return titles


def _category(name: str, reading: Reading) -> str:
    found = SHEET.match(half_width(name))
    if not found:
        raise ListError("a sheet has no category number; no id can be formed", file=reading.path, field=f"sheet {name}")
    return found[1]


def _sheet(name: str, rows: Iterator[Row], category: str, title: str | None, reading: Reading) -> Iterator[Entry]:
    header = _header(rows, name, reading)
    if header is None:
        return
    kind = _kind(title or name)
    held: dict[str, Any] | None = None
    for row in rows:
        fields = {column: cell for column, cell in zip(header, row, strict=False) if column and cell not in (None, "")}
        _unnamed(header, row, name, reading)
        if not fields:
            continue
        if held is not None and (NUMBER in fields or DATE in fields):
            yield from _entry(held, category=category, kind=kind, title=title, name=name, reading=reading)
            held = None
        held = fields if held is None else _continued(held, fields)
    if held is not None:
        yield from _entry(held, category=category, kind=kind, title=title, name=name, reading=reading)


def _header(rows: Iterator[Row], name: str, reading: Reading) -> list[str] | None:
    """Column names of the row that begins with the notice date; ``None`` for a regime that was lifted."""
    words = [name]
    for row in rows:
        cells = [re.sub(r"\s+", "", str(cell)) if cell is not None else "" for cell in row]
        if cells and cells[0] == DATE:
            missing = next((column for column in REQUIRED if column not in cells), None)
            if missing:
                raise ListError(
                    "the sheet lacks a required column", file=reading.path, record=f"sheet {name}", field=missing
                )
            return cells
        words += [cell for cell in cells if cell]
    if any(sign in word for word in words for sign in LIFTED):
        reading.notice("a regime was lifted; its sheet is empty", name.strip())
        return None
    raise ListError("the sheet has no header row", file=reading.path, record=f"sheet {name}", field=DATE)


def _kind(title: str) -> Kind | None:
    """What a category's title says of all its rows."""
    if re.search(r"[（(；;]個人[）)]*$", title.strip()):
        return "person"
    return "entity" if re.search(r"(?:団体|[（(；;](?:団体|特定銀行)[^個人]*)[）)]*$", title.strip()) else None


def _unnamed(header: list[str], row: Row, name: str, reading: Reading) -> None:
    for position, cell in enumerate(row):
        if cell not in (None, "") and (position >= len(header) or not header[position]):
            reading.left(f"{name.strip()}/column {position + 1}")


def _continued(held: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    """A row without a number goes on with the row above it."""
    return held | {column: f"{held[column]}\n{cell}" if column in held else cell for column, cell in fields.items()}


def _entry(
    cells: dict[str, Any], *, category: str, kind: Kind | None, title: str | None, name: str, reading: Reading
) -> Iterator[Entry]:
    number = _text(cells.get(NUMBER, ""))
    if not number:
        raise ListError("a row has no number", file=reading.path, record=f"sheet {name}", field=NUMBER)
    if not any(column not in (DATE, NUMBER) for column in cells) and "削除" not in _text(cells.get(DATE, "")):
        reading.notice("a numbered row is empty: neither a name nor a deletion", f"{name.strip()} {number}")
        return
    if "英語表記" not in cells and any(column in cells for column in ALIASES):
        reading.notice("the column 英語表記 is empty and a name stands in the next one", f"{name.strip()} {number}")
    birth = next((_birth(cells[column]) for column in BIRTHS if column in cells), None)
    fields = {column: _text(cell) for column, cell in cells.items()}
    yield build(
        fields, number=number, category=category, kind=kind, where=f"{name.strip()} {number}", legal_basis=title,
        reading=reading, birth=birth,
    )  # fmt: skip


def _birth(cell: workbooks.Cell) -> str | None:
    """Year of a birth that the workbook holds as a date or a day number."""
    if isinstance(cell, dt.datetime):
        return str(cell.year)
    if isinstance(cell, int) and not 1850 < cell < 2030:
        day = excel_serial(cell)
        return day.text[:4] if day else None
    return None


def _text(cell: workbooks.Cell) -> str:
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return str(cell).strip()
