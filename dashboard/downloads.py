"""Files, snippets and citations of exactly the rows that a view counts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import streamlit as st

from dashboard import data, feeds
from dashboard.text import t
from datasets import citation
from datasets import filters as flt
from datasets.queries import results

if TYPE_CHECKING:
    from datasets.filters import Filters

FORMS: Final = ("csv", "xlsx", "json", "parquet", "zip")
SNIPPETS: Final = {
    "pandas": 'import pandas as pd\nrows = pd.read_csv("{csv}")',
    "polars": 'import polars as pl\nrows = pl.read_csv("{csv}")',
    "R": 'rows <- read.csv("{csv}")',
    "Power Query": 'let rows = Csv.Document(Web.Contents("{csv}"), [Encoding = 65001]) in Table.PromoteHeaders(rows)',
}


def address(name: str, filters: Filters, ending: str = "csv", **more: str) -> str:
    """Address of a table's rows below the pages' own: relative, so that a base path works."""
    query = flt.to_query(results.readable_part(filters, name))
    kept = {key: values for key, values in query.items() if key not in flt.VIEW_ONLY} | {
        k: [v] for k, v in more.items()
    }
    text = urlencode([(key, value) for key, values in kept.items() for value in values])
    return f"data/{name}.{ending}" + (f"?{text}" if text else "")


def forms(name: str, filters: Filters) -> None:
    """Every form of the rows, how programs read them, and how to cite them."""
    st.markdown(f"**{t('download.forms')}**")
    links = [f"[{t(f'download.{form}')}]({address(name, filters, form)})" for form in FORMS]
    links.insert(1, f"[{t('download.raw')}]({address(name, filters, raw='1')})")
    if name in feeds.NAMES:
        links.append(f"[{t('download.feed')}]({feeds.address_of(name, filters)})")
    st.markdown(" · ".join(links))
    st.markdown(f"**{t('download.programs')}**")
    where = f"{base()}/{address(name, filters, raw='1')}"
    tool = st.selectbox(t("download.tool"), tuple(SNIPPETS), key=f"tool-{name}", label_visibility="collapsed")
    st.code(SNIPPETS[tool].format(csv=where), language=None, wrap_lines=True)
    st.markdown(f"**{t('download.citation')}**")
    release = data.release_of(filters.release)
    today = dt.datetime.now(dt.UTC).date()
    text = citation.cite(
        release, name, filters, title=t(f"noun.{name}"), accessed=today, address=f"{base()}/{address(name, filters)}"
    )
    st.code(text, language=None, wrap_lines=True)
    st.caption(t("download.verify"))


def base() -> str:
    """Address of the app as the reader's browser sees it, without the page."""
    shown = str(st.context.url or "http://127.0.0.1:8501")
    return shown.split("?", 1)[0].rsplit("/", 1)[0]
