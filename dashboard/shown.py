"""What a state shows, in words; and what of a state a page cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard import data
from dashboard.pages import BY_SLUG
from dashboard.text import label, language, t
from datasets import vocabulary
from datasets.filters import Fault

if TYPE_CHECKING:
    from datasets.filters import Filters

# Choices of which a page always makes one, and the vocabularies whose name is not that of their parameter.
SINGLE: Final = ("clock", "endpoint")
VOCABULARIES: Final = {"status": "gap_status", "class": "lag_class"}


def settled(slug: str, filters: Filters) -> Filters:
    """A state with the choice that a page makes where its reader made none."""
    first = {
        name: (next(iter(filters.chosen(name)), vocabulary.codes(name)[0]),)
        for name in BY_SLUG[slug].filters if name in SINGLE
    }  # fmt: skip
    return filters.but(codes=first)


def faults(slug: str, filters: Filters, tabs: tuple[str, ...]) -> list[Fault]:
    """Parts and kinds that a page does not have."""
    found = []
    if filters.tab and filters.tab not in tabs:
        found.append(Fault("tab", filters.tab, ", ".join(tabs) or "none: this page has one part"))
    page = BY_SLUG[slug]
    if "kind" in page.filters:
        allowed = vocabulary.codes(page.kinds)
        found += [Fault("kind", code, ", ".join(allowed)) for code in filters.chosen("kind") if code not in allowed]
    return found


def choices(slug: str, filters: Filters) -> list[tuple[str, str]]:
    """Every filter of a state and what it is set to, in words."""
    found = [(t(f"widget.{name}"), _codes(slug, name, values)) for name, values in filters.codes.items()]
    if filters.since or filters.until:
        inside = f" ({t('widget.dates')})" if filters.dates == "inside" else ""
        found.append((t("frame.period"), f"{filters.since or '…'} – {filters.until or '…'}{inside}"))
    if filters.q:
        found.append((t("widget.q"), f"“{filters.q}”"))
    if "unit" in BY_SLUG[slug].filters:
        found.append((t("widget.unit"), label("unit_of_count", filters.unit)))
    if filters.nobody:
        found.append((t("widget.nobody"), t("bool.true")))
    return found


def unused(slug: str, filters: Filters) -> str:
    """Names of the filters of a state that a page has none for; empty if it has all."""
    return ", ".join(t(f"widget.{name}") for name in sorted(set(filters.codes) - set(BY_SLUG[slug].filters)))


def _codes(slug: str, name: str, values: tuple[str, ...]) -> str:
    """Chosen codes in words."""
    if name == "claimant":
        names = data.names(language())
        return ", ".join(names.get(value, value) for value in values)
    terms = BY_SLUG[slug].kinds if name == "kind" else VOCABULARIES.get(name, name)
    return ", ".join(label(terms, value) for value in values)
