"""One record: described once, drawn on its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from dashboard import blocks, data, display
from dashboard.parts.part import Grid
from dashboard.text import label, language, plain, t
from datasets.schema import TABLES

if TYPE_CHECKING:
    from datasets.columns import Column
    from datasets.queries.record import Record

QUIET: Final = {"withdrawn_on", "withdrawn_why"}
LINES: Final = 50
"""Rows of a section that a page shows."""


@dataclass(frozen=True)
class Line:
    """A row that belongs to a record.

    Attributes:
        title: What it is called.
        key: Its key.
        link: Its document, of a source; https only.
        date: Its day, as far as it has one.
    """

    title: str
    key: str
    link: str | None
    date: str | None


@dataclass(frozen=True)
class Section:
    """Rows that belong to a record in one way."""

    title: str
    table: str
    rows: list[dict[str, Any]]

    def lines(self, most: int) -> list[Line]:
        """The first of them."""
        key, period = TABLES[self.table].key[0], TABLES[self.table].period
        return [
            Line(
                called(self.table, row), row[key], display.safe(row.get("url")),
                next((str(row[d]) for d in (period, "published") if d and row.get(d)), None),
            )
            for row in self.rows[:most]
        ]  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A record in words, none of them escaped.

    Attributes:
        title: What it is called.
        caption: Its table and key.
        withdrawn: Why it was withdrawn; empty if it stands.
        fields: Its filled fields.
        sections: Sources first, then what names it and what it names.
    """

    title: str
    caption: str
    withdrawn: str
    fields: Grid
    sections: tuple[Section, ...]


def described(found: Record) -> Sheet:
    """All of a record: title, fields, sources, what it names and what names it."""
    table, row = TABLES[found.table], found.row
    fields = [(display.heading(c.name), _said(c, row[c.name])) for c in table.columns if _is_shown(c, row)]
    withdrawn = (
        t("record.withdrawn", day=row["withdrawn_on"], why=row["withdrawn_why"]) if row.get("withdrawn_on") else ""
    )
    sources = [Section(t("record.sources"), "sources", found.sources)] if found.sources else []
    naming = [
        Section(t("record.naming", what=t(f"noun.{name}"), column=t(f"column.{column}"), n=len(rows)), name, rows)
        for (name, column), rows in found.naming.items()
    ]
    named = [
        Section(t("record.named", column=t(f"column.{column}")), table.column(column).refers_to[0], rows)
        for column, rows in found.named.items()
    ]
    return Sheet(
        called(found.table, row), t("record.row", what=t(f"noun.{found.table}"), id=row[table.key[0]]), withdrawn,
        Grid((t("record.field"), t("record.value")), tuple(fields)), (*sources, *naming, *named),
    )  # fmt: skip


def draw(found: Record) -> None:
    """A record on its page."""
    sheet = described(found)
    st.subheader(plain(sheet.title), anchor=False)
    st.caption(sheet.caption)
    if sheet.withdrawn:
        st.error(plain(sheet.withdrawn))
    blocks.static(sheet.fields)
    for section in sheet.sections:
        st.markdown(f"**{section.title}**")
        _links(section)


def called(name: str, row: dict[str, Any]) -> str:
    """What a row is called."""
    lang = language()
    for column in (f"title_{lang}", f"name_{lang}", "name", "target_name", f"summary_{lang}", "title", "publisher"):
        if row.get(column):
            return str(row[column])
    return str(row[TABLES[name].key[0]])


def _links(section: Section) -> None:
    """A list of rows, each a link to its record; a source links to its document too."""
    shown = []
    for line in section.lines(LINES):
        text = f"- [{plain(line.title)}]({display.record_address(line.key)})"
        if line.link:
            text += f" · [{t('record.open')}]({line.link})"
        shown.append(f"{text} · {plain(line.date)}" if line.date else text)
    if len(section.rows) > len(shown):
        shown.append(f"- {t('record.more', n=len(section.rows) - len(shown))}")
    st.markdown("\n".join(shown))


def _is_shown(column: Column, row: dict[str, Any]) -> bool:
    """Whether a field is filled and not a part of another, or its text in another language."""
    name = column.name
    is_part = name.endswith(("_earliest", "_latest")) or (name.endswith("_basis") and row[name] == "stated")
    other_language = name[-3:] in {"_en", "_ja", "_ko"} and not name.endswith(
        (f"_{language()}", "reason_en", "reasons_en")
    )
    return row[name] not in (None, []) and not is_part and not other_language and name not in QUIET


def _said(column: Column, value: Any) -> str:  # noqa: ANN401 - a field of any kind
    """A field in words."""
    values = value if isinstance(value, list) else [value]
    if column.vocabulary:
        return ", ".join(label(column.vocabulary, v) for v in values)
    if column.kind == "bool":
        return t(f"bool.{str(value).lower()}")
    if column.kind == "float":
        return f"{value:.12g}"
    names = data.names(language())
    return ", ".join(names.get(str(v), str(v)) for v in values)
