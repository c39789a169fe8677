"""OFAC advanced XML (``Sanctions``): everything is a number into code tables, and listings come after the parties.

So the file is read twice: first the code tables, places, documents and sanctions entries, then party by party.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from loaders.lists.draft import Draft, dated
from loaders.lists.errors import ListError
from loaders.lists.ofac.classic import KINDS
from loaders.lists.ofac.enhanced import listing_day, take_feature
from loaders.lists.ofac.labels import identifier, is_private
from loaders.lists.privacy import BLANK, redact
from loaders.lists.records import Data, Record
from loaders.lists.side_tables import SideTable
from loaders.lists.xml import elements, leftovers_of, local_name, to_fields
from loaders.published_dates import published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from loaders.lists.entry import Entry, Strength
    from loaders.lists.reading import Reading

ROOT: Final = "Sanctions"
STREAMED: Final = (
    "DateOfIssue", "ReferenceValueSets", "Location", "IDRegDocument", "DistinctParty", "ProfileRelationship",
    "SanctionsEntry", "SanctionsEntryLink",
)  # fmt: skip
CONTAINERS: Final = (
    "Locations", "IDRegDocuments", "DistinctParties", "ProfileRelationships", "SanctionsEntries", "SanctionsEntryLinks",
)  # fmt: skip
UNKNOWN: Final = "Unknown"


@dataclass
class Tables:
    """What the first pass learns.

    Attributes:
        codes: Code table → number → text.
        owners: Party sub-type → party type.
        places: Location → country, and address as words.
        documents: Identity → label, number and issuing country.
        listings: Profile → list, day, legal basis, programmes and kinds of measure.
        ties: Profile → tie and the other profile.
    """

    codes: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    owners: dict[str, str] = field(default_factory=dict)
    places: SideTable[tuple[str, str]] = field(default_factory=SideTable)
    documents: SideTable[tuple[str, str, str]] = field(default_factory=SideTable)
    listings: SideTable[dict[str, Any]] = field(default_factory=SideTable)
    ties: SideTable[tuple[str, str]] = field(default_factory=SideTable)

    def code(self, table: str, number: str | None) -> str:
        """Text of a code; empty if it is absent or the publisher calls it unknown."""
        text = self.codes[table].get(number or "", "")
        return "" if text == UNKNOWN else text


def entries(reading: Reading) -> Iterator[Entry]:
    """Every ``DistinctParty`` of the file, in its order.

    Raises:
        ListError: If the file is not well-formed, or a party has no number or name.
    """
    tables = Tables()
    readers = {
        "Location": _location,
        "IDRegDocument": _document,
        "SanctionsEntry": _listing,
        "ProfileRelationship": _tie,
    }
    for name, element in elements(reading.path, STREAMED):
        if name == "ReferenceValueSets":
            _codes(element, tables)
        elif name == "DateOfIssue":
            reading.version_raw = _day(to_fields(element))
            reading.version = published(reading.version_raw or "")
        elif name in readers:
            for path in readers[name](Record(to_fields(element), f"{name}/"), tables):
                reading.left(path)
        elif not name:
            for path in leftovers_of(element, containers=CONTAINERS):
                reading.left(path)
    for name, element in elements(reading.path, STREAMED):
        if name == "DistinctParty":
            yield _party(to_fields(element), tables, reading)


def _codes(element: etree._Element, tables: Tables) -> None:
    for group in element:
        table = local_name(group.tag).removesuffix("Values")
        for value in group:
            number = value.get("ID", "")
            tables.codes[table][number] = (value.text or "").strip()
            if table == "PartySubType":
                tables.owners[number] = value.get("PartyTypeID", "")


def _location(record: Record, tables: Tables) -> tuple[str, ...]:
    number, country, parts = record.text("@ID") or "", "", []
    for area in record.children("LocationAreaCode"):
        country = country or tables.code("AreaCode", area.text("@AreaCodeID"))
    for place in record.children("LocationCountry"):
        country = tables.code("Country", place.text("@CountryID")) or country
        place.raw_only("@CountryRelevanceID")
    for part in record.children("LocationPart"):
        part.raw_only("@LocPartTypeID")
        for value in part.children("LocationPartValue"):
            parts.append(value.text("Value") or "")
            value.raw_only("@Primary", "@LocPartValueTypeID", "@LocPartValueStatusID", "Comment")
    record.raw_only("FeatureVersionReference", "IDRegDocumentReference")
    tables.places.add(number, (country, ", ".join(filter(None, [*parts, country]))))
    return record.close()


def _document(record: Record, tables: Tables) -> tuple[str, ...]:
    label = tables.code("IDRegDocType", record.text("@IDRegDocTypeID"))
    country = tables.code("Country", record.text("@IssuedBy-CountryID"))
    found = (label, record.text("IDRegistrationNo") or "", country)
    tables.documents.add(record.text("@IdentityID") or "", found)
    record.raw_only(
        "@ID",
        "@IssuedIn-LocationID",
        "@ValidityID",
        "Comment",
        "IssuingAuthority",
        "DocumentDate",
        "DocumentedNameReference",
    )
    return record.close()


def _listing(record: Record, tables: Tables) -> tuple[str, ...]:
    found: dict[str, Any] = {
        "list": tables.code("List", record.text("@ListID")),
        "basis": [],
        "programmes": [],
        "types": [],
    }
    for event in record.children("EntryEvent"):
        found["basis"].append(tables.code("LegalBasis", event.text("@LegalBasisID")))
        found["day"] = _day(event.take("Date") or {})
        event.raw_only("@ID", "@EntryEventTypeID", "Comment")
    for measure in record.children("SanctionsMeasure"):
        kind, comment = tables.code("SanctionsType", measure.text("@SanctionsTypeID")), measure.text("Comment")
        if kind == "Program" or (not kind and comment):
            found["programmes"].append(comment or "")
        elif kind:
            found["types"].append(kind)
        measure.raw_only("@ID", "DatePeriod")
    record.raw_only("@ID", "LimitationsToListing", "SanctionsEntryReference")
    tables.listings.add(record.text("@ProfileID") or "", found)
    return record.close()


def _tie(record: Record, tables: Tables) -> tuple[str, ...]:
    tie = tables.code("RelationType", record.text("@RelationTypeID"))
    tables.ties.add(record.text("@From-ProfileID") or "", (tie, record.text("@To-ProfileID") or ""))
    record.raw_only(
        "@ID", "@RelationQualityID", "@Former", "@SanctionsEntryID", "Comment", "DatePeriod", "IDRegDocumentReference"
    )
    return record.close()


def _day(fields: dict[str, Any]) -> str | None:
    parts = [fields.get(name) for name in ("Year", "Month", "Day")] if isinstance(fields, dict) else []
    numbers = [int(part) for part in parts if isinstance(part, str) and part.isdecimal()]
    return "-".join(f"{number:02d}" for number in numbers) or None


def _party(raw: dict[str, Any], tables: Tables, reading: Reading) -> Entry:
    record = Record(raw)
    number = record.text("@FixedRef")
    if not number:
        raise ListError("a party has no number", file=reading.path, field="DistinctParty/@FixedRef")
    draft = Draft(reading.list_name, number)
    if comment := record.text("Comment"):
        raw["Comment"] = redact(comment)
        draft.remarks.append(raw["Comment"])
    documents: list[dict[str, str]] = []
    places: list[str] = []
    for profile in record.children("Profile"):
        sub_type = profile.text("@PartySubTypeID")
        kind = tables.code("PartySubType", sub_type) or tables.code("PartyType", tables.owners.get(sub_type or ""))
        draft.kind = KINDS.get(kind)
        _identities(profile, draft, tables, documents)
        for feature in profile.children("Feature"):
            _feature(feature, draft, tables, places)
        _measures(profile.text("@ID") or "", draft, tables, reading)
        profile.raw_only("SanctionsEntryReference", "ExternalReference")
    if not draft.names:
        raise ListError("the party has no name", file=reading.path, record=number, field="NamePartValue")
    raw |= {"documents": documents, "places": places, "listings": tables.listings.get(number)}
    blank_births(raw, tables)
    return draft.entry(raw, record.close())


def _identities(profile: Record, draft: Draft, tables: Tables, documents: list[dict[str, str]]) -> None:
    for identity in profile.children("Identity"):
        types = {}
        for groups in identity.children("NamePartGroups"):
            for master in groups.children("MasterNamePartGroup"):
                for group in master.children("NamePartGroup"):
                    types[group.text("@ID") or ""] = tables.code("NamePartType", group.text("@NamePartTypeID"))
        for alias in identity.children("Alias"):
            _alias(alias, draft, types)
        for label, number, country in tables.documents.get(identity.text("@ID") or ""):
            draft.identifier(identifier(label, number, draft.kind))
            shown = BLANK if is_private(label, draft.kind) else number
            documents.append({"type": label, "number": shown, "country": country})
        identity.raw_only("@FixedRef", "@Primary", "@False")


def _alias(alias: Record, draft: Draft, types: dict[str, str]) -> None:
    is_weak, is_primary = alias.text("@LowQuality") == "true", alias.text("@Primary") == "true"
    strength: Strength = "weak" if is_weak else "primary" if is_primary else "alias"
    alias.raw_only("@FixedRef", "@AliasTypeID")
    for name in alias.children("DocumentedName"):
        last: list[str] = []
        rest: list[str] = []
        for part in name.children("DocumentedNamePart"):
            for value in part.children("NamePartValue"):
                text, group = value.text("#text") or "", value.text("@NamePartGroupID") or ""
                (last if types.get(group) == "Last Name" else rest).append(text)
                value.raw_only("@ScriptID", "@ScriptStatusID", "@Acronym")
        joined = [" ".join(part) for part in (last, rest) if part]
        draft.name(", ".join(joined) or None, strength=strength)
        name.raw_only("@ID", "@FixedRef", "@DocNameStatusID")


def _feature(feature: Record, draft: Draft, tables: Tables, places: list[str]) -> None:
    label = tables.code("FeatureType", feature.text("@FeatureTypeID"))
    for version in feature.children("FeatureVersion"):
        if label == "Birthdate":
            draft.birth(" ".join(_years(version.take("DatePeriod"))))
        for place in version.children("VersionLocation"):
            for country, address in tables.places.get(place.text("@LocationID") or ""):
                if label != "Place of Birth":
                    draft.country(country or None)
                    places.append(address)
        for detail in version.children("VersionDetail"):
            code = tables.code("DetailReference", detail.text("@DetailReferenceID"))
            value = detail.text("#text") or code
            if value:
                take_feature(label, value, draft)
            detail.raw_only("@DetailTypeID")
        version.raw_only("@ID", "@ReliabilityID", "Comment", "DatePeriod", "VersionIDRegDocument")
    feature.raw_only("@ID", "IdentityReference")


def _years(value: Data) -> Iterator[str]:
    """Every year inside a period, in order."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "Year" and isinstance(inner, str):
                yield inner
            yield from _years(inner)


def _measures(profile: str, draft: Draft, tables: Tables, reading: Reading) -> None:
    found = tables.listings.get(profile)
    draft.listed = dated(listing_day(reading, [(one["list"], one.get("day") or "") for one in found]), published)
    for one in found:
        draft.programmes += [code for code in one["programmes"] if code]
        draft.legal_basis += [basis for basis in one["basis"] if basis]
        draft.remarks += one["types"]
    draft.remarks += [f"{tie}: {other}" for tie, other in tables.ties.get(profile)]


def blank_births(raw: dict[str, Any], tables: Tables) -> None:
    """Cut births to years and drop birth places in the raw party, in place."""
    births = {number for number, label in tables.codes["FeatureType"].items() if label == "Birthdate"}
    places = {number for number, label in tables.codes["FeatureType"].items() if label == "Place of Birth"}
    _blank(raw.get("Profile"), births, places)


def _blank(value: Data, births: set[str], places: set[str]) -> None:
    for profile in value if isinstance(value, list) else [value]:
        features = profile.get("Feature", []) if isinstance(profile, dict) else []
        for feature in features if isinstance(features, list) else [features]:
            if not isinstance(feature, dict):
                continue
            if feature.get("@FeatureTypeID") in births:
                feature["FeatureVersion"] = {"years": list(dict.fromkeys(_years(feature.get("FeatureVersion"))))}
            elif feature.get("@FeatureTypeID") in places:
                feature["FeatureVersion"] = BLANK
