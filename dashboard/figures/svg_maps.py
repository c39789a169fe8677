"""Maps on paper: places and routes over the ground of the page's map, countries shaded, from the same shapes."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator

from dashboard.figures import svg_marks, svg_paper, theme
from dashboard.figures.basemap import GROUNDS, SERVED_AT, index
from dashboard.figures.svg_paper import Paper
from dashboard.figures.svg_shapes import area, mercator, natural_earth, shapes, thinned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import numpy.typing as npt

    from dashboard.figures.svg_paper import Box

    Points = npt.NDArray[np.float64]

GROUND: Final = GROUNDS["light"]
INK: Final = theme.INK["light"]
HIGH: Final = 440.0
"""Pixels of a map of places from top to bottom."""
SCREEN: Final = 1100.0
"""Pixels that such a map has across on a page: on paper the same part of the world is shown."""
COARSE: Final = 1.6
"""Points of a country of the world nearer to each other than this, in pixels, are one."""
NAME: Final = 10.0
SMALL: Final = 5.0
"""Pixels below which a shaded country is a mark."""
STEPS: Final = 24
BAR: Final = 250.0


def places(paper: Paper, traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any], box: Box) -> int:
    """Places and routes over their ground.

    Returns:
        Number of places outside the part of the world that is shown.
    """
    view = layout["map"]
    scale = 512 * 2 ** view["zoom"] * (box[2] - box[0]) / SCREEN
    middle = mercator(np.array([[view["center"]["lon"], view["center"]["lat"]]], float))[0]
    centre = np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])

    def place(points: Points) -> Points:
        return np.asarray((mercator(points) - middle) * scale + centre, float)

    _ground(paper, view, place, box)
    hidden = 0
    taken: list[Box] = []
    for trace in traces:
        spots = place(np.array(list(zip(trace["lon"], trace["lat"], strict=True)), float).reshape(-1, 2))
        if trace["mode"] == "lines":
            paper.line(
                *spots.T.tolist(),
                colour=trace["line"]["color"],
                thick=trace["line"]["width"],
                alpha=trace.get("opacity", 1),
                clip=box,
            )
        else:
            hidden += _spots(paper, trace, spots, box, taken)
    return hidden


def _spots(paper: Paper, trace: Mapping[str, Any], spots: Points, box: Box, taken: list[Box]) -> int:
    """Marks of places, and names beside them as far as they leave room for each other, the largest first.

    Returns:
        Number of places outside the box.
    """
    inside = [n for n, (x, y) in enumerate(spots.tolist()) if box[0] <= x <= box[2] and box[1] <= y <= box[3]]
    for n in inside:
        look = svg_marks.mark(trace, n) | {"edge": "none"}
        x, y = spots[n].tolist()
        paper.mark(x, y, **look)
        taken.append((x - look["size"] / 3, y - look["size"] / 3, x + look["size"] / 3, y + look["size"] / 3))
    for n in reversed(inside):
        x, y = spots[n].tolist()
        text = html.unescape(trace["text"][n])
        for name in _beside(x, y, svg_marks.mark(trace, n)["size"] / 2 + 2, svg_paper.width(text, NAME)):
            if box[0] < name[0] and name[2] < box[2] and box[1] < name[1] and not any(_meet(name, t) for t in taken):
                taken.append(name)
                paper.text(name[0], name[3] - 3, text, size=NAME, colour=GROUND.ink)
                break
    return len(spots) - len(inside)


def _beside(x: float, y: float, beside: float, wide: float) -> Iterator[Box]:
    """Where the name of a place may stand: right of it, above, below or left."""
    for left, base in ((x + beside, y - 2), (x + beside, y + 4), (x + beside, y + NAME), (x - beside - wide, y + 4),
                       (x - beside - wide, y - 2), (x - beside - wide, y + NAME)):  # fmt: skip
        yield left, base - NAME + 3, left + wide, base + 3


def _meet(one: Box, other: Box) -> bool:
    """Whether two boxes overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _ground(paper: Paper, view: Mapping[str, Any], place: Callable[[Points], Points], box: Box) -> None:
    """The layers of the page's own style that its zoom shows."""
    style, names = view["style"], {entry["file"]: name for name, entry in index().items()}
    for layer in style["layers"]:
        if layer["type"] == "background":
            paper.box(box, face=layer["paint"]["background-color"])
        elif view["zoom"] >= layer.get("minzoom", 0):
            file = style["sources"][layer["source"]]["data"].removeprefix(SERVED_AT)
            _, _, kind = layer.get("filter", (None, None, None))
            found = [shape for shape in shapes(names[file]) if kind in {None, shape.properties.get("kind")}]
            rings = [place(ring) for shape in found for ring in shape.rings]
            _layer(paper, layer, rings, is_line=any(shape.is_line for shape in found), zoom=view["zoom"], box=box)


def _layer(
    paper: Paper, layer: Mapping[str, Any], rings: Sequence[Points], *, is_line: bool, zoom: float, box: Box
) -> None:
    """All areas of a layer as one, or its lines."""
    paint = layer["paint"]
    thick = _wide(paint["line-width"], zoom) if "line-width" in paint else 0.0
    if is_line:
        dash = "dash" if "line-dasharray" in paint else "solid"
        _lines(paper, rings, box, colour=paint["line-color"], thick=thick, dash=dash)
        return
    whole = area(rings, box)
    if whole is not None and layer["type"] == "fill":
        paper.area(whole, face=paint["fill-color"], clip=box)
    elif whole is not None:
        paper.area(whole, edge=paint["line-color"], thick=thick, clip=box)


def _lines(paper: Paper, lines: Iterable[Points], box: Box, **look: Any) -> None:  # noqa: ANN401 - the words of a line
    """Lines as far as they come near a box, as one that is broken between them."""
    gap = np.full((1, 2), np.nan)
    near = [
        part for line in lines
        if (line.max(axis=0) > box[:2]).all() and (line.min(axis=0) < box[2:]).all()
        for part in (thinned(line), gap)
    ]  # fmt: skip
    if near:
        x, y = np.vstack(near).T.tolist()
        paper.line(x, y, clip=box, **look)


def _wide(given: Sequence[Any], zoom: float) -> float:
    """Width of a line at a zoom, between those at two zooms."""
    first, far, last, near = given[-4:]
    return float(np.interp(zoom, [first, last], [far, near]))


def countries(trace: Mapping[str, Any], layout: Mapping[str, Any], wide: float) -> tuple[Paper, int]:
    """Countries shaded by a number, with the scale of its colours.

    Returns:
        The sheet, and the number of countries that have no shape.
    """
    geo = layout["geo"]
    middle, (south, north) = geo["projection"]["rotation"]["lon"], geo["lataxis"]["range"]
    edge = np.array([(middle + side * 180, lat) for side in (-1, 1) for lat in np.linspace(south, north, 60)[::-side]])
    rim = np.vstack([natural_earth(half, middle + side) for half, side in ((edge[:60], -1e-9), (edge[60:], 1e-9))])
    scale = wide / np.ptp(rim[:, 0])
    top = 34.0
    high = top + np.ptp(rim[:, 1]) * scale
    corner = np.array([rim[:, 0].min(), rim[:, 1].max()])

    def place(points: Points) -> Points:
        return thinned(np.asarray((natural_earth(points, middle) - corner) * (scale, -scale) + (0, top), float), COARSE)

    paper, box = Paper(wide, high), (0.0, top, wide, high)
    # The palest shade is nearly that of the sea: on paper the sea is white.
    paper.area(Path((rim - corner) * (scale, -scale) + (0, top)), face=INK["paper"], edge=INK["grid"], thick=1)
    placed = [(shape.properties["iso"], [place(ring) for ring in shape.rings]) for shape in shapes("countries")]
    coast = area((ring for _, rings in placed for ring in rings), box)
    if coast is not None:
        paper.area(coast, edge=geo["coastlinecolor"], thick=1.2, clip=box)
    values = dict(zip(trace["locations"], trace["z"], strict=True))
    largest = max(values.values())
    for name, rings in placed:
        value = values.get(name)
        colour = geo["landcolor"] if value is None else _shade(trace, value / largest)
        whole = area(rings, box)
        if whole is not None:
            paper.area(whole, face=colour, edge=colour, thick=0.3, clip=box)
        if value is not None and max(np.ptp(ring, axis=0).max() for ring in rings) < SMALL:
            x, y = max(rings, key=len).mean(axis=0)
            paper.mark(x, y, symbol="circle", size=SMALL, face=colour, edge=INK["zero"], thick=0.8)
    _lines(
        paper,
        [place(line) for shape in shapes("borders") for line in shape.rings],
        box,
        colour=geo["countrycolor"],
        thick=0.5,
    )
    _scale(paper, trace, largest)
    return paper, len(set(values) - {name for name, _ in placed})


def _shade(trace: Mapping[str, Any], share: float) -> str:
    """Colour of a share of the largest number."""
    (_, pale), (_, strong) = trace["colorscale"]
    return svg_paper.mixed(strong, pale, share)


def _scale(paper: Paper, trace: Mapping[str, Any], largest: float) -> None:
    """The colours of the numbers from 0 to the largest."""
    for step in range(STEPS):
        left = 4 + BAR * step / STEPS
        paper.box((left, 4, left + BAR / STEPS + 0.3, 14), face=_shade(trace, (step + 0.5) / STEPS))
    for number in MaxNLocator(nbins=5, integer=True, steps=[1, 2, 5, 10]).tick_values(0, largest):
        if number <= largest:
            paper.text(4 + BAR * number / largest, 26, f"{number:g}", size=NAME, colour=INK["muted"], side="center")
