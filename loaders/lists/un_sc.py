"""Consolidated list of the United Nations Security Council (XML, no namespace)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from loaders.cleaning import tidy
from loaders.lists.draft import Draft, dated
from loaders.lists.entry import Identifier, Kind, Strength
from loaders.lists.errors import ListError
from loaders.lists.paths import one_file
from loaders.lists.privacy import BLANK, redact, years_only
from loaders.lists.reading import Reading
from loaders.lists.records import Data, Record
from loaders.lists.xml import elements, leftovers_of, require_root, to_fields
from loaders.published_dates import published

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from loaders.lists.entry import Entry

LIST: Final = "un-sc"
ROOT: Final = "CONSOLIDATED_LIST"
KINDS: Final[dict[str, Kind]] = {"INDIVIDUAL": "person", "ENTITY": "entity"}
NAME_FIELDS: Final = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
NO_VALUE: Final = ("na", "n/a", "none")
_COMPANY_IMO = re.compile(r"\bIMO\)?(?: number| No\.?)?\s*:?\s*(\d{7})", re.IGNORECASE)
_SWIFT = re.compile(r"\bSWIFT(?:/BIC)?\s*:?\s*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b")


def read(path: Path) -> Reading:
    """Open the list.

    Raises:
        ListError: If the root element is another.
    """
    file = one_file(path, (".xml",))
    require_root(file, (ROOT,))
    return Reading(list_name=LIST, path=file, produce=_entries)


def _entries(reading: Reading) -> Iterator[Entry]:
    for name, element in elements(reading.path, tuple(KINDS)):
        if reading.version_raw is None:
            reading.version_raw = element.getroottree().getroot().get("dateGenerated")
            reading.version = published(reading.version_raw or "")
        if name:
            yield _entry(to_fields(element), name, reading)
        else:
            for path in leftovers_of(element, containers=("INDIVIDUALS", "ENTITIES")):
                reading.left(path)


def _entry(raw: dict[str, Any], tag: str, reading: Reading) -> Entry:
    record = Record(raw)
    number = record.text("REFERENCE_NUMBER") or record.text("DATAID")
    if not number:
        raise ListError("a record has no reference number", file=reading.path, field="REFERENCE_NUMBER")
    draft = Draft(LIST, number, kind=KINDS[tag], part=record.text("UN_LIST_TYPE"))
    draft.programmes = [draft.part] if draft.part else []
    parts = [text for field in NAME_FIELDS if (text := record.text(field))]
    draft.name(tidy(" ".join(parts)))
    if not draft.names:
        raise ListError("the record has no name", file=reading.path, record=number, field="FIRST_NAME")
    draft.name(_tidied(record.text("NAME_ORIGINAL_SCRIPT")), strength="alias")
    for alias in record.children(f"{tag}_ALIAS"):
        strength: Strength = "weak" if alias.text("QUALITY") == "Low" else "alias"
        draft.name(_tidied(alias.text("ALIAS_NAME")), strength=strength)
        alias.raw_only("CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", "DATE_OF_BIRTH", "NOTE")
    draft.listed = dated(record.text("LISTED_ON"), published)
    draft.delisted = dated(record.text("DELISTED_ON"), published)
    _words(record, draft)
    _places(record, draft, tag)
    for birth in record.children("INDIVIDUAL_DATE_OF_BIRTH"):
        years = [birth.text(field) for field in ("YEAR", "FROM_YEAR", "TO_YEAR", "DATE")]
        draft.birth(" ".join(year for year in years if year))
        birth.raw_only("TYPE_OF_DATE", "NOTE")
    record.raw_only(
        "DATAID", "VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD", "LIST_TYPE", "LAST_DAY_UPDATED", "GENDER", "SUBMITTED_ON",
        "SUBMITTED_BY", "INDIVIDUAL_PLACE_OF_BIRTH", "INDIVIDUAL_DOCUMENT", "NAME_ORIGINAL_SCRIPT",
    )  # fmt: skip
    _blank(raw, tag)
    return draft.entry(raw, record.close())


def _tidied(text: str | None) -> str | None:
    return tidy(text) if text and text.casefold() not in NO_VALUE else None


def _words(record: Record, draft: Draft) -> None:
    for field in ("TITLE", "DESIGNATION"):
        for group in record.children(field):
            draft.remarks += [redact(tidy(text)) for text in group.texts("VALUE")]
    comment = record.text("COMMENTS1")
    if comment:
        draft.remarks.append(redact(tidy(comment)))
        for found in _COMPANY_IMO.findall(comment) if draft.kind == "entity" else ():
            draft.identifier(Identifier("company_imo", found))
        for code in _SWIFT.findall(comment):
            draft.identifier(Identifier("swift", code))


def _places(record: Record, draft: Draft, tag: str) -> None:
    for group in record.children("NATIONALITY"):
        for text in group.texts("VALUE"):
            draft.country(_tidied(text))
    for address in record.children(f"{tag}_ADDRESS"):
        draft.country(_tidied(address.text("COUNTRY")))
        address.raw_only("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "NOTE")


def _blank(raw: dict[str, Any], tag: str) -> None:
    """Blank documents, birth days and birth places in the raw record, in place."""
    for group in ("INDIVIDUAL_DOCUMENT", "INDIVIDUAL_PLACE_OF_BIRTH"):
        if group in raw:
            raw[group] = [_blanked(one) for one in _listed(raw[group])]
    for birth in _listed(raw.get("INDIVIDUAL_DATE_OF_BIRTH")):
        if isinstance(birth, dict):
            birth.update({field: years_only(str(birth[field])) for field in ("DATE", "NOTE") if birth.get(field)})
    for alias in _listed(raw.get(f"{tag}_ALIAS")):
        if isinstance(alias, dict):
            hidden = ("CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", "NOTE")
            alias.update({field: BLANK for field in hidden if alias.get(field)})
            alias.update(
                {"DATE_OF_BIRTH": years_only(str(alias["DATE_OF_BIRTH"]))} if alias.get("DATE_OF_BIRTH") else {}
            )
    if isinstance(raw.get("COMMENTS1"), str):
        raw["COMMENTS1"] = redact(raw["COMMENTS1"])


def _blanked(value: Data) -> Data:
    """A document or place of birth: its type and country stay, the rest goes."""
    if not isinstance(value, dict):
        return BLANK if value else value
    kept = ("TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "ISSUING_COUNTRY", "COUNTRY_OF_ISSUE")
    return {field: text if field in kept or not text else BLANK for field, text in value.items()}


def _listed(value: Data) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
