"""The ground of the maps as MapLibre and Plotly get it."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any, get_args

import plotly.graph_objects as go
import pytest

from dashboard.figures import basemap
from dashboard.figures.basemap import GROUNDS, PLOTLY_CONFIG, VIEWS, Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

MODES: tuple[Mode, ...] = get_args(Mode)


def everything(document: Any) -> Iterator[Any]:
    """All keys and values of a nested document."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield key
            yield from everything(value)
    elif isinstance(document, list):
        for value in document:
            yield from everything(value)
    else:
        yield document


@pytest.mark.parametrize("mode", MODES)
def test_the_style_prints_no_word_and_asks_nobody_for_letters(mode: Mode) -> None:
    style = basemap.style(mode)
    found = list(everything(style))
    assert "glyphs" not in found
    assert "sprite" not in found
    assert "text-field" not in found
    assert {layer["type"] for layer in style["layers"]} == {"background", "fill", "line"}


@pytest.mark.parametrize("mode", MODES)
def test_every_address_is_relative_and_leads_to_a_file(mode: Mode) -> None:
    addresses = [source["data"] for source in basemap.style(mode)["sources"].values()]
    assert all(address.startswith("app/static/map/") for address in addresses)
    static = basemap._INDEX.parents[1]
    assert all((static / address.removeprefix("app/static/")).is_file() for address in addresses)
    assert not any("//" in str(value) for value in everything(basemap.map_layout(mode, basemap.PORTS)))


def test_layers_name_known_sources_and_no_layer_twice() -> None:
    style = basemap.style("light")
    names = [layer["id"] for layer in style["layers"]]
    assert len(names) == len(set(names))
    assert {layer["source"] for layer in style["layers"] if "source" in layer} == set(style["sources"])


def test_fine_land_lies_over_the_window_and_the_window_over_coarse_land_at_the_same_zooms() -> None:
    layers = {layer["id"]: layer for layer in basemap.style("light")["layers"]}
    order = list(layers)
    assert order.index("countries-fill") < order.index("window") < order.index("land-fill") < order.index("borders")
    assert {layers[name]["minzoom"] for name in ("window", "land-coast", "land-fill", "seam")} == {basemap.FINE_FROM}
    assert "maxzoom" not in layers["countries-fill"], "outside the window the coarse land is all there is"


def test_the_two_modes_have_no_colour_in_common() -> None:
    light, dark = (set(dataclasses.astuple(GROUNDS[mode])) for mode in MODES)
    assert len(light) == len(dark) == 5
    assert not light & dark
    assert json.dumps(basemap.style("light")) != json.dumps(basemap.style("dark"))


@pytest.mark.parametrize("mode", MODES)
def test_ink_can_be_read_on_land_and_sea(mode: Mode) -> None:
    ground = GROUNDS[mode]
    assert contrast(ground.ink, ground.land) >= 7
    assert contrast(ground.ink, ground.sea) >= 7


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2.2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("view", list(VIEWS))
def test_plotly_takes_the_map_layout(mode: Mode, view: str) -> None:
    figure = go.Figure(go.Scattermap(), {"map": basemap.map_layout(mode, VIEWS[view])})
    assert figure.layout.map.zoom == VIEWS[view].zoom


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("area", get_args(basemap.Area))
def test_plotly_takes_the_country_layout_and_its_file_is_there(mode: Mode, area: basemap.Area) -> None:
    layout = basemap.geo_layout(mode, area)
    go.Figure(go.Choropleth(), {"geo": layout})
    assert f"world_{layout['resolution']}m" in basemap.index()
    assert PLOTLY_CONFIG["topojsonURL"] == "app/static/topojson/"


def test_every_call_gives_its_own_dictionary() -> None:
    basemap.geo_layout("light")["projection"]["type"] = "spoilt"
    assert basemap.geo_layout("light")["projection"]["type"] == "natural earth"
