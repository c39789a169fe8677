"""Workbooks of official lists (xlsx), read sheet by sheet as a stream, as the archives they are."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from loaders.lists.archives import check_archive
from loaders.lists.errors import ListError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


PART_HEAD: Final = 1 << 12
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00(?:D|E)")
_BROKEN: Final = (
    InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError,
    OSError, EOFError, OverflowError, RuntimeError, zlib.error,
)  # fmt: skip
Cell: TypeAlias = Any
Sheet: TypeAlias = Any  # openpyxl's read-only sheet; its published types do not fit
Row = tuple[Cell, ...]


@contextmanager
def opened(path: Path) -> Iterator[Iterator[tuple[str, Iterator[Row]]]]:
    """The sheets of a workbook in order: name and rows of cell values (formulas give their stored result).

    Raises:
        ListError: If it is no workbook, is broken, or is not safe to open.
    """
    _check_parts(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of print areas and styles it does not keep
        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        except _BROKEN as error:
            raise ListError(f"it is a broken workbook ({error})", file=path) from None
        try:
            yield ((sheet.title, _rows(sheet, path)) for sheet in book.worksheets)
        finally:
            book.close()


def _rows(sheet: Sheet, path: Path) -> Iterator[Row]:
    try:
        yield from sheet.iter_rows(values_only=True)
    except _BROKEN as error:
        raise ListError(f"it is a broken workbook ({error})", file=path, record=f"sheet {sheet.title}") from None


def _check_parts(path: Path) -> None:
    """Refuse archives that are bombs or tricks, and parts with a document type."""
    members = check_archive(path)
    if not any(member.filename == "xl/workbook.xml" for member in members):
        raise ListError("it is an archive but no workbook", file=path)
    with zipfile.ZipFile(path) as archive:
        for member in members:
            if member.filename.endswith((".xml", ".rels")):
                try:
                    with archive.open(member) as part:
                        head = part.read(PART_HEAD)
                except (zipfile.BadZipFile, *_BROKEN) as error:
                    raise ListError(f"it is a broken workbook ({error})", file=path) from None
                if _DOCTYPE.search(head):
                    raise ListError("a part has a document type (DOCTYPE); refused", file=path, record=member.filename)
