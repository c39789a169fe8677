"""The prose of the page on data and method, and its list of downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import address, data
from dashboard.downloads import address as rows_at
from dashboard.text import t

if TYPE_CHECKING:
    from datasets.filters import Filters

SECTIONS = ("is_not", "row", "known", "quantities", "asof", "borders", "lists", "licence", "access")


def about() -> None:
    """What the product is, what it is not, and the rules behind a row."""
    for section in SECTIONS:
        st.subheader(t(f"method.{section}.title"), anchor=False)
        st.markdown(t(f"method.{section}"))


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
