"""Comma-separated files of official lists: strict about quotes, columns and encoding, so that a cut file is refused."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final

from loaders.lists.errors import ListError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from loaders.lists.reading import Reading

CELL_LIMIT: Final = 1 << 24
GZIP_LIMIT: Final = 1 << 30
HEAD: Final = 1 << 12
csv.field_size_limit(CELL_LIMIT)


class _Limited(io.RawIOBase):
    """An unpacked stream that stops before a bomb fills the memory or the disk."""

    def __init__(self, source: gzip.GzipFile, path: Path) -> None:
        self._source, self._path, self._read = source, path, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._source.read(len(buffer))
        self._read += len(data)
        if self._read > GZIP_LIMIT:
            raise ListError(f"it unpacks to more than {GZIP_LIMIT:,} bytes; refused as a bomb", file=self._path)
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def opened(path: Path, *, encoding: str = "utf-8-sig") -> Iterator[IO[str]]:
    """A text file, gzip-packed or plain, decoded strictly.

    Raises:
        ListError: If it cannot be read or unpacked, is empty, or is no text in that encoding.
    """
    try:
        with path.open("rb") as raw:
            magic = raw.read(2)
            raw.seek(0)
            if not magic:
                raise ListError("the file is empty; fetch it again", file=path)
            packed = magic == b"\x1f\x8b"
            source = io.BufferedReader(_Limited(gzip.GzipFile(fileobj=raw), path)) if packed else raw
            with io.TextIOWrapper(source, encoding=encoding, newline="") as text:
                yield text
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig")
        raise ListError(
            f"it is not {name} text (byte {error.start} of a block); save it as {name}", file=path
        ) from None
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise ListError(f"it is a broken gzip file ({error}); it may be cut short", file=path) from None
    except OSError as error:
        raise ListError(f"cannot be read: {error.strerror or error}", file=path) from None


def rows(text: IO[str], path: Path, *, delimiter: str = ",", strict: bool = True) -> Iterator[list[str]]:
    """The rows of an open table.

    Raises:
        ListError: With the line, if quotes do not close or a cell is too large.
    """
    reader = csv.reader(text, delimiter=delimiter, strict=strict)
    try:
        yield from reader
    except csv.Error as error:
        reason = f"it is not a proper table ({error}); it may be cut short"
        raise ListError(reason, file=path, record=f"line {reader.line_num}") from None


def dict_rows(
    text: IO[str], path: Path, *, required: Iterable[str], delimiter: str = ","
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with a header, as column → cell, with their line numbers.

    A repeated header row is passed over.

    Raises:
        ListError: If a required column is missing, a column stands twice, or a row has another number of cells.
    """
    table = rows(text, path, delimiter=delimiter)
    header = [name.strip().lstrip("\ufeff") for name in next(table, [])]
    check_header(header, path, required=required)
    for line, row in enumerate(table, start=2):
        if not row or row == header:
            continue
        if len(row) != len(header):
            reason = f"the row has {len(row)} cells, the header {len(header)}; the file may be cut short"
            raise ListError(reason, file=path, record=f"row {line}")
        yield line, dict(zip(header, row, strict=True))


def note_cut(reading: Reading) -> None:
    """Notice a plain table whose last line has no end: the only sign a cut CSV may give. Gzip files check themselves."""
    with opened(reading.path, encoding="latin-1"), reading.path.open("rb") as file:
        start = file.read(2)
        file.seek(-1, io.SEEK_END)
        if start != b"\x1f\x8b" and file.read(1) not in b"\r\n":
            reading.notice("the last line has no end; the file may be cut short", reading.path.name)


def check_header(header: list[str], path: Path, *, required: Iterable[str]) -> None:
    """Refuse a header that lacks a required column or names one twice."""
    if header and header[0].lstrip().casefold().startswith(
        ("<!doctype html", "<html", "<?xml", "version https://git-lfs")
    ):
        raise ListError("it is a web page or a pointer, not the list; fetch it again", file=path)
    missing = [name for name in required if name not in header]
    if missing:
        raise ListError(f"it lacks the column {missing[0]!r}; it may be another list or format", file=path)
    named = [name for name in header if name]
    repeated = next((name for name in named if named.count(name) > 1), None)
    if repeated:
        raise ListError(f"the column {repeated!r} stands twice", file=path)
