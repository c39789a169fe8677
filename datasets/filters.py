"""Filters ↔ address ↔ predicate: one public interface for pages, ``/data``, citations and notebooks.

Parameters are column names and codes, repeated for several values. An empty address filters nothing. What is not
understood is handed back by name, never dropped in silence.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

import narwhals.stable.v2 as nw

from datasets import dates, vocabulary
from datasets.columns import LANGUAGES
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from datasets.columns import Column, Table

MAX_LENGTH: Final = 200
MAX_VALUES: Final = 100
TABS: Final = re.compile(r"[a-z][a-z_]{0,30}", re.ASCII)
SORTS: Final = re.compile(r"-?[a-z][a-z0-9_]{0,40}", re.ASCII)
ITEMS: Final = re.compile(r"[a-z0-9_]{1,40}\.[a-z_]{1,40}\.[a-z_]{1,40}", re.ASCII)
IDS: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:|-]{0,150}", re.ASCII)
# Parameter → columns that it may read, the first that a table has.
COLUMNS_OF: Final[dict[str, tuple[str, ...]]] = {
    "jurisdiction": ("jurisdiction",), "direction": ("direction",), "category": ("category", "categories"),
    "kind": ("kinds", "kind"), "nexus": ("nexus",), "evidence": ("evidence",), "claimant": ("claimant_id",),
    "clock": ("clock",), "endpoint": ("endpoint",), "status": ("status",), "class": ("class",),
    "reason": ("reason",), "changed": ("table",),
}  # fmt: skip
ROW_FILTERS: Final = (*COLUMNS_OF, "q", "from", "to", "dates", "id")
# Accepted everywhere and change no rows of a table.
VIEW_ONLY: Final = ("lang", "tab", "sort", "page", "unit", "item", "view", "table", "factor")


@dataclass(frozen=True)
class Fault:
    """A parameter or value that was not understood.

    Attributes:
        name: Parameter.
        value: Value as given, cut to a readable length.
        allowed: What would be understood.
    """

    name: str
    value: str
    allowed: str


@dataclass(frozen=True, kw_only=True)
class Filters:
    """The whole state of a view.

    Attributes:
        codes: Chosen codes by parameter of :data:`COLUMNS_OF`; a parameter without choice is absent.
        q: Text searched in every text column; empty = none.
        since: First day of the period; ``None`` = open (address: ``from``).
        until: Last day of the period; ``None`` = open (address: ``to``).
        dates: Whether a row's dates must overlap the period or lie inside it.
        as_of: Day whose public knowledge is shown; ``None`` = today's.
        id: Key of one record.
        release: Release to read; ``None`` = the one in service.
        lang: Language of the page.
        unit: Unit of count.
        tab: Part of a page; empty = its first.
        sort: Column to sort by, ``-`` before it for descending; empty = newest first.
        page: Page of a table, from 1.
        item: Item, unit and kind of total that a chart of estimates draws, joined by full stops.
        view: Part of the world that a map shows first.
        table: Table that the codebook shows.
        nobody: Whether only targets are shown that no tracked jurisdiction lists.
        factor: Units per container that the reader tries; ``None`` = none.
    """

    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    q: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    dates: Literal["overlap", "inside"] = "overlap"
    as_of: dt.date | None = None
    id: str = ""
    release: str | None = None
    lang: str = "en"
    unit: str = "measures"
    tab: str = ""
    sort: str = ""
    page: int = 1
    item: str = ""
    view: str = ""
    table: str = ""
    nobody: bool = False
    factor: float | None = None

    def chosen(self, name: str) -> tuple[str, ...]:
        """Chosen codes of a parameter; empty = all."""
        return self.codes.get(name, ())

    def but(self, **changes: Any) -> Filters:  # noqa: ANN401 - values of any field
        """The same state with some fields changed; ``codes`` are merged, an empty choice removes the parameter."""
        if "codes" in changes:
            merged = {**self.codes, **changes["codes"]}
            changes["codes"] = {name: tuple(values) for name, values in merged.items() if values}
        return dataclasses.replace(self, **changes)


def parse(query: Mapping[str, Sequence[str]]) -> tuple[Filters, list[Fault]]:
    """Read an address.

    Args:
        query: Values by parameter, as a web server gives them.

    Returns:
        The state, and every parameter or value that was not understood; a faulty value changes nothing.
    """
    read: dict[str, Any] = {"codes": {}}
    faults: list[Fault] = []
    for name, values in query.items():
        shown, too_much = _bounded(name, values)
        faults += too_much
        if too_much and not shown:
            continue
        if name in COLUMNS_OF:
            good, bad = _codes(name, shown)
            if good:
                read["codes"][name] = good
            faults += [Fault(name, value, ", ".join(allowed_codes(name)) or "a code") for value in bad]
        elif name in _SINGLE and len(shown) == 1:
            attribute, reader, allowed = _SINGLE[name]
            try:
                read[attribute] = reader(shown[0])
            except ValueError:
                faults.append(Fault(name, shown[0], allowed))
        elif name in _SINGLE:
            faults.append(Fault(name, ", ".join(shown[:3]), "one value"))
        else:
            faults.append(Fault(_readable(name), ", ".join(shown[:3]), f"parameters: {', '.join(parameters())}"))
    if read.get("since") and read.get("until") and read["since"] > read["until"]:
        faults.append(Fault("to", read.pop("until").isoformat(), "a day on or after from"))
    return Filters(**read), faults


def to_query(filters: Filters) -> dict[str, list[str]]:
    """Write a state as an address: only what differs from an empty address, in a fixed order."""
    query: dict[str, list[str]] = {name: list(filters.codes[name]) for name in COLUMNS_OF if filters.codes.get(name)}
    empty = Filters()
    for name, (attribute, _, _) in _SINGLE.items():
        value = getattr(filters, attribute)
        if value != getattr(empty, attribute):
            query[name] = [_written(value)]
    return query


def _written(value: object) -> str:
    """A value of a single parameter as the address has it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return "1" if value is True else str(value)


def parameters() -> tuple[str, ...]:
    """Every parameter of the public interface."""
    return (*COLUMNS_OF, *_SINGLE)


def allowed_codes(name: str) -> tuple[str, ...]:
    """Codes that a parameter may take over all tables; empty where it takes keys of rows."""
    found: dict[str, None] = {}
    for table in TABLES.values():
        column = column_of(name, table)
        if column and column.vocabulary:
            found |= dict.fromkeys(vocabulary.codes(column.vocabulary))
    return tuple(found)


def column_of(name: str, table: Table) -> Column | None:
    """The column of a table that a parameter reads, if it has one."""
    for column in COLUMNS_OF.get(name, ()):
        if column in table.names:
            return table.column(column)
    return None


def unreadable(filters: Filters, table: Table) -> list[Fault]:
    """Filters that are set and that a table has no column for, or whose codes its column does not know."""
    faults = []
    for name, values in filters.codes.items():
        column = column_of(name, table)
        if column is None:
            faults.append(Fault(name, ", ".join(values), f"table {table.name} has no column for it"))
        elif column.vocabulary:
            allowed = vocabulary.codes(column.vocabulary)
            odd = [v for v in values if v not in allowed]
            faults += [Fault(name, v, ", ".join(allowed)) for v in odd]
    if (filters.since or filters.until) and not table.period:
        name, day = ("from", filters.since) if filters.since else ("to", filters.until)
        faults.append(Fault(name, str(day), f"table {table.name} has no date to filter by"))
    if filters.nobody and "is_listed_by_nobody" not in table.names:
        faults.append(Fault("nobody", "1", f"table {table.name} has no column for it"))
    if filters.q and not text_columns(table):
        faults.append(Fault("q", filters.q, f"table {table.name} has no text"))
    return faults


def readable_part(filters: Filters, table: Table) -> Filters:
    """The filters without those that a table has no column for: what a page link to its data carries."""
    codes: dict[str, tuple[str, ...]] = {}
    for name, values in filters.codes.items():
        column = column_of(name, table)
        if column:
            allowed = vocabulary.codes(column.vocabulary) if column.vocabulary else values
            kept = tuple(v for v in values if v in allowed)
            codes |= {name: kept} if kept else {}
    has_period, has_text = table.period is not None, bool(text_columns(table))
    return dataclasses.replace(
        filters, codes=codes, q=filters.q if has_text else "",
        since=filters.since if has_period else None, until=filters.until if has_period else None,
        nobody=filters.nobody and "is_listed_by_nobody" in table.names,
    )  # fmt: skip


def text_columns(table: Table) -> tuple[str, ...]:
    """Columns that a text search reads: names, titles, summaries and grounds in all languages."""
    stems = ("name", "title", "summary", "grounds", "quantity_text", "speaker", "publisher", "act_reference")
    found = (c.name for c in table.columns if c.kind == "text" and c.name.startswith((*stems, "target_name")))
    return tuple(found)


def select(frame: nw.LazyFrame[Any], table: Table, filters: Filters) -> nw.LazyFrame[Any]:
    """Rows of a table that a state shows; filters that the table has no column for do not apply.

    Args:
        frame: The table as of the state's day.
        table: Its declaration.
        filters: The state.
    """
    wanted = [] if filters.id or "withdrawn_on" not in table.names else [nw.col("withdrawn_on").is_null()]
    for name, values in filters.codes.items():
        column = column_of(name, table)
        if column is not None:
            wanted.append(_is_chosen(column, values))
    if table.period:
        wanted += _in_period(table, table.period, filters)
    columns = text_columns(table)
    if filters.q and columns:
        needle = filters.q.lower()
        found = [nw.col(c).str.to_lowercase().str.contains(needle, literal=True) for c in columns]
        wanted.append(nw.any_horizontal(*found, ignore_nulls=True))
    if filters.id:
        wanted.append(nw.col(table.key[0]) == filters.id)
    return frame.filter(*wanted) if wanted else frame


def _is_chosen(column: Column, values: Sequence[str]) -> nw.Expr:
    """Whether a code column holds one of the codes, or a list column any of them."""
    if column.kind in {"ids", "codes", "texts"}:
        return nw.any_horizontal(*(nw.col(column.name).list.contains(v) for v in values), ignore_nulls=True)
    return nw.col(column.name).is_in(list(values))


def _in_period(table: Table, period: str, filters: Filters) -> list[nw.Expr]:
    """Conditions of rows whose interval overlaps the period, or lies inside it; an unbounded end overlaps and is not inside."""
    earliest, latest = nw.col(f"{period}_earliest"), nw.col(f"{period}_latest")
    since, until = filters.since, filters.until
    if filters.dates == "inside":
        return [*([earliest >= since] if since else []), *([latest <= until] if until else [])]
    overlapping = [
        *([latest.is_null() | (latest >= since)] if since else []),
        *([earliest.is_null() | (earliest <= until)] if until else []),
    ]
    dated = nw.col(period) if period in table.names else latest
    return [~dated.is_null(), *overlapping] if overlapping else []


def _codes(name: str, values: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Known codes in vocabulary order, and the values that are none."""
    allowed = allowed_codes(name)
    if not allowed:
        good = [v for v in dict.fromkeys(values) if IDS.fullmatch(v)]
        return tuple(sorted(good)), [v for v in values if not IDS.fullmatch(v)]
    return tuple(c for c in allowed if c in values), [v for v in values if v not in allowed]


def _bounded(name: str, values: Sequence[str]) -> tuple[list[str], list[Fault]]:
    """Values of a bounded number and length, and faults that name the rest."""
    kept = values[:MAX_VALUES]
    faults = [
        Fault(_readable(name), _readable(v), f"at most {MAX_LENGTH} characters") for v in kept if len(v) > MAX_LENGTH
    ]
    if len(values) > MAX_VALUES:
        faults.append(Fault(_readable(name), f"{len(values)} values", f"at most {MAX_VALUES} values"))
    return [_readable(v) for v in kept if len(v) <= MAX_LENGTH], faults


def _readable(text: str) -> str:
    """A value without control characters, cut to a bounded length; spaces of every width stay."""
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Zs" else "�" for c in text[:MAX_LENGTH])


def _one_of(*allowed: str) -> tuple[Any, str]:
    """Reader of a closed set of values."""

    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(text)
        return text

    return read, ", ".join(allowed)


def _matching(pattern: re.Pattern[str], allowed: str) -> tuple[Any, str]:
    """Reader of values of one form."""

    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(text)
        return text

    return read, allowed


def _text(text: str) -> str:
    if "�" in text:
        raise ValueError(text)
    return text.strip()


def _page(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,6}", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def _yes(text: str) -> bool:
    if text != "1":
        raise ValueError(text)
    return True


def _number(text: str) -> float:
    if not re.fullmatch(r"\d{1,6}(\.\d{1,3})?", text, re.ASCII):
        raise ValueError(text)
    return float(text)


_DAY: Final = (dates.day, "a day like 2024-02-26")
_SINGLE: Final[dict[str, tuple[str, Any, str]]] = {
    "q": ("q", _text, "text without control characters"),
    "from": ("since", *_DAY),
    "to": ("until", *_DAY),
    "dates": ("dates", *_one_of("overlap", "inside")),
    "as_of": ("as_of", *_DAY),
    "id": ("id", *_matching(IDS, "the key of a row")),
    "release": ("release", *_matching(IDS, "a release id")),
    "unit": ("unit", *_one_of(*vocabulary.codes("unit_of_count"))),
    "tab": ("tab", *_matching(TABS, "a part of the page")),
    "sort": ("sort", *_matching(SORTS, "a column, with - before it for descending")),
    "page": ("page", _page, "a page number from 1"),
    "item": ("item", *_matching(ITEMS, "item, unit and kind of total, joined by full stops")),
    "view": ("view", *_matching(TABS, "a part of the world")),
    "table": ("table", *_matching(TABS, "a table")),
    "nobody": ("nobody", _yes, "1"),
    "factor": ("factor", _number, "a number of units per container"),
    "lang": ("lang", *_one_of(*LANGUAGES)),
}
