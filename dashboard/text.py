"""The words of the interface in English, Japanese and Korean."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from datasets import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = Path(__file__).parent / "locales"
NAMES: Final = {"en": "English", "ja": "日本語", "ko": "한국어"}
LANG_KEY: Final = "_lang"


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All messages of a language by key."""
    found: dict[str, str] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return found


def language() -> str:
    """Language of this run."""
    return str(st.session_state.get(LANG_KEY, "en"))


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
