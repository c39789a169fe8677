"""Measures: what each jurisdiction adopted, in any unit of count."""

import streamlit as st

from dashboard import address, blocks, data, widgets
from dashboard.figures import measures as figures
from dashboard.geography import alpha3
from dashboard.text import label, t
from datasets.queries import measures as queries

TABS = ("new", "cumulative", "kinds", "listings", "where")

filters = address.current()
tab = widgets.tabs(filters, TABS, "measures")
filters = address.current()
tables = data.tables(filters)
noun = label("unit_of_count", filters.unit)


def jurisdiction(code: str) -> str:
    """Label of a jurisdiction."""
    return label("jurisdiction", code)


if tab in {"new", "cumulative"}:
    months = queries.by_month(tables, filters)
    number = blocks.total(months)
    spanning = blocks.total(months.filter(months["month"].is_null()))
    alt = t("measures.alt", n=f"{number:,}", noun=noun, spanning=spanning)
    draw = figures.cumulative(months, blocks.mode(), say=jurisdiction) if tab == "cumulative" else figures.new_by_month(
        months, blocks.mode(), say=jurisdiction, unknown=t("figure.month_unknown")
    )  # fmt: skip
    if number:
        blocks.figure(
            draw, f"measures-{tab}", title=t(f"measures.chart.{tab}", noun=noun), alt=alt, caption=t("measures.caption")
        )
elif tab == "kinds":
    kinds = queries.by_kind(tables, filters)
    if kinds.height:
        drawn = figures.kinds(kinds, blocks.mode(), say=jurisdiction, name=lambda k: label("measure_kind", k))
        blocks.figure(drawn, "measures-kinds", title=t("measures.chart.kinds"), caption=t("measures.caption.kinds"),
                      alt=t("measures.alt.kinds", n=kinds["kind"].n_unique()))  # fmt: skip
elif tab == "where":
    where = queries.by_country(tables, filters)
    value = "targets" if filters.unit == "targets" else "listings"
    if where.height:
        drawn = figures.countries(where, blocks.mode(), alpha3=alpha3, value=value)
        blocks.figure(drawn, "measures-where", title=t("measures.chart.where"), caption=t("measures.caption.where"),
                      alt=t("measures.alt.where", n=blocks.total(where, value), m=where.height))  # fmt: skip

name = "listings" if tab in {"listings", "where"} or filters.unit in {"listings", "targets"} else "measures"
blocks.table(name, filters)
if name == "listings":
    st.caption(t("listings.notice"))
