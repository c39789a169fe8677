"""What each family of claimants says over time: steps for running totals, ranges drawn, breaks marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.figures import theme

if TYPE_CHECKING:
    import datetime as dt
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
    named: set[str] = set()
    for series_id in dict.fromkeys(frame["series_id"].to_list()):
        rows = frame.filter(frame["series_id"] == series_id).to_dicts()
        index = families.index(rows[0]["family_id"])
        name = f"{say(rows[-1]['claimant_id'])} · {note(rows[0])}"
        traces += _series(rows, index, mode, name=name, is_first=name not in named)
        named.add(name)
        shapes += [_break(row, mode) for row in rows if row["series_break"]]
    below = 22 * -(-len(families) // 2)
    made = theme.layout(mode, height=380 + below, shapes=shapes, xaxis={"type": "date", "automargin": False}, hovermode="closest",
                        margin={**theme.MARGIN, "t": 8, "b": 48 + below},
                        yaxis={"title": {"text": axis}, "rangemode": "tozero", "automargin": False},
                        legend={"orientation": "h", "y": -0.08, "yanchor": "top", "x": 0, "font": {"size": 12}})  # fmt: skip
    return theme.figure(traces, made)


def _series(rows: list[dict[str, Any]], index: int, mode: Mode, *, name: str, is_first: bool) -> list[dict[str, Any]]:
    """Marks of one series: stretches between breaks are joined only where the figures are running totals or levels."""
    colour = theme.SEQUENCE[mode][index % len(theme.SEQUENCE[mode])]
    symbol = theme.SYMBOLS[index % len(theme.SYMBOLS)]
    joined = rows[0]["measure_of"] in {"cumulative", "level"}
    stretches: list[list[dict[str, Any]]] = [[]]
    for row in rows:
        if row["series_break"] and stretches[-1]:
            stretches.append([])
        stretches[-1].append(row)
    return _spans(rows, colour, name) + [
        {
            "type": "scatter", "name": theme.safe(name), "legendgroup": name, "showlegend": number == 0 and is_first,
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


def _spans(rows: list[dict[str, Any]], colour: str, group: str) -> list[dict[str, Any]]:
    """Of figures within a period: a level line over the days that each covers."""
    covered = [r for r in rows if r["measure_of"] == "period" and r["period_start_earliest"] and r["period_end_latest"]]
    lines = [(r["period_start_earliest"], r["period_end_latest"], r["mark"]) for r in covered]
    return [theme.levels(lines, colour, group)] if lines else []


def _break(row: dict[str, Any], mode: Mode) -> dict[str, Any]:
    """A dashed line where a series changes its base or method."""
    day: dt.date = row["claimed_latest"]
    return {"type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper",
            "line": {"dash": "dot", "width": 1, "color": theme.INK[mode]["zero"]}}  # fmt: skip


def panels(
    frame: pl.DataFrame,
    mode: Mode,
    *,
    say: Callable[[str], str],
    title: Callable[[str], str],
    direction: Callable[[str], str],
) -> go.Figure:
    """Small multiples in native units: one panel an item and unit, its claims by day, coloured by direction.

    Args:
        frame: Claims of :func:`datasets.queries.claims.panels`.
        mode: Ground of the page.
        say: Name of a claimant.
        title: Title of a panel.
        direction: Label of a direction.
    """
    names = list(dict.fromkeys(frame["panel"].to_list()))
    rows = -(-len(names) // COLUMNS)
    span = [frame["claimed_latest"].min(), frame["claimed_latest"].max()]
    traces: list[dict[str, Any]] = [
        {"type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": direction(code), "legendgroup": code,
         "marker": {"color": colour, "size": 9, "symbol": "circle" if code == "dprk_to_russia" else "square"}}
        for code, colour in theme.DIRECTION[mode].items()
    ]  # fmt: skip
    notes, axes = [], {}
    for index, name in enumerate(names):
        part = frame.filter(frame["panel"] == name)
        place, number = divmod(index, COLUMNS), "" if index == 0 else str(index + 1)
        left, top = place[1] / COLUMNS, 1 - place[0] / rows
        axes[f"xaxis{number}"] = {"type": "date", "domain": [left + 0.02, left + 1 / COLUMNS - 0.03], "anchor": f"y{number}",
                                  "nticks": 4, "range": span}  # fmt: skip
        axes[f"yaxis{number}"] = {"domain": [top - 1 / rows + BELOW / rows, top - ABOVE / rows], "anchor": f"x{number}",
                                  "rangemode": "tozero", "nticks": 4}  # fmt: skip
        notes.append({"text": theme.safe(title(name)), "x": left + 0.02, "y": top - 0.005, "xref": "paper", "yref": "paper",
                      "showarrow": False, "xanchor": "left", "yanchor": "top",
                      "font": {"size": 12, "color": theme.INK[mode]["muted"]}})  # fmt: skip
        for code, colour in theme.DIRECTION[mode].items():
            marks = part.filter(part["direction"] == code).to_dicts()
            traces.append({
                "type": "scatter", "mode": "markers", "name": direction(code), "legendgroup": code, "showlegend": False,
                "x": [r["claimed_latest"] for r in marks], "y": [r["mark"] for r in marks], "xaxis": f"x{number}", "yaxis": f"y{number}",
                "marker": {"color": colour, "size": 8,
                           "symbol": [_symbol("circle" if code == "dprk_to_russia" else "square", r) for r in marks]},
                "error_y": _bars(marks, colour), "customdata": [r["claim_id"] for r in marks],
                "text": [theme.safe(f"{r['claimed']} {say(r['claimant_id'])}: {r['quantity_display']}") for r in marks],
                "hovertemplate": "%{text}<extra></extra>",
            })  # fmt: skip
    made = theme.layout(mode, height=70 + PANEL * rows, annotations=notes, **axes)
    return theme.figure(traces, made)


COLUMNS = 3
PANEL = 180
ABOVE, BELOW = 0.16, 0.2  # shares of a panel for its title and its axis


def conversion(
    latest: pl.DataFrame, factors: pl.DataFrame, mode: Mode, *, factor: float, say: Callable[[str], str], axis: str
) -> go.Figure:
    """What each family's latest count of containers would hold under one factor, beside the factors that claims imply.

    Args:
        latest: Latest container figure of each family, with ``low`` and ``high``.
        factors: Rows of result ``factors``.
        mode: Ground of the page.
        factor: Units per container.
        say: Name of a claimant.
        axis: Title of the axis of results.
    """
    rows = latest.to_dicts()
    colour, other = theme.DIRECTION[mode]["dprk_to_russia"], theme.DIRECTION[mode]["russia_to_dprk"]
    implied = [r for r in factors.to_dicts() if r["base_unit"] == "containers" and r["factor"]]
    traces = [
        {"type": "bar", "orientation": "h", "y": [theme.safe(say(r["claimant_id"])) for r in rows], "x": [r["mark"] * factor for r in rows],
         "marker": {"color": colour, "opacity": 0.85}, "showlegend": False, "width": 0.5,
         "text": [theme.safe(r["quantity_display"]) for r in rows], "textposition": "auto",
         "hovertemplate": "%{x:,.0f}<extra>%{y}</extra>"},
        {"type": "scatter", "mode": "markers", "xaxis": "x2", "yaxis": "y2", "showlegend": False,
         "x": [r["factor"] for r in implied], "y": [theme.safe(f"{say(r['claimant_id'])} {r['claimed']}") for r in implied],
         "error_x": {"type": "data", "symmetric": False, "color": other, "thickness": 1.5, "width": 4,
                     "array": [(r["factor_high"] or r["factor"]) - r["factor"] for r in implied],
                     "arrayminus": [r["factor"] - (r["factor_low"] or r["factor"]) for r in implied]},
         "marker": {"color": other, "size": 9, "symbol": "diamond"}, "hovertemplate": "%{x:.0f}<extra>%{y}</extra>"},
    ]  # fmt: skip
    upper = min(0.6, 0.2 + 0.05 * len(rows))
    made = theme.layout(
        mode, height=140 + 34 * (len(rows) + len(implied)), xaxis={"title": {"text": axis}, "rangemode": "tozero", "anchor": "y"},
        yaxis={"domain": [1 - upper, 1], "autorange": "reversed", "showgrid": False},
        xaxis2={"anchor": "y2", "rangemode": "tozero"}, yaxis2={"domain": [0, 0.9 - upper], "anchor": "x2", "autorange": "reversed"},
        shapes=[{"type": "line", "xref": "x2", "yref": "y2 domain", "x0": factor, "x1": factor, "y0": 0, "y1": 1,
                 "line": {"dash": "dot", "color": theme.INK[mode]["zero"]}}],
    )  # fmt: skip
    return theme.figure(traces, made)


def cap(frame: pl.DataFrame, mode: Mode, *, cap: float, say: Callable[[str], str], words: tuple[str, str]) -> go.Figure:
    """Figures on refined petroleum by the end of their period, one mark a claim, beside the yearly cap.

    Args:
        frame: Rows of result ``un_cap``.
        mode: Ground of the page.
        cap: Barrels a calendar year.
        say: Name of a claimant.
        words: What a declared figure and the cap are called.
    """
    traces: list[dict[str, Any]] = []
    for number, family in enumerate(dict.fromkeys(frame["family_id"].to_list())):
        part = frame.filter(frame["family_id"] == family).to_dicts()
        colour = theme.SEQUENCE[mode][number % len(theme.SEQUENCE[mode])]
        traces.append(theme.levels([(r["period_start"], r["period_end"], r["low"]) for r in part], colour, family))
        name = say(part[-1]["claimant_id"]) + (f" ({words[0]})" if part[0]["is_declared"] else "")
        traces.append({
            "type": "scatter", "mode": "markers", "name": theme.safe(name), "x": [r["period_end"] for r in part],
            "y": [r["low"] for r in part],
            "error_y": {"type": "data", "symmetric": False, "array": [(r["high"] - r["low"]) if r["high"] else 0 for r in part],
                        "arrayminus": [0] * len(part), "color": colour, "thickness": 1.2},
            "marker": {"symbol": ["square" if r["is_declared"] else "circle" if r["high"] else "triangle-up" for r in part], "size": 10,
                       "color": colour},
            "text": [theme.safe(r["quantity_display"]) for r in part], "customdata": [r["claim_id"] for r in part],
            "hovertemplate": "%{text}<br>%{x|%Y-%m-%d}<extra>%{fullData.name}</extra>",
        })  # fmt: skip
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": cap, "y1": cap,
            "line": {"color": theme.DIRECTION[mode]["dprk_to_russia"], "width": 2, "dash": "dash"}}  # fmt: skip
    note = {"text": words[1], "xref": "paper", "x": 0.01, "xanchor": "left", "y": cap, "yanchor": "bottom", "showarrow": False,
            "font": {"size": 12, "color": theme.INK[mode]["muted"]}}  # fmt: skip
    made = theme.layout(mode, height=420, shapes=[line], annotations=[note], xaxis={"type": "date"}, yaxis={"rangemode": "tozero"},
                        hovermode="closest")  # fmt: skip
    return theme.figure(traces, made)
