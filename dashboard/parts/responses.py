"""Responses: which jurisdiction answered which trigger, how fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard import data
from dashboard.figures import responses as figures
from dashboard.parts.part import Part, Rows
from dashboard.text import label, t
from datasets import store
from datasets.definitions import summaries
from datasets.definitions.responses import TRACKED
from datasets.queries import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.parts.part import Asked
    from datasets.definitions.summaries import Curve

TABS: Final = ("marks", "side_by_side", "sensitivity", "lead_lag", "waiting", "detection")
# Filters that a table below would read and its tab does not offer.
LEFT_OUT: Final = {
    "side_by_side": {"endpoint": ()},
    "lead_lag": {"jurisdiction": ()},
    "detection": {"jurisdiction": ()},
}


def part(asked: Asked) -> Part:
    """Marks, curves, or one of the tables."""
    tab = asked.tab
    titles = data.triggers(asked.filters)
    if not titles:
        return Part(notice=t("responses.none"))
    if tab == "marks":
        return _marks(asked, titles)
    if tab == "waiting":
        return _waiting(asked)
    name = "lags" if tab == "side_by_side" else tab
    below = Rows(name, asked.filters.but(codes=LEFT_OUT.get(tab, {})))
    return Part(title=t(f"responses.chart.{tab}"), caption=t(f"responses.caption.{tab}"), rows=(below,))


def _marks(asked: Asked, titles: Mapping[str, str]) -> Part:
    """One mark a trigger and jurisdiction."""
    filters = asked.filters
    found = rows.whole(asked.tables, "lags", filters)
    title = t("responses.chart.marks", **{n: label(n, filters.chosen(n)[0]) for n in ("clock", "endpoint")})
    below = (Rows("lags", filters),)
    if not found.filter(found["class"] != "no_clock").height:
        return Part(title=title, caption=t("responses.caption"), rows=below)
    answered = found.filter(found["class"] == "responded").height
    words = {"axis": t("responses.axis"), "days": t("responses.days")}
    drawn = figures.marks(found.to_dicts(), asked.mode, titles=titles, say=label, **words)
    return Part(
        figure=drawn, key="responses-marks", title=title,
        alt=t("responses.alt.marks", n=answered, m=found.height, triggers=len(titles)), caption=t("responses.caption"),
        rows=below,
    )  # fmt: skip


def _waiting(asked: Asked) -> Part:
    """How many triggers still wait after so many days."""
    below = (Rows("sensitivity", asked.filters),)
    curves = _curves(asked)
    if not curves:
        few = t("responses.too_few", risk=summaries.AT_RISK, responses=summaries.RESPONSES, packages=summaries.PACKAGES)
        return Part(notice=few, rows=below)
    ends = {end: t(f"responses.{end}") for end in ("low", "high")}
    drawn = figures.waiting(curves, asked.mode, say=lambda c: label("jurisdiction", c), ends=ends, axis=t("responses.axis"),
                            share=t("responses.share"))  # fmt: skip
    medians = "; ".join(f"{label('jurisdiction', c)} {ends[end]}: {k.median if k.median is not None else t('responses.not_reached')}"
                        for (c, end), k in curves.items())  # fmt: skip
    return Part(figure=drawn, key="responses-waiting", title=t("responses.chart.waiting"), caption=t("responses.caption.waiting"),
                alt=t("responses.alt.waiting", medians=medians), rows=below)  # fmt: skip


def _curves(asked: Asked) -> dict[tuple[str, str], Curve]:
    """Curve by jurisdiction and end of the lags, where there are enough triggers."""
    filters, every = asked.filters, store.rows(asked.tables["lags"])
    return {
        (code, end): curve
        for code in (filters.chosen("jurisdiction") or TRACKED)
        for end in ("low", "high")
        if (curve := summaries.curve([r for r in every if r["jurisdiction"] == code and r["clock"] in filters.chosen("clock")
                                      and r["endpoint"] in filters.chosen("endpoint")], end))
    }  # fmt: skip
