"""What changed between releases: lines by table and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.figures import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import plotly.graph_objects as go

    from dashboard.figures.theme import Mode

# Reason → place in the sequence of hues, and pattern; a reason that is still to be given is drawn like an unknown.
LOOK: Final = {
    "world": (0, ""),
    "source": (2, "."),
    "correction": (1, "/"),
    "scope": (4, "x"),
    None: (6, theme.UNKNOWN_PATTERN),
}


def by_reason(
    counts: Mapping[tuple[str, str | None], int],
    mode: Mode,
    *,
    name: Callable[[str], str],
    say: Callable[[str | None], str],
) -> go.Figure:
    """Horizontal bars, one a table, by reason.

    Args:
        counts: Number of lines by table and reason.
        mode: Ground of the page.
        name: What the rows of a table are called.
        say: Label of a reason.
    """
    totals: dict[str, int] = {}
    for (table, _), number in counts.items():
        totals[table] = totals.get(table, 0) + number
    most = max(totals.values(), default=0)
    order = sorted(totals, key=lambda table: (totals[table], table))
    traces = []
    for reason, (hue, pattern) in LOOK.items():
        if any(one == reason for _, one in counts):
            marker = {
                "color": theme.SEQUENCE[mode][hue],
                **({"pattern": {"shape": pattern, **theme.overlay(mode)}} if pattern else {}),
            }
            traces.append({
                "type": "bar", "orientation": "h", "name": say(reason), "y": [name(table) for table in order],
                "x": [counts.get((table, reason), 0) for table in order], "marker": marker,
                "hovertemplate": "%{y}: %{x}<extra>%{fullData.name}</extra>",
            })  # fmt: skip
    made = theme.layout(mode, height=max(180, 70 + 28 * len(order)), barmode="stack", bargap=0.25,
                        yaxis={"showgrid": False}, xaxis={"rangemode": "tozero", **({"dtick": 1} if most <= 10 else {})})  # fmt: skip
    return theme.figure(traces, made)
