"""The pages of the product: slug, file, and the filters that each offers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from datasets import vocabulary
from datasets.filters import Filters

STATES: Final = "gap_status"  # vocabulary of the filter ``status``
VIEWS: Final = Path(__file__).parent / "views"


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes:
        slug: Address below the base path; never equal to the prefix of a route.
        icon: Material symbol of the menu.
        filters: Filters it offers, in order.
        kinds: Vocabulary of its ``kind`` filter.
    """

    slug: str
    icon: str
    filters: tuple[str, ...] = ()
    kinds: str = ""

    @property
    def file(self) -> Path:
        """The script that draws it."""
        return VIEWS / f"{self.slug}.py"


PAGES: Final = (
    Page("situation", ":material/monitoring:", ("period", "jurisdiction", "direction", "category", "q", "as_of")),
    Page("search", ":material/search:", ("kind", "as_of"), "target_kind"),
    Page("transfers", ":material/local_shipping:",
         ("period", "direction", "category", "claimant", "evidence", "q", "as_of")),
    Page("measures", ":material/gavel:", ("period", "jurisdiction", "kind", "nexus", "q", "as_of", "unit"), "measure_kind"),
    Page("responses", ":material/hourglass_top:", ("clock", "endpoint", "jurisdiction", "as_of")),
    Page("coverage", ":material/grid_on:", ("jurisdiction", "kind", "status", "nobody", "q", "as_of"), "target_kind"),
    Page("timeline", ":material/timeline:", ("period", "kind", "direction", "q", "as_of"), "event_kind"),
    Page("outlook", ":material/explore:", ("as_of",)),
    Page("changes", ":material/difference:", ("changed", "reason")),
    Page("method", ":material/menu_book:"),
    Page("record", ":material/description:", ("as_of",)),
)  # fmt: skip
BY_SLUG: Final = {page.slug: page for page in PAGES}
FIRST: Final = PAGES[0]


def used(slug: str, filters: Filters) -> Filters:
    """A state without the choices of codes that a page does not offer: its rows do not use them."""
    page = BY_SLUG[slug]
    codes: dict[str, tuple[str, ...]] = {}
    for name, values in filters.codes.items():
        terms = {"kind": page.kinds, "status": STATES}.get(name)
        kept = tuple(v for v in values if not terms or v in vocabulary.codes(terms)) if name in page.filters else ()
        codes |= {name: kept} if kept else {}
    return replace(filters, codes=codes)


def offered(slug: str, filters: Filters) -> Filters:
    """The part of a shared state that a page has filters for."""
    names, blank = BY_SLUG[slug].filters, Filters()
    fields = {"period": ("since", "until", "dates"), "as_of": ("as_of",), "unit": ("unit",), "q": ("q",)}
    dropped: dict[str, Any] = {
        field: getattr(blank, field) for name in fields if name not in names for field in fields[name]
    }
    return replace(used(slug, filters), **dropped)
