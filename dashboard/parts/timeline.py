"""Timeline: events by lane, and what each party says: deny … confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.figures import timeline as figures
from dashboard.parts.part import Part, Rows
from dashboard.text import label, language, t
from datasets import vocabulary
from datasets.queries import timeline as queries

if TYPE_CHECKING:
    from dashboard.parts.part import Asked

LANES: Final = {"events": "event_kind", "stances": "stance"}
TABS: Final = tuple(LANES)


def part(asked: Asked) -> Part:
    """Events or replies, one line a kind."""
    tab, below = asked.tab, (Rows(asked.tab, asked.filters),)
    rows = queries.rows(asked.tables, asked.filters, (tab,)).rename({f"title_{language()}": "text"})
    if not rows.height:
        return Part(rows=below)
    order = vocabulary.codes(LANES[tab])
    drawn = figures.lanes(rows, asked.mode, order=order, name=lambda c: label(LANES[tab], c))
    return Part(figure=drawn, key=f"timeline-{tab}", title=t(f"timeline.chart.{tab}"), caption=t(f"timeline.caption.{tab}"),
                alt=t(f"timeline.alt.{tab}", n=rows.height, m=rows["code"].n_unique()), rows=below)  # fmt: skip
