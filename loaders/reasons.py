"""Why rows differ between two releases: rules where one holds for certain, else what people recorded.

People record reasons below ``datasets/curated/changes/``, in a file named after the release that the build is compared
with: ``<release>.yaml``, or ``<release>.<part>.yaml`` where several people write. A record names a table, and a row and
a field where it is about these only; the narrowest record counts. A record about exactly one line, that is a field of a
row or a row that is new or gone, goes before the rules; every other one only fills what no rule gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from datasets.columns import code, plain, text
from datasets.schema import TABLES
from loaders import change_rules
from loaders.curated import REASONS as FOLDER
from loaders.curated import CuratedError, Problem, read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from loaders.change_rules import Context, Reason
    from loaders.changes import Change
    from loaders.curated import Record

RECORD: Final = plain(
    FOLDER, "why rows differ from the release before",
    text("table", "Table whose rows differ.", required=True), text("row_id", "Key of the one row; none = every row."),
    text("field", "The one column; none = every column."),
    code("reason", "change_reason", "Why.", required=True), text("note", "Why, in words.", required=True),
)  # fmt: skip


@dataclass(frozen=True)
class Recorded:
    """A reason that somebody recorded.

    Attributes:
        since: Release that the build was compared with.
        table: Table.
        row_id: Row, or ``None`` for every row.
        field: Column, or ``None`` for every column.
        reason: Code.
        note: Words.
        place: File and line.
    """

    since: str
    table: str
    row_id: str | None
    field: str | None
    reason: str
    note: str
    place: str

    def fits(self, table: str, row_id: str, field: str) -> bool:
        """Whether it is about a change."""
        return self.table == table and self.row_id in (None, row_id) and self.field in (None, field)


def read(curated: Path) -> list[Recorded]:
    """All recorded reasons.

    Raises:
        CuratedError: If a file has errors.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    for path in sorted((curated / FOLDER).glob("*.yaml")):
        read_file(path, f"{FOLDER}/{path.name}", RECORD, records, problems)
    problems += _problems(records)
    if problems:
        raise CuratedError(problems)
    return [_recorded(record) for record in records]


def _recorded(record: Record) -> Recorded:
    """A record as a reason; the part of the file name before the first full stop is the release."""
    row: dict[str, Any] = record.row
    since = record.file.removeprefix(f"{FOLDER}/").split(".")[0]
    place = f"{record.file}:{record.line}"
    return Recorded(since, row["table"], row.get("row_id"), row.get("field"), row["reason"], row["note"], place)


def _problems(records: list[Record]) -> Iterator[Problem]:
    """Tables and columns that do not exist, and two records about the same."""
    seen: dict[tuple[object, ...], Record] = {}
    for record in records:
        row = record.row
        table = TABLES.get(str(row.get("table")))
        if "table" in row and (table is None or table.name == FOLDER):
            yield record.problem("table", f"there is no table {row['table']!r}")
        elif table and "field" in row and row["field"] not in (*table.names, "|".join(table.key)):
            yield record.problem("field", f"table {table.name} has no column {row['field']!r}")
        about = (record.file.split(".")[0], row.get("table"), row.get("row_id"), row.get("field"))
        first = seen.setdefault(about, record)
        if first is not record:
            yield record.problem("table", f"is about the same as {first.file}:{first.line}; keep one")


def give(changes: Sequence[Change], recorded: Sequence[Recorded], context: Context) -> None:
    """Give every change the reason that a record or a rule has for it; others stay without."""
    for change in changes:
        exact = [one for one in recorded if one.row_id and (one.field or change.is_whole)]
        rest = [one for one in recorded if one.row_id and one not in exact]
        _take(change, _narrowest(change, exact) or change_rules.by_rule(change, context) or _narrowest(change, rest))
    change_rules.follow(changes)
    for change in changes:
        if change.reason is None:
            _take(change, _narrowest(change, [one for one in recorded if not one.row_id]))
    change_rules.follow(changes)


def _take(change: Change, found: Reason | None) -> None:
    """Write down a reason, if there is one."""
    if found:
        change.reason, change.note = found


def idle(rows: Sequence[Mapping[str, Any]], recorded: Sequence[Recorded]) -> list[Recorded]:
    """Records that gave no line of the table ``changes`` its reason."""
    return [
        one for one in recorded
        if not any(
            one.fits(row["table"], row["row_id"], row["field"]) and (row["reason"], row["note"]) == (one.reason, one.note)
            for row in rows
        )
    ]  # fmt: skip


def _narrowest(change: Change, recorded: Iterable[Recorded]) -> Reason | None:
    """Reason and words of the record that is about a change and names the most."""
    fitting = [one for one in recorded if one.fits(change.table, change.key, change.field)]
    best = max(fitting, key=lambda one: (one.row_id is not None, one.field is not None), default=None)
    return (best.reason, best.note) if best else None
