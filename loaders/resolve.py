"""Linking list entries to curated targets: by identifiers, then by the crosswalk, never by names alone.

A target is linked by an identifier that both print (the IMO number of a ship, a tax number), else by the reference that
a curated listing cites or a row of the crosswalk. Where the two disagree, nothing is linked and the conflict is kept in
``resolution`` for a person to settle. Likeness of names only proposes (:mod:`loaders.propose`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from loaders import crosswalk
from loaders.cleaning import compact
from loaders.complete import complete
from loaders.curated import read_folder
from loaders.lists.extract import Watch, references_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from loaders.complete import Tables
    from loaders.curated import Row

# Curated identifier types → type on list entries. Types that are reused (call signs) or not printed on lists are left out.
COMPARED: Final[dict[str, str]] = {
    "imo": "imo", "company_imo": "company_imo", "tail": "tail", "swift": "swift", "tax": "tax",
    "registration": "registration", "crypto_wallet": "other",
}  # fmt: skip
NATIONAL: Final = ("tax", "registration")  # numbers of one country's register; short ones occur in several
LONG_ENOUGH: Final = 8


def watch_of(curated: Path, lists: Path | None = None) -> Watch:
    """What the curated facts know: identifiers and references of their targets.

    Args:
        curated: Folder of curated facts.
        lists: Folder of the accepted extracts, which holds the crosswalk; by default beside ``curated``.

    Raises:
        CuratedError: If a curated file has errors.
        CrosswalkError: If a crosswalk file has errors or names a target that does not exist.
    """
    return watch_from(complete(read_folder(curated)), lists or curated.parent / "lists")


def watch_from(tables: Tables, lists: Path) -> Watch:
    """The same from curated rows already read.

    Raises:
        CrosswalkError: If a crosswalk file has errors or names a target that does not exist.
    """
    table = crosswalk.read(lists)
    if unknown := crosswalk.unknown_targets(table, tables["targets"]):
        raise crosswalk.CrosswalkError(
            f"{lists / crosswalk.FOLDER}: no curated target has the id {', '.join(unknown)}; correct target_id"
        )
    kinds = {str(row["target_id"]): str(row["kind"]) for row in tables["targets"]}
    return Watch(_identifiers(tables["target_identifiers"]), _references(tables["listings"], table), kinds)


def _identifiers(rows: Iterable[Row]) -> dict[str, str]:
    """Comparable identifiers by target; one that two targets carry says nothing and is left out."""
    found: dict[str, set[str]] = {}
    for row in rows:
        kind, value = COMPARED.get(str(row["type"])), compact(str(row["value"]))
        if kind and not row["withdrawn_on"] and not (kind in NATIONAL and len(value) < LONG_ENOUGH):
            found.setdefault(f"{kind}:{value}", set()).add(str(row["target_id"]))
    return {key: targets.pop() for key, targets in found.items() if len(targets) == 1}


def _references(listings: Iterable[Row], table: crosswalk.Crosswalk) -> dict[tuple[str, str], str]:
    found = dict(table.rows)
    for row in listings:
        list_name, reference = str(row["list_name"]), row["list_reference"]
        if reference and not row["withdrawn_on"]:
            entry_id = table.entry_id(list_name, str(reference)) or str(reference)
            found.setdefault((list_name, entry_id), str(row["target_id"]))
    return found


def link(rows: Iterable[Mapping[str, Any]], watch: Watch) -> list[dict[str, Any]]:
    """Rows of ``list_entries`` with ``target_id`` and ``resolution``.

    Args:
        rows: Rows of the extracts (:func:`loaders.lists.shipped.rows`).
        watch: What the curated facts know (:func:`watch_from`).

    Returns:
        Every row, in order, none merged; both new columns null where nothing is known.
    """
    return [dict(row) | _resolved(row, watch) for row in rows]


def _resolved(row: Mapping[str, Any], watch: Watch) -> dict[str, str | None]:
    found: dict[str, str] = {}
    for identifier in row["identifiers"]:
        if (target := watch.identifiers.get(identifier)) and _may_be(row, target, watch):
            found.setdefault(target, f"identifier {identifier}")
    for reference in references_of(row["list_name"], row["part"], row["entry_id"]):
        if target := watch.references.get(reference):
            found.setdefault(target, f"reference {' '.join(reference)}")
    if len(found) > 1:
        why = "; ".join(f"{how}: {target}" for target, how in sorted(found.items()))
        return {"target_id": None, "resolution": f"conflict: {why}"}
    target, how = next(iter(found.items()), (None, None))
    return {"target_id": target, "resolution": how}


def _may_be(row: Mapping[str, Any], target: str, watch: Watch) -> bool:
    """Kinds must agree: a firm may carry the number of its ship."""
    kind = watch.kinds.get(target)
    return row["kind"] is None or kind is None or row["kind"] == kind


def conflicts(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Entries whose identifiers and references name different targets, one line each."""
    return [
        f"{row['list_entry_id']}: {row['resolution']}"
        for row in rows
        if str(row["resolution"] or "").startswith("conflict")
    ]
