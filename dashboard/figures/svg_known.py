"""What of Plotly's language is understood on paper: the words that our own figures use, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.figures import svg_paper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Words that change nothing on paper.
_SILENT: Final = {
    "type",
    "name",
    "showlegend",
    "legendgroup",
    "customdata",
    "hovertemplate",
    "hovertext",
    "hoverinfo",
    "mode",
}
_TRACES: Final[Mapping[str, set[str]]] = {
    "bar": {"x", "y", "xaxis", "yaxis", "orientation", "marker", "text", "textposition", "width"},
    "scatter": {
        "x",
        "y",
        "xaxis",
        "yaxis",
        "marker",
        "line",
        "error_x",
        "error_y",
        "opacity",
        "text",
        "textposition",
        "textfont",
    },
    "scattermap": {"lat", "lon", "marker", "line", "opacity", "text", "textposition", "textfont"},
    "choropleth": {"locations", "z", "colorscale", "zmin", "marker", "colorbar"},
}
_PARTS: Final[Mapping[str, set[str]]] = {
    "marker": {"color", "size", "symbol", "opacity", "line", "pattern"},
    "line": {"color", "width", "dash", "shape"},
    "pattern": {"shape", "fillmode", "fgcolor", "fgopacity", "size", "solidity"},
    "error_x": {"type", "symmetric", "array", "arrayminus", "color", "thickness", "width", "visible"},
    "textfont": {"size", "color", "family"},
    "colorbar": {"orientation", "thickness", "len", "x", "xanchor", "y", "yanchor", "tickfont"},
    "axis": {"gridcolor", "zerolinecolor", "linecolor", "automargin", "tickfont", "title", "type", "anchor", "showgrid", "hoverformat",
             "domain", "rangemode", "range", "visible", "fixedrange", "autorange", "side", "categoryorder", "categoryarray",
             "tickvals", "ticktext", "nticks", "dtick", "zeroline", "tickformat", "tickformatstops"},
    "shape": {"type", "x0", "x1", "y0", "y1", "xref", "yref", "line"},
    "annotation": {"text", "x", "y", "xref", "yref", "showarrow", "xanchor", "yanchor", "font"},
    "layout": {"template", "height", "margin", "paper_bgcolor", "plot_bgcolor", "font", "hoverlabel", "legend", "barmode", "bargap",
               "shapes", "annotations", "hovermode", "map", "geo"},
}  # fmt: skip
# Values that are understood where a word has more of them.
_VALUES: Final[Mapping[str, set[Any]]] = {
    "mode": {"markers", "lines", "lines+markers", "markers+text"}, "textposition": {"middle right", "top right", "inside", "auto"},
    "barmode": {"stack", "group"}, "dash": set(svg_paper.DASHES), "autorange": {"reversed"}, "side": {"top", "bottom"},
    "tickformat": {".0%"}, "showarrow": {False}, "xanchor": {"left"}, "yanchor": {"top", "bottom"}, "symmetric": {False},
    "categoryorder": {"array"}, "rangemode": {"tozero"}, "fillmode": {"overlay"}, "orientation": {"h"},
}  # fmt: skip
_TYPES: Final[Mapping[str, set[str]]] = {
    "axis": {"date", "linear", "category"},
    "shape": {"line", "rect"},
    "error_x": {"data"},
}


def is_known(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> bool:
    """Whether every word of a figure is understood, and what lies together in it may."""
    kinds = {trace["type"] for trace in traces}
    together = kinds <= {"bar", "scatter"} or (len(kinds) == 1 and (kinds != {"choropleth"} or len(traces) == 1))
    axes = {name for name in layout if name.startswith(("xaxis", "yaxis"))}
    return (
        bool(traces) and together
        and all(_is_trace(trace) for trace in traces)
        and _only({k: v for k, v in layout.items() if k not in axes}, "layout")
        and all(_only(layout[name], "axis") and isinstance(layout[name].get("dtick", 1), (int, float)) for name in axes)
        and all(_only(shape, "shape") and _only(shape["line"], "line") for shape in layout.get("shapes", ()))
        and all(_only(note, "annotation") for note in layout.get("annotations", ()))
    )  # fmt: skip


def _is_trace(trace: Mapping[str, Any]) -> bool:
    """Whether a trace and its parts are understood."""
    allowed = _TRACES.get(trace["type"])
    if allowed is None or not set(trace) <= allowed | _SILENT or not _has_values(trace):
        return False
    marker = trace.get("marker", {})
    parts = {"marker": marker, "line": trace.get("line", {}), "pattern": marker.get("pattern", {}), "textfont": trace.get("textfont", {}),
             "colorbar": trace.get("colorbar", {})}  # fmt: skip
    return (
        all(_only(part, name) for name, part in parts.items())
        and all(_only(trace.get(name, {}), "error_x") for name in ("error_x", "error_y"))
        and _only(marker.get("line", {}), "line")
        and _has_symbols(trace)
    )


def _has_symbols(trace: Mapping[str, Any]) -> bool:
    """Whether shapes of marks, of lines and of patterns are ours."""
    marker = trace.get("marker", {})
    given = marker.get("symbol", "circle")
    symbols = {given} if isinstance(given, str) else set(given)
    shapes = {"hv"} if trace["type"] == "scatter" else set()
    return (
        {s.removesuffix("-open") for s in symbols} <= set(svg_paper.SYMBOLS)
        and marker.get("pattern", {}).get("shape", "") in svg_paper.HATCHES
        and trace.get("line", {}).get("shape", "hv") in shapes | {"hv"}
        and (trace["type"] != "bar" or "text" not in trace or trace.get("orientation") == "h")
    )


def _only(words: Mapping[str, Any], name: str) -> bool:
    """Whether a part says nothing but what is understood."""
    return set(words) <= _PARTS[name] and _has_values(words) and words.get("type") in {None, *_TYPES.get(name, ())}


def _has_values(words: Mapping[str, Any]) -> bool:
    """Whether words that have several values bear known ones."""
    return all(words[name] in allowed for name, allowed in _VALUES.items() if name in words)
