"""The mirrored timeline and the lanes of events and stances."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dashboard.figures import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import plotly.graph_objects as go
    import polars as pl

    from dashboard.figures.theme import Mode

LINE_LENGTH = 90


def mirrored(
    claims: pl.DataFrame, measures: pl.DataFrame, events: pl.DataFrame, mode: Mode, *, say: Callable[[str, str], str],
    words: Callable[[str], str],
) -> go.Figure:  # fmt: skip
    """Claims per month above, measures per month below, events between.

    Args:
        claims: ``month``, ``direction``, ``n``.
        measures: ``month``, ``jurisdiction``, ``n``.
        events: Rows of the timeline with ``text``.
        mode: Ground of the page.
        say: Label of a code by vocabulary and code.
        words: Message by key, for axis titles.
    """
    ink = theme.INK[mode]
    traces: list[dict[str, Any]] = []
    alleged, adopted = theme.months(claims, "direction"), theme.months(measures, "jurisdiction")
    for code in theme.DIRECTION[mode]:
        x, y = alleged.get(code, ([], []))
        traces.append({
            "type": "bar", "name": say("direction", code), "x": x, "y": y,
            "marker": {"color": theme.DIRECTION[mode][code],
                       "pattern": {"shape": "" if code == "dprk_to_russia" else "\\", **theme.overlay(mode)}},
            "xaxis": "x", "yaxis": "y", "hovertemplate": "%{x|%Y-%m}: %{y}<extra>%{fullData.name}</extra>",
        })  # fmt: skip
    traces.append(_marks(events, words("figure.events"), "y2", ink["text"]))
    held = set(measures["jurisdiction"].to_list())
    for code in (c for c in theme.PATTERN if c in held):
        x, y = adopted.get(code, ([], []))
        traces.append({
            "type": "bar", "name": say("jurisdiction", code), "x": x, "y": y,
            "marker": {"color": theme.JURISDICTION[mode][code],
                       "pattern": {"shape": theme.PATTERN[code], **theme.overlay(mode)}},
            "xaxis": "x", "yaxis": "y3", "hovertemplate": "%{x|%Y-%m}: %{y}<extra>%{fullData.name}</extra>",
        })  # fmt: skip
    made = theme.layout(
        mode, height=560, barmode="stack", bargap=0.12,
        xaxis={"type": "date", "anchor": "y3", "showgrid": False, "hoverformat": "%Y-%m"},
        yaxis={"domain": [0.56, 1], "title": {"text": words("figure.claims_axis")}, "rangemode": "tozero"},
        yaxis2={"domain": [0.47, 0.54], "visible": False, "range": [-1, 1], "fixedrange": True},
        yaxis3={"domain": [0, 0.45], "autorange": "reversed", "title": {"text": words("figure.measures_axis")}},
    )  # fmt: skip
    return theme.figure(traces, made)


def _marks(rows: pl.DataFrame, name: str, axis: str, colour: str) -> dict[str, Any]:
    """Events as marks on one line."""
    known = rows.filter(rows["day_earliest"].is_not_null())
    return {
        "type": "scatter", "mode": "markers", "name": name, "x": known["day_earliest"].to_list(), "y": [0] * known.height,
        "xaxis": "x", "yaxis": axis, "customdata": known["id"].to_list(),
        "marker": {"symbol": "line-ns", "size": 14, "color": colour, "line": {"width": 1.4, "color": colour}, "opacity": 0.7},
        "text": [_wrapped(f"{d}: {x}") for d, x in zip(known["day"], known["text"], strict=True)],
        "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip


def lanes(rows: pl.DataFrame, mode: Mode, *, order: Sequence[str], name: Callable[[str], str]) -> go.Figure:
    """Dated rows on one line a code; an interval is drawn as a bar of its days.

    Args:
        rows: ``id``, ``code``, ``day``, ``day_earliest``, ``day_latest``, ``text``.
        mode: Ground of the page.
        order: Codes from top to bottom.
        name: Label of a code.
    """
    used = [code for code in order if code in set(rows["code"].to_list())]
    traces: list[dict[str, Any]] = []
    for number, code in enumerate(used):
        part = rows.filter((rows["code"] == code) & rows["day_latest"].is_not_null()).to_dicts()
        colour = theme.SEQUENCE[mode][number % len(theme.SEQUENCE[mode])]
        rough = [
            (r["day_earliest"], r["day_latest"], name(code))
            for r in part
            if r["day_earliest"] not in (None, r["day_latest"])
        ]
        if rough:
            traces.append(theme.levels(rough, colour, code))
        traces.append({
            "type": "scatter", "mode": "markers", "name": name(code), "showlegend": False,
            "x": [row["day_latest"] for row in part], "y": [name(code)] * len(part), "customdata": [row["id"] for row in part],
            "marker": {"symbol": theme.SYMBOLS[number % len(theme.SYMBOLS)], "size": 10, "color": colour, "opacity": 0.85,
                       "line": {"width": 1, "color": theme.INK[mode]["paper"]}},
            "text": [_wrapped(f"{row['day']}: {row['text']}") for row in part], "hovertemplate": "%{text}<extra></extra>",
        })  # fmt: skip
    made = theme.layout(mode, height=max(260, 60 + 34 * len(used)), xaxis={"type": "date"}, hovermode="closest",
                        margin={**theme.MARGIN, "l": 160, "t": 8}, yaxis={"autorange": "reversed", "type": "category"})  # fmt: skip
    return theme.figure(traces, made)


@lru_cache(maxsize=4096)
def _wrapped(text: str) -> str:
    """Text of a hover label in short lines, safe for Plotly."""
    lines: list[str] = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) > LINE_LENGTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(theme.safe(line) for line in lines)
