"""Rows → rows with every computed column: what follows from other columns or other rows and is never typed."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

from datasets import vocabulary
from datasets.schema import CURATED, TABLES
from loaders.curated import NESTED
from loaders.quantities import display

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from datasets.columns import Table
    from loaders.curated import Record, Row

Tables = dict[str, list["Row"]]

# Of several kinds the strongest class holds; DATA.md's "restrictive (the first ten)".
CLASS_OF_KIND: Final = {
    **dict.fromkeys(vocabulary.codes("measure_kind")[:10], "restrictive"),
    **dict.fromkeys(("criminal_action", "interdiction_seizure", "reward"), "enforcement"),
    "delisting": "easing",
    **dict.fromkeys(("advisory", "statement", "demarche", "coordination", "listing_call"), "declaratory"),
}
STRENGTH: Final = ("restrictive", "enforcement", "easing", "declaratory")
SERIES: Final = ("family_id", "item", "unit", "measure_of", "stage", "scope")
# Scopes that say what they cover only in words.
PARTIAL: Final = frozenset({"named_ships", "one_place", "one_sector", "other"})


def complete(records: list[Record]) -> Tables:
    """Rows of every curated table with computed columns filled.

    Args:
        records: Checked records of all curated files; references resolve.

    Returns:
        Rows by table name; each row has every column of its table, null where nothing is known.
    """
    tables: Tables = {table.name: [] for table in CURATED}
    for record in records:
        row = dict.fromkeys(TABLES[record.table].names) | record.row
        tables[record.table].append(row)
    by_key = index(tables)
    _measures(tables)
    _listings(tables, by_key)
    _claims(tables, by_key)
    _provenance(tables, by_key)
    return tables


def index(tables: Mapping[str, list[Row]]) -> dict[str, Row]:
    """Every row by its key; keys are unique across the project."""
    return {str(row[TABLES[name].key[0]]): row for name, rows in tables.items() for row in rows}


def _measures(tables: Tables) -> None:
    """``effect_class`` from the kinds; typed only where the kind is ``other``."""
    for row in tables["measures"]:
        row["effect_class"] = effect_class(row)


def effect_class(row: Mapping[str, Any]) -> str | None:
    """The strongest class of the kinds of a measure, else the one that was typed."""
    classes = {CLASS_OF_KIND[kind] for kind in row["kinds"] or () if kind in CLASS_OF_KIND}
    return next((c for c in STRENGTH if c in classes), row["effect_class"])


def _listings(tables: Tables, by_key: Mapping[str, Row]) -> None:
    """What a listing takes from its measure and target."""
    for row in tables["listings"]:
        measure, target = by_key.get(str(row["measure_id"]), {}), by_key[str(row["target_id"])]
        row["spell"] = row["spell"] or 1
        row["package_id"], row["kinds"] = measure.get("package_id"), measure.get("kinds")
        row["target_kind"], row["target_name"] = target["kind"], target["name"]
        row["origins"] = row["origins"] or ["curated"]


def _claims(tables: Tables, by_key: Mapping[str, Row]) -> None:
    """Direction, category, family, series and readable quantity of every claim."""
    groups: dict[object, list[Row]] = {}
    for row in tables["claims"]:
        transfer, claimant = by_key[str(row["transfer_id"])], by_key[str(row["claimant_id"])]
        row["direction"], row["category"] = transfer["direction"], transfer["category"]
        row["family_id"] = claimant["family_id"]
        has_number = row["hedge"] not in (None, "vague")
        row["series_id"] = series(row)
        row["additive"] = bool(
            has_number and row["measure_of"] == "period"
            and not (row["variant_of"] or row["alternative_group"] or row["component_of"])
        )  # fmt: skip
        groups.setdefault(row["alternative_group"] or row["claim_id"], []).append(row)
    for members in groups.values():
        for row in members:
            row["quantity_display"] = display(members)


def series(row: Mapping[str, Any]) -> str | None:
    """Name of the series a claim belongs to; ``None`` without a number, for a variant and for vague words.

    Figures of one place, of named ships or of one part of a whole are a series only with others of the same words.
    """
    if row["hedge"] in (None, "vague") or row["variant_of"]:
        return None
    words = [re.sub(r"\W+", "-", str(row["scope_text"]).lower()).strip("-")] if row["scope"] in PARTIAL else []
    return ".".join([*(str(row[c] or "all") for c in SERIES), *words])


def _provenance(tables: Tables, by_key: Mapping[str, Row]) -> None:
    """``known_from`` and inherited ``source_ids``: of dated rows first, then of the rows that take them from those."""
    published: dict[str, Any] = {str(row["source_id"]): row["published_latest"] for row in tables["sources"]}
    for table in _dated_tables():
        for row in tables[table.name]:
            if row["known_from"] is None:
                row["known_from"] = _public_day(table, row, published, by_key)
    open_columns = {
        id(row): [name for name in ("known_from", "source_ids") if row[name] is None]
        for table in _inheriting_tables()
        for row in tables[table.name]
    }
    for _ in range(3):  # places ← routes ← claims is the longest chain; each pass can only find an earlier day
        for table in _inheriting_tables():
            givers = _givers(table, tables, by_key)
            for row in tables[table.name]:
                _inherit(row, givers.get(str(row[table.key[0]]), []), open_columns[id(row)])


def _dated_tables() -> Iterator[Table]:
    return (t for t in CURATED if "known_from" in t.names and (t.sources_from == "typed" or t.public_day))


def _inheriting_tables() -> Iterator[Table]:
    return (t for t in CURATED if t.sources_from != "typed")


def _public_day(table: Table, row: Row, published: Mapping[str, Any], by_key: Mapping[str, Row]) -> dt.date | None:
    """First day a row was public: the day of a public act, else the earliest source date, else that of a claim it rests on."""
    day: Any = row[f"{table.public_day}_latest"] if table.public_day else None
    measure = by_key.get(str(row.get("measure_id"))) if table.name == "listings" else None
    announced: Any = measure["announced_latest"] if measure else None
    sources: Any = row["source_ids"] or []
    acted = min(filter(None, (day, announced)), default=None)
    claims: Any = [by_key[key]["claimed_latest"] for key in _as_list(row.get("claim_ids")) if key in by_key]
    return (
        acted
        or min((published[s] for s in sources if published.get(s)), default=None)
        or min(filter(None, claims), default=None)
    )


def _givers(table: Table, tables: Tables, by_key: Mapping[str, Row]) -> dict[str, list[Row]]:
    """Rows from which each row of a table takes its sources, by key."""
    key = table.key[0]
    if table.sources_from == "parent":
        columns = [child.parent for child in NESTED.values() if child.table == table.name]
        return {str(r[key]): [by_key[str(r[c])] for c in columns if r[c]] for r in tables[table.name]}
    if table.sources_from == "references":
        return {str(r[key]): [by_key[k] for k in _refers(table, r) if k in by_key] for r in tables[table.name]}
    found: dict[str, list[Row]] = {}
    for other in CURATED:
        if "known_from" not in other.names:
            continue
        columns = [c.name for c in other.columns if table.name in c.refers_to]
        for row in tables[other.name] if columns else ():
            for name in columns:
                for target in _as_list(row[name]):
                    found.setdefault(target, []).append(row)
    return found


def _refers(table: Table, row: Row) -> Iterator[str]:
    for column in table.columns:
        if column.refers_to and column.name != "source_ids":
            yield from _as_list(row[column.name])


def _as_list(value: object) -> list[str]:
    if value is None:
        return []
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


def _inherit(row: Row, givers: list[Row], columns: list[str]) -> None:
    """Take known day and sources from the earliest giver, into the columns that nobody filled."""
    dated = [(g["known_from"], _as_list(g["source_ids"])) for g in givers if isinstance(g["known_from"], dt.date)]
    if not dated:
        return
    day, sources = min(dated, key=lambda pair: (str(pair[0]), pair[1]))
    if "known_from" in columns:
        row["known_from"] = day
    if "source_ids" in columns and sources:
        row["source_ids"] = list(sources)
