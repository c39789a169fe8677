"""What each family of claimants says over time: steps for running totals, ranges drawn, breaks marked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from dashboard.figures import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    import plotly.graph_objects as go
    import polars as pl

    from dashboard.figures.theme import Mode

PALE = 0.45


def estimates(
    frame: pl.DataFrame, mode: Mode, *, say: Callable[[str], str], note: Callable[[dict[str, Any]], str], axis: str
) -> go.Figure:
    """Figures of one item and unit, one line a series; never joined across families or over a break.

    Args:
        frame: Claims of :func:`datasets.queries.claims.series`.
        mode: Ground of the page.
        say: Name of a claimant.
        note: What kind of figure a series holds.
        axis: Unit, as the axis says it.
    """
    traces: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    families = list(dict.fromkeys(frame["family_id"].to_list()))
    for series_id in dict.fromkeys(frame["series_id"].to_list()):
        rows = frame.filter(frame["series_id"] == series_id).to_dicts()
        index = families.index(rows[0]["family_id"])
        traces += _series(rows, index, mode, f"{say(rows[-1]['claimant_id'])} · {note(rows[0])}")
        shapes += [_break(row, mode) for row in rows if row["series_break"]]
    made = theme.layout(mode, height=440, shapes=shapes, xaxis={"type": "date"}, hovermode="closest",
                        yaxis={"title": {"text": axis}, "rangemode": "tozero"})  # fmt: skip
    return theme.figure(traces, made)


def _series(rows: list[dict[str, Any]], index: int, mode: Mode, name: str) -> list[dict[str, Any]]:
    """Marks of one series: stretches between breaks are joined only where the figures are running totals or levels."""
    colour = theme.SEQUENCE[mode][index % len(theme.SEQUENCE[mode])]
    symbol = theme.SYMBOLS[index % len(theme.SYMBOLS)]
    joined = rows[0]["measure_of"] in {"cumulative", "level"}
    stretches: list[list[dict[str, Any]]] = [[]]
    for row in rows:
        if row["series_break"] and stretches[-1]:
            stretches.append([])
        stretches[-1].append(row)
    return [
        {
            "type": "scatter", "name": theme.safe(name), "legendgroup": rows[0]["series_id"], "showlegend": number == 0,
            "mode": "lines+markers" if joined and len(part) > 1 else "markers",
            "x": [row["claimed_latest"] for row in part], "y": [row["mark"] for row in part],
            "line": {"shape": "hv", "color": colour, "width": 2},
            "marker": {"symbol": [_symbol(symbol, row) for row in part], "size": 10, "color": colour,
                       "opacity": [PALE if row["bounds_by"] == "coder" else 1 for row in part]},
            "error_y": _bars(part, colour), "customdata": [row["claim_id"] for row in part],
            "text": [theme.safe(f"{row['claimed']}: {row['quantity_display']}") for row in part],
            "hovertemplate": "%{text}<extra>%{fullData.name}</extra>",
        }
        for number, part in enumerate(stretches)
    ]  # fmt: skip


def _symbol(symbol: str, row: dict[str, Any]) -> str:
    """Open marks for open intervals: at least, up to."""
    return f"{symbol}-open" if row["hedge"] in {"at_least", "up_to"} else symbol


def _bars(rows: list[dict[str, Any]], colour: str) -> dict[str, Any]:
    """Intervals as error bars around the marks; an open end has none."""
    up = [(row["high"] - row["mark"]) if row["high"] is not None else 0 for row in rows]
    down = [(row["mark"] - row["low"]) if row["low"] is not None else 0 for row in rows]
    return {"type": "data", "symmetric": False, "array": up, "arrayminus": down, "color": colour, "thickness": 1.2,
            "width": 4, "visible": any((*up, *down))}  # fmt: skip


def _break(row: dict[str, Any], mode: Mode) -> dict[str, Any]:
    """A dashed line where a series changes its base or method."""
    day: dt.date = row["claimed_latest"]
    return {"type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper",
            "line": {"dash": "dot", "width": 1, "color": theme.INK[mode]["zero"]}}  # fmt: skip
