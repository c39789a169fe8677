"""Names inside one cell of the asset-freeze list: several, in kana and Latin, marked and separated in many ways.

``、`` separates Japanese spellings, ``;`` and line breaks separate all; a comma separates Latin ones only where there are
as many Japanese spellings beside them, for a comma is also a part of names (``CO., LTD``).
"""

from __future__ import annotations

import re
from typing import Final

from datasets.names import script_of
from loaders.cleaning import half_width, tidy

UNKNOWN: Final = ("不明", "なし", "-", "－", "")
_MARKERS: Final = re.compile(
    r"[（(]\s*(?:[a-z]|[ivx]+|[０-９\d]{1,2})\s*[）)]|©(?=\S)|[（(]?(?:別称|旧称|別名)[、,:：）)]+|[（(]?[af]\.?k\.?a\.?[:：]?\s+",
    re.IGNORECASE,
)
_ORIGINAL: Final = re.compile(r"[（(]\s*original script\s*[:：]\s*(.+?)\s*[）)]", re.IGNORECASE | re.DOTALL)
_NOTE: Final = re.compile(r"[（(]+\s*[（(]?\d+[．.）)]*\s*に指定した[^）)]*[）)]*")
_PAIR: Final = re.compile(r"([^（(]+)[（(]([^（()）]+)[）)]\s*")
_LATIN: Final = re.compile(r"[A-Za-z]")


def names_in(cell: str, *, single: bool = False, paired: bool = True) -> list[str]:
    """The names a cell holds, in order, each once.

    Args:
        cell: The cell as published.
        single: Whether it holds one name, whose commas and line breaks do not separate.
        paired: Whether Japanese and Latin spellings stand together in it.
    """
    originals = [tidy(found) for found in _ORIGINAL.findall(cell)]
    text = _NOTE.sub("", _ORIGINAL.sub(" ", cell.replace("_x000D_", "\n")))
    if single:
        return [name for name in (tidy(text), *originals) if name not in UNKNOWN]
    pieces = [piece for part in re.split(r"[;；\n]", _MARKERS.sub("\n", text)) for piece in _japanese_parts(part)]
    names = [name for piece in pieces for name in _spellings(piece)]
    if paired:
        names = _split_commas(names)
    return [name for name in dict.fromkeys((*names, *originals)) if name not in UNKNOWN]


def _japanese_parts(text: str) -> list[str]:
    return re.split(r"[、]", text) if script_of(text) != "latin" else [text]


def _spellings(piece: str) -> list[str]:
    """A name, or the Japanese and the Latin one of ``フランク・カコレレ（FRANK KAKORERE）``."""
    text = tidy(piece).strip(" 、,・") if piece else ""
    text = _balanced(text)
    found = _PAIR.fullmatch(text)
    if (
        found
        and script_of(found[1]) in ("kana", "kanji")
        and script_of(half_width(found[2])) == "latin"
        and _LATIN.search(found[2])
    ):
        return [found[1].strip(), found[2].strip()]
    return [text] if text else []


def _balanced(text: str) -> str:
    """Without a bracket that lost its partner to a separator."""
    for opening, closing in ("（(", "）)"), ("（(", "）)"):
        opened = sum(text.count(sign) for sign in opening)
        closed = sum(text.count(sign) for sign in closing)
        if closed > opened and text.endswith(tuple(closing)):
            text = text[:-1].rstrip()
        elif opened > closed and text.startswith(tuple(opening)):
            text = text[1:].lstrip()
    return text


def _split_commas(names: list[str]) -> list[str]:
    japanese = [name for name in names if script_of(name) in ("kana", "kanji")]
    latin = [name for name in names if script_of(name) == "latin"]
    if len(latin) == 1 and len(japanese) > 1:
        parts = [part.strip() for part in latin[0].split(",")]
        if len(parts) == len(japanese):
            return [*japanese, *parts]
    return names
