"""Totals that issuers publish, beside what the release holds of them on that day: shown, never filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from datasets import store

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    import narwhals.stable.v2 as nw

    Tables = Mapping[str, nw.LazyFrame[Any]]
    Row = Mapping[str, Any]

KINDS: Final = {
    "n_persons": ("person", "persons"),
    "n_entities": ("entity", "bodies"),
    "n_vessels": ("vessel", "ships"),
}
COLUMNS: Final = (
    "jurisdiction", "list_name", "listed_latest", "delisted", "delisted_latest", "target_id", "target_kind", "programmes",
    "withdrawn_on",
)  # fmt: skip


def differences(tables: Tables) -> Iterator[str]:
    """A line per published total that the listings held do not make up, oldest first.

    Args:
        tables: Tables of a release.

    Yields:
        ``EU eu-fsf 2024-05-31 (PRK): official 77 persons, here 75; official 20 bodies, here 20``.
    """
    counts = sorted(store.rows(tables["official_counts"]), key=lambda r: (r["day"], r["official_count_id"]))
    lists = {row["list_name"] for row in counts}
    listings = [
        r for r in store.rows(tables["listings"].select(*COLUMNS)) if r["list_name"] in lists and not r["withdrawn_on"]
    ]
    for count in counts:
        if count["withdrawn_on"]:
            continue
        held = _held(count, listings)
        told = [(count[n], held[kind], word) for n, (kind, word) in KINDS.items() if count[n] is not None]
        if any(official != here for official, here, _ in told):
            parts = "; ".join(f"official {official:,} {word}, here {here:,}" for official, here, word in told)
            yield f"{_of(count)}: {parts}"


def _of(count: Row) -> str:
    """List, day and part of a list that a total speaks of."""
    limits = [count["programme"], f"listed since {count['since']}" if count["since"] else None]
    part = ", ".join(limit for limit in limits if limit)
    return f"{count['jurisdiction']} {count['list_name']} {count['day']}" + (f" ({part})" if part else "")


def _held(count: Row, listings: Iterable[Row]) -> dict[str, int]:
    """Different targets of each kind that stand on the list on the day."""
    found: dict[str, set[str]] = {kind: set() for kind, _ in KINDS.values()}
    for row in listings:
        is_of_list = (row["jurisdiction"], row["list_name"]) == (count["jurisdiction"], count["list_name"])
        if is_of_list and row["target_kind"] in found and _counts(count, row):
            found[row["target_kind"]].add(row["target_id"])
    return {kind: len(targets) for kind, targets in found.items()}


def _counts(count: Row, row: Row) -> bool:
    """Whether a listing runs on the day of a total, within its programme and begin."""
    day: dt.date = count["day"]
    listed, ended = row["listed_latest"], row["delisted_latest"]
    is_running = (
        listed is not None and listed <= day and (row["delisted"] is None or (ended is not None and ended > day))
    )
    is_since = count["since"] is None or (listed is not None and listed >= count["since"])
    return is_running and is_since and (count["programme"] is None or count["programme"] in (row["programmes"] or ()))
