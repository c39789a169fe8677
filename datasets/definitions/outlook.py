"""Outlook: observable signs of four policy paths, counted from the tables; a trend, no score and no forecast.

Each indicator is a term of the vocabulary ``indicator`` and a function from tables to the days that count.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from datasets import store, vocabulary
from datasets.definitions.responses import TRACKED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Tables = Mapping[str, nw.LazyFrame[Any]]
    Row = dict[str, Any]
    Days = list[dt.date]

MONTHS: Final = 12
LEAST: Final = 5
WAR, EVASION, DPRK = "dprk_russia_war", "dprk_russia_evasion", "dprk"
LAUNCHES: Final = {"missile_test", "satellite_launch"}
DEFENCE: Final = {"ru-mod", "dprk-mod", "ru-security-council", "ru-general-staff"}
LAUNCHERS: Final = {"dprk-government", "dprk-kim-jong-un"}


def signs(tables: Tables, day: dt.date) -> list[Row]:
    """Every indicator with its counts in the last twelve full months and the twelve before.

    Args:
        tables: Curated tables as known on the day.
        day: The as-of day; the month it lies in is not full and does not count.

    Returns:
        One row an indicator of table ``outlook``: ``before``, ``last``, ``trend`` (``up``, ``down`` or ``same``) and the
        bounds of the two stretches.
    """
    end = day.replace(day=1)
    middle, begin = _months_before(end, MONTHS), _months_before(end, 2 * MONTHS)
    found = []
    for row in store.rows(tables["outlook"]):
        days = FUNCTIONS[row["indicator_id"]](tables)
        before, last = sum(begin <= d < middle for d in days), sum(middle <= d < end for d in days)
        found.append(row | {"before": before, "last": last, "trend": trend(before, last), "from": begin, "middle": middle,
                            "to": end - dt.timedelta(days=1)})  # fmt: skip
    order = vocabulary.codes("path")
    return sorted(found, key=lambda r: (order.index(r["path"]), r["indicator_id"]))


def trend(before: int, last: int) -> str:
    """``up`` or ``down`` only if one of two counts is at least five and they differ by at least half of the greater."""
    greater = max(before, last)
    if greater < LEAST or abs(last - before) * 2 < greater:
        return "same"
    return "up" if last > before else "down"


def _months_before(first: dt.date, months: int) -> dt.date:
    """The first day of a month so many months earlier."""
    number = first.year * 12 + first.month - 1 - months
    return dt.date(number // 12, number % 12 + 1, 1)


def _measures(tables: Tables, effect: str, nexus: set[str], jurisdictions: Iterable[str] = TRACKED) -> Days:
    """Days of measures of an effect class and nexus; any class where ``effect`` is empty."""
    frame = tables["measures"].filter(
        nw.col("nexus").is_in(sorted(nexus)), nw.col("jurisdiction").is_in(list(jurisdictions))
    )
    frame = frame.filter(nw.col("effect_class") == effect) if effect else frame
    return [row["announced_latest"] for row in store.rows(frame) if row["announced_latest"]]


def _events(tables: Tables, kinds: set[str], actors: set[str] | None = None) -> Days:
    """Days of events of some kinds, with at least one of some actors if any are named."""
    rows = store.rows(tables["events"].filter(nw.col("kind").is_in(sorted(kinds))))
    return [
        r["occurred_latest"]
        for r in rows
        if r["occurred_latest"] and (actors is None or actors & set(r["actor_ids"] or ()))
    ]


def _listed_by_all(tables: Tables) -> Days:
    """For each target that all four list today: the day on which the last of the four began."""
    frame = tables["listings"].filter(
        ~nw.col("effects").is_null(), nw.col("delisted").is_null(), nw.col("jurisdiction").is_in(TRACKED)
    )
    first: dict[str, dict[str, dt.date]] = defaultdict(dict)
    for row in store.rows(frame.select("target_id", "jurisdiction", "listed_latest")):
        if row["listed_latest"]:
            known = first[row["target_id"]].get(row["jurisdiction"], dt.date.max)
            first[row["target_id"]][row["jurisdiction"]] = min(known, row["listed_latest"])
    return [max(days.values()) for days in first.values() if len(days) == len(TRACKED)]


def _new_un_listings(tables: Tables) -> Days:
    rows = store.rows(tables["listings"].filter(nw.col("jurisdiction") == "UN").select("listed_latest"))
    return [row["listed_latest"] for row in rows if row["listed_latest"]]


def _acknowledgements(tables: Tables) -> Days:
    parties = {
        r["actor_id"]
        for r in store.rows(tables["actors"].filter(nw.col("country").is_in(["RU", "KP"])).select("actor_id"))
    }
    rows = store.rows(tables["stances"].filter(nw.col("stance").is_in(["confirm", "partly_confirm"])))
    return [
        *_events(tables, {"acknowledgement"}),
        *(r["stated_latest"] for r in rows if r["party_id"] in parties and r["stated_latest"]),
    ]


FUNCTIONS: Final[dict[str, Callable[[Tables], Days]]] = {
    "new-war-measures": lambda t: _measures(t, "restrictive", {WAR}),
    "new-evasion-measures": lambda t: _measures(t, "restrictive", {EVASION}),
    "enforcement-actions": lambda t: _measures(t, "enforcement", {WAR, EVASION, DPRK}),
    "targets-newly-listed-by-four": _listed_by_all,
    "un-votes": lambda t: _events(t, {"un_vote"}),
    "un-meetings-and-reports": lambda t: _events(t, {"un_report"}),
    "monitoring-outside-un": lambda t: _events(t, {"monitoring"}, {"msmt"}),
    "new-un-listings": _new_un_listings,
    "exercises": lambda t: _events(t, {"exercise"}),
    "dprk-launches": lambda t: _events(t, LAUNCHES, LAUNCHERS),
    "joint-statements": lambda t: _measures(t, "", {WAR, EVASION}, ("MULTI",)),
    "military-visits": lambda t: _events(t, {"visit"}, DEFENCE),
    "negotiations": lambda t: _events(t, {"negotiation"}),
    "summits-with-kim": lambda t: _events(t, {"summit"}, {"dprk-kim-jong-un"}),
    "acknowledgements": _acknowledgements,
    "easing-steps": lambda t: _measures(t, "easing", {WAR, EVASION, DPRK}),
}
