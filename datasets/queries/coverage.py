"""Who lists whom: the matrix of targets and jurisdictions, packages that share targets, ships at their voyages, roles."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import polars as pl

from datasets import filters as flt
from datasets import store
from datasets.columns import code, codes, day, flag, number, plain, ref, refs, text
from datasets.definitions.asof import standing
from datasets.definitions.responses import TRACKED
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from datasets.filters import Filters

    Tables = Mapping[str, nw.LazyFrame[Any]]
    Row = dict[str, Any]

WITHIN_DAYS: Final = 30
MATRIX: Final = plain(
    "coverage_matrix", "one target with its state in each tracked jurisdiction",
    ref("target_id", "targets", "The target."), text("name", "Name shown, as an issuer prints it."),
    code("kind", "target_kind", "Person, body, ship or aircraft."), text("country", "Where it works, else nationality or registry."),
    *(code(f"status_{j}", "gap_status", f"State in {j}.") for j in TRACKED),
    *(codes(f"effects_{j}", "effect", f"Effects of active listings in {j}.") for j in TRACKED),
    number("listed_by", "Tracked jurisdictions that list it."),
    flag("is_listed_by_nobody", "No tracked jurisdiction lists it, its owner included, and none ever did."),
)  # fmt: skip
OVERLAP: Final = plain(
    "package_overlap", "two packages of different jurisdictions that list the same targets within thirty days",
    ref("package_id", "packages", "The earlier package."), ref("other_package_id", "packages", "The other."),
    code("jurisdiction", "jurisdiction", "Of the earlier."), code("other_jurisdiction", "jurisdiction", "Of the other."),
    number("n_shared", "Unique targets that both list."), number("days_low", "Least days between the listings."),
    number("days_high", "Most days between the listings."), refs("target_ids", "targets", "The targets."),
    keys=("package_id", "other_package_id"),
)  # fmt: skip
CHAIN: Final = plain(
    "role_chain", "one role in one transfer, with the jurisdictions that list a party in that role",
    ref("transfer_id", "transfers", "The transfer."), code("role", "role", "The role."), number("n_targets", "Parties named in it."),
    codes("jurisdictions", "jurisdiction", "Tracked jurisdictions that list at least one of them."),
    refs("target_ids", "targets", "The parties."), keys=("transfer_id", "role"),
)  # fmt: skip
INSTRUMENTS: Final = plain(
    "instruments", "one kind of measure, with how often each tracked jurisdiction used it",
    code("kind", "measure_kind", "The instrument."),
    *(number(f"n_{j}", f"Measures of {j}; null = not asked for.") for j in TRACKED),
    codes("not_used_by", "jurisdiction", "Jurisdictions asked for that have not used it while others have."),
    day("last_on", "Latest day one was announced."),
)  # fmt: skip


def matrix(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Every target of the coverage table with its states side by side; filters as on any target.

    A status chosen narrows to targets with that state in one of the jurisdictions chosen (in any tracked one if none is);
    jurisdictions alone keep every target, since each has a state in all of them.
    """
    gaps = store.collect(tables["gaps"].select("target_id", "jurisdiction", "status", "effects"))
    wide = gaps.select("target_id").unique()
    for code_ in TRACKED:
        part = gaps.filter(pl.col("jurisdiction") == code_)
        part = part.select("target_id", pl.col("status", "effects").name.suffix(f"_{code_}"))
        wide = wide.join(part, on="target_id", how="left")
    states = [pl.col(f"status_{j}") for j in TRACKED]
    held = [s == "listed" for s in states]
    ever = [s.is_in(["listed", "owner_listed", "delisted"]) for s in states]
    wide = wide.with_columns(listed_by=pl.sum_horizontal(*held), is_listed_by_nobody=~pl.any_horizontal(*ever))
    targets = tables["targets"].select(
        "target_id", "name", "kind", country=nw.coalesce("located_in", "nationality_or_registry")
    )
    made = store.conform(wide.join(store.collect(targets), on="target_id").sort("target_id"), MATRIX.arrow)
    return _chosen(made, filters)


def _chosen(frame: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """Targets that a state asks for: by status in the chosen jurisdictions, by kind, by text, by id."""
    where = [j for j in (filters.chosen("jurisdiction") or TRACKED) if j in TRACKED]
    if filters.chosen("status"):
        has_it = (pl.col(f"status_{j}").is_in(filters.chosen("status")) for j in where)
        frame = frame.filter(pl.any_horizontal(pl.lit(value=False), *has_it))  # a context lane has no state
    if filters.chosen("kind"):
        frame = frame.filter(pl.col("kind").is_in(filters.chosen("kind")))
    if filters.nobody:
        frame = frame.filter(pl.col("is_listed_by_nobody"))
    if filters.q:
        frame = frame.filter(pl.col("name").str.to_lowercase().str.contains(filters.q.lower(), literal=True))
    return frame.filter(pl.col("target_id") == filters.id) if filters.id else frame


def overlaps(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Packages of different jurisdictions that list the same targets within thirty days of each other.

    Returns:
        One row a pair of packages; the earlier is the one whose first shared listing is certain first, ties by key.
    """
    chosen = flt.select(tables["listings"], TABLES["listings"], filters)
    whole = [~nw.col(c).is_null() for c in ("effects", "package_id", "listed_earliest", "listed_latest")]
    columns = ("target_id", "jurisdiction", "package_id", "listed_earliest", "listed_latest")
    listed = store.collect(chosen.filter(*whole).select(*columns).unique())
    pairs = listed.join(listed, on="target_id", suffix="_other")
    pairs = pairs.filter(
        pl.col("jurisdiction") < pl.col("jurisdiction_other"), pl.col("package_id") != pl.col("package_id_other")
    )
    after, before = (
        (pl.col(f"listed_{a}_other") - pl.col(f"listed_{b}")).dt.total_days()
        for a, b in (("latest", "earliest"), ("earliest", "latest"))
    )
    pairs = pairs.with_columns(low=pl.max_horizontal(before, -after, 0), high=pl.max_horizontal(after, -before))
    grouped = pairs.filter(pl.col("high") <= WITHIN_DAYS).group_by("package_id", "package_id_other").agg(
        pl.col("jurisdiction", "jurisdiction_other", "listed_latest", "listed_latest_other").min(),
        n_shared=pl.col("target_id").n_unique(), days_low=pl.col("low").min(), days_high=pl.col("high").max(),
        target_ids=pl.col("target_id").unique().sort(),
    )  # fmt: skip
    return store.conform(_ordered(grouped), OVERLAP.arrow).sort("package_id", "other_package_id")


def _ordered(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs of packages with the earlier one first."""
    same_day = pl.col("listed_latest") == pl.col("listed_latest_other")
    is_first = (pl.col("listed_latest") < pl.col("listed_latest_other")) | (
        same_day & (pl.col("package_id") < pl.col("package_id_other"))
    )
    ends = ("", "_other")
    return pairs.with_columns(
        pl.when(is_first).then(pl.col(f"{name}{one}")).otherwise(pl.col(f"{name}{two}")).alias(made)
        for name in ("package_id", "jurisdiction")
        for made, one, two in ((name, *ends), (f"other_{name}", *reversed(ends)))
    )


def chain(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Roles in each transfer and who lists a party in that role."""
    kept = {r["transfer_id"] for r in store.rows(flt.select(tables["transfers"], TABLES["transfers"],
            flt.readable_part(filters, TABLES["transfers"])).select("transfer_id"))}  # fmt: skip
    parties: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in store.rows(standing(tables, "participations")["participations"]):
        if row["transfer_id"] in kept:
            parties[row["transfer_id"], row["role"]].add(row["target_id"])
    listed: dict[str, set[str]] = defaultdict(set)
    wanted = sorted(set().union(*parties.values()))
    held = tables["gaps"].filter(nw.col("status") == "listed", nw.col("target_id").is_in(wanted))
    for row in store.rows(held.select("target_id", "jurisdiction")):
        listed[row["target_id"]].add(row["jurisdiction"])
    found = [
        {"transfer_id": transfer, "role": role, "n_targets": len(targets), "target_ids": sorted(targets),
         "jurisdictions": [j for j in TRACKED if any(j in listed[t] for t in targets)]}
        for (transfer, role), targets in parties.items()
    ]  # fmt: skip
    return pl.DataFrame(found, schema=_polars(CHAIN)).sort("transfer_id", "role")


def instruments(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Kinds of measure by the tracked jurisdictions asked for, and which of these have not used what others have."""
    asked = [j for j in TRACKED if not filters.chosen("jurisdiction") or j in filters.chosen("jurisdiction")]
    chosen = flt.select(tables["measures"], TABLES["measures"], filters)
    chosen = chosen.filter(nw.col("jurisdiction").is_in(asked)).select("jurisdiction", "kinds", "announced_latest")
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(asked, 0))
    last: dict[str, dt.date] = {}
    wanted = set(filters.chosen("kind"))
    for row in store.rows(chosen):
        for kind in row["kinds"]:
            if wanted and kind not in wanted:
                continue
            counts[kind][row["jurisdiction"]] += 1
            if row["announced_latest"]:
                last[kind] = max(last.get(kind, dt.date.min), row["announced_latest"])
    found = [
        {"kind": kind, **{f"n_{j}": by.get(j) for j in TRACKED}, "not_used_by": [j for j, n in by.items() if not n],
         "last_on": last.get(kind)}
        for kind, by in counts.items()
    ]  # fmt: skip
    return pl.DataFrame(found, schema=_polars(INSTRUMENTS)).sort("kind")


def _polars(table: Any) -> dict[str, Any]:  # noqa: ANN401 - a declared table
    """Schema of a declared table as the in-process engine takes it."""
    empty: Any = pl.from_arrow(table.arrow.empty_table())
    return dict(empty.schema)
