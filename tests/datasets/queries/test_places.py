"""The map: places and routes with the number of shown claims that name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasets.definitions.derive import tables_of
from datasets.filters import Filters
from datasets.queries import places
from tests.datasets.definitions.builders import claim, one, tables

if TYPE_CHECKING:
    from datasets import store


def test_a_place_with_coordinates_shows_with_its_claims_and_one_without_is_no_point(
    rich_release: store.Release,
) -> None:
    found = {r["place_id"]: r["claims"] for r in places.points(tables_of(rich_release, None), Filters()).to_dicts()}
    assert found == {"rajin": 2, "dunay": 2}


def test_a_place_that_no_shown_claim_names_counts_zero(rich_release: store.Release) -> None:
    only = Filters(codes={"claimant": ("lab",)})
    found = {r["place_id"]: r["claims"] for r in places.points(tables_of(rich_release, None), only).to_dicts()}
    assert found == {"rajin": 0, "dunay": 0}


def test_a_claim_that_names_places_counts_once_at_each() -> None:
    made = [one("places", place_id=p, latitude=1.0, longitude=2.0) for p in ("a", "b")]
    found = places.points(tables(*made, claim("c", "2024-01-01", place_ids=["a", "b"])), Filters())
    assert [(r["place_id"], r["claims"]) for r in found.to_dicts()] == [("a", 1), ("b", 1)]


def test_a_route_runs_through_its_places_in_order_of_travel_and_leaves_out_what_has_no_point(
    rich_release: store.Release,
) -> None:
    found = places.lines(tables_of(rich_release, None), Filters())
    by_route = {key[0]: part for key, part in found.group_by("route_id")}
    assert by_route["sea"]["place_id"].to_list() == ["rajin", "dunay"]
    assert by_route["sea"]["claims"].to_list() == [1, 1]
    assert by_route["rail"]["place_id"].to_list() == ["dunay", "rajin"]
    assert by_route["rail"]["claims"].to_list() == [0, 0]
    assert (by_route["sea"]["latitude"][0], by_route["sea"]["is_schematic"][0]) == (42.2, True)


def test_without_places_and_routes_the_map_is_empty_and_still_has_its_columns() -> None:
    assert places.points(tables(), Filters()).columns == places.POINTS.names
    assert places.lines(tables(), Filters()).columns == places.LINES.names
    assert places.lines(tables(), Filters()).height == 0
