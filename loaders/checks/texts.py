"""Texts for readers: in all three languages, each in its own script, short and in our own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from datasets.columns import LANGUAGES
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from loaders.checks.common import Fault
    from loaders.curated import Record

MAX_SUMMARY_WORDS: Final = 60
MAX_SUMMARY_SIGNS: Final = 200
"""Characters of a Japanese or Korean summary; sixty English words are about as long."""
MAX_LEFT_OVER: Final = 6
QUOTES: Final = re.compile(r"[“”\"«»「」『』]")
HANGUL, KANA_KANJI = re.compile(r"[가-힣]"), re.compile(r"[぀-ヿ一-鿿]")
KANA: Final = re.compile(r"[ぁ-ゟ゠-ヿ]")
LETTERS: Final = re.compile(r"[^\W\d_]")
OWN_SHARE: Final = 0.4
"""Least part of the letters of a summary that are in its own script; the rest are names and units."""
LATIN: Final = r"[A-Za-z][A-Za-z’'.-]*"
ENGLISH: Final = re.compile(rf"{LATIN}(?:[ ,]+{LATIN}){{{MAX_LEFT_OVER},}}")
JOINING: Final = frozenset(re.findall(r"\w+", "a an and at by de for in la of on or the to und with"))
"""Words that stand in names without a capital letter."""
SCRIPT: Final = {"ja": KANA_KANJI, "ko": HANGUL}
STEMS: Final = ("title", "summary", "name", "grounds", "definition")


def _all_languages(record: Record) -> Iterator[Fault]:
    """A text that is there in one language and not in another."""
    for stem in STEMS:
        given = [lang for lang in LANGUAGES if record.row.get(f"{stem}_{lang}")]
        missing = [lang for lang in LANGUAGES if f"{stem}_{lang}" in TABLES[record.table].names and lang not in given]
        if given and missing:
            yield f"{stem}_{missing[0]}", f"is missing; {stem} is there in {', '.join(given)}"


def _languages(record: Record) -> Iterator[Fault]:
    """Texts in the wrong script, untranslated, too long, or quoting."""
    for name, value in record.row.items():
        stem, _, language = name.rpartition("_")
        if not isinstance(value, str) or language not in LANGUAGES or stem not in STEMS:
            continue
        if stem == "name":
            continue
        if language in SCRIPT:
            yield from ((name, fault) for fault in _translation(record, stem, language, value))
        if stem == "summary":
            yield from ((name, fault) for fault in _own_words(language, value))


def _translation(record: Record, stem: str, language: str, value: str) -> Iterator[str]:
    """What shows that a text was not translated, or not whole."""
    if not SCRIPT[language].search(value):
        yield "is not in its language"
    elif value == record.row.get(f"{stem}_en"):
        yield "equals the English text"
    elif stem == "summary" and len(SCRIPT[language].findall(value)) < OWN_SHARE * len(LETTERS.findall(value)):
        yield f"is mostly not in its language (less than {OWN_SHARE:.0%} of its letters)"
    other = KANA if language == "ko" else HANGUL
    if other.search(value):
        yield f"holds {'Japanese' if language == 'ko' else 'Korean'} letters: {other.findall(value)[0]!r}"
    for run in ENGLISH.findall(value):
        if any(word[:1].islower() and word not in JOINING for word in re.split(r"[ ,]+", run)):
            yield f"holds English left over: {run[:60]!r}"


def _own_words(language: str, value: str) -> Iterator[str]:
    """What shows that a summary is long or somebody else's."""
    if language == "en" and len(value.split()) > MAX_SUMMARY_WORDS:
        yield f"has {len(value.split())} words; say it in at most {MAX_SUMMARY_WORDS}"
    if language != "en" and len(value) > MAX_SUMMARY_SIGNS:
        yield f"has {len(value)} characters; say it in at most {MAX_SUMMARY_SIGNS}"
    if QUOTES.search(value):
        yield "quotes; say it in our own words"


RULES: Final[tuple[Callable[[Record], Iterator[Fault]], ...]] = (_all_languages, _languages)
