"""What differs between the tables of a build and the release kept before it: one line per field, with its reason.

People and publishers fill the curated tables and the list entries: these are compared as they are. Derived tables follow
from them, so they are compared on equal facts: the earlier release as stored against the same release computed with
today's definitions. A line there means that a definition changed, not the world.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import re
from typing import TYPE_CHECKING, Any, Final

import pyarrow.parquet as pq

from datasets import store
from datasets.columns import LIST_SEPARATOR
from datasets.definitions.derive import DERIVED, derive
from datasets.filters import IDS
from datasets.schema import CURATED, TABLES
from loaders import change_rules, reasons
from loaders.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from loaders.reasons import Recorded

    Row = dict[str, Any]

HELD: Final = (*(table.name for table in CURATED), "list_entries")
# What names the copy of a list, not the entry: every entry of a new version differs in it.
OF_THE_COPY: Final = re.compile(r"list_version(_.*)?")
RELEASE: Final = "release"


class ChangesError(TrackerError):
    """The release kept before cannot be compared with."""


@dataclasses.dataclass
class Change:
    """One field of one row that differs.

    Attributes:
        table: Table.
        key: Key of the row, its parts joined.
        field: Column; the key column where the whole row is new or gone.
        before: The row as it was; ``None`` if it is new.
        after: The row as it is; ``None`` if it is gone.
        reason: Why, once known.
        note: The rule or the words that gave the reason.
    """

    table: str
    key: str
    field: str
    before: Row | None = dataclasses.field(repr=False)
    after: Row | None = dataclasses.field(repr=False)
    reason: str | None = None
    note: str | None = None

    @property
    def old(self) -> str | None:
        """Old value as text."""
        return self.key if self.is_whole and self.before else as_text((self.before or {}).get(self.field))

    @property
    def new(self) -> str | None:
        """New value as text."""
        return self.key if self.is_whole and self.after else as_text((self.after or {}).get(self.field))

    @property
    def is_whole(self) -> bool:
        """Whether the row is new or gone."""
        return self.before is None or self.after is None

    @property
    def id(self) -> str:
        """Key of the line; a digest stands in where the row's own key does not fit an address."""
        made = f"{self.table}.{self.key}.{self.field}"
        short = hashlib.sha256(self.key.encode()).hexdigest()[:12]
        return made if IDS.fullmatch(made) else f"{self.table}.{short}.{self.field}"


def before(folder: Path, tables: Mapping[str, pa.Table]) -> store.Release | None:
    """The kept release that a build is compared with: the last one kept whose rows are not the same.

    A build of the rows that were kept last is that release again, so it is compared with what that one was compared with.

    Args:
        folder: Release folder whose kept releases count.
        tables: The built tables; ``changes`` does not count.

    Raises:
        ChangesError: If the kept release is not whole.
    """
    for release, path in store.kept_releases(folder).items():
        try:
            manifest = store.read_manifest(folder, release)
            if all(_is_same(folder, manifest, name, tables[name]) for name in TABLES if name != "changes"):
                continue
            opened = store.open_release(folder, release=release)
        except store.OtherVersionError:  # a contract whose names changed: nothing to compare with
            continue
        except store.StoreError as error:
            raise ChangesError(f"the kept release {release} cannot be compared with: {error}") from None
        if opened.faults:
            raise ChangesError(
                f"the kept release {path} cannot be compared with: {'; '.join(opened.faults.values())}; take its files "
                "from the repository again, or raise the schema version where a column was renamed"
            )
        return opened
    return None


def _is_same(folder: Path, manifest: Mapping[str, Any], name: str, built: pa.Table) -> bool:
    """Whether a kept table has the rows of a built one; a table that cannot be read has not."""
    entry = manifest["tables"].get(name)
    if entry is None or entry["rows"] != built.num_rows or not (folder / entry["file"]).is_file():
        return False
    return bool(pq.read_table(folder / entry["file"]).equals(built))


def rows(
    tables: Mapping[str, pa.Table], earlier: store.Release | None, recorded: Sequence[Recorded], day: dt.date
) -> list[Row]:
    """Rows of the table ``changes``.

    Args:
        tables: The built tables.
        earlier: The release to compare with; without one nothing has changed.
        recorded: Reasons that people gave for changes since that release.
        day: Day of the built release.
    """
    if earlier is None:
        return []
    found = [*differences(tables, earlier), *redefined(earlier)]
    reasons.give(found, recorded, context(tables, earlier))
    return [
        {"change_id": one.id, "subject": RELEASE, "from_version": earlier.id, "to_version": day.isoformat(),
         "table": one.table, "row_id": one.key, "field": one.field, "old": one.old, "new": one.new,
         "reason": one.reason, "note": one.note}
        for one in found
    ]  # fmt: skip


def context(tables: Mapping[str, pa.Table], earlier: store.Release) -> change_rules.Context:
    """What the rules know of both releases beside the row itself."""
    held = {row["source_id"] for row in store.rows(earlier.table("sources").select("source_id"))}
    versions = change_rules.versions(
        store.rows(earlier.table("list_entries").select("list_name", "list_version_latest"))
    )
    newer = change_rules.versions(tables["list_entries"].select(["list_name", "list_version_latest"]).to_pylist())
    return change_rules.Context(earlier.day, frozenset(held), earlier.held, versions, newer)


def differences(tables: Mapping[str, pa.Table], earlier: store.Release) -> Iterator[Change]:
    """Fields that differ in what people and publishers filled."""
    for name in HELD:
        yield from _compare(name, store.rows(earlier.table(name)), tables[name].to_pylist())


def redefined(earlier: store.Release) -> Iterator[Change]:
    """Fields of derived tables that today's definitions compute otherwise from the earlier release's own facts."""
    today = derive(dict(earlier.frames), earlier.day)
    for name in DERIVED:
        yield from _compare(name, store.rows(earlier.table(name)), today[name].to_dicts())


def _compare(name: str, old: list[Row], new: list[Row]) -> Iterator[Change]:
    """Differences of one table, row by row in the order of the keys."""
    table = TABLES[name]
    first, last = ({_key(row, table.key): row for row in rows} for rows in (old, new))
    whole = LIST_SEPARATOR.join(table.key)
    for key in sorted({*first, *last}):
        one, other = first.get(key), last.get(key)
        if one is None or other is None:
            yield Change(name, key, whole, one, other)
        elif one != other:
            columns = (c for c in table.names if not OF_THE_COPY.fullmatch(c))
            yield from (Change(name, key, c, one, other) for c in columns if as_text(one[c]) != as_text(other[c]))


def _key(row: Row, columns: Sequence[str]) -> str:
    return LIST_SEPARATOR.join(str(row[column]) for column in columns)


def as_text(value: Any) -> str | None:  # noqa: ANN401 - a field of any kind
    """A value as raw CSV has it; ``None`` where it is unknown, and for an empty list."""
    if value is None or value == []:
        return None
    if isinstance(value, list):
        return LIST_SEPARATOR.join(str(one) for one in value)
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, dt.date) else str(value)
