"""Transfers: what is alleged to have moved, who says so on what evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dashboard.parts import estimates, proofs
from dashboard.parts.part import Part, Rows
from dashboard.text import t

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.parts.part import Asked

# Part of the page → what draws its figure, tables below it.
DRAWN: Final[Mapping[str, Callable[[Asked], Part] | None]] = {
    "estimates": estimates.chart, "proof": proofs.chart, "map": estimates.world, "mirror": estimates.mirror,
    "contradictions": None, "alternatives": estimates.conversion, "cap": estimates.cap, "replies": None, "silences": None,
    "ledger": None,
}  # fmt: skip
TABLES: Final = {
    "proof": ("proof",), "contradictions": ("contradictions",), "replies": ("replies",), "silences": ("silences",), "cap": ("un_cap",),
    "alternatives": ("factors", "alternatives"), "mirror": ("ladder",), "map": ("places",),
}  # fmt: skip
TABS: Final = tuple(DRAWN)


def part(asked: Asked) -> Part:
    """The figure of a tab and its rows; without its own, all claims."""
    tab = asked.tab
    draw = DRAWN[tab]
    made = draw(asked) if draw else Part()
    if not draw and tab in TABLES:
        made = Part(title=t(f"transfers.chart.{tab}"), caption=t(f"transfers.caption.{tab}"))
    return replace(made, rows=tuple(Rows(name, asked.filters) for name in TABLES.get(tab, ("claims",))))
