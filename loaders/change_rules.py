"""Rules that give a change its reason where one holds for certain; a change that none holds for is left to people."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from datasets.definitions.asof import COMPANIONS
from datasets.schema import TABLES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from datasets.columns import Table
    from loaders.changes import Change

Reason = tuple[str, str]  # code and words
FROM_LIST: Final = re.compile(r"list_reference|name_as_listed|programmes|legal_basis|origins|(de)?listed(_.*)?")
WITHDRAWN: Final = ("withdrawn_on", "withdrawn_why")
PROVENANCE: Final = ("known_from", "known_from_why", "source_ids", *WITHDRAWN, "distinct_from", "notes")


@dataclass(frozen=True)
class Context:
    """What the rules know of both releases beside the rows.

    Attributes:
        day: Day of the earlier release.
        sources: Sources that it held.
        held: Columns that it held, for tables that the contract has widened since.
        versions: Newest version of each list that it held.
        newer: Newest version of each list now.
    """

    day: dt.date
    sources: frozenset[str]
    held: Mapping[str, tuple[str, ...]]
    versions: Mapping[str, dt.date | None]
    newer: Mapping[str, dt.date | None]


def by_rule(change: Change, context: Context) -> Reason | None:
    """Reason and words of the first rule that holds; ``None`` if none does."""
    return next(filter(None, (rule(change, context) for rule in RULES)), None)


def _column(change: Change, context: Context) -> Reason | None:
    held = context.held.get(change.table)
    if change.before and held and change.field not in held:
        return "scope", "the earlier release did not have this column"
    return None


def _list(change: Change, context: Context) -> Reason | None:
    """What comes from an official list: new with the list, or changed with its version."""
    name = _list_of(change, context)
    if name is None:
        return None
    if name not in context.versions:
        return ("scope", "the earlier release did not hold this list") if name in context.newer else None
    old, new = context.versions[name], context.newer.get(name)
    return ("world", "a newer version of the list") if old and new and new > old else None


def _list_of(change: Change, context: Context) -> str | None:
    """The list that a change comes from, if it comes from one."""
    row = change.after or change.before or {}
    if change.table == "list_entries":
        return str(row["list_name"])
    if change.table == "sources" and change.after is None:  # the copy that a newer one took the place of
        return next((n for n in context.versions if change.key.startswith(f"src-list-{n}-")), None)
    origins = row.get("origins") or []
    if "official_list" in origins and (origins == ["official_list"] or FROM_LIST.fullmatch(change.field)):
        return str(row["list_name"])
    return None


def _withdrawn(change: Change, _: Context) -> Reason | None:
    if change.field in WITHDRAWN and change.after and change.after[change.field]:
        return "correction", "the row was withdrawn as our own error"
    return None


def _new_row(change: Change, context: Context) -> Reason | None:
    row = change.after
    if change.before or row is None:
        return None
    if change.table == "coverage":
        return "source", "a further check"
    known = row["published_earliest"] if change.table == "sources" else row.get("known_from")
    if known and known > context.day:
        return "world", "public only after the earlier release"
    if change.table == "sources" or set(row.get("source_ids") or ()) - context.sources:
        return "source", "public before the earlier release, from a source that was added"
    return None


def _later(change: Change, context: Context) -> Reason | None:
    """A date that may become public after its row, with what is said about it."""
    names = TABLES[change.table].names
    for name in TABLES[change.table].dates:
        group = (name, *(f"{name}_{part}" for part in ("earliest", "latest", "basis", "known_from")))
        if f"{name}_known_from" in names and change.after and change.field in (*group, *COMPANIONS.get(name, ())):
            known = change.after[f"{name}_known_from"] or change.after[f"{name}_latest"]
            return ("world", "came about after the earlier release") if known and known > context.day else None
    return None


def _source(change: Change, _: Context) -> Reason | None:
    old, new = change.before or {}, change.after or {}
    if change.field == "source_ids" and set(new.get("source_ids") or ()) - set(old.get("source_ids") or ()):
        return "source", "a source was added"
    if change.field in ("source_ids", "known_from") and TABLES[change.table].sources_from != "typed":
        return "source", "taken from the rows that it goes with"
    if change.table == "sources" and change.field == "archived_url" and not old.get("archived_url"):
        return "source", "an archived copy was added"
    return None


def _checked_again(change: Change, _: Context) -> Reason | None:
    is_later = change.field in ("to", "checked_on") and change.before and change.after
    if change.table == "coverage" and is_later and change.new and (change.old or "") < change.new:
        return "source", "checked again"
    return None


RULES: Final[tuple[Callable[[Change, Context], Reason | None], ...]] = (
    _column, _list, _withdrawn, _new_row, _later, _source, _checked_again,
)  # fmt: skip


def follow(changes: Sequence[Change]) -> None:
    """A computed field takes the reason of what it is computed from, where that is one."""
    by_row: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_row[change.key].append(change)
    for change in changes:
        if change.reason is None and change.before and change.after and _is_computed(change):
            givers = [g for g in by_row[change.key] if g.table == change.table and _gives(g, change)]
            givers = givers or [g for key in _referred(change) for g in by_row.get(key, ()) if _counts(g, change)]
            found = {g.reason for g in givers}
            if len(found) == 1 and None not in found:
                change.reason, change.note = found.pop(), "computed from what changed"


def _is_computed(change: Change) -> bool:
    table = TABLES[change.table]
    if change.field == "known_from":
        return not (change.after or {}).get("known_from_why")
    return table.curated and table.column(change.field).computed


def _gives(giver: Change, change: Change) -> bool:
    """Whether a field of the same row may have changed a computed one."""
    table = TABLES[change.table]
    of_date = next((name for name in table.dates if change.field in (f"{name}_earliest", f"{name}_latest")), None)
    if of_date:
        return giver.field == of_date
    if change.field == "known_from":
        return giver.field in ("source_ids", table.public_day)
    return not table.column(giver.field).computed and giver.field not in PROVENANCE


def _counts(giver: Change, change: Change) -> bool:
    """Whether a field of a row that is referred to may have changed a computed one."""
    return change.field == "known_from" or giver.field not in PROVENANCE


def _referred(change: Change) -> Iterator[str]:
    """Keys of other rows that the row names; sources do not change what is computed."""
    table: Table = TABLES[change.table]
    for column in table.columns:
        if column.refers_to and column.name != "source_ids":
            value: Any = (change.after or {}).get(column.name) or ()
            yield from value if isinstance(value, list) else [value] if value else []


def versions(entries: Iterable[Mapping[str, Any]]) -> dict[str, dt.date | None]:
    """Newest version of each list among entries; ``None`` where none is dated."""
    found: dict[str, dt.date | None] = {}
    for entry in entries:
        dates = [day for day in (found.get(entry["list_name"]), entry["list_version_latest"]) if day]
        found[entry["list_name"]] = max(dates, default=None)
    return found
