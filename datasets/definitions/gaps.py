"""Coverage gaps: for every party to a transfer and every target listed over the war, its state in each jurisdiction.

The state is the first that fits: listed, owner listed, delisted, none, none found, not covered. ``none`` is said only
where a full list was read near the day or every package is checked and fully named; else names may be missing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import polars as pl

from datasets import store
from datasets.definitions.intervals import gap_within
from datasets.definitions.responses import TRACKED
from datasets.definitions.voyages import OWNERSHIP
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    Tables = Mapping[str, nw.LazyFrame[Any]]

# A list counts if its date is this near to the day; announcements if they were checked without a hole up to this long
# before it (a later hole does not count, so that one check more never says less).
NEAR: Final = dt.timedelta(days=30)
# Reference lists: standing on one is no sanction, and not standing on one says nothing.
WITHOUT_EFFECT: Final = {"jp-meti-eul"}
STALE: Final = dt.timedelta(days=90)
BEGIN: Final = dt.date(2022, 1, 1)
WAR: Final = "dprk_russia_war"
# Kinds of measure that consist of names.
NAMING: Final = {"asset_freeze", "travel_ban"}


def gaps(tables: Tables, day: dt.date) -> pl.DataFrame:
    """State of every (target, jurisdiction) on a day.

    Args:
        tables: Curated tables as known on the day.
        day: The as-of day.

    Returns:
        Rows of table ``gaps``.
    """
    subjects = store.collect(_subjects(tables).sort("target_id"))
    active, first = _listings(tables, day)
    owners = _owner_listed(tables, active)
    grid = subjects.join(pl.DataFrame({"jurisdiction": TRACKED}), how="cross")
    for frame in (active, first, owners):
        grid = grid.join(frame, on=["target_id", "jurisdiction"], how="left")
    silence = pl.DataFrame(_silence(tables, day), schema=_SILENCE, orient="row")
    grid = grid.join(silence, on=["jurisdiction", "kind"], how="left")
    status = (
        pl.when(pl.col("is_active")).then(pl.lit("listed")).when(pl.col("owner_listed")).then(pl.lit("owner_listed"))
        .when(pl.col("first_listed").is_not_null() | pl.col("listing_id").is_not_null()).then(pl.lit("delisted"))
        .otherwise(pl.col("silent_status"))
    )  # fmt: skip
    unread = pl.when(pl.col("status") == "none_found").then(pl.col("names_unread"))
    made = grid.with_columns(status=status).with_columns(names_unread=unread)
    return store.conform(made.sort("target_id", "jurisdiction"), TABLES["gaps"].arrow)


_SILENCE: Final = {"jurisdiction": pl.String, "kind": pl.String, "silent_status": pl.String, "names_unread": pl.Int64}


def _subjects(tables: Tables) -> nw.LazyFrame[Any]:
    """Parties to a transfer, and targets with a listing over the war, with their kind."""
    listed = tables["listings"].filter(nw.col("nexus") == WAR).select("target_id")
    named = [tables[t].select("target_id") for t in ("participations", "voyages")]
    return nw.concat([listed, *named]).unique().join(tables["targets"].select("target_id", "kind"), on="target_id")


def _listings(tables: Tables, day: dt.date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Active listings with their effects, and the first listing, per target and jurisdiction.

    A reference list without effects is no listing. A listing counts from the last day it can have begun.
    """
    listings = tables["listings"].filter(~nw.col("effects").is_null(), nw.col("listed_latest") <= day)
    keys = ("target_id", "jurisdiction")
    running = nw.col("delisted").is_null() | (nw.col("delisted_latest") > day)
    effects = listings.filter(running).select(*keys, "effects").explode("effects").unique().sort(*keys, "effects")
    active = (
        store.collect(effects).group_by(keys, maintain_order=True).agg(pl.col("effects"), is_active=pl.lit(value=True))
    )
    ordered = listings.with_columns(first_listed=nw.col("listed_earliest").min().over(*keys))
    ordered = ordered.filter(nw.col("listed_earliest") == nw.col("first_listed"))
    first = ordered.group_by(*keys).agg(nw.col("first_listed").min(), nw.col("listing_id").min()).sort(*keys)
    unbounded = listings.filter(nw.col("listed_earliest").is_null()).group_by(*keys).agg(nw.col("listing_id").min())
    whole = store.collect(first)
    extra = store.collect(unbounded.sort(*keys)).join(whole, on=keys, how="anti")
    return active, pl.concat([whole, extra], how="diagonal").sort(keys)


def _owner_listed(tables: Tables, active: pl.DataFrame) -> pl.DataFrame:
    """Targets whose owner, operator or manager is listed, per jurisdiction."""
    relations = tables["relations"].filter(nw.col("kind").is_in(OWNERSHIP), nw.col("end").is_null())
    ties = store.collect(
        relations.select("from_target_id", "to_target_id").unique().sort("from_target_id", "to_target_id")
    )
    owners = active.select(pl.col("target_id").alias("from_target_id"), "jurisdiction")
    found = ties.join(owners, on="from_target_id").select(pl.col("to_target_id").alias("target_id"), "jurisdiction")
    return found.unique().with_columns(owner_listed=pl.lit(value=True))


def _silence(tables: Tables, day: dt.date) -> list[tuple[str, str, str, int | None]]:
    """What the absence of a listing means, per jurisdiction and kind of target: none, none found, or not covered."""
    coverage = store.rows(tables["coverage"])
    kinds = [k["kind"] for k in store.rows(tables["targets"].select("kind").unique().sort("kind"))]
    unread, uncounted = names_unread(tables), acts_unread(tables)
    found = []
    for jurisdiction in TRACKED:
        own = [c for c in coverage if c["jurisdiction"] == jurisdiction and c["status"].startswith("checked")]
        stretches = [(c["from"], c["to"]) for c in own if c["subject_kind"] == "announcements"]
        is_checked = not gap_within(BEGIN - dt.timedelta(days=1), day - STALE, stretches)
        for kind in kinds:
            lists = [c for c in own if c["subject_kind"] == "list" and c["target_kind"] in (None, kind)]
            lists = [c for c in lists if c["list_name"] not in WITHOUT_EFFECT]
            is_read = any(c["to"] >= day - NEAR for c in lists)
            left = unread.get(jurisdiction, 0)
            is_none = is_read or (is_checked and left == 0 and jurisdiction not in uncounted)
            status = "none" if is_none else "none_found" if is_checked else "not_covered"
            found.append((jurisdiction, kind, status, left or None))
    return found


def acts_unread(tables: Tables) -> set[str]:
    """Jurisdictions with an act that names targets, of which neither a listing nor the announced number is held."""
    return set(uncounted_acts(tables).values())


def uncounted_acts(tables: Tables) -> dict[str, str]:
    """Acts that name targets, of which neither a listing nor the announced number is held, with their jurisdiction."""
    known = {
        c["measure_id"]
        for c in store.rows(tables["announced_counts"])
        if c["basis"] == "announced" and c["n"] is not None
    }
    held = tables["listings"].filter(~nw.col("measure_id").is_null()).select("measure_id").unique().sort("measure_id")
    known |= {row["measure_id"] for row in store.rows(held)}
    acts = store.rows(tables["measures"].select("measure_id", "jurisdiction", "kinds"))
    return {
        m["measure_id"]: m["jurisdiction"] for m in acts if m["measure_id"] not in known and NAMING & set(m["kinds"])
    }


def names_unread(tables: Tables) -> dict[str, int]:
    """Targets announced by restrictive acts and not held as listings, by jurisdiction."""
    found: dict[str, int] = {}
    for act in unread_by_act(tables):
        found[act.jurisdiction] = found.get(act.jurisdiction, 0) + act.unread
    return found


@dataclass(frozen=True)
class Act:
    """A restrictive act with an announced number of targets.

    Attributes:
        measure_id: The act.
        jurisdiction: Who acted.
        announced: Targets announced.
        unread: Those of them that are not held as listings, not below 0.
    """

    measure_id: str
    jurisdiction: str
    announced: int
    unread: int


def unread_by_act(tables: Tables) -> list[Act]:
    """Restrictive acts whose number of targets was announced, with how many of them are not held.

    Per act, the announced number (the greatest total, else the sum of kinds) less the listings held, not below 0. A target
    that an older act listed and this one designates again is held too.
    """
    measures = {m["measure_id"]: m for m in store.rows(tables["measures"]) if m["effect_class"] == "restrictive"}
    announced: dict[str, dict[str, int]] = {}
    for count in store.rows(tables["announced_counts"]):
        if count["basis"] == "announced" and count["n"] is not None and count["measure_id"] in measures:
            announced.setdefault(count["measure_id"], {})[count["target_kind"]] = count["n"]
    held_rows = tables["listings"].filter(~nw.col("measure_id").is_null()).group_by("measure_id").agg(n=nw.len())
    held = {r["measure_id"]: r["n"] for r in store.rows(held_rows.sort("measure_id"))}
    for key, names in _designated_again(tables).items():
        held[key] = held.get(key, 0) + len(names)
    totals = {key: total_announced(by_kind) for key, by_kind in sorted(announced.items())}
    return [Act(k, measures[k]["jurisdiction"], n, max(n - held.get(k, 0), 0)) for k, n in totals.items()]


def _designated_again(tables: Tables) -> dict[str, set[str]]:
    """Listings of older acts that a later act designates again, by that act: its links name them."""
    links = store.rows(tables["links"].filter(~nw.col("listing_ids").is_null()))
    wanted = sorted({key for link in links for key in link["listing_ids"]})
    if not wanted:
        return {}
    named = tables["listings"].filter(nw.col("listing_id").is_in(wanted)).select("listing_id", "measure_id")
    acts = {row["listing_id"]: row["measure_id"] for row in store.rows(named)}
    found: dict[str, set[str]] = {}
    for link in links:
        for key in link["listing_ids"]:
            if acts.get(key, link["measure_id"]) != link["measure_id"]:
                found.setdefault(link["measure_id"], set()).add(key)
    return found


def total_announced(by_kind: Mapping[str, int]) -> int:
    """Announced number of targets of one act: its stated total, else the sum of its kinds.

    A joint count of persons and bodies stands for both of them.
    """
    if "all" in by_kind:
        return by_kind["all"]
    both = by_kind.get("persons_and_entities")
    persons = both if both is not None else by_kind.get("person", 0) + by_kind.get("entity", 0)
    return persons + by_kind.get("vessel", 0) + by_kind.get("aircraft", 0)
