"""Situation: the state on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from dashboard import address, data
from dashboard.figures import timeline as figures
from dashboard.parts.part import Number, Part, Rows, total
from dashboard.text import label, language, t
from datasets import filters as flt
from datasets.queries import claims, measures, results, rows

if TYPE_CHECKING:
    from dashboard.parts.part import Asked
    from datasets.filters import Filters

TABS: Final = ("timeline", "figures")
WAR: Final = ("dprk_russia_war", "dprk_russia_evasion")


def numbers(filters: Filters) -> list[Number]:
    """Counts of claims, measures, listings and replies that the state shows; each opens its page with the same filters."""
    tables = data.tables(filters)
    shared = address.shared(filters)
    tied = shared.but(codes={"nexus": WAR, "direction": ()})
    states = (
        ("claims", "transfers", shared.but(codes={"jurisdiction": ()}), ""),
        ("measures", "measures", tied, ""),
        ("listings", "measures", tied.but(unit="listings"), "listings"),
        ("stances", "timeline", shared.but(codes={"jurisdiction": ()}), "stances"),
    )
    counted = [
        Number(rows.count(tables, name, state), t(f"headline.{name}"), _link(page, state.but(tab=tab)))
        for name, page, state, tab in states
    ]
    return [*counted, *_changed(filters)]


def _changed(filters: Filters) -> list[Number]:
    """Number of changes since the release kept before, if there is one: it stands in the manifest."""
    release = data.release_of(filters.release)
    previous = release.manifest.get("previous")
    here = flt.Filters(release=filters.release, lang=filters.lang)
    words = t("headline.changes", previous=previous)
    return [Number(release.rows.get("changes", 0), words, _link("changes", here))] if previous else []


def _link(page: str, state: Filters) -> str:
    """Relative address of a page in a state."""
    return f"{page}?{urlencode([(k, v) for k, values in flt.to_query(state).items() for v in values])}"


def part(asked: Asked) -> Part:
    """The mirrored timeline, or the latest figure of each series."""
    tables, filters = asked.tables, asked.filters
    if asked.tab == "figures":
        return Part(
            title=t("situation.figures"), caption=t("situation.figures.caption"), rows=(Rows("ladder", filters),)
        )
    alleged = claims.by_month(tables, filters)
    adopted = measures.by_month(tables, filters.but(unit="measures"))
    dated = results.whole(tables, "timeline", filters)
    between = dated.filter(dated["lane"] == "events").rename({f"title_{language()}": "text"})
    below = (Rows("timeline", filters),)
    if not alleged.height + adopted.height + between.height:
        return Part(rows=below)
    alt = t("situation.alt", claims=total(alleged), measures=total(adopted), events=between.height)
    return Part(
        figure=figures.mirrored(alleged, adopted, between, asked.mode, say=label, words=t), key="situation-mirrored",
        title=t("situation.chart"), caption=t("situation.caption"), alt=alt, rows=below,
    )  # fmt: skip
