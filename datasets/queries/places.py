"""Places and routes for the map, with how many claims name each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import pyarrow as pa

from datasets import filters as flt
from datasets import store
from datasets.columns import LANGUAGES
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from datasets.filters import Filters

    Tables = Mapping[str, nw.LazyFrame[Any]]

_NAMES: Final = [(f"name_{language}", pa.string()) for language in LANGUAGES]
POINTS: Final = pa.schema([
    ("place_id", pa.string()), *_NAMES, ("name_native", pa.string()), ("kind", pa.string()), ("country", pa.string()),
    ("latitude", pa.float64()), ("longitude", pa.float64()), ("precision_km", pa.float64()), ("claims", pa.int64()),
])  # fmt: skip
LINES: Final = pa.schema([
    ("route_id", pa.string()), *_NAMES, ("mode", pa.string()), ("is_schematic", pa.bool_()), ("claims", pa.int64()),
    ("position", pa.int64()), ("place_id", pa.string()), ("latitude", pa.float64()), ("longitude", pa.float64()),
])  # fmt: skip


def points(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Places with coordinates that the claims shown name, or all places where no claim is chosen.

    Returns:
        One row a place, with the number of claims shown that name it (0 for the rest).
    """
    named = _named(tables, filters, "place_ids", "place_id")
    places = tables["places"].filter(~nw.col("latitude").is_null(), nw.col("withdrawn_on").is_null())
    found = places.join(named, on="place_id", how="left").with_columns(nw.col("claims").fill_null(0))
    return store.collect(found.sort("place_id"), POINTS)


def lines(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Routes as the points of their places in order of travel, with the number of claims shown that name them."""
    named = _named(tables, filters, "route_ids", "route_id")
    routes = tables["routes"].filter(nw.col("withdrawn_on").is_null())
    counts = {row["route_id"]: row["claims"] for row in store.rows(named.sort("route_id"))}
    where = {row["place_id"]: row for row in store.rows(tables["places"])}
    rows = [
        {n: route[n] for n in ("route_id", "name_en", "name_ja", "name_ko", "mode", "is_schematic")}
        | {"claims": counts.get(route["route_id"], 0), "position": position, "place_id": key}
        | {axis: where[key][axis] for axis in ("latitude", "longitude")}
        for route in store.rows(routes)
        for position, key in enumerate(route["place_ids"])
        if where.get(key, {}).get("latitude") is not None
    ]
    made = store.frame_of_arrow(pa.Table.from_pylist(rows, schema=LINES))
    return made.sort("route_id", "position")


def _named(tables: Tables, filters: Filters, column: str, key: str) -> nw.LazyFrame[Any]:
    """Number of shown claims by the place or route that they name."""
    chosen = flt.select(tables["claims"], TABLES["claims"], filters)
    pairs = chosen.select("claim_id", column).explode(column).rename({column: key})
    return pairs.filter(~nw.col(key).is_null()).group_by(key).agg(claims=nw.len())
