"""Dates as governments print them: English, ISO, Japanese with eras and full-width digits, spreadsheet serials."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final

from datasets import dates
from loaders.cleaning import half_width

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}  # fmt: skip
ERAS: Final = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
KANJI: Final = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"元": "1"}
EXCEL_DAY_ZERO: Final = dt.date(1899, 12, 30)

_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ].*|Z|[+-]\d{2}:\d{2})?")
_SLASHED = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ENGLISH = re.compile(r"(?:(\d{1,2})\.? )?([A-Za-z]{3,9})\.? (\d{4})")
_ENGLISH_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}), ?(\d{4})")
_JAPANESE = re.compile(
    r"(?:(明治|大正|昭和|平成|令和)([\d元〇一二三四五六七八九十]+)|(\d{4}))年(?:(\d{1,2}|[一二三四五六七八九十]+)月(?:(\d{1,2}|[一二三四五六七八九十]+)日)?)?"
)
_KOREAN = re.compile(r"(\d{4})년(?:(\d{1,2})월(?:(\d{1,2})일)?)?")
_YEAR = re.compile(r"\d{4}")


def _build(year: int, month: int | None, day: int | None) -> dates.PartialDate | None:
    text = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")
    try:
        return dates.parse(text)
    except dates.DateError:
        return None


def _integer(text: str | None) -> int | None:
    """Arabic or kanji numerals up to 99 (``二十七``)."""
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if ten:
        return int(KANJI.get(tens, "1")) * 10 + int(KANJI.get(ones, "0") if ones else 0)
    return int("".join(KANJI[c] for c in text if c in KANJI) or 0)


def japanese(text: str) -> dates.PartialDate | None:
    """The first Japanese date in a text: ``2022 年 03 月01 日``, ``令和四年三月一日``, ``１９６６年``."""
    found = _JAPANESE.search(re.sub(r"\s+", "", half_width(text)))
    if not found:
        return None
    era, era_year, year = found[1], found[2], found[3]
    whole = int(year) if year else ERAS[era] + (_integer(era_year) or 0)
    return _build(whole, _integer(found[4]), _integer(found[5]))


def excel_serial(number: float) -> dates.PartialDate | None:
    """A spreadsheet's day number (``16358`` = 1944-10-13)."""
    if not 1 <= number < 2_958_466:
        return None
    day = (EXCEL_DAY_ZERO + dt.timedelta(days=int(number))).isoformat()
    return dates.parse(day)


@lru_cache(maxsize=4096)
def published(text: str) -> dates.PartialDate | None:
    """A date in one of the forms the official lists use; ``None`` if it is none of them.

    ``10/21/2022`` is month, day, year (United States); ``21/10/2022`` can only be day, month, year.
    """
    text = " ".join(half_width(text).split())
    for pattern in (_ISO, _SLASHED, _COMPACT):
        if found := pattern.fullmatch(text):
            return _build(*(int(part) if part else None for part in found.groups()))  # type: ignore[arg-type]
    if found := _AMERICAN.fullmatch(text):
        first, second, year = map(int, found.groups())
        month, day = (first, second) if first <= 12 else (second, first)
        return _build(year, month, day)
    return (
        _english(text)
        or japanese(text)
        or _korean(text)
        or (_build(int(text), None, None) if _YEAR.fullmatch(text) else None)
    )


def day_first(text: str) -> dates.PartialDate | None:
    """A date written day/month/year (European Union): ``05/08/2026`` is 5 August."""
    found = _AMERICAN.fullmatch(text.strip())
    return _build(int(found[3]), int(found[2]), int(found[1])) if found else published(text)


def _english(text: str) -> dates.PartialDate | None:
    if found := _ENGLISH.fullmatch(text):
        month = MONTHS.get(found[2].casefold())
        return _build(int(found[3]), month, int(found[1]) if found[1] else None) if month else None
    if found := _ENGLISH_MONTH_FIRST.fullmatch(text):
        month = MONTHS.get(found[1].casefold())
        return _build(int(found[3]), month, int(found[2])) if month else None
    return None


def _korean(text: str) -> dates.PartialDate | None:
    found = _KOREAN.search(re.sub(r"\s+", "", text))
    return _build(*(int(part) if part else None for part in found.groups())) if found else None  # type: ignore[arg-type]


def birth_years(text: str) -> tuple[int, ...]:
    """Every year named in a text about a birth, each once; a range gives its first and last year."""
    years = (int(found) for found in re.findall(r"(?<!\d)(1[89]\d\d|20[0-2]\d)(?!\d)", half_width(text)))
    return tuple(dict.fromkeys(years))
