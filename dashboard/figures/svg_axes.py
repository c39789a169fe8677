"""Axes of a figure: what lies on them, from where to where, and which ticks they bear."""

from __future__ import annotations

import datetime as dt
import html
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from matplotlib.ticker import MaxNLocator, MultipleLocator

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboard.figures.svg_paper import Box

UNITS: Final = ((1e9, "B"), (1e6, "M"), (1e3, "k"))
MONTHS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 1200)
"""Months between ticks."""
PAD: Final = 0.05
"""Share of the range that stays free beyond the outermost marks."""


@dataclass
class Axis:
    """One axis.

    Attributes:
        name: ``x``, ``y``, ``x2`` …
        spec: What the figure says of it.
        kind: ``date``, ``category`` or ``linear``.
        categories: Names on it, in order.
        low: Value at its left or lower end.
        high: Value at its right or upper end.
        box: Plot area of the figure; set when the margins are known.
    """

    name: str
    spec: Mapping[str, Any]
    kind: str = "linear"
    categories: list[str] = field(default_factory=list)
    low: float = 0.0
    high: float = 1.0
    box: Box = (0, 0, 1, 1)

    @property
    def is_across(self) -> bool:
        """Whether it runs from left to right."""
        return self.name.startswith("x")

    @property
    def is_visible(self) -> bool:
        """Whether lines and ticks are drawn."""
        return bool(self.spec.get("visible", True))

    @property
    def title(self) -> str:
        """Its title; empty for none."""
        return html.unescape(self.spec.get("title", {}).get("text", ""))

    @property
    def domain(self) -> tuple[float, float]:
        """Its share of the plot area, from the left or from below."""
        first, last = self.spec.get("domain", (0, 1))
        return first, last

    def number(self, value: Any) -> float:  # noqa: ANN401 - a value of any kind of axis
        """A value as a number; what is not known is not a number."""
        if value is None:
            return math.nan
        if self.kind == "date":
            return float(value.toordinal())
        if self.kind == "category":
            return float(self.categories.index(str(value)))
        return float(value)

    def numbers(self, values: Iterable[Any]) -> list[float]:
        """Values as numbers."""
        return [self.number(v) for v in values]

    def place(self, number: float) -> float:
        """Pixel of a number."""
        first, last = self.ends()
        return first + (number - self.low) / ((self.high - self.low) or 1) * (last - first)

    def share(self, part: float) -> float:
        """Pixel of a share of the axis."""
        first, last = self.ends()
        return first + part * (last - first)

    def ends(self) -> tuple[float, float]:
        """Pixels of its two ends."""
        left, top, right, bottom = self.box
        first, last = self.domain
        if self.is_across:
            return left + first * (right - left), left + last * (right - left)
        return bottom - first * (bottom - top), bottom - last * (bottom - top)

    def settle(self, found: Sequence[float], *, is_bar: bool, is_marked: bool) -> None:
        """Set the range: the one that the figure names, else one that holds what was found."""
        if "range" in self.spec:
            self.low, self.high = self.numbers(self.spec["range"]) if self.kind == "date" else self.spec["range"]
            return
        if self.kind == "category":
            self.low, self.high = -0.5, max(len(self.categories), 1) - 0.5
        else:
            self.low, self.high = self._around(
                [n for n in found if not math.isnan(n)], is_bar=is_bar, is_marked=is_marked
            )
        if self.spec.get("autorange") == "reversed":
            self.low, self.high = self.high, self.low

    def _around(self, found: Sequence[float], *, is_bar: bool, is_marked: bool) -> tuple[float, float]:
        """A range around numbers."""
        if not found:
            return 0.0, 1.0
        low, high = min(found), max(found)
        from_zero = low >= 0 and (is_bar or self.spec.get("rangemode") == "tozero")
        low = 0.0 if from_zero else low
        pad = PAD * (high - low) if is_marked or is_bar else 0
        spare = 0.0 if high > low else 15.0 if self.kind == "date" else 1.0
        return (low if from_zero else low - pad - spare), high + pad + spare

    def ticks(self) -> list[tuple[float, str]]:
        """Numbers and words of its ticks."""
        if "ticktext" in self.spec:
            words = (html.unescape(str(text).replace("<br>", " ")) for text in self.spec["ticktext"])
            return list(zip(self.numbers(self.spec["tickvals"]), words, strict=True))
        if self.kind == "category":
            return [(float(n), html.unescape(name)) for n, name in enumerate(self.categories)]
        first, last = self.ends()
        low, high = sorted((self.low, self.high))
        most = self.spec.get("nticks") or max(int(abs(last - first) / (80 if self.is_across else 45)), 2)
        if self.kind == "date":
            return _days(low, high, most)
        apart = (
            MultipleLocator(self.spec["dtick"])
            if "dtick" in self.spec
            else MaxNLocator(nbins=most, steps=[1, 2, 5, 10])
        )
        values = apart.tick_values(low, high)
        inside = [float(v) for v in values if low - 1e-9 <= v <= high + 1e-9]
        return [(v, _said(v, inside, self.spec.get("tickformat", ""))) for v in inside]


def _days(low: float, high: float, most: int) -> list[tuple[float, str]]:
    """Ticks of an axis of days, in ISO form: first days of months so many apart, or single days where it is short."""
    first, last = (dt.date.fromordinal(round(end)) for end in (low, high))
    months = range(first.year * 12, last.year * 12 + 12)
    for step in MONTHS:
        days = [dt.date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]
        inside = [day for day in days if low <= day.toordinal() <= high]
        if len(inside) <= most:
            break
    if len(inside) < 2:
        apart = max(int((high - low) / most), 1)
        inside = [dt.date.fromordinal(n) for n in range(math.ceil(low), math.floor(high) + 1, apart)]
    form = "%Y" if step % 12 == 0 and len(inside) > 1 else "%Y-%m"
    form = form if all(day.day == 1 for day in inside) else "%Y-%m-%d"
    return [(float(day.toordinal()), day.strftime(form)) for day in inside]


def _said(value: float, others: Sequence[float], form: str) -> str:
    """A number of an axis: percent where asked, thousands and millions as letters."""
    if form == ".0%":
        return f"{value:.0%}"
    largest = max(abs(v) for v in others)
    for unit, letter in UNITS:
        if largest >= max(unit, 10_000):
            return f"{value / unit:g}{letter}" if value else "0"
    return f"{value:g}"


def axes(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> dict[str, Axis]:
    """The axes that traces lie on, with their kinds and names."""
    found: dict[str, Axis] = {}
    for letter in ("x", "y"):
        names = dict.fromkeys(trace.get(f"{letter}axis", letter) for trace in traces)
        for name in names:
            spec = layout.get(f"{letter}axis{name[1:]}", {})
            values = [
                v for t in traces if t.get(f"{letter}axis", letter) == name for v in t.get(letter, ()) if v is not None
            ]
            kind = spec.get("type") or _kind(values)
            order = [*spec.get("categoryarray", ()), *(str(v) for v in values)] if kind == "category" else ()
            found[name] = Axis(name, spec, kind, list(dict.fromkeys(order)))
    return found


def _kind(values: Sequence[Any]) -> str:
    """Kind of an axis that does not say it."""
    if values and all(isinstance(v, str) for v in values):
        return "category"
    return "date" if values and all(isinstance(v, dt.date) for v in values) else "linear"
