"""Which list a file on disk is: told by its content, for closed networks where files are carried in."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Final

from loaders.lists import tables
from loaders.lists.errors import ListError
from loaders.lists.paths import visible
from loaders.lists.registry import LISTS
from loaders.lists.versions import date_in_folder, day_in_name
from loaders.lists.xml import root_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from datasets.dates import PartialDate

ROOTS: Final = {"export": "eu-fsf", "AdmRulService": "kr-fsc", "CONSOLIDATED_LIST": "un-sc"}
OFAC_ROOTS: Final = ("sdnList", "Sanctions", "sanctionsData")
CSV_SETS: Final = {"sdn.csv": "us-ofac-sdn", "cons_prim.csv": "us-ofac-cons"}
HEADERS: Final = (
    ("fileGenerationDate", "eu-fsf"),
    ("区分,番号", "jp-mof"),
    ("_id,source", "us-csl"),
    ("source,entity_number", "us-csl"),
)
SHEETS: Final = (
    (re.compile('<sheet [^>]*name="一覧"'), "jp-mof"),
    (re.compile('<sheet [^>]*name="ユーザーリスト"'), "jp-meti-eul"),
)
WHOLE_FOLDER: Final = ("jp-meti-export-ban", "kr-fsc")  # several files make one version


def candidates(folder: Path, wanted: set[str]) -> dict[str, list[Path]]:
    """Files and folders below a folder that are copies of the wanted lists, the newest first by name and folder.

    A folder named like a list is taken as that list, whatever its files are called.
    """
    found: dict[str, list[Path]] = {}
    for path, list_name in _walk(folder):
        if list_name in wanted and path not in found.setdefault(list_name, []):
            found[list_name].append(path)
    return {name: sorted(paths, key=_age, reverse=True) for name, paths in found.items()}


def date_of(path: Path) -> tuple[str | None, PartialDate | None]:
    """The date in the name of a file or of the folder it lies in."""
    raw, day = day_in_name(path.name)
    return (raw, day) if day else date_in_folder(path)


def _age(path: Path) -> tuple[str, str]:
    day = date_of(path)[1]
    return (str(day.latest) if day else "", path.as_posix())


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    if folder.name in LISTS:
        files = visible(folder)
        yield (files[0] if len(files) == 1 else folder), folder.name
        return
    for file in visible(folder):
        list_name = list_of(file)
        if list_name:
            is_set = file.name.casefold() in CSV_SETS or list_name in WHOLE_FOLDER
            yield (folder if is_set else file), list_name
    for inner in sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")):
        yield from _walk(inner)


def list_of(file: Path) -> str | None:
    """Id of the list a file is a copy of; ``None`` if it is none."""
    name = file.name.casefold()
    try:
        if name in CSV_SETS:
            return CSV_SETS[name]
        if name.endswith(".pdf"):
            return "jp-meti-export-ban" if "tokutei" in name else None
        if name.endswith(".xlsx"):
            return _workbook(file)
        if name.endswith((".csv", ".csv.gz", ".json")):
            return _table(file)
        return _xml(file) if name.endswith((".xml", ".zip")) else None
    except (ListError, OSError, ValueError, zipfile.BadZipFile, KeyError):
        return None


def _xml(file: Path) -> str | None:
    root = root_of(file)
    if root in OFAC_ROOTS:
        return "us-ofac-cons" if "cons" in file.name.casefold() else "us-ofac-sdn"
    return ROOTS.get(root)


def _table(file: Path) -> str | None:
    with tables.opened(file) as text:
        head = text.read(tables.HEAD)
    if head.lstrip().startswith(("{", "[")):
        return "us-csl" if '"source"' in head or '"sources_used"' in head else None
    return next((list_name for start, list_name in HEADERS if head.startswith(start)), None)


def _workbook(file: Path) -> str | None:
    with zipfile.ZipFile(file) as archive:
        book = archive.read("xl/workbook.xml")[: 1 << 20].decode("utf-8", errors="replace")
    return next((list_name for pattern, list_name in SHEETS if pattern.search(book)), None)
