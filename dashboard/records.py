"""One record on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import streamlit as st

from dashboard import data, display
from dashboard.text import label, language, plain, t
from datasets.schema import TABLES

if TYPE_CHECKING:
    from datasets.columns import Column
    from datasets.queries.record import Record

QUIET = {"withdrawn_on", "withdrawn_why"}


def draw(found: Record) -> None:
    """All of a record: title, fields, sources, what it names and what names it."""
    table = TABLES[found.table]
    st.subheader(title(found.table, found.row), anchor=False)
    st.caption(t("record.row", what=t(f"noun.{found.table}"), id=found.row[table.key[0]]))
    if found.row.get("withdrawn_on"):
        st.error(t("record.withdrawn", day=found.row["withdrawn_on"], why=plain(found.row["withdrawn_why"])))
    fields = [
        (t(f"column.{_stem(c.name)}"), _said(c, found.row[c.name])) for c in table.columns if _is_shown(c, found.row)
    ]
    st.table(pa.table({t("record.field"): [f for f, _ in fields], t("record.value"): [plain(v) for _, v in fields]}),
             hide_index=True, border="horizontal")  # fmt: skip
    if found.sources:
        st.markdown(f"**{t('record.sources')}**")
        _links("sources", found.sources)
    for (name, column), rows in found.naming.items():
        st.markdown(f"**{t('record.naming', what=t(f'noun.{name}'), column=t(f'column.{column}'), n=len(rows))}**")
        _links(name, rows)
    for column, rows in found.named.items():
        st.markdown(f"**{t('record.named', column=t(f'column.{column}'))}**")
        _links(next(c for c in table.columns if c.name == column).refers_to[0], rows)


def title(name: str, row: dict[str, Any]) -> str:
    """What a row is called, safe for Markdown."""
    lang = language()
    for column in (f"title_{lang}", f"name_{lang}", "name", "target_name", f"summary_{lang}", "title", "publisher"):
        if row.get(column):
            return plain(row[column])
    return plain(row[TABLES[name].key[0]])


def _links(name: str, rows: list[dict[str, Any]]) -> None:
    """A list of rows, each a link to its record; a source links to its document too."""
    key = TABLES[name].key[0]
    lines = []
    for row in rows[:50]:
        line = f"- [{title(name, row)}]({display.record_address(row[key])})"
        link = display.safe(row.get("url"))
        if link:
            line += f" · [{t('record.open')}]({link})"
        date = next((row[d] for d in (TABLES[name].period, "published") if d and row.get(d)), None)
        lines.append(f"{line} · {plain(date)}" if date else line)
    if len(rows) > len(lines):
        lines.append(f"- {t('record.more', n=len(rows) - len(lines))}")
    st.markdown("\n".join(lines))


def _is_shown(column: Column, row: dict[str, Any]) -> bool:
    """Whether a field is filled and not a part of another, or its text in another language."""
    name = column.name
    is_part = name.endswith(("_earliest", "_latest")) or (name.endswith("_basis") and row[name] == "stated")
    other_language = name[-3:] in {"_en", "_ja", "_ko"} and not name.endswith(
        (f"_{language()}", "reason_en", "reasons_en")
    )
    return row[name] not in (None, []) and not is_part and not other_language and name not in QUIET


def _stem(name: str) -> str:
    """Name of a column without its language: its own, or English where there is no other."""
    return name.removesuffix(f"_{language()}").removesuffix("_en")


def _said(column: Column, value: Any) -> str:  # noqa: ANN401 - a field of any kind
    """A field in words."""
    values = value if isinstance(value, list) else [value]
    if column.vocabulary:
        return ", ".join(label(column.vocabulary, v) for v in values)
    if column.kind == "bool":
        return t(f"bool.{str(value).lower()}")
    names = data.names(language())
    return ", ".join(names.get(str(v), str(v)) for v in values)
