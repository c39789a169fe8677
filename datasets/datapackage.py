"""The contract as a Frictionless Data Package: every table and column with type, meaning, terms, keys, licence, sources.

Two forms of one description: ``datapackage.json`` beside the manifest names the Parquet files of a release, and
``/data/datapackage.json`` names the CSV that the server hands out. See https://specs.frictionlessdata.io/data-package/.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from datasets import vocabulary
from datasets.columns import LIST_SEPARATOR
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from datasets.columns import Column, Table

FILE: Final = "datapackage.json"
NAME: Final = "dprk-russia-sanctions-response-tracker"
TITLE: Final = "DPRK–Russia sanctions-response tracker"
DESCRIPTION: Final = (
    "What is alleged to have moved between Pyongyang and Moscow, who says so on what evidence, and who answered with "
    "which measure. A row says who said what, when; never that it happened. An empty cell is unknown, never zero. "
    "Not for compliance screening: no entry here does not mean not sanctioned."
)
CURATED_LICENCE: Final = {
    "name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}  # fmt: skip
LISTS_LICENCE: Final = {"name": "other-closed", "title": "Official lists: terms of the publisher of each list"}
FROM_LISTS: Final = ("listings", "list_entries", "changes")
CSV_TYPES: Final = {"int": "integer", "float": "number", "bool": "boolean", "day": "date"}
# Parquet states its own types; the reference reader hands over lists as arrays of another library and whole numbers
# with gaps as floats, so the description asks no more than it can see.
PARQUET_TYPES: Final = {**CSV_TYPES, "int": "number", "ids": "any", "codes": "any", "texts": "any"}


def of_files(manifest: Mapping[str, Any]) -> bytes:
    """``datapackage.json`` of a release folder: its Parquet files with size and digest; the same for the same manifest."""
    resources = []
    for name, entry in manifest["tables"].items():
        about = {"path": entry["file"], "format": "parquet", "mediatype": "application/vnd.apache.parquet",
                 "hash": f"sha256:{entry['sha256']}"}  # fmt: skip
        resources.append(_resource(TABLES[name], about, PARQUET_TYPES))
    text = json.dumps(_package(manifest, resources), ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def of_addresses(manifest: Mapping[str, Any], query: str = "") -> dict[str, Any]:
    """The same with the addresses below ``/data/``: raw CSV, without byte-order mark and formula guard.

    Args:
        manifest: Manifest of the release.
        query: Further parameters of every address.
    """
    resources = []
    for name in manifest["tables"]:
        if name in TABLES:
            path = f"{name}.csv?raw=1" + (f"&{query}" if query else "")
            about = {"path": path, "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
            resources.append(_resource(TABLES[name], about, CSV_TYPES))
    return _package(manifest, resources)


def _package(manifest: Mapping[str, Any], resources: list[dict[str, Any]]) -> dict[str, Any]:
    """Head of a package."""
    documents = "Documents that were read, one row each in the resource sources"
    held = [{"title": documents, "path": r["path"]} for r in resources if r["name"] == "sources"]
    return {
        "name": NAME, "title": TITLE, "description": DESCRIPTION, "version": manifest["release"],
        "keywords": ["sanctions", "DPRK", "North Korea", "Russia"], "licenses": [CURATED_LICENCE, LISTS_LICENCE],
        "sources": [*held, {"title": "Official lists of US, EU, JP, KR and UN, named in the column list_name"}],
        "resources": resources,
    }  # fmt: skip


def _resource(table: Table, about: dict[str, Any], types: Mapping[str, str]) -> dict[str, Any]:
    """One table."""
    licences = [CURATED_LICENCE, LISTS_LICENCE] if table.name in FROM_LISTS else [CURATED_LICENCE]
    schema: dict[str, Any] = {
        "fields": [_field(column, table, types) for column in table.columns], "primaryKey": list(table.key),
        "missingValues": [""],
    }  # fmt: skip
    keys = [_foreign_key(c, table) for c in table.columns if c.kind == "id" and len(c.refers_to) == 1]
    if keys:
        schema["foreignKeys"] = keys
    return {"name": table.name, "title": _title(table.name), "description": f"A row is {table.row}.", **about,
            "licenses": licences, "schema": schema}  # fmt: skip


def _title(name: str) -> str:
    """A public name as words."""
    return name.replace("_", " ").capitalize()


def _field(column: Column, table: Table, types: Mapping[str, str]) -> dict[str, Any]:
    """One column. What the specification has no word for stands in ``vocabulary``, ``refersTo`` and ``listOf``."""
    kind = types.get(column.kind, "string")
    is_list = column.kind in {"ids", "codes", "texts"}
    terms = list(vocabulary.codes(column.vocabulary)) if column.vocabulary else []
    constraints: dict[str, Any] = {"required": True} if column.required or column.name in table.key else {}
    if terms and not is_list:
        constraints["enum"] = terms
    elif terms and kind == "string":
        one = "|".join(map(re.escape, terms))
        constraints["pattern"] = f"^({one})({re.escape(LIST_SEPARATOR)}({one}))*$"
    meaning = column.meaning
    if is_list:
        meaning += f" Several values are joined by {LIST_SEPARATOR}." if kind == "string" else " A list."
    field: dict[str, Any] = {"name": column.name, "title": _title(column.name), "description": meaning, "type": kind}
    if is_list:
        field["listOf"] = terms or "string"
    if constraints:
        field["constraints"] = constraints
    if column.vocabulary:
        field["vocabulary"] = column.vocabulary
    if column.refers_to:
        field["refersTo"] = list(column.refers_to)
    return field


def _foreign_key(column: Column, table: Table) -> dict[str, Any]:
    """A column that holds the key of one other table; an empty resource name stands for the table itself."""
    (other,) = column.refers_to
    return {"fields": [column.name], "reference": {"resource": "" if other == table.name else other,
                                                   "fields": list(TABLES[other].key)}}  # fmt: skip
