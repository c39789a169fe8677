"""Figures asked about: what claims compare, contradict, head a ladder or convert into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.datasets.definitions.builders import claim, world

if TYPE_CHECKING:
    from tests.datasets.definitions.builders import Row, Tables

CLAIMANTS: Final = {
    "us": {"claimant_id": "us-state", "family_id": "family-us-state"}, "nis": {"claimant_id": "rok-nis", "family_id": "family-rok-nis"},
    "lab": {"claimant_id": "lab", "family_id": "family-lab"}, "ru": {"claimant_id": "ru-mfa", "family_id": "family-ru-mfa"},
}  # fmt: skip
# A running total of containers over 2024.
USUAL: Final = {
    "unit": "containers", "measure_of": "cumulative", "period_start": "2024-01-01", "period_end": "2024-12-31", "hedge": "exact",
    "bounds_by": "claimant",
}  # fmt: skip


def said(
    claim_id: str, best: float | None = 100, by: str = "us", claimed: str = "2024-12-31", **given: Any
) -> tuple[str, Row]:
    """A figure of one claimant, of containers shipped in 2024 unless a test says otherwise."""
    shown = {
        "quantity_best": best,
        "quantity_display": f"{best}",
        "series_id": f"{by}.{given.get('item', 'containers')}",
    }
    return claim(claim_id, claimed, **{**USUAL, **CLAIMANTS[by], **shown, **given})


def asked(*claims: tuple[str, Row]) -> Tables:
    """Tables with these claims."""
    return world(*claims)


def pairs(rows: list[Row]) -> list[tuple[str, str]]:
    """Claims of contradictions, the lower first."""
    return [(row["low_claim_id"], row["high_claim_id"]) for row in rows]
