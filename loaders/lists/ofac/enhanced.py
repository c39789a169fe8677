"""OFAC enhanced XML (``sanctionsData``), plain or as ZIP: listing date per list, legal authority, names in own script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from loaders.lists.draft import Draft, dated
from loaders.lists.errors import ListError
from loaders.lists.ofac.classic import KINDS
from loaders.lists.ofac.labels import identifier, is_fact, is_private
from loaders.lists.privacy import BLANK, redact, years_only
from loaders.lists.records import Data, Record
from loaders.lists.xml import elements, leftovers_of, to_fields
from loaders.published_dates import published

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loaders.lists.entry import Entry, Strength
    from loaders.lists.reading import Reading

ROOT: Final = "sanctionsData"
SDN: Final = "SDN List"
LANGUAGES: Final = {
    "Hangul": "ko",
    "Korean": "ko",
    "Japanese": "ja",
    "Chinese Simplified": "zh",
    "Chinese Traditional": "zh",
}
COUNTRIES: Final = (
    "Citizenship Country",
    "Nationality Country",
    "Nationality of Registration",
    "Vessel Flag",
    "Former Vessel Flag",
)


def entries(reading: Reading) -> Iterator[Entry]:
    """Every ``entity`` of the file, in its order.

    Raises:
        ListError: If the file is another OFAC list, is not well-formed, or a record has no id or name.
    """
    for name, element in elements(reading.path, ("publicationInfo", "referenceValue", "featureType", "entity")):
        if name == "entity":
            yield _entity(to_fields(element), reading)
        elif name == "publicationInfo":
            _information(to_fields(element), reading)
        elif not name:
            for path in leftovers_of(element, containers=("referenceValues", "featureTypes", "entities")):
                reading.left(path)


def _information(fields: dict[str, Any], reading: Reading) -> None:
    record = Record(fields, "publicationInfo/")
    reading.version_raw = record.text("dataAsOf")
    reading.version = published(reading.version_raw or "")
    for filters in record.children("filters"):
        for lists in filters.children("sanctionsLists"):
            _require_list(lists.texts("sanctionsList"), reading)
        filters.raw_only("sanctionsPrograms")
    for path in record.close():
        reading.left(path)


def _require_list(names: list[str], reading: Reading) -> None:
    other = "us-ofac-cons" if reading.list_name == "us-ofac-sdn" else "us-ofac-sdn"
    if names and (SDN in names) != (reading.list_name == "us-ofac-sdn"):
        raise ListError(f"it is the {', '.join(names)}; read it as {other}", file=reading.path)


def listing_day(reading: Reading, days: Iterable[tuple[str, str]]) -> str | None:
    """The day a target came on this list: of the SDN list its own day, of the others the first of them.

    Args:
        reading: The reading, for the id of the list.
        days: Name of a list and the day as published.
    """
    on_sdn = reading.list_name == "us-ofac-sdn"
    found = sorted(day for name, day in days if day and (name == SDN) == on_sdn)
    return found[0] if found else None


def _entity(raw: dict[str, Any], reading: Reading) -> Entry:
    record = Record(raw)
    number = record.text("@id")
    if not number:
        raise ListError("a record has no id", file=reading.path, field="entity/@id")
    draft = Draft(reading.list_name, number)
    for general in record.children("generalInfo"):
        draft.kind = KINDS.get(general.text("entityType") or "")
        draft.remarks += [redact(text) for label in ("title", "remarks") if (text := general.text(label))]
        general.raw_only("identityId")
    for group in record.children("names"):
        for name in group.children("name"):
            _name(name, draft)
    if not draft.names:
        raise ListError("the record has no name", file=reading.path, record=number, field="formattedFullName")
    _measures(record, draft, reading)
    _addresses(record, draft)
    _features(record, draft)
    _documents(record, draft)
    _relationships(record, draft)
    blank(raw, draft)
    return draft.entry(raw, record.close())


def _name(name: Record, draft: Draft) -> None:
    is_primary, is_weak = name.text("isPrimary") == "true", name.text("isLowQuality") == "true"
    name.raw_only("@id", "aliasType")
    for group in name.children("translations"):
        for form in group.children("translation"):
            strength: Strength = "weak" if is_weak else "primary" if is_primary else "alias"
            script = form.text("script") or ""
            draft.name(form.text("formattedFullName"), strength=strength, language=LANGUAGES.get(script))
            form.raw_only("@id", "isPrimary", "formattedFirstName", "formattedLastName", "nameParts")


def _measures(record: Record, draft: Draft, reading: Reading) -> None:
    days = []
    for group in record.children("sanctionsLists"):
        for one in group.children("sanctionsList"):
            days.append((one.text("#text") or "", one.text("@datePublished") or ""))
            one.raw_only("@id", "@refId")
    draft.listed = dated(listing_day(reading, days), published)
    for group in record.children("sanctionsPrograms"):
        draft.programmes += group.texts("sanctionsProgram")
    for group in record.children("legalAuthorities"):
        draft.legal_basis += group.texts("legalAuthority")
    for group in record.children("sanctionsTypes"):
        draft.remarks += group.texts("sanctionsType")


def _addresses(record: Record, draft: Draft) -> None:
    for group in record.children("addresses"):
        for address in group.children("address"):
            draft.country(address.text("country"))
            address.raw_only("@id", "translations")


def _features(record: Record, draft: Draft) -> None:
    for group in record.children("features"):
        for feature in group.children("feature"):
            label, value = feature.text("type") or "", feature.text("value") or ""
            take_feature(label, value, draft)
            if comment := feature.text("comments"):
                draft.remarks.append(redact(comment))
            feature.raw_only("@id", "versionId", "valueDate", "valueRefId", "isPrimary", "reliability")


def take_feature(label: str, value: str, draft: Draft) -> None:
    """File a feature where it belongs: birth, country, identifier, or words."""
    if label == "Birthdate":
        draft.birth(value)
    elif label in COUNTRIES:
        draft.country(value or None)
    elif "anctions" in label or label.startswith(("Executive Order", "Transactions Prohibited")):
        draft.remarks.append(f"{label} {value}")
    elif label != "Place of Birth" and not is_fact(label):
        draft.identifier(identifier(label, value, draft.kind))


def _documents(record: Record, draft: Draft) -> None:
    for group in record.children("identityDocuments"):
        for document in group.children("identityDocument"):
            draft.identifier(identifier(document.text("type") or "", document.text("documentNumber") or "", draft.kind))
            document.raw_only(
                "@id", "name", "isValid", "issueDate", "expirationDate", "issuingLocation", "issuingCountry",
                "issuingAuthority", "comments",
            )  # fmt: skip


def _relationships(record: Record, draft: Draft) -> None:
    for group in record.children("relationships"):
        for tie in group.children("relationship"):
            draft.remarks.append(f"{tie.text('type') or 'Linked To'}: {tie.text('relatedEntity') or ''}")
            tie.raw_only("@id", "quality", "comments", "dates")


def blank(raw: dict[str, Any], draft: Draft) -> None:
    """Blank private numbers and births of the raw record, in place."""
    for document in items(raw, "identityDocuments", "identityDocument"):
        if is_private(_text(document.get("type")), draft.kind):
            document.update(
                {
                    field: BLANK
                    for field in ("documentNumber", "issueDate", "expirationDate", "comments")
                    if field in document
                }
            )
    for feature in items(raw, "features", "feature"):
        label = _text(feature.get("type"))
        if label == "Birthdate":
            feature["value"] = years_only(_text(feature.get("value")))
            feature.pop("valueDate", None)
        elif label == "Place of Birth" or is_private(label, draft.kind):
            feature["value"] = BLANK
    for general in items(raw, "generalInfo", None):
        general.update({field: redact(_text(general[field])) for field in ("title", "remarks") if field in general})


def items(raw: dict[str, Any], group: str, item: str | None) -> Iterator[dict[str, Any]]:
    """The dicts of a raw group, single or repeated."""
    for holder in _listed(raw.get(group)):
        for one in _listed(holder.get(item)) if item and isinstance(holder, dict) else [holder]:
            if isinstance(one, dict):
                yield one


def _listed(value: Data) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Data) -> str:
    return str(value.get("#text", "")) if isinstance(value, dict) else str(value or "")
