"""The right answer of each screen, computed from the Parquet files with Polars alone.

Nothing of the product's own queries is used here: a screen that the product gets wrong is never counted.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

BEGIN: Final = dt.date(2022, 1, 1)
ROWS, FLOOR_ROWS = 14, 8  # rows of a table that are compared: what its grid shows without scrolling
FIELDS: Final = {"jurisdiction": "jurisdiction", "direction": "direction", "category": "category", "evidence": "evidence",
                 "kind": "kind"}  # fmt: skip


@dataclass(frozen=True)
class State:
    """Filters of a view: the chosen ``(parameter, code)`` pairs, and its unit of count."""

    chosen: frozenset[tuple[str, str]]
    unit: str = "measures"

    def codes(self, parameter: str) -> list[str]:
        """Chosen codes of a parameter; none = all."""
        return sorted(code for name, code in self.chosen if name == parameter)

    def toggled(self, parameter: str, code: str) -> State:
        """The state after one click on a code."""
        return State(self.chosen ^ {(parameter, code)}, self.unit)


@dataclass(frozen=True)
class Screen:
    """What a page must show.

    Attributes:
        total: Sum of all bars.
        bars: Number of bars that are not zero.
        marks: Number of marks.
        count: Rows of the table in all.
        rows: Texts that each of the first rows holds.
        at: CSS selector of the place that begins with the count.
        item: Item, unit and kind of total that the chart draws, in the address; empty where there is no choice.
    """

    total: int
    bars: int
    marks: int
    count: int
    rows: tuple[tuple[str, ...], ...]
    at: str
    item: str = ""

    def differs(self, other: Screen) -> bool:
        """Whether chart, table and count are all filled and different, so that an old screen cannot pass for this one."""
        drawn = [(screen.total, screen.bars, screen.marks) for screen in (self, other)]
        is_filled = all(map(any, drawn)) and bool(self.rows and other.rows)
        return is_filled and drawn[0] != drawn[1] and self.rows != other.rows and self.count != other.count

    def wanted(self) -> dict[str, object]:
        """The same for the probe in the page."""
        return {"total": self.total, "bars": self.bars, "marks": self.marks, "rows": [list(row) for row in self.rows],
                "count": f"{self.count:,} ", "at": self.at}  # fmt: skip


class Facts:
    """Tables of a release folder, as far as screens need them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.entries: Mapping[str, dict[str, str]] = json.loads((folder / "manifest.json").read_text())["tables"]
        self.read: dict[str, pl.DataFrame] = {}

    @cached_property
    def listings(self) -> Path:
        """The file of table ``listings``."""
        return self.folder / self.entries["listings"]["file"]

    def rows(self, name: str, date: str, columns: Sequence[str]) -> pl.DataFrame:
        """Rows in service whose date may lie in or after 2022, with ``day``, ``early`` and ``late``."""
        if name not in self.read:
            frame = pl.read_parquet(
                self.folder / self.entries[name]["file"],
                columns=[*dict.fromkeys([*columns, date, f"{date}_earliest", f"{date}_latest", "withdrawn_on"])],
            )
            frame = frame.rename({date: "day", f"{date}_earliest": "early", f"{date}_latest": "late"})
            late = pl.col("late").is_null() | (pl.col("late") >= BEGIN)
            codes = pl.col([c for c in ("jurisdiction", "direction") if c in columns]).cast(pl.Categorical)
            self.read[name] = frame.with_columns(codes).filter(
                pl.col("withdrawn_on").is_null(), pl.col("day").is_not_null(), late
            )
        return self.read[name]

    def claims(self, state: State) -> pl.DataFrame:
        """Claims of a state."""
        columns = ("claim_id", "direction", "category", "evidence", "quantity_display", "summary_en", "item", "unit", "measure_of",
                   "series_id", "quantity_best", "quantity_low")  # fmt: skip
        return _chosen(self.rows("claims", "claimed", columns), state)

    def measures(self, state: State) -> pl.DataFrame:
        """Measures of a state."""
        return _chosen(self.rows("measures", "announced", ("measure_id", "jurisdiction", "title_en")), state)

    def listed(self, state: State) -> pl.DataFrame:
        """Listings of a state."""
        return _chosen(self.rows("listings", "listed", ("listing_id", "jurisdiction", "target_name")), state)

    def events(self, state: State) -> pl.DataFrame:
        """Events of a state."""
        return _chosen(self.rows("events", "occurred", ("event_id", "kind", "title_en")), state)


def _chosen(frame: pl.DataFrame, state: State) -> pl.DataFrame:
    """Rows that hold one of the chosen codes of every parameter that the table has a column for."""
    for parameter, column in FIELDS.items():
        codes = state.codes(parameter)
        if codes and column in frame.columns:
            held = pl.col(column)
            is_list = isinstance(frame.schema[column], pl.List)
            frame = frame.filter(held.list.set_intersection(codes).list.len() > 0 if is_list else held.is_in(codes))
    return frame


def _months(frame: pl.DataFrame, by: str) -> pl.DataFrame:
    """Rows by month and code; a row whose days span months has none."""
    first, last = pl.col("early").dt.month_start(), pl.col("late").dt.month_start()
    return frame.group_by(by, month=pl.when(first == last).then(first)).len()


def _newest(
    frame: pl.DataFrame, key: str, text: str, *, reverse_ties: bool = False, size: int = ROWS
) -> tuple[tuple[str, ...], ...]:
    """Day and text of the newest rows."""
    cut = frame["early"].top_k(size).min()
    if cut is not None and frame.height > size:
        frame = frame.filter(pl.col("early") >= cut)
    order = frame.sort("early", key, descending=[True, reverse_ties], nulls_last=True).head(size)
    return tuple(tuple(x for x in row if x) for row in order.select("day", text).iter_rows())


def situation(facts: Facts, state: State, before: Screen | None) -> Screen:
    """Claims and measures per month in bars, months with events as marks; below, all of them newest first."""
    claims, measures, events = facts.claims(state), facts.measures(state), facts.events(state)
    bars = [
        f.drop_nulls("month")
        for f in (_months(claims, "direction"), _months(measures, "jurisdiction"))
    ]  # fmt: skip
    parts = [
        frame.select("day", "early", pl.lit(lane).alias("lane"), pl.col(key).alias("id"), pl.col(text).alias("text"))
        for lane, frame, key, text in (("claims", claims, "claim_id", "summary_en"), ("events", events, "event_id", "title_en"),
                                       ("measures", measures, "measure_id", "title_en"))
    ]  # fmt: skip
    table = pl.concat(parts).with_columns(tie=pl.col("lane") + "\0" + pl.col("id"))
    return Screen(
        total=sum(int(f["len"].sum()) for f in bars), bars=sum(f.height for f in bars),
        marks=events["early"].drop_nulls().dt.month_start().n_unique(), count=table.height,
        rows=_newest(table, "tie", "text", reverse_ties=True), at=".st-key-head-timeline",
    )  # fmt: skip


def transfers(facts: Facts, state: State, before: Screen | None) -> Screen:
    """Figures of the item that most claims put a number on as marks; below, claims newest first."""
    claims = facts.claims(state)
    figure = pl.coalesce("quantity_best", "quantity_low").is_not_null() & pl.col("series_id").is_not_null()
    figures = claims.filter(figure).with_columns(option=pl.concat_str("item", "unit", "measure_of", separator="."))
    counts = figures.group_by("option").len().sort("len", "option", descending=[True, False])
    item = before.item if before else next(iter(counts["option"]), "")
    return Screen(
        total=0, bars=0, marks=figures.filter(pl.col("option") == item).height, count=claims.height, item=item,
        rows=_newest(claims, "claim_id", "quantity_display"), at=".st-key-head-claims",
    )  # fmt: skip


def measures(facts: Facts, state: State, before: Screen | None) -> Screen:
    """Measures or listings per month in bars, those of unknown month in one; below, the rows newest first."""
    name, key, text = (
        ("listings", "listing_id", "target_name")
        if state.unit == "listings"
        else ("measures", "measure_id", "title_en")
    )
    frame = facts.listed(state) if name == "listings" else facts.measures(state)
    months = _months(frame, "jurisdiction")
    known = months.drop_nulls("month")
    return Screen(
        total=int(months["len"].sum()), bars=known.height + (months.height > known.height), marks=0, count=frame.height,
        rows=_newest(frame, key, text), at=f".st-key-head-{name}",
    )  # fmt: skip


def timeline(facts: Facts, state: State, before: Screen | None) -> Screen:
    """Events as marks; below, the events newest first."""
    events = facts.events(state)
    return Screen(
        total=0, bars=0, marks=events["late"].drop_nulls().len(), count=events.height,
        rows=_newest(events, "event_id", "title_en"), at=".st-key-head-events",
    )  # fmt: skip


def floor(facts: Facts, state: State, before: Screen | None) -> Screen:
    """The floor app: listings per month in bars; below, the listings newest first."""
    held = pl.col("jurisdiction").is_in(state.codes("jurisdiction"))  # none chosen = none
    frame = facts.listed(state).filter(pl.col("early") >= BEGIN, held)
    months = frame.group_by("jurisdiction", pl.col("early").dt.month_start()).len()
    shown = frame.with_columns(day=pl.col("early").cast(pl.String))
    return Screen(
        total=frame.height, bars=months.height, marks=0, count=frame.height,
        rows=_newest(shown, "listing_id", "target_name", size=FLOOR_ROWS), at="[data-testid=stText]",
    )  # fmt: skip
