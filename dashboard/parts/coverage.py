"""Coverage: who lists whom, and who does not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from dashboard.figures import coverage as figures
from dashboard.parts.part import Part, Rows
from dashboard.text import label, t
from datasets.queries import results

if TYPE_CHECKING:
    from dashboard.parts.part import Asked

TABLES: Final = {
    "matrix": "coverage_matrix", "overlap": "package_overlap", "voyages": "voyages_vs_listing", "roles": "role_chain",
    "instruments": "instruments",
}  # fmt: skip
TABS: Final = tuple(TABLES)


def part(asked: Asked) -> Part:
    """The matrix with its sums, or one of the tables made from it."""
    tab, name, notice = asked.tab, TABLES[asked.tab], t("listings.notice")
    if tab != "matrix":
        below = Rows(name, results.readable_part(asked.filters, name))
        return Part(
            notice=notice, title=t(f"coverage.chart.{tab}"), caption=t(f"coverage.caption.{tab}"), rows=(below,)
        )
    matrix = results.whole(asked.tables, name, asked.filters)
    rows = (Rows(name, asked.filters),)
    if not matrix.height:
        return Part(notice=notice, rows=rows)
    codes = [column.removeprefix("status_") for column in matrix.columns if column.startswith("status_")]
    counts = Counter((code, state) for code in codes for state in matrix[f"status_{code}"].to_list())
    gaps = "; ".join(f"{label('jurisdiction', c)} {counts[c, 'none']}" for c in codes)
    nobody = int(matrix["is_listed_by_nobody"].sum())
    return Part(
        figure=figures.states(counts, asked.mode, say=label), key="coverage-states", title=t("coverage.chart.matrix"),
        alt=t("coverage.alt.matrix", n=matrix.height, gaps=gaps, nobody=nobody), caption=t("coverage.caption.matrix"),
        notice=notice, rows=rows,
    )  # fmt: skip
