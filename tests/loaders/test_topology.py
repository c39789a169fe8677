"""TopoJSON read from a hand-written file: two squares side by side, one of them in two places."""

from __future__ import annotations

from typing import Any

from loaders.topology import decode_arcs, polygons_by_id, shared_arcs, slim


def two_squares() -> dict[str, Any]:
    """``WES`` and ``EAS`` share the arc at 1° east; ``EAS`` has an island; a lake is nobody's."""
    return {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.5], "translate": [0, 10]},
        "arcs": [
            [[2, 0], [0, 2]],  # 0: the border, northwards
            [[2, 2], [-2, 0], [0, -2], [2, 0]],  # 1: the rest of WES
            [[2, 2], [2, 0], [0, -2], [-2, 0]],  # 2: the rest of EAS
            [[20, 0], [2, 0], [0, 2], [-2, -2]],  # 3: the lake
            [[10, 0], [2, 0], [0, 2], [-2, -2]],  # 4: the island
        ],
        "objects": {
            "countries": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "id": "WES", "arcs": [[0, 1]]},
                    {"type": "Polygon", "id": "EAS", "arcs": [[2, 0]], "properties": {"ct": [1.5, 10.5]}},
                    {"type": "MultiPolygon", "id": "EAS", "arcs": [[[4]]], "properties": {"ct": [5.5, 10.2]}},
                    {"type": None, "id": "NIL"},
                ],
            },
            "lakes": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[3]]}]},
        },
    }


def test_arcs_are_sums_of_steps_in_degrees() -> None:
    assert decode_arcs(two_squares())[1] == [(1.0, 11.0), (0.0, 11.0), (0.0, 10.0), (1.0, 10.0)]


def test_parts_of_one_identifier_come_together_and_rings_close() -> None:
    found = polygons_by_id(two_squares(), "countries")
    assert {name: len(polygons) for name, polygons in found.items()} == {"WES": 1, "EAS": 2}
    assert all(ring[0] == ring[-1] for polygons in found.values() for polygon in polygons for ring in polygon)
    assert list(polygons_by_id(two_squares(), "lakes")) == [""]


def test_only_an_arc_with_two_owners_is_a_border() -> None:
    assert shared_arcs(two_squares(), "countries") == {frozenset({"WES", "EAS"}): [[(1.0, 10.0), (1.0, 11.0)]]}


def test_a_slim_file_has_the_same_shapes_each_identifier_once() -> None:
    raw = two_squares()
    small = slim(raw, empty={"lakes"})
    assert len(small["arcs"]) == 4
    assert small["objects"]["lakes"]["geometries"] == []
    assert [geometry["id"] for geometry in small["objects"]["countries"]["geometries"]] == ["WES", "EAS", "NIL"]
    assert small["objects"]["countries"]["geometries"][1]["properties"] == {"ct": [1.5, 10.5]}
    assert polygons_by_id(small, "countries") == polygons_by_id(raw, "countries")
    assert raw == two_squares(), "the input is left alone"


def test_an_arc_read_backwards_stays_backwards_at_its_new_place() -> None:
    raw = two_squares()
    raw["objects"]["countries"]["geometries"] = [{"type": "Polygon", "id": "EAS", "arcs": [[2, 0], [~4]]}]
    small = slim(raw, empty={"lakes"})
    assert small["objects"]["countries"]["geometries"][0]["arcs"] == [[1, 0], [~2]]
