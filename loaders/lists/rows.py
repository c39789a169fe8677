"""Entries as plain rows: one JSON object or one tidy line per entry."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from loaders.cleaning import guarded, tidy

if TYPE_CHECKING:
    from datasets.dates import PartialDate
    from loaders.lists.entry import Entry, ListDate

COLUMNS: Final = (
    "list_name", "entry_id", "part", "kind", "name", "names", "programmes", "legal_basis", "countries", "identifiers",
    "birth_years", "listed", "delisted", "remarks", "nexus", "nexus_rule", "raw",
)  # fmt: skip
TABLE: Final = (
    ("entry_id", 16),
    ("kind", 8),
    ("name", 44),
    ("programmes", 22),
    ("countries", 9),
    ("listed", 10),
    ("nexus", 19),
)
PRECISIONS: Final = {4: "year", 7: "month", 10: "day"}


def to_json(entry: Entry) -> str:
    """An entry as one line of JSON, every field of it, raw text included."""
    fields: dict[str, Any] = {
        "list_name": entry.list_name, "entry_id": entry.entry_id, "part": entry.part, "kind": entry.kind,
        "name": entry.name,
        "names": [
            {"text": n.text, "script": n.script, "language": n.language, "strength": n.strength, "romanisation": n.romanisation}
            for n in entry.names
        ],
        "programmes": list(entry.programmes), "legal_basis": list(entry.legal_basis), "countries": list(entry.countries),
        "country_texts": list(entry.country_texts), "identifiers": [str(one) for one in entry.identifiers],
        "birth_years": list(entry.birth_years), "listed": date_fields(entry.listed), "delisted": date_fields(entry.delisted),
        "remarks": entry.remarks, "nexus": entry.nexus, "nexus_rule": entry.nexus_rule, "raw": entry.raw,
        "leftovers": list(entry.leftovers),
    }  # fmt: skip
    return json.dumps(fields, ensure_ascii=False)


def date_fields(found: ListDate | None) -> dict[str, str | None] | None:
    """A list date as ISO text, first and last day, precision and raw text."""
    if found is None:
        return None
    date = found.date
    return {
        "date": date.text if date else None,
        "earliest": date.earliest.isoformat() if date and date.earliest else None,
        "latest": date.latest.isoformat() if date and date.latest else None,
        "precision": precision(date),
        "raw": found.raw,
    }


def precision(date: PartialDate | None) -> str | None:
    """``day``, ``month``, ``year`` or ``interval``; ``None`` if the date was not understood."""
    return None if date is None else PRECISIONS.get(len(date.text), "interval")


def to_cells(entry: Entry) -> list[str]:
    """An entry as cells in the order of :data:`COLUMNS`: one physical line, lists joined with ``|``, no cell a formula."""
    values = {
        "list_name": entry.list_name, "entry_id": entry.entry_id, "part": entry.part or "", "kind": entry.kind or "",
        "name": entry.name or "", "names": "|".join(name.text for name in entry.names),
        "programmes": "|".join(entry.programmes), "legal_basis": "|".join(entry.legal_basis),
        "countries": "|".join(entry.countries), "identifiers": "|".join(map(str, entry.identifiers)),
        "birth_years": "|".join(map(str, entry.birth_years)), "listed": _day(entry.listed), "delisted": _day(entry.delisted),
        "remarks": entry.remarks or "", "nexus": entry.nexus or "", "nexus_rule": entry.nexus_rule or "",
        "raw": json.dumps(entry.raw, ensure_ascii=False),
    }  # fmt: skip
    return [guarded(tidy(values[column])) for column in COLUMNS]


def to_line(entry: Entry) -> str:
    """An entry as one line of a table for the terminal; long cells are cut."""
    cells = dict(zip(COLUMNS, to_cells(entry), strict=True))
    if entry.delisted:
        cells["listed"] = f"del. {cells['delisted']}"
    return "  ".join(_cut(cells[column], width) for column, width in TABLE).rstrip()


def heading() -> str:
    """The heading of the table for the terminal."""
    return "  ".join(column[:width].ljust(width) for column, width in TABLE).rstrip()


def _day(found: ListDate | None) -> str:
    return (found.date.text if found.date else found.raw) if found else ""


def _cut(text: str, width: int) -> str:
    return (text if len(text) <= width else text[: width - 1] + "…").ljust(width)
