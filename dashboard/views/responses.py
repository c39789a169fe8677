"""Responses: which jurisdiction answered which trigger, how fast."""

from dashboard import address, blocks, data, widgets
from dashboard.figures import responses as figures
from dashboard.text import label, t
from datasets import store
from datasets.definitions import summaries
from datasets.definitions.responses import TRACKED
from datasets.queries import rows

TABS = ("marks", "side_by_side", "sensitivity", "lead_lag", "waiting", "detection")

filters = address.current()
tab = widgets.tabs(filters, TABS, "responses")
filters = address.current()
tables = data.tables(filters)
titles = data.triggers(filters)

if not titles:
    blocks.explain(t("responses.none"))
elif tab == "marks":
    found = rows.whole(tables, "lags", filters)
    answered = found.filter(found["class"] == "responded").height
    drawn = figures.marks(
        found.to_dicts(), blocks.mode(), titles=titles, say=label, axis=t("responses.axis"), days=t("responses.days")
    )
    blocks.figure(
        drawn, "responses-marks", title=t("responses.chart.marks", clock=label("clock", filters.chosen("clock")[0]),
                                          endpoint=label("endpoint", filters.chosen("endpoint")[0])),
        alt=t("responses.alt.marks", n=answered, m=found.height, triggers=len(titles)), caption=t("responses.caption"),
    )  # fmt: skip
    blocks.table("lags", filters)
elif tab == "side_by_side":
    blocks.heading(t("responses.chart.side_by_side"), t("responses.caption.side_by_side"))
    blocks.table("lags", filters.but(codes={"endpoint": ()}))
elif tab == "waiting":
    every = store.rows(tables["lags"])
    curves = {
        (code, end): curve
        for code in (filters.chosen("jurisdiction") or TRACKED)
        for end in ("low", "high")
        if (curve := summaries.curve([r for r in every if r["jurisdiction"] == code and r["clock"] in filters.chosen("clock")
                                      and r["endpoint"] in filters.chosen("endpoint")], end))
    }  # fmt: skip
    if curves:
        ends = {end: t(f"responses.{end}") for end in ("low", "high")}
        drawn = figures.waiting(curves, blocks.mode(), say=lambda c: label("jurisdiction", c), ends=ends, axis=t("responses.axis"),
                                share=t("responses.share"))  # fmt: skip
        medians = "; ".join(f"{label('jurisdiction', c)} {ends[end]}: {k.median if k.median is not None else t('responses.not_reached')}"
                            for (c, end), k in curves.items())  # fmt: skip
        blocks.figure(drawn, "responses-waiting", title=t("responses.chart.waiting"), caption=t("responses.caption.waiting"),
                      alt=t("responses.alt.waiting", medians=medians))  # fmt: skip
    else:
        blocks.explain(
            t("responses.too_few", risk=summaries.AT_RISK, responses=summaries.RESPONSES, packages=summaries.PACKAGES)
        )
    blocks.table("sensitivity", filters)
else:
    blocks.heading(t(f"responses.chart.{tab}"), t(f"responses.caption.{tab}"))
    blocks.table(tab, filters if tab == "sensitivity" else filters.but(codes={"jurisdiction": ()}))
