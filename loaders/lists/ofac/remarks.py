"""The remarks of OFAC's flat files: births, nationalities, documents, wallets, weak aliases and ties in one text.

Parts are separated by ``; `` and most begin with the label that the XML forms print as a type. What no label claims
is kept as words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from loaders.lists.ofac.labels import FACTS, PRIVATE, PUBLIC, WALLET, identifier, is_private
from loaders.lists.privacy import BLANK, redact, years_only

if TYPE_CHECKING:
    from loaders.lists.draft import Draft

_LABELS: Final = tuple(sorted({*PUBLIC, *PRIVATE}, key=lambda label: -len(label)))
_BY_WORD: Final[dict[str, tuple[str, ...]]] = {
    word: tuple(label for label in _LABELS if label.split(" ", 1)[0] == word)
    for word in {label.split(" ", 1)[0] for label in _LABELS}
}
_COUNTRY: Final = re.compile(r"\s*\(([^()]+)\)")
_DATES: Final = re.compile(r"\s*\b(?:issued|expires)\b.*$")
_WEAK: Final = re.compile(r"""(?:a|f|n)\.k\.a\. ['"](.+?)['"]\.?""")
_NATIONALITY: Final = (
    "nationality ",
    "citizen ",
    "Nationality of Registration ",
    "Former Vessel Flag ",
    "Vessel Flag ",
)


def read_remarks(remarks: str, draft: Draft) -> str:
    """Read every part into the draft.

    Returns:
        The remarks with private numbers, birth days and birth places blanked.
    """
    parts = remarks.removesuffix(".").split("; ")
    return "; ".join(_part(part, draft) for part in parts) + "."


def _part(part: str, draft: Draft) -> str:
    text = part.removeprefix("alt. ").lstrip()
    if text.startswith("DOB "):
        draft.birth(text)
        return f"DOB {years_only(text)}"
    if text.startswith("POB "):
        return f"POB {BLANK}"
    if text.startswith(_NATIONALITY):
        return _nationality(part, text, draft)
    if weak := _WEAK.match(text):
        draft.name(weak[1], strength="weak")
        return part
    label = label_of(text)
    if label is None:
        return _words(part, text, draft)
    return _document(part, text, label, draft)


def _nationality(part: str, text: str, draft: Draft) -> str:
    prefix = next(prefix for prefix in _NATIONALITY if text.startswith(prefix))
    draft.country(text.removeprefix(prefix).rstrip("."))
    return part


def _words(part: str, text: str, draft: Draft) -> str:
    kept = redact(part)
    if "Gender " not in text[:7]:
        draft.remarks.append(kept.removeprefix("alt. "))
    return kept


def _document(part: str, text: str, label: str, draft: Draft) -> str:
    rest = text[len(label) :]
    number = _COUNTRY.sub("", _DATES.sub("", rest)).strip()
    draft.identifier(identifier(label, number, draft.kind))
    if is_private(label, draft.kind):
        country = _COUNTRY.search(rest)
        return f"{label} {BLANK}" + (f" ({country[1]})" if country else "")
    return part


@lru_cache(maxsize=4096)
def _labels_at(word: str) -> tuple[str, ...]:
    return _BY_WORD.get(word, ())


def label_of(text: str) -> str | None:
    """The longest known label a part begins with; ``None`` if it begins with words or a fact."""
    if text.startswith(WALLET):
        return text[: len(WALLET) + 3 + len(text[len(WALLET) + 3 :].split(" ", 1)[0])]
    for label in _labels_at(text.split(" ", 1)[0]):
        if text.startswith(label) and text[len(label) : len(label) + 1] in (" ", ""):
            return None if label.startswith(FACTS) else label
    return None
