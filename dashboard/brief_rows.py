"""Rows of a brief: printed up to a number that is said, with the documents behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from dashboard import data, display, downloads
from dashboard.markup import Markup, each, joined, link, tag
from dashboard.text import t
from datasets.queries import cited, results, rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from dashboard.parts.part import Grid, Rows
    from datasets.columns import Column, Table
    from datasets.filters import Filters

MOST: Final = 200
"""Rows that a brief prints of one table."""
LONG: Final = ("summary", "title", "definition", "notes")
"""What columns of sentences are called."""
WIDTHS: Final = (("widest", 12), ("wide", 8))
"""Columns past which a table is set smaller."""


@dataclass(frozen=True)
class Printed:
    """Rows of a table or result as a brief prints them.

    Attributes:
        name: Table or result.
        filters: Which rows.
        number: How many there are.
        frame: The first of them, with the columns that lead to documents.
        documents: The documents behind those.
        base: Address of the app.
    """

    name: str
    filters: Filters
    number: int
    frame: pl.DataFrame
    documents: list[dict[str, Any]]
    base: str

    @property
    def table(self) -> Table:
        """Declaration of the columns."""
        return results.declaration(self.name)

    def address(self, ending: str = "csv") -> str:
        """Where all of the rows are."""
        return f"{self.base}/{downloads.address(self.name, self.filters, ending)}"


def read(wanted: Rows, base: str) -> Printed:
    """Count rows and read the first of them, in the order of the page."""
    name, filters = wanted.name, wanted.filters
    tables, declared = data.tables(filters), results.declaration(name)
    columns = list(dict.fromkeys([*display.columns_of(name), *cited.columns(declared)]))
    if name in results.RESULTS:
        found = results.whole(tables, name, filters)
        number = found.height
        found = (found.reverse() if declared.period else found).head(MOST).select(columns)
    else:
        number = rows.count(tables, name, filters)
        found = rows.page(tables, name, filters.but(page=1), columns=columns, size=MOST)
    return Printed(name, filters, number, found, cited.documents(tables, declared, found), base)


def written(printed: Printed, numbers: Mapping[str, int]) -> Markup:
    """Count, how many are printed, where all are, and the table.

    Args:
        printed: The rows.
        numbers: Number of each document in the list of documents.
    """
    noun = t(f"noun.{printed.name}")
    shown = printed.frame.height
    said = t("brief.first", n=shown, total=f"{printed.number:,}") if shown < printed.number else t("brief.every")
    where = tag("p", said, " ", own(printed.address()), class_="muted")
    head = tag("h2", t("table.count", n=f"{printed.number:,}", noun=noun))
    return joined(head, where, _table(printed, numbers) if printed.number else None)


def _table(printed: Printed, numbers: Mapping[str, int]) -> Markup:
    """The rows. Where there is a column of sentences the key of the row stands below them, to leave the others room."""
    declared = printed.table
    columns = [declared.column(name) for name in display.columns_of(printed.name)]
    cells = {column.name: _cells(column, printed, numbers) for column in columns}
    long = next((c.name for c in columns if _look(c, declared) == "long"), None)
    key = next((c.name for c in columns if c.name == declared.key[0] and _look(c, declared) == "key"), None)
    headings = {column.name: display.heading(column.name) for column in columns}
    if long and key:
        below = cells.pop(key)
        cells[long] = [joined(said, tag("small", link)) for said, link in zip(cells[long], below, strict=True)]
        headings[long] = f"{headings[long]} · {headings.pop(key)}"
    looks = [_look(declared.column(name), declared) for name in headings]
    first = (tag("th", words, class_=look, scope="col") for words, look in zip(headings.values(), looks, strict=True))
    lines = (
        joined(*(tag("td", cell, class_=look) for cell, look in zip(line, looks, strict=True)))
        for line in zip(*cells.values(), strict=True)
    )
    width = next((name for name, least in WIDTHS if len(looks) > least), None)
    return tag("table", tag("thead", tag("tr", *first)), tag("tbody", each("tr", lines)), class_=width)


def _look(column: Column, table: Table) -> str | None:
    """Class of the cells of a column."""
    if column.name.startswith(LONG):
        return "long"
    return {"number": "number", "record": "key"}.get(display.kind(column, table))


def _cells(column: Column, printed: Printed, numbers: Mapping[str, int]) -> list[Markup]:
    """Cells of one column."""
    values = printed.frame[column.name].to_list()
    kind = display.kind(column, printed.table)
    if kind == "record":
        return [
            own(f"{printed.base}/{display.record_address(v, printed.filters)}", v) if v else joined() for v in values
        ]
    if kind == "sources":
        return [_referring(value or (), numbers) for value in values]
    if kind == "address":
        return [link(value, urlsplit(value or "").hostname or "") for value in values]
    if kind == "number":
        return [joined(_number(value)) for value in values]
    is_day = column.name in printed.table.dates or column.kind == "day"
    return [_days(said) if is_day and said else joined(said) for said in display.said(column, values)]


def _days(text: str) -> Markup:
    """A day, or the two ends of an interval, each unbroken."""
    first, *last = (tag("span", end, class_="day") for end in text.split("/"))
    return joined(first, *(piece for end in last for piece in ("/", tag("wbr"), end)))


def _number(value: float | None) -> str | None:
    """A number as it is: nothing is rounded."""
    return None if value is None else str(value) if isinstance(value, int) else f"{value:.12g}"


def _referring(keys: Sequence[str], numbers: Mapping[str, int]) -> Markup:
    """Numbers of documents, each leading to its place in the list."""
    found = sorted(numbers[key] for key in keys if key in numbers)
    return joined(*(piece for n in found for piece in (tag("a", f"[{n}]", href=f"#source-{n}"), " ")))


def documents(every: Sequence[Printed]) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """All documents behind printed rows, numbered in the order in which they are named."""
    found = {row["source_id"]: row for printed in every for row in printed.documents}
    return {key: number for number, key in enumerate(found, 1)}, list(found.values())


def listed(found: Sequence[Mapping[str, Any]]) -> Markup:
    """The list of documents: publisher, day, title, address."""
    lines = (
        tag("li", f"{row['publisher']} ({row['published'] or t('brief.no_day')}). ", _sentence(row["title"]),
            link(row["url"], row["url"] or ""), id=f"source-{number}")
        for number, row in enumerate(found, 1)
    )  # fmt: skip
    return tag("ol", joined(*lines))


def _sentence(title: str | None) -> str:
    """A title with its full stop; nothing for none."""
    return f"{title}{'' if title.endswith(('.', '。', '?', '!')) else '.'} " if title else ""


def grid(words: Grid) -> Markup:
    """A small table of words."""
    lines = (each("td", line) for line in words.cells)
    table = tag(
        "table", tag("thead", tag("tr", each("th", words.headings, scope="col"))), tag("tbody", each("tr", lines))
    )
    return joined(tag("h2", words.title) if words.title else None, table)


def own(address: str, text: str | None = None) -> Markup:
    """A link to a place of this app."""
    return tag("a", text or address, href=address)
