"""Transfers: what is alleged to have moved, who says so on what evidence."""

from dashboard import address, blocks, estimates, proofs, widgets
from dashboard.text import t

TABS = {
    "estimates": estimates.chart, "proof": proofs.chart, "map": estimates.world, "mirror": estimates.mirror,
    "contradictions": None, "alternatives": estimates.conversion, "cap": estimates.cap, "replies": None, "silences": None,
    "ledger": None,
}  # fmt: skip
TABLES = {"proof": "proof", "contradictions": "contradictions", "replies": "replies", "silences": "silences", "cap": "un_cap",
          "alternatives": "alternatives", "mirror": "ladder", "map": "places"}  # fmt: skip

filters = address.current()
tab = widgets.tabs(filters, tuple(TABS), "transfers")
filters = address.current()
draw = TABS[tab]
if draw:
    draw(filters)
elif tab in TABLES:
    blocks.heading(t(f"transfers.chart.{tab}"), t(f"transfers.caption.{tab}"))
filters = address.current()
blocks.table(TABLES.get(tab, "claims"), filters)
