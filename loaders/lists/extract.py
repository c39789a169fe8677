"""The extract of a list: its entries of DPRK or DPRK–Russia relevance, each with the rule that admitted it."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from datasets.schema import TABLES
from loaders.nexus import RELEVANT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from datasets.dates import PartialDate
    from loaders.lists.entry import Entry, ListDate

COMPUTED: Final = ("target_id", "resolution")
SCHEMA: Final = pa.schema([one for one in TABLES["list_entries"].arrow if one.name not in COMPUTED])
NEVER_ALONE: Final = ("other",)  # identifier types too loose to admit an entry by themselves

# Sub-lists of the consolidated screening list → the list whose ids they repeat.
COPIED_LISTS: Final = {("us-csl", "SDN"): "us-ofac-sdn"} | dict.fromkeys(
    (("us-csl", part) for part in ("CAP", "CMIC", "FSE", "NS-MBS List", "PLC", "SSI")), "us-ofac-cons"
)


@dataclass(frozen=True)
class Watch:
    """What the curated facts know already.

    Attributes:
        identifiers: ``type:value`` → id of the curated target.
        references: (list, entry id) → id of the curated target, from curated listings and the crosswalk.
        kinds: Id of a curated target → its kind.
    """

    identifiers: Mapping[str, str] = field(default_factory=dict)
    references: Mapping[tuple[str, str], str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)


def admitted_by(entry: Entry, watch: Watch) -> str | None:
    """The rule that admits an entry to the extract; ``None`` if none does.

    First the programme, country and grounds of the entry itself, then the curated targets by identifier, then by
    reference.
    """
    if entry.nexus in RELEVANT:
        return entry.nexus_rule
    for one in entry.identifiers:
        if one.type not in NEVER_ALONE and str(one) in watch.identifiers:
            return f"identifier {one} of a curated target"
    if any(one in watch.references for one in references_of(entry.list_name, entry.part, entry.entry_id)):
        return "a curated listing or the crosswalk names this entry"
    return None


def references_of(list_name: str, part: str | None, entry_id: str) -> list[tuple[str, str]]:
    """Names under which an entry may be cited; the screening list carries the ids of the list it copies."""
    copied = COPIED_LISTS.get((list_name, part or ""))
    return [(list_name, entry_id), *([(copied, entry_id)] if copied else [])]


def row(entry: Entry, *, jurisdiction: str, rule: str, version: PartialDate | None, basis: str) -> dict[str, Any]:
    """An entry as a row of ``list_entries``, still without its curated target."""
    fields: dict[str, Any] = {
        "list_entry_id": key(entry), "list_name": entry.list_name, "jurisdiction": jurisdiction,
        "entry_id": entry.entry_id, "part": entry.part, "kind": entry.kind, "name": entry.name,
        "names": [name.text for name in entry.names], "name_forms": _forms(entry), "programmes": list(entry.programmes),
        "legal_basis": list(entry.legal_basis), "countries": list(entry.countries),
        "identifiers": [str(one) for one in entry.identifiers], "birth_years": [str(year) for year in entry.birth_years],
        "remarks": entry.remarks, "nexus": entry.nexus, "nexus_rule": entry.nexus_rule, "admitted_by": rule,
        "raw": json.dumps(entry.raw, ensure_ascii=False),
    }  # fmt: skip
    fields |= _dated("list_version", version, basis)
    return fields | _listed("listed", entry.listed) | _listed("delisted", entry.delisted)


def key(entry: Entry) -> str:
    """Key of the row: list and id; for a list of lists the sub-list between them."""
    part = f"{entry.part}:" if entry.list_name == "us-csl" and entry.part else ""
    return f"{entry.list_name}:{part}{entry.entry_id}".lower().replace(" ", "-")


def _forms(entry: Entry) -> str:
    forms = [{"script": n.script, "language": n.language, "strength": n.strength} for n in entry.names]
    return json.dumps(forms, ensure_ascii=False)


def _listed(name: str, found: ListDate | None) -> dict[str, Any]:
    return _dated(name, found.date if found else None, "stated")


def _dated(name: str, date: PartialDate | None, basis: str) -> dict[str, Any]:
    if date is None:
        return {name: None, f"{name}_earliest": None, f"{name}_latest": None, f"{name}_basis": None}
    return {name: date.text, f"{name}_earliest": date.earliest, f"{name}_latest": date.latest, f"{name}_basis": basis}


def unique_keys(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows sorted by key; a key that the publisher repeats gets ``#2``, ``#3`` in the order of its content."""
    ordered = sorted(rows, key=lambda one: (one["list_entry_id"], one["raw"]))
    times: dict[str, int] = {}
    for one in ordered:
        times[one["list_entry_id"]] = number = times.get(one["list_entry_id"], 0) + 1
        if number > 1:
            one["list_entry_id"] += f"#{number}"
    return sorted(ordered, key=lambda one: str(one["list_entry_id"]))


def to_parquet(rows: list[dict[str, Any]]) -> bytes:
    """Rows as a Parquet file: the same rows give the same bytes."""
    table = pa.Table.from_pylist(unique_keys(rows), schema=SCHEMA)
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd", compression_level=19, write_page_index=True)
    return out.getvalue()
