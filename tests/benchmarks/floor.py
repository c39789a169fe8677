"""The floor: the leanest Streamlit app for one filter, one chart, one table and one count over listings.

It does by hand what a framework of queries, words and checks costs: codes and days as arrays sorted by day, one
fragment, plain traces, a hundred rows as Arrow, a download made on click. What it takes is what Streamlit and Plotly
take; the product is measured beside it. ``BENCH_LISTINGS`` names the Parquet file.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
from typing import Any, Final

import numpy as np
import plotly.graph_objects as go
import polars as pl
import streamlit as st

JURISDICTIONS: Final = ("US", "EU", "JP", "KR")
COLOURS: Final = ("#0072b2", "#e69f00", "#009e73", "#c05a9a")
COLUMNS: Final = ("listed_earliest", "jurisdiction", "target_name", "listing_id", "name_as_listed", "target_kind", "list_name",
                  "nexus", "grounds_en")  # fmt: skip
BEGIN: Final = dt.date(2022, 1, 1)
EPOCH: Final = dt.date(1970, 1, 1)
PAGE: Final = 100
LAYOUT: Final = {"barmode": "stack", "height": 360, "margin": {"l": 40, "r": 10, "t": 10, "b": 30}, "template": {}}


class Listings:
    """All listings in arrays, newest first."""

    def __init__(self, path: str) -> None:
        frame = pl.read_parquet(path, columns=list(COLUMNS)).filter(
            pl.col("jurisdiction").is_in(JURISDICTIONS), pl.col("listed_earliest") >= BEGIN
        )
        self.frame = frame.sort("listed_earliest", "listing_id", descending=[True, False])
        day = self.frame["listed_earliest"]
        self.age = -day.to_physical().to_numpy()
        self.code = self.frame["jurisdiction"].cast(pl.Enum(JURISDICTIONS)).to_physical().to_numpy().astype(np.uint8)
        month = (day.dt.year().cast(pl.Int32) - BEGIN.year) * 12 + day.dt.month().cast(pl.Int32) - 1
        self.cell = (month.to_numpy() * len(JURISDICTIONS) + self.code).astype(np.int32)
        months = int(month.max() or 0) + 1 if day.len() else 1  # type: ignore[arg-type]
        self.months = [f"{BEGIN.year + m // 12}-{m % 12 + 1:02d}-01" for m in range(months)]
        self.text = (self.frame["target_name"] + "\n" + self.frame["name_as_listed"].fill_null("")).str.to_lowercase()

    def chosen(self, names: list[str], first: dt.date, last: dt.date, text: str) -> tuple[Any, Any]:
        """Counts by month and jurisdiction, and the numbers of the rows chosen for the first page."""
        low = int(np.searchsorted(self.age, -(last - EPOCH).days))
        high = int(np.searchsorted(self.age, -(first - EPOCH).days, "right"))
        pick = np.isin(np.arange(len(JURISDICTIONS)), [JURISDICTIONS.index(n) for n in names])
        size, cells = len(self.months) * len(JURISDICTIONS), self.cell[low:high]
        if text:
            hit = self.text[low:high].str.contains(text.lower(), literal=True).to_numpy()
            rows = np.flatnonzero(hit & pick[self.code[low:high]])
            return np.bincount(cells[rows], minlength=size).reshape(-1, len(JURISDICTIONS)), rows[:PAGE] + low
        counts = np.bincount(cells, minlength=size).reshape(-1, len(JURISDICTIONS)) * pick
        reach, rows = 4096, np.empty(0, np.int64)
        while len(rows) < PAGE and reach < 2 * max(high - low, 4096):
            rows = np.flatnonzero(pick[self.code[low : min(high, low + reach)]])[:PAGE]
            reach *= 8
        return counts, rows + low

    def traces(self, counts: Any, names: list[str]) -> list[dict[str, Any]]:
        """One trace of bars a jurisdiction."""
        places = [JURISDICTIONS.index(name) for name in names]
        return [
            {"type": "bar", "name": JURISDICTIONS[place], "x": self.months, "y": counts[:, place].tolist(),
             "marker": {"color": COLOURS[place]}}
            for place in places
        ]  # fmt: skip

    def csv(self, names: list[str], first: dt.date, last: dt.date) -> bytes:
        """The chosen rows as a file."""
        within = pl.col("listed_earliest").is_between(first, last) & pl.col("jurisdiction").is_in(names)
        return self.frame.filter(within).write_csv().encode()


@st.cache_resource(show_spinner=False)
def listings() -> Listings:
    """The listings, loaded once; they and the modules are kept out of later collections."""
    loaded = Listings(os.environ["BENCH_LISTINGS"])
    gc.collect()
    gc.freeze()
    return loaded


@st.fragment
def board() -> None:
    """Filters, count, chart, table, download."""
    data = listings()
    boxes = zip(st.columns(len(JURISDICTIONS)), JURISDICTIONS, strict=True)
    names = [name for place, name in boxes if place.checkbox(name, value=True, key=name)]
    span = st.date_input("Listed", (BEGIN, dt.date(2030, 1, 1)))
    text = st.text_input("Text")
    first, last = (span[0], span[-1]) if isinstance(span, tuple) and span else (BEGIN, BEGIN)
    counts, rows = data.chosen(names, first, last, text)
    st.text(f"{int(counts.sum()):,} rows")
    st.plotly_chart(
        go.Figure({"data": data.traces(counts, names), "layout": LAYOUT}, _validate=False), key="chart", theme=None
    )
    st.dataframe(data.frame[rows].to_arrow(compat_level=pl.CompatLevel.oldest()), key="rows")
    st.download_button(
        "Download CSV", lambda: data.csv(names, first, last), "listings.csv", "text/csv", on_click="ignore"
    )


if __name__ == "__main__":
    st.set_page_config(page_title="Floor", layout="wide")
    board()
