"""Measures: what each jurisdiction adopted, in any unit of count."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dashboard.figures import measures as figures
from dashboard.geography import alpha3
from dashboard.parts.part import Part, Rows, total
from dashboard.text import label, t
from datasets.queries import measures as queries

if TYPE_CHECKING:
    from dashboard.parts.part import Asked

TABS: Final = ("new", "cumulative", "kinds", "listings", "where")


def part(asked: Asked) -> Part:
    """The figure of a tab, and the measures or listings that it counts."""
    tab, filters = asked.tab, asked.filters
    made = _DRAWN[tab](asked) if tab in _DRAWN else Part()
    if tab in {"listings", "where"} or filters.unit in {"listings", "targets"}:
        return replace(made, rows=(Rows("listings", filters),), after=t("listings.notice"))
    return replace(made, rows=(Rows("measures", filters),))


def _jurisdiction(code: str) -> str:
    """Label of a jurisdiction."""
    return label("jurisdiction", code)


def _months(asked: Asked) -> Part:
    """New ones or running totals by month."""
    noun = label("unit_of_count", asked.filters.unit)
    months = queries.by_month(asked.tables, asked.filters)
    number, spanning = total(months), total(months.filter(months["month"].is_null()))
    if not number:
        return Part()
    caption, alt = t("measures.caption"), t("measures.alt", n=f"{number:,}", noun=noun, spanning=spanning)
    if asked.tab == "cumulative":
        drawn = figures.cumulative(months, asked.mode, say=_jurisdiction)
    else:
        names = asked.filters.unit in {"listings", "targets"}
        unread = queries.unread_by_month(asked.tables, asked.filters) if names else months.clear()
        if unread.height:
            caption = f"{t('measures.unread', n=f'{total(unread):,}')} {caption}"
        words = (t("figure.month_unknown"), t("figure.unread"))
        drawn = figures.new_by_month(months, unread, asked.mode, say=_jurisdiction, words=words)
    title = t(f"measures.chart.{asked.tab}", noun=noun)
    return Part(figure=drawn, key=f"measures-{asked.tab}", title=title, alt=alt, caption=caption)


def _kinds(asked: Asked) -> Part:
    """How often each kind was used."""
    kinds = queries.by_kind(asked.tables, asked.filters)
    if not kinds.height:
        return Part()
    drawn = figures.kinds(kinds, asked.mode, say=_jurisdiction, name=lambda k: label("measure_kind", k))
    return Part(figure=drawn, key="measures-kinds", title=t("measures.chart.kinds"), caption=t("measures.caption.kinds"),
                alt=t("measures.alt.kinds", n=kinds["kind"].n_unique()))  # fmt: skip


def _where(asked: Asked) -> Part:
    """Countries of listed parties."""
    where = queries.by_country(asked.tables, asked.filters)
    value = "targets" if asked.filters.unit == "targets" else "listings"
    if not where.height:
        return Part()
    drawn = figures.countries(where, asked.mode, alpha3=alpha3, value=value)
    return Part(figure=drawn, key="measures-where", title=t("measures.chart.where"), caption=t("measures.caption.where"),
                alt=t("measures.alt.where", n=total(where, value), m=where.height))  # fmt: skip


_DRAWN: Final = {"new": _months, "cumulative": _months, "kinds": _kinds, "where": _where}
