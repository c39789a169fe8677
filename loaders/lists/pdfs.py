"""Text lines of official PDFs."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

import pdfplumber

from loaders.lists.errors import ListError

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES: Final = 64 << 20
MAX_PAGES: Final = 2_000
TAIL: Final = 1 << 10
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it remarks on every font


def lines_of(path: Path) -> list[str]:
    """Lines of every page, in reading order.

    Raises:
        ListError: If it is no PDF, is cut short, is too large, or holds no text.
    """
    _check(path)
    try:
        lines = _read(path)
    except ListError:
        raise
    except Exception as error:  # noqa: BLE001 - the library raises whatever a broken file makes its parts raise
        raise ListError(f"it is a broken PDF ({type(error).__name__}: {error})", file=path) from None
    if not lines:
        raise ListError("it is a PDF without text", file=path)
    return lines


def _read(path: Path) -> list[str]:
    lines: list[str] = []
    # Opened here: the library leaves a file it cannot read open.
    with path.open("rb") as file, pdfplumber.open(file) as document:
        if len(document.pages) > MAX_PAGES:
            raise ListError(f"it has {len(document.pages):,} pages; refused", file=path)
        for page in document.pages:
            lines += (page.extract_text() or "").split("\n")
            page.close()
    return [line for line in lines if line.strip()]


def _check(path: Path) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(TAIL)
            file.seek(max(0, size - TAIL))
            tail = file.read()
    except OSError as error:
        raise ListError(f"cannot be read: {error.strerror or error}", file=path) from None
    if not size:
        raise ListError("the file is empty; fetch it again", file=path)
    if not head.lstrip().startswith(b"%PDF-"):
        raise ListError("it is no PDF; the server may have answered with a web page", file=path)
    if size > MAX_BYTES:
        raise ListError(f"it has {size:,} bytes; refused as too large", file=path)
    if b"%%EOF" not in tail:
        raise ListError("it is cut short: a PDF ends with %%EOF; fetch it again", file=path)
