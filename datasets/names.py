"""Names across scripts: which script a name is in, and how two spellings of it are compared."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_SCRIPTS: Final = (
    ("hangul", re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")),
    ("kana", re.compile("[\u3041-\u309f\u30a1-\u30fa\u30fd-\u30ff\uff66-\uff9d]")),
    ("kanji", re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005]")),
    ("cyrillic", re.compile("[\u0400-\u052f]")),
)
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a]")
_LETTER: Final = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=8192)
def script_of(text: str) -> str:
    """Writing system of a name: the rarest of those in it, Latin before it counts as another.

    Returns:
        A code of vocabulary ``script``: Hangul wins over kana, kana over kanji, kanji over Cyrillic, Cyrillic over
        Latin, so that ``OOO ЧХОЛСАН`` is Cyrillic. Digits and signs alone are Latin.
    """
    if text.isascii():
        return "latin"
    for script, pattern in _SCRIPTS:
        if pattern.search(text):
            return script
    return "latin" if _LATIN.search(text) or not _LETTER.search(text) else "other"
