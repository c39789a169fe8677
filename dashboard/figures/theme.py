"""One look for every figure, in light and dark, safe for the common deficiencies of colour vision."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final, Literal

import plotly.graph_objects as go

if TYPE_CHECKING:
    import polars as pl

Mode = Literal["light", "dark"]

# Okabe–Ito hues; on dark ground the dark ones are lightened. A pattern goes with each, so that colour is never alone.
JURISDICTION: Final[dict[Mode, dict[str, str]]] = {
    "light": {"US": "#0072b2", "EU": "#e69f00", "JP": "#009e73", "KR": "#c05a9a", "UK": "#56b4e9", "UN": "#d55e00", "MULTI": "#7a8590"},
    "dark": {"US": "#4fa3dc", "EU": "#f0b93a", "JP": "#2fc498", "KR": "#e08bbd", "UK": "#8fd0f5", "UN": "#f08a4b", "MULTI": "#a3adb6"},
}  # fmt: skip
PATTERN: Final = {"US": "", "EU": "/", "JP": ".", "KR": "x", "UK": "-", "UN": "|", "MULTI": "+"}
DIRECTION: Final[dict[Mode, dict[str, str]]] = {
    "light": {"dprk_to_russia": "#b2412e", "russia_to_dprk": "#3f6f9f"},
    "dark": {"dprk_to_russia": "#e5806e", "russia_to_dprk": "#7fb0de"},
}
INK: Final[dict[Mode, dict[str, str]]] = {
    "light": {"text": "#1a232b", "muted": "#5a6773", "grid": "#e3e8ec", "zero": "#9aa6b0", "paper": "#ffffff"},
    "dark": {"text": "#e6ebef", "muted": "#a3b0bb", "grid": "#2a343d", "zero": "#6a7884", "paper": "#12181d"},
}
# For families of claimants: hues by order of appearance, symbols beside them.
SEQUENCE: Final[dict[Mode, tuple[str, ...]]] = {
    "light": (
        "#0072b2",
        "#d55e00",
        "#009e73",
        "#c05a9a",
        "#8a6d00",
        "#5a5fc7",
        "#7a8590",
        "#a33b3b",
        "#2f8ca3",
        "#6b8e23",
    ),
    "dark": (
        "#4fa3dc",
        "#f08a4b",
        "#2fc498",
        "#e08bbd",
        "#d8b844",
        "#9a9ef0",
        "#a3adb6",
        "#e88989",
        "#6cc6dc",
        "#a9cc5f",
    ),
}
SYMBOLS: Final = (
    "circle",
    "square",
    "diamond",
    "triangle-up",
    "cross",
    "x",
    "star",
    "hexagon",
    "pentagon",
    "triangle-down",
)
UNKNOWN_PATTERN: Final = "\\"
FONT: Final = (
    '"Source Sans", "Noto Sans KR", "Noto Sans JP", "Noto Sans CJK KR", "Malgun Gothic", "Yu Gothic", sans-serif'
)


# Room for the labels of most figures. Where labels need more, Plotly widens the margin, which costs a second drawing.
MARGIN: Final = {"l": 52, "r": 22, "t": 56, "b": 36}


# Days in ISO form at every zoom, as in the tables: Plotly's own are in English whatever the page speaks.
DAYS: Final = (
    {"dtickrange": [None, 28 * 86_400_000], "value": "%Y-%m-%d"},
    {"dtickrange": ["M1", "M6"], "value": "%Y-%m"},
    {"dtickrange": ["M12", None], "value": "%Y"},
)


def layout(mode: Mode, *, height: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a Plotly layout
    """Layout that all figures share.

    Args:
        mode: Ground of the page.
        height: Pixels.
        more: Further parts; axes are merged with ours.
    """
    ink = INK[mode]
    axis = {"gridcolor": ink["grid"], "zerolinecolor": ink["zero"], "linecolor": ink["zero"], "automargin": True,
            "tickfont": {"color": ink["muted"]}, "title": {"font": {"color": ink["muted"], "size": 12}}}  # fmt: skip
    axes = {name: {**axis, **more.pop(name, {})} for name in list(more) if name.startswith(("xaxis", "yaxis"))}
    for each in axes.values():
        if each.get("type") == "date":
            each["tickformatstops"] = list(DAYS)
    return {
        "template": {}, "height": height, "margin": {**MARGIN},
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "color": ink["text"], "size": 13},
        "hoverlabel": {"font": {"family": FONT}, "align": "left"},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 12}, "traceorder": "normal"},
        "xaxis": axis, "yaxis": axis, **axes, **more,
    }  # fmt: skip


def overlay(mode: Mode) -> dict[str, Any]:
    """How a pattern lies over the colour of a bar: lines in the colour of the page."""
    return {"fillmode": "overlay", "fgcolor": INK[mode]["paper"], "fgopacity": 0.55, "size": 6, "solidity": 0.2}


def levels(lines: list[tuple[Any, Any, Any]], colour: str, group: str) -> dict[str, Any]:
    """Level lines from a first to a last day at a height: the days that a figure covers."""
    x = [day for first, last, _ in lines for day in (first, last, None)]
    y = [height for _, _, value in lines for height in (value, value, None)]
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": {"color": colour, "width": 3}, "opacity": 0.55,
            "legendgroup": group, "showlegend": False, "hoverinfo": "skip"}  # fmt: skip


def months(frame: pl.DataFrame, by: str) -> dict[str, tuple[list[Any], list[int]]]:
    """Months and their counts by code; what is not known to the month is left out.

    Args:
        frame: ``month``, ``n`` and the column of codes.
        by: The column of codes.
    """
    found: dict[str, tuple[list[Any], list[int]]] = {}
    for code, month, n in frame.select(by, "month", "n").iter_rows():
        if month is not None:
            days, counts = found.setdefault(code, ([], []))
            days.append(month)
            counts.append(n)
    return found


def figure(traces: list[dict[str, Any]], made: dict[str, Any]) -> go.Figure:
    """A figure of plain traces; validation is left out, tests draw each in a browser."""
    return _AsMade(traces, made)


class _AsMade(go.Figure):  # type: ignore[misc]
    """A figure that hands out what it was made of: Plotly's own would copy all of it twice before it is sent."""

    def __init__(self, traces: list[dict[str, Any]], made: dict[str, Any]) -> None:
        self._made = {"data": traces, "layout": made}

    def to_dict(self) -> dict[str, Any]:
        """Traces and layout."""
        return self._made

    def to_plotly_json(self) -> dict[str, Any]:
        """Traces and layout."""
        return self._made


def safe(text: object) -> str:
    """Text from data inside a figure: Plotly reads some HTML, so its signs are written as entities."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


FOLD: Final = 36  # columns of a label; letters of East Asia take two


def folded(text: str) -> str:
    """A label in short lines, safe for Plotly: a phone has no room for a long one beside its bars."""
    lines = [""]
    for word in re.findall(r"\S+\s*", text):
        if lines[-1] and _columns(lines[-1] + word.rstrip()) > FOLD:
            lines.append("")
        lines[-1] += word
    return "<br>".join(safe(line.rstrip()) for line in lines)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
