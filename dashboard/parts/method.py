"""Data and method: sources, what was checked, and the codebook, made from the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.parts.part import Grid, Part, Rows
from dashboard.text import label, language, t
from datasets import vocabulary
from datasets.queries import results

if TYPE_CHECKING:
    from dashboard.parts.part import Asked

TABS: Final = ("about", "sources", "coverage", "codebook", "data")


def part(asked: Asked) -> Part:
    """Sources, what was checked, or one table of the codebook; the other parts are prose."""
    if asked.tab in {"sources", "coverage"}:
        return Part(rows=(Rows(asked.tab, asked.filters),))
    return _codebook(asked) if asked.tab == "codebook" else Part()


def _codebook(asked: Asked) -> Part:
    """Columns of one table with their meaning, and the terms of its vocabularies."""
    chosen = asked.inputs.one_of("table", "table", results.names(), asked.filters.table, table_label)
    declared = results.declaration(chosen)
    columns = Grid(
        tuple(t(f"codebook.{name}") for name in ("column", "meaning", "type", "vocabulary")),
        tuple((c.name, c.meaning, str(c.arrow), c.vocabulary or ", ".join(c.refers_to)) for c in declared.columns),
    )
    used = dict.fromkeys(c.vocabulary for c in declared.columns if c.vocabulary)
    return Part(caption=t("codebook.row", what=declared.row), grids=(columns, *(_terms(str(name)) for name in used)))


def table_label(name: str) -> str:
    """Name of a table and what its rows are called."""
    return f"{name} · {t(f'noun.{name}')}"


def _terms(name: str) -> Grid:
    """Terms of a vocabulary."""
    return Grid(
        tuple(t(f"codebook.{heading}") for heading in ("code", "label", "definition")),
        tuple((term.code, label(name, term.code), term.definition(language())) for term in vocabulary.terms(name).values()),
        name,
    )  # fmt: skip
