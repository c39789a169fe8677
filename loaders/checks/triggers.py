"""Triggers: fixed by rule, so that nobody chooses the day from which a government's answer is counted.

A trigger on a transfer names every accusing claim on it up to the last day of the first official one, or if nobody
spoke officially up to the first alleged day; and every transfer that somebody publicly accuses has one (rule a). A claim
accuses if it goes beyond a plan and its claimant is no party. Where no provision bars a flow and no accuser claims it,
reports of observers accuse nobody: lawful trade calls for no answer. Rule c asks for a trigger where a restrictive measure
names an event of the two states' dealings as its reason; tests and launches of the DPRK alone are occasions of other rounds.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from datasets.definitions import responses
from datasets.definitions.intervals import Interval, first_of
from loaders.checks.common import full, of_table
from loaders.complete import effect_class

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from loaders.checks.common import Found
    from loaders.curated import Record

    Row = Mapping[str, Any]

OWN_TESTS: Final = frozenset({"missile_test", "satellite_launch", "nuclear"})
"""Events of the DPRK alone: what it tests is no dealing with Russia."""


def accusing(records: Iterable[Record]) -> dict[str, list[Row]]:
    """Claims that accuse, by transfer: beyond the planning stage, no variant, by somebody who is no party."""
    records = list(records)
    sides = {r.id: r.row.get("side") for r in records if r.table == "actors"}
    barred = {r.id for r in records if r.table == "transfers" and r.row.get("provision_ids")}
    found: dict[str, list[Row]] = defaultdict(list)
    for record in of_table(records, "claims"):
        row = full(record)
        is_begun = row["stage"] not in responses.NOT_STARTED
        if is_begun and not row["variant_of"] and sides.get(row["claimant_id"], "party") != "party":
            found[row["transfer_id"]].append(row)
    is_accused = {
        k for k, rows in found.items() if k in barred or any(sides.get(c["claimant_id"]) == "accuser" for c in rows)
    }
    return {key: rows for key, rows in found.items() if key in is_accused}


def due(claims: list[Row], actors: Mapping[str, Row]) -> tuple[list[str], Interval]:
    """Claims that a trigger names, of all accusing ones on its transfer, and the days of the claim that ends them."""
    official = [c for c in claims if responses.starts(c, "first_official", "", actors)]
    last = first_of(Interval.of(c, "claimed") for c in official or claims)
    named = [c["claim_id"] for c in claims if not last.is_before(Interval.of(c, "claimed"))]
    return sorted(named), last


def _claims(records: list[Record], _: Mapping[str, Record]) -> Iterator[Found]:
    """A trigger that leaves out a claim, or names one of a later day, of another transfer, or that accuses nobody."""
    by_transfer = accusing(records)
    actors = {r.id: full(r) for r in of_table(records, "actors")}
    seen: dict[object, Record] = {}
    for record in of_table(records, "triggers"):
        row = full(record)
        if not row["transfer_id"]:
            continue
        first = seen.setdefault(row["transfer_id"], record)
        if first is not record:
            yield record, "transfer_id", f"has a trigger already, {first.id}"
        wanted, last = due(by_transfer.get(row["transfer_id"], []), actors)
        named = set(row["claim_ids"] or ())
        for key in sorted(set(wanted) - named):
            yield record, "claim_ids", f"leaves out {key}, which accuses not later than {last.latest}"
        for key in sorted(named - set(wanted)):
            yield (
                record,
                "claim_ids",
                f"names {key}, which is later than {last.latest}, a plan, a variant or a party's own",
            )


def _every_transfer(records: list[Record], _: Mapping[str, Record]) -> Iterator[Found]:
    """A transfer that somebody accuses, without a trigger of its own (rule a)."""
    have = {r.row.get("transfer_id") for r in of_table(records, "triggers")}
    by_transfer = accusing(records)
    for record in of_table(records, "transfers"):
        if by_transfer.get(record.id) and record.id not in have:
            first = min(by_transfer[record.id], key=lambda c: (str(c["claimed_latest"]), c["claim_id"]))
            yield record, "transfer_id", f"is accused ({first['claim_id']}) and has no trigger; rule a asks for one"


def _every_reason(records: list[Record], by_id: Mapping[str, Record]) -> Iterator[Found]:
    """An event that a restrictive measure names as its reason, without a trigger (rule c)."""
    have = {r.row.get("event_id") for r in of_table(records, "triggers")}
    for record in of_table(records, "links"):
        row = full(record)
        event, measure = by_id.get(str(row["event_id"])), by_id.get(str(row["measure_id"]))
        if (
            event is None
            or measure is None
            or event.id in have
            or event.row.get("kind") in OWN_TESTS
            or row["transfer_id"]
        ):
            continue
        if row["basis"] == "stated" and effect_class(full(measure)) == "restrictive":
            yield (
                record,
                "event_id",
                f"is the reason of {measure.id}, and {event.id} has no trigger; rule c asks for one",
            )


def _rules(records: list[Record], _: Mapping[str, Record]) -> Iterator[Found]:
    """Rule a speaks of a transfer, rules b and c of an event."""
    for record in of_table(records, "triggers"):
        row = full(record)
        if (row["rule"] == "a") != bool(row["transfer_id"]):
            yield record, "rule", "is a for a transfer, b or c for an event"


RULES: Final[tuple[Callable[[list[Record], Mapping[str, Record]], Iterator[Found]], ...]] = (
    _claims, _every_transfer, _every_reason, _rules,
)  # fmt: skip
