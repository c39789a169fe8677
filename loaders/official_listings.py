"""Listings that official lists show: one row per target, list and spell, whether curated, on a list copy, or both.

An entry that is linked to a target joins the curated listing of the same list that cites it, else the one spell that the
day of the copy falls into; the official day and reference win, the curated ground stays, ``origins`` names both. An entry
without a curated listing becomes a listing of its own. Where the list prints no day, all that is known is that the
target stood on the copy: the day is open towards the past (``../2021-07-31``, ``on_list_by``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from datasets.schema import TABLES
from loaders import crosswalk, resolve
from loaders.lists import shipped
from loaders.lists.extract import COPIED_LISTS
from loaders.lists.registry import LISTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from datasets import dates
    from loaders.complete import Tables
    from loaders.curated import Row

LISTING: Final = TABLES["listings"].names
SOURCE: Final = TABLES["sources"].names
# Lists whose ids the publisher gives; elsewhere the curated reference says more than an id derived from the row.
OWN_IDS: Final = ("us-ofac-sdn", "us-ofac-cons", "eu-fsf", "un-sc")
LANGUAGES: Final = {"JP": "ja", "KR": "ko"}
NOT_ID: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Official:
    """What official lists add to the curated tables.

    Attributes:
        entries: Rows of ``list_entries``, linked.
        listings: All listings, curated and official, one per target, list and spell.
        sources: Curated sources and the list copies that a listing rests on.
    """

    entries: list[dict[str, Any]]
    listings: list[Row]
    sources: list[Row]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One target on one copy of one list.

    Attributes:
        list_name: The list, for a copied sub-list the list copied.
        entry: The row of ``list_entries``.
        version: The copy.
    """

    list_name: str
    entry: Mapping[str, Any]
    version: shipped.Shipped

    @property
    def key(self) -> tuple[str, str]:
        """Target and list."""
        return str(self.entry["target_id"]), self.list_name


def official(tables: Tables, lists: Path) -> Official:
    """Entries of the lists in service, linked, and the listings and sources that follow.

    Args:
        tables: Completed curated rows.
        lists: Folder of the accepted extracts.

    Raises:
        ExtractError: If an extract is missing or changed.
        CrosswalkError: If the crosswalk has an error.
    """
    entries = resolve.link(shipped.rows(lists), resolve.watch_from(tables, lists))
    ledger = _Ledger(tables, crosswalk.read(lists))
    for one in sorted(_shown(entries, lists), key=lambda one: (one.list_name != one.entry["list_name"], *one.key)):
        ledger.enter(one)
    ledger.number()
    return Official(entries, ledger.listings, [*tables["sources"], *ledger.copies.values()])


def _shown(entries: Iterable[Mapping[str, Any]], lists: Path) -> list[Shown]:
    versions = {name: version for name in shipped.names(lists) if (version := shipped.current(name, lists))}
    found = []
    for entry in entries:
        name = entry["list_name"]
        list_name = COPIED_LISTS.get((name, entry["part"] or ""), name)
        if entry["target_id"] and list_name in LISTS and versions[name].date:
            found.append(Shown(list_name=list_name, entry=entry, version=versions[name]))
    return found


@dataclass
class _Ledger:
    """Listings while entries are entered one by one."""

    tables: Tables
    crosswalk: crosswalk.Crosswalk
    listings: list[Row] = field(init=False)
    copies: dict[str, Row] = field(default_factory=dict)
    _targets: dict[str, Row] = field(init=False)

    def __post_init__(self) -> None:
        self.listings = [dict(row) for row in self.tables["listings"]]
        self._targets = {str(row["target_id"]): row for row in self.tables["targets"]}

    def enter(self, one: Shown) -> None:
        """Join an entry to its listing, or make one."""
        same = [r for r in self.listings if (r["target_id"], r["list_name"]) == one.key and not r["withdrawn_on"]]
        row = self._cited(one, same) or _spell(one, [row for row in same if not self._entry_id(row)])
        if row is None:
            if one.entry["names"] and LISTS[one.list_name].effects and not self._cites_another(same):
                self.listings.append(self._new(one))
            return
        if not _is_new(row):
            _join(row, one)
            row["source_ids"] = [*_texts(row["source_ids"]), *self._source(one, _texts(row["source_ids"]))]

    def number(self) -> None:
        """Number the spells anew, by day, where a list copy added one."""
        for key in {(row["target_id"], row["list_name"]) for row in self.listings if _is_new(row)}:
            spells = [r for r in self.listings if (r["target_id"], r["list_name"]) == key and not r["withdrawn_on"]]
            for number, row in enumerate(sorted(spells, key=lambda row: str(row["listed_latest"])), start=1):
                row["spell"] = number

    def _cited(self, one: Shown, same: list[Row]) -> Row | None:
        return next((row for row in same if self._entry_id(row) == one.entry["entry_id"]), None)

    def _cites_another(self, same: list[Row]) -> bool:
        """The same list names the target twice, under two acts: the listing at hand cites the other place."""
        return any(self._entry_id(row) for row in same)

    def _entry_id(self, row: Row) -> str | None:
        """The entry a curated listing cites; a mere position on a list of one day names none."""
        list_name, reference = str(row["list_name"]), str(row["list_reference"] or "")
        own = reference if list_name in OWN_IDS else None
        return self.crosswalk.entry_id(list_name, reference) or own or None

    def _source(self, one: Shown, held: list[str]) -> list[str]:
        """Id of the list copy as a source; none if a curated source is the same copy."""
        date = one.version.date
        for row in self.tables["sources"]:
            is_list = row["kind"] == "official_list" and row["source_id"] in held
            if is_list and date and row["published_earliest"] == date.earliest:
                return []
        row = _copy(one)
        self.copies[str(row["source_id"])] = row
        return [str(row["source_id"])]

    def _new(self, one: Shown) -> Row:
        entry, about, target = one.entry, LISTS[one.list_name], self._targets[str(one.entry["target_id"])]
        kind = entry["resolution"].split()[0]
        row: Row = dict.fromkeys(LISTING) | {
            "listing_id": f"listing-official-{_slug(entry['list_entry_id'])}", "spell": 1,
            "target_id": target["target_id"], "jurisdiction": about.jurisdiction, "effects": list(about.effects),
            "list_name": one.list_name, "list_reference": entry["entry_id"], "name_as_listed": entry["name"],
            "programmes": entry["programmes"] or None, "legal_basis": entry["legal_basis"] or None,
            "nexus": entry["nexus"] or self._nexus(one), "nexus_by": "inferred", "origins": ["official_list"],
            "resolution_basis": "identifier_printed" if kind == "identifier" else "name_and_context",
            "target_name": target["name"], "target_kind": target["kind"], "source_ids": self._source(one, []),
        }  # fmt: skip
        row |= _period("listed", entry) if entry["listed"] else _seen_by(one.version)
        row |= _period("delisted", entry)
        row["known_from"] = row["listed_latest"]
        return row

    def _nexus(self, one: Shown) -> str:
        """The list tells no tie: that of the target's other listings, else of the country this project follows."""
        other = (str(row["nexus"]) for row in self.listings if row["target_id"] == one.entry["target_id"])
        return next(other, "dprk")


def _is_new(row: Row) -> bool:
    return row["origins"] == ["official_list"]


def _spell(one: Shown, same: list[Row]) -> Row | None:
    """The one spell that the day of the copy falls into."""
    date = one.version.date
    if date is None:
        return None
    fits = [row for row in same if _covers(row, date)]
    return fits[0] if len(fits) == 1 else None


def _covers(row: Row, date: dates.PartialDate) -> bool:
    begun: Any = row["listed_earliest"] or row["listed_latest"]
    ended: Any = row["delisted_latest"]
    return begun <= date.latest and (ended is None or ended >= date.earliest)


def _join(row: Row, one: Shown) -> None:
    entry = one.entry
    row["origins"] = ["curated", "official_list"]
    if one.list_name in OWN_IDS:
        row["list_reference"] = entry["entry_id"]
    if entry["listed"] and one.list_name == entry["list_name"]:
        row |= _period("listed", entry)
    if entry["delisted"]:
        row |= _period("delisted", entry)
    for name, value in (
        ("name_as_listed", entry["name"]),
        ("programmes", entry["programmes"]),
        ("legal_basis", entry["legal_basis"]),
    ):
        row[name] = row[name] or value or None


def _period(name: str, entry: Mapping[str, Any]) -> Row:
    return {f"{name}{end}": entry[f"{name}{end}"] for end in ("", "_earliest", "_latest", "_basis")}


def _seen_by(version: shipped.Shipped) -> Row:
    date = version.date
    latest = date.latest if date else None
    return {
        "listed": f"../{latest}", "listed_earliest": None, "listed_latest": latest, "listed_basis": "on_list_by",
    }  # fmt: skip


def _copy(one: Shown) -> Row:
    """The list copy as a source."""
    about, version = LISTS[str(one.entry["list_name"])], one.version
    row: Row = dict.fromkeys(SOURCE) | {
        "source_id": f"src-list-{_slug(f'{about.list_name}-{version.version}')}", "url": about.page,
        "publisher": about.publisher, "title": about.title, "language": LANGUAGES.get(about.jurisdiction, "en"),
        "kind": "official_list", "tier": "primary_document", "published": version.version,
        "notes": f"Read by loader, {version.count:,} entries; files and digests in datasets/lists/{about.list_name}.json.",
    }  # fmt: skip
    date = version.date
    if date:
        row |= {
            "published_earliest": date.earliest,
            "published_latest": date.latest,
            "published_basis": version.version_basis,
        }
    return row


def _slug(text: str) -> str:
    return NOT_ID.sub("-", text.lower()).strip("-")


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
