"""Responses taken together: sensitivity, lead and lag, waiting curves, and the time to the first public claim."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, Any, Final

from datasets import store
from datasets.definitions.intervals import Interval, days_between, first_of
from datasets.definitions.responses import CLOCKS, NOT_STARTED, TRACKED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import narwhals.stable.v2 as nw

    Tables = Mapping[str, nw.LazyFrame[Any]]
    Row = dict[str, Any]

SUMMARISED: Final = ("stated", "party_hit")
# A waiting curve opens only past this floor.
AT_RISK, RESPONSES, PACKAGES = 10, 5, 3
TIE_DAYS: Final = 1


@dataclass(frozen=True)
class Curve:
    """A Kaplan–Meier curve: the share of triggers still without a response after so many days.

    Attributes:
        days: Days at which the share falls.
        waiting: Share still waiting from that day.
        at_risk: Triggers still under observation just before that day.
        median: First day at which half have a response; ``None`` = not reached.
    """

    days: tuple[int, ...]
    waiting: tuple[float, ...]
    at_risk: tuple[int, ...]
    median: int | None


def is_open(rows: Sequence[Row]) -> bool:
    """Whether there are enough responses for a curve: triggers at risk, responses, and packages they come from."""
    answered = [r for r in rows if r["class"] == "responded"]
    return (
        len(at_risk(rows)) >= AT_RISK
        and len(answered) >= RESPONSES
        and len({r["package_id"] for r in answered}) >= PACKAGES
    )


def at_risk(rows: Iterable[Row]) -> list[Row]:
    """Rows that a summary takes in: responded, or still waiting; all other classes stay out."""
    return [r for r in rows if r["class"] in {"responded", "none_yet"}]


def curve(rows: Sequence[Row], end: str) -> Curve | None:
    """The waiting curve of one jurisdiction, clock and endpoint, for all low or all high ends of the lags.

    Args:
        rows: Rows of table ``lags`` of that combination.
        end: ``low`` or ``high``.

    Returns:
        ``None`` below the floor of :func:`is_open`, or if an end is not known. No confidence interval: this is a census
        whose rows share packages.
    """
    known = at_risk(rows)
    answered = [r[f"lag_days_{end}"] for r in known if r["class"] == "responded"]
    waiting = [r["lag_days_low"] for r in known if r["class"] == "none_yet"]
    if not is_open(rows) or None in answered or None in waiting:
        return None
    return kaplan_meier(answered, waiting)


def kaplan_meier(answered: Sequence[int], waiting: Sequence[int]) -> Curve:
    """Kaplan–Meier estimate of how many still wait.

    Args:
        answered: Days to the event.
        waiting: Days observed without one (right-censored).
    """
    from scipy import stats  # noqa: PLC0415 - a second to load, which every start of the app would take for one curve

    survival = stats.ecdf(stats.CensoredData(uncensored=answered, right=waiting)).sf
    falls = [
        (int(d), float(p))
        for d, p in zip(survival.quantiles, survival.probabilities, strict=True)
        if int(d) in set(answered)
    ]
    everyone = [*answered, *waiting]
    return Curve(
        days=tuple(d for d, _ in falls), waiting=tuple(p for _, p in falls),
        at_risk=tuple(sum(x >= d for x in everyone) for d, _ in falls),
        median=next((d for d, p in falls if p <= 0.5), None),
    )  # fmt: skip


def sensitivity(rows: Iterable[Row]) -> list[Row]:
    """How clocks and endpoints change the picture: counts of each class and medians, 3 clocks × 2 endpoints.

    Returns:
        One row a jurisdiction, clock and endpoint, none where there is no trigger; medians as two numbers (from all low and
        all high ends), null below the floor or where not reached.
    """
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["endpoint"] in SUMMARISED:
            groups[row["jurisdiction"], row["clock"], row["endpoint"]].append(row)
    found = []
    for jurisdiction in TRACKED:
        for clock in CLOCKS:
            for endpoint in SUMMARISED:
                group = groups[jurisdiction, clock, endpoint]
                if not group:
                    continue
                classes = Counter(r["class"] for r in group)
                low, high = curve(group, "low"), curve(group, "high")
                found.append({
                    "jurisdiction": jurisdiction, "clock": clock, "endpoint": endpoint, "triggers": len(group),
                    **{name: classes[name] for name in ("responded", "none_yet", "order_unknown", "disclosed_by_measure",
                                                        "not_covered", "no_clock")},
                    "is_summarised": low is not None and high is not None,
                    "median_low": low.median if low else None, "median_high": high.median if high else None,
                })  # fmt: skip
    return found


def lead_lag(rows: Iterable[Row]) -> list[Row]:
    """Who came first: for each ordered pair, over triggers that both could answer.

    Args:
        rows: Rows of table ``lags`` of one clock and endpoint.

    Returns:
        One row an ordered pair: triggers at which ``first`` answered before ``second``, with it (a day apart or less),
        after it, alone so far, or in an order that the dates, or what was checked, do not settle. A trigger whose clock
        has not started for one of the two is in none of the counts.
    """
    by_trigger: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        by_trigger[row["trigger_id"]][row["jurisdiction"]] = row
    found = []
    for first, second in permutations(TRACKED, 2):
        pairs = [(by[first], by[second]) for by in by_trigger.values() if {first, second} <= set(by)]
        orders = Counter(_order(*pair) for pair in pairs if "no_clock" not in {row["class"] for row in pair})
        found.append({"first": first, "second": second} | {name: orders[name] for name in ORDERS})
    return found


ORDERS: Final = ("before", "tie", "after", "alone", "other_alone", "unknown", "neither")
ANSWERED: Final = {"responded", "disclosed_by_measure"}
# Whether there is an answer is not known.
UNSETTLED: Final = {"order_unknown", "not_covered"}


def _order(one: Row, other: Row) -> str:
    """Order of two answers to one trigger."""
    if {one["class"], other["class"]} & UNSETTLED:
        return "unknown"
    did, did_too = one["class"] in ANSWERED, other["class"] in ANSWERED
    if not did and not did_too:
        return "neither"
    if did != did_too:
        return "alone" if did else "other_alone"
    a, b = Interval.of(one, "measure"), Interval.of(other, "measure")
    least, most = days_between(a.latest, b.earliest), days_between(a.earliest, b.latest)
    if least is not None and least > TIE_DAYS:
        return "before"
    if most is not None and most < -TIE_DAYS:
        return "after"
    return "tie" if least is not None and most is not None and -TIE_DAYS <= least <= most <= TIE_DAYS else "unknown"


def detection(tables: Tables) -> list[Row]:
    """Time from the alleged begin to the first public claim, apart from the time to a measure.

    Variants, and claims of what was only requested, agreed or planned, are left out: they start no clock either.

    Returns:
        One row a trigger on a transfer: when its claims let it begin, when it was first alleged, and the days between as
        an interval; null where no claim names a begin.
    """
    claims = {c["claim_id"]: c for c in store.rows(tables["claims"])}
    found = []
    for trigger in store.rows(tables["triggers"]):
        named = [c for key in trigger["claim_ids"] or () if (c := claims.get(key))]
        told = [c for c in named if not c["variant_of"] and c["stage"] not in NOT_STARTED]
        begun = [Interval.of(c, "period_start") for c in told if c["period_start"]]
        if not told:
            continue
        start = first_of(begun) if begun else Interval(None, None)
        public = first_of(Interval.of(c, "claimed") for c in told)
        low, high = days_between(start.latest, public.earliest), days_between(start.earliest, public.latest)
        found.append({
            "trigger_id": trigger["trigger_id"], "transfer_id": trigger["transfer_id"],
            "begun_earliest": start.earliest, "begun_latest": start.latest,
            "public_earliest": public.earliest, "public_latest": public.latest,
            "days_low": None if low is None else max(low, 0), "days_high": None if high is None else max(high, 0),
        })  # fmt: skip
    return sorted(found, key=lambda r: (r["public_latest"] or dt.date.max, r["trigger_id"]))
