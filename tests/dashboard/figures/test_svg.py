"""Figures on paper: what they say is what the page's figure says, and what is not understood is not drawn."""

from __future__ import annotations

import copy
import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import lxml.etree
import numpy as np
import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard import address, data, pages, shown
from dashboard.brief_page import Given
from dashboard.figures import (
    changes,
    claims,
    coverage,
    maps,
    measures,
    svg,
    svg_maps,
    svg_marks,
    svg_paper,
    theme,
)
from dashboard.figures.basemap import PORTS, geo_layout
from dashboard.figures.svg_shapes import natural_earth
from dashboard.parts.book import BOOK
from dashboard.parts.part import Asked
from dashboard.text import speak
from datasets.columns import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACE = {"s": "http://www.w3.org/2000/svg", "x": "http://www.w3.org/1999/xlink"}
JANUARY, FEBRUARY, MARCH = (dt.date(2024, month, 1) for month in (1, 2, 3))
TABS = [(slug, tab) for slug, chapter in BOOK.items() for tab in chapter.tabs or ("",)]


def drawn(figure: go.Figure) -> Any:
    """A figure on paper as a tree; fails if it is refused."""
    made = svg.draw(figure)
    assert made is not None
    return lxml.etree.fromstring(made.svg.encode())


def words(tree: Any) -> list[str]:
    """Its texts in order."""
    return [str(text) for text in tree.xpath("//s:text/text()", namespaces=NAMESPACE)]


def boxes(tree: Any, colour: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of the areas of a colour."""
    found = tree.xpath(f"//s:path[contains(@style, 'fill: {colour}')]/@d", namespaces=NAMESPACE)
    return [box(path) for path in found]


def box(path: str) -> tuple[float, float, float, float]:
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", path)]
    x, y = numbers[::2], numbers[1::2]
    return min(x), min(y), max(x), max(y)


@pytest.fixture
def spoken() -> Iterator[None]:
    yield
    speak("en")


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("slug", "tab"), TABS)
def test_every_figure_of_every_page_is_drawn(
    slug: str, tab: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_TABLES", "")
    monkeypatch.setattr(data, "_opened", None)
    speak(language)
    state = shown.settled(slug, pages.used(slug, address.DEFAULT.but(lang=language)))
    part = BOOK[slug].part(Asked(state, tab, "light", Given()))
    if part.figure is not None:
        text = words(drawn(part.figure))
        assert tab == "map" or any(re.search(r"\d", word) for word in text)
        named = {t["name"] for t in part.figure.to_plotly_json()["data"] if t.get("name") and t.get("showlegend", True)}
        assert {theme.safe(word) for word in text} >= {name if "&" in name else theme.safe(name) for name in named}


def months(*counts: tuple[dt.date | None, str, int]) -> pl.DataFrame:
    return pl.DataFrame(counts, schema={"month": pl.Date, "jurisdiction": pl.String, "n": pl.Int64}, orient="row")


def test_bars_are_as_high_as_their_numbers_and_stand_on_each_other() -> None:
    frame = months((JANUARY, "US", 2), (FEBRUARY, "US", 4), (FEBRUARY, "KR", 1))
    tree = drawn(measures.new_by_month(frame, frame.clear(), "light", say=str, words=("?", "!")))
    two, four, key = boxes(tree, theme.JURISDICTION["light"]["US"])
    assert key[3] < two[1], "the legend stands above"
    assert (four[3] - four[1]) / (two[3] - two[1]) == pytest.approx(2, rel=0.01)
    patterned = [box(p) for p in tree.xpath("//s:path[contains(@style, 'fill: url(#h')]/@d", namespaces=NAMESPACE)]
    (one,) = [b for b in patterned if b[0] == four[0]]
    assert one[3] == pytest.approx(four[1], abs=0.2)
    assert (one[3] - one[1]) == pytest.approx((two[3] - two[1]) / 2, abs=0.3)
    assert {"US", "KR", "0"} <= set(words(tree))


def test_what_is_announced_and_not_held_stands_on_the_bars_in_outline() -> None:
    named, unread = months((JANUARY, "US", 2)), months((JANUARY, "US", 2), (JANUARY, "KR", 1))
    tree = drawn(measures.new_by_month(named, unread, "light", say=str, words=("?", "not held")))
    assert words(tree).count("not held") == 1
    hatched = [box(p) for p in tree.xpath("//s:path[contains(@style, 'fill: url(#h')]/@d", namespaces=NAMESPACE)]
    (two, *_) = boxes(tree, theme.JURISDICTION["light"]["US"])
    above = sorted((b for b in hatched if b[0] == two[0]), key=lambda b: -b[3])
    assert above[0][3] == pytest.approx(two[1], abs=0.2)
    assert [round((b[3] - b[1]) / (two[3] - two[1]), 1) for b in above] == [1.0, 0.5]


def test_few_changes_are_counted_in_whole_numbers() -> None:
    tree = drawn(
        changes.by_reason(
            {("claims", "world"): 2, ("claims", None): 1, ("events", "scope"): 1}, "light", name=str, say=str
        )
    )
    assert [word for word in words(tree) if word.isdecimal()] == ["0", "1", "2", "3"]


def test_numbers_in_bars_are_printed() -> None:
    counts = {("US", "listed"): 76, ("US", "none"): 40, ("KR", "listed"): 60}
    tree = drawn(coverage.states(counts, "light", say=lambda _, code: code))
    assert {"76", "40", "60", "US", "KR", "listed", "none"} <= set(words(tree))


def test_marks_lie_where_their_numbers_say_and_time_runs_to_the_right() -> None:
    trace = {"type": "scatter", "mode": "markers", "x": [JANUARY, FEBRUARY, MARCH], "y": [0, 10, 5], "name": "a",
             "marker": {"symbol": "square", "color": "#123456", "size": 8}}  # fmt: skip
    tree = drawn(
        theme.figure([trace], theme.layout("light", height=300, xaxis={"type": "date"}, yaxis={"rangemode": "tozero"}))
    )
    spots = [
        (float(u.get("x")), float(u.get("y")))
        for u in tree.xpath("//s:use[contains(@style, '#123456')]", namespaces=NAMESPACE)
    ]
    (x0, y0), (x1, y1), (x2, y2) = spots[:3]
    assert x0 < x1 < x2
    assert (x1 - x0) / (x2 - x1) == pytest.approx(31 / 29, rel=0.02)
    assert y1 < y2 < y0
    assert (y0 - y2) == pytest.approx((y0 - y1) / 2, abs=0.2)


def test_running_totals_keep_their_height_until_the_next() -> None:
    x, y = svg_marks.stepped([0, 10, 20], [1, 3, 2])
    assert list(zip(x, y, strict=True)) == [(0, 1), (10, 1), (10, 3), (20, 3), (20, 2)]


def test_a_row_without_its_own_place_shifts_nothing() -> None:
    trace = {
        "type": "scatter",
        "mode": "lines",
        "x": [JANUARY, MARCH, None],
        "y": ["a", "a", "a"],
        "line": {"color": "#123456"},
    }
    tree = drawn(
        theme.figure([trace], theme.layout("light", height=300, xaxis={"type": "date"}, yaxis={"type": "category"}))
    )
    assert tree.xpath("//s:path[contains(@style, '#123456')]", namespaces=NAMESPACE)


@pytest.mark.parametrize("text", ["a $x$ b", "<b>&\"'", "포탄 152mm", "砲弾（推定）", "ракеты"])
def test_words_stay_words(text: str) -> None:
    trace = {"type": "bar", "x": [JANUARY], "y": [3], "name": theme.safe(text), "marker": {"color": "#123456"}}
    assert text in words(drawn(theme.figure([trace], theme.layout("light", height=300, xaxis={"type": "date"}))))


def test_a_drawing_brings_no_font_date_metadata_or_address() -> None:
    frame = months((JANUARY, "US", 2), (FEBRUARY, "EU", 4))
    first, second = (
        svg.draw(measures.new_by_month(frame, frame.clear(), "light", say=str, words=("?", "!"))) for _ in range(2)
    )
    assert first == second
    assert first is not None
    assert not re.search(r"metadata|font-family|purl\.org|<image|<script", first.svg)
    assert set(re.findall(r"https?://[^\"]*", first.svg)) == {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


FOREIGN: list[tuple[str, Any]] = [
    ("layout.barmode", "relative"), ("layout.xaxis.type", "log"), ("layout.xaxis.tickangle", 45), ("layout.xaxis.dtick", "M1"),
    ("layout.sliders", []),
    ("layout.yaxis.autorange", "min reversed"),
    ("layout.shapes", [{"type": "circle", "x0": 0, "x1": 1, "y0": 0, "y1": 1, "line": {"color": "#000000"}}]),
    ("layout.annotations", [{"text": "a", "x": 0, "y": 0, "showarrow": True}]), ("data.type", "pie"),
    ("data.offset", 3), ("data.marker.symbol", "asterisk"), ("data.marker.colorscale", "Viridis"), ("data.text", ["1"]),
    ("data.marker.pattern", {"shape": "~"}), ("data.textposition", "outside"), ("data.orientation", "v"),
]  # fmt: skip


@pytest.mark.parametrize(("where", "value"), FOREIGN)
def test_a_figure_that_says_more_than_is_understood_is_refused(where: str, value: Any) -> None:
    trace = {"type": "bar", "x": [1], "y": [3], "name": "a", "marker": {"color": "#123456"}}
    made: dict[str, Any] = {"data": [trace], "layout": theme.layout("light", height=300)}
    assert svg.draw(go.Figure(copy.deepcopy(made), _validate=False)) is not None
    place: Any = made["layout"] if where.startswith("layout") else made["data"][0]
    *path, last = where.split(".")[1:]
    for step in path:
        place = place.setdefault(step, {})
    place[last] = value
    assert svg.draw(go.Figure(made, _validate=False)) is None


@pytest.mark.parametrize(
    "traces", [[], [{"type": "scattermap", "mode": "markers", "lat": [], "lon": []}, {"type": "bar", "x": [], "y": []}]]
)
def test_what_cannot_lie_together_is_refused(traces: list[dict[str, Any]]) -> None:
    assert svg.draw(theme.figure(traces, theme.layout("light", height=300))) is None


def test_places_lie_where_they_are_and_those_beyond_the_edge_are_counted() -> None:
    points = pl.DataFrame([
        {"place_id": n, "name_en": n, "latitude": lat, "longitude": lon, "claims": 1, "name_native": "", "precision_km": 1.0}
        for n, lat, lon in (("middle", PORTS.latitude, PORTS.longitude), ("east", PORTS.latitude, PORTS.longitude + 1),
                            ("Paris", 48.9, 2.3))
    ])  # fmt: skip
    lines = pl.DataFrame(schema={"route_id": pl.String, "mode": pl.String, "claims": pl.Int64, "latitude": pl.Float64,
                                 "longitude": pl.Float64, "name_en": pl.String})  # fmt: skip
    figure = maps.routes(points, lines, "light", view=PORTS, name="name_en", say=str, hover=lambda _: "")
    made = svg.draw(figure)
    assert made is not None
    assert made.hidden == 1
    tree: Any = lxml.etree.fromstring(made.svg.encode())
    colour = theme.DIRECTION["light"]["dprk_to_russia"]
    spots = sorted(
        (float(u.get("x")), float(u.get("y")))
        for u in tree.xpath(f"//s:use[contains(@style, '{colour}')]", namespaces=NAMESPACE)
    )
    assert spots[0] == pytest.approx((svg.WIDE / 2, 6 + svg_maps.HIGH / 2), abs=1)
    degree = 512 * 2**PORTS.zoom / 360 * svg.WIDE / svg_maps.SCREEN
    assert spots[1][0] - spots[0][0] == pytest.approx(degree, rel=0.01)
    assert {"middle", "east"} <= set(words(tree))
    assert "Paris" not in words(tree)


def test_countries_are_shaded_by_their_numbers_and_those_without_a_shape_counted() -> None:
    frame = pl.DataFrame({"country": ["RU", "KP", "XX"], "listings": [10, 5, 1]})
    alpha3 = {"RU": "RUS", "KP": "PRK", "XX": "XXX"}.get
    made = svg.draw(measures.countries(frame, "light", alpha3=alpha3, value="listings"))
    assert made is not None
    assert made.hidden == 1
    tree = lxml.etree.fromstring(made.svg.encode())
    ((left, top, right, _),) = boxes(tree, "#0a4f7d")[:1]
    assert right - left > 150, "Russia is the widest"
    half = svg_paper.mixed("#0a4f7d", "#d7e6f1", 0.5)
    korea = boxes(tree, half)[0]
    assert left < korea[0] < right
    assert korea[1] > top
    assert {"0", "10"} <= set(words(tree))
    assert geo_layout("light")["landcolor"] in made.svg


def test_crimea_has_the_colour_of_ukraine() -> None:
    figure = measures.countries(pl.DataFrame({"country": ["RU", "UA"], "listings": [10, 5]}), "light",
                                alpha3={"RU": "RUS", "UA": "UKR"}.get, value="listings")  # fmt: skip
    tree = drawn(figure)
    ukraine = boxes(tree, svg_paper.mixed("#0a4f7d", "#d7e6f1", 0.5))[0]
    kyiv_to_sevastopol = natural_earth(np.array([[30.5, 50.4], [33.5, 44.6]]), 10)
    assert ukraine[3] - ukraine[1] > 0.9 * abs(kyiv_to_sevastopol[0, 1] - kyiv_to_sevastopol[1, 1]) * svg.WIDE / 6


def test_error_bars_reach_from_bound_to_bound() -> None:
    frame = pl.DataFrame([
        {"series_id": "s", "family_id": "f", "claimant_id": "c", "measure_of": "level", "series_break": None, "claimed_latest": MARCH,
         "claimed": "2024-03", "mark": 100.0, "low": 50.0, "high": 200.0, "hedge": "range", "bounds_by": "claimant", "claim_id": "x",
         "quantity_display": "50–200", "period_start_earliest": None, "period_end_latest": None, "stage": "shipped"}
    ])  # fmt: skip
    tree = drawn(claims.estimates(frame, "light", say=str, note=lambda _: "n", axis="unit"))
    colour = theme.SEQUENCE["light"][0]
    (spot,) = [float(u.get("y")) for u in tree.xpath(f"//s:use[contains(@style, '{colour}')]", namespaces=NAMESPACE)][
        :1
    ]
    strokes = [box(p) for p in tree.xpath(f"//s:path[contains(@style, 'stroke: {colour}')]/@d", namespaces=NAMESPACE)]
    tall = max(strokes, key=lambda b: b[3] - b[1])
    assert (spot - tall[1]) / (tall[3] - spot) == pytest.approx(2, rel=0.02)
