"""What the ledger does not hold, in lines to read: per jurisdiction days not checked, names not read, answers not covered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from datasets import store
from datasets.definitions.asof import known_on
from datasets.definitions.gaps import uncounted_acts, unread_by_act
from datasets.definitions.responses import TRACKED, lags
from datasets.schema import CURATED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    import narwhals.stable.v2 as nw

    from loaders.complete import Tables

    Frames = Mapping[str, nw.LazyFrame[Any]]

CLOCK, ENDPOINT = "first_official", "stated"
SHOWN: Final = 12
"""Acts named per jurisdiction; the others are counted."""


def lines(rows: Tables, frames: Frames, day: dt.date) -> Iterator[str]:
    """Lines of the report.

    Args:
        rows: Completed curated rows.
        frames: The same as tables.
        day: Day of the newest check or document.
    """
    known = known_on({table.name: frames[table.name] for table in CURATED}, day)
    acts, uncounted = unread_by_act(known), uncounted_acts(known)
    open_cases = [
        r for r in store.rows(store.lazy(lags(known, day))) if (r["clock"], r["endpoint"]) == (CLOCK, ENDPOINT)
    ]
    for jurisdiction in TRACKED:
        yield from _announcements(rows, jurisdiction)
        left = sorted(
            (a for a in acts if a.jurisdiction == jurisdiction and a.unread), key=lambda a: (-a.unread, a.measure_id)
        )
        yield f"  names announced and not held: {sum(a.unread for a in left)} in {len(left)} acts"
        yield from (f"    {act.measure_id}: {act.unread} of {act.announced}" for act in left[:SHOWN])
        if len(left) > SHOWN:
            yield f"    … and {len(left) - SHOWN} acts more"
        unknown = sorted(key for key, who in uncounted.items() if who == jurisdiction)
        if unknown:
            yield f"  acts with names of which not even the number is held: {', '.join(unknown)}"
        uncovered = [
            r["trigger_id"] for r in open_cases if r["jurisdiction"] == jurisdiction and r["class"] == "not_covered"
        ]
        yield f"  triggers whose answer nobody looked for to the end: {', '.join(sorted(uncovered)) or 'none'}"


def _announcements(rows: Tables, jurisdiction: str) -> Iterator[str]:
    """Last checked day, and stretches that were not checked."""
    own: list[Any] = [
        r for r in rows["coverage"] if r["subject_kind"] == "announcements" and r["jurisdiction"] == jurisdiction
    ]
    checked = [r for r in own if str(r["status"]).startswith("checked")]
    last = max((r["to"] for r in checked), default=None)
    holes = sorted(f"{r['from']} to {r['to']}" for r in own if r["status"] == "not_checked")
    told = f"announcements checked through {last}" if last else "announcements not checked"
    yield f"{jurisdiction}: {told}" + (f"; not checked: {', '.join(holes)}" if holes else "")
