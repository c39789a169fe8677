"""Parts of the Transfers page that draw figures of claims: estimates, map, both directions, conversions, the UN cap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard import data
from dashboard.figures import claims as figures
from dashboard.figures import maps
from dashboard.figures.basemap import EURASIA, NORTH_EAST_ASIA, PORTS
from dashboard.parts.part import Part
from dashboard.text import label, language, t
from datasets.definitions.monitoring import CAP
from datasets.queries import claims as queries
from datasets.queries import places, results

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

    from dashboard.figures.basemap import View
    from dashboard.parts.part import Asked

VIEWS: Final[Mapping[str, View]] = {"north_east_asia": NORTH_EAST_ASIA, "ports": PORTS, "eurasia": EURASIA}
LOWEST, HIGHEST, GIVEN = 100.0, 700.0, 450.0


def chart(asked: Asked) -> Part:
    """Figures of one item and unit over time, a line a series."""
    counted = queries.counted(asked.tables, asked.filters)
    options = [".".join(codes) for codes in counted.select("item", "unit", "measure_of").iter_rows()]
    if not options:
        return Part()
    chosen = asked.inputs.one_of("item", "item", options, asked.filters.item, item_label)
    item, unit, measure_of = chosen.split(".")
    found = queries.series(asked.tables, asked.filters, item, unit, measure_of)
    drawn = figures.estimates(
        found, asked.mode, axis=label("unit", unit), say=_name(), note=lambda row: label("stage", row["stage"])
    )
    return Part(
        figure=drawn, key="transfers-estimates", title=t("transfers.chart.estimates", what=item_label(chosen)),
        alt=t("transfers.alt.estimates", n=found.height, m=found["family_id"].n_unique()), caption=t("transfers.caption.estimates"),
    )  # fmt: skip


def item_label(option: str) -> str:
    """Item, unit and, if it is there, kind of total of an option in words."""
    return " · ".join(
        label(name, code) for name, code in zip(("item", "unit", "measure_of"), option.split("."), strict=False)
    )


def _name() -> Callable[[str], str]:
    """How a key is said in the language of this run."""
    names = data.names(language())
    return lambda key: names.get(key, key)


def world(asked: Asked) -> Part:
    """Places and routes that the claims name."""
    view = asked.inputs.one_of("view", "view", tuple(VIEWS), asked.filters.view, lambda v: t(f"map.{v}"))
    points, lines = places.points(asked.tables, asked.filters), places.lines(asked.tables, asked.filters)
    if not points.height:
        return Part(title=t("transfers.chart.map"), caption=t("transfers.caption.map"))
    drawn = maps.routes(points, lines, asked.mode, view=VIEWS[view], name=f"name_{language()}", say=lambda m: label("mode", m),
                        hover=_place)  # fmt: skip
    return Part(figure=drawn, key=f"transfers-map-{view}", title=t("transfers.chart.map"), caption=t("transfers.caption.map"),
                alt=t("transfers.alt.map", n=points.height, m=lines["route_id"].n_unique()))  # fmt: skip


def _place(row: dict[str, Any]) -> str:
    """A place in words."""
    name, native = row[f"name_{language()}"], row["name_native"] or ""
    return t("map.hover", name=name, native=native, n=row["claims"], km=row["precision_km"])


def mirror(asked: Asked) -> Part:
    """Both directions in their own units, one panel an item: no common currency, no balance."""
    panels = queries.panels(asked.tables, asked.filters)
    if not panels.height:
        return Part()
    drawn = figures.panels(panels, asked.mode, say=_name(), title=item_label, direction=lambda d: label("direction", d))
    return Part(figure=drawn, key="transfers-mirror", title=t("transfers.chart.mirror"), caption=t("transfers.caption.mirror"),
                alt=t("transfers.alt.mirror", n=panels["panel"].n_unique(), m=panels.height))  # fmt: skip


def conversion(asked: Asked) -> Part:
    """What containers would hold under a factor that the reader tries, beside the factors that claims imply."""
    factor = asked.inputs.factor(asked.filters, lowest=LOWEST, highest=HIGHEST, given=GIVEN)
    latest = queries.latest_containers(asked.tables, asked.filters)
    factors = results.whole(asked.tables, "factors", asked.filters)
    if not latest.height:
        return Part()
    drawn = figures.conversion(latest, factors, asked.mode, factor=factor, say=_name(), axis=t("transfers.axis.rounds"))
    alt = t("transfers.alt.alternatives", n=latest.height, m=factors.height)
    return Part(figure=drawn, key="transfers-conversion", title=t("transfers.chart.alternatives", factor=f"{factor:g}"),
                caption=t("transfers.caption.alternatives"), alt=alt)  # fmt: skip


def cap(asked: Asked) -> Part:
    """Figures on refined petroleum beside the yearly UN cap."""
    found = results.whole(asked.tables, "un_cap", asked.filters)
    if not found.height:
        return Part()
    words = (t("transfers.declared"), t("transfers.cap"))
    drawn = figures.cap(found, asked.mode, cap=CAP, say=_name(), words=words)
    return Part(figure=drawn, key="transfers-cap", title=t("transfers.chart.cap"), caption=t("transfers.caption.cap"),
                alt=t("transfers.alt.cap", n=found.height, first=_exceeded(found) or t("transfers.not_exceeded")))  # fmt: skip


def _exceeded(found: pl.DataFrame) -> str:
    """In which years the cap was exceeded, not later than which day, according to whom."""
    say = _name()
    exceeded = found.filter(found["exceeded_by"].is_not_null()).sort("exceeded_by")
    first = exceeded.unique("year", keep="first", maintain_order=True)
    return "; ".join(
        t("transfers.exceeded", year=r["year"], day=r["exceeded_by"], who=say(r["claimant_id"]))
        for r in first.to_dicts()
    )
