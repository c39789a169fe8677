"""Who lists whom, in sum; and what has been shown of each element of a transfer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.figures import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import plotly.graph_objects as go
    import polars as pl

    from dashboard.figures.theme import Mode

STATES: Final = ("listed", "owner_listed", "delisted", "none", "none_found", "not_covered")
STATE: Final[dict[Mode, dict[str, str]]] = {
    "light": {"listed": "#0a5c8c", "owner_listed": "#6aa7cf", "delisted": "#b9a06a", "none": "#d9dee2", "none_found": "#eceff1",
              "not_covered": "#ffffff"},
    "dark": {"listed": "#6db7e3", "owner_listed": "#3f7396", "delisted": "#8f7b4f", "none": "#414d57", "none_found": "#2a343d",
             "not_covered": "#12181d"},
}  # fmt: skip
STATE_PATTERN: Final = {"owner_listed": ".", "delisted": "x", "none_found": "/", "not_covered": "\\"}
PROOF: Final[dict[Mode, dict[str, tuple[str, str]]]] = {
    "light": {"acknowledged": ("square", "#0a5c8c"), "shown": ("circle", "#0a5c8c"), "implied": ("circle-open", "#0a5c8c"),
              "asserted_only": ("diamond-open", "#b2412e"), "nobody_claims": ("line-ew-open", "#9aa6b0")},
    "dark": {"acknowledged": ("square", "#6db7e3"), "shown": ("circle", "#6db7e3"), "implied": ("circle-open", "#6db7e3"),
             "asserted_only": ("diamond-open", "#e5806e"), "nobody_claims": ("line-ew-open", "#6a7884")},
}  # fmt: skip


def states(counts: Mapping[tuple[str, str], int], mode: Mode, *, say: Callable[[str, str], str]) -> go.Figure:
    """Targets by state, one bar a jurisdiction; what is not covered is hatched, never zero.

    Args:
        counts: Number of targets by jurisdiction and state.
        mode: Ground of the page.
        say: Label of a code by vocabulary and code.
    """
    codes = [c for c in theme.PATTERN if any(j == c for j, _ in counts)]
    ink = theme.INK[mode]
    traces = [
        {
            "type": "bar", "orientation": "h", "name": say("gap_status", state), "y": [say("jurisdiction", c) for c in codes],
            "x": [counts.get((c, state), 0) for c in codes],
            "text": [str(n) if (n := counts.get((c, state), 0)) else "" for c in codes], "textposition": "inside",
            "marker": {"color": STATE[mode][state], "line": {"width": 1, "color": ink["zero"]},
                       "pattern": {"shape": STATE_PATTERN.get(state, ""), "fgcolor": ink["muted"], "fillmode": "overlay",
                                   "solidity": 0.15, "size": 6}},
            "hovertemplate": "%{y}: %{x}<extra>%{fullData.name}</extra>",
        }
        for state in STATES if any(s == state for _, s in counts)
    ]  # fmt: skip
    made = theme.layout(
        mode, height=260, barmode="stack", bargap=0.3, yaxis={"autorange": "reversed", "showgrid": False}
    )
    return theme.figure(traces, made)


def proof(
    frame: pl.DataFrame, mode: Mode, *, titles: Mapping[str, str], elements: Sequence[str], say: Callable[[str, str], str],
    hover: Callable[[dict[str, Any]], str],
) -> go.Figure:  # fmt: skip
    """The proof matrix: a mark per transfer and element by what has been shown; the number is the computed credibility.

    Args:
        frame: Rows of table ``proof``.
        mode: Ground of the page.
        titles: Title by transfer, from top to bottom.
        elements: Elements from left to right.
        say: Label of a code by vocabulary and code.
        hover: Text over a cell.
    """
    order = list(titles)
    traces: list[dict[str, Any]] = []
    ink = theme.INK[mode]
    for status, (symbol, colour) in PROOF[mode].items():
        part = [r for r in frame.filter(frame["status"] == status).to_dicts() if r["transfer_id"] in titles]
        traces.append({
            "type": "scatter", "mode": "markers+text", "name": say("proof_status", status),
            "x": [say("element", r["element"]) for r in part], "y": [order.index(r["transfer_id"]) for r in part],
            "marker": {"symbol": symbol, "size": 15, "color": colour,
                       "line": {"width": 2, "color": [
                           theme.DIRECTION[mode]["dprk_to_russia"] if r["is_contested"] else colour for r in part
                       ]}},
            "text": [str(r["credibility"]) if r["credibility"] else "" for r in part], "textposition": "middle right",
            "textfont": {"size": 11, "color": ink["muted"]}, "customdata": [r["transfer_id"] for r in part],
            "hovertext": [theme.safe(hover(r)) for r in part], "hoverinfo": "text",
        })  # fmt: skip
    made = theme.layout(
        mode, height=max(320, 90 + 27 * len(order)), hovermode="closest",
        xaxis={"side": "top", "type": "category", "categoryorder": "array", "categoryarray": [say("element", e) for e in elements]},
        yaxis={"tickvals": list(range(len(order))), "ticktext": [theme.safe(titles[k]) for k in order],
               "range": [len(order) - 0.5, -0.5], "zeroline": False},
        legend={"orientation": "h", "y": -0.02, "yanchor": "top", "x": 0, "font": {"size": 12}},
    )  # fmt: skip
    return theme.figure(traces, made)


def signs(
    rows: Sequence[Mapping[str, Any]], mode: Mode, *, title: Callable[[Mapping[str, Any]], str], words: tuple[str, str]
) -> go.Figure:
    """Signs of the policy paths: the last twelve full months beside the twelve before.

    Args:
        rows: Signs with ``before`` and ``last``.
        mode: Ground of the page.
        title: Title of a sign.
        words: What the two periods are called.
    """
    places, labels = list(range(len(rows))), [theme.folded(title(r)) for r in rows]
    muted, strong = theme.INK[mode]["zero"], STATE[mode]["listed"]
    traces = [
        {"type": "bar", "orientation": "h", "name": word, "y": places, "x": [r[key] for r in rows], "marker": {"color": colour},
         "hovertemplate": "%{x}<extra>%{fullData.name}</extra>"}
        for word, key, colour in ((words[0], "before", muted), (words[1], "last", strong))
    ]  # fmt: skip
    made = theme.layout(mode, height=max(240, 70 + 56 * len(rows)), barmode="group", bargap=0.35,
                        yaxis={"tickvals": places, "ticktext": labels, "range": [len(rows) - 0.5, -0.5], "showgrid": False,
                               "zeroline": False},
                        xaxis={"rangemode": "tozero"})  # fmt: skip
    return theme.figure(traces, made)
