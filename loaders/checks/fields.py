"""Rules of one record: what its columns allow together."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

from datasets.definitions.responses import NOT_STARTED
from datasets.schema import TABLES
from loaders.complete import CLASS_OF_KIND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from loaders.checks.common import Fault
    from loaders.curated import Record


def _intervals(record: Record) -> Iterator[Fault]:
    """A pair of dates that ends before it begins."""
    row: Mapping[str, Any] = record.row
    for start, end in (("period_start", "period_end"), ("start", "end"), ("departed", "arrived"), ("occurred", "ended"),
                       ("announced", "ended"), ("listed", "delisted"), ("claimed", "retracted")):  # fmt: skip
        first, last = row.get(f"{start}_earliest"), row.get(f"{end}_latest")
        if isinstance(first, dt.date) and isinstance(last, dt.date) and last < first:
            yield end, f"{row[end]} lies before {start} {row[start]}"
    if record.table == "coverage" and row.get("from") and row.get("to") and row["to"] < row["from"]:
        yield "to", f"{row['to']} lies before from {row['from']}"


def _provenance(record: Record) -> Iterator[Fault]:
    """Rows that must name their sources themselves, or that withdraw or override without a reason."""
    table, row = TABLES[record.table], record.row
    if "source_ids" in table.names and table.sources_from == "typed" and not row.get("source_ids"):
        yield "source_ids", "is required: name the documents that were read"
    if bool(row.get("withdrawn_on")) != bool(row.get("withdrawn_why")):
        yield "withdrawn_why", "withdrawn_on and withdrawn_why go together"
    if row.get("known_from") and not row.get("known_from_why"):
        yield "known_from", "is computed; to override it, say why in known_from_why"


def _places(record: Record) -> Iterator[Fault]:
    """Coordinates that do not exist, or only one of the two."""
    if record.table != "places":
        return
    for name, limit in (("latitude", 90.0), ("longitude", 180.0)):
        value = record.row.get(name)
        if isinstance(value, float) and abs(value) > limit:
            yield name, f"{value} is out of range; allowed: -{limit:.0f} to {limit:.0f}"
    if (record.row.get("latitude") is None) != (record.row.get("longitude") is None):
        yield "latitude", "latitude and longitude go together"
    if record.row.get("latitude") is not None and record.row.get("precision_km") is None:
        yield "precision_km", "is required with coordinates: the radius within which the point lies"


def _quantities(record: Record) -> Iterator[Fault]:
    """Numbers that do not fit their hedge, or lack unit, kind of total or hedge."""
    if record.table != "claims":
        return
    row: Mapping[str, Any] = record.row
    hedge, low, best, high = (row.get(n) for n in ("hedge", "quantity_low", "quantity_best", "quantity_high"))
    numbers = [n for n in (low, best, high) if n is not None]
    if (numbers or hedge) and not all(
        row.get(n) for n in ("unit", "measure_of", "hedge", "bounds_by", "quantity_text")
    ):
        missing = [n for n in ("unit", "measure_of", "hedge", "bounds_by", "quantity_text") if not row.get(n)]
        yield missing[0], f"is required with a quantity (missing: {', '.join(missing)})"
    if hedge == "range" and (low is None or high is None or best is not None):
        yield "hedge", "range needs quantity_low and quantity_high and no quantity_best"
    if hedge in {"exact", "about", "at_least", "up_to"} and (best is None or low is not None or high is not None):
        yield "hedge", f"{hedge} needs quantity_best alone"
    if hedge == "vague" and best is not None:
        yield "hedge", "vague has no quantity_best"
    if low is not None and high is not None and low > high:
        yield "quantity_low", f"{low} is above quantity_high {high}"
    if any(n < 0 for n in numbers):
        yield "quantity_best", "a quantity is not negative"


def _periods(record: Record) -> Iterator[Fault]:
    """A quantity of a period that does not say which; a plan need not."""
    row = record.row
    has_number = any(row.get(f"quantity_{which}") is not None for which in ("best", "low", "high"))
    if record.table == "claims" and row.get("measure_of") == "period" and row.get("stage") not in NOT_STARTED:
        for name in ("period_start", "period_end") if has_number else ():
            if not row.get(name):
                yield name, "is required: a quantity of a period needs its begin and end"


def _claims(record: Record) -> Iterator[Fault]:
    """Shown must be asserted; derived must be marked so; relays and conversions in order."""
    if record.table != "claims":
        return
    row: Mapping[str, Any] = record.row
    extra = set(row.get("shows") or ()) - set(row.get("asserts") or ())
    if extra:
        yield "shows", f"{', '.join(sorted(extra))} must stand in asserts too"
    if row.get("shows") and row.get("evidence_access") not in {"shown", "independently_examined"}:
        yield "evidence_access", "is shown or independently_examined where an element is shown"
    if row.get("derived_from") and row.get("derivation") != "derived":
        yield "derivation", "is derived where derived_from is given"
    if row.get("conversion_factor") and not row.get("converted_from"):
        yield "converted_from", "is required with conversion_factor"
    if row.get("attribution") == "own_research" and row.get("relayed_by") == row.get("claimant_id"):
        yield "relayed_by", "a claimant does not relay itself"


def _targets_of(record: Record) -> Iterator[Fault]:
    """Rows that must point to one of two things."""
    row = record.row
    one_of = {"links": ("transfer_id", "event_id"), "triggers": ("transfer_id", "event_id"),
              "participations": ("claim_id", "listing_id")}.get(record.table)  # fmt: skip
    if one_of and sum(bool(row.get(name)) for name in one_of) != 1:
        yield one_of[0], f"give exactly one of {' and '.join(one_of)}"
    if record.table == "triggers" and bool(row.get("transfer_id")) != bool(row.get("claim_ids")):
        yield "claim_ids", "a trigger on a transfer names its claims, up to the first official one"


def _measures(record: Record) -> Iterator[Fault]:
    """An effect class is typed only where no kind gives one."""
    if record.table != "measures":
        return
    kinds: Any = record.row.get("kinds") or []
    known = any(kind in CLASS_OF_KIND for kind in kinds)
    if known and record.row.get("effect_class"):
        yield "effect_class", "follows from the kinds; leave it out"
    if kinds and not known and not record.row.get("effect_class"):
        yield "effect_class", "is required where the kind is other"


def is_imo(value: str) -> bool:
    """Whether a text is an IMO ship number: seven digits, the last a check digit."""
    return bool(re.fullmatch(r"\d{7}", value, re.ASCII)) and (
        sum(int(d) * w for d, w in zip(value[:6], range(7, 1, -1), strict=True)) % 10 == int(value[6])
    )


def _identifiers(record: Record) -> Iterator[Fault]:
    """IMO numbers whose check digit is wrong."""
    value = str(record.row.get("value", ""))
    if record.table == "target_identifiers" and record.row.get("type") == "imo" and not is_imo(value):
        yield "value", f"{value!r} is no IMO number (7 digits, the last a check digit)"


def _countries(record: Record) -> Iterator[Fault]:
    """Countries that are no ISO 3166 alpha-2 code."""
    for name in ("country", "nationality_or_registry", "flag", "located_in"):
        value = record.row.get(name)
        if isinstance(value, str) and name in TABLES[record.table].names and not re.fullmatch(r"[A-Z]{2}", value):
            yield name, f"{value!r} is no ISO 3166 alpha-2 code; write two capital letters"


RULES: Final[tuple[Callable[[Record], Iterator[Fault]], ...]] = (
    _intervals, _provenance, _places, _quantities, _periods, _claims, _targets_of, _measures, _identifiers, _countries,
)  # fmt: skip
