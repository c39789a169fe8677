"""Measures over time: new and cumulative, by jurisdiction, in any unit of count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import polars as pl
import pyarrow as pa

from datasets import filters as flt
from datasets import store
from datasets.definitions.gaps import unread_by_act
from datasets.queries.kept import Kept, kept
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from datasets.definitions.gaps import Act
    from datasets.filters import Filters

    Tables = Mapping[str, nw.LazyFrame[Any]]

# Unit of count → table, date field, and the columns of which the first that is filled makes one unit.
UNITS: Final = {
    "packages": ("measures", "announced", ("package_id",)),
    "acts": ("measures", "announced", ("act_reference", "measure_id")),
    "measures": ("measures", "announced", ("measure_id",)),
    "listings": ("listings", "listed", ("listing_id",)),
    "targets": ("listings", "listed", ("target_id",)),
}
BY_MONTH: Final = pa.schema([("month", pa.date32()), ("jurisdiction", pa.string()), ("n", pa.int64())])
BY_KIND: Final = pa.schema([("kind", pa.string()), ("jurisdiction", pa.string()), ("n", pa.int64())])

BY_COUNTRY: Final = pa.schema([("country", pa.string()), ("listings", pa.int64()), ("targets", pa.int64())])


@kept(lambda filters: UNITS[filters.unit][0])
def by_month(tables: Tables, filters: Filters) -> pl.DataFrame:
    """New units per month and jurisdiction; a unit of several rows counts once per jurisdiction, in its first month.

    Returns:
        ``month`` (its first day; null = the days that the first row can have span months), ``jurisdiction``, ``n``.
        The sum of ``n`` is the number of units shown.
    """
    name, date, key = UNITS[filters.unit]
    chosen = flt.select(tables[name], TABLES[name], filters)
    days = {"first": nw.col(f"{date}_earliest"), "last": nw.col(f"{date}_latest")}
    if filters.unit in {"measures", "listings"}:  # every row is a unit: few days, counted before their months are found
        dated = chosen.select("jurisdiction", **days).group_by("jurisdiction", "first", "last").agg(units=nw.len())
    else:
        dated = chosen.select("jurisdiction", unit=nw.coalesce(*(nw.col(k) for k in key)), **days)
        dated = dated.with_columns(unbounded=nw.col("first").is_null().cast(nw.Int64))
        dated = dated.group_by("jurisdiction", "unit").agg(nw.col("first", "last").min(), nw.col("unbounded").sum())
        dated = dated.with_columns(first=nw.when(nw.col("unbounded") == 0).then(nw.col("first")), units=nw.lit(1))
    first, last = (nw.col(end).dt.truncate("1mo").cast(nw.Date) for end in ("first", "last"))
    months = dated.select("jurisdiction", "units", month=nw.when(first == last).then(first))
    counted = months.group_by("month", "jurisdiction").agg(n=nw.col("units").sum())
    return store.collect(counted.sort("jurisdiction", "month"), BY_MONTH)


@kept(lambda _: "measures")
def unread_by_month(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Targets that the acts shown announced and that are not held as listings, by month of the announcement.

    Returns:
        As :func:`by_month`, ``n`` always above 0.
    """
    acts = _unread.get(tables, "", lambda: [act for act in unread_by_act(tables) if act.unread])
    shown = flt.select(tables["measures"], TABLES["measures"], filters)
    first, last = (nw.col(f"announced_{end}").dt.truncate("1mo").cast(nw.Date) for end in ("earliest", "latest"))
    months = shown.select("measure_id", "jurisdiction", month=nw.when(first == last).then(first)).sort("measure_id")
    unread = pl.DataFrame(
        [(act.measure_id, act.unread) for act in acts], {"measure_id": pl.String, "n": pl.Int64}, orient="row"
    )
    counted = (
        store.collect(months).join(unread, on="measure_id").group_by("month", "jurisdiction").agg(pl.col("n").sum())
    )
    return store.conform(counted.sort("jurisdiction", "month"), BY_MONTH)


_unread: Final[Kept[list[Act]]] = Kept()


@kept(lambda _: "measures")
def by_kind(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Measures per kind and jurisdiction; a measure of several kinds counts under each.

    Returns:
        ``kind``, ``jurisdiction``, ``n``; the sum of ``n`` may exceed the number of measures.
    """
    chosen = flt.select(tables["measures"], TABLES["measures"], filters)
    kinds = chosen.select("jurisdiction", "kinds").explode("kinds").rename({"kinds": "kind"})
    counted = kinds.group_by("kind", "jurisdiction").agg(n=nw.len())
    return store.collect(counted.sort("kind", "jurisdiction"), BY_KIND)


@kept(lambda _: "listings")
def by_country(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Listings and unique targets by the country a target is listed with.

    Returns:
        ``country`` (ISO 3166 alpha-2; null = not stated), ``listings``, ``targets``.
    """
    listings = flt.select(tables["listings"], TABLES["listings"], filters).select("listing_id", "target_id")
    countries = tables["targets"].select("target_id", country=nw.coalesce("located_in", "nationality_or_registry"))
    counted = listings.join(countries, on="target_id", how="left").group_by("country")
    counts = counted.agg(listings=nw.len(), targets=nw.col("target_id").n_unique())
    return store.collect(counts.sort("country"), BY_COUNTRY)
