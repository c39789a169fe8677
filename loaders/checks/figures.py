"""Figures: totals that fall, periods that overlap, one claim under two ids, alternatives that stand alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from datasets.definitions.intervals import Interval
from datasets.definitions.responses import NOT_STARTED
from loaders.checks.common import are_distinct, full, of_table
from loaders.complete import series

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

    from loaders.checks.common import Found
    from loaders.curated import Record

Series = dict[str, list["Record"]]


def _alternatives(records: list[Record], _: Mapping[str, Record]) -> Iterator[Found]:
    """An alternative needs another one by the same claimant."""
    groups: Series = defaultdict(list)
    for record in of_table(records, "claims"):
        if record.row.get("alternative_group"):
            groups[str(record.row["alternative_group"])].append(record)
    for name, members in groups.items():
        claimants = Counter(str(m.row.get("claimant_id")) for m in members)
        if len(members) == 1 or len(claimants) > 1:
            yield members[0], "alternative_group", f"{name!r} needs two or more claims of one claimant"


def _falling(records: list[Record], by_id: Mapping[str, Record]) -> Iterator[Found]:
    """A running total below an earlier one of its series, and nothing says what changed."""
    for members in _series(records, by_id, "cumulative").values():
        top: Record | None = None
        for record in sorted(members, key=lambda r: (_end(r), r.id)):
            if record.row.get("series_break"):
                top = record
            elif top is not None and mark(record) < mark(top) and not are_distinct(top, record):
                text = f"falls from {top.row['quantity_text']!r} of {top.id}"
                yield record, "quantity_best", f"{text}; say in series_break what changed, or set scope and scope_text"
            elif top is None or mark(record) >= mark(top):
                top = record


def _overlapping(records: list[Record], by_id: Mapping[str, Record]) -> Iterator[Found]:
    """Two periods of one series that share days: their sum would count twice."""
    for members in _series(records, by_id, "period").values():
        ordered = sorted(members, key=lambda r: (str(r.row["claimed"]), r.id))
        for one, other in combinations(ordered, 2):
            if _period(one).overlaps(_period(other)) and not (
                other.row.get("series_break") or are_distinct(one, other)
            ):
                text = f"{_words(other)} overlaps {_words(one)} of {one.id} in one series"
                wanted = "set component_of, series_break, scope with scope_text, or distinct_from"
                yield other, "period_start", f"{text}; {wanted}"


def _identical(records: list[Record], _: Mapping[str, Record]) -> Iterator[Found]:
    """One figure of one claimant of one day under two ids."""
    seen: dict[tuple[Any, ...], Record] = {}
    columns = ("claimant_id", "item", "unit", "quantity_best", "quantity_low", "quantity_high", "hedge", "claimed")
    for record in of_table(records, "claims"):
        row = full(record)
        if row["hedge"] is None or row["variant_of"]:
            continue
        words = row["quantity_text"] if row["hedge"] == "vague" else None
        first = seen.setdefault((*(row[c] for c in columns), words), record)
        if first is not record and not are_distinct(first, record):
            yield record, "quantity_text", f"is said already in {first.id}; add the source there, or set distinct_from"


def _series(records: list[Record], by_id: Mapping[str, Record], measure_of: str) -> Series:
    """Claims with a number by series; variants, parts, alternatives and plans are left out."""
    found: Series = defaultdict(list)
    for record in of_table(records, "claims"):
        row = full(record)
        claimant = by_id.get(str(row["claimant_id"]))
        is_apart = row["variant_of"] or row["component_of"] or row["alternative_group"] or row["stage"] in NOT_STARTED
        if claimant and row["measure_of"] == measure_of and not is_apart:
            name = series(row | {"family_id": claimant.row.get("family_id")})
            if name and mark(record) is not None:
                found[name].append(record)
    return found


def mark(record: Record) -> float:
    """The figure by which totals are compared: the one stated, or the lower bound."""
    row: Mapping[str, Any] = record.row
    value = row.get("quantity_best", row.get("quantity_low"))
    return float(value) if value is not None else 0.0


def _end(record: Record) -> dt.date:
    row: Mapping[str, Any] = record.row
    end: dt.date = row.get("period_end_latest") or row["claimed_latest"]
    return end


def _period(record: Record) -> Interval:
    return Interval(full(record)["period_start_earliest"], _end(record))


def _words(record: Record) -> str:
    return f"{record.row.get('period_start')} to {record.row.get('period_end')}"


RULES: Final[tuple[Callable[[list[Record], Mapping[str, Record]], Iterator[Found]], ...]] = (
    _alternatives, _falling, _overlapping, _identical,
)  # fmt: skip
