"""Reviewed facts in YAML → rows; every error says file, line, record, field, and what is allowed.

A file below ``datasets/curated/<table>/`` is a list of records, each a mapping of the table's column names. Some records
may hold children, rows of another table written where they belong (:data:`NESTED`). All scalars are text: nothing is
typed by YAML, so ``NO`` is Norway and ``2024-05`` a month. A field that is not known is left out.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import yaml

from datasets import dates, vocabulary
from datasets.schema import TABLES
from loaders.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator
    from pathlib import Path

    from datasets.columns import Column, Table

Value = str | int | float | bool | dt.date | list[str] | None
Row = dict[str, Value]

ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]*", re.ASCII)
NULL_WORDS: Final = {"null", "~", "yes", "no", "none", "n/a", "unknown", "-", "?"}
NORWAY: Final = "NO"
REASONS: Final = "changes"  # folder of recorded reasons, which are no facts: see :mod:`loaders.reasons`
MAX_SHOWN: Final = 200


@dataclass(frozen=True)
class Child:
    """Rows of another table written inside a record.

    Attributes:
        table: The table they go to.
        parent: Their column that holds the key of the record around them.
        key: Columns whose values, joined, make the child's own key behind the parent's.
        copied: Columns taken from the record around them unless the child has its own.
    """

    table: str
    parent: str
    key: tuple[str, ...]
    copied: tuple[str, ...] = ()


NESTED: Final[dict[tuple[str, str], Child]] = {
    ("measures", "counts"): Child("announced_counts", "measure_id", ("target_kind", "basis")),
    ("measures", "links"): Child("links", "measure_id", ("transfer_id", "event_id", "basis")),
    ("targets", "names"): Child("target_names", "target_id", ("name",)),
    ("targets", "identifiers"): Child("target_identifiers", "target_id", ("type", "value")),
    ("listings", "parts"): Child("participations", "listing_id", ("transfer_id", "role"), ("target_id",)),
    ("claims", "parts"): Child("participations", "claim_id", ("target_id", "role"), ("transfer_id",)),
}


@dataclass(frozen=True)
class Problem:
    """What is wrong, where, and what would be right."""

    file: str
    line: int
    record: str
    field: str
    message: str

    def __str__(self) -> str:
        """One line for the person who edits the file."""
        place = f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.record, self.field, self.message) if part)


class CuratedError(TrackerError):
    """One or more problems in curated files."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        lines = [str(problem) for problem in problems[:MAX_SHOWN]]
        if len(problems) > MAX_SHOWN:
            lines.append(f"… and {len(problems) - MAX_SHOWN} more")
        super().__init__("the curated facts have errors; nothing was built\n" + "\n".join(lines))


@dataclass(frozen=True)
class Record:
    """One row as read, with the places it came from.

    Attributes:
        table: Name of its table.
        row: Values by column; only columns that were filled.
        file: File name, relative to the curated folder.
        lines: Line of each field.
        line: Line of the record.
        parent: Key of the record around it, if any.
    """

    table: str
    row: Row
    file: str
    line: int
    lines: dict[str, int] = field(default_factory=dict)
    parent: str | None = None

    @property
    def id(self) -> str:
        """Key of the row; empty if it was not given."""
        return str(self.row.get(TABLES[self.table].key[0], ""))

    def problem(self, name: str, message: str) -> Problem:
        """A problem in one field of this record."""
        return Problem(self.file, self.lines.get(name, self.line), self.id or "(no id)", name, message)


def read_folder(folder: Path) -> list[Record]:
    """All records below a folder of curated facts.

    Args:
        folder: Holds one folder per table, with ``.yaml`` files.

    Raises:
        CuratedError: If a file is not UTF-8, not YAML, empty, or holds a field or value that its table does not allow;
            if there is no file at all.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    paths = sorted(folder.rglob("*.y*ml"))
    if not paths:
        problems.append(Problem(folder.as_posix(), 1, "", "", "holds no curated facts: no .yaml file below it"))
    for path in paths:
        name = path.relative_to(folder).as_posix()
        if path.suffix != ".yaml":
            problems.append(Problem(name, 1, "", "", "is not read: name it .yaml"))
            continue
        table = name.split("/")[0]
        if table == REASONS:
            continue
        if table not in TABLES or not TABLES[table].curated:
            allowed = ", ".join(t.name for t in TABLES.values() if t.curated)
            problems.append(Problem(name, 1, "", "", f"{table!r} is no curated table; allowed: {allowed}"))
            continue
        read_file(path, name, TABLES[table], records, problems)
    if problems:
        raise CuratedError(problems)
    return records


def read_file(path: Path, name: str, table: Table, records: list[Record], problems: list[Problem]) -> None:
    """Read one file of records of a table, known by a name; adds to records and problems."""
    content = path.read_bytes()
    try:
        root = yaml.compose(content.decode(), Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        problems.append(Problem(name, 1, "", "", f"not UTF-8 text (byte {error.start}); save the file as UTF-8"))
        return
    except yaml.YAMLError as error:
        mark, at = getattr(error, "problem_mark", None), getattr(error, "position", 0)
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        line = mark.line if mark else content[:at].count(b"\n")
        problems.append(Problem(name, line + 1, "", "", f"not YAML: {what}"))
        return
    if not isinstance(root, yaml.SequenceNode) or not root.value:
        problems.append(Problem(name, 1, "", "", "the file is empty or no list; begin each record with '- '"))
        return
    for node in root.value:
        _read_record(node, file=name, table=table, records=records, problems=problems)


def _read_record(
    node: yaml.Node, *, file: str, table: Table, records: list[Record], problems: list[Problem],
    around: Record | None = None, child: Child | None = None,
) -> None:  # fmt: skip
    """Read one record and its children."""
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        problems.append(Problem(file, line, "", "", f"a record of {table.name} is a mapping of column: value"))
        return
    record = Record(table.name, {}, file, line, {}, around.id if around else None)
    nested: list[tuple[Child, yaml.Node]] = []
    faults: list[tuple[str, int, str]] = []
    for key_node, value_node in node.value:
        name, at = str(key_node.value), key_node.start_mark.line + 1
        if name in record.lines:
            faults.append((name, at, f"given twice, first in line {record.lines[name]}; keep one"))
            continue
        record.lines[name] = at
        if (table.name, name) in NESTED:
            nested.append((NESTED[table.name, name], value_node))
            continue
        try:
            record.row[name] = _value(table, name, value_node)
        except ValueError as error:
            faults.append((name, at, str(error)))
    if around and child:
        _complete_child(record, around, child)
    _complete_dates(table, record)
    problems.extend(Problem(file, at, record.id or "(no id)", name, what) for name, at, what in faults)
    problems.extend(_missing(table, record, {name for name, _, _ in faults}))
    records.append(record)
    for inner, inner_node in nested:
        if not isinstance(inner_node, yaml.SequenceNode):
            problems.append(record.problem(inner.table, "holds a list of records"))
            continue
        for item in inner_node.value:
            _read_record(
                item,
                file=file,
                table=TABLES[inner.table],
                records=records,
                problems=problems,
                around=record,
                child=inner,
            )


def _complete_child(record: Record, around: Record, child: Child) -> None:
    """Give a nested record its parent's key, copied columns and a key of its own."""
    row, key = record.row, TABLES[record.table].key[0]
    row[child.parent] = around.id
    for name in child.copied:
        if name not in row and name in around.row:
            row[name] = around.row[name]
    if key not in row:
        parts = [str(row[name]) for name in child.key if name in row]
        row[key] = ".".join([around.id, *(_slug(part) for part in parts)])


def _slug(text: str) -> str:
    """An id part from any text: itself where it may stand in an id, else a short digest of it."""
    lowered = text.lower()
    return lowered if ID.fullmatch(lowered) else hashlib.sha256(text.encode()).hexdigest()[:8]


def _complete_dates(table: Table, record: Record) -> None:
    """Fill the interval columns of every date field that is given."""
    for name in table.dates:
        text = record.row.get(name)
        if isinstance(text, str):
            known = dates.parse(text)
            record.row[f"{name}_earliest"], record.row[f"{name}_latest"] = known.earliest, known.latest
            record.row.setdefault(f"{name}_basis", "stated")


def _missing(table: Table, record: Record, faulty: set[str]) -> Iterator[Problem]:
    """Required columns that are not filled."""
    for column in table.columns:
        if column.required and column.name not in record.row and column.name not in faulty:
            yield record.problem(column.name, f"is required ({column.meaning})")


def _value(table: Table, name: str, node: yaml.Node) -> Value:
    """The typed value of one field.

    Raises:
        ValueError: If the table has no such column or the column does not allow the value.
    """
    try:
        column = table.column(name)
    except KeyError:
        typed = ", ".join(c.name for c in table.columns if not c.computed)
        children = ", ".join(n for t, n in NESTED if t == table.name)
        raise ValueError(f"no such column; allowed: {typed}{', ' + children if children else ''}") from None
    if column.computed:
        raise ValueError("is computed; leave it out")
    if name in table.dates:
        text = _scalar(node)
        dates.parse(text)
        return text
    if column.kind in {"ids", "codes", "texts"}:
        return _list(column, node)
    read: Callable[[Column, str], Value] = _READERS[column.kind]
    return read(column, _scalar(node, _terms(column)))


def _scalar(node: yaml.Node, allowed: Container[str] = ()) -> str:
    """The text of a scalar node; an unquoted word that says nothing only where it is one of the allowed codes."""
    if not isinstance(node, yaml.ScalarNode):
        raise ValueError("holds one value, not a list or mapping")  # noqa: TRY004
    text = str(node.value).strip()
    is_bare = not node.style and text not in allowed
    if not text or (is_bare and text != NORWAY and text.lower() in NULL_WORDS):
        raise ValueError(
            f"{text!r} says nothing: leave the field out if it is unknown, or quote the word if it is meant"
        )
    return text


def _terms(column: Column) -> tuple[str, ...]:
    """Codes that a column takes; none where it has no vocabulary."""
    return vocabulary.codes(column.vocabulary) if column.vocabulary else ()


def _list(column: Column, node: yaml.Node) -> list[str]:
    """The values of a list column."""
    if not isinstance(node, yaml.SequenceNode):
        raise ValueError("holds a list: write [a, b] or one '- ' line each")  # noqa: TRY004
    single = {"ids": _id, "codes": _code, "texts": _text}[column.kind]
    values = [single(column, _scalar(item, _terms(column))) for item in node.value]
    if not values:
        raise ValueError("the list is empty: leave the field out")
    if len(set(values)) < len(values):
        raise ValueError("a value stands twice in the list")
    return values


def _id(_: Column, text: str) -> str:
    if not ID.fullmatch(text):
        raise ValueError(f"{text!r} is no id; allowed: lower-case a–z, 0–9, and . _ - inside")
    return text


def _code(column: Column, text: str) -> str:
    allowed = _terms(column)
    if text not in allowed:
        raise ValueError(f"{text!r} is not in the vocabulary {column.vocabulary}; allowed: {', '.join(allowed)}")
    return text


def _text(_: Column, text: str) -> str:
    return text


def _int(_: Column, text: str) -> int:
    if not re.fullmatch(r"-?\d+", text, re.ASCII):
        raise ValueError(f"{text!r} is no whole number; write digits only")
    return int(text)


def _float(_: Column, text: str) -> float:
    if not re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII):
        raise ValueError(f"{text!r} is no number; write digits with a decimal point")
    return float(text)


def _bool(_: Column, text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(f"{text!r} is neither true nor false")
    return text == "true"


def _day(_: Column, text: str) -> dt.date:
    return dates.day(text)


_READERS: Final[dict[str, Callable[[Column, str], Value]]] = {
    "text": _text, "code": _code, "id": _id, "int": _int, "float": _float, "bool": _bool, "day": _day,
}  # fmt: skip
