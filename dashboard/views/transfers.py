"""Transfers: what is alleged to have moved, who says so on what evidence."""

import streamlit as st

from dashboard import address, blocks, data, widgets
from dashboard.figures import claims as figures
from dashboard.figures import maps
from dashboard.figures.basemap import EURASIA, NORTH_EAST_ASIA, PORTS
from dashboard.text import label, language, t
from datasets.queries import claims as queries
from datasets.queries import places

TABS = ("estimates", "map", "proof", "ledger")
VIEWS = {"north_east_asia": NORTH_EAST_ASIA, "ports": PORTS, "eurasia": EURASIA}

filters = address.current()
tab = widgets.tabs(filters, TABS, "transfers")
filters = address.current()
tables = data.tables(filters)
names = data.names(language())

if tab == "estimates":
    counted = queries.counted(tables, filters)
    if counted.height:
        options = list(dict.fromkeys(f"{item}.{unit}" for item, unit in counted.select("item", "unit").iter_rows()))
        chosen = widgets.one_of(
            "item", "item", options, filters.item,
            lambda o: f"{label('item', o.split('.')[0])} · {label('unit', o.split('.')[1])}",
        )  # fmt: skip
        item, unit = chosen.split(".")
        filters = address.current()
        found = queries.series(tables, filters, item, unit)
        drawn = figures.estimates(
            found, blocks.mode(), axis=label("unit", unit), say=lambda k: names.get(k, k),
            note=lambda row: f"{label('measure_of', row['measure_of'])}, {label('stage', row['stage'])}",
        )  # fmt: skip
        blocks.figure(
            drawn, "transfers-estimates", title=t("transfers.chart.estimates", item=label("item", item), unit=label("unit", unit)),
            alt=t("transfers.alt.estimates", n=found.height, m=found["family_id"].n_unique()),
            caption=t("transfers.caption.estimates"),
        )  # fmt: skip
elif tab == "map":
    view = widgets.one_of("view", "view", tuple(VIEWS), filters.view, lambda v: t(f"map.{v}"))
    points, lines = places.points(tables, filters), places.lines(tables, filters)
    drawn = maps.routes(
        points, lines, blocks.mode(), view=VIEWS[view], name=f"name_{language()}", say=lambda m: label("mode", m),
        hover=lambda p: t("map.hover", name=p[f"name_{language()}"], native=p["name_native"] or "", n=p["claims"],
                          km=p["precision_km"]),
    )  # fmt: skip
    blocks.figure(drawn, f"transfers-map-{view}", title=t("transfers.chart.map"), caption=t("transfers.caption.map"),
                  alt=t("transfers.alt.map", n=points.height, m=lines["route_id"].n_unique()))  # fmt: skip
    blocks.table("places", filters)
elif tab == "proof":
    st.caption(t("transfers.caption.proof"))
    blocks.table("proof", filters)
blocks.table("claims", filters)
