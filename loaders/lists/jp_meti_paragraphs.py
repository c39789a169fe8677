"""Numbered paragraphs of the export-ban notices: name lines, aliases in two styles, addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from datasets.names import script_of
from loaders.cleaning import half_width, tidy
from loaders.lists.errors import ListError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NUMBERED: Final = re.compile(r"\s*([0-9０-９]{1,4})(?:[ \u3000](.*)|(?=[^\w,./]|[\u3040-\u30ff\u4e00-\u9fff])(.*)|)$")
_ADDRESS: Final = re.compile(r"所\s*在\s*地\s*[:：]\s*")
_ALIAS_LABEL: Final = re.compile(r"別\s*称\s*[:：]\s*")
_ALIAS_IN_NAME: Final = re.compile(r"[（(]\s*別\s*称\s*、(.+?)[）)]\s*$", re.DOTALL)
_AKA: Final = re.compile(r",?\s*\ba\.?k\.?a\.?,?\s*(?:the following \w+ alias(?:es)?\s*:)?", re.IGNORECASE)
_BULLET: Final = re.compile(r"^\s*[-‐–—―－・]\s*")
_BRACKETED: Final = re.compile(r"[（(][^（()）]*[）)]?")
_CHINESE: Final = re.compile(r"\s*[（(]([\u3400-\u9fff、()（） ]+)[）)]\s*$")
_AND: Final = re.compile(r"[;；]?\s*(?:and)?\s*$")


@dataclass(frozen=True)
class Paragraph:
    """One body of a notice.

    Attributes:
        number: Position in the notice.
        lines: Its lines as printed.
        names: Japanese and English names, then aliases.
        primary: How many of them are names of the body itself.
        addresses: Its addresses.
    """

    number: int
    lines: tuple[str, ...]
    names: tuple[str, ...]
    primary: int
    addresses: tuple[str, ...]


def paragraphs(lines: list[str], file: Path) -> Iterator[Paragraph]:
    """Cut the lines where the next number begins.

    Wrapped addresses begin with numbers too. The next number counts where Japanese follows it; where only Latin follows,
    it counts if no such line comes before the number after it.

    Raises:
        ListError: If text stands before the first number, or no number is found.
    """
    starts = _starts(lines)
    if not starts:
        raise ListError("it has no numbered paragraph", file=file)
    if any(line.strip() for line in lines[: starts[0]]):
        raise ListError("text stands before the first numbered paragraph", file=file)
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True), start=1):
        found = _NUMBERED.match(lines[start])
        head = (found[2] or found[3] or "") if found else ""
        yield _paragraph(number, [head, *lines[start + 1 : end]])


def _starts(lines: list[str]) -> list[int]:
    numbered = [
        (position, int(half_width(found[1])), not _is_latin(found[2] or found[3] or ""))
        for position, line in enumerate(lines)
        if (found := _NUMBERED.match(line))
    ]
    starts: list[int] = []
    for place, (position, number, is_japanese) in enumerate(numbered):
        if number == len(starts) + 1 and (is_japanese or not _japanese_later(numbered[place + 1 :], number)):
            starts.append(position)
    return starts


def _japanese_later(numbered: list[tuple[int, int, bool]], number: int) -> bool:
    """Whether this number stands before Japanese text further down, and not after the one that follows it."""
    for _position, other, is_japanese in numbered:
        if is_japanese and other in (number, number + 1):
            return other == number
    return False


def _paragraph(number: int, lines: list[str]) -> Paragraph:
    names: list[str] = []
    aliases: list[str] = []
    addresses: list[str] = []
    where, block = "names", ""
    for line in (*lines, None):
        label = _label(line) if line is not None else "end"
        if label:
            _file(where, block, names, aliases, addresses)
            where, block = label, ""
        if line is not None:
            block += ("\n" if block else "") + line
    printed = [name for name in dict.fromkeys(names) if name]
    every = dict.fromkeys([*printed, *(alias for alias in aliases if alias)])
    return Paragraph(number, tuple(lines), tuple(every), len(printed), tuple(dict.fromkeys(addresses)))


def _label(line: str) -> str | None:
    if _ADDRESS.match(line.strip()):
        return "address"
    return "aliases" if _ALIAS_LABEL.match(line.strip()) else None


def _file(where: str, block: str, names: list[str], aliases: list[str], addresses: list[str]) -> None:
    if where == "address":
        text = tidy(_ADDRESS.sub("", block.replace("\n", " "), count=1))
        addresses += [part for part in (tidy(part) for part in re.split(r";\s*(?:and\s+)?", text)) if part]
    elif where == "aliases":
        text = _ALIAS_LABEL.sub("", block.strip(), count=1)
        aliases += [tidy(part) for run in _runs(text.split("\n")) for part in re.split(r"[;；、]", run)]
    elif where == "names":
        _names(block, names, aliases)


def _runs(lines: list[str]) -> list[str]:
    """Wrapped lines put together: Japanese ones without a blank, Latin ones with one, each script for itself."""
    runs: list[tuple[bool, str]] = []
    for line in (tidy(line) for line in lines):
        is_latin = _is_latin(line)
        if runs and runs[-1][0] == is_latin:
            runs[-1] = (is_latin, runs[-1][1] + (" " if is_latin else "") + line)
        else:
            runs.append((is_latin, line))
    return [text for _is, text in runs if text]


def _names(block: str, names: list[str], aliases: list[str]) -> None:
    """The Japanese name (it may run over lines, aliases in brackets), then the English one with ``a.k.a.``."""
    lines = [line for line in block.split("\n") if line.strip()]
    cut = _english_from(lines)
    japanese, english = "".join(line.strip() for line in lines[:cut]), lines[cut:]
    if found := _ALIAS_IN_NAME.search(japanese):
        aliases += [tidy(part) for part in re.split(r"[、]|及び", found[1])]
        japanese = japanese[: found.start()]
    _named(tidy(japanese), names, aliases)
    main, *rest = _AKA.split(" ".join(english), maxsplit=1)
    _named(tidy(main).rstrip(","), names, aliases)
    for part in re.split(r"[;；]|\s(?=[-–—―－][A-ZА-Я])", rest[0] if rest else ""):
        alias = _AND.sub("", _BULLET.sub("", tidy(part))).removeprefix("and ").strip(" .")
        aliases.append(_BULLET.sub("", alias))


def _named(text: str, names: list[str], aliases: list[str]) -> None:
    """A name; one in Chinese characters in brackets behind it is an alias."""
    if found := _CHINESE.search(text):
        aliases += [part.strip() for part in found[1].split("、")]
        text = text[: found.start()].strip()
    if text:
        names.append(text)


def _is_latin(line: str) -> bool:
    return script_of(half_width(_BRACKETED.sub("", line))) == "latin"


def _english_from(lines: list[str]) -> int:
    """Position of the first line that is English: Latin letters only, and no Japanese bracket still open above it."""
    opened = 0
    for position, line in enumerate(lines):
        if position and opened <= 0 and _is_latin(line):
            return position
        opened += len(re.findall(r"[（(]", line)) - len(re.findall(r"[）)]", line))
    return len(lines)
