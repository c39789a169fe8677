"""Outlook: observable signs of four policy paths, computed, never predicted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.figures import coverage as figures
from dashboard.parts.part import Part, Rows
from dashboard.text import label, language, t
from datasets.queries import results

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.parts.part import Asked


def part(asked: Asked) -> Part:
    """Every sign: the last twelve months beside the twelve before."""
    below = (Rows("outlook_signs", asked.filters),)
    signs = results.whole(asked.tables, "outlook_signs", asked.filters)
    if not signs.height:
        return Part(rows=below)
    trends = signs["trend"].to_list()
    drawn = figures.signs(signs.to_dicts(), asked.mode, title=_title, words=(t("outlook.before"), t("outlook.last")))
    alt = t("outlook.alt", up=trends.count("up"), down=trends.count("down"), same=trends.count("same"))
    return Part(figure=drawn, key="outlook-signs", title=t("outlook.chart"), caption=t("outlook.caption"), alt=alt, rows=below)  # fmt: skip


def _title(row: Mapping[str, Any]) -> str:
    """Path, name and trend of a sign."""
    return f"{label('path', row['path'])}: {row[f'title_{language()}']} – {label('trend', row['trend'])}"
