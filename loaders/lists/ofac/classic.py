"""OFAC classic XML (``sdnList``): SDN.XML and CONSOLIDATED.XML. It has no listing date, no legal basis, no own script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from loaders.lists.draft import Draft
from loaders.lists.errors import ListError
from loaders.lists.ofac.labels import identifier, is_private
from loaders.lists.privacy import BLANK, redact, years_only
from loaders.lists.records import Data, Record
from loaders.lists.xml import elements, leftovers_of, to_fields
from loaders.published_dates import published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.lists.entry import Entry, Kind, Strength
    from loaders.lists.reading import Reading

ROOT: Final = "sdnList"
KINDS: Final[dict[str, Kind]] = {"Individual": "person", "Entity": "entity", "Vessel": "vessel", "Aircraft": "aircraft"}


def entries(reading: Reading) -> Iterator[Entry]:
    """Every ``sdnEntry`` of the file, in its order.

    Raises:
        ListError: If the file is not well-formed, or a record has no uid or name.
    """
    for name, element in elements(reading.path, ("publshInformation", "sdnEntry")):
        if name == "sdnEntry":
            yield entry(to_fields(element), reading)
        elif name == "publshInformation":
            _information(to_fields(element), reading)
        else:
            for path in leftovers_of(element):
                reading.left(path)


def _information(fields: dict[str, Any], reading: Reading) -> None:
    record = Record(fields, "publshInformation/")
    reading.version_raw = record.text("Publish_Date")
    reading.version = published(reading.version_raw or "")
    declared = record.text("Record_Count")
    if declared is not None and not declared.isdecimal():
        raise ListError(f"{declared!r} is no number", file=reading.path, field="Record_Count")
    reading.declared = int(declared) if declared else None
    for path in record.close():
        reading.left(path)


def entry(raw: dict[str, Any], reading: Reading) -> Entry:
    """One record; ``raw`` is blanked in place."""
    record = Record(raw)
    uid = record.text("uid")
    if not uid:
        raise ListError("a record has no uid", file=reading.path, field="uid")
    draft = Draft(reading.list_name, uid, kind=KINDS.get(record.text("sdnType") or ""))
    draft.name(full_name(record))
    if not draft.names:
        raise ListError("the record has no name", file=reading.path, record=uid, field="lastName")
    for label in ("title", "remarks"):
        if text := record.text(label):
            raw[label] = redact(text)
            draft.remarks.append(raw[label])
    for programmes in record.children("programList"):
        draft.programmes.extend(programmes.texts("program"))
    _aliases(record, draft)
    _identifiers(record, raw, draft)
    _countries(record, draft)
    _births(record, raw, draft)
    _vessel(record, draft)
    return draft.entry(raw, record.close())


def full_name(record: Record) -> str | None:
    """``LAST, First`` as the flat files print it."""
    last, first = record.text("lastName"), record.text("firstName")
    return f"{last}, {first}" if last and first else last or first


def _aliases(record: Record, draft: Draft) -> None:
    for group in record.children("akaList"):
        for aka in group.children("aka"):
            strength: Strength = "weak" if aka.text("category") == "weak" else "alias"
            draft.name(full_name(aka), strength=strength)
            aka.raw_only("uid", "type")


def _identifiers(record: Record, raw: dict[str, Any], draft: Draft) -> None:
    for group in record.children("idList"):
        for item in group.children("id"):
            label, number = item.text("idType") or "", item.text("idNumber") or ""
            draft.identifier(identifier(label, number, draft.kind))
            if label in ("Nationality of Registration", "Former Vessel Flag", "Other Vessel Flag"):
                draft.country(item.text("idCountry") or number)
            elif "anctions" in label or "Executive Order" in label:
                draft.remarks.append(f"{label} {number}")
            item.raw_only("uid", "idCountry", "issueDate", "expirationDate")
    blank_items(raw.get("idList"), "id", "idType", ("idNumber", "issueDate", "expirationDate"), draft.kind)


def blank_items(group: Data, item: str, label: str, fields: tuple[str, ...], kind: Kind | None) -> None:
    """Blank the private numbers of a raw group in place."""
    for holder in group if isinstance(group, list) else [group]:
        items = holder.get(item, []) if isinstance(holder, dict) else []
        for one in items if isinstance(items, list) else [items]:
            if isinstance(one, dict) and is_private(str(one.get(label, "")).strip(), kind):
                one.update({field: BLANK for field in fields if field in one})


def _countries(record: Record, draft: Draft) -> None:
    for group, item in (
        ("addressList", "address"),
        ("nationalityList", "nationality"),
        ("citizenshipList", "citizenship"),
    ):
        for holder in record.children(group):
            for place in holder.children(item):
                draft.country(place.text("country"))
                place.raw_only(
                    "uid", "address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "mainEntry"
                )


def _births(record: Record, raw: dict[str, Any], draft: Draft) -> None:
    for holder in record.children("dateOfBirthList"):
        for item in holder.children("dateOfBirthItem"):
            draft.birth(item.text("dateOfBirth") or "")
            item.raw_only("uid", "mainEntry")
    for holder in record.children("placeOfBirthList"):
        for item in holder.children("placeOfBirthItem"):
            item.raw_only("uid", "placeOfBirth", "mainEntry")
    blank_births(raw)


def blank_births(raw: dict[str, Any]) -> None:
    """Cut the births of a raw record to years, in place."""
    for group, item, field in (
        ("dateOfBirthList", "dateOfBirthItem", "dateOfBirth"),
        ("placeOfBirthList", "placeOfBirthItem", "placeOfBirth"),
    ):
        holders = raw.get(group) or []
        for holder in holders if isinstance(holders, list) else [holders]:
            items = holder.get(item, []) if isinstance(holder, dict) else []
            for one in items if isinstance(items, list) else [items]:
                if isinstance(one, dict) and isinstance(one.get(field), str):
                    one[field] = years_only(one[field]) if item == "dateOfBirthItem" else BLANK


def _vessel(record: Record, draft: Draft) -> None:
    for vessel in record.children("vesselInfo"):
        if sign := vessel.text("callSign"):
            draft.identifier(identifier("Vessel Call Sign", sign, draft.kind))
        draft.country(vessel.text("vesselFlag"))
        owner = vessel.text("vesselOwner")
        if owner:
            draft.remarks.append(f"Vessel owner {owner}")
        vessel.raw_only("vesselType", "tonnage", "grossRegisteredTonnage")
