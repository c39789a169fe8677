"""An entry while its record is being read: collects values, keeps each once, blanks what is private."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loaders.cleaning import country, unique
from loaders.lists.entry import Entry, Identifier, Kind, ListDate, Name, Strength, make_name
from loaders.nexus import nexus_of
from loaders.published_dates import birth_years

if TYPE_CHECKING:
    from collections.abc import Callable

    from datasets.dates import PartialDate


class Draft:
    """Values of one record, in the order they were read."""

    __slots__ = (
        "birth_years", "countries", "country_texts", "delisted", "entry_id", "identifiers", "kind", "legal_basis",
        "list_name", "listed", "names", "part", "programmes", "remarks", "seen_names",
    )  # fmt: skip

    def __init__(self, list_name: str, entry_id: str, *, kind: Kind | None = None, part: str | None = None) -> None:
        self.list_name = list_name
        self.entry_id = entry_id
        self.kind = kind
        self.part = part
        self.names: list[Name] = []
        self.seen_names: set[str] = set()
        self.programmes: list[str] = []
        self.legal_basis: list[str] = []
        self.countries: list[str] = []
        self.country_texts: list[str] = []
        self.identifiers: list[Identifier] = []
        self.birth_years: list[int] = []
        self.remarks: list[str] = []
        self.listed: ListDate | None = None
        self.delisted: ListDate | None = None

    def name(self, text: str | None, *, strength: Strength | None = None, language: str | None = None) -> None:
        """Add a name; the first becomes primary unless a strength is given, a repeated one is passed over."""
        if not text or text in self.seen_names:
            return
        self.seen_names.add(text)
        self.names.append(
            make_name(text, strength=strength or ("alias" if self.names else "primary"), language=language)
        )

    def country(self, text: str | None, *, reader: Callable[[str], str | None] = country) -> None:
        """Add a country as printed, with its code if it is known."""
        if not text:
            return
        self.country_texts.append(text)
        code = reader(text)
        if code:
            self.countries.append(code)

    def identifier(self, found: Identifier | None) -> None:
        """Add a public identifier."""
        if found:
            self.identifiers.append(found)

    def birth(self, text: str) -> None:
        """Keep the years of a birth."""
        self.birth_years.extend(birth_years(text))

    def entry(self, raw: dict[str, Any], leftovers: tuple[str, ...], *, text: str = "") -> Entry:
        """The finished entry.

        Args:
            raw: The record as published, already blanked.
            leftovers: Paths of its fields that nobody read.
            text: Further words in which the nexus rules may look.
        """
        remarks = "; ".join(unique(self.remarks)) or None
        words = " ".join([*(name.text for name in self.names), remarks or "", text])
        listed = self.listed.date.text if self.listed and self.listed.date else None
        nexus, rule = nexus_of(
            self.list_name, programmes=self.programmes, countries=self.countries, text=words, listed=listed
        )
        return Entry(
            list_name=self.list_name, entry_id=self.entry_id, part=self.part, kind=self.kind, names=tuple(self.names),
            programmes=unique(self.programmes), legal_basis=unique(self.legal_basis), countries=unique(self.countries),
            country_texts=unique(self.country_texts), identifiers=unique(self.identifiers),
            birth_years=unique(self.birth_years), listed=self.listed, delisted=self.delisted, remarks=remarks,
            nexus=nexus, nexus_rule=rule, raw=raw, leftovers=leftovers,
        )  # fmt: skip


def dated(raw: str | None, reader: Callable[[str], PartialDate | None]) -> ListDate | None:
    """A published date with its text; ``None`` if there is no text."""
    return ListDate(raw, reader(raw)) if raw else None
