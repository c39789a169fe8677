"""Inputs of a view without a page, for whoever asks what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datasets.filters import Filters


class First:
    """Inputs that hold their first option."""

    def one_of(self, _name: str, _field: str, options: Any, _value: str, _show: Any) -> str:
        """The first option."""
        return str(options[0])

    def factor(self, _: Filters, *, lowest: float, highest: float, given: float) -> float:
        """The factor that is given."""
        return min(max(given, lowest), highest)
