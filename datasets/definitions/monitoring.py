"""What figures say about the UN cap on refined petroleum, and how long nobody has said anything new."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from datasets import store
from datasets.definitions.comparable import interval
from datasets.definitions.responses import NOT_STARTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    import narwhals.stable.v2 as nw

    Tables = Mapping[str, nw.LazyFrame[Any]]
    Row = dict[str, Any]

CAP: Final = 500_000.0
CAP_ITEM, CAP_UNIT = "refined_petroleum", "barrels"
NO_UN_MONITOR_FROM: Final = dt.date(2024, 5, 1)
EARLIER_GAPS: Final = 10
TENTHS: Final = 10


def cap(tables: Tables) -> list[Row]:
    """Claims on refined petroleum in barrels whose period lies in one calendar year, against the yearly UN cap.

    Returns:
        One row a claim; ``exceeded_by`` is the end of its period where even its lower bound reaches the cap: exceeded not
        later than that day, according to this claimant. Nothing is interpolated, nothing added; a plan fills no cap.
    """
    sides = {row["actor_id"]: row["side"] for row in store.rows(tables["actors"])}
    found = []
    for row in store.rows(tables["claims"]):
        start, end, bounds = row["period_start_earliest"], row["period_end_latest"], interval(row)
        is_oil = row["item"] == CAP_ITEM and row["unit"] == CAP_UNIT and row["stage"] not in NOT_STARTED
        in_a_year = start is not None and end is not None and start.year == end.year
        is_total = row["measure_of"] in {"period", "cumulative"} and not row["variant_of"]
        if not (is_oil and in_a_year and bounds and is_total):
            continue
        found.append({
            "claim_id": row["claim_id"], "claimant_id": row["claimant_id"], "family_id": row["family_id"],
            "series_id": row["series_id"], "year": end.year, "is_declared": sides.get(row["claimant_id"]) == "party",
            "period_start": start, "period_end": end, "low": bounds[0],
            "high": bounds[1] if math.isfinite(bounds[1]) else None, "quantity_display": row["quantity_display"],
            "exceeded_by": end if bounds[0] >= CAP else None,
        })  # fmt: skip
    return sorted(found, key=lambda r: (r["year"], r["period_end"], r["claim_id"]))


def silences(tables: Tables, day: dt.date) -> list[Row]:
    """Stretches without a new claim on a transfer, longer than the 90th percentile of its earlier gaps.

    Args:
        tables: Curated tables as known on the day.
        day: The as-of day; the last stretch of a transfer runs up to it.

    Returns:
        One row a stretch: no new public claim, which is not the same as no transfer. A transfer needs ten earlier gaps.
    """
    days: dict[str, set[dt.date]] = defaultdict(set)
    for row in store.rows(tables["claims"]):
        if row["claimed_latest"] and not row["variant_of"]:
            days[row["transfer_id"]].add(min(row["claimed_latest"], day))
    found = []
    for transfer, known in sorted(days.items()):
        ordered = sorted(known | {day})
        gaps = [(later - earlier).days for earlier, later in pairwise(ordered)]
        for index in range(EARLIER_GAPS, len(gaps)):
            limit = statistics.quantiles(gaps[:index], n=TENTHS, method="inclusive")[-1]
            if gaps[index] > limit:
                found.append({
                    "transfer_id": transfer, "from": ordered[index], "to": ordered[index + 1], "days": gaps[index],
                    "threshold_days": limit, "is_open": ordered[index + 1] not in known,
                })  # fmt: skip
    return found
