"""All queries of a view together beside one bare Polars query: its heaviest, written by hand.

The states are clicks, each shown for the first time, over tables that stay open, as in the served app: what a click does
not change is not asked again. The bare query filters, selects and sorts what the view's table shows; of results that are
computed in Python it reads and groups the columns they are computed from.
"""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import wraps
from itertools import chain, combinations
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard import address, data, display, pages
from dashboard.parts.book import BOOK
from dashboard.parts.part import Asked
from datasets import queries, store, vocabulary
from datasets.queries import results, rows
from datasets.schema import TABLES
from tests.inputs import First

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from datasets.filters import Filters

    Frames = dict[str, pl.LazyFrame]
    Bare = Callable[[Frames, Filters], pl.LazyFrame]

SHIPPED: Final = "shipped"
LIMITS: Final = {SHIPPED: 3.0}  # at shipped size; else:
LIMIT: Final = 2.0
PAGE: Final = 100
LANES: Final = {
    "claims": ("claimed", "summary_en"),
    "events": ("occurred", "title_en"),
    "measures": ("announced", "title_en"),
}
TRACKED: Final = tuple(chain.from_iterable(combinations(address.TRACKED, n) for n in (4, 3, 2, 1)))


def where(name: str, state: Filters) -> list[pl.Expr]:
    """The conditions of a state on a table that has their columns."""
    found = [pl.col("withdrawn_on").is_null()] if "withdrawn_on" in TABLES[name].names else []
    for column, codes in state.codes.items():
        held = {"kind": {"events": "kind", "measures": "kinds"}.get(name)}.get(column, column)
        if held in TABLES[name].names:
            column_is_list = TABLES[name].column(held).kind == "codes"
            found.append(
                pl.any_horizontal(pl.col(held).list.contains(c) for c in codes)
                if column_is_list
                else pl.col(held).is_in(codes)
            )
    day = TABLES[name].period
    if state.since and day:
        latest = pl.col(f"{day}_latest")
        found += [latest.is_null() | (latest >= state.since)]
    return found


def table(name: str) -> Bare:
    """One page of a table, newest first."""

    def bare(frames: Frames, state: Filters) -> pl.LazyFrame:
        day, key = f"{TABLES[name].period}_earliest", TABLES[name].key[0]
        columns = dict.fromkeys([*display.columns_of(name), day, key])
        chosen = frames[name].filter(*where(name, state)).select(*columns)
        return chosen.sort(day, key, descending=[True, False], nulls_last=True).head(PAGE)

    return bare


def listed(frames: Frames, state: Filters) -> pl.LazyFrame:
    """One page of measures, of listings where these are counted."""
    return table("listings" if state.unit == "listings" else "measures")(frames, state)


def dated(frames: Frames, state: Filters) -> pl.LazyFrame:
    """Claims, events and measures by day."""
    lanes = [
        frames[name].filter(*where(name, state)).select(
            pl.lit(name).alias("lane"), pl.col(TABLES[name].key[0]).alias("id"), pl.col(f"{day}_earliest").alias("day_earliest"),
            pl.col(f"{day}_latest").alias("day_latest"), pl.col(day).alias("day"),
            *(pl.col(f"{text[:-3]}_{code}").alias(f"title_{code}") for code in ("en", "ja", "ko")), "source_ids",
        )
        for name, (day, text) in LANES.items()
    ]  # fmt: skip
    return pl.concat(lanes).sort("day_earliest", "lane", "id")


def answered(frames: Frames, state: Filters) -> pl.LazyFrame:
    """Response times."""
    return frames["lags"].filter(*where("lags", state)).sort(*TABLES["lags"].key)


def matrix(frames: Frames, state: Filters) -> pl.LazyFrame:
    """Targets with their states in the four."""
    wide = frames["targets"].select("target_id", "name", "kind")
    for code in address.TRACKED:
        part = frames["gaps"].filter(pl.col("jurisdiction") == code).select("target_id", "status", "effects")
        wide = wide.join(
            part.rename({"status": f"status_{code}", "effects": f"effects_{code}"}), on="target_id", how="left"
        )
    chosen = state.codes.get("jurisdiction", address.TRACKED)
    return wide.filter(pl.any_horizontal(pl.col(f"status_{code}").is_not_null() for code in chosen)).sort("target_id")


def signs(frames: Frames, _: Filters) -> pl.LazyFrame:
    """What the signs of the paths are counted from, by month."""
    parts = [
        frames[name].group_by(pl.col(f"{day}_latest").dt.truncate("1mo").alias("month"), pl.col(by).cast(pl.String).alias("what")).len()
        for name, day, by in (("events", "occurred", "kind"), ("measures", "announced", "nexus"), ("listings", "listed", "nexus"))
    ]  # fmt: skip
    return pl.concat(parts).sort("month", "what")


@dataclass(frozen=True)
class Asking:
    """A view, the filter that is clicked on it, and its heaviest query."""

    slug: str
    bare: Bare
    parameter: str = ""
    choices: tuple[tuple[str, ...], ...] = ((),)


def each(terms: str) -> tuple[tuple[str, ...], ...]:
    """Every term of a vocabulary alone."""
    return tuple((code,) for code in vocabulary.codes(terms))


VIEWS: Final = (
    Asking("situation", dated, "jurisdiction", TRACKED), Asking("transfers", table("claims"), "evidence", each("evidence")),
    Asking("measures", listed, "jurisdiction", TRACKED), Asking("responses", answered, "jurisdiction", TRACKED),
    Asking("coverage", matrix, "jurisdiction", TRACKED), Asking("timeline", table("events"), "kind", each("event_kind")[:15]),
    Asking("outlook", signs),
)  # fmt: skip


@dataclass
class Clock:
    """Time spent inside public queries, the outermost only."""

    spent: float = 0.0
    depth: int = field(default=0, repr=False)

    def timed(self, query: Callable[..., Any]) -> Callable[..., Any]:
        """The query, its time counted."""

        @wraps(query)
        def run(*words: Any, **named: Any) -> Any:
            begin, self.depth = time.perf_counter(), self.depth + 1
            try:
                return query(*words, **named)
            finally:
                self.depth -= 1
                if not self.depth:
                    self.spent += time.perf_counter() - begin

        return run

    def watch(self) -> None:
        """Count the time of every public query from now on."""
        for found in pkgutil.iter_modules(queries.__path__):
            module = importlib.import_module(f"{queries.__name__}.{found.name}")
            for name, function in inspect.getmembers(module, inspect.isfunction):
                takes = set(inspect.signature(function).parameters)
                if "tables" in takes and function.__module__ == module.__name__ and not name.startswith("_"):
                    setattr(module, name, self.timed(function))


def states(asking: Asking, size: str) -> Iterator[Filters]:
    """The states of a walk."""
    unit = "listings" if size != SHIPPED and asking.slug == "measures" else "measures"
    fixed = {"clock": ("own",), "endpoint": ("stated",)} if asking.slug == "responses" else {}
    for choice in asking.choices:
        codes = {"jurisdiction": (), **fixed} | ({asking.parameter: choice} if asking.parameter else {})
        yield pages.used(asking.slug, address.DEFAULT.but(unit=unit, codes=codes))


def asked(clock: Clock, asking: Asking, state: Filters) -> float:
    """Seconds that all queries of a view take in a state."""
    chapter, clock.spent = BOOK[asking.slug], 0.0
    if chapter.numbers:
        chapter.numbers(state)
    part = chapter.part(Asked(state, chapter.tabs[0] if chapter.tabs else "", "light", First()))
    for found in part.rows:
        if found.name in results.RESULTS:
            results.whole(data.tables(state), found.name, found.filters)
        else:
            rows.count(data.tables(state), found.name, found.filters)
            rows.page(data.tables(state), found.name, found.filters, columns=display.columns_of(found.name))
    return clock.spent


def measure(folder: Path, size: str) -> int:
    """Measure every view and print it; returns 1 if a limit is exceeded."""
    os.environ["TRACKER_TABLES"] = str(folder)
    files = {name: folder / entry["file"] for name, entry in store.read_manifest(folder)["tables"].items()}
    frames = {name: pl.read_parquet(path).lazy() for name, path in files.items()}
    clock, faults, limit = Clock(), 0, LIMITS.get(size, LIMIT)
    data.release()
    clock.watch()
    for asking in VIEWS:
        own, bare = [], []
        for state in states(asking, size):
            own.append(asked(clock, asking, state))
            begin = time.perf_counter()
            asking.bare(frames, state).collect()
            bare.append(time.perf_counter() - begin)
        ratio = median(own[1:] or own) / median(bare[1:] or bare)
        faults += ratio > limit
        sys.stdout.write(f"{asking.slug} {size} queries p50: {ratio:.2f}× bare (limit {limit:.0f}×)\n")
        sys.stdout.write(f"  {1000 * median(own):.1f} against {1000 * median(bare):.1f} ms, {len(own)} states\n")
    return 1 if faults else 0


def main(folder: Path, size: str) -> int:
    """The same in a process of its own, whose memory is given back."""
    words = [sys.executable, "-m", "tests.benchmarks.queries", str(folder), size]
    return subprocess.run(words, check=False, cwd=Path(__file__).parents[2]).returncode


if __name__ == "__main__":
    sys.exit(measure(Path(sys.argv[1]), sys.argv[2]))
