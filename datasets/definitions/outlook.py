"""Outlook: observable signs of four policy paths, counted from the tables; a trend, no score and no forecast.

Each indicator is a term of the vocabulary ``indicator`` and a function from facts to the days that count.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from datasets import store, vocabulary
from datasets.definitions.responses import TRACKED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

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
    found: list[Row] = []
    shown = store.rows(tables["outlook"])
    if not shown:
        return found
    facts = _read(tables)
    for row in shown:
        days = FUNCTIONS[row["indicator_id"]](facts)
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


@dataclass(frozen=True)
class Facts:
    """What the signs count, each table read once.

    Attributes:
        measures: Measures with a day of announcement.
        events: Events with a day.
        admissions: Days of admissions by Moscow or Pyongyang.
        listed_by_all: For each target that all four list today, the day on which the last of the four began.
        un_listings: Days of listings by the United Nations.
    """

    measures: list[Row]
    events: list[Row]
    admissions: Days
    listed_by_all: Days
    un_listings: Days


def _read(tables: Tables) -> Facts:
    """What the signs count, from curated tables."""
    measures = tables["measures"].filter(~nw.col("announced_latest").is_null())
    events = tables["events"].filter(~nw.col("occurred_latest").is_null())
    return Facts(
        measures=store.rows(measures.select("jurisdiction", "nexus", "effect_class", "announced_latest")),
        events=store.rows(events.select("kind", "actor_ids", "occurred_latest")),
        admissions=_admissions(tables), listed_by_all=_listed_by_all(tables), un_listings=_un_listings(tables),
    )  # fmt: skip


def _measures(facts: Facts, effect: str, nexus: set[str], jurisdictions: Collection[str] = TRACKED) -> Days:
    """Days of measures of an effect class and nexus; any class where ``effect`` is empty."""
    return [
        row["announced_latest"] for row in facts.measures
        if row["nexus"] in nexus and row["jurisdiction"] in jurisdictions and effect in ("", row["effect_class"])
    ]  # fmt: skip


def _events(facts: Facts, kinds: set[str], actors: set[str] | None = None) -> Days:
    """Days of events of some kinds, with at least one of some actors if any are named."""
    return [
        row["occurred_latest"] for row in facts.events
        if row["kind"] in kinds and (actors is None or actors & set(row["actor_ids"] or ()))
    ]  # fmt: skip


def _listed_by_all(tables: Tables) -> Days:
    """For each target that all four list today: the day on which the last of the four began."""
    held = tables["listings"].filter(
        ~nw.col("effects").is_null(), nw.col("delisted").is_null(), nw.col("jurisdiction").is_in(TRACKED),
        ~nw.col("listed_latest").is_null(),
    )  # fmt: skip
    first = held.group_by("target_id", "jurisdiction").agg(day=nw.col("listed_latest").min())
    last = first.group_by("target_id").agg(n=nw.len(), day=nw.col("day").max()).filter(nw.col("n") == len(TRACKED))
    return _days(last)


def _un_listings(tables: Tables) -> Days:
    """Days of listings by the United Nations."""
    held = tables["listings"].filter(nw.col("jurisdiction") == "UN", ~nw.col("listed_latest").is_null())
    return _days(held.select(day="listed_latest"))


def _days(frame: nw.LazyFrame[Any]) -> Days:
    """A column of days, each as often as it is there."""
    counted = store.rows(frame.group_by("day").agg(times=nw.len()).sort("day"))
    return [row["day"] for row in counted for _ in range(row["times"])]


def _admissions(tables: Tables) -> Days:
    """Days on which Moscow or Pyongyang confirmed something, or a part of it."""
    parties = tables["actors"].filter(nw.col("country").is_in(["RU", "KP"])).select("actor_id")
    said = tables["stances"].filter(
        nw.col("stance").is_in(["confirm", "partly_confirm"]), ~nw.col("stated_latest").is_null()
    )
    return _days(said.join(parties, left_on="party_id", right_on="actor_id").select(day="stated_latest"))


FUNCTIONS: Final[dict[str, Callable[[Facts], Days]]] = {
    "new-war-measures": lambda f: _measures(f, "restrictive", {WAR}),
    "new-evasion-measures": lambda f: _measures(f, "restrictive", {EVASION}),
    "enforcement-actions": lambda f: _measures(f, "enforcement", {WAR, EVASION, DPRK}),
    "targets-newly-listed-by-four": lambda f: f.listed_by_all,
    "un-votes": lambda f: _events(f, {"un_vote"}),
    "un-meetings-and-reports": lambda f: _events(f, {"un_report"}),
    "monitoring-outside-un": lambda f: _events(f, {"monitoring"}, {"msmt"}),
    "new-un-listings": lambda f: f.un_listings,
    "exercises": lambda f: _events(f, {"exercise"}),
    "dprk-launches": lambda f: _events(f, LAUNCHES, LAUNCHERS),
    "joint-statements": lambda f: _measures(f, "", {WAR, EVASION}, ("MULTI",)),
    "military-visits": lambda f: _events(f, {"visit"}, DEFENCE),
    "negotiations": lambda f: _events(f, {"negotiation"}),
    "summits-with-kim": lambda f: _events(f, {"summit"}, {"dprk-kim-jong-un"}),
    "acknowledgements": lambda f: [*_events(f, {"acknowledgement"}), *f.admissions],
    "easing-steps": lambda f: _measures(f, "easing", {WAR, EVASION, DPRK}),
}
