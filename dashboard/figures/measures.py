"""Measures over time, by kind, and where listed parties sit."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from dashboard.figures import theme
from dashboard.figures.basemap import geo_layout

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import plotly.graph_objects as go
    import polars as pl

    from dashboard.figures.theme import Mode

HEIGHT = 380


def new_by_month(
    frame: pl.DataFrame, unread: pl.DataFrame, mode: Mode, *, say: Callable[[str], str], words: tuple[str, str]
) -> go.Figure:
    """Stacked bars per month and jurisdiction; what is not known to the month, or not held by name, is hatched.

    Args:
        frame: ``month``, ``jurisdiction``, ``n``.
        unread: The same of targets that were announced and are not held by name.
        mode: Ground of the page.
        say: Label of a jurisdiction.
        words: Labels of the bin for rows whose dates span months, and of what is not held by name.
    """
    months, spanning = theme.months(frame, "jurisdiction"), frame.filter(frame["month"].is_null())
    traces: list[dict[str, Any]] = []
    for code in _order(frame["jurisdiction"].unique().to_list()):
        x, y = months.get(code, ([], []))
        traces.append({
            "type": "bar", "name": say(code), "x": x, "y": y,
            "marker": _marker(code, mode), "hovertemplate": "%{x|%Y-%m}: %{y}<extra>%{fullData.name}</extra>",
        })  # fmt: skip
    traces += _remainder(unread, mode, words[1])
    if spanning.height:
        last = frame["month"].max()
        place = (last if isinstance(last, dt.date) else dt.date(2022, 1, 1)) + dt.timedelta(days=92)
        traces.append({
            "type": "bar", "name": words[0], "x": [place], "y": [int(spanning["n"].sum())],
            "marker": {"color": theme.INK[mode]["muted"], "pattern": {"shape": theme.UNKNOWN_PATTERN, "solidity": 0.35}},
            "hovertemplate": "%{y}<extra>%{fullData.name}</extra>",
        })  # fmt: skip
    made = theme.layout(mode, height=HEIGHT, barmode="stack", bargap=0.15,
                        xaxis={"type": "date", "showgrid": False, "hoverformat": "%Y-%m", "automargin": False},
                        yaxis={"rangemode": "tozero", "automargin": False})  # fmt: skip
    return theme.figure(traces, made)


def cumulative(frame: pl.DataFrame, mode: Mode, *, say: Callable[[str], str]) -> go.Figure:
    """Running totals per jurisdiction as steps; rows not known to the month come in at the end."""
    traces = []
    for code in _order(frame["jurisdiction"].unique().to_list()):
        part = frame.filter(frame["jurisdiction"] == code).sort("month", nulls_last=True)
        last = frame["month"].max()
        months = [month or last for month in part["month"].to_list()]
        traces.append({
            "type": "scatter", "mode": "lines+markers", "name": say(code), "x": months,
            "y": part["n"].cum_sum().to_list(), "line": {"shape": "hv", "color": theme.JURISDICTION[mode][code], "width": 2},
            "marker": {"symbol": theme.SYMBOLS[list(theme.PATTERN).index(code)], "size": 6},
            "hovertemplate": "%{x|%Y-%m}: %{y}<extra>%{fullData.name}</extra>",
        })  # fmt: skip
    made = theme.layout(mode, height=HEIGHT, hovermode="x unified", xaxis={"type": "date", "hoverformat": "%Y-%m"},
                        yaxis={"rangemode": "tozero"})  # fmt: skip
    return theme.figure(traces, made)


def kinds(frame: pl.DataFrame, mode: Mode, *, say: Callable[[str], str], name: Callable[[str], str]) -> go.Figure:
    """Horizontal bars: how often each kind was used, by jurisdiction."""
    totals: dict[str, int] = {}
    for kind, _, n in frame.select("kind", "jurisdiction", "n").iter_rows():
        totals[kind] = totals.get(kind, 0) + n
    order = sorted(totals, key=lambda k: (totals[k], k))
    traces = []
    for code in _order(frame["jurisdiction"].unique().to_list()):
        part = dict(frame.filter(frame["jurisdiction"] == code).select("kind", "n").iter_rows())
        traces.append({
            "type": "bar", "orientation": "h", "name": say(code), "y": [name(k) for k in order],
            "x": [part.get(k, 0) for k in order], "marker": _marker(code, mode),
            "hovertemplate": "%{y}: %{x}<extra>%{fullData.name}</extra>",
        })  # fmt: skip
    made = theme.layout(mode, height=max(220, 60 + 28 * len(order)), barmode="stack", bargap=0.25,
                        yaxis={"showgrid": False}, xaxis={"rangemode": "tozero"})  # fmt: skip
    return theme.figure(traces, made)


def countries(frame: pl.DataFrame, mode: Mode, *, alpha3: Callable[[str], str | None], value: str) -> go.Figure:
    """Countries shaded by how many listed parties sit there.

    Args:
        frame: ``country`` (ISO alpha-2) and counts.
        mode: Ground of the page.
        alpha3: ISO alpha-3 of an alpha-2 code.
        value: Column to shade by.
    """
    known = frame.filter(frame["country"].is_not_null())
    scale = ([0, "#d7e6f1"], [1, "#0a4f7d"]) if mode == "light" else ([0, "#23415a"], [1, "#8fd0f5"])
    trace = {
        "type": "choropleth", "locations": [alpha3(c) for c in known["country"]], "z": known[value].to_list(),
        "colorscale": list(scale), "zmin": 0, "marker": {"line": {"width": 0.4, "color": theme.INK[mode]["zero"]}},
        "colorbar": {"orientation": "h", "thickness": 10, "len": 0.5, "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom",
                     "tickfont": {"color": theme.INK[mode]["muted"]}},
        "hovertemplate": "%{location}: %{z}<extra></extra>",
    }  # fmt: skip
    return theme.figure([trace], theme.layout(mode, height=440, geo=geo_layout(mode)))


def _remainder(unread: pl.DataFrame, mode: Mode, name: str) -> list[dict[str, Any]]:
    """Bars in outline: announced and not held by name, one entry in the legend for all jurisdictions."""
    traces: list[dict[str, Any]] = []
    for code, (x, y) in theme.months(unread, "jurisdiction").items():
        colour = theme.JURISDICTION[mode][code]
        traces.append({
            "type": "bar", "name": name, "x": x, "y": y, "legendgroup": "unread", "showlegend": not traces,
            "marker": {"color": colour, "line": {"color": colour, "width": 1}, "pattern": {"shape": "/", "solidity": 0.15, "size": 6}},
            "hovertemplate": "%{x|%Y-%m}: %{y}<extra>%{fullData.name}</extra>",
        })  # fmt: skip
    return traces


def _marker(code: str, mode: Mode) -> dict[str, Any]:
    """Colour and pattern of a jurisdiction."""
    made: dict[str, Any] = {"color": theme.JURISDICTION[mode][code]}
    if theme.PATTERN[code]:
        made["pattern"] = {"shape": theme.PATTERN[code], **theme.overlay(mode)}
    return made


def _order(codes: Sequence[str]) -> list[str]:
    """Jurisdictions in the order of the vocabulary."""
    return [code for code in theme.PATTERN if code in codes]
