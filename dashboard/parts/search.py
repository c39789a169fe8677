"""Search: records by name, alias, title, place or identifier, in any script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.parts.part import Part, Rows
from dashboard.text import t
from datasets.queries import results, search

if TYPE_CHECKING:
    from dashboard.parts.part import Asked


def part(asked: Asked) -> Part:
    """The hits, or what can be asked; always that a hit identifies nobody."""
    if not asked.filters.q:
        return Part(notice=t("search.start"), caption=t("search.caption"))
    found = results.whole(asked.tables, "search", asked.filters).height
    after = t("search.none") if not found else t("search.after", floor=search.SHOWN_FROM)
    if found == search.LIMIT:
        after = f"{t('search.many', limit=search.LIMIT)} {after}"
    return Part(caption=t("search.caption"), rows=(Rows("search", asked.filters),), after=after)
