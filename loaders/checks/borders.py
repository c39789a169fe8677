"""Places lie in their country: coordinates against the shapes that the maps draw.

The shapes are those of the UN, simplified; a place may lie outside by its own precision and :data:`SLACK` kilometres, as
ports and bridges do. Where the maps are not installed the rule is silent: :func:`shapes` says so.
"""

from __future__ import annotations

import json
import math
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from babel.core import get_global

from loaders import paths
from loaders.checks.common import full, of_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from loaders.checks.common import Found
    from loaders.curated import Record

    Ring = list[list[float]]

SLACK: Final = 25.0
"""Kilometres by which the simplified coasts and borders may be off."""
KM_A_DEGREE: Final = 111.2
WITHIN: Final = {"HK": "CHN", "MO": "CHN"}
"""Territories that may be drawn as part of a state."""


@cache
def shapes(folder: Path) -> Mapping[str, list[Ring]] | None:
    """Rings of every country by ISO 3166 alpha-3; ``None`` where no maps are installed."""
    index = folder / "map" / "index.json"
    if not index.is_file():
        return None
    file = json.loads(index.read_text(encoding="utf-8"))["countries"]["file"]
    found: dict[str, list[Ring]] = {}
    for feature in json.loads((folder / file).read_text(encoding="utf-8"))["features"]:
        parts = feature["geometry"]["coordinates"]
        polygons = [parts] if feature["geometry"]["type"] == "Polygon" else parts
        found.setdefault(feature["properties"]["iso"], []).extend(ring for polygon in polygons for ring in polygon)
    return found


@cache
def _alpha3() -> Mapping[str, str]:
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    return {two[0]: three for three, two in aliases.items() if len(three) == 3 and three.isalpha() and len(two) == 1}


def _exists(latitude: float, longitude: float) -> bool:
    return abs(latitude) <= 90 and abs(longitude) <= 180


def is_inside(longitude: float, latitude: float, rings: list[Ring]) -> bool:
    """Whether a point lies inside, by the even-odd rule over all rings, holes included."""
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > latitude) != (y2 > latitude) and longitude < x1 + (latitude - y1) / (y2 - y1) * (x2 - x1):
                inside = not inside
    return inside


def distance(longitude: float, latitude: float, rings: list[Ring]) -> float:
    """Kilometres from a point to the nearest border or coast; flat-earth arithmetic around the point."""
    squeeze = math.cos(math.radians(latitude))
    nearest = math.inf
    for ring in rings:
        ends = [((x - longitude) * squeeze, y - latitude) for x, y in ring]
        for (x1, y1), (x2, y2) in pairwise(ends):
            dx, dy = x2 - x1, y2 - y1
            length = dx * dx + dy * dy
            along = min(max(-(x1 * dx + y1 * dy) / length, 0.0), 1.0) if length else 0.0
            nearest = min(nearest, math.hypot(x1 + along * dx, y1 + along * dy))
    return nearest * KM_A_DEGREE


def _in_country(records: list[Record], _: Mapping[str, Record]) -> Iterator[Found]:
    """Coordinates outside the country of the place by more than its precision and the slack of the map."""
    countries = shapes(paths.STATIC)
    if countries is None:
        return
    for record in of_table(records, "places"):
        row: Mapping[str, Any] = full(record)
        if row["latitude"] is None or row["longitude"] is None or not _exists(row["latitude"], row["longitude"]):
            continue
        code = str(row["country"])
        rings = [r for c in (_alpha3().get(code), WITHIN.get(code)) if c for r in countries.get(c, [])]
        if not rings:
            yield record, "country", f"{code} has no shape on the map; write the ISO 3166 alpha-2 code of a state"
        elif not is_inside(row["longitude"], row["latitude"], rings):
            off, allowed = distance(row["longitude"], row["latitude"], rings), SLACK + (row["precision_km"] or 0)
            if off > allowed:
                text = f"the point lies {off:,.0f} km outside {code}; allowed: {allowed:,.0f} km"
                yield record, "latitude", f"{text} (precision_km and {SLACK:.0f}); mind the order of the two"


RULES: Final[tuple[Callable[[list[Record], Mapping[str, Record]], Iterator[Found]], ...]] = (_in_country,)
