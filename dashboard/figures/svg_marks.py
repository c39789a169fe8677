"""Bars, lines, marks, error bars and shapes of a figure, laid on paper as Plotly lays them on a page."""

from __future__ import annotations

import html
import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from dashboard.figures import svg_paper, theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dashboard.figures.svg_axes import Axis
    from dashboard.figures.svg_paper import Box, Paper

    Trace = Mapping[str, Any]

INK: Final = theme.INK["light"]
MONTH: Final = 28.0
"""Days between bars of which there is only one."""
TEXT: Final = 10.0
SMALLEST: Final = 7.0
FRAME: Final = 16.0
"""Pixels of the smallest frame around a mark."""


@dataclass(frozen=True)
class Bar:
    """One bar in numbers of its axes.

    Attributes:
        trace: What it belongs to.
        number: Its place there.
        first: Where it begins along its position axis.
        last: Where it ends there.
        base: Where it begins along its value axis.
        top: Where it ends there.
    """

    trace: Trace
    number: int
    first: float
    last: float
    base: float
    top: float


def sides(trace: Trace, axes: Mapping[str, Axis]) -> tuple[Axis, Axis]:
    """The two axes of a trace."""
    return axes[trace.get("xaxis", "x")], axes[trace.get("yaxis", "y")]


def bars(traces: Sequence[Trace], axes: Mapping[str, Axis], layout: Mapping[str, Any]) -> list[Bar]:
    """All bars, stacked or side by side."""
    own = [trace for trace in traces if trace["type"] == "bar"]
    found: list[Bar] = []
    heights: dict[tuple[str, str, float, bool], float] = {}
    for place, trace in enumerate(own):
        across, up = sides(trace, axes)
        along, value = (up, across) if trace.get("orientation") == "h" else (across, up)
        positions = along.numbers(trace["y" if along is up else "x"])
        lengths = value.numbers(trace["x" if along is up else "y"])
        slot = _slot([t for t in own if t.get(f"{along.name[0]}axis", along.name[0]) == along.name], along)
        wide = trace.get("width", 0) or slot * (1 - layout.get("bargap", 0.2))
        shift = -wide / 2
        if layout.get("barmode", "group") == "group":
            shift += wide / len(own) * place
            wide /= len(own)
        for number, (position, length) in enumerate(zip(positions, lengths, strict=True)):
            key = (along.name, value.name, position, length < 0)
            base = heights.get(key, 0.0) if layout.get("barmode") == "stack" else 0.0
            heights[key] = base + length
            found.append(Bar(trace, number, position + shift, position + shift + wide, base, base + length))
    return found


def _slot(traces: Sequence[Trace], along: Axis) -> float:
    """Smallest distance between the positions of bars."""
    values = sorted({n for t in traces for n in along.numbers(t[along.name[0]]) if not math.isnan(n)})
    steps = [later - earlier for earlier, later in pairwise(values)]
    return min(steps, default=MONTH if along.kind == "date" else 1.0)


def reach(trace: Trace, axes: Mapping[str, Axis]) -> Iterator[tuple[str, list[float]]]:
    """Numbers that the axes of a scatter trace must hold, its error bars included."""
    for letter, axis in zip("xy", sides(trace, axes), strict=True):
        numbers = axis.numbers(trace.get(letter, ()))
        bar = trace.get(f"error_{letter}", {})
        up = bar.get("array") or [0] * len(numbers)
        down = bar.get("arrayminus") or [0] * len(numbers)
        yield axis.name, [n for n, u, d in zip(numbers, up, down, strict=True) for n in (n - d, n, n + u)]


def draw_bars(paper: Paper, found: Sequence[Bar], axes: Mapping[str, Axis]) -> None:
    """Bars with their patterns and the words in them."""
    for bar in found:
        if not bar.top - bar.base > 0:
            continue
        across, up = sides(bar.trace, axes)
        is_flat = bar.trace.get("orientation") == "h"
        along, value = (up, across) if is_flat else (across, up)
        a, b = sorted((along.place(bar.first), along.place(bar.last)))
        c, d = sorted((value.place(bar.base), value.place(bar.top)))
        box = (c, a, d, b) if is_flat else (a, c, b, d)
        paper.box(box, alpha=bar.trace["marker"].get("opacity", 1), **filled(bar.trace["marker"]))
        words = bar.trace.get("text")
        if words and words[bar.number]:
            _word(paper, box, html.unescape(str(words[bar.number])), bar.trace)


def filled(marker: Mapping[str, Any]) -> dict[str, Any]:
    """Colour, outline and pattern of a bar: a pattern lies over the colour or, if it does not say so, stands for it."""
    pattern, line = marker.get("pattern", {}), marker.get("line", {})
    style = {"face": marker["color"], "edge": line.get("color", "none"), "thick": line.get("width", 0)}
    if not pattern.get("shape"):
        return style
    if pattern.get("fillmode") != "overlay":
        return {
            "face": "none",
            "edge": marker["color"],
            "thick": 0.8,
            "hatch": pattern["shape"],
            "ink": marker["color"],
        }
    ink = svg_paper.mixed(pattern["fgcolor"], marker["color"], pattern.get("fgopacity", 1))
    return {**style, "hatch": pattern["shape"], "ink": ink}


def _word(paper: Paper, box: Box, text: str, trace: Trace) -> None:
    """Words at the end of a flat bar: inside if they fit, beyond it if they may; else the bar is silent."""
    left, top, right, bottom = box
    wide, base = svg_paper.width(text, TEXT), (top + bottom) / 2 + 0.35 * TEXT
    if wide + 6 < right - left:
        pattern = trace["marker"].get("pattern", {}).get("shape")
        if pattern:
            paper.box((right - wide - 6, top + 2, right - 2, bottom - 2), face=trace["marker"]["color"])
        colour = "#ffffff" if svg_paper.is_dark(trace["marker"]["color"]) else INK["text"]
        paper.text(right - 4, base, text, size=TEXT, colour=colour, side="right")
    elif trace.get("textposition") == "auto":
        paper.text(right + 4, base, text, size=TEXT, colour=INK["text"])


def draw_scatter(paper: Paper, trace: Trace, axes: Mapping[str, Axis], clip: Box) -> None:
    """Lines, error bars, marks and words of one trace."""
    across, up = sides(trace, axes)
    x = [across.place(n) for n in across.numbers(trace.get("x", ()))]
    y = [up.place(n) for n in up.numbers(trace.get("y", ()))]
    for letter, axis in (("x", across), ("y", up)):
        _spread(paper, trace, axis, letter, (x, y))
    if "lines" in trace["mode"]:
        line = trace.get("line", {})
        points = stepped(x, y) if line.get("shape") == "hv" else (x, y)
        paper.line(*points, colour=line["color"], thick=line.get("width", 2), dash=line.get("dash", "solid"),
                   alpha=trace.get("opacity", 1), clip=clip)  # fmt: skip
    if "markers" in trace["mode"]:
        for number, (px, py) in enumerate(zip(x, y, strict=True)):
            if not math.isnan(px + py):
                paper.mark(px, py, clip=(clip[0] - 8, clip[1] - 8, clip[2] + 8, clip[3] + 8), **mark(trace, number))
    if "text" in trace["mode"]:
        font = trace["textfont"]
        for number, text in enumerate(trace["text"]):
            if text:
                beside = mark(trace, number)["size"] / 2 + 4
                paper.text(
                    x[number] + beside, y[number] + 4, html.unescape(text), size=font["size"], colour=font["color"]
                )


def smaller(trace: Trace, share: float) -> Trace:
    """A trace whose marks take less room where its rows stand closer; never less than can be told apart."""
    size = trace.get("marker", {}).get("size")
    if not isinstance(size, (int, float)) or share >= 1:
        return trace
    return {**trace, "marker": {**trace["marker"], "size": max(size * share, min(size, SMALLEST))}}


def stepped(x: Sequence[float], y: Sequence[float]) -> tuple[list[float], list[float]]:
    """A line that keeps its height until the next point."""
    across, up = list(x[:1]), list(y[:1])
    for px, py in zip(x[1:], y[1:], strict=True):
        across += [px, px]
        up += [up[-1], py]
    return across, up


def mark(trace: Trace, number: int) -> dict[str, Any]:
    """How one mark of a trace looks; open marks are drawn in the colour of the mark, as Plotly does."""
    marker = trace.get("marker", {})

    def of(words: Mapping[str, Any], name: str, blank: Any) -> Any:  # noqa: ANN401 - a colour, size or name
        value = words.get(name, blank)
        return value[number] if isinstance(value, (list, tuple)) else value

    symbol, colour = of(marker, "symbol", "circle"), of(marker, "color", None) or trace.get("line", {}).get("color")
    line, thick = of(marker.get("line", {}), "color", colour), of(marker.get("line", {}), "width", 0)
    is_open, is_thin = symbol.endswith("-open"), symbol.removesuffix("-open") in svg_paper.THIN
    return {
        "symbol": symbol, "size": of(marker, "size", 6), "face": "none" if is_open else colour,
        "edge": colour if is_open else line, "thick": max(thick, 1) if is_open or is_thin else thick,
        "alpha": of(marker, "opacity", 1) * trace.get("opacity", 1),
    }  # fmt: skip


def key(trace: Trace) -> dict[str, Any]:
    """How the marks of a trace look in the legend: what differs from mark to mark is left out."""
    marker = trace["marker"]
    symbols = marker.get("symbol", "circle")
    shapes = {symbols} if isinstance(symbols, str) else {s.removesuffix("-open") for s in symbols}
    symbol = shapes.pop() if len(shapes) == 1 else "circle"
    line = {} if isinstance(marker.get("line", {}).get("color"), list) else marker.get("line", {})
    return mark(
        {**trace, "marker": {**marker, "symbol": symbol, "line": line, "opacity": 1, "size": 9}, "opacity": 1}, 0
    )


def _spread(paper: Paper, trace: Trace, axis: Axis, letter: str, points: tuple[list[float], list[float]]) -> None:
    """Error bars along one axis, with a cap at each end; none where both sides are zero."""
    spec = trace.get(f"error_{letter}")
    if not spec or not spec.get("visible", True):
        return
    thick, cap = spec.get("thickness", 2), spec.get("width", 4)
    for number, value in enumerate(axis.numbers(trace[letter])):
        up, down = spec["array"][number], spec["arrayminus"][number]
        if math.isnan(value) or not up + down:
            continue
        across = points[1 if letter == "x" else 0][number]
        ends = [axis.place(value - down), axis.place(value + up)]
        strokes = [(ends, [across, across]), *(([end, end], [across - cap, across + cap]) for end in ends)]
        for along, beside in strokes:
            x, y = (along, beside) if letter == "x" else (beside, along)
            paper.line(x, y, colour=spec["color"], thick=thick if along is ends else 1, alpha=trace.get("opacity", 1))


def draw_shape(
    paper: Paper, shape: Mapping[str, Any], axes: Mapping[str, Axis], box: Box, *, frame: float = FRAME
) -> None:
    """A line or a rectangle, which is never smaller than the mark that it frames."""
    xs = [pixel(shape[name], shape.get("xref", "x"), "x", axes, box) for name in ("x0", "x1")]
    ys = [pixel(shape[name], shape.get("yref", "y"), "y", axes, box) for name in ("y0", "y1")]
    line = shape["line"]
    if shape["type"] == "line":
        paper.line(xs, ys, colour=line["color"], thick=line.get("width", 2), dash=line.get("dash", "solid"))
    else:
        x, y = sum(xs) / 2, sum(ys) / 2
        wide, high = (max(abs(a - b), frame) / 2 for a, b in (xs, ys))
        paper.box((x - wide, y - high, x + wide, y + high), edge=line["color"], thick=line.get("width", 2))


def pixel(value: Any, ref: str, letter: str, axes: Mapping[str, Axis], box: Box) -> float:  # noqa: ANN401 - of any axis
    """Pixel of a value given in numbers of an axis, as a share of it, or as a share of the plot area."""
    if ref == "paper":
        left, top, right, bottom = box
        return left + float(value) * (right - left) if letter == "x" else bottom - float(value) * (bottom - top)
    name, _, is_share = ref.partition(" ")
    return axes[name].share(value) if is_share else axes[name].place(axes[name].number(value))
