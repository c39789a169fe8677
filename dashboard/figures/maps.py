"""Places and routes that claims name, on a map that draws with no network."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from dashboard.figures import theme
from dashboard.figures.basemap import GROUNDS, LABEL_FONT, map_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    import plotly.graph_objects as go
    import polars as pl

    from dashboard.figures.basemap import View
    from dashboard.figures.theme import Mode

MODES: Final = {"sea": 0, "rail": 1, "air": 2, "road": 3}
SMALLEST, LARGEST = 8, 26


def routes(
    points: pl.DataFrame, lines: pl.DataFrame, mode: Mode, *, view: View, name: str, say: Callable[[str], str],
    hover: Callable[[dict[str, Any]], str],
) -> go.Figure:  # fmt: skip
    """Places as marks sized by how many claims name them, routes as lines by mode of transport.

    Args:
        points: Places of :func:`datasets.queries.places.points`.
        lines: Route points of :func:`datasets.queries.places.lines`.
        mode: Ground of the page.
        view: Part of the world shown first.
        name: Column that holds the name in the language of the page.
        say: Label of a mode of transport.
        hover: Text shown over a place.
    """
    traces: list[dict[str, Any]] = []
    seen: set[str] = set()
    for _, group in groupby(lines.to_dicts(), key=lambda row: row["route_id"]):
        stops = list(group)
        kind = stops[0]["mode"]
        traces.append({
            "type": "scattermap", "mode": "lines", "name": say(kind), "legendgroup": kind, "showlegend": kind not in seen,
            "lat": [s["latitude"] for s in stops], "lon": [s["longitude"] for s in stops],
            "line": {"width": 2 if stops[0]["claims"] else 1.2, "color": theme.SEQUENCE[mode][MODES[kind]]},
            "opacity": 0.9 if stops[0]["claims"] else 0.45, "hoverinfo": "text", "text": theme.safe(stops[0][name]),
        })  # fmt: skip
        seen.add(kind)
    places = points.sort("claims").to_dicts()
    largest = max((p["claims"] for p in places), default=0) or 1
    traces.append({
        "type": "scattermap", "mode": "markers+text", "showlegend": False, "lat": [p["latitude"] for p in places],
        "lon": [p["longitude"] for p in places], "customdata": [p["place_id"] for p in places],
        "marker": {"size": [SMALLEST + (LARGEST - SMALLEST) * (p["claims"] / largest) ** 0.5 for p in places],
                   "color": theme.DIRECTION[mode]["dprk_to_russia"], "opacity": 0.85},
        "text": [theme.safe(p[name]) for p in places], "textposition": "top right",
        "textfont": {"size": 12, "family": LABEL_FONT, "color": GROUNDS[mode].ink},
        "hovertext": [theme.safe(hover(p)) for p in places], "hoverinfo": "text",
    })  # fmt: skip
    made = theme.layout(mode, height=560, map=map_layout(mode, view), margin={"l": 0, "r": 0, "t": 34, "b": 0})
    return theme.figure(traces, made)
