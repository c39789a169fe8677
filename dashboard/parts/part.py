"""The words in which a page says what it shows: a figure with its text, rows with their filters, small tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from dashboard import data

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import plotly.graph_objects as go
    import polars as pl

    from dashboard.data import Tables
    from dashboard.figures.theme import Mode
    from datasets.filters import Filters


class Inputs(Protocol):
    """How a part lets its reader choose: :mod:`dashboard.widgets` on a page, what the address says in a brief."""

    def one_of(self, name: str, field: str, options: Sequence[str], value: str, show: Callable[[str], str]) -> str:
        """Exactly one option, held by a field of the state."""

    def factor(self, filters: Filters, *, lowest: float, highest: float, given: float) -> float:
        """Units per container."""


@dataclass(frozen=True)
class Asked:
    """What a part is made from.

    Attributes:
        filters: The state, as far as the page offers filters for it.
        tab: Part of the page; empty where it has only one.
        mode: Ground of the page.
        inputs: How the reader chooses.
    """

    filters: Filters
    tab: str
    mode: Mode
    inputs: Inputs

    @cached_property
    def tables(self) -> Tables:
        """Tables of the release and day that the state names."""
        return data.tables(self.filters)


@dataclass(frozen=True)
class Rows:
    """Rows of a table or result under a state, counted and handed out as such."""

    name: str
    filters: Filters


@dataclass(frozen=True)
class Number:
    """A headline number.

    Attributes:
        count: The number.
        words: What it counts.
        address: Where its rows are, relative to the pages.
    """

    count: int
    words: str
    address: str


@dataclass(frozen=True)
class Grid:
    """A small table of words that is not data: fields of a record, the codebook.

    Attributes:
        headings: One a column.
        cells: Plain text, row by row.
        title: What stands above it.
    """

    headings: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """What a page shows under a state.

    Attributes:
        rows: Rows below the figure, in order.
        title: What is counted.
        caption: Limits of what is shown.
        notice: What must be read before it.
        after: What stands below the rows.
        figure: The figure; ``None`` where there are only rows.
        key: Key of the figure on its page.
        alt: Finding of the figure in words.
        grids: Small tables of words, after the caption.
    """

    rows: tuple[Rows, ...] = ()
    title: str = ""
    caption: str = ""
    notice: str = ""
    after: str = ""
    figure: go.Figure | None = None
    key: str = ""
    alt: str = ""
    grids: tuple[Grid, ...] = ()


def total(frame: pl.DataFrame, column: str = "n") -> int:
    """Sum of a column of counts."""
    found: Any = frame[column].sum()
    return int(found)
