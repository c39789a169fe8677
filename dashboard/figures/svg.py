"""Plotly figure → SVG for paper: what a page draws in the browser, drawn again without one.

Only what our own figures use is understood. A figure that says anything else is refused, never drawn wrongly.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dashboard.figures import svg_axes, svg_known, svg_maps, svg_marks, svg_paper, theme
from dashboard.figures.svg_paper import Paper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import plotly.graph_objects as go

    from dashboard.figures.svg_axes import Axis
    from dashboard.figures.svg_paper import Box

    Trace = Mapping[str, Any]

WIDE: Final = 720.0
"""Pixels across: about the space between the margins of an A4 page."""
INK: Final = theme.INK["light"]
TICK, TITLE, KEY = 10.5, 11.0, 11.0
LINE: Final = 13.0
LABELS: Final = 220.0
"""Pixels that names on the left may take before they are broken into lines."""
SWATCH: Final = 22.0
OPEN: Final = 100.0
"""Pixels of a figure's height on the page that its margins and its legend take there."""
HIGHEST: Final = 960.0
"""Pixels that fit on one sheet of paper below its heading: rows and marks of a longer figure are set closer."""


@dataclass(frozen=True)
class Drawing:
    """A figure on paper.

    Attributes:
        svg: The element.
        hidden: Places that lie outside the part of the world that a map shows, or have no shape in it.
    """

    svg: str
    hidden: int = 0


def draw(figure: go.Figure) -> Drawing | None:
    """Draw a figure.

    Args:
        figure: One of ours, made for light ground.

    Returns:
        ``None`` if it holds anything that is not understood here.
    """
    made = figure.to_plotly_json()
    traces, layout = made["data"], made["layout"]
    if not svg_known.is_known(traces, layout):
        return None
    kinds = {trace["type"] for trace in traces}
    if kinds == {"scattermap"}:
        return _map(traces, layout)
    if kinds == {"choropleth"}:
        paper, hidden = svg_maps.countries(traces[0], layout, WIDE)
        return Drawing(paper.svg(), hidden)
    return Drawing(_chart(traces, layout))


def _map(traces: Sequence[Trace], layout: Mapping[str, Any]) -> Drawing:
    """Places and routes, under their legend."""
    key = _keys(traces)
    paper = Paper(WIDE, svg_maps.HIGH + LINE * len(key) * 1.4 + 6)
    _legend(paper, key, 0)
    hidden = svg_maps.places(paper, traces, layout, (0, paper.high - svg_maps.HIGH, WIDE, paper.high))
    return Drawing(paper.svg(), hidden)


def _chart(traces: Sequence[Trace], layout: Mapping[str, Any]) -> str:
    """Bars and marks on axes."""
    axes = svg_axes.axes(traces, layout)
    for axis in axes.values():
        axis.box = (0, 0, WIDE, layout["height"])
    bars = svg_marks.bars(traces, axes, layout)
    _settle(traces, axes, bars)
    key = _keys(traces)
    paper, box, key_at = _sheet(layout, axes, len(key))
    closeness = (box[3] - box[1]) / max(layout["height"] - OPEN, 120)
    for axis in axes.values():
        axis.box = box
    _grid(paper, axes)
    svg_marks.draw_bars(paper, bars, axes)
    for trace in traces:
        if trace["type"] == "scatter":
            (left, right), (bottom, top) = (axis.ends() for axis in svg_marks.sides(trace, axes))
            svg_marks.draw_scatter(paper, svg_marks.smaller(trace, closeness), axes, (left, top, right, bottom))
    for shape in layout.get("shapes", ()):
        svg_marks.draw_shape(paper, shape, axes, box, frame=max(svg_marks.FRAME * closeness, 11))
    for note in layout.get("annotations", ()):
        _note(paper, note, axes, box)
    _legend(paper, key, key_at)
    return paper.svg()


def _settle(traces: Sequence[Trace], axes: Mapping[str, Axis], bars: Sequence[svg_marks.Bar]) -> None:
    """Ranges of all axes from what lies on them."""
    found: dict[str, list[float]] = {name: [] for name in axes}
    with_bars, with_marks = set(), set()
    for bar in bars:
        across, up = svg_marks.sides(bar.trace, axes)
        along, value = (up, across) if bar.trace.get("orientation") == "h" else (across, up)
        found[along.name] += [bar.first, bar.last]
        found[value.name] += [bar.base, bar.top]
        with_bars.add(value.name)
    for trace in traces:
        if trace["type"] == "scatter":
            for name, numbers in svg_marks.reach(trace, axes):
                found[name] += numbers
                with_marks |= {name} if "markers" in trace["mode"] else set()
    for name, axis in axes.items():
        axis.settle(found[name], is_bar=name in with_bars, is_marked=name in with_marks)


def _sheet(layout: Mapping[str, Any], axes: Mapping[str, Axis], keys: int) -> tuple[Paper, Box, float]:
    """The sheet, the plot area in it, and where the legend begins."""
    left = max([6.0, *(_beside(axis) for axis in axes.values() if not axis.is_across and not _is_inner(axis, axes))])
    above = max([8.0, *(_below(axis, WIDE - left) for axis in axes.values() if _is_on_top(axis))])
    below = max([8.0, *(_below(a, WIDE - left) for a in axes.values() if a.is_across and not _is_on_top(a))])
    legend = keys * LINE * 1.4 + (6 if keys else 0)
    is_under = layout["legend"]["y"] < 0.5
    high = min(max(layout["height"] - OPEN, 120) + above + below + legend, HIGHEST)
    box = (left, above + (0 if is_under else legend), WIDE - 16, high - below - (legend if is_under else 0))
    return Paper(WIDE, high), box, high - legend if is_under else 0.0


def _is_on_top(axis: Axis) -> bool:
    return axis.is_across and axis.spec.get("side") == "top"


def _is_inner(axis: Axis, axes: Mapping[str, Axis]) -> bool:
    """Whether a vertical axis stands between panels, where the gap holds its ticks."""
    partner = axes.get(axis.spec.get("anchor", "x"))
    return partner is not None and partner.domain[0] > 0.1


def _beside(axis: Axis) -> float:
    """Pixels that ticks and title of a vertical axis take on its left."""
    if not axis.is_visible:
        return 0.0
    words = [line for _, text in axis.ticks() for line in svg_paper.wrapped(text, TICK, LABELS)]
    return max((svg_paper.width(w, TICK) for w in words), default=0) + 10 + (LINE + 6 if axis.title else 0)


def _below(axis: Axis, wide: float) -> float:
    """Pixels that ticks and title of a horizontal axis take."""
    if not axis.is_visible:
        return 0.0
    lines = max((len(_broken(axis, text, wide)) for _, text in axis.ticks()), default=1)
    return lines * LINE + 8 + (LINE + 6 if axis.title else 0)


def _broken(axis: Axis, text: str, wide: float) -> list[str]:
    """The lines of a tick of a horizontal axis: names share its width."""
    most = wide / max(len(axis.categories), 1) - 4 if axis.kind == "category" else wide
    return svg_paper.wrapped(text, TICK, most)


def _grid(paper: Paper, axes: Mapping[str, Axis]) -> None:
    """Lines and words of every axis, across from the axis that it belongs to."""
    for axis in axes.values():
        if not axis.is_visible:
            continue
        letter = "y" if axis.is_across else "x"
        partners = [a for a in axes.values() if a.name[0] == letter]
        partner = axes.get(axis.spec.get("anchor", letter + axis.name[1:]), axes.get(letter, partners[0]))
        near, far = partner.ends()
        for number, text in axis.ticks():
            place = axis.place(number)
            shown = axis.spec.get("showgrid", True)
            line = ([place, place], [near, far]) if axis.is_across else ([near, far], [place, place])
            is_zero = (
                number == 0
                and axis.kind == "linear"
                and "ticktext" not in axis.spec
                and axis.spec.get("zeroline", True)
            )
            if shown or is_zero:
                paper.line(*line, colour=INK["zero"] if is_zero else INK["grid"])
            _tick(paper, axis, place, text, far if _is_on_top(axis) else near)
        if axis.title:
            _title(paper, axis, near)


def _tick(paper: Paper, axis: Axis, place: float, text: str, edge: float) -> None:
    """Words of one tick."""
    if axis.is_across:
        lines = _broken(axis, text, abs(axis.ends()[1] - axis.ends()[0]))
        base = edge - 6 - LINE * (len(lines) - 1) if _is_on_top(axis) else edge + 6 + TICK
        x, side = place, "center"
    else:
        lines = svg_paper.wrapped(text, TICK, LABELS)
        base = place + 0.35 * TICK - LINE * (len(lines) - 1) / 2
        x, side = edge - 6, "right"
    for number, line in enumerate(lines):
        paper.text(x, base + LINE * number, line, size=TICK, colour=INK["muted"], side=side)


def _title(paper: Paper, axis: Axis, edge: float) -> None:
    """Title of an axis: below its ticks, or turned at the left edge of the sheet."""
    first, last = axis.ends()
    middle = (first + last) / 2
    if axis.is_across:
        paper.text(middle, edge + 2 * LINE + 8, axis.title, size=TITLE, colour=INK["muted"], side="center")
    else:
        paper.text(TITLE, middle, axis.title, size=TITLE, colour=INK["muted"], side="center", turned=True)


def _note(paper: Paper, note: Mapping[str, Any], axes: Mapping[str, Axis], box: Box) -> None:
    """Words at a place of the figure."""
    x = svg_marks.pixel(note["x"], note.get("xref", "x"), "x", axes, box)
    y = svg_marks.pixel(note["y"], note.get("yref", "y"), "y", axes, box)
    size = min(note["font"]["size"], KEY - 0.5)
    base = y + size if note["yanchor"] == "top" else y - 4
    most = 0.31 * WIDE if note["yanchor"] == "top" else WIDE
    for number, line in enumerate(svg_paper.wrapped(html.unescape(note["text"]), size, most)):
        paper.text(x, base + LINE * number, line, size=size, colour=note["font"]["color"])


def _keys(traces: Sequence[Trace]) -> list[list[Trace]]:
    """Traces that the legend explains, in lines that fit the sheet."""
    lines: list[list[Trace]] = [[]]
    x = 0.0
    for trace in (t for t in traces if t.get("name") and t.get("showlegend", True)):
        wide = SWATCH + svg_paper.width(html.unescape(trace["name"]), KEY) + 16
        if lines[-1] and x + wide > WIDE:
            lines.append([])
            x = 0.0
        lines[-1].append(trace)
        x += wide
    return lines if lines[0] else []


def _legend(paper: Paper, lines: Sequence[Sequence[Trace]], top: float) -> None:
    """Names of the traces, each beside its look."""
    for number, line in enumerate(lines):
        x, middle = 4.0, top + (number + 0.5) * LINE * 1.4
        for trace in line:
            _swatch(paper, trace, x, middle)
            name = html.unescape(trace["name"])
            paper.text(x + SWATCH, middle + 0.35 * KEY, name, size=KEY, colour=INK["text"])
            x += SWATCH + svg_paper.width(name, KEY) + 16


def _swatch(paper: Paper, trace: Trace, x: float, middle: float) -> None:
    """How a trace looks."""
    if trace["type"] == "bar":
        paper.box((x + 2, middle - 5, x + 16, middle + 5), **svg_marks.filled(trace["marker"]))
        return
    if "lines" in trace["mode"]:
        line = trace["line"]
        paper.line([x, x + 18], [middle, middle], colour=line["color"], thick=2, dash=line.get("dash", "solid"))
    if "markers" in trace["mode"]:
        paper.mark(x + 9, middle, **svg_marks.key(trace))
