"""OFAC flat files: a folder with sdn.csv, add.csv, alt.csv and sdn_comments.csv (or cons_prim.csv and the rest).

No header, null is ``-0-``, the file ends with a line of one 0x1A. Remarks stop at 1,000 characters and go on in the
comments file in the middle of a word. No date stands in the set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.lists import tables
from loaders.lists.draft import Draft
from loaders.lists.errors import ListError
from loaders.lists.ofac.labels import identifier
from loaders.lists.ofac.remarks import read_remarks
from loaders.lists.side_tables import SideTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from loaders.lists.entry import Entry, Kind
    from loaders.lists.reading import Reading

NULL: Final = "-0-"
END_MARK: Final = "\x1a"
REMARK_LIMIT: Final = 1000
MAIN: Final = {"us-ofac-sdn": "sdn.csv", "us-ofac-cons": "cons_prim.csv"}
SIDES: Final = {
    "us-ofac-sdn": ("add.csv", "alt.csv", "sdn_comments.csv"),
    "us-ofac-cons": ("cons_add.csv", "cons_alt.csv", "cons_comments.csv"),
}
KINDS: Final[dict[str, Kind]] = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft", NULL: "entity"}
MAIN_COLUMNS: Final = (
    "ent_num", "name", "type", "programs", "title", "call_sign", "vessel_type", "tonnage", "gross_registered_tonnage",
    "vessel_flag", "vessel_owner", "remarks",
)  # fmt: skip
ADDRESS_COLUMNS: Final = ("ent_num", "add_num", "address", "city", "country", "remarks")
ALIAS_COLUMNS: Final = ("ent_num", "alt_num", "type", "name", "remarks")
COMMENT_COLUMNS: Final = ("ent_num", "remarks")
Row = list[str]


def main_file(path: Path, list_name: str) -> Path | None:
    """The main file of the set at a path (the folder, or the main file itself); ``None`` if there is no set."""
    folder = path if path.is_dir() else path.parent
    wanted = MAIN[list_name]
    if path.is_file() and path.name.casefold() != wanted:
        return None
    return _sibling(folder, wanted)


def _sibling(folder: Path, name: str) -> Path | None:
    return next((file for file in sorted(folder.iterdir()) if file.name.casefold() == name and file.is_file()), None)


def entries(reading: Reading) -> Iterator[Entry]:
    """Every row of the main file, joined with its addresses, aliases and spilled remarks.

    Raises:
        ListError: If a file is cut, wrongly encoded, or a row has another number of columns.
    """
    main = main_file(reading.path, reading.list_name)
    if main is None:
        raise ListError(f"it holds no {MAIN[reading.list_name]}", file=reading.path)
    columns = (ADDRESS_COLUMNS, ALIAS_COLUMNS, COMMENT_COLUMNS)
    sides = [
        _side(main.parent, name, width=len(wanted), reading=reading)
        for name, wanted in zip(SIDES[reading.list_name], columns, strict=True)
    ]
    for row in _rows(main, width=len(MAIN_COLUMNS), reading=reading):
        number = row[0].strip()
        yield _entry(number, row, [side.pop(number) for side in sides], reading)
    for name, side in zip(SIDES[reading.list_name], sides, strict=True):
        for number in side.rest():
            reading.notice(f"a row of {name} belongs to no record", number)


def _rows(path: Path, *, width: int, reading: Reading) -> Iterator[Row]:
    """Rows of one file, the end mark taken off; a row of another width is refused."""
    ended = False
    with tables.opened(path, encoding="ascii") as text:
        for position, row in enumerate(tables.rows(text, path), start=1):
            if len(row) == 1 and row[0].strip() in (END_MARK, ""):
                ended = ended or row[0].strip() == END_MARK
                continue
            if len(row) != width or not row[0].strip().isdecimal():
                reason = f"it has {len(row)} cells of {width} or no number; the file may be cut short or another list"
                raise ListError(reason, file=path, record=f"row {position}")
            yield row
    if not ended:
        reading.notice("the end mark (0x1A) is missing; the file may be cut short", path.name)


def _side(folder: Path, name: str, *, width: int, reading: Reading) -> SideTable[Row]:
    path = _sibling(folder, name)
    grouped: SideTable[Row] = SideTable()
    if path is None:
        reading.notice(f"the set has no {name}; it is read without")
        return grouped
    for row in _rows(path, width=width, reading=reading):
        grouped.add(row[0].strip(), row)
    return grouped


def _entry(number: str, row: Row, sides: list[list[Row]], reading: Reading) -> Entry:
    addresses, aliases, comments = sides
    draft = Draft(reading.list_name, number, kind=_kind(row[2].strip(), reading))
    draft.name(_value(row[1]))
    if not draft.names:
        raise ListError("the record has no name", file=reading.path, record=number, field="name")
    for alias in aliases:
        draft.name(_value(alias[3]), strength="alias")
    draft.programmes = row[3].strip().split("] [") if _value(row[3]) else []
    _facts(row, draft)
    for address in addresses:
        draft.country(_value(address[4]))
    raw = _raw(row, MAIN_COLUMNS)
    if remarks := _remarks(number, row[11], comments, reading):
        raw["remarks"] = read_remarks(remarks, draft)
    if addresses:
        raw["addresses"] = [_raw(address, ADDRESS_COLUMNS) for address in addresses]
    if aliases:
        raw["aliases"] = [_raw(alias, ALIAS_COLUMNS) for alias in aliases]
    return draft.entry(raw, ())


def _kind(text: str, reading: Reading) -> Kind | None:
    if text not in KINDS:
        reading.notice("a type is unknown", text)
    return KINDS.get(text)


def _facts(row: Row, draft: Draft) -> None:
    """Title, call sign, flag and owner."""
    if title := _value(row[4]):
        draft.remarks.append(title)
    if sign := _value(row[5]):
        draft.identifier(identifier("Vessel Call Sign", sign, draft.kind))
    draft.country(_value(row[9]))
    if owner := _value(row[10]):
        draft.remarks.append(f"Vessel owner {owner}")


def _remarks(number: str, cell: str, comments: list[Row], reading: Reading) -> str:
    """The remarks with their rest from the comments file, joined without a blank: the cut may be inside a word."""
    remarks = cell if _value(cell) else ""
    if len(remarks) == REMARK_LIMIT and not comments:
        reading.notice("a remark is cut at 1,000 characters and its rest is missing", number)
    return (remarks + "".join(comment[1] for comment in comments if _value(comment[1]))).strip()


def _value(cell: str) -> str | None:
    text = cell.strip()
    return None if text == NULL or not text else text


def _raw(row: Row, columns: tuple[str, ...]) -> dict[str, object]:
    return {name: text for name, cell in zip(columns, row, strict=True) if (text := cell.strip()) != NULL}
