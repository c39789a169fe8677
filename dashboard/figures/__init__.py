"""Frame → Plotly figure: pure functions, one theme."""
