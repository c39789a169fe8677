"""Ships at the time of their voyages: listed before, after or never, by each jurisdiction; owners and operators too."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from datasets import store
from datasets.definitions.intervals import Interval, days_between
from datasets.definitions.responses import TRACKED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import polars as pl

    Tables = Mapping[str, nw.LazyFrame[Any]]
    Row = dict[str, Any]

OWNERSHIP: Final = ("owns", "operates", "manages")


def voyages_vs_listing(tables: Tables, day: dt.date) -> pl.DataFrame:  # noqa: ARG001 - every definition is f(tables, day)
    """Every voyage against every tracked jurisdiction.

    Args:
        tables: Curated tables as known on the day.
        day: The as-of day; the tables are cut to it already.

    Returns:
        Rows of table ``voyages_vs_listing``. Days run from the listing to the voyage: positive = listed before.
    """
    voyages = store.rows(tables["voyages"])
    owners = _owners(tables)
    wanted = {v["target_id"] for v in voyages} | {o for v in voyages for o in owners[v["target_id"]]}
    listed = _listed(tables, wanted)
    rows = []
    for voyage in voyages:
        sailed = _sailed(voyage)
        for jurisdiction in TRACKED:
            ship = _relation(sailed, [listed[voyage["target_id"], jurisdiction]])
            owner = _relation(sailed, [listed[o, jurisdiction] for o in owners[voyage["target_id"]]])
            rows.append({
                "voyage_id": voyage["voyage_id"], "jurisdiction": jurisdiction,
                "ship_status": ship[0], "ship_days_low": ship[1], "ship_days_high": ship[2],
                "owner_status": owner[0], "owner_days_low": owner[1], "owner_days_high": owner[2],
            })  # fmt: skip
    return store.frame_of(rows, "voyages_vs_listing")


def _owners(tables: Tables) -> defaultdict[str, list[str]]:
    """Owners, operators and managers by ship."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for relation in store.rows(tables["relations"]):
        if relation["kind"] in OWNERSHIP:
            found[relation["to_target_id"]].append(relation["from_target_id"])
    return found


def _listed(tables: Tables, wanted: set[str]) -> defaultdict[tuple[str, str], list[Interval]]:
    """Days of listings with effect, by target and jurisdiction."""
    found: defaultdict[tuple[str, str], list[Interval]] = defaultdict(list)
    if wanted:
        frame = tables["listings"].filter(nw.col("target_id").is_in(sorted(wanted)), ~nw.col("effects").is_null())
        for row in store.rows(frame):
            found[row["target_id"], row["jurisdiction"]].append(Interval.of(row, "listed"))
    return found


def _sailed(voyage: Row) -> Interval:
    """The days a voyage can have lain on: from departure to arrival as far as known."""
    departed, arrived = Interval.of(voyage, "departed"), Interval.of(voyage, "arrived")
    return Interval(departed.earliest or arrived.earliest, arrived.latest or departed.latest)


def _relation(sailed: Interval, listings: list[list[Interval]]) -> tuple[str, int | None, int | None]:
    """``before``, ``after``, ``unknown_order`` or ``never``, with the days from the first listing to the voyage."""
    days = sorted((i for group in listings for i in group), key=lambda i: (str(i.latest), str(i.earliest)))
    if not days:
        return "never", None, None
    first = days[0]
    low, high = days_between(first.latest, sailed.earliest), days_between(first.earliest, sailed.latest)
    if low is not None and low >= 0:
        return "before", low, high
    return ("after" if sailed.is_before(first) else "unknown_order"), low, high
