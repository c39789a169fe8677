"""Parts of the Transfers page that draw figures of claims: estimates, map, both directions, conversions, the UN cap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard import address, blocks, data, widgets
from dashboard.figures import claims as figures
from dashboard.figures import maps
from dashboard.figures.basemap import EURASIA, NORTH_EAST_ASIA, PORTS
from dashboard.text import label, language, t
from datasets.definitions.monitoring import CAP
from datasets.queries import claims as queries
from datasets.queries import places, results

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.figures.basemap import View
    from datasets.filters import Filters

VIEWS: Mapping[str, View] = {"north_east_asia": NORTH_EAST_ASIA, "ports": PORTS, "eurasia": EURASIA}
LOWEST, HIGHEST, GIVEN = 100.0, 700.0, 450.0


def chart(filters: Filters) -> None:
    """Figures of one item and unit over time, a line a series."""
    tables, names = data.tables(filters), data.names(language())
    counted = queries.counted(tables, filters)
    options = [".".join(codes) for codes in counted.select("item", "unit", "measure_of").iter_rows()]
    if not options:
        return
    chosen = widgets.one_of("item", "item", options, filters.item, item_label)
    item, unit, measure_of = chosen.split(".")
    found = queries.series(tables, address.current(), item, unit, measure_of)
    drawn = figures.estimates(
        found, blocks.mode(), axis=label("unit", unit), say=lambda k: names.get(k, k),
        note=lambda row: label("stage", row["stage"]),
    )  # fmt: skip
    blocks.figure(
        drawn, "transfers-estimates", title=t("transfers.chart.estimates", what=item_label(chosen)),
        alt=t("transfers.alt.estimates", n=found.height, m=found["family_id"].n_unique()), caption=t("transfers.caption.estimates"),
    )  # fmt: skip


def item_label(option: str) -> str:
    """Item, unit and, if it is there, kind of total of an option in words."""
    return " · ".join(
        label(name, code) for name, code in zip(("item", "unit", "measure_of"), option.split("."), strict=False)
    )


def world(filters: Filters) -> None:
    """Places and routes that the claims name."""
    tables = data.tables(filters)
    view = widgets.one_of("view", "view", tuple(VIEWS), filters.view, lambda v: t(f"map.{v}"))
    points, lines = places.points(tables, filters), places.lines(tables, filters)
    drawn = maps.routes(
        points, lines, blocks.mode(), view=VIEWS[view], name=f"name_{language()}", say=lambda m: label("mode", m),
        hover=lambda p: t("map.hover", name=p[f"name_{language()}"], native=p["name_native"] or "", n=p["claims"], km=p["precision_km"]),
    )  # fmt: skip
    blocks.figure(drawn, f"transfers-map-{view}", title=t("transfers.chart.map"), caption=t("transfers.caption.map"),
                  alt=t("transfers.alt.map", n=points.height, m=lines["route_id"].n_unique()))  # fmt: skip


def mirror(filters: Filters) -> None:
    """Both directions in their own units, one panel an item: no common currency, no balance."""
    tables, names = data.tables(filters), data.names(language())
    panels = queries.panels(tables, filters)
    if not panels.height:
        return
    drawn = figures.panels(panels, blocks.mode(), say=lambda k: names.get(k, k), title=item_label,
                           direction=lambda d: label("direction", d))  # fmt: skip
    blocks.figure(drawn, "transfers-mirror", title=t("transfers.chart.mirror"), caption=t("transfers.caption.mirror"),
                  alt=t("transfers.alt.mirror", n=panels["panel"].n_unique(), m=panels.height))  # fmt: skip


def conversion(filters: Filters) -> None:
    """What containers would hold under a factor that the reader tries, beside the factors that claims imply."""
    tables, names = data.tables(filters), data.names(language())
    factor = widgets.factor(filters, lowest=LOWEST, highest=HIGHEST, given=GIVEN)
    latest = queries.latest_containers(tables, filters)
    factors = results.whole(tables, "factors", filters)
    if latest.height:
        drawn = figures.conversion(latest, factors, blocks.mode(), factor=factor, say=lambda k: names.get(k, k),
                                   axis=t("transfers.axis.rounds"))  # fmt: skip
        blocks.figure(drawn, "transfers-conversion", title=t("transfers.chart.alternatives", factor=f"{factor:g}"),
                      caption=t("transfers.caption.alternatives"), alt=t("transfers.alt.alternatives", n=latest.height, m=factors.height))  # fmt: skip
    blocks.table("factors", filters)


def cap(filters: Filters) -> None:
    """Figures on refined petroleum beside the yearly UN cap."""
    tables, names = data.tables(filters), data.names(language())
    found = results.whole(tables, "un_cap", filters)
    if found.height:
        exceeded = found.filter(found["exceeded_by"].is_not_null())
        first = "; ".join(t("transfers.exceeded", year=r["year"], day=r["exceeded_by"], who=names.get(r["claimant_id"], r["claimant_id"]))
                          for r in exceeded.sort("exceeded_by").unique("year", keep="first", maintain_order=True).to_dicts())  # fmt: skip
        drawn = figures.cap(
            found,
            blocks.mode(),
            cap=CAP,
            say=lambda k: names.get(k, k),
            words=(t("transfers.declared"), t("transfers.cap")),
        )
        blocks.figure(drawn, "transfers-cap", title=t("transfers.chart.cap"), caption=t("transfers.caption.cap"),
                      alt=t("transfers.alt.cap", n=found.height, first=first or t("transfers.not_exceeded")))  # fmt: skip
