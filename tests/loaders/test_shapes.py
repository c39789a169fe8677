"""The maker on a hand-written world of squares, and the committed map files against places we know."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import re
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import shapely

from loaders import shapes
from loaders.topology import polygons_by_id

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
KM = 111.0
"""Kilometres per degree of latitude; of longitude it is less, so distances come out too long, never too short."""


def topology(**layers: dict[str, list[list[tuple[int, int]]]]) -> dict[str, Any]:
    """A topology in whole degrees whose arcs are used once each: layer → identifier → rings.

    A ring that occurs in two identifiers is one arc, so its owners share a border.
    """
    arcs: list[list[tuple[int, int]]] = []
    objects: dict[str, Any] = {}
    for layer, shapes_by_id in layers.items():
        geometries = []
        for name, lines in shapes_by_id.items():
            for line in lines:
                if line not in arcs:
                    arcs.append(line)
            indexes = [[arcs.index(line) for line in lines]]
            geometries.append({"type": "Polygon", "arcs": indexes} | ({"id": name} if name else {}))
        objects[layer] = {"type": "GeometryCollection", "geometries": geometries}
    steps = [
        [list(arc[0]), *([x - before[0], y - before[1]] for before, (x, y) in itertools.pairwise(arc))] for arc in arcs
    ]
    return {"type": "Topology", "objects": objects, "arcs": steps, "transform": {"scale": [1, 1], "translate": [0, 0]}}


def square(west: int, south: int, east: int, north: int) -> list[tuple[int, int]]:
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


BORDER = [(20, 0), (20, 10)]
HARBOUR = [(114, 22), (114, 23)]
COARSE = [(130, 42), (130, 44)]
FINE = [(131, 42), (131, 44)]
FAR = [(20, 50), (20, 54)]
COUNTRIES = {
    "AAA": [BORDER, [(20, 10), (10, 10), (10, 0), (20, 0)]],
    "BBB": [BORDER, [(20, 10), (30, 10), (30, 0), (20, 0)]],
    "RUS": [COARSE, [(130, 44), (178, 60), (-170, 60), (130, 42)]],
    "CHN": [COARSE, [(130, 44), (120, 44), (120, 42), (130, 42)]],
    "HKG": [HARBOUR, [(114, 23), (113, 22), (114, 22)]],
    "ATA": [[(-180, -70), (-90, -75), (0, -70), (90, -75), (-180, -70)]],
}
WORLD = topology(
    countries=COUNTRIES,
    lakes={"": [square(12, 2, 14, 4)]},
    subunits={"NY": [square(40, 0, 41, 1)]},
)
LAND = topology(land={"": [square(100, 35, 140, 50)]})
NEAR = topology(
    countries={
        "156": [FINE, [(131, 44), (120, 44), (120, 42), (131, 42)]],
        "643": [FINE, [(131, 44), (150, 44), (150, 42), (131, 42)], FAR],
        "804": [FAR, [(20, 54), (10, 54), (10, 50), (20, 50)]],
    }
)


def script(**topologies: dict[str, Any]) -> str:
    """What ``plotly-geo-assets.js`` looks like: names without quotes, 1000 as 1e3."""
    parts = []
    for name, raw in topologies.items():
        literal = re.sub(r'"(\w+)":', r"\1: ", json.dumps(raw)).replace(" 1000,", " 1e3,")
        parts.append(f'"dist/topojson/{name}.json"(exports, module) {{\n  module.exports = {literal};\n}}\n')
    return "".join(parts)


def pack(folder: Path, package: str, **files: str) -> None:
    """Write a package as ``npm pack`` does."""
    with tarfile.open(folder / f"{package}.tgz", "w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with both packages of the small world."""
    folder = tmp_path / "packages"
    folder.mkdir()
    pack(folder, "plotly.js-4.1.1", **{"dist/plotly-geo-assets.js": script(world_50m=WORLD, world_110m=WORLD)})
    near = {"land-10m.json": json.dumps(LAND), "countries-10m.json": json.dumps(NEAR)}
    pack(folder, "world-atlas-2.0.2", **near)
    return folder


def read(static: Path, name: str) -> list[tuple[dict[str, str], Any]]:
    """Properties and shape of every feature of a layer."""
    index = json.loads((static / "map" / "index.json").read_text(encoding="utf-8"))
    features = json.loads((static / index[name]["file"]).read_bytes())["features"]
    return [(each["properties"], shapely.geometry.shape(each["geometry"])) for each in features]


@pytest.fixture
def made(source: Path, tmp_path: Path) -> Path:
    """The static folder of the small world."""
    assert shapes.main([str(source), "--into", str(tmp_path / "static")]) == 0
    return tmp_path / "static"


def rings(shape: Any) -> Iterator[Any]:
    for part in shapely.get_parts(shape):
        yield part.exterior
        yield from part.interiors


def test_a_country_across_the_antimeridian_is_cut_there(made: Path) -> None:
    (russia,) = (shape for properties, shape in read(made, "countries") if properties["iso"] == "RUS")
    assert russia.is_valid
    assert russia.bounds[0] == -180
    assert russia.bounds[2] == 180
    assert all(ring.bounds[2] - ring.bounds[0] <= 180 for ring in rings(russia))
    assert russia.contains(shapely.Point(-175, 59.8))


def test_a_country_round_the_pole_reaches_it_in_two_halves(made: Path) -> None:
    halves = [shape for properties, shape in read(made, "countries") if properties["iso"] == "ATA"]
    assert [shape.bounds[:1] + shape.bounds[2:3] for shape in halves] == [(-180, 0), (0, 180)]
    assert all(shape.contains(shapely.Point(x, -89)) for shape, x in zip(halves, (-90, 90), strict=True))


def test_borders_are_shared_arcs_of_states_and_fine_ones_inside_the_window(made: Path) -> None:
    ((_, lines),) = read(made, "borders")
    expected = shapely.union_all([shapely.LineString(arc) for arc in (BORDER, FINE)])
    assert lines.equals(expected), "no harbour of one state, no coarse line in the window, no far line of the fine set"


def test_fine_land_ends_just_outside_the_window_and_the_seam_says_where(made: Path) -> None:
    found = {properties["kind"]: shape for properties, shape in read(made, "land")}
    assert found["window"].equals(shapes.WINDOW)
    assert found["land"].bounds == (111.95, 35, 140, 50)
    assert found["seam"].equals(shapely.LineString([(111.95, 35), (111.95, 50)])), "the other three sides are coast"


def test_the_file_for_plotly_keeps_countries_and_leaves_out_what_is_not_drawn(made: Path) -> None:
    small = json.loads((made / "topojson" / "world_110m.json").read_bytes())
    assert small["objects"]["subunits"]["geometries"] == small["objects"]["lakes"]["geometries"] == []
    assert polygons_by_id(small, "countries") == polygons_by_id(WORLD, "countries")


def test_same_input_gives_same_bytes_and_takes_away_old_files(source: Path, made: Path, tmp_path: Path) -> None:
    (made / "map" / "countries-000000000000.json").write_text("{}")
    shapes.main([str(source), "--into", str(made)])
    shapes.main([str(source), "--into", str(tmp_path / "again")])
    assert files_of(made) == files_of(tmp_path / "again")


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_thousand_in_a_minified_script_is_a_whole_number() -> None:
    text = script(world_50m={"arcs": [[[1000, 5], [-1000, 0]]], "name": "a: b"}).replace("-1000", "-1e3")
    assert shapes.geo_asset(text, "world_50m") == {"arcs": [[[1000, 5], [-1000, 0]]], "name": "a: b"}


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda folder: (folder / "plotly.js-4.1.1.tgz").unlink(), "npm pack plotly.js"),
        (lambda folder: pack(folder, "plotly.js-4.2.0"), "2 files plotly.js-*.tgz, one is needed"),
        (lambda folder: pack(folder, "world-atlas-2.0.2"), "cannot read package/countries-10m.json"),
        (lambda folder: (folder / "world-atlas-2.0.2.tgz").write_bytes(b"cut short"), "cannot read package/"),
        (lambda folder: pack(folder, "plotly.js-4.1.1", **{"dist/plotly-geo-assets.js": ""}), "holds no world_50m"),
    ],
)
def test_a_missing_input_is_one_clear_line_and_nothing_is_written(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Any, message: str
) -> None:
    spoil(source)
    assert shapes.main([str(source), "--into", str(tmp_path / "static")]) == 1
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert not (tmp_path / "static").exists()


def test_nothing_at_run_time_imports_the_maker() -> None:
    importing = re.compile(
        r"^\s*(from loaders import .*\bshapes\b|(from|import) (loaders\.shapes|shapely))", re.MULTILINE
    )
    modules = [path for package in ("datasets", "loaders", "dashboard") for path in (ROOT / package).rglob("*.py")]
    assert [path.name for path in modules if importing.search(path.read_text(encoding="utf-8"))] == ["shapes.py"]


# The committed files.


@pytest.fixture(scope="module")
def committed() -> dict[str, list[tuple[dict[str, str], Any]]]:
    return {name: read(shapes.STATIC, name) for name in ("countries", "land", "borders", "lakes")}


def test_committed_files_are_those_of_the_index_and_small() -> None:
    index = json.loads((shapes.STATIC / "map" / "index.json").read_text(encoding="utf-8"))
    for entry in index.values():
        content = (shapes.STATIC / entry["file"]).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        assert (entry["sha256"], entry["bytes"]) == (digest, len(content))
        assert entry["file"].startswith("topojson/") or digest[:12] in entry["file"]
        assert entry["source"]
        assert entry["licence"]
    layers = {entry["file"] for entry in index.values()}
    present = {
        str(path.relative_to(shapes.STATIC))
        for folder in ("map", "topojson")
        for path in (shapes.STATIC / folder).iterdir()
    }
    assert present == layers | {"map/index.json"}
    assert sum(entry["bytes"] for entry in index.values()) < 3_000_000


def test_committed_shapes_are_valid_and_no_ring_runs_round_the_world(committed: Any) -> None:
    every = [shape for layer in committed.values() for _, shape in layer]
    assert all(shape.is_valid and not shape.is_empty for shape in every)
    areas = [shape for shape in every if shape.geom_type in {"Polygon", "MultiPolygon"}]
    assert all(ring.bounds[2] - ring.bounds[0] <= 180 for shape in areas for ring in rings(shape))


def test_no_two_committed_countries_cover_the_same_ground(committed: Any) -> None:
    every = [shape for _, shape in committed["countries"]]
    pairs = shapely.STRtree(every).query(every, predicate="overlaps").T
    assert [(a, b) for a, b in pairs if every[a].intersection(every[b]).area > 1e-6] == []


@pytest.fixture(scope="module")
def by_country(committed: Any) -> dict[str, dict[str, Any]]:
    """Set → country → shape, for the layer of the maps and both files of Plotly."""
    found: dict[str, dict[str, Any]] = {"layer": {}}
    for properties, shape in committed["countries"]:
        found["layer"][properties["iso"]] = shape.union(found["layer"].get(properties["iso"], shape))
    for name in ("world_50m", "world_110m"):
        raw = json.loads((shapes.STATIC / "topojson" / f"{name}.json").read_bytes())
        found[name] = {iso: shapes.area(polygons) for iso, polygons in polygons_by_id(raw, "countries").items()}
    return found


@pytest.mark.parametrize("name", ["layer", "world_50m", "world_110m"])
@pytest.mark.parametrize(
    ("place", "at", "iso"),
    [
        ("Simferopol", (34.10, 44.95), "UKR"), ("Kerch", (36.40, 45.35), "UKR"), ("Sevastopol", (33.70, 44.70), "UKR"),
        ("Donetsk", (37.80, 48.00), "UKR"), ("Kursk", (36.19, 51.73), "RUS"), ("Pyongyang", (125.75, 39.03), "PRK"),
        ("Seoul", (127.00, 37.60), "KOR"), ("Iturup", (147.80, 45.05), "RUS"), ("Taipei", (121.50, 25.00), "TWN"),
    ],
)  # fmt: skip
def test_place_is_in_no_country_but_the_right_one(
    by_country: Any, name: str, place: str, at: tuple[float, float], iso: str
) -> None:
    near = {country: shape.distance(shapely.Point(at)) * KM for country, shape in by_country[name].items()}
    assert min(near, key=lambda country: near[country]) == iso, place
    assert near[iso] < (15 if name == "world_110m" else 0.001), f"{place}: coasts are coarser in the world file"


def test_kunashir_is_with_russia_where_it_is_drawn(by_country: Any) -> None:
    """The method page says so: the UN set's own choice. The coarsest file leaves the island out."""
    island = shapely.Point(145.8, 44.1)
    assert by_country["layer"]["RUS"].contains(island)
    assert by_country["world_50m"]["RUS"].contains(island)
    assert not any(shape.contains(island) for shape in by_country["world_110m"].values())


@pytest.mark.parametrize("name", ["world_50m", "world_110m"])
def test_every_identifier_of_a_file_for_plotly_occurs_once(name: str) -> None:
    raw = json.loads((shapes.STATIC / "topojson" / f"{name}.json").read_bytes())
    names = [geometry["id"] for geometry in raw["objects"]["countries"]["geometries"]]
    assert len(names) == len(set(names)), "plotly.js colours only the first"


@pytest.mark.parametrize(
    ("port", "at"),
    [
        ("Vladivostok", (131.89, 43.12)), ("Rajin", (130.29, 42.24)), ("Wonsan", (127.45, 39.16)),
        ("Dunay", (132.33, 42.88)), ("Vostochny", (133.07, 42.74)), ("Chongjin", (129.80, 41.78)),
    ],
)  # fmt: skip
def test_port_is_on_the_fine_land_or_within_three_kilometres(
    committed: Any, port: str, at: tuple[float, float]
) -> None:
    (land,) = (shape for properties, shape in committed["land"] if properties["kind"] == "land")
    assert land.distance(shapely.Point(at)) * KM < 3, port


def test_the_border_of_dprk_and_russia_is_drawn_from_the_tripoint_to_the_sea(committed: Any) -> None:
    ((_, lines),) = committed["borders"]
    (land,) = (shape for properties, shape in committed["land"] if properties["kind"] == "land")
    near = lines.intersection(shapely.box(130.5, 42.25, 130.8, 42.5))
    assert near.distance(shapely.Point(130.65, 42.42)) * KM < 5, "between Tumangang and Khasan"
    assert near.distance(land.boundary) * KM < 0.5
