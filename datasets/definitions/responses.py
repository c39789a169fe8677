"""Responses: how long a jurisdiction took to answer a trigger, as an interval, with its class.

A trigger is a day on which the public learned something that called for an answer. The clock says which claim starts
the count, the endpoint what ends it. The class is the first that fits, in the order of :func:`_classify`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from datasets import store
from datasets.definitions.intervals import Interval, days_between, first_of, gap_within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import polars as pl

    Tables = Mapping[str, nw.LazyFrame[Any]]
    Row = dict[str, Any]

TRACKED: Final = ("US", "EU", "JP", "KR")
CLOCKS: Final = ("first_official", "first_alleged", "own")
ENDPOINTS: Final = ("stated", "party_hit", "declaratory")
NOT_STARTED: Final = {"requested", "agreed", "planned"}
OFFICIAL_ATTRIBUTION: Final = {"document", "named_official", "named_body"}
OFFICIAL_KINDS: Final = {"government", "intelligence_service", "un_body", "multilateral_monitor"}
BASES: Final = {"stated": {"stated"}, "party_hit": {"stated", "same_target"}, "declaratory": {"stated", "same_target"}}
CLASS_OF: Final = {"stated": "restrictive", "party_hit": "restrictive", "declaratory": "declaratory"}


@dataclass(frozen=True)
class Answer:
    """A measure that qualifies for a trigger, with the days it counts from.

    Attributes:
        measure: The measure.
        link: The link that makes it an answer.
        days: When it came.
        on_list_by: Whether the listings it is linked by are known only from a list copy, so may be older than they look.
    """

    measure: Row
    link: Row
    days: Interval
    on_list_by: bool

    def is_by(self, day: dt.date) -> bool:
        """Whether it can have come by a day; a listing that an act announces for later has not."""
        return self.days.earliest is None or self.days.earliest <= day

    @property
    def order(self) -> tuple[dt.date, dt.date, str]:
        """Earliest first, ties by the latest day, then the id."""
        return self.days.earliest or dt.date.min, self.days.latest or dt.date.max, self.measure["measure_id"]


def lags(tables: Tables, day: dt.date) -> pl.DataFrame:
    """Every combination of trigger, jurisdiction, clock and endpoint on a day.

    Args:
        tables: Curated tables as known on that day.
        day: The as-of day; no case is open beyond it.

    Returns:
        Rows of table ``lags``.
    """
    read = {n: store.rows(tables[n]) for n in ("triggers", "measures", "links", "coverage", "actors", "events")}
    wanted = {c for t in read["triggers"] for c in t["claim_ids"] or ()}
    claims = {c["claim_id"]: c for c in store.rows(tables["claims"]) if c["claim_id"] in wanted}
    actors = {a["actor_id"]: a for a in read["actors"]}
    events = {e["event_id"]: e for e in read["events"]}
    packages = {p["package_id"]: p for p in store.rows(tables["packages"])}
    answers = _answers(tables, read, actors)
    checked = _checked(read["coverage"])
    rows: list[Row] = []
    for trigger in read["triggers"]:
        about = trigger["transfer_id"] or trigger["event_id"]
        started = {
            (clock, jur): _clock(trigger, clock=clock, jurisdiction=jur, claims=claims, actors=actors, events=events)
            for clock in CLOCKS
            for jur in TRACKED
        }
        for jur in TRACKED:
            censored = min((day, *_last_checked(checked[jur])))
            for clock in CLOCKS:
                for endpoint in ENDPOINTS:
                    found = [a for a in answers[about, jur] if _qualifies(a, endpoint) and a.is_by(day)]
                    row = _classify(started[clock, jur], found, checked[jur], censored if checked[jur] else None)
                    package = packages.get(str(row.get("package_id")), {})
                    row |= {"trigger_id": trigger["trigger_id"], "jurisdiction": jur, "clock": clock,
                            "endpoint": endpoint, "joint_action_id": package.get("joint_action_id")}  # fmt: skip
                    rows.append(row)
    return store.frame_of(rows, "lags")


def _checked(coverage: Iterable[Row]) -> defaultdict[str, list[tuple[dt.date, dt.date]]]:
    """Stretches in which a jurisdiction's announcements were checked."""
    found: defaultdict[str, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    for row in coverage:
        if row["subject_kind"] == "announcements" and row["status"] in {"checked", "checked_empty"}:
            found[row["jurisdiction"]].append((row["from"], row["to"]))
    return found


def _last_checked(stretches: list[tuple[dt.date, dt.date]]) -> Iterator[dt.date]:
    """The last checked day, if there is one."""
    if stretches:
        yield max(last for _, last in stretches)


@dataclass(frozen=True)
class Start:
    """When a clock starts, and the measures in which the claim that starts it was disclosed."""

    days: Interval
    disclosed_in: frozenset[str]


def _clock(
    trigger: Row, *, clock: str, jurisdiction: str,
    claims: Mapping[str, Row], actors: Mapping[str, Row], events: Mapping[str, Row],
) -> Start | None:  # fmt: skip
    """When the clock of a trigger starts; ``None`` if no claim starts it."""
    if trigger["event_id"]:
        event = events.get(trigger["event_id"])
        return Start(Interval.of(event, "occurred"), frozenset()) if event else None
    running = [
        c for key in trigger["claim_ids"] or () if (c := claims.get(key)) and starts(c, clock, jurisdiction, actors)
    ]
    if not running:
        return None
    days = first_of(Interval.of(c, "claimed") for c in running)
    first = [c for c in running if c["claimed_latest"] == days.latest]
    return Start(days, frozenset(c["disclosed_in_measure_id"] for c in first if c["disclosed_in_measure_id"]))


def starts(claim: Mapping[str, Any], clock: str, jurisdiction: str, actors: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether a claim can start this clock."""
    actor = actors.get(claim["claimant_id"], {})
    if claim["variant_of"] or claim["stage"] in NOT_STARTED:
        return False
    # Who repeats or judges another's report starts no clock of its own.
    if claim["derivation"] == "derived" and clock != "first_alleged":
        return False
    if clock == "own":
        return jurisdiction in {actor.get("jurisdiction"), *(actor.get("member_jurisdictions") or ())}
    if clock == "first_official":
        return (
            claim["attribution"] in OFFICIAL_ATTRIBUTION
            and actor.get("kind") in OFFICIAL_KINDS
            and actor.get("side") != "party"
        )
    return True


def _answers(
    tables: Tables, read: Mapping[str, list[Row]], actors: Mapping[str, Row]
) -> defaultdict[tuple[str, str], list[Answer]]:
    """Qualifying measures by what they answer and jurisdiction."""
    measures = {m["measure_id"]: m for m in read["measures"]}
    listed = _listed(tables, {key for link in read["links"] for key in link["listing_ids"] or ()})
    found: defaultdict[tuple[str, str], list[Answer]] = defaultdict(list)
    for link in read["links"]:
        measure = measures.get(link["measure_id"])
        if measure is None or link["basis"] == "inferred":
            continue
        days, on_list_by = _days(measure, [listed[k] for k in link["listing_ids"] or () if k in listed])
        answer = Answer(measure, link, days, on_list_by)
        for jurisdiction in _acting(measure, actors):
            found[link["transfer_id"] or link["event_id"], jurisdiction].append(answer)
    return found


def _acting(measure: Row, actors: Mapping[str, Row]) -> set[str]:
    """Jurisdictions that a measure counts for: its own, of a joint statement those of its issuer and participants."""
    if measure["jurisdiction"] != "MULTI":
        return {measure["jurisdiction"]}
    joined = [actors.get(key, {}) for key in (measure["issuer_id"], *(measure["participants"] or ()))]
    return {j for a in joined for j in (a.get("jurisdiction"), *(a.get("member_jurisdictions") or ())) if j}


def _listed(tables: Tables, wanted: set[str]) -> dict[str, Row]:
    """The listings that links name, by id."""
    if not wanted:
        return {}
    frame = tables["listings"].filter(nw.col("listing_id").is_in(sorted(wanted)))
    return {row["listing_id"]: row for row in store.rows(frame)}


def _days(measure: Row, listings: list[Row]) -> tuple[Interval, bool]:
    """Days of a measure: of its announcement, or of the linked listings' listing if all came later."""
    announced = Interval.of(measure, "announced")
    on_list_by = bool(listings) and all(row["listed_basis"] == "on_list_by" for row in listings)
    days = [Interval.of(row, "listed") for row in listings]
    if days and all(announced.is_before(d) for d in days):
        return first_of(days), on_list_by
    return announced, on_list_by


def _qualifies(answer: Answer, endpoint: str) -> bool:
    """Whether a measure is of the class and basis that an endpoint asks for."""
    return answer.measure["effect_class"] == CLASS_OF[endpoint] and answer.link["basis"] in BASES[endpoint]


def _classify(
    start: Start | None, answers: list[Answer], checked: list[tuple[dt.date, dt.date]], censored: dt.date | None
) -> Row:
    """Class, lag and measure of one combination: the first class that fits."""
    if start is None:
        return {"class": "no_clock"}
    days = start.days
    row: Row = {"trigger_earliest": days.earliest, "trigger_latest": days.latest, "censored_on": censored}
    before = [a for a in answers if a.days.is_before(days) and not _follows(a, days)]
    before += [a for a in answers if _maybe_before(a, days)]
    if before:
        row["preexisting_measure_id"] = max(before, key=lambda a: a.order).measure["measure_id"]
    disclosed = [a for a in answers if a.measure["measure_id"] in start.disclosed_in]
    unknown = [a for a in answers if a.link["basis"] == "stated" and _order_unknown(a, days)]
    after = [a for a in answers if _follows(a, days) and not _maybe_before(a, days)]
    for name, group in (("disclosed_by_measure", disclosed), ("order_unknown", unknown), ("responded", after)):
        if group:
            return row | _lag(min(group, key=lambda a: a.order), days, checked) | {"class": name}
    if censored is None or days.latest is None or censored < days.latest or gap_within(days.latest, censored, checked):
        return row | {"class": "not_covered"}
    return row | {"class": "none_yet", "is_censored": True, "lag_days_low": days_between(days.latest, censored)}


def _follows(answer: Answer, trigger: Interval) -> bool:
    """Whether a measure came at or after the last possible day of the trigger."""
    first, last = answer.days.earliest, trigger.latest
    if first is None or last is None:
        return False
    return first >= last or ((last - first).days == 1 and answer.link["same_day_order"] == "after")


def _order_unknown(answer: Answer, trigger: Interval) -> bool:
    """Whether a measure lies neither wholly before the trigger nor at or after its last possible day."""
    return not answer.days.is_before(trigger) and not _follows(answer, trigger)


def _maybe_before(answer: Answer, trigger: Interval) -> bool:
    """A measure that hits a party and may be older than the trigger: shown, ends nothing."""
    is_unclear = _order_unknown(answer, trigger) or (answer.on_list_by and not answer.days.is_before(trigger))
    return answer.link["basis"] != "stated" and is_unclear


def _lag(answer: Answer, trigger: Interval, checked: list[tuple[dt.date, dt.date]]) -> Row:
    """The lag of a measure in calendar days, not below 0."""
    days = answer.days
    low, high = days_between(trigger.latest, days.earliest), days_between(trigger.earliest, days.latest)
    return {
        "measure_id": answer.measure["measure_id"], "package_id": answer.measure["package_id"],
        "measure_earliest": days.earliest, "measure_latest": days.latest, "basis": answer.link["basis"],
        "lag_days_low": None if low is None else max(low, 0), "lag_days_high": None if high is None else max(high, 0),
        "is_censored": False,
        "is_upper_bound": _is_hole(trigger.latest, days.earliest, checked),
    }  # fmt: skip


def _is_hole(start: dt.date | None, end: dt.date | None, checked: list[tuple[dt.date, dt.date]]) -> bool:
    """Whether an unchecked stretch lies between trigger and measure, in which an earlier one may have been missed."""
    return start is not None and end is not None and end > start and gap_within(start, end, checked)
