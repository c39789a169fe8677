"""A part drawn on its page: a figure with its words, a table with its count and download."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import streamlit as st

from dashboard import address, data, display, downloads, pages, share, widgets
from dashboard.figures.basemap import PLOTLY_CONFIG
from dashboard.parts.book import BOOK
from dashboard.parts.part import Asked
from dashboard.text import plain, t
from datasets.queries import results, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go
    from streamlit.elements.lib.mutable_popover_container import PopoverContainer

    from dashboard.figures.theme import Mode
    from dashboard.parts.part import Grid, Number, Part, Rows
    from datasets.filters import Filters


def page(slug: str) -> str:
    """A whole page.

    Returns:
        The part of it that is drawn.
    """
    chapter, inputs = BOOK[slug], widgets.Inputs()
    numbers = chapter.numbers(address.current()) if chapter.numbers else ()
    tab = inputs.tab(address.current(), chapter.tabs, slug) if chapter.tabs else ""
    part = chapter.part(Asked(pages.used(slug, address.current()), tab, mode(), inputs))
    tables = [Table.of(rows_of) for rows_of in part.rows]
    # All is known now; what the browser gets in one go it paints once.
    if numbers:
        strip(numbers)
    inputs.draw()
    draw(part, tables)
    return tab


def draw(part: Part, tables: Sequence[Table]) -> None:
    """One part of a page, in the order in which it is read."""
    if not part.rows:
        share.alone(is_printable=bool(part.grids or part.figure))
    if part.notice:
        explain(part.notice)
    if part.figure is not None:
        figure(part.figure, part.key, title=part.title, caption=part.caption, alt=part.alt)
    elif part.title:
        heading(part.title, part.caption)
    elif part.caption:
        st.caption(part.caption)
    for words in part.grids:
        if words.title:
            st.markdown(f"**{words.title}**")
        static(words)
    for table in tables:
        table.draw()
    if part.after:
        st.caption(part.after)


STRIP = 224  # pixels of one headline number: four fit beside the filters, one on a phone


def strip(numbers: Sequence[Number]) -> None:
    """Headline numbers side by side, each a link to its rows."""
    with st.container(horizontal=True, key="strip"):
        for number in numbers:
            st.markdown(f"### [{number.count:,}]({number.address})\n{number.words}", width=STRIP)


def static(words: Grid) -> None:
    """A small table of words."""
    columns = zip(*words.cells, strict=True) if words.cells else [()] * len(words.headings)
    shown = {h: [plain(cell) for cell in column] for h, column in zip(words.headings, columns, strict=True)}
    st.table(pa.table(shown), hide_index=True, border="horizontal")


def mode() -> Mode:
    """``dark`` or ``light``: how the reader's page looks."""
    return "dark" if st.context.theme.type == "dark" else "light"


def figure(made: go.Figure, key: str, *, title: str, caption: str, alt: str) -> None:
    """A figure: what is counted, the drawing, its finding in words for those who do not see it, and its limits."""
    st.subheader(title, anchor=False)
    st.plotly_chart(made, key=key, theme=None, config=PLOTLY_CONFIG, alt=alt)
    st.caption(f"{alt} {caption}")


def heading(title: str, caption: str) -> None:
    """Title of a table that stands without a figure, and its limits."""
    st.subheader(title, anchor=False)
    st.caption(caption)


def explain(text: str) -> None:
    """A notice that belongs to the rows, or why there are none."""
    st.info(text, icon=":material/info:")


@dataclass(frozen=True)
class Table:
    """Rows of a table or result that a state shows, read and put into words, ready to be drawn.

    Attributes:
        name: The table or result.
        filters: The state.
        number: All rows that it shows.
        cells: One page of them, in words.
        config: How the columns are shown.
        inputs: The choice of the page.
    """

    name: str
    filters: Filters
    number: int
    cells: pa.Table
    config: dict[str, Any]
    inputs: widgets.Inputs

    @classmethod
    def of(cls, asked: Rows) -> Table:
        """The table of some rows."""
        name, filters, inputs = asked.name, asked.filters, widgets.Inputs()
        tables = data.tables(filters)
        found = results.whole(tables, name, filters) if name in results.RESULTS else None
        number = rows.count(tables, name, filters) if found is None else found.height
        page, wanted = inputs.page(filters, number, rows.PAGE), display.columns_of(name)
        if found is None:
            shown = rows.page(tables, name, filters.but(page=page), columns=wanted)
        else:
            newest_first = found.reverse() if results.declaration(name).period else found
            shown = newest_first[(page - 1) * rows.PAGE : page * rows.PAGE].select(wanted)
        return cls(name, filters, number, *display.readable(shown, results.declaration(name)), inputs)

    def draw(self) -> None:
        """Count, download of exactly these rows, choice of the page, and one page: codes in words, ids and sources as links."""
        noun = t(f"noun.{self.name}")
        with st.container(horizontal=True, vertical_alignment="center", key=f"head-{self.name}"):
            st.markdown(f"**{t('table.count', n=f'{self.number:,}', noun=noun)}**", width="content")
            more = download(self.name, self.filters)
            self.inputs.draw()
        if self.number:
            height = min(32 * self.cells.num_rows + 38, 560)
            alt = t("table.alt", noun=noun, n=self.cells.num_rows)
            st.dataframe(self.cells, key=f"rows-{self.name}", column_config=self.config, hide_index=True, row_height=32,
                         height=height, alt=alt, placeholder="")  # fmt: skip
        else:
            st.info(empty(self.filters), icon=":material/search_off:")
        if more.open:
            with more:
                share.view()
                downloads.forms(self.name, self.filters)


def download(name: str, filters: Filters) -> PopoverContainer:
    """A link that downloads exactly the counted rows.

    Returns:
        The place for the address of the view, its brief, the other forms, snippets and the citation, filled on request.
    """
    st.link_button(t("table.download"), downloads.address(name, filters), icon=":material/download:",
                   help=t("help.download"), key=f"download-{name}")  # fmt: skip
    return st.popover(t("share.more"), icon=":material/more_horiz:", key=f"more-{name}", on_change="rerun")


def empty(filters: Filters) -> str:
    """Why nothing is shown, and which filter to loosen."""
    set_filters = [t(f"widget.{name}") for name in filters.codes]
    if filters.q:
        set_filters.append(t("widget.q"))
    if filters.since or filters.until:
        set_filters.append(t("frame.period"))
    if filters.as_of:
        set_filters.append(t("widget.as_of"))
    return t("table.empty", names=", ".join(set_filters)) if set_filters else t("table.empty_all")
