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

LINE_LENGTH, LINES = 90, 8  # of a hover label


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
        xaxis={"type": "date", "anchor": "y3", "showgrid": False, "hoverformat": "%Y-%m", "automargin": False},
        yaxis={"domain": [0.56, 1], "automargin": False, "title": {"text": words("figure.claims_axis")}, "rangemode": "tozero"},
        yaxis2={"domain": [0.47, 0.54], "visible": False, "range": [-1, 1], "fixedrange": True},
        yaxis3={"domain": [0, 0.45], "automargin": False, "autorange": "reversed", "title": {"text": words("figure.measures_axis")}},
    )  # fmt: skip
    return theme.figure(traces, made)


def _marks(rows: pl.DataFrame, name: str, axis: str, colour: str) -> dict[str, Any]:
    """Months with events as marks on one line, larger with more of them; the label says what they were."""
    lines: dict[Any, list[str]] = {}
    for first, day, text in rows.select("day_earliest", "day", "text").iter_rows():
        if first is not None:
            lines.setdefault(first.replace(day=1), []).append(_wrapped(f"{day}: {text}"))
    return {
        "type": "scatter", "mode": "markers", "name": name, "x": list(lines), "y": [0] * len(lines), "xaxis": "x", "yaxis": axis,
        "marker": {"symbol": "diamond", "size": [min(6 + len(told), 16) for told in lines.values()], "color": colour},
        "text": ["<br>".join([*told[:LINES], *(["…"] if len(told) > LINES else [])]) for told in lines.values()],
        "customdata": [len(told) for told in lines.values()], "hovertemplate": "%{x|%Y-%m}: %{customdata}<br>%{text}<extra></extra>",
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
