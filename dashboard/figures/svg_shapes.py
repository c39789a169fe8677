"""Shapes of the world for paper: read from the files of the page's maps, projected, thinned and cut."""

from __future__ import annotations

import functools
import json
import math
import pathlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from dashboard.figures.basemap import index

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy.typing as npt

    from dashboard.figures.svg_paper import Box

    Points = npt.NDArray[np.float64]

STATIC: Final = pathlib.Path(__file__).parents[1] / "static"
FINEST: Final = 1.0
"""Points of a shape nearer to each other than this, in pixels, are one."""


@dataclass(frozen=True)
class Shape:
    """A feature of a file of the map.

    Attributes:
        properties: What the file says of it.
        rings: Rings of its polygons, holes among them, or its lines; degrees east and north.
        is_line: Whether they are lines.
    """

    properties: Mapping[str, str]
    rings: tuple[Points, ...]
    is_line: bool


@functools.cache
def shapes(name: str) -> tuple[Shape, ...]:
    """All features of a file, by its logical name."""
    found = json.loads((STATIC / index()[name]["file"]).read_bytes())["features"]
    return tuple(_shape(feature["properties"], feature["geometry"]) for feature in found)


def _shape(properties: Mapping[str, str], geometry: Mapping[str, Any]) -> Shape:
    """A feature read."""
    kind, given = geometry["type"], geometry["coordinates"]
    if kind in {"LineString", "Polygon"}:
        given = [given]
    is_line = kind.endswith("LineString")
    lines = given if is_line else [ring for polygon in given for ring in polygon]
    return Shape(properties, tuple(np.array(line, float) for line in lines), is_line)


def mercator(points: Points) -> Points:
    """Degrees → shares of the world in the projection of the page's map, from its top left corner."""
    latitude = np.radians(np.clip(points[:, 1], -85.05, 85.05))
    down = (1 - np.log(np.tan(latitude) + 1 / np.cos(latitude)) / math.pi) / 2
    return np.column_stack([points[:, 0] / 360 + 0.5, down])


def natural_earth(points: Points, middle: float) -> Points:
    """Degrees → the plane of the projection “natural earth”, north up; a line that passes its edge stays whole.

    Args:
        points: One line.
        middle: Meridian in the middle of the map.
    """
    east = points[:, 0] - middle
    across, up = np.radians(east - 360 * np.round(east.mean() / 360)), np.radians(points[:, 1])
    two, four = up**2, up**4
    x = across * (0.8707 - 0.131979 * two + four * (-0.013791 + four * (0.003971 * two - 0.001529 * four)))
    y = up * (1.007226 + two * (0.015085 + four * (-0.044475 + 0.028874 * two - 0.005916 * four)))
    return np.column_stack([x, y])


def thinned(points: Points, finest: float = FINEST) -> Points:
    """Points of a line without those that lie on one before, as far as an eye can tell."""
    if len(points) < 4:
        return points
    cells = np.floor(points / finest)
    keep = np.any(cells[1:] != cells[:-1], axis=1)
    kept: Points = points[np.concatenate([[True], keep[:-1], [True]])]
    return kept


def area(rings: Iterable[Points], clip: Box) -> Path | None:
    """Rings as one area, cut to a box with some room for outlines; ``None`` if nothing of it is left."""
    room = Bbox([[clip[0] - 9, clip[1] - 9], [clip[2] + 9, clip[3] + 9]])
    found = []
    for ring in rings:
        low, high = ring.min(axis=0), ring.max(axis=0)
        thin = thinned(ring)
        if len(thin) < 3 or (high - low < FINEST).all() or (low > room.max).any() or (high < room.min).any():
            continue
        made = Path(np.vstack([thin, thin[:1]]), closed=True)
        made = made.clip_to_bbox(room) if (low < room.min).any() or (high > room.max).any() else made
        if len(np.asarray(made.vertices)) > 2:
            found.append(made)
    return Path.make_compound_path(*found) if found else None
