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


def display(row: Row) -> str | None:
    """The quantity of one claim in words: sign, figure, unit, kind of total; ``None`` without a quantity."""
    hedge = row["hedge"]
    if hedge is None:
        return None
    low, best, high = row["quantity_low"], row["quantity_best"], row["quantity_high"]
    if hedge == "range" and isinstance(low, float) and isinstance(high, float):
        number = f"{figure(low)}–{figure(high)}"
    elif isinstance(best, float):
        number = SIGN.get(str(hedge), "") + figure(best)
    else:
        number = f"“{row['quantity_text']}”"
    unit = vocabulary.label("unit", str(row["unit"]), "en").lower()
    return f"{number} {unit}, {KIND[str(row['measure_of'])]}"
