"""One item of a Korean annex: a name and, in brackets, what is known, in styles that changed over the years.

Hangul and romanised names are kept apart. A Hangul word counts as a name of a person only if it can be one: two to four
syllables that do not end like an office, a bank or a firm.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from datasets.names import script_of
from loaders.cleaning import country, country_of_address, tidy
from loaders.lists.entry import Identifier, Kind
from loaders.lists.privacy import redact

if TYPE_CHECKING:
    from loaders.lists.draft import Draft

_TAG: Final = re.compile(r"\[([A-Z][A-Za-z0-9.\-]{1,30})\]")
_HEAD_END: Final = re.compile(
    r"\s*(?:[（(\[;]|,?\s*\bDOB\b|,?\s*\b[af]\.k\.a\b|\blink(?:ed)? to\b|\s생년월일|,\s*(?:c/o|[A-Z][a-z]+,\s)|\s*[\"“])"
)
_AKA: Final = re.compile(r"""\b[afn]\.k\.a\.?,?\s*["“]?(.+?)["”]?(?=[;；（(）)\]]|\s+[afn]\.k\.a\.?|$)""")
_MARKED: Final = re.compile(r"""(?<=[("“;（])\s*([가-힣]+(?:[ ·][가-힣]+)*)\s*(?=[)"”;,）])""")
_HANGUL: Final = re.compile(r"[가-힣]+(?:[ ·][가-힣]+)*")
_ROMANISED: Final = re.compile(
    r"\s*[(（](?![afn]\.k\.a|DOB|nationality|individual|entity)([A-Z][A-Za-z'’,. -]+?)\s*[;)）]"
)
_CYRILLIC: Final = re.compile(r"Cyrillic:\s*([^;)\]]+)")
_PERSON: Final = re.compile(
    r"\(individual\)|\bDOB\b|\bGender\b|\bnationality\b|\bcitizen\b|\bPassport\b|생년월일|여권", re.IGNORECASE
)
_FIRM: Final = re.compile(
    r"\b(?:CO|LTD|LLC|INC|CORP|CORPORATION|COMPANY|BANK|TRADING|SHIPPING|OOO|PTE|SARL|S\.R\.O|GROUP|INSTITUTE|BUREAU|STUDIO|OFFICE"
    r"|ACADEMY|MINISTRY|DEPARTMENT|FUND|CENTER|CENTRE|MANAGEMENT)\b|TRADINGCOMPANY|회사|은행|무역|총국|연구소",
    re.IGNORECASE,
)
_VESSEL: Final = re.compile(r"\(vessel\)|\bVessel (?:Type|Flag|Registration)\b|선박\)", re.IGNORECASE)
_OFFICE: Final = re.compile(
    r"(?:은행|회사|총국|과학원|위원회|무역|연구소|대학|대표부|총회사|기업|공사|학원|검찰소|국|부|원|처)$"
)
_PLACE: Final = re.compile(
    r"\b(?:nationality|citizen)\s+([A-Z][A-Za-z ,.'’-]*?)(?=\s*(?:;|\)|\]|\(|,\s*[가-힣]|$|alt\.|Gender|citizen|Passport|DOB))"
)
_IMO: Final = re.compile(r"\bIMO\D{0,10}(\d{7})\b")
_SWIFT: Final = re.compile(r"\bSWIFT(?:/BIC)?[:\s]+([A-Z0-9]{8,11})\b")
_BIRTH: Final = re.compile(r"(?:\bDOB\b|생년월일)[:\s]*([^;)\]]+)")


def take_item(text: str, draft: Draft) -> None:
    """Read one item into a draft.

    Args:
        text: The item in one line, without its number.
        draft: The entry to fill.
    """
    draft.programmes = list(dict.fromkeys(_TAG.findall(text)))
    body = _TAG.sub("", text)
    end = _HEAD_END.search(body)
    head = body[: end.start()] if end else body
    draft.kind = kind_of(head, text)
    for position, name in enumerate(by_script(head)):
        draft.name(name, strength="primary" if position == 0 else "alias")
    rest = body[len(head) :]
    if romanised := _ROMANISED.match(rest) if draft.names and draft.names[0].script == "hangul" else None:
        draft.name(tidy(romanised[1]), strength="alias")
    for alias in _AKA.findall(rest):
        for name in by_script(alias):
            draft.name(name, strength="alias")
    for name in _MARKED.findall(rest):
        if draft.kind == "entity" or can_be_a_person(name):
            draft.name(name, strength="alias", language="ko")
    for name in _CYRILLIC.findall(rest):
        draft.name(tidy(name), strength="alias")
    _facts(rest, draft)


def kind_of(head: str, text: str) -> Kind | None:
    """What the words say the item is; a firm that names its ships is no ship."""
    if _FIRM.search(head):
        return "entity"
    if _PERSON.search(text):
        return "person"
    if _VESSEL.search(text):
        return "vessel"
    return "entity" if "(entity)" in text.casefold() or "단체)" in text else None


def by_script(text: str) -> list[str]:
    """A printed name as its romanised and its Hangul part, each whole."""
    hangul = [found.strip() for found in _HANGUL.findall(text)]
    other = tidy(_HANGUL.sub(" ", text)).strip(" ,.;:\"“”'()（）")
    names = [other] if (other and script_of(other) != "latin") or re.search(r"[A-Za-z]{2}|\d", other) else []
    return [name for name in (*names, *hangul) if name]


def can_be_a_person(name: str) -> bool:
    """Whether a Hangul word can be a person's name: two to four syllables, not the end of an office's name."""
    syllables = name.replace(" ", "")
    return (
        2 <= len(syllables) <= 4
        and (len(syllables) <= 3 or not _OFFICE.search(syllables))
        and not _FIRM.search(syllables)
    )


def _facts(rest: str, draft: Draft) -> None:
    for place in _PLACE.findall(rest):
        draft.country(tidy(place).rstrip(", "), reader=country)
    if draft.kind != "person":
        for part in re.split(r"[;()\[\]]", rest):
            if "," in part and not _AKA.search(part) and (code := country_of_address(part.strip())):
                draft.country(tidy(part).lstrip(", "), reader=lambda _text, code=code: code)  # type: ignore[misc]
    for found in _BIRTH.findall(rest):
        draft.birth(found)
    for digits in _IMO.findall(rest):
        draft.identifier(Identifier("imo" if draft.kind == "vessel" else "company_imo", digits))
    for code in _SWIFT.findall(rest):
        draft.identifier(Identifier("swift", code))
    words = redact(tidy(rest.strip(" ()（）;,")))
    if words:
        draft.remarks.append(words)
