"""The annex of a Korean notice as text: a total, then numbered items over wrapped lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from loaders.lists.errors import ListError

if TYPE_CHECKING:
    from pathlib import Path

_TOTAL: Final = re.compile(r"[（(]\s*(?:총\s*)?([\d,]{1,6})\s*(?:명|개|인)[^（()）]*[）)]")
_NUMBERED: Final = re.compile(r"^[ \t\u3000]*(\d{1,4})\s*\.[ \t\u3000]+", re.MULTILINE)
_AFTER: Final = re.compile(r"◇\s*참고|┌|※\s*비고")


@dataclass(frozen=True)
class Item:
    """One name of an annex: its position and its text in one line."""

    number: int
    text: str


def items(text: str, file: Path) -> tuple[int | None, list[Item]]:
    """The declared total, if any, and the items, whose numbers must run from 1 without a gap.

    Raises:
        ListError: If the annex has no item 1.
    """
    total = _TOTAL.search(text)
    body = text[total.end() :] if total else text
    if cut := _AFTER.search(body):
        body = body[: cut.start()]
    starts: list[tuple[int, int]] = []
    for found in _NUMBERED.finditer(body):
        if int(found[1]) == len(starts) + 1:
            starts.append((found.start(), found.end()))
    if not starts:
        raise ListError("the annex has no numbered item", file=file, field="별표내용")
    ends = [start for start, _end in starts[1:]] + [len(body)]
    found_items = [
        Item(n, joined(body[start:end])) for n, ((_s, start), end) in enumerate(zip(starts, ends, strict=True), 1)
    ]
    return int(total[1].replace(",", "")) if total else None, found_items


def joined(text: str) -> str:
    """Wrapped lines as one; a word cut at its hyphen is put together."""
    line = " ".join(text.split())
    return re.sub(r"(?<=\w)- (?=[a-z])", "-", line)
