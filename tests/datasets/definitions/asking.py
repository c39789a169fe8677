"""Definitions asked about a day: tables cut to it, one row taken out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from datasets.definitions.asof import known_on
from datasets.definitions.gaps import gaps
from datasets.definitions.proof import proof
from datasets.definitions.responses import lags
from datasets.definitions.voyages import voyages_vs_listing

if TYPE_CHECKING:
    from tests.datasets.definitions.builders import Row, Tables

YEAR_END = "2024-12-31"


def all_lags(tables: Tables, day: str = YEAR_END) -> list[Row]:
    """Every row of table ``lags`` as of a day."""
    of = dt.date.fromisoformat(day)
    return lags(known_on(tables, of), of).to_dicts()


def lag(
    tables: Tables, *, jurisdiction: str = "US", clock: str = "first_official", endpoint: str = "stated",
    day: str = YEAR_END, trigger: str = "trigger",
) -> Row:  # fmt: skip
    """The one row of ``lags`` that a test is about."""
    wanted = {"trigger_id": trigger, "jurisdiction": jurisdiction, "clock": clock, "endpoint": endpoint}
    (found,) = [row for row in all_lags(tables, day) if wanted.items() <= row.items()]
    return found


def outcome(row: Row) -> tuple[str, str | None, int | None, int | None]:
    """Class, measure and lag of a row."""
    return row["class"], row["measure_id"], row["lag_days_low"], row["lag_days_high"]


def gap(tables: Tables, target: str = "x", jurisdiction: str = "US", day: str = YEAR_END) -> Row:
    """The state of one target in one jurisdiction."""
    of = dt.date.fromisoformat(day)
    found = {(r["target_id"], r["jurisdiction"]): r for r in gaps(known_on(tables, of), of).to_dicts()}
    return found[target, jurisdiction]


def proved(tables: Tables, element: str = "movement", day: str = YEAR_END) -> dict[str, Any]:
    """One cell of the proof matrix of transfer ``t``."""
    of = dt.date.fromisoformat(day)
    rows = proof(known_on(tables, of), of).to_dicts()
    (found,) = [r for r in rows if (r["transfer_id"], r["element"]) == ("t", element)]
    return found


def sailed(tables: Tables, jurisdiction: str = "US", day: str = YEAR_END) -> Row:
    """Voyage ``v`` against one jurisdiction."""
    of = dt.date.fromisoformat(day)
    rows = voyages_vs_listing(known_on(tables, of), of).to_dicts()
    (found,) = [r for r in rows if (r["voyage_id"], r["jurisdiction"]) == ("v", jurisdiction)]
    return found
