"""Claims: what each family of claimants says over time, never joined, added or averaged across families."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import polars as pl
import pyarrow as pa

from datasets import filters as flt
from datasets import store
from datasets.columns import code, dated, plain, ref, refs, text
from datasets.queries.kept import Kept, kept
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from datasets.filters import Filters

    Tables = Mapping[str, nw.LazyFrame[Any]]

# Share of a figure hedged "about" that its comparison interval reaches to, below and above.
ABOUT: Final = (0.9, 1.1)
SERIES: Final = pa.schema([
    ("claim_id", pa.string()), ("series_id", pa.string()), ("family_id", pa.string()), ("claimant_id", pa.string()),
    ("transfer_id", pa.string()), ("item", pa.string()), ("unit", pa.string()), ("measure_of", pa.string()),
    ("stage", pa.string()), ("scope", pa.string()), ("hedge", pa.string()), ("bounds_by", pa.string()),
    ("claimed", pa.string()), ("claimed_earliest", pa.date32()), ("claimed_latest", pa.date32()),
    ("period_start_earliest", pa.date32()), ("period_end_latest", pa.date32()),
    ("low", pa.float64()), ("mark", pa.float64()), ("high", pa.float64()), ("quantity_display", pa.string()),
    ("series_break", pa.string()), ("alternative_group", pa.string()),
])  # fmt: skip
KINDS: Final = pa.schema([
    ("item", pa.string()), ("unit", pa.string()), ("measure_of", pa.string()), ("families", pa.int64()),
    ("claims", pa.int64()),
])  # fmt: skip
LADDER: Final = plain(
    "ladder", "the latest figure of one series: one family of claimants, item, unit, kind of total, stage and scope",
    text("quantity_display", "The quantity as it must be read."),
    code("item", "item", "What is counted."), code("unit", "unit", "Unit of the number."),
    code("measure_of", "measure_of", "Running total, level, period …"), code("stage", "stage", "How far along."),
    text("family_id", "Family of claimants."), ref("claimant_id", "actors", "Who says it."),
    code("scope", "claim_scope", "What the number covers."), dated("claimed", "Day it was first public."),
    dated("period_start", "Begin of the period it covers."), dated("period_end", "End of the period it covers."),
    ref("transfer_id", "transfers", "What it is about."), text("series_id", "The series."),
    refs("source_ids", "sources", "Documents that were read."), ref("claim_id", "claims", "The claim."),
    keys=("claim_id",), period="claimed",
)  # fmt: skip
MONTHS: Final = pa.schema([("month", pa.date32()), ("direction", pa.string()), ("n", pa.int64())])


def bounded(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Claims with ``low``, ``mark`` and ``high`` of their comparison interval.

    ``low`` and ``high`` are null where the interval is open (at least) or the claim has no figure; ``mark`` is the
    figure itself, of a range its lower bound.
    """
    hedge, best = nw.col("hedge"), nw.col("quantity_best")
    low = (
        nw.when(hedge == "exact").then(best).when(hedge == "about").then(best * ABOUT[0])
        .when(hedge == "at_least").then(best).when(hedge == "up_to").then(best * 0)
        .otherwise(nw.col("quantity_low"))
    )  # fmt: skip
    high = (
        nw.when(hedge == "exact").then(best).when(hedge == "about").then(best * ABOUT[1])
        .when(hedge == "up_to").then(best).otherwise(nw.col("quantity_high"))
    )  # fmt: skip
    return frame.with_columns(low=low, high=high, mark=nw.coalesce(best, nw.col("quantity_low")))


@kept(lambda _: "claims")
def series(tables: Tables, filters: Filters, item: str, unit: str, measure_of: str) -> pl.DataFrame:
    """Every figure of one item, unit and kind of total, with the family that says it: the marks of an estimate chart.

    Args:
        tables: Tables as of the state's day.
        filters: The state.
        item: Item code.
        unit: Unit code.
        measure_of: Kind of total.

    Returns:
        Claims that belong to a series (no variants), by series and day.
    """
    chosen = flt.select(tables["claims"], TABLES["claims"], filters)
    same = (nw.col(c) == code for c, code in (("item", item), ("unit", unit), ("measure_of", measure_of)))
    chosen = chosen.filter(*same, ~nw.col("series_id").is_null())
    marked = bounded(chosen).select(*SERIES.names).filter(~nw.col("mark").is_null())
    return store.collect(marked.sort("series_id", "claimed_latest", "claim_id"), SERIES)


@kept(lambda _: "claims")
def counted(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Items, units and kinds of total that have figures, most families first: what an estimate chart can show."""
    chosen = flt.select(tables["claims"], TABLES["claims"], filters).filter(~nw.col("series_id").is_null())
    keys = ("item", "unit", "measure_of")
    found = chosen.group_by(*keys).agg(families=nw.col("family_id").n_unique(), claims=nw.len())
    # Running totals and levels first: these draw as lines.
    found = found.with_columns(single=(~nw.col("measure_of").is_in(["cumulative", "level"])).cast(nw.Int8))
    order = ("single", "families", "claims", *keys)
    return store.collect(found.sort(*order, descending=[False, True, True, False, False, False]), KINDS)


def claimants(tables: Tables) -> tuple[str, ...]:
    """Who makes claims, by key."""
    asked = tables["claims"].select("claimant_id").unique().sort("claimant_id")
    return _claimants.get(tables, "", lambda: tuple(store.collect(asked)["claimant_id"]))


_claimants: Final = Kept["tuple[str, ...]"]()


@kept(lambda _: "claims")
def by_month(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Claims by the month in which they were first public, per direction.

    Returns:
        ``month`` (null = not known to the month), ``direction``, ``n``; the sum of ``n`` is the number of claims shown.
    """
    chosen = flt.select(tables["claims"], TABLES["claims"], filters)
    earliest, latest = (nw.col(f"claimed_{end}").dt.truncate("1mo").cast(nw.Date) for end in ("earliest", "latest"))
    chosen = chosen.select("direction", first=earliest, last=latest)
    chosen = chosen.with_columns(month=nw.when(nw.col("first") == nw.col("last")).then(nw.col("first")))
    counts = chosen.group_by("month", "direction").agg(n=nw.len())
    return store.collect(counts.sort("direction", "month"), MONTHS)


def ladder(tables: Tables, filters: Filters) -> pl.DataFrame:
    """The latest figure of every series, never a sum, mean or midpoint.

    Returns:
        One row a series, by item, unit and day; vague figures and variants have no series.
    """
    chosen = flt.select(tables["claims"], TABLES["claims"], filters).filter(~nw.col("series_id").is_null())
    last = chosen.with_columns(last=nw.col("claimed_latest").max().over("series_id"))
    last = last.filter(nw.col("claimed_latest") == nw.col("last"))
    last = last.with_columns(top=nw.col("claim_id").max().over("series_id")).filter(nw.col("claim_id") == nw.col("top"))
    return store.collect(
        last.select(*LADDER.names).sort("item", "unit", "measure_of", "claimed_latest", "claim_id"), LADDER.arrow
    )


def panels(tables: Tables, filters: Filters, *, least: int = 2, most: int = 18) -> pl.DataFrame:
    """Figures of both directions by item, unit and kind of total, for the items that most claims put a number on.

    Args:
        tables: Tables as of the state's day.
        filters: The state.
        least: Claims that an item needs.
        most: Items at most, half of them each way as far as there are any.

    Returns:
        Claims with ``panel`` (item, unit and kind of total, joined by full stops) and ``direction``, panels of each direction in order of
        how many claims they hold.
    """
    chosen = flt.select(tables["claims"], TABLES["claims"], filters).filter(~nw.col("series_id").is_null())
    marked = bounded(chosen).filter(~nw.col("mark").is_null())
    columns = [*SERIES.names, "direction"]
    found = store.collect(marked.select(*columns).sort("claimed_latest", "claim_id"))
    found = found.with_columns(panel=found["item"] + "." + found["unit"] + "." + found["measure_of"])
    counts = found.group_by("direction", "panel").len("claims").filter(pl.col("claims") >= least)
    ranked = counts.sort("claims", "panel", descending=[True, False])
    keep = [
        p
        for d in ("dprk_to_russia", "russia_to_dprk")
        for p in ranked.filter(ranked["direction"] == d)["panel"].to_list()[: most // 2]
    ]
    order = {name: number for number, name in enumerate(dict.fromkeys(keep))}
    kept = found.filter(found["panel"].is_in(list(order)))
    return (
        kept.with_columns(place=kept["panel"].replace_strict(order))
        .sort("place", "claimed_latest", "claim_id")
        .drop("place")
    )


def latest_containers(tables: Tables, filters: Filters) -> pl.DataFrame:
    """The latest running total of containers of each family, with its comparison interval."""
    found = series(tables, filters, "munitions_containers", "containers", "cumulative").sort(
        "claimed_latest", "claim_id"
    )
    return found.unique("family_id", keep="last", maintain_order=True).sort("family_id")
