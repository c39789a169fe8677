"""Situation: the state on one screen."""

from dashboard import address, blocks, data, headline, widgets
from dashboard.figures import timeline as figures
from dashboard.text import label, language, t
from datasets.queries import claims, measures, timeline

TABS = ("timeline", "figures")

filters = address.current()
headline.strip(filters)
tab = widgets.tabs(filters, TABS, "situation")
filters = address.current()
tables = data.tables(filters)

if tab == "timeline":
    alleged = claims.by_month(tables, filters)
    adopted = measures.by_month(tables, filters.but(unit="measures"))
    between = timeline.rows(tables, filters, ("events",)).rename({f"title_{language()}": "text"})
    drawn = figures.mirrored(alleged, adopted, between, blocks.mode(), say=label, words=t)
    blocks.figure(
        drawn, "situation-mirrored", title=t("situation.chart"), caption=t("situation.caption"),
        alt=t("situation.alt", claims=blocks.total(alleged), measures=blocks.total(adopted), events=between.height),
    )  # fmt: skip
    blocks.table("timeline", filters)
else:
    blocks.heading(t("situation.figures"), t("situation.figures.caption"))
    blocks.table("ladder", filters)
