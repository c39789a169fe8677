"""A part drawn on its page: a figure with its words, a table with its count and download."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    import polars as pl
    from streamlit.elements.lib.mutable_popover_container import PopoverContainer

    from dashboard.figures.theme import Mode
    from dashboard.parts.part import Grid, Number, Part
    from datasets.filters import Filters


def page(slug: str) -> str:
    """A whole page.

    Returns:
        The part of it that is drawn.
    """
    chapter = BOOK[slug]
    if chapter.numbers:
        strip(chapter.numbers(address.current()))
    tab = widgets.tabs(address.current(), chapter.tabs, slug) if chapter.tabs else ""
    draw(chapter.part(Asked(pages.used(slug, address.current()), tab, mode(), widgets)))
    return tab


def draw(part: Part) -> None:
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
    for rows_of in part.rows:
        table(rows_of.name, rows_of.filters)
    if part.after:
        st.caption(part.after)


def strip(numbers: Sequence[Number]) -> None:
    """Headline numbers side by side, each a link to its rows."""
    for place, number in zip(st.columns(len(numbers)), numbers, strict=True):
        place.markdown(f"### [{number.count:,}]({number.address})\n{number.words}")


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


def table(name: str, filters: Filters, *, columns: Sequence[str] = ()) -> int:
    """Rows of a table or result that the state shows: count, download of exactly these, one page of them.

    Returns:
        The number of rows.
    """
    tables = data.tables(filters)
    found = results.whole(tables, name, filters) if name in results.RESULTS else None
    number = rows.count(tables, name, filters) if found is None else found.height
    with st.container(horizontal=True, vertical_alignment="center", key=f"head-{name}"):
        st.markdown(f"**{t('table.count', n=f'{number:,}', noun=t(f'noun.{name}'))}**", width="content")
        more = download(name, filters)
        page = widgets.pages(filters, number, rows.PAGE)
    if more.open:  # last, when all inputs of the page have said what they hold
        with more:
            share.view()
            downloads.forms(name, filters)
    if not number:
        st.info(empty(filters), icon=":material/search_off:")
        return 0
    wanted = display.columns_of(name, columns)
    if found is None:
        shown = rows.page(tables, name, filters.but(page=page), columns=wanted)
    else:
        newest_first = found.reverse() if results.declaration(name).period else found
        shown = newest_first[(page - 1) * rows.PAGE : page * rows.PAGE].select(wanted)
    grid(shown, name, key=f"rows-{name}")
    return number


def grid(found: pl.DataFrame, name: str, *, key: str) -> None:
    """A small frame of a declared table as a grid, codes in words, ids and sources as links."""
    shown, config = display.readable(found, results.declaration(name))
    height = min(32 * found.height + 38, 560)
    alt = t("table.alt", noun=t(f"noun.{name}"), n=found.height)
    st.dataframe(
        shown, key=key, column_config=config, hide_index=True, row_height=32, height=height, alt=alt, placeholder=""
    )


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
