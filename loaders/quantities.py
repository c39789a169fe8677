"""How a claimed quantity reads, so that nobody adds what must not be added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from datasets import vocabulary

if TYPE_CHECKING:
    from loaders.curated import Row

SIGN: Final = {"exact": "", "about": "≈ ", "at_least": "≥ ", "up_to": "≤ "}
KIND: Final = {
    "cumulative": "running total", "level": "at one moment", "period": "in the period",
    "rate": "rate", "capacity": "capacity", "share": "share",
}  # fmt: skip


def figure(value: float) -> str:
    """A number with thousands separators and no empty decimals."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def amount(row: Row) -> str | None:
    """The figure of one claim with its sign; a vague quantity in the claimant's words; ``None`` without a quantity."""
    hedge, low, best, high = row["hedge"], row["quantity_low"], row["quantity_best"], row["quantity_high"]
    if hedge is None:
        return None
    if hedge == "range" and isinstance(low, float) and isinstance(high, float):
        return f"{figure(low)}–{figure(high)}"
    return SIGN.get(str(hedge), "") + figure(best) if isinstance(best, float) else f"“{row['quantity_text']}”"


def display(rows: list[Row]) -> str | None:
    """The quantity of a claim, or of a group of alternatives, in words.

    Args:
        rows: One claim, or all claims of one alternative group.

    Returns:
        Sign, figure, unit and kind of total; of alternatives each with its item, joined by ``OR``.
    """
    figures = [(row, text) for row in rows if (text := amount(row))]
    if not figures:
        return None
    kind = KIND[str(figures[0][0]["measure_of"])]
    if len(figures) == 1:
        row, text = figures[0]
        return f"{text} {vocabulary.label('unit', str(row['unit']), 'en').lower()}, {kind}"
    texts = (f"{text} × {vocabulary.label('item', str(row['item']), 'en').lower()}" for row, text in figures)
    return f"{' OR '.join(texts)}, {kind}"
