"""TopoJSON, as far as the map files need it: rings, borders, and a smaller file of the same arcs."""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Point = tuple[float, float]
Ring = list[Point]
Raw = dict[str, Any]


def decode_arcs(raw: Raw) -> list[Ring]:
    """All arcs of a quantized topology, in degrees."""
    (scale_x, scale_y), (move_x, move_y) = raw["transform"]["scale"], raw["transform"]["translate"]
    return [
        [
            (x * scale_x + move_x, y * scale_y + move_y)
            for x, y in accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1]))
        ]
        for arc in raw["arcs"]
    ]


def polygons_by_id(raw: Raw, layer: str) -> dict[str, list[list[Ring]]]:
    """Polygons of one layer: identifier → polygons, each a list of closed rings, the outer one first.

    Parts that the file lists under one identifier in several places (Gaza and the West Bank, the Azores) come together;
    geometries without an identifier come under the empty text.
    """
    arcs = decode_arcs(raw)
    found: dict[str, list[list[Ring]]] = defaultdict(list)
    for geometry in raw["objects"][layer]["geometries"]:
        for polygon in _polygon_indexes(geometry):
            found[geometry.get("id", "")].append([_ring(arcs, indexes) for indexes in polygon])
    return dict(found)


def shared_arcs(raw: Raw, layer: str) -> dict[frozenset[str], list[Ring]]:
    """Arcs that more than one identifier uses, by the identifiers on both sides: the inland borders."""
    arcs = decode_arcs(raw)
    users: dict[int, set[str]] = defaultdict(set)
    for geometry in raw["objects"][layer]["geometries"]:
        for index in _flat(geometry.get("arcs", [])):
            users[_position(index)].add(geometry.get("id", ""))
    found: dict[frozenset[str], list[Ring]] = defaultdict(list)
    for position in sorted(users):
        if len(users[position]) > 1:
            found[frozenset(users[position])].append(arcs[position])
    return dict(found)


def slim(raw: Raw, *, empty: Collection[str]) -> Raw:
    """The same topology without the arcs that only some layers need, each identifier once.

    Args:
        raw: A quantized topology.
        empty: Layers to keep by name only, so that a reader who asks for one finds it without shapes.
    """
    objects = {
        name: {**layer, "geometries": [] if name in empty else _joined(layer["geometries"])}
        for name, layer in raw["objects"].items()
    }
    used = {
        _position(index)
        for layer in objects.values()
        for geometry in layer["geometries"]
        for index in _flat(geometry.get("arcs", []))
    }
    place = {old: new for new, old in enumerate(sorted(used))}
    for layer in objects.values():
        layer["geometries"] = [
            {**geometry, "arcs": _renumbered(geometry["arcs"], place)} if "arcs" in geometry else geometry
            for geometry in layer["geometries"]
        ]
    return {**raw, "objects": objects, "arcs": [raw["arcs"][old] for old in sorted(used)]}


def _joined(geometries: list[Raw]) -> list[Raw]:
    """Geometries with those of one identifier made one multipolygon, at the place of the first."""
    joined: dict[str, Raw] = {}
    for number, geometry in enumerate(geometries):
        identifier = geometry.get("id", f"#{number}")
        if identifier in joined:
            arcs = [*_polygon_indexes(joined[identifier]), *_polygon_indexes(geometry)]
            joined[identifier] = {**joined[identifier], "type": "MultiPolygon", "arcs": arcs}
        else:
            joined[identifier] = geometry
    return list(joined.values())


def _polygon_indexes(geometry: Raw) -> list[list[list[int]]]:
    """Arc indexes of a geometry as a list of polygons; a geometry without area has none."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry["arcs"]) if geometry["type"] == "MultiPolygon" else []


def _ring(arcs: list[Ring], indexes: list[int]) -> Ring:
    """Join arcs end to end; a negative index is an arc read backwards."""
    ring: Ring = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _position(index: int) -> int:
    """Position of the arc that an index names, whichever way it is read."""
    return index if index >= 0 else ~index


def _flat(indexes: list[Any]) -> Iterator[int]:
    """All arc indexes in nested lists."""
    for entry in indexes:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def _renumbered(indexes: list[Any], place: dict[int, int]) -> list[Any]:
    """Nested arc indexes with every arc at its new place."""
    return [
        _renumbered(entry, place) if isinstance(entry, list) else (place[entry] if entry >= 0 else ~place[~entry])
        for entry in indexes
    ]
