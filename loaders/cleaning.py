"""Cleaners of single values: pure functions from published text to a typed value, or ``None``.

None of them guesses: a text that is not understood gives ``None`` and stays beside the value as raw text.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

_COUNTRIES: Final = Path(__file__).with_name("countries.json")
_BLANKS: Final = re.compile(r"[\s\u3000\u00a0]+")
_EXCEL_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BRACKETED: Final = re.compile(r"\s*[(（\[].*?[)）\]]\s*")
_UNSAFE_START: Final = ("=", "+", "-", "@", "\t", "\r")
_POST_CODE: Final = re.compile(r"\b\d{4,6}\b")
_IMO: Final = re.compile(r"(?<!\d)(\d{7})(?!\d)")


def tidy(text: str) -> str:
    """One line: blanks of every kind become one blank, spreadsheet escapes (``_x000D_``) are undone."""
    if text.isascii() and text.isprintable() and "  " not in text and "_x" not in text:
        return text.strip()
    text = _EXCEL_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return _BLANKS.sub(" ", text).strip()


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as ordinary ones (Unicode NFKC)."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def guarded(text: str) -> str:
    """A text that a spreadsheet will not run as a formula: a quote goes before ``=``, ``+``, ``-``, ``@``, tab, return."""
    return f"'{text}" if text.startswith(_UNSAFE_START) else text


@cache
def _codes() -> dict[str, str]:
    table = json.loads(_COUNTRIES.read_text(encoding="utf-8"))
    return {_country_key(name): code for code, names in table.items() for name in (code, *names)}


def _country_key(text: str) -> str:
    key = half_width(text).replace("’", "'").casefold()
    return _BLANKS.sub(" ", key).strip(" .,;")


@lru_cache(maxsize=4096)
def country(text: str) -> str | None:
    """ISO 3166 alpha-2 code of a country named in English, Japanese or Korean, or written as its code.

    A note in brackets is read past (``Indonesia (as at Dec. 2003)``). Crimea is UA (UNGA 68/262).
    """
    codes = _codes()
    key = _country_key(text)
    return codes.get(key) or codes.get(_country_key(_BRACKETED.sub(" ", text))) or codes.get(key.removeprefix("the "))


@cache
def _japanese_names() -> tuple[tuple[str, str], ...]:
    names = [(name, code) for name, code in _codes().items() if len(name) > 1 and not name.isascii()]
    return tuple(sorted(names, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=4096)
def country_of_address(text: str) -> str | None:
    """Country of an address: a Japanese or Korean one begins with it, an English one ends with it."""
    key = _country_key(text)
    for name, code in _japanese_names():
        if key.startswith(name):
            return code
    parts = [part for part in re.split(r"[,;]", _POST_CODE.sub("", text)) if part.strip(" .")]
    for last in range(1, min(3, len(parts)) + 1):
        found = country(", ".join(parts[-last:])) or country(parts[-last])
        if found:
            return found
    words = key.split()
    return next((found for n in (1, 2, 3) if len(words) > n and (found := country(" ".join(words[-n:])))), None)


def imo_number(text: str) -> str | None:
    """The seven digits of an IMO number of a ship or company; ``None`` if there is none."""
    found = _IMO.search(half_width(text))
    return found[1] if found else None


def is_ship_imo(digits: str) -> bool:
    """Whether seven digits bear the check digit of a ship's IMO number."""
    if len(digits) != 7 or not digits.isdecimal():
        return False
    return sum(int(digit) * weight for digit, weight in zip(digits, range(7, 1, -1), strict=False)) % 10 == int(
        digits[6]
    )


def compact(text: str) -> str:
    """An identifier without blanks, in capitals: how two publishers' spellings of it are compared."""
    return _BLANKS.sub("", half_width(text)).upper()


def unique(values: Iterable[T]) -> tuple[T, ...]:
    """Each value once, in order."""
    return tuple(dict.fromkeys(values))
