"""Places lie in their country: the shapes of the maps, holes, slack, Crimea, and no maps at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from loaders import paths
from loaders.checks import borders
from tests.loaders.checking import told

if TYPE_CHECKING:
    from pathlib import Path

SQUARE = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0], [0.0, 0.0]]
HOLE = [[4.0, 4.0], [6.0, 4.0], [6.0, 6.0], [4.0, 6.0], [4.0, 4.0]]


@pytest.mark.parametrize(("point", "is_in"), [
    ((5, 2), True), ((5, 5), False), ((3.9, 5), True), ((11, 5), False), ((-1, 0), False), ((5, 11), False), ((9.99, 9.99), True),
])  # fmt: skip
def test_a_point_is_inside_by_the_even_odd_rule(point: tuple[float, float], is_in: bool) -> None:
    assert borders.is_inside(*point, [SQUARE, HOLE]) is is_in


@pytest.mark.parametrize(
    ("point", "km"), [((5, -1), 111.2), ((11, 0.0), 111.2), ((5, 5), 110.8), ((0, 0), 0.0), ((13, -4), 555.0)]
)
def test_distance_is_that_to_the_nearest_border(point: tuple[float, float], km: float) -> None:
    assert borders.distance(*point, [SQUARE, HOLE]) == pytest.approx(km, rel=0.01)


def where(country: str, latitude: float, longitude: float, precision: float = 1) -> tuple[str, dict[str, Any]]:
    return "place-dunay", {
        "country": country,
        "latitude": str(latitude),
        "longitude": str(longitude),
        "precision_km": str(precision),
    }


@pytest.mark.parametrize(("country", "latitude", "longitude"), [
    ("UA", 45.3, 34.4), ("KP", 39.02, 125.75), ("RU", 43.1, 131.9), ("RU", 54.7, 20.5), ("MO", 22.2, 113.55), ("GE", 42.23, 43.97),
    ("RU", 42.413, 130.644), ("US", 40.75, -73.97), ("KP", 38.72, 125.4), ("CY", 35.2, 33.4),
])  # fmt: skip
def test_places_in_their_country_are_let_pass(tmp_path: Path, country: str, latitude: float, longitude: float) -> None:
    assert told(tmp_path, places=where(country, latitude, longitude)) == []


@pytest.mark.parametrize(("country", "latitude", "longitude"), [
    ("RU", 45.3, 34.4), ("KR", 39.02, 125.75), ("KP", 43.1, 131.9), ("RU", 48.0, 37.8), ("KP", 30.0, 125.0), ("UA", 34.4, 45.3),
])  # fmt: skip
def test_a_place_in_another_country_or_at_sea_is_told(
    tmp_path: Path, country: str, latitude: float, longitude: float
) -> None:
    (problem,) = told(tmp_path, places=where(country, latitude, longitude))
    assert problem.startswith("place-dunay: latitude: the point lies ")
    assert f" km outside {country}; allowed: 26 km" in problem


def test_the_precision_widens_what_is_allowed(tmp_path: Path) -> None:
    jeju = where("KR", 32.8, 126.6, precision=100)
    assert told(tmp_path, places=jeju) == []
    assert len(told(tmp_path / "narrow", places=where("KR", 32.8, 126.6, precision=1))) == 1


def test_a_country_without_a_shape_is_told(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, places=where("ZZ", 45, 34))
    assert problem.startswith("place-dunay: country: ZZ has no shape on the map")


def test_without_maps_the_rule_is_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "STATIC", tmp_path / "nowhere")
    assert borders.shapes(tmp_path / "nowhere") is None
    assert told(tmp_path, places=where("RU", 45.3, 34.4)) == []


def test_every_country_of_the_ledger_has_its_shape() -> None:
    shapes = borders.shapes(paths.STATIC)
    assert shapes
    assert {"PRK", "RUS", "UKR", "KOR", "JPN", "USA", "CHN", "GEO"} <= set(shapes)
