"""Listings and links: one row a spell, by an act of the same jurisdiction; no answer before there was anything to answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from loaders.checks.common import are_distinct, days, full, of_table
from loaders.complete import effect_class

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

    from loaders.checks.common import Found
    from loaders.curated import Record

    ById = Mapping[str, Record]

BEFORE: Final = re.compile(r"\b(before|earlier|first)\b", re.IGNORECASE)
"""A reason that uses one of these words says why the answer is older than the claims."""


def _one_spell(records: list[Record], _: ById) -> Iterator[Found]:
    """Two listings of one target on one list in one spell."""
    seen: dict[tuple[object, ...], Record] = {}
    for record in sorted(of_table(records, "listings"), key=lambda r: (str(r.row.get("listed_latest")), r.id)):
        row = full(record)
        key = (row["target_id"], row["jurisdiction"], row["list_name"], row["spell"] or 1)
        first = seen.setdefault(key, record)
        if first is not record and not are_distinct(first, record):
            text = f"is listed there already by {first.id}; make them one row"
            yield record, "target_id", f"{text}, set spell after a delisting, or distinct_from for a second regime"


def _own_act(records: list[Record], by_id: ById) -> Iterator[Found]:
    """A listing by an act of another jurisdiction."""
    for record in of_table(records, "listings"):
        measure = by_id.get(str(record.row.get("measure_id")))
        if measure and measure.row.get("jurisdiction") != record.row.get("jurisdiction"):
            text = f"{measure.id} is an act of {measure.row.get('jurisdiction')}"
            yield record, "measure_id", f"{text}, the listing one of {record.row.get('jurisdiction')}"


def _links(records: list[Record], by_id: ById) -> Iterator[Found]:
    """A restrictive answer, stated as such, that is older than every claim on the transfer; linked listings of another act."""
    first = _first_claims(records)
    for record in of_table(records, "links"):
        row, measure = full(record), by_id.get(str(record.row.get("measure_id")))
        if measure is None:
            continue
        for key in row["listing_ids"] or ():
            listing = by_id.get(key)
            if listing and listing.row.get("measure_id") != measure.id and not _is_older(listing, measure):
                text = f"{key} is a listing of {listing.row.get('measure_id')}, not of {measure.id}"
                yield record, "listing_ids", f"{text}, and no older one that this act designates again"
        if row["transfer_id"] and row["basis"] == "stated" and effect_class(full(measure)) == "restrictive":
            day, told = days(measure, "announced").latest, first.get(row["transfer_id"])
            if day and (told is None or day < told) and not BEFORE.search(row["reason_en"] or ""):
                text = f"{measure.id} of {day} is older than the first claim on {row['transfer_id']} ({told})"
                yield record, "transfer_id", f"{text}; say in reason_en why it came before, or drop the link"


def _is_older(listing: Record, measure: Record) -> bool:
    """Whether a listing was there before the act: an act that designates again adds no listing."""
    return days(listing, "listed").is_before(days(measure, "announced"))


def _first_claims(records: list[Record]) -> dict[str, dt.date]:
    """First possible day of the first claim on each transfer."""
    found: dict[str, dt.date] = {}
    for record in of_table(records, "claims"):
        row: Mapping[str, Any] = full(record)
        day = row["claimed_earliest"] or row["claimed_latest"]
        if day and not row["variant_of"]:
            found[row["transfer_id"]] = min(day, found.get(row["transfer_id"], day))
    return found


RULES: Final[tuple[Callable[[list[Record], Mapping[str, Record]], Iterator[Found]], ...]] = (
    _one_spell, _own_act, _links,
)  # fmt: skip
