"""Consolidated Screening List of the United States (International Trade Administration): CSV, gzip or plain, and JSON.

It gathers lists of Treasury, Commerce and State. Its ids repeat where a target stands on two of them; the source list
is the part. No JSON copy was at hand: its form follows the published description of the service.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from loaders.cleaning import country, imo_number
from loaders.lists import tables
from loaders.lists.draft import Draft, dated
from loaders.lists.entry import Identifier, Kind
from loaders.lists.errors import ListError
from loaders.lists.ids import derived_id
from loaders.lists.json_stream import records as json_records
from loaders.lists.ofac.labels import identifier, is_fact, is_private
from loaders.lists.paths import one_file
from loaders.lists.privacy import BLANK, redact, years_only
from loaders.lists.reading import Reading
from loaders.lists.records import Record
from loaders.published_dates import published

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from loaders.lists.entry import Entry

LIST: Final = "us-csl"
REQUIRED: Final = ("source", "name", "type", "programs", "addresses", "alt_names", "ids")
KINDS: Final[dict[str, Kind]] = {"Individual": "person", "Entity": "entity", "Vessel": "vessel", "Aircraft": "aircraft"}
PART: Final = re.compile(r"\((\w[\w-]*(?: \w+)?)\)")
RAW_ONLY: Final = (
    "standard_order", "vessel_type", "gross_tonnage", "gross_registered_tonnage", "source_list_url",
    "source_information_url", "places_of_birth",
)  # fmt: skip
WORDS: Final = ("title", "remarks", "license_requirement", "license_policy")
_TYPED_COUNTRY = re.compile(r"([A-Z]{2}), (.+)")


def read(path: Path) -> Reading:
    """Open the list; the form is told by content.

    Raises:
        ListError: If there is no such file.
    """
    return Reading(list_name=LIST, path=one_file(path, (".csv", ".csv.gz", ".json")), produce=_entries)


def _entries(reading: Reading) -> Iterator[Entry]:
    with tables.opened(reading.path) as text:
        start = text.read(tables.HEAD).lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        yield from _json(reading)
        return
    tables.note_cut(reading)
    with tables.opened(reading.path) as text:
        for line, row in tables.dict_rows(text, reading.path, required=REQUIRED):
            yield _entry({name: cell for name, cell in row.items() if cell}, f"row {line}", reading)


def _json(reading: Reading) -> Iterator[Entry]:
    with tables.opened(reading.path) as text:
        for position, fields in enumerate(json_records(text, "results", path=reading.path), start=1):
            missing = [name for name in ("source", "name") if not fields.get(name)]
            if missing:
                raise ListError("the record lacks it", file=reading.path, record=position, field=missing[0])
            yield _entry(
                {name: value for name, value in fields.items() if value not in (None, "", [])}, f"{position}", reading
            )


def _entry(raw: dict[str, Any], where: str, reading: Reading) -> Entry:
    record = Record(raw)
    source, name = _words(record, "source"), _words(record, "name")
    if not source or not name:
        raise ListError("the record has no source or no name", file=reading.path, record=where)
    start = _words(record, "start_date")
    number = _words(record, "_id") or _words(record, "id") or ""
    number = number or record.text("entity_number") or derived_id(LIST, source, name, start or "")
    found = PART.search(source)
    draft = Draft(LIST, number, kind=KINDS.get(_words(record, "type") or ""), part=found[1] if found else source)
    draft.name(name)
    for alias in _many(record, "alt_names"):
        draft.name(alias, strength="alias")
    draft.programmes = _many(record, "programs")
    draft.legal_basis = [notice] if (notice := _words(record, "federal_register_notice")) else []
    draft.listed, end = dated(start, published), dated(_words(record, "end_date"), published)
    if end:
        draft.remarks.append(f"ends {end.raw}")
    for label in WORDS:
        if text := _words(record, label):
            draft.remarks.append(redact(text))
            raw[label] = redact(text)
    _places(record, draft)
    _vessel(record, draft)
    _births(record, raw, draft)
    _documents(record, raw, draft)
    record.raw_only(*RAW_ONLY, "entity_number")
    return draft.entry(raw, record.close())


def _words(record: Record, name: str) -> str | None:
    value = record.take(name)
    return " ".join(str(value).split()) or None if isinstance(value, (str, int, float)) else None


def _many(record: Record, name: str) -> list[str]:
    """A list: of JSON an array, of CSV one cell joined by ``; ``."""
    value = record.take(name)
    parts = value.split("; ") if isinstance(value, str) else value if isinstance(value, list) else []
    return [" ".join(str(part).split()) for part in parts if part and str(part).strip()]


def _places(record: Record, draft: Draft) -> None:
    value = record.take("addresses")
    for address in value if isinstance(value, list) else str(value or "").split("; "):
        if isinstance(address, dict):
            draft.country(address.get("country") or None)
        elif address:
            code = str(address).rsplit(",", 1)[-1].strip()
            draft.country(code if len(code) == 2 and country(code) else None)
    for group in ("citizenships", "nationalities"):
        for code in _many(record, group):
            draft.country(code)
    draft.country(_words(record, "country"))


def _vessel(record: Record, draft: Draft) -> None:
    draft.country(_words(record, "vessel_flag"))
    if sign := _words(record, "call_sign"):
        draft.identifier(identifier("Vessel Call Sign", sign, draft.kind))
    if owner := _words(record, "vessel_owner"):
        draft.remarks.append(f"Vessel owner {owner}")


def _births(record: Record, raw: dict[str, Any], draft: Draft) -> None:
    births = _many(record, "dates_of_birth")
    for birth in births:
        draft.birth(birth)
    if births:
        raw["dates_of_birth"] = "; ".join(years_only(birth) for birth in births)
    if "places_of_birth" in raw:
        raw["places_of_birth"] = BLANK


def _documents(record: Record, raw: dict[str, Any], draft: Draft) -> None:
    value = record.take("ids")
    kept: list[Any] = []
    for document in value if isinstance(value, list) else str(value or "").split("; "):
        if isinstance(document, dict):
            kept.append(_json_document(document, draft))
        elif document:
            kept.append(_csv_document(str(document), draft))
    if kept:
        raw["ids"] = kept if isinstance(value, list) else "; ".join(kept)


def _json_document(document: dict[str, Any], draft: Draft) -> dict[str, Any]:
    label, number = str(document.get("type") or ""), str(document.get("number") or "")
    _file(label, number, draft)
    private = is_private(label, draft.kind)
    hidden = ("number", "issue_date", "expiration_date") if private else ()
    return {name: BLANK if name in hidden and part else part for name, part in document.items()}


def _csv_document(document: str, draft: Draft) -> str:
    """``IMO 8132835, Vessel Registration Identification`` or ``KP, 927234267, Passport``."""
    rest, _comma, label = document.rpartition(", ")
    found = _TYPED_COUNTRY.fullmatch(rest)
    number = found[2] if found else rest
    if not rest:
        return redact(document)
    _file(label, number, draft)
    if is_private(label, draft.kind):
        return f"{found[1] + ', ' if found else ''}{BLANK}, {label}"
    return document


def _file(label: str, number: str, draft: Draft) -> None:
    if is_fact(label):
        if "anctions" in label or label.startswith("Executive Order"):
            draft.remarks.append(f"{label} {number}")
        return
    imo = imo_number(number) if number.startswith("IMO") else None
    if imo and draft.kind != "person":
        draft.identifier(Identifier("company_imo" if draft.kind == "entity" else "imo", imo))
    else:
        draft.identifier(identifier(label, number, draft.kind))
