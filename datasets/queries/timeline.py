"""The mirrored timeline: what is alleged above, what answered below, what happened between — one row a dated thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import polars as pl

from datasets import filters as flt
from datasets import store
from datasets.columns import LANGUAGES, code, dated, in_languages, plain, refs, text
from datasets.queries.kept import Kept, same_rows
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from datasets.filters import Filters

    Tables = Mapping[str, nw.LazyFrame[Any]]

TITLES: Final = tuple(f"title_{language}" for language in LANGUAGES)
TABLE: Final = plain(
    "timeline", "one claim, event, measure or stance with its day",
    text("id", "Key of the row in its own table."), text("lane", "Table it comes from."), dated("day", "Day."),
    code("jurisdiction", "jurisdiction", "Who acted, of a measure."), code("direction", "direction", "Of a claim or stance."),
    text("code", "Category of a claim, kind of an event, effect class of a measure, stance of a reply."),
    in_languages("title", "Title of an event or measure, summary of a claim or stance"),
    refs("source_ids", "sources", "Documents that were read and support the row."),
    period="day",
)  # fmt: skip
# Lane → table, date field, what its texts are called, and the code shown.
LANES: Final = {
    "claims": ("claims", "claimed", "summary", "category"),
    "events": ("events", "occurred", "title", "kind"),
    "measures": ("measures", "announced", "title", "effect_class"),
    "stances": ("stances", "stated", "summary", "stance"),
}
MIRRORED: Final = ("claims", "events", "measures")


def rows(tables: Tables, filters: Filters, lanes: tuple[str, ...] = MIRRORED) -> pl.DataFrame:
    """Every dated row of the lanes that a state shows; a filter applies to the lanes that have a column for it.

    Returns:
        One row a claim, event, measure or stance, oldest first.
    """
    found = pl.concat([_lane(tables, filters, lane) for lane in lanes])
    return found.sort("day_earliest", "lane", "id")


def _lane(tables: Tables, filters: Filters, lane: str) -> pl.DataFrame:
    """The rows of one lane in common columns, by key."""
    return _lanes.get(tables, (same_rows(filters, LANES[lane][0]), lane), lambda: _read(tables, filters, lane))


_lanes: Final = Kept["pl.DataFrame"](2 * len(LANES))


def _read(tables: Tables, filters: Filters, lane: str) -> pl.DataFrame:
    name, date, words, shown = LANES[lane]
    table = TABLES[name]
    chosen = flt.select(tables[name], table, flt.readable_part(filters, table))
    empty = nw.lit(None, dtype=nw.String)
    common = chosen.select(
        id=nw.col(table.key[0]), lane=nw.lit(lane), day=nw.col(date), day_earliest=nw.col(f"{date}_earliest"),
        day_latest=nw.col(f"{date}_latest"), day_basis=nw.col(f"{date}_basis"),
        jurisdiction=nw.col("jurisdiction") if "jurisdiction" in table.names else empty,
        direction=nw.col("direction") if "direction" in table.names else empty,
        code=nw.col(shown),
        **{title: nw.col(f"{words}_{title[-2:]}") for title in TITLES},
        source_ids=nw.col("source_ids"),
    )  # fmt: skip
    return store.collect(common.sort("id"), TABLE.arrow)
