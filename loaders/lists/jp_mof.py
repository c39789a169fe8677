"""Asset-freeze list of Japan's Ministry of Finance: the xlsx of 45 sheets and the CSV of 32 columns.

Both give the same ids: category and notice number (``016-000031``). Rows of the xlsx that hold only a number and
``…削除`` are deletion notices: the list itself says that the target left it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.lists import jp_mof_xlsx, tables
from loaders.lists.jp_mof_fields import build
from loaders.lists.paths import one_file
from loaders.lists.reading import Reading
from loaders.lists.versions import day_in_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from loaders.lists.entry import Entry, Kind

LIST: Final = "jp-mof"
KINDS: Final[dict[str, Kind]] = {"個人": "person", "団体": "entity"}
REQUIRED: Final = ("区分", "番号", "告示日付", "個人・団体", "氏名（日本語）", "氏名（英語）")


def read(path: Path) -> Reading:
    """Open the list; the form is told by content.

    Raises:
        ListError: If there is no such file.
    """
    file = one_file(path, (".xlsx", ".csv"))
    with file.open("rb") as start:
        is_workbook = start.read(2) == b"PK"
    reading = Reading(list_name=LIST, path=file, produce=jp_mof_xlsx.entries if is_workbook else _from_csv)
    reading.version_raw, reading.version = day_in_name(file.name)
    return reading


def _from_csv(reading: Reading) -> Iterator[Entry]:
    tables.note_cut(reading)
    with tables.opened(reading.path) as text:
        for line, row in tables.dict_rows(text, reading.path, required=REQUIRED):
            fields = {column: cell.strip() for column, cell in row.items() if cell.strip()}
            number = fields.get("番号", "")
            category = fields.get("区分", "")
            kind = KINDS.get(fields.get("個人・団体", ""))
            where = number or f"row {line}"
            yield build(
                fields, number=number, category=category, kind=kind, where=where, legal_basis=None, reading=reading
            )
