"""The ground below every map: land, sea, coast and inland borders, drawn from our own files and from no other place.

Names and labels are never part of it: no word stands on the sea between Korea and Japan or on a disputed islet. The
shapes and their policy are made by ``loaders/shapes.py``.
"""

from __future__ import annotations

import copy
import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

Mode = Literal["light", "dark"]
Area = Literal["world", "north_east_asia"]

SERVED_AT: Final = "app/static/"
"""Relative, so that the maps also work below a base path."""
FINE_FROM: Final = 3.5
"""Zoom from which the fine coast of North-East Asia is drawn: low enough that the overview of the region has it."""
_INDEX: Final = Path(__file__).parents[1] / "static" / "map" / "index.json"


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Colours of a map in one mode.

    Attributes:
        sea: Sea and lakes.
        land: All land, whoever governs it.
        coast: A line where land meets water.
        border: Dashed lines between states, on land only.
        ink: Text and outlines of marks that stand on land or sea.
    """

    sea: str
    land: str
    coast: str
    border: str
    ink: str


GROUNDS: Final[dict[Mode, Ground]] = {
    "light": Ground(sea="#dce7ee", land="#f8f6f1", coast="#9db3c1", border="#a39b8b", ink="#22303a"),
    "dark": Ground(sea="#131b22", land="#27313a", coast="#51636f", border="#7d8790", ink="#e6ebef"),
}


@dataclass(frozen=True, kw_only=True)
class View:
    """What part of the world a map shows first.

    Attributes:
        longitude: Degrees east of the middle.
        latitude: Degrees north of the middle.
        zoom: MapLibre zoom; one more halves the width shown.
    """

    longitude: float
    latitude: float
    zoom: float


WORLD: Final = View(longitude=60.0, latitude=35.0, zoom=0.9)
EURASIA: Final = View(longitude=84.0, latitude=52.0, zoom=2.1)
"""From Kursk to the Pacific ports."""
NORTH_EAST_ASIA: Final = View(longitude=131.0, latitude=42.0, zoom=4.1)
PORTS: Final = View(longitude=131.7, latitude=42.7, zoom=7.4)
"""From Rajin and the Tumen crossing to Vladivostok, Dunay and Vostochny."""

VIEWS: Final[dict[str, View]] = {
    "world": WORLD,
    "eurasia": EURASIA,
    "north_east_asia": NORTH_EAST_ASIA,
    "ports": PORTS,
}

GEO_AREAS: Final[dict[Area, dict[str, Any]]] = {
    "world": {
        "resolution": 110,
        "projection": {"type": "natural earth", "rotation": {"lon": 10}},
        "lataxis": {"range": [-58, 84]},
    },
    "north_east_asia": {
        "resolution": 50,
        "projection": {"type": "mercator"},
        "lonaxis": {"range": [112, 150]},
        "lataxis": {"range": [30, 56]},
    },
}

LABEL_FONT: Final = "sans-serif"
"""``textfont.family`` of labels on a map: the system's own, which knows the scripts of its reader."""

PLOTLY_CONFIG: Final[dict[str, Any]] = {
    "displaylogo": False,
    "topojsonURL": f"{SERVED_AT}topojson/",
    "toImageButtonOptions": {"format": "svg"},
    "scrollZoom": "geo+map",
}
"""For every ``st.plotly_chart``: without ``topojsonURL`` a country map asks a foreign server for its shapes."""


@functools.cache
def index() -> dict[str, dict[str, Any]]:
    """What map files there are: logical name → file below ``static/``, sha256, bytes, source, licence."""
    found: dict[str, dict[str, Any]] = json.loads(_INDEX.read_text(encoding="utf-8"))
    return found


def style(mode: Mode) -> dict[str, Any]:
    """MapLibre style for ``layout.map.style``.

    It has no ``glyphs``: MapLibre then draws the labels of marks, Hangul and kana included, from local fonts. Below
    zoom :data:`FINE_FROM` all land is the UN set; from there on North-East Asia is covered with sea and drawn again
    with its fine coast.
    """
    ground = GROUNDS[mode]
    return {
        "version": 8,
        "sources": {name: _source(name) for name in ("countries", "land", "borders", "lakes")},
        "layers": [
            {"id": "sea", "type": "background", "paint": {"background-color": ground.sea}},
            *_land_layers("countries", ground),
            _fill("window", "land", ground.sea, kind="window"),
            *_land_layers("land", ground),
            _line("seam", "land", ground.land, width=(4, 6), kind="seam"),
            _line("lakes-shore", "lakes", ground.coast, width=(0.5, 2.2)),
            _fill("lakes-fill", "lakes", ground.sea),
            _borders(ground),
        ],
    }


def map_layout(mode: Mode, view: View) -> dict[str, Any]:
    """``layout.map`` for places and routes: the style, and the part of the world shown first."""
    return {
        "style": style(mode),
        "center": {"lon": view.longitude, "lat": view.latitude},
        "zoom": view.zoom,
    }


def geo_layout(mode: Mode, area: Area = "world") -> dict[str, Any]:
    """``layout.geo`` for a map of whole countries; pass :data:`PLOTLY_CONFIG` with it.

    Args:
        mode: Light or dark.
        area: The world without Antarctica, split through the Bering Strait so that no country is cut in two, or
            North-East Asia, for which Plotly asks for its finer file.
    """
    ground = GROUNDS[mode]
    return {
        **copy.deepcopy(GEO_AREAS[area]),
        "fitbounds": False,
        "bgcolor": "rgba(0,0,0,0)",
        "showframe": False,
        "showland": True,
        "landcolor": ground.land,
        "showocean": True,
        "oceancolor": ground.sea,
        "showlakes": False,
        "showrivers": False,
        "showcoastlines": True,
        "coastlinecolor": ground.coast,
        "coastlinewidth": 0.6,
        "showcountries": True,
        "countrycolor": ground.border,
        "countrywidth": 0.5,
    }


def _source(name: str) -> dict[str, Any]:
    """A GeoJSON source at its content-hashed address."""
    return {"type": "geojson", "data": SERVED_AT + index()[name]["file"]}


def _land_layers(source: str, ground: Ground) -> list[dict[str, Any]]:
    """Land over a line twice as wide as its coast: what shows is the coast, while cuts and borders stay hidden."""
    kind = "land" if source == "land" else None
    return [
        _line(f"{source}-coast", source, ground.coast, width=(1.2, 2.6), kind=kind),
        _fill(f"{source}-fill", source, ground.land, kind=kind),
    ]


def _fill(name: str, source: str, colour: str, *, kind: str | None = None) -> dict[str, Any]:
    return {"id": name, "type": "fill", "source": source, "paint": {"fill-color": colour}} | _only(kind)


def _line(
    name: str, source: str, colour: str, *, width: tuple[float, float], kind: str | None = None
) -> dict[str, Any]:
    """A solid line, its width growing from zoom 1 to 8."""
    return {
        "id": name,
        "type": "line",
        "source": source,
        "layout": {"line-join": "round"},
        "paint": {"line-color": colour, "line-width": _by_zoom(*width)},
    } | _only(kind)


def _borders(ground: Ground) -> dict[str, Any]:
    return {
        "id": "borders",
        "type": "line",
        "source": "borders",
        "layout": {"line-join": "round"},
        "paint": {"line-color": ground.border, "line-width": _by_zoom(0.5, 1.3), "line-dasharray": [3, 2]},
    }


def _only(kind: str | None) -> dict[str, Any]:
    """Restrict a layer to one kind of feature of the fine land, and to the zooms that show it."""
    return {"filter": ["==", ["get", "kind"], kind], "minzoom": FINE_FROM} if kind else {}


def _by_zoom(far: float, near: float) -> list[Any]:
    """A number that grows evenly from zoom 1 to zoom 8."""
    return ["interpolate", ["linear"], ["zoom"], 1, far, 8, near]
