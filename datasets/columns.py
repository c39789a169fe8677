"""The words in which :mod:`datasets.schema` declares tables: columns, tables and how to write them briefly."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

import pyarrow as pa

Kind = Literal["text", "code", "id", "ids", "codes", "texts", "int", "float", "bool", "day"]
ARROW: Final[dict[Kind, pa.DataType]] = {
    "text": pa.string(), "code": pa.string(), "id": pa.string(),
    "ids": pa.list_(pa.string()), "codes": pa.list_(pa.string()), "texts": pa.list_(pa.string()),
    "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "day": pa.date32(),
}  # fmt: skip
LANGUAGES: Final = ("en", "ja", "ko")
LIST_SEPARATOR: Final = "|"  # between the values of a list where a cell is text
SourcesFrom = Literal["typed", "parent", "referrers", "references"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of one table.

    Attributes:
        name: Public name.
        kind: What a cell holds; lists (``ids``, ``codes``, ``texts``) join with ``|`` in CSV.
        meaning: One sentence for the codebook, unit included.
        vocabulary: Name of the controlled vocabulary a code must come from.
        refers_to: Table whose key an id must be in (several for "or").
        required: Whether a curated row must fill it.
        computed: Whether people may not type it.
    """

    name: str
    kind: Kind
    meaning: str
    vocabulary: str | None = None
    refers_to: tuple[str, ...] = ()
    required: bool = False
    computed: bool = False

    @property
    def arrow(self) -> pa.DataType:
        """Arrow type of the stored column."""
        return ARROW[self.kind]


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table: its key, what a row is, and its columns in order.

    Attributes:
        name: Public name.
        row: What one row is, for the codebook.
        columns: All columns, shared ones included.
        dates: Names X of date fields stored as ``X``, ``X_earliest``, ``X_latest``, ``X_basis``, ``X_known_from``.
        curated: Whether people edit it (else it is derived or read from official lists).
        public_day: Date field whose last day is the day the row became public; ``None`` = earliest source date,
            or where sources are not typed, the earliest row they come from.
        key: Columns that identify a row.
        sources_from: Where ``source_ids`` come from when nobody typed them: they must be typed, or are taken from the
            row it is nested in (``parent``), the earliest row that refers to it (``referrers``), or the rows that it
            refers to (``references``).
        period: Date field that the period filter reads and tables sort by.
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    dates: tuple[str, ...] = ()
    curated: bool = True
    public_day: str | None = None
    key: tuple[str, ...] = field(default=())
    sources_from: SourcesFrom = "typed"
    period: str | None = None

    def column(self, name: str) -> Column:
        """The column of that name; ``KeyError`` if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(column.name for column in self.columns)

    @property
    def arrow(self) -> pa.Schema:
        """Arrow schema of the stored table."""
        return pa.schema([(column.name, column.arrow) for column in self.columns])


def text(name: str, meaning: str, *, required: bool = False, computed: bool = False) -> Column:
    """A free text column."""
    return Column(name=name, kind="text", meaning=meaning, required=required, computed=computed)


def code(name: str, vocabulary: str, meaning: str, *, required: bool = False, computed: bool = False) -> Column:
    """A column of one vocabulary code."""
    return Column(name=name, kind="code", vocabulary=vocabulary, meaning=meaning, required=required, computed=computed)


def codes(name: str, vocabulary: str, meaning: str, *, required: bool = False, computed: bool = False) -> Column:
    """A column holding a list of vocabulary codes."""
    return Column(name=name, kind="codes", vocabulary=vocabulary, meaning=meaning, required=required, computed=computed)


def ref(name: str, table: str, meaning: str, *, required: bool = False, computed: bool = False) -> Column:
    """A column holding the key of a row in another table."""
    tables = tuple(table.split("|"))
    return Column(name=name, kind="id", refers_to=tables, meaning=meaning, required=required, computed=computed)


def refs(name: str, table: str, meaning: str, *, required: bool = False, computed: bool = False) -> Column:
    """A column holding a list of keys of rows in another table."""
    tables = tuple(table.split("|"))
    return Column(name=name, kind="ids", refers_to=tables, meaning=meaning, required=required, computed=computed)


def key(name: str) -> Column:
    """The key column of a table."""
    return Column(name=name, kind="id", meaning="Stable key: lower-case ASCII, never reused.", required=True)


def number(name: str, meaning: str, *, whole: bool = True, computed: bool = False) -> Column:
    """A numeric column; null is unknown, never zero."""
    return Column(name=name, kind="int" if whole else "float", meaning=meaning, computed=computed)


def flag(name: str, meaning: str, *, required: bool = False, computed: bool = False) -> Column:
    """A yes-or-no column."""
    return Column(name=name, kind="bool", meaning=meaning, required=required, computed=computed)


def day(name: str, meaning: str, *, required: bool = False, computed: bool = False) -> Column:
    """A plain date column."""
    return Column(name=name, kind="day", meaning=meaning, required=required, computed=computed)


def texts(name: str, meaning: str, *, required: bool = False) -> Column:
    """A column holding a list of texts."""
    return Column(name=name, kind="texts", meaning=meaning, required=required)


def in_languages(stem: str, meaning: str, *, required: bool = True) -> tuple[Column, ...]:
    """``stem_en``, ``stem_ja``, ``stem_ko``: the same text in three languages, in our own words."""
    return tuple(text(f"{stem}_{language}", f"{meaning} ({language}).", required=required) for language in LANGUAGES)


def dated(name: str, meaning: str, *, required: bool = False, later: bool = False) -> tuple[Column, ...]:
    """The columns of a date field stored as an interval.

    Args:
        name: The field X.
        meaning: What happened on that date.
        required: Whether a row must fill X.
        later: Whether the date may become public after the row; adds ``X_known_from``.
    """
    columns = [
        Column(name=name, kind="text", meaning=f"{meaning} ISO text at the known precision.", required=required),
        day(f"{name}_earliest", f"First day {name} can be; null = unbounded.", computed=True),
        day(f"{name}_latest", f"Last day {name} can be; null = unbounded.", computed=True),
        code(f"{name}_basis", "date_basis", f"How {name} is known."),
    ]
    if later:
        columns.append(day(f"{name}_known_from", f"Day {name} became public, where it differs from its last day."))
    return tuple(columns)


PROVENANCE: Final = (
    day("known_from", "First day the act or assertion was public; computed unless overridden with known_from_why."),
    text("known_from_why", "Why known_from was typed instead of computed."),
    refs("source_ids", "sources", "Documents that were read and support the row."),
    day("withdrawn_on", "Day we withdrew the row as our own error."),
    text("withdrawn_why", "Why we withdrew it."),
    texts("distinct_from", "Keys of rows that look alike and are not the same thing."),
    text("notes", "Remarks of the coder."),
)


def curated(
    name: str, row: str, *columns: Column | tuple[Column, ...],
    public_day: str | None = None, sources_from: SourcesFrom = "typed", period: str | None = None,
) -> Table:  # fmt: skip
    """A table that people edit, with provenance columns added at its end."""
    flat = [*flatten(columns), *PROVENANCE]
    return build_table(
        name, row, flat, public_day=public_day, is_curated=True, sources_from=sources_from, period=period or public_day
    )


def plain(
    name: str, row: str, *columns: Column | tuple[Column, ...],
    keys: tuple[str, ...] = (), is_curated: bool = False, period: str | None = None,
) -> Table:  # fmt: skip
    """A table without provenance columns."""
    return build_table(name, row, flatten(columns), keys=keys, is_curated=is_curated, period=period)


def flatten(columns: tuple[Column | tuple[Column, ...], ...]) -> list[Column]:
    """Columns and groups of columns as one list."""
    return [c for part in columns for c in (part if isinstance(part, tuple) else (part,))]


def build_table(
    name: str, row: str, columns: list[Column], *,
    public_day: str | None = None, is_curated: bool, keys: tuple[str, ...] = (), sources_from: SourcesFrom = "typed",
    period: str | None = None,
) -> Table:  # fmt: skip
    """Assemble a table; date fields are recognised by their ``_earliest`` column, the key as its first typed column."""
    names = {column.name for column in columns}
    dates = tuple(c.name for c in columns if f"{c.name}_earliest" in names)
    key_names = keys or (next(c.name for c in columns if not c.computed),)
    return Table(
        name=name, row=row, columns=tuple(columns), dates=dates, curated=is_curated, public_day=public_day,
        key=key_names, sources_from=sources_from, period=period,
    )  # fmt: skip
