"""Bodies under Japan's export ban (PDFs of the Ministry of Economy, Trade and Industry): Russia, Belarus, other countries.

Every numbered paragraph is one entry: a Japanese name, an English line, aliases, an address. Numbers are positions
within one notice, so the id is derived from the part and the printed names. The notice prints one day for the whole list
and the day of its last change; not when each body came on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.cleaning import country_of_address, tidy
from loaders.lists.draft import Draft
from loaders.lists.errors import ListError
from loaders.lists.ids import derived_id
from loaders.lists.jp_meti_paragraphs import Paragraph, paragraphs
from loaders.lists.paths import visible
from loaders.lists.pdfs import lines_of
from loaders.lists.reading import Reading
from loaders.published_dates import japanese

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from datasets.dates import PartialDate
    from loaders.lists.entry import Entry

LIST: Final = "jp-meti-export-ban"
PARTS: Final = (
    ("ロシア連邦及びベラルーシ共和国以外の国", "third-countries"),
    ("ベラルーシ共和国の団体", "belarus"),
    ("ロシア連邦の団体", "russia"),
)
TITLE_COUNTRY: Final = {"russia": "ロシア連邦", "belarus": "ベラルーシ共和国"}
CHANGED: Final = "最終更新日"
DESIGNATED: Final = "指定日"


def read(path: Path) -> Reading:
    """Open one of the PDFs, or a folder that holds them.

    Raises:
        ListError: If there is no PDF.
    """
    if not path.exists():
        raise ListError("there is no such file or folder", file=path)
    if path.is_dir() and not _pdfs(path):
        raise ListError("the folder holds no PDF", file=path)
    return Reading(list_name=LIST, path=path, produce=_entries)


def _pdfs(path: Path) -> list[Path]:
    return [file for file in visible(path) if file.name.casefold().endswith(".pdf")] if path.is_dir() else [path]


def _entries(reading: Reading) -> Iterator[Entry]:
    parts: set[str] = set()
    for file in _pdfs(reading.path):
        lines = lines_of(file)
        head, body = _split_head(lines, file)
        part = _part(head, file)
        if part in parts:
            raise ListError(f"two PDFs hold the part {part!r}; keep the newest only", file=file)
        parts.add(part)
        _date(head, reading)
        for paragraph in paragraphs(body, file):
            yield _entry(paragraph, part, head, file)
    if reading.path.is_dir():
        for part in sorted({code for _title, code in PARTS} - parts):
            reading.notice("a part of the list is not at hand", part)


def _split_head(lines: list[str], file: Path) -> tuple[list[str], list[str]]:
    """The lines up to the day of the last change, and the rest."""
    for position, line in enumerate(lines):
        if tidy(line).replace(" ", "").startswith(CHANGED):
            return lines[: position + 1], lines[position + 1 :]
    raise ListError(f"it has no line {CHANGED!r}; it is another document", file=file)


def _part(head: list[str], file: Path) -> str:
    title = "".join(tidy(line).replace(" ", "") for line in head)
    for words, code in PARTS:
        if words in title:
            return code
    raise ListError("its title names none of the export bans", file=file)


def _date(head: list[str], reading: Reading) -> None:
    """The newest day of last change among the PDFs read so far."""
    day: PartialDate | None = japanese(head[-1])
    if day and (reading.version is None or str(day.latest) > str(reading.version.latest)):
        reading.version, reading.version_raw = day, tidy(head[-1])


def _title(head: list[str]) -> str:
    title = tidy("".join(line for line in head if DESIGNATED not in line.replace(" ", "") and CHANGED not in line))
    return title.lstrip("○ ")


def _entry(paragraph: Paragraph, part: str, head: list[str], file: Path) -> Entry:
    if not paragraph.names:
        raise ListError("the paragraph has no name", file=file, record=paragraph.number)
    draft = Draft(
        LIST, derived_id(LIST, part, *paragraph.names[:2], *paragraph.addresses[:1]), kind="entity", part=part
    )
    for position, name in enumerate(paragraph.names):
        draft.name(name, strength="primary" if position < paragraph.primary else "alias")
    draft.programmes = [part]
    draft.legal_basis = [_title(head)]
    draft.country(TITLE_COUNTRY.get(part))
    for address in paragraph.addresses:
        draft.country(address, reader=country_of_address)
    text = "\n".join(paragraph.lines)
    return draft.entry({"number": paragraph.number, "text": text}, (), text=text)
