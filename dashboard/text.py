"""The words of the interface in English, Japanese and Korean."""

from __future__ import annotations

import json
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from datasets import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = Path(__file__).parent / "locales"
NAMES: Final = {"en": "English", "ja": "日本語", "ko": "한국어"}
# A page is drawn in a thread of its own, a brief in a context of its own: neither hears the language of another.
_spoken: ContextVar[str] = ContextVar("language", default="en")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All messages of a language by key."""
    found: dict[str, str] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return found


def speak(language: str) -> None:
    """Set the language of this run."""
    _spoken.set(language)


def language() -> str:
    """Language of this run."""
    return _spoken.get()


def t(key: str, /, **values: object) -> str:
    """A message in the language of this run, English where it is missing; ``KeyError`` if no language has it."""
    found = catalogue(language()).get(key) or catalogue("en")[key]
    return found.format(**values) if values else found


def label(name: str, code: object) -> str:
    """Label of a vocabulary code in the language of this run; empty for none."""
    return vocabulary.label(name, str(code), language()) if code is not None else ""


def plain(text: object) -> str:
    """Text from data, safe inside Markdown: every character that Markdown reads is escaped."""
    return "".join(f"\\{c}" if c in _SPECIAL else c for c in str(text)).replace("\n", " ")


_SPECIAL: Final = frozenset("\\`*_{}[]()<>#+-.!|~:$&^\"'=@")
