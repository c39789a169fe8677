"""Restricted persons of the Republic of Korea: annexes of notices, as XML of the law information service.

Two tracks in one form: the notice of the Financial Services Commission under the financing act, and the guideline on
payments that carries the autonomous designations. The annex is plain text under a header total; its numbers are positions
and shift, so ids are derived from the printed name. No copy was at hand: the form follows published descriptions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.lists.draft import Draft
from loaders.lists.errors import ListError
from loaders.lists.ids import derived_id
from loaders.lists.kr_annex import Item, items
from loaders.lists.kr_items import take_item
from loaders.lists.paths import visible
from loaders.lists.privacy import redact
from loaders.lists.reading import Reading
from loaders.lists.records import Data, Record
from loaders.lists.xml import elements, leftovers_of, require_root, to_fields
from loaders.published_dates import published

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from loaders.lists.entry import Entry

LIST: Final = "kr-fsc"
ROOT: Final = "AdmRulService"
PARTS: Final = (("금융거래등제한대상자", "fsc-notice"), ("지급 및 영수", "autonomous"), ("지급및영수", "autonomous"))
INFORMATION, ANNEX = "행정규칙기본정보", "별표단위"
OTHER: Final = ("조문내용", "부칙", "제개정이유", "첨부파일", "개정문", "법령해석")
REQUIRED: Final = ("행정규칙명", "발령일자")


def read(path: Path) -> Reading:
    """Open the XML of one notice, or a folder that holds one of each track.

    Raises:
        ListError: If a root element is another; the service answers so when the key is not valid.
    """
    if not path.exists():
        raise ListError("there is no such file or folder", file=path)
    files = _files(path)
    if not files:
        raise ListError("the folder holds no XML file", file=path)
    for file in files:
        require_root(file, (ROOT,))
    return Reading(list_name=LIST, path=path, produce=_entries)


def _files(path: Path) -> list[Path]:
    return [file for file in visible(path) if file.name.casefold().endswith(".xml")] if path.is_dir() else [path]


def _entries(reading: Reading) -> Iterator[Entry]:
    parts: set[str] = set()
    for file in _files(reading.path):
        found: set[str] = set()
        for entry in _notice(file, reading):
            found.add(entry.part or "")
            yield entry
        if found & parts:
            raise ListError(f"two files hold the track {found.pop()!r}; keep the newest only", file=file)
        parts |= found
    if reading.path.is_dir():
        for part in sorted({code for _words, code in PARTS} - parts):
            reading.notice("a track of the list is not at hand", part)


def _notice(file: Path, reading: Reading) -> Iterator[Entry]:
    basis: tuple[str, str] | None = None
    for name, element in elements(file, (INFORMATION, ANNEX, *OTHER)):
        if name == INFORMATION:
            basis = _information(to_fields(element), file, reading)
        elif name == ANNEX:
            if basis is None:
                raise ListError("the annex stands before the notice's own data", file=file, field=INFORMATION)
            yield from _annex(to_fields(element), basis, file, reading)
        elif not name:
            for path in leftovers_of(element, containers=("별표",)):
                reading.left(path)


def _information(fields: Data, file: Path, reading: Reading) -> tuple[str, str]:
    """Part of the list, and the notice by name and number."""
    record = Record(fields if isinstance(fields, dict) else {}, f"{INFORMATION}/")
    title, issued = (record.text(field) for field in REQUIRED)
    if not title or not issued:
        raise ListError("the notice lacks its name or date", file=file, field=REQUIRED[1] if title else REQUIRED[0])
    part = next((code for words, code in PARTS if words in title), None)
    if part is None:
        raise ListError(f"the notice {title!r} is none that lists restricted persons", file=file, field=REQUIRED[0])
    day = published(issued)
    if reading.version is None or (day and str(day.latest) > str(reading.version.latest)):
        reading.version_raw, reading.version = issued, day
    number = record.text("발령번호")
    return part, f"{title} ({number})" if number else title


def _annex(fields: Data, basis: tuple[str, str], file: Path, reading: Reading) -> Iterator[Entry]:
    record = Record(fields if isinstance(fields, dict) else {}, f"{ANNEX}/")
    text = "\n".join(record.texts("별표내용"))
    if not text:
        raise ListError("an annex holds no text", file=file, field="별표내용")
    declared, found = items(text, file)
    if declared is None:
        reading.notice("an annex states no total; it cannot be checked")
    elif declared != len(found):
        reason = f"the annex declares {declared:,} names and holds {len(found):,}; fetch the whole notice again"
        raise ListError(reason, file=file, field="별표내용")
    for item in found:
        yield _entry(item, basis)
    for path in _after(record):
        reading.left(path)


def _after(record: Record) -> tuple[str, ...]:
    record.raw_only(
        "별표번호", "별표가지번호", "별표구분", "별표제목", "별표키", "@별표키", "별표서식파일링크", "별표서식PDF파일링크",
        "별표PDF파일명", "별표HWP파일명", "별표이미지파일명", "별표시행일자", "별표제목문자열", "별표시행일자문자열",
    )  # fmt: skip
    return record.close()


def _entry(item: Item, basis: tuple[str, str]) -> Entry:
    part, notice = basis
    draft = Draft(LIST, "", part=part)
    take_item(item.text, draft)
    years = " ".join(map(str, draft.birth_years))
    draft.entry_id = derived_id(LIST, part, *(name.text for name in draft.names[:2]), years)
    draft.legal_basis = [notice]
    text = redact(item.text)
    return draft.entry({"number": item.number, "text": text}, (), text=text)
