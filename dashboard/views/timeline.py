"""Timeline: events by lane, and what each party says: deny … confirm."""

from dashboard import address, blocks, data, widgets
from dashboard.figures import timeline as figures
from dashboard.text import label, language, t
from datasets import vocabulary
from datasets.queries import timeline as queries

LANES = {"events": "event_kind", "stances": "stance"}

filters = address.current()
tab = widgets.tabs(filters, tuple(LANES), "timeline")
filters = address.current()
rows = queries.rows(data.tables(filters), filters, (tab,)).rename({f"title_{language()}": "text"})
if rows.height:
    drawn = figures.lanes(rows, blocks.mode(), order=vocabulary.codes(LANES[tab]), name=lambda c: label(LANES[tab], c))
    blocks.figure(drawn, f"timeline-{tab}", title=t(f"timeline.chart.{tab}"), caption=t(f"timeline.caption.{tab}"),
                  alt=t(f"timeline.alt.{tab}", n=rows.height, m=rows["code"].n_unique()))  # fmt: skip
blocks.table(tab, filters)
