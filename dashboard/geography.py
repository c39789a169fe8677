"""Country codes and names, from the library that knows them (CLDR)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.core import get_global

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _alpha3() -> Mapping[str, str]:
    """ISO 3166 alpha-3 by alpha-2."""
    aliases = get_global("territory_aliases")
    return {two[0]: three for three, two in aliases.items() if len(three) == 3 and three.isalpha() and len(two) == 1}


@cache
def _locale(language: str) -> Locale:
    return Locale(language)


def alpha3(code: str) -> str | None:
    """ISO 3166 alpha-3 of an alpha-2 code; ``None`` for none."""
    return _alpha3().get(code)


def country(code: str, language: str) -> str:
    """Name of a country in a language; the code itself where it is none."""
    return str(_locale(language).territories.get(code, code))
