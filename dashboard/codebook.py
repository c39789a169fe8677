"""The page on data and method: made from the contract, so that it cannot say another thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import streamlit as st

from dashboard import address, data, widgets
from dashboard.downloads import address as rows_at
from dashboard.text import label, language, t
from datasets import vocabulary
from datasets.queries import results

if TYPE_CHECKING:
    from datasets.filters import Filters

SECTIONS = ("is_not", "row", "known", "quantities", "asof", "borders", "lists", "licence", "access")


def about() -> None:
    """What the product is, what it is not, and the rules behind a row."""
    for section in SECTIONS:
        st.subheader(t(f"method.{section}.title"), anchor=False)
        st.markdown(t(f"method.{section}"))


def tables(filters: Filters) -> None:
    """Columns of one table with their meaning, and the terms of its vocabularies."""
    chosen = widgets.one_of("table", "table", results.names(), filters.table, lambda n: f"{n} · {t(f'noun.{n}')}")
    declared = results.declaration(chosen)
    st.caption(t("codebook.row", what=declared.row))
    st.table(pa.table({
        t("codebook.column"): [c.name for c in declared.columns],
        t("codebook.meaning"): [c.meaning for c in declared.columns],
        t("codebook.type"): [str(c.arrow) for c in declared.columns],
        t("codebook.vocabulary"): [c.vocabulary or ", ".join(c.refers_to) for c in declared.columns],
    }), hide_index=True, border="horizontal")  # fmt: skip
    for name in dict.fromkeys(c.vocabulary for c in declared.columns if c.vocabulary):
        st.markdown(f"**{name}**")
        terms = vocabulary.terms(str(name)).values()
        st.table(pa.table({
            t("codebook.code"): [term.code for term in terms],
            t("codebook.label"): [label(str(name), term.code) for term in terms],
            t("codebook.definition"): [term.definition(language()) for term in terms],
        }), hide_index=True, border="horizontal")  # fmt: skip


def downloads(filters: Filters) -> None:
    """Every table with its rows and a link to the whole of it."""
    counts = data.release().rows
    st.markdown(t("method.api"))
    lines = [
        f"- [{name}.csv]({rows_at(name, address.DEFAULT.but(codes={'jurisdiction': ()}, since=None, lang=filters.lang))})"
        f" · {counts[name]:,} · {t(f'noun.{name}')}"
        for name in counts
    ]
    st.markdown("\n".join(lines))
