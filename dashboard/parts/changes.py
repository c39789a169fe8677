"""Changes: the releases of the store, and what differs between one and the one kept before, with reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard import data, history
from dashboard.figures import changes as figures
from dashboard.parts.part import Grid, Part, Rows, total
from dashboard.text import t
from datasets.queries import newest

if TYPE_CHECKING:
    from dashboard.parts.part import Asked


def part(asked: Asked) -> Part:
    """Changes of the release that the state names, by table and reason; all releases beside it."""
    filters = asked.filters.but(as_of=None)  # a release is compared as a whole
    release = data.release_of(filters.release)
    previous = release.manifest.get("previous")
    below, grids = (Rows("changes", filters),), (_releases(),)
    if not previous:
        return Part(notice=t("changes.first", release=release.id), grids=grids, rows=below)
    if not release.rows.get("changes"):
        return Part(notice=t("changes.none", release=release.id, previous=previous), grids=grids, rows=below)
    found = newest.changes_by_reason(data.tables(filters), filters)
    if not found.height:
        return Part(grids=grids, rows=below)
    counts = {(table, reason): n for table, reason, n in found.iter_rows()}
    drawn = figures.by_reason(counts, asked.mode, name=lambda name: t(f"noun.{name}"), say=history.reason_label)
    per_reason: dict[str | None, int] = {}
    for (_, reason), n in counts.items():
        per_reason[reason] = per_reason.get(reason, 0) + n
    words = "; ".join(f"{history.reason_label(reason)} {n:,}" for reason, n in per_reason.items())
    alt = t("changes.alt", n=f"{total(found):,}", m=found["table"].n_unique(), reasons=words)
    title = t("changes.chart", release=release.id, previous=previous)
    return Part(figure=drawn, key="changes-by-reason", title=title, alt=alt, caption=t("changes.caption"), grids=grids,
                rows=below)  # fmt: skip


def _releases() -> Grid:
    """Every release with its days, rows and number of changes."""
    headings = tuple(
        t(f"changes.{name}") for name in ("release", "day", "through", "state", "rows", "number", "previous")
    )
    cells = tuple(
        (one.id, one.day.isoformat(), one.through, one.state,
         f"{one.total:,}", f"{one.rows.get('changes', 0):,}" if one.previous else "–", one.previous or "–")
        for one in history.releases()
    )  # fmt: skip
    return Grid(headings, cells, t("changes.releases"))
