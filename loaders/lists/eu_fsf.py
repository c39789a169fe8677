"""Consolidated financial sanctions file of the European Union: XML 1.1 and CSV 1.1.

Both forms are read into the same records, the elements of the XML. The CSV has one row per name, birth, address and
document and is grouped back; no copy of it was at hand, its columns follow the published description.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from loaders.cleaning import compact, imo_number
from loaders.lists import eu_fsf_csv
from loaders.lists.draft import Draft, dated
from loaders.lists.entry import Identifier, Kind, Strength
from loaders.lists.errors import ListError
from loaders.lists.paths import one_file
from loaders.lists.privacy import BLANK, redact
from loaders.lists.reading import Reading
from loaders.lists.records import Data, Record
from loaders.lists.xml import elements, leftovers_of, require_root, to_fields
from loaders.published_dates import day_first, published

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from loaders.lists.entry import Entry

LIST: Final = "eu-fsf"
ROOT: Final = "export"
KINDS: Final[dict[str, Kind]] = {"P": "person", "E": "entity", "person": "person", "enterprise": "entity"}
UNKNOWN_COUNTRY: Final = "00"
IDENTIFIER_TYPES: Final = {
    "imo": "imo", "swiftbic": "swift", "regnumber": "registration", "fiscalcode": "tax", "tradelic": "registration",
}  # fmt: skip
COMMON: Final = ("@logicalId", "@regulationLanguage", "regulationSummary")
WHERE: Final = ("@region", "@city", "@zipCode", "@place", "@countryDescription")
BIRTH_PLACES: Final = ("@city", "@place", "@region", "@zipCode", "@countryIso2Code", "@countryDescription")


def read(path: Path) -> Reading:
    """Open the file; the form is told by content.

    Raises:
        ListError: If it is neither.
    """
    file = one_file(path, (".xml", ".csv"))
    if eu_fsf_csv.looks_like_csv(file):
        return Reading(list_name=LIST, path=file, produce=_from_csv)
    require_root(file, (ROOT,))
    return Reading(list_name=LIST, path=file, produce=_from_xml)


def _from_xml(reading: Reading) -> Iterator[Entry]:
    for name, element in elements(reading.path, ("sanctionEntity",)):
        if name:
            if reading.version_raw is None:
                root = element.getroottree().getroot()
                reading.version_raw = root.get("generationDate")
                reading.version = published(reading.version_raw or "")
            yield _entry(to_fields(element), reading)
        else:
            for path in leftovers_of(element):
                reading.left(path)


def _from_csv(reading: Reading) -> Iterator[Entry]:
    for raw in eu_fsf_csv.records(reading):
        if reading.version_raw is None:
            reading.version_raw = raw.pop("@fileGenerationDate", None)
            reading.version = day_first(reading.version_raw or "")
        raw.pop("@fileGenerationDate", None)
        yield _entry(raw, reading)


def _entry(raw: dict[str, Any], reading: Reading) -> Entry:
    record = Record(raw)
    logical = record.text("@logicalId")
    number = record.text("@euReferenceNumber") or logical
    if not number:
        raise ListError(
            "a record has no reference number and no logical id", file=reading.path, field="euReferenceNumber"
        )
    draft = Draft(LIST, number)
    draft.listed = dated(record.text("@designationDate"), published)
    draft.delisted = dated(record.text("@delistingDate"), published)
    for subject in record.children("subjectType"):
        code, classification = subject.text("@code") or "", subject.text("@classificationCode") or ""
        draft.kind = KINDS.get(code) or KINDS.get(classification)
    _regulations(record, draft)
    _names(record, draft)
    if not draft.names:
        raise ListError("the record has no name", file=reading.path, record=number, field="nameAlias/@wholeName")
    for label in ("@designationDetails",):
        draft.remarks += [redact(text)] if (text := record.text(label)) else []
    draft.remarks += [redact(text) for text in record.texts("remark")]
    _places(record, draft)
    _births(record, draft)
    _documents(record, draft)
    record.raw_only("@unitedNationId")
    _blank(raw, draft.kind)
    return draft.entry(raw, record.close())


def _regulations(record: Record, draft: Draft) -> None:
    for regulation in record.children("regulation"):
        draft.programmes += [code] if (code := regulation.text("@programme")) else []
        draft.legal_basis += [title] if (title := regulation.text("@numberTitle")) else []
        regulation.raw_only(
            "@regulationType", "@organisationType", "@publicationDate", "@entryIntoForceDate", "publicationUrl", "corrigendum",
            "@logicalId", "remark", "additionalInformation",
        )  # fmt: skip


def _names(record: Record, draft: Draft) -> None:
    """Strong names first, of them the English or unmarked ones; the first of all becomes primary."""
    found: list[tuple[int, str, Strength, str | None]] = []
    for alias in record.children("nameAlias"):
        parts = [alias.text(field) for field in ("@firstName", "@middleName", "@lastName")]
        text = alias.text("@wholeName") or " ".join(part for part in parts if part)
        language = (alias.text("@nameLanguage") or "").casefold() or None
        is_strong = alias.text("@strong") != "false"
        rank = (0 if is_strong else 2) + (0 if language in (None, "en") else 1)
        found.append((rank, text, "alias" if is_strong else "weak", language))
        draft.remarks += [redact(note) for field in ("@function", "@title") if (note := alias.text(field))]
        draft.remarks += [redact(note) for note in alias.texts("remark")]
        alias.raw_only(*COMMON, "@gender", "additionalInformation")
    for position, (_rank, text, strength, language) in enumerate(sorted(found, key=lambda one: one[0])):
        draft.name(text, strength="primary" if position == 0 and strength == "alias" else strength, language=language)


def _places(record: Record, draft: Draft) -> None:
    for group in ("citizenship", "address"):
        for place in record.children(group):
            code, description = place.text("@countryIso2Code"), place.text("@countryDescription")
            if code != UNKNOWN_COUNTRY:
                draft.country(code or description)
            draft.remarks += [redact(note) for note in place.texts("remark")]
            place.raw_only(
                *COMMON, *WHERE, "@street", "@poBox", "@asAtListingTime", "contactInfo", "additionalInformation",
                "@acquisitionDate", "@disenfranchisementDate",
            )  # fmt: skip


def _births(record: Record, draft: Draft) -> None:
    for birth in record.children("birthdate"):
        years = [birth.text(field) for field in ("@year", "@yearRangeFrom", "@yearRangeTo", "@birthdate")]
        draft.birth(" ".join(year for year in years if year))
        birth.raw_only(
            *COMMON, *WHERE, "@countryIso2Code", "@circa", "@calendarType", "@dayOfMonth", "@monthOfYear", "remark",
            "additionalInformation",
        )  # fmt: skip


def _documents(record: Record, draft: Draft) -> None:
    for document in record.children("identification"):
        code, number = document.text("@identificationTypeCode") or "", document.text("@number") or ""
        kind = _public_type(code, draft.kind)
        if kind and number:
            imo = imo_number(number) if kind == "imo" else None
            draft.identifier(
                Identifier("company_imo" if imo and draft.kind == "entity" else kind, imo or compact(number))
            )
        document.raw_only(
            *COMMON, *WHERE, "@identificationTypeDescription", "@diplomatic", "@knownExpired", "@knownFalse",
            "@reportedLost", "@revokedByIssuer", "@issueDate", "@issuedBy", "@latinNumber", "@nameOnDocument",
            "@validFrom", "@validTo", "@countryIso2Code", "remark", "additionalInformation",
        )  # fmt: skip


def _public_type(code: str, kind: Kind | None) -> str | None:
    """Type of a public identifier; ``None`` for passports, identity cards, and any number of a person."""
    if kind == "person" or code in ("passport", "id", "ssn", "other-id", "electionno", "drivinglicence", "stateless"):
        return None
    return IDENTIFIER_TYPES.get(code, "other")


def _blank(raw: dict[str, Any], kind: Kind | None) -> None:
    """Blank private numbers, birth days and birth places in the raw record, in place."""
    for birth in _dicts(raw.get("birthdate")):
        birth.update({field: BLANK for field in (*BIRTH_PLACES, "remark") if birth.get(field)})
        for field in ("@dayOfMonth", "@monthOfYear", "@birthdate"):
            birth.pop(field, None)
    for document in _dicts(raw.get("identification")):
        if _public_type(str(document.get("@identificationTypeCode", "")), kind) is None:
            hidden = ("@number", "@latinNumber", "@nameOnDocument", "@issueDate", "@validFrom", "@validTo", "remark")
            document.update({field: BLANK for field in hidden if document.get(field)})
    for holder in (raw, *_dicts(raw.get("nameAlias")), *_dicts(raw.get("address")), *_dicts(raw.get("citizenship"))):
        for field in ("remark", "@designationDetails", "@function"):
            if field in holder:
                held = holder[field]
                holder[field] = [redact(str(text)) for text in held] if isinstance(held, list) else redact(str(held))


def _listed(value: Data) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _dicts(value: Data) -> list[dict[str, Any]]:
    return [one for one in _listed(value) if isinstance(one, dict)]
