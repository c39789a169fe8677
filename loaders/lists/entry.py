"""What every loader of an official list yields: one entry per record, typed, with its raw text beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from datasets.names import script_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from datasets.dates import PartialDate

Kind = Literal["person", "entity", "vessel", "aircraft"]
Strength = Literal["primary", "alias", "weak"]
KEPT_IDENTIFIERS: Final = (
    "imo", "company_imo", "mmsi", "call_sign", "tail", "tax", "registration", "swift", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entry, as printed.

    Attributes:
        text: The name, blanks tidied, otherwise as the publisher prints it.
        script: Writing system (vocabulary ``script``).
        language: Language code where the publisher says it or the script implies it; else ``None``.
        strength: ``primary``, ``alias``, or ``weak`` where the publisher marks the name as not good enough alone.
        romanisation: System of romanisation, where known.
    """

    text: str
    script: str
    language: str | None = None
    strength: Strength = "primary"
    romanisation: str | None = None


@dataclass(frozen=True, slots=True)
class ListDate:
    """A date on a list.

    Attributes:
        raw: The text as published.
        date: What it says, at its precision; ``None`` if it could not be understood.
    """

    raw: str
    date: PartialDate | None


@dataclass(frozen=True, slots=True)
class Identifier:
    """A public identifier: ``type`` is a code of vocabulary ``identifier_type``, ``value`` is normalised."""

    type: str
    value: str

    def __str__(self) -> str:
        return f"{self.type}:{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record of one official list.

    Attributes:
        list_name: Id of the list, e.g. ``us-ofac-sdn``.
        entry_id: Id the publisher gives; where it gives none, an id derived from what the record is.
        part: Sub-list the record stands on (screening-list source, notice category), if the list has several.
        kind: ``person``, ``entity``, ``vessel``, ``aircraft``; ``None`` if the publisher does not say.
        names: All names; the first is the one printed first. Empty only for a deletion notice.
        programmes: Programme codes.
        legal_basis: Acts it rests on.
        countries: ISO 3166 alpha-2 codes of nationality, address, registration and flag, in order, each once.
        country_texts: The same as published.
        identifiers: Public identifiers; passport and national identity numbers are read past.
        birth_years: Years of birth; nothing finer is kept.
        listed: Day of listing.
        delisted: Day of delisting, where the list itself says so.
        remarks: Remarks, titles and grounds as published, private numbers blanked.
        nexus: Tie between the DPRK and Russia by rule (vocabulary ``nexus``), ``None`` if neither is concerned.
        nexus_rule: The rule that gave it, in words.
        raw: The whole record as published, private numbers blanked.
        leftovers: Paths of fields that no rule reads.
    """

    list_name: str
    entry_id: str
    part: str | None = None
    kind: Kind | None = None
    names: tuple[Name, ...] = ()
    programmes: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    country_texts: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    birth_years: tuple[int, ...] = ()
    listed: ListDate | None = None
    delisted: ListDate | None = None
    remarks: str | None = None
    nexus: str | None = None
    nexus_rule: str | None = None
    raw: Mapping[str, Any]
    leftovers: tuple[str, ...] = ()

    @property
    def name(self) -> str | None:
        """The name printed first; ``None`` for a deletion notice."""
        return self.names[0].text if self.names else None


_LANGUAGE_OF_SCRIPT: Final = {"hangul": "ko", "kana": "ja"}


def make_name(text: str, *, strength: Strength = "primary", language: str | None = None) -> Name:
    """A name with its script, and its language where the script allows only one."""
    script = script_of(text)
    return Name(text, script, language or _LANGUAGE_OF_SCRIPT.get(script), strength)
