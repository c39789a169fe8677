"""Coverage: who lists whom, and who does not."""

from collections import Counter

from dashboard import address, blocks, data, widgets
from dashboard.figures import coverage as figures
from dashboard.text import label, t
from datasets.queries import results

TABS = ("matrix", "overlap", "voyages", "roles", "instruments")
TABLE = {
    "overlap": "package_overlap",
    "voyages": "voyages_vs_listing",
    "roles": "role_chain",
    "instruments": "instruments",
}

filters = address.current()
tab = widgets.tabs(filters, TABS, "coverage")
filters = address.current()
blocks.explain(t("listings.notice"))
if tab == "matrix":
    matrix = results.whole(data.tables(filters), "coverage_matrix", filters)
    codes = [name.removeprefix("status_") for name in matrix.columns if name.startswith("status_")]
    counts = Counter((code, state) for code in codes for state in matrix[f"status_{code}"].to_list())
    if matrix.height:
        gaps = "; ".join(f"{label('jurisdiction', c)} {counts[c, 'none']}" for c in codes)
        blocks.figure(
            figures.states(counts, blocks.mode(), say=label), "coverage-states", title=t("coverage.chart.matrix"),
            alt=t("coverage.alt.matrix", n=matrix.height, gaps=gaps, nobody=int(matrix["is_listed_by_nobody"].sum())),
            caption=t("coverage.caption.matrix"),
        )  # fmt: skip
    blocks.table("coverage_matrix", filters)
else:
    blocks.heading(t(f"coverage.chart.{tab}"), t(f"coverage.caption.{tab}"))
    blocks.table(TABLE[tab], results.readable_part(filters, TABLE[tab]))
