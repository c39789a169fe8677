"""The proof matrix on the Transfers page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.figures import coverage as figures
from dashboard.parts.part import Part
from dashboard.text import label, language, t
from datasets.definitions.proof import ELEMENTS
from datasets.queries import results

if TYPE_CHECKING:
    from typing import Any

    from dashboard.parts.part import Asked


def chart(asked: Asked) -> Part:
    """What has been shown of each element of each transfer, what only asserted, what acknowledged."""
    tables, filters = asked.tables, asked.filters
    transfers = results.whole(tables, "transfers", results.readable_part(filters, "transfers"))
    titles = dict(
        transfers.sort("direction", "category", "transfer_id").select("transfer_id", f"title_{language()}").iter_rows()
    )
    cells = results.whole(tables, "proof", results.readable_part(filters, "proof"))
    claimed = set(cells.filter(cells["status"] != "nobody_claims")["transfer_id"].to_list())
    titles = {key: title for key, title in titles.items() if key in claimed}
    if not titles:
        return Part()
    shown = cells.filter(cells["transfer_id"].is_in(list(titles)))
    drawn = figures.proof(
        shown, asked.mode, titles=titles, elements=ELEMENTS, say=label, hover=lambda r: hover(r, titles)
    )
    counts = "; ".join(
        f"{label('proof_status', s)} {n}" for s, n in shown["status"].value_counts(sort=True).iter_rows()
    )
    return Part(figure=drawn, key="transfers-proof", title=t("transfers.chart.proof"), caption=t("transfers.caption.proof"),
                alt=t("transfers.alt.proof", counts=counts))  # fmt: skip


def hover(row: dict[str, Any], titles: dict[str, str]) -> str:
    """A cell in words."""
    return t(
        "transfers.hover.proof", title=titles[row["transfer_id"]], element=label("element", row["element"]),
        status=label("proof_status", row["status"]), low=row["origins_low"], high=row["origins_high"], n=len(row["claim_ids"]),
        credibility=row["credibility"] or "–", contested=t("transfers.contested") if row["is_contested"] else "",
    )  # fmt: skip
