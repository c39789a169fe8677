"""Official shape files → the map files that the pages serve. Development-time only: nothing at run time imports it.

Two npm packages are read as downloaded, none of it is fetched here::

    cd SOURCE_DIR && npm pack plotly.js@4.1.1 world-atlas@2.0.2
    python -m loaders.shapes SOURCE_DIR

Countries, borders and Plotly's own map come from the UN-sourced set in ``plotly.js``; the fine coast of North-East Asia
from Natural Earth's land, which knows no borders. The same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from shapely import affinity

from loaders.errors import TrackerError
from loaders.topology import Raw, Ring, polygons_by_id, shared_arcs, slim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Shape = Any
"""A shapely geometry; shapely brings no types."""
STATIC: Final = Path(__file__).parents[1] / "dashboard" / "static"
GRID: Final = 0.001
"""Coordinates are whole multiples of this many degrees, about 100 m."""
WINDOW: Final = shapely.box(112, 30, 149.1, 56)
"""North-East Asia, where the fine coast replaces the coarse one; its east side runs through open sea."""
OVERLAP: Final = 0.05
"""Degrees by which the fine land reaches over the window, so that no sea shows between the two."""
SMALLEST_LAKE: Final = 0.4
"""Square degrees; Lake Khanka is the smallest that a reader of these maps looks for."""
NEIGHBOURS: Final = frozenset({"156", "408", "410", "496", "643"})
"""China, DPRK, Republic of Korea, Mongolia and Russia in the numbers of ISO 3166, as world-atlas calls them."""
WITHIN_ONE_STATE: Final = (frozenset({"CHN", "HKG"}), frozenset({"CHN", "MAC"}))
"""Shared arcs that are no borders between states."""
UNUSED_LAYERS: Final = ("lakes", "rivers", "subunits")
_WORD: Final = re.compile(r'"(?:[^"\\]|\\.)*"|([A-Za-z_$][\w$]*)(?=\s*:)')
UN: Final = (
    "UN Geodata simplified (United Nations Geospatial)",
    "MIT as part of plotly.js; the United Nations ask to be named as source and allow no commercial use of the data",
)
NATURAL_EARTH: Final = ("Natural Earth 4.1", "public domain")


@dataclass(frozen=True)
class Package:
    """One npm package as packed, and the version it says it is."""

    path: Path
    version: str

    def read(self, name: str) -> str:
        """Text of one file of the package; :class:`TrackerError` if it is not there."""
        try:
            with tarfile.open(self.path) as archive:
                file = archive.extractfile(f"package/{name}")
                return file.read().decode() if file else ""
        except (KeyError, OSError, EOFError, tarfile.TarError) as error:
            reason = str(error).partition("\n")[0]
            raise TrackerError(f"{self.path}: cannot read package/{name}: {reason}") from None


@dataclass(frozen=True)
class MapFile:
    """One file to write.

    Attributes:
        path: Where it goes below ``static/``.
        content: Its bytes.
        source: Where the shapes come from.
        licence: Under which terms.
    """

    path: str
    content: bytes
    source: str
    licence: str


def find_package(folder: Path, name: str) -> Package:
    """The one ``name-<version>.tgz`` in a folder; :class:`TrackerError` unless there is exactly one."""
    found = sorted(folder.glob(f"{name}-[0-9]*.tgz"))
    if len(found) != 1:
        raise TrackerError(f"{folder}: {len(found)} files {name}-*.tgz, one is needed; get it with: npm pack {name}")
    return Package(found[0], found[0].name.removeprefix(f"{name}-").removesuffix(".tgz"))


def geo_asset(script: str, name: str) -> Raw:
    """One topology out of ``plotly-geo-assets.js``, a script that holds each as a JavaScript literal."""
    _, found, rest = script.partition(f'"dist/topojson/{name}.json"(exports, module)')
    if not found:
        raise TrackerError(f"plotly-geo-assets.js: holds no {name}; is this plotly.js 4.1 or newer?")
    literal = rest.partition("module.exports = ")[2].partition(";\n")[0]
    quoted = _WORD.sub(lambda match: f'"{match[1]}"' if match[1] else match[0], literal)
    topology: Raw = json.loads(quoted, parse_float=_number)
    return topology


def _number(text: str) -> float:
    """A number of a minified script, where 1000 is written 1e3."""
    value = float(text)
    return int(value) if value.is_integer() else value


def area(polygons: Iterable[list[Ring]]) -> Shape:
    """Polygons as one valid shape between −180° and 180°, cut at the antimeridian and closed over a pole."""
    parts = []
    for rings in polygons:
        shell, *holes = (_enclosed(ring) for ring in rings)
        parts.append(shell.difference(shapely.union_all(holes)) if holes else shell)
    return shapely.union_all(parts)


def _enclosed(ring: Ring) -> Shape:
    """What one ring encloses; it may cross the antimeridian or run round a pole."""
    degrees = np.array(ring)
    degrees[:, 0] = np.unwrap(degrees[:, 0], period=360)
    if abs(degrees[0, 0] - degrees[-1, 0]) > 180:
        pole = math.copysign(90, degrees[0, 1])
        degrees = np.vstack([degrees, [degrees[-1, 0], pole], [degrees[0, 0], pole]])
    whole = shapely.make_valid(shapely.Polygon(degrees))
    west, _, east, _ = whole.bounds
    turns = range(math.floor((west + 180) / 360), math.ceil((east - 180) / 360) + 1)
    return shapely.union_all([_turned(whole, 360 * turn) for turn in turns])


def _turned(whole: Shape, degrees: int) -> Shape:
    """The part of a shape that lies that many degrees too far east, brought home."""
    part = whole.intersection(shapely.box(degrees - 180, -90, degrees + 180, 90))
    return affinity.translate(part, -degrees)


def halves(shape: Shape) -> list[Shape]:
    """The shape, or its western and eastern half where one of its rings runs round the world."""
    if all(east - west <= 180 for west, _, east, _ in (part.bounds for part in shapely.get_parts(shape))):
        return [shape]
    return [shape.intersection(shapely.box(*sides)) for sides in ((-180, -90, 0, 90), (0, -90, 180, 90))]


def tidy(shape: Shape, dimension: int) -> Shape:
    """Parts of one dimension (1 lines, 2 areas) on the grid, in an order that does not depend on how they were made."""
    snapped = shapely.get_parts(shapely.get_parts(shapely.set_precision(shape, GRID)))
    parts = [part for part in snapped if shapely.get_dimensions(part) == dimension and not part.is_empty]
    kind = shapely.MultiPolygon if dimension == 2 else shapely.MultiLineString
    return shapely.orient_polygons(kind(parts).normalize())


def feature(shape: Shape, **properties: str) -> Raw:
    """A GeoJSON feature with coordinates as short as the grid allows."""
    mapped = shapely.geometry.mapping(shape)
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {**mapped, "coordinates": _rounded(mapped["coordinates"])},
    }


def _rounded(coordinates: Any) -> Any:  # noqa: ANN401
    """Nested coordinates as numbers without superfluous digits."""
    if isinstance(coordinates, float):
        short = round(coordinates, 3)
        return int(short) if short.is_integer() else short
    return [_rounded(entry) for entry in coordinates]


def countries(world: Raw) -> list[Raw]:
    """Every country or area of the UN set, with its ISO 3166 alpha-3 code (X.. for areas of unsettled status)."""
    shapes = {iso: tidy(area(polygons), 2) for iso, polygons in sorted(polygons_by_id(world, "countries").items())}
    return [feature(part, iso=iso) for iso, shape in shapes.items() for part in halves(shape)]


def fine_land(land: Raw) -> list[Raw]:
    """The fine coast inside the window, and what a map needs to lay it over the coarse one.

    Returns:
        Features ``window`` (to be painted as sea), ``land``, and ``seam`` (where the clipping, not the sea, ends the
        land, so that no coast is drawn there).
    """
    reach = WINDOW.buffer(OVERLAP, join_style="mitre")
    everywhere = area(polygon for polygons in polygons_by_id(land, "land").values() for polygon in polygons)
    shape = tidy(everywhere.intersection(reach), 2)
    seam = tidy(reach.exterior.intersection(shape), 1)
    return [feature(WINDOW, kind="window"), feature(shape, kind="land"), feature(seam, kind="seam")]


def borders(world: Raw, near: Raw) -> list[Raw]:
    """Inland borders as lines.

    Args:
        world: The UN set, for all of the world outside the window.
        near: Natural Earth's countries, for the borders of :data:`NEIGHBOURS` inside the window. The UN set draws them
            up to 24 km away, off the fine coast, and knows none between the DPRK and Russia: there the two only touch.
    """
    far = {sides: arcs for sides, arcs in shared_arcs(world, "countries").items() if sides not in WITHIN_ONE_STATE}
    fine = {sides: arcs for sides, arcs in shared_arcs(near, "countries").items() if sides <= NEIGHBOURS}
    lines = shapely.union_all([_lines(far).difference(WINDOW), _lines(fine).intersection(WINDOW)])
    return [feature(tidy(shapely.line_merge(lines), 1))]


def _lines(arcs: dict[frozenset[str], list[Ring]]) -> Shape:
    """All arcs as one shape."""
    return shapely.union_all([shapely.LineString(arc) for found in arcs.values() for arc in found])


def lakes(world: Raw) -> list[Raw]:
    """The large lakes of Natural Earth that come with the UN set."""
    large = [polygon for polygon in polygons_by_id(world, "lakes").get("", []) if area([polygon]).area > SMALLEST_LAKE]
    return [feature(tidy(area(large), 2))]


def make(folder: Path) -> dict[str, MapFile]:
    """All files by logical name, from the two packages in a folder; raises :class:`TrackerError` if one is missing."""
    plotly, atlas = find_package(folder, "plotly.js"), find_package(folder, "world-atlas")
    script = plotly.read("dist/plotly-geo-assets.js")
    world = {name: geo_asset(script, name) for name in ("world_50m", "world_110m")}
    united_nations = (f"{UN[0]}, in plotly.js {plotly.version}", UN[1])
    natural_earth = (f"{NATURAL_EARTH[0]} 1:10m, in world-atlas {atlas.version}", NATURAL_EARTH[1])
    lake_origin = (f"Natural Earth 1:50m, in plotly.js {plotly.version}", NATURAL_EARTH[1])
    both = (f"{united_nations[0]}; North-East Asia: {natural_earth[0]}", f"{UN[1]}; {NATURAL_EARTH[1]}")
    fine_borders = borders(world["world_50m"], json.loads(atlas.read("countries-10m.json")))
    return {
        "countries": layer_file("countries", countries(world["world_50m"]), *united_nations),
        "land": layer_file("land", fine_land(json.loads(atlas.read("land-10m.json"))), *natural_earth),
        "borders": layer_file("borders", fine_borders, *both),
        "lakes": layer_file("lakes", lakes(world["world_50m"]), *lake_origin),
        **{
            name: MapFile(f"topojson/{name}.json", compact(slim(raw, empty=UNUSED_LAYERS)), *united_nations)
            for name, raw in world.items()
        },
    }


def layer_file(name: str, features: list[Raw], source: str, licence: str) -> MapFile:
    """A GeoJSON file that bears the digest of its content in its name, so that browsers may keep it for ever."""
    content = compact({"type": "FeatureCollection", "features": features})
    return MapFile(f"map/{name}-{hashlib.sha256(content).hexdigest()[:12]}.json", content, source, licence)


def compact(document: Raw) -> bytes:
    """JSON without spaces."""
    return json.dumps(document, separators=(",", ":")).encode()


def write(files: dict[str, MapFile], static: Path) -> None:
    """Write the files and ``map/index.json``, then remove layer files of an earlier making."""
    index = {
        name: {
            "file": file.path,
            "sha256": hashlib.sha256(file.content).hexdigest(),
            "bytes": len(file.content),
            "source": file.source,
            "licence": file.licence,
        }
        for name, file in files.items()
    }
    for file in files.values():
        target = static / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
    (static / "map" / "index.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
    kept = {static / file.path for file in files.values()} | {static / "map" / "index.json"}
    for old in set((static / "map").glob("*.json")) - kept:
        old.unlink()


def main(argv: Sequence[str] | None = None) -> int:
    """Make the map files; returns the exit status, 1 with one line on stderr if an input is missing."""
    parser = argparse.ArgumentParser(prog="python -m loaders.shapes", description=__doc__.partition("\n")[0])
    parser.add_argument("source", type=Path, metavar="SOURCE_DIR", help="folder with both packages as packed by npm")
    parser.add_argument("--into", type=Path, default=STATIC, metavar="DIR", help="folder served as app/static")
    arguments = parser.parse_args(argv)
    try:
        files = make(arguments.source)
    except TrackerError as error:
        sys.stderr.write(f"shapes: {error}\n")
        return 1
    write(files, arguments.into)
    sys.stdout.writelines(f"{len(file.content):>9,}  {file.path}\n" for file in files.values())
    return 0


if __name__ == "__main__":
    sys.exit(main())
