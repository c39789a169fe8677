"""Responses: one mark per trigger and jurisdiction; and the curves of how many still wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.figures import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import plotly.graph_objects as go

    from dashboard.figures.theme import Mode
    from datasets.definitions.summaries import Curve

# Shape by class, so that colour is left to the jurisdiction.
SHAPE: Final = {
    "responded": "circle", "disclosed_by_measure": "star", "order_unknown": "diamond-open", "none_yet": "triangle-right-open",
    "not_covered": "line-ns", "no_clock": "x-thin",
}  # fmt: skip
DODGE: Final = 0.19
LINE: Final = 58


def marks(
    rows: Sequence[Mapping[str, Any]], mode: Mode, *, titles: Mapping[str, str], say: Callable[[str, str], str], axis: str,
    days: str,
) -> go.Figure:  # fmt: skip
    """One mark per trigger and jurisdiction: an interval of days, or an open arrow where there is no answer yet.

    Args:
        rows: Rows of table ``lags`` of one clock and endpoint.
        mode: Ground of the page.
        titles: Title by trigger, in the order drawn from top to bottom.
        say: Label of a code by vocabulary and code.
        axis: Title of the axis of days.
        days: Word for days, for hover texts.
    """
    order = {key: number for number, key in enumerate(titles)}
    shapes: list[dict[str, Any]] = []
    traces: list[dict[str, Any]] = []
    codes = [c for c in theme.PATTERN if any(r["jurisdiction"] == c for r in rows)]
    for place, code in enumerate(codes):
        part = [r for r in rows if r["jurisdiction"] == code and r["class"] != "no_clock" and r["trigger_id"] in order]
        height = [order[r["trigger_id"]] + (place - (len(codes) - 1) / 2) * DODGE for r in part]
        shapes += [
            _box(r, y, mode)
            for r, y in zip(part, height, strict=True)
            if r["joint_action_id"] and r["class"] == "responded"
        ]
        traces.append(_trace(part, height, code, mode, say=say, days=days))
    traces += [
        _legend(name, mode, say) for name in SHAPE if any(r["class"] == name for r in rows) and name != "no_clock"
    ]
    made = theme.layout(
        mode, height=max(320, 90 + LINE * len(order)), shapes=shapes, hovermode="closest",
        xaxis={"title": {"text": axis}, "rangemode": "tozero", "zeroline": True},
        yaxis={"tickvals": list(order.values()), "ticktext": [theme.safe(t) for t in titles.values()],
               "range": [len(order) - 0.5, -0.5], "showgrid": False, "zeroline": False},
    )  # fmt: skip
    return theme.figure(traces, made)


def _trace(
    part: list[Mapping[str, Any]],
    height: list[float],
    code: str,
    mode: Mode,
    *,
    say: Callable[[str, str], str],
    days: str,
) -> dict[str, Any]:
    """Marks of one jurisdiction; an unchecked stretch is a faint mark at the begin of the axis."""
    colour = theme.JURISDICTION[mode][code]
    x = [r["lag_days_low"] if r["lag_days_low"] is not None else 0 for r in part]
    width = [(r["lag_days_high"] - r["lag_days_low"]) if r["lag_days_high"] is not None else 0 for r in part]
    text = [f"{say('lag_class', r['class'])}: {_interval(r, days)}" for r in part]
    return {
        "type": "scatter", "mode": "markers", "name": say("jurisdiction", code), "x": x, "y": height,
        "error_x": {"type": "data", "symmetric": False, "array": width, "arrayminus": [0] * len(part), "color": colour,
                    "thickness": 3, "width": 5},
        "marker": {"symbol": [SHAPE[r["class"]] for r in part], "size": 11, "color": colour, "line": {"width": 2, "color": colour},
                   "opacity": [0.45 if r["class"] == "not_covered" else 1 for r in part]},
        "customdata": [r["measure_id"] for r in part], "text": [theme.safe(t) for t in text],
        "hovertemplate": "%{text}<extra>%{fullData.name}</extra>",
    }  # fmt: skip


def _interval(row: Mapping[str, Any], days: str) -> str:
    """The lag in words: an interval, or at least so many days while nothing has come."""
    low, high = row["lag_days_low"], row["lag_days_high"]
    if low is None:
        return "–"
    if row["is_censored"] or high is None:
        return f"≥ {low} {days}"
    bound = "≤ " if row["is_upper_bound"] else ""
    return f"{bound}{low} {days}" if low == high else f"{bound}{low}–{high} {days}"


def _box(row: Mapping[str, Any], y: float, mode: Mode) -> dict[str, Any]:
    """A box around the mark of a joint action."""
    low, high = row["lag_days_low"] or 0, row["lag_days_high"] or row["lag_days_low"] or 0
    return {"type": "rect", "x0": low - 9, "x1": high + 9, "y0": y - 0.085, "y1": y + 0.085,
            "line": {"width": 1, "color": theme.INK[mode]["text"]}}  # fmt: skip


def _legend(name: str, mode: Mode, say: Callable[[str, str], str]) -> dict[str, Any]:
    """An entry of the legend that explains a shape."""
    ink = theme.INK[mode]["muted"]
    return {"type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": say("lag_class", name),
            "marker": {"symbol": SHAPE[name], "size": 10, "color": ink, "line": {"width": 2, "color": ink}},
            "hoverinfo": "skip"}  # fmt: skip


def waiting(
    curves: Mapping[tuple[str, str], Curve],
    mode: Mode,
    *,
    say: Callable[[str], str],
    ends: Mapping[str, str],
    axis: str,
    share: str,
) -> go.Figure:
    """How many triggers still wait after so many days, for all low and all high ends of the lags.

    Args:
        curves: Curve by jurisdiction and end (``low``, ``high``).
        mode: Ground of the page.
        say: Label of a jurisdiction.
        ends: What the low and the high ends are called.
        axis: Title of the axis of days.
        share: Title of the axis of shares.
    """
    traces = []
    for (code, end), curve in curves.items():
        traces.append({
            "type": "scatter", "mode": "lines", "name": f"{say(code)} ({ends[end]})", "x": [0, *curve.days], "y": [1, *curve.waiting],
            "line": {"shape": "hv", "color": theme.JURISDICTION[mode][code], "dash": "solid" if end == "low" else "dot"},
            "text": ["", *(f"{n}" for n in curve.at_risk)],
            "hovertemplate": "%{x}: %{y:.0%} (n = %{text})<extra>%{fullData.name}</extra>",
        })  # fmt: skip
    made = theme.layout(mode, height=360, xaxis={"title": {"text": axis}, "rangemode": "tozero"},
                        yaxis={"title": {"text": share}, "range": [0, 1.02], "tickformat": ".0%"})  # fmt: skip
    return theme.figure(traces, made)
