"""Comparable claims: which figures may stand side by side, which contradict, and what a headline may print.

Two claims compare if item, unit, kind of total and stage group are equal and their periods overlap by at least three
quarters of their union. Variants and vague quantities never compare, nor does a plan.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from datasets import store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import narwhals.stable.v2 as nw

    Tables = Mapping[str, nw.LazyFrame[Any]]
    Row = dict[str, Any]

OVERLAP: Final = 0.75
ABOUT: Final = 0.1
STAGE_GROUP: Final = {
    "produced": "produced", "shipped": "moved", "delivered": "moved", "present": "moved", "used": "used", "lost": "lost",
    "captured": "lost", "returned": "returned",
}  # fmt: skip
# What a scope contains besides itself.
CONTAINS: Final = {
    "all_modes": {"sea", "rail", "air", "named_ships", "one_place", "one_sector", "other"},
    "sea": {"named_ships"},
}


@dataclass(frozen=True)
class Figure:
    """A claim as it compares: its key, its period and its comparison interval."""

    row: Row
    group: tuple[str, str, str, str]
    start: dt.date
    end: dt.date
    low: float
    high: float

    @property
    def family(self) -> str:
        """Family of the claimant."""
        return str(self.row["family_id"])


def interval(row: Row) -> tuple[float, float] | None:
    """Comparison interval of a claim: exact [q, q], about ±10 %, at least [q, ∞), up to [0, q], range as given.

    Returns:
        ``None`` for a vague quantity or none.
    """
    hedge, best, low, high = row["hedge"], row["quantity_best"], row["quantity_low"], row["quantity_high"]
    if hedge == "range" and low is not None and high is not None:
        return low, high
    if best is None:
        return None
    shapes = {
        "exact": (best, best), "about": (best * (1 - ABOUT), best * (1 + ABOUT)), "at_least": (best, math.inf),
        "up_to": (0.0, best),
    }  # fmt: skip
    return shapes.get(str(hedge))


def period(row: Row) -> tuple[dt.date, dt.date] | None:
    """Days a figure covers: from the earliest start to the latest end; a level covers the moment it is stated for.

    Returns:
        ``None`` if the begin of a total or period is not known: such a figure compares with none.
    """
    end = row["period_end_latest"] or row["claimed_latest"]
    start = row["period_start_earliest"]
    if row["measure_of"] in {"level", "capacity", "share", "rate"} and start is None:
        start = row["period_end_earliest"] or row["claimed_earliest"]
    return (start, end) if start and end and start <= end else None


def figures(claims: Iterable[Row]) -> list[Figure]:
    """Claims that can compare with others."""
    found = []
    for row in claims:
        days, bounds, stage = period(row), interval(row), STAGE_GROUP.get(row["stage"])
        if days and bounds and stage and not row["variant_of"]:
            group = (row["item"], row["unit"], row["measure_of"], stage)
            found.append(Figure(row, group, *days, *bounds))
    return found


def comparable(one: Figure, other: Figure) -> bool:
    """Whether two figures may stand side by side."""
    return one.group == other.group and overlap(one, other) >= OVERLAP


def overlap(one: Figure, other: Figure) -> float:
    """Share of the union of two periods that both cover."""
    shared = (min(one.end, other.end) - max(one.start, other.start)).days + 1
    union = (max(one.end, other.end) - min(one.start, other.start)).days + 1
    return max(shared, 0) / union


def scopes_nest(one: Row, other: Row) -> bool:
    """Whether one scope contains the other and differs from it: then different figures are no contradiction."""
    a, b = one["scope"] or "all_modes", other["scope"] or "all_modes"
    return a != b and (b in CONTAINS.get(a, ()) or a in CONTAINS.get(b, ()))


def contradictions(tables: Tables) -> list[Row]:
    """Pairs of comparable claims of different families whose comparison intervals do not meet, widest gap first."""
    found = []
    for group in _groups(figures(store.rows(tables["claims"]))).values():
        for one, other in combinations(group, 2):
            low, high = sorted((one, other), key=lambda f: (f.low, f.high, f.row["claim_id"]))
            apart = one.family != other.family and low.high < high.low
            if apart and comparable(one, other) and not scopes_nest(one.row, other.row):
                found.append({
                    "low_claim_id": low.row["claim_id"], "high_claim_id": high.row["claim_id"],
                    "item": low.group[0], "unit": low.group[1], "measure_of": low.group[2],
                    "low_display": low.row["quantity_display"], "high_display": high.row["quantity_display"],
                    "low_claimant_id": low.row["claimant_id"], "high_claimant_id": high.row["claimant_id"],
                    "gap": high.low - low.high, "gap_ratio": high.low / low.high if low.high else None,
                    "overlap": overlap(one, other),
                    "known_from": max(low.row["known_from"], high.row["known_from"]),
                })  # fmt: skip
    return sorted(found, key=lambda r: (-(r["gap_ratio"] or math.inf), r["low_claim_id"], r["high_claim_id"]))


def headlines(tables: Tables) -> list[Row]:
    """What may be printed of each item: every family's latest figure, and a range only if all of them compare.

    Returns:
        One row an item, unit, kind of total and stage group: the families' latest claims, and ``low`` and ``high`` of the
        range where it may be printed (``high`` null = open). A sum, mean or midpoint is never formed.
    """
    found = []
    for group, members in sorted(_groups(figures(store.rows(tables["claims"]))).items()):
        latest = _latest(members)
        stated = [f for f in latest if f.row["bounds_by"] != "coder"]
        is_range = len(stated) > 1 and all(comparable(a, b) for a, b in combinations(stated, 2))
        high = max((f.high for f in stated), default=math.inf)
        found.append({
            "item": group[0], "unit": group[1], "measure_of": group[2], "stage_group": group[3],
            "families": len(latest), "is_range": is_range,
            "low": min(f.low for f in stated) if is_range else None,
            "high": high if is_range and math.isfinite(high) else None,
            "claim_ids": [f.row["claim_id"] for f in latest],
            "last_on": max(f.row["claimed_latest"] for f in latest),
        })  # fmt: skip
    return found


def _groups(all_figures: list[Figure]) -> dict[tuple[str, str, str, str], list[Figure]]:
    """Figures by what must be equal for them to compare."""
    found: dict[tuple[str, str, str, str], list[Figure]] = defaultdict(list)
    for figure in all_figures:
        found[figure.group].append(figure)
    return found


def _latest(members: list[Figure]) -> list[Figure]:
    """The latest figure of each family, by family."""
    by_family: dict[str, Figure] = {}
    for figure in sorted(members, key=lambda f: (f.row["claimed_latest"] or dt.date.min, f.row["claim_id"])):
        by_family[figure.family] = figure
    return [by_family[name] for name in sorted(by_family)]


def envelopes(tables: Tables) -> list[Row]:
    """Alternatives that exclude each other: their members, and one envelope where their unit is one.

    Returns:
        One row an alternative group; ``low`` and ``high`` are null if units differ (then there is no total) or open.
    """
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in store.rows(tables["claims"]):
        if row["alternative_group"] and not row["variant_of"]:
            groups[row["alternative_group"]].append(row)
    found = []
    for name, members in sorted(groups.items()):
        bounds = [b for b in map(interval, members) if b]
        one_unit = len({m["unit"] for m in members}) == 1 and len(bounds) == len(members)
        high = max((b[1] for b in bounds), default=math.inf)
        found.append({
            "alternative_group": name, "claimant_id": members[0]["claimant_id"], "display": members[0]["quantity_display"],
            "unit": members[0]["unit"] if one_unit else None,
            "low": min(b[0] for b in bounds) if one_unit else None,
            "high": high if one_unit and math.isfinite(high) else None,
            "claim_ids": sorted(m["claim_id"] for m in members),
        })  # fmt: skip
    return found


def factors(tables: Tables) -> list[Row]:
    """Conversion factors that follow from claims which were converted from others, with the stated one beside.

    Returns:
        One row a converted claim: the factor as an interval (null = open), ours unless ``stated_factor`` is given.
    """
    rows = {row["claim_id"]: row for row in store.rows(tables["claims"])}
    found = []
    for row in rows.values():
        base = rows.get(row["converted_from"] or "")
        own, other = interval(row), interval(base) if base else None
        if base is None or own is None or other is None or row["variant_of"] or base["variant_of"]:
            continue
        mark, base_mark = row["quantity_best"] or row["quantity_low"], base["quantity_best"] or base["quantity_low"]
        low = own[0] / other[1] if other[1] and math.isfinite(other[1]) else None
        high = own[1] / other[0] if other[0] and math.isfinite(own[1]) else None
        found.append({
            "claim_id": row["claim_id"], "base_claim_id": base["claim_id"], "claimant_id": row["claimant_id"],
            "item": row["item"], "unit": row["unit"], "base_unit": base["unit"], "claimed": row["claimed"],
            "factor_low": low, "factor": mark / base_mark if mark and base_mark else None, "factor_high": high,
            "stated_factor": row["conversion_factor"],
        })  # fmt: skip
    return sorted(found, key=lambda r: (r["base_unit"], r["item"], r["claimed"], r["claim_id"]))
