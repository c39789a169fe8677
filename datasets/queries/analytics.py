"""Results of the definitions that compare and summarise, declared like tables so that pages and ``/data`` share them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import pyarrow as pa

from datasets import filters as flt
from datasets import store
from datasets.columns import code, day, flag, in_languages, number, plain, ref, refs, text
from datasets.definitions import comparable, monitoring, outlook, replies, summaries
from datasets.definitions.asof import standing
from datasets.definitions.responses import TRACKED
from datasets.schema import TABLES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import polars as pl

    from datasets.columns import Table
    from datasets.filters import Filters

    Tables = Mapping[str, nw.LazyFrame[Any]]
    Row = dict[str, Any]

_COUNTED: Final = (code("item", "item", "What is counted."), code("unit", "unit", "Unit of the number."),
                   code("measure_of", "measure_of", "Kind of total."))  # fmt: skip
_LAGGED: Final = (code("jurisdiction", "jurisdiction", "Who answers."), code("clock", "clock", "Which claim starts the clock."),
                  code("endpoint", "endpoint", "What ends the waiting."))  # fmt: skip

CONTRADICTIONS: Final = plain(
    "contradictions", "two comparable claims of different families whose intervals do not meet",
    text("low_display", "The lower figure as it must be read."), text("high_display", "The higher figure as it must be read."),
    ref("low_claimant_id", "actors", "Who says the lower."), ref("high_claimant_id", "actors", "Who says the higher."), *_COUNTED,
    number("gap", "From the upper end of the lower to the lower end of the higher.", whole=False),
    number("gap_ratio", "The same as a ratio; null where the lower ends at zero.", whole=False),
    number("overlap", "Share of their joint period that both cover.", whole=False),
    ref("low_claim_id", "claims", "The lower claim."), ref("high_claim_id", "claims", "The higher claim."),
    day("known_from", "Day since which both are public."), keys=("low_claim_id", "high_claim_id"),
)  # fmt: skip
HEADLINES: Final = plain(
    "headlines", "what may be printed of one item, unit, kind of total and stage group", *_COUNTED,
    code("stage_group", "stage_group", "Stages that compare."), number("families", "Families of claimants with a figure."),
    flag("is_range", "Whether all latest figures compare, so that low to high may be printed."),
    number("low", "Lower end of the range.", whole=False), number("high", "Upper end; null = open.", whole=False),
    refs("claim_ids", "claims", "Each family's latest claim."), day("last_on", "Day of the newest of them."),
    keys=("item", "unit", "measure_of", "stage_group"),
)  # fmt: skip
ENVELOPES: Final = plain(
    "alternatives", "readings that one claimant offers as excluding each other",
    text("display", "The alternatives as they must be read."), ref("claimant_id", "actors", "Who offers them."),
    code("unit", "unit", "Their unit, if it is one."), number("low", "Lower end of the envelope.", whole=False),
    number("high", "Upper end; null = open, or no total.", whole=False), refs("claim_ids", "claims", "The claims."),
    text("alternative_group", "The group."), keys=("alternative_group",),
)  # fmt: skip
FACTORS: Final = plain(
    "factors", "a conversion factor that follows from a claim converted from another",
    ref("claimant_id", "actors", "Who converts."), code("item", "item", "Into what."), code("unit", "unit", "Unit of the result."),
    code("base_unit", "unit", "Unit converted from."), text("claimed", "Day of the claim."),
    number("factor_low", "Least factor that fits both figures; null = open.", whole=False),
    number("factor", "Quotient of the two figures: our arithmetic.", whole=False),
    number("factor_high", "Greatest factor that fits; null = open.", whole=False),
    number("stated_factor", "Factor that the claimant states.", whole=False), ref("claim_id", "claims", "The converted claim."),
    ref("base_claim_id", "claims", "The claim it was converted from."), keys=("claim_id",),
)  # fmt: skip
CAP: Final = plain(
    "un_cap", "one figure on refined petroleum whose period lies in one calendar year",
    number("year", "Calendar year."), text("quantity_display", "The quantity as it must be read."),
    ref("claimant_id", "actors", "Who says it."), flag("is_declared", "Declared by a party itself."),
    day("period_start", "First day covered."), day("period_end", "Last day covered."),
    number("low", "Lower end, barrels.", whole=False), number("high", "Upper end, barrels; null = open.", whole=False),
    day("exceeded_by", "According to this claimant the yearly cap was exceeded not later than this day."),
    text("family_id", "Family of claimants."), text("series_id", "Series."), ref("claim_id", "claims", "The claim."), keys=("claim_id",),
)  # fmt: skip
SILENCES: Final = plain(
    "silences", "a stretch without a new public claim on a transfer, longer than usual for it",
    ref("transfer_id", "transfers", "The transfer."), day("from", "Day of the last claim before."), day("to", "Day of the next, or today."),
    number("days", "Length."), number("threshold_days", "90th percentile of the earlier gaps.", whole=False),
    flag("is_open", "It still lasts."), keys=("transfer_id", "from"),
)  # fmt: skip
REPLIES: Final = plain(
    "replies", "the last reply of one country about one transfer",
    ref("transfer_id", "transfers", "The transfer."), text("country", "ISO 3166 alpha-2."), code("stance", "stance", "What it amounts to."),
    text("stated", "Day."), flag("is_general", "General, or earlier than the first claim: no denial of this transfer."),
    ref("stance_id", "stances", "The reply."), keys=("transfer_id", "country"),
)  # fmt: skip
SENSITIVITY: Final = plain(
    "sensitivity", "one jurisdiction under one clock and endpoint", *_LAGGED, number("triggers", "Triggers."),
    *(number(name, f"Of class {name}.") for name in ("responded", "none_yet", "order_unknown", "disclosed_by_measure",
                                                     "not_covered", "no_clock")),
    flag("is_summarised", "Enough responses for a median."),
    number("median_low", "Median days, from all low ends; null = not reached or too few."),
    number("median_high", "Median days, from all high ends."), keys=("jurisdiction", "clock", "endpoint"),
)  # fmt: skip
LEAD_LAG: Final = plain(
    "lead_lag", "one ordered pair of jurisdictions under one clock and endpoint", *_LAGGED[1:],
    code("first", "jurisdiction", "The one."), code("second", "jurisdiction", "The other."),
    number("before", "Triggers it answered before the other."), number("tie", "A day apart or less."),
    number("after", "Triggers it answered after the other."), number("alone", "Only it has answered so far."),
    number("other_alone", "Only the other has."), number("unknown", "The dates do not settle the order."),
    number("neither", "Neither has."), keys=("clock", "endpoint", "first", "second"),
)  # fmt: skip
DETECTION: Final = plain(
    "detection", "one trigger with the time from the alleged begin to the first public claim",
    ref("trigger_id", "triggers", "The trigger."), ref("transfer_id", "transfers", "The transfer."),
    day("begun_earliest", "First day its claims let it begin."), day("begun_latest", "Last day."),
    day("public_earliest", "First day it can have been alleged first."), day("public_latest", "Last day."),
    number("days_low", "Least days between."), number("days_high", "Most days between."), keys=("trigger_id",),
)  # fmt: skip

SIGNS: Final = plain(
    "outlook_signs", "one observable sign of a policy path with its counts",
    ref("indicator_id", "outlook", "The sign."), code("path", "path", "Policy path."), *in_languages("title", "Title"),
    *in_languages("definition", "How it is computed"), number("before", "Count in the twelve full months before."),
    number("last", "Count in the last twelve full months."), code("trend", "trend", "Up or down by the rule, or no clear change."),
    day("from", "First day of the earlier stretch."), day("middle", "First day of the later stretch."), day("to", "Its last day."),
    refs("proposed_by", "actors", "Who proposed the path."), refs("source_ids", "sources", "Documents."),
)  # fmt: skip


def outlook_signs(tables: Tables, filters: Filters) -> pl.DataFrame:
    """The signs that a state shows, on its day or on the last day through which all were checked, whichever is earlier.

    A month that nobody checked would count as one in which nothing happened.
    """
    through = min(_checked(tables).values(), default=None)
    day_shown = min(through, filters.as_of or through) if through else None
    read = standing(tables, "measures", "events", "listings", "stances", "actors")
    read |= {"outlook": flt.select(tables["outlook"], TABLES["outlook"], filters)}
    return _frame(SIGNS, outlook.signs(read, day_shown) if day_shown else [])


def _checked(tables: Tables) -> dict[str, dt.date]:
    """Last day through which the announcements of each tracked jurisdiction were checked."""
    last: dict[str, dt.date] = {}
    for row in store.rows(tables["coverage"].select("subject_kind", "jurisdiction", "status", "to")):
        key = row["jurisdiction"]
        if row["subject_kind"] == "announcements" and key in TRACKED and row["status"].startswith("checked"):
            last[key] = max(row["to"], last.get(key, row["to"]))
    return last


def last_day(tables: Tables) -> dt.date | None:
    """The newest day that was checked for anything, or where nothing was, on which a claim was certainly public."""
    checked = [
        r["to"] for r in store.rows(tables["coverage"].select("status", "to")) if r["status"].startswith("checked")
    ]
    newest: dt.date | None
    newest = store.rows(standing(tables, "claims")["claims"].select(nw.col("known_from").max()))[0]["known_from"]
    return max(checked, default=newest)


def contradictions(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Contradictions among the claims that a state shows."""
    return _frame(CONTRADICTIONS, comparable.contradictions(shown(tables, filters)))


def headlines(tables: Tables, filters: Filters) -> pl.DataFrame:
    """What may be printed of each item among the claims that a state shows."""
    return _frame(HEADLINES, comparable.headlines(shown(tables, filters)))


def alternatives(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Alternatives of which a state shows at least one claim; their envelope is that of all of them."""
    wanted = _shown_values(tables, filters, "alternative_group")
    every = comparable.envelopes(standing(tables, "claims"))
    return _frame(ENVELOPES, [row for row in every if row["alternative_group"] in wanted])


def factors(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Conversion factors of the converted claims that a state shows, whether or not it shows what they convert."""
    wanted = _shown_values(tables, filters, "claim_id")
    return _frame(FACTORS, [row for row in comparable.factors(standing(tables, "claims")) if row["claim_id"] in wanted])


def un_cap(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Figures on refined petroleum among the claims that a state shows."""
    return _frame(CAP, monitoring.cap(shown(tables, filters)))


def silences(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Stretches without a new claim among the claims that a state shows, up to its day or the last day of the data.

    A period chooses among the stretches; it does not cut the claims, or its own end would look like a silence.
    """
    newest = last_day(tables)
    last = min(newest, filters.as_of or newest) if newest else None
    every = monitoring.silences(shown(tables, filters.but(since=None, until=None)), last) if last else []
    return _frame(SILENCES, [row for row in every if _in_period(row["from"], row["to"], filters)])


def replied(tables: Tables, filters: Filters) -> pl.DataFrame:
    """The last reply of each country about each transfer that a state shows."""
    table = TABLES["transfers"]
    chosen = flt.select(tables["transfers"], table, flt.readable_part(filters, table))
    return _frame(REPLIES, replies.replies(standing(tables, "claims", "stances", "actors") | {"transfers": chosen}))


def sensitivity(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Clocks × endpoints for each jurisdiction that a state shows."""
    return _pick(
        _frame(SENSITIVITY, summaries.sensitivity(store.rows(tables["lags"]))),
        filters,
        ("jurisdiction", "clock", "endpoint"),
    )


def lead_lag(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Who came first, under each clock and endpoint that a state shows."""
    found: list[Row] = []
    every = store.rows(tables["lags"])
    for clock, endpoint in sorted({(r["clock"], r["endpoint"]) for r in every}):
        rows = [r for r in every if (r["clock"], r["endpoint"]) == (clock, endpoint)]
        found += [{"clock": clock, "endpoint": endpoint} | pair for pair in summaries.lead_lag(rows)]
    return _pick(_frame(LEAD_LAG, found), filters, ("clock", "endpoint"))


def detection(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Time from the alleged begin to the first public claim, per trigger that a state shows."""
    chosen = flt.select(tables["triggers"], TABLES["triggers"], filters)
    return _frame(DETECTION, summaries.detection(standing(tables, "claims") | {"triggers": chosen}))


def shown(tables: Tables, filters: Filters) -> Tables:
    """Tables with only the claims that a state shows."""
    table = TABLES["claims"]
    return {**dict(tables), "claims": flt.select(tables["claims"], table, flt.readable_part(filters, table)),
            "actors": tables["actors"]}  # fmt: skip


def _shown_values(tables: Tables, filters: Filters, column: str) -> set[str]:
    """Values of a column among the claims that a state shows."""
    return {row[column] for row in store.rows(shown(tables, filters)["claims"].select(column))}


def _in_period(first: dt.date, last: dt.date, filters: Filters) -> bool:
    """Whether a stretch overlaps the period of a state, or lies inside it where the state asks for that."""
    since, until = filters.since or first, filters.until or last
    inside = first >= since and last <= until
    return inside if filters.dates == "inside" else last >= since and first <= until


def _frame(table: Table, rows: list[Row]) -> pl.DataFrame:
    """Rows in the declared schema of a result, in the order that the definition gave them."""
    return store.frame_of_arrow(pa.Table.from_pylist(rows, schema=table.arrow))


def _pick(frame: pl.DataFrame, filters: Filters, names: tuple[str, ...]) -> pl.DataFrame:
    """Rows of a result whose codes a state has chosen."""
    for name in names:
        if filters.chosen(name):
            frame = frame.filter(frame[name].is_in(filters.chosen(name)))
    return frame
