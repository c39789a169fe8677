"""A view or a record as one page for paper: nothing is fetched, nothing runs, all that is shown is said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from dashboard import brief_rows, data, display, pages, shown
from dashboard.brief_rows import own
from dashboard.downloads import address as rows_at
from dashboard.markup import Markup, each, joined, link, tag
from dashboard.parts.book import BOOK
from dashboard.parts.part import Asked
from dashboard.records import described
from dashboard.text import t
from datasets import citation
from datasets import filters as flt
from datasets.filters import Fault, Filters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.brief_rows import Printed
    from dashboard.parts.part import Number, Part
    from datasets.queries.record import Record

CSS: Final = (Path(__file__).parent / "brief.css").read_text(encoding="utf-8")
# Also where the file is kept and opened from a disk, it asks nobody for anything.
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
MAPS: Final = {"scattermap", "choropleth"}


class UnknownChoiceError(Exception):
    """The address chooses what the view does not offer."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.name)
        self.fault = fault


class NothingToPrintError(Exception):
    """The view has neither figure nor table."""


@dataclass
class Given:
    """Choices as the address makes them; notes each in words."""

    said: list[tuple[str, str]] = field(default_factory=list)

    def one_of(self, name: str, field: str, options: Sequence[str], value: str, show: Callable[[str], str]) -> str:
        """The option that the address names, by default the first.

        Raises:
            UnknownChoiceError: If it names another.
        """
        if value and value not in options:
            raise UnknownChoiceError(Fault(field, value, ", ".join(options)))
        self.said.append((t(f"widget.{name}"), show(value or options[0])))
        return value or options[0]

    def factor(self, filters: Filters, *, lowest: float, highest: float, given: float) -> float:
        """Units per container within the bounds of the page."""
        chosen = min(max(filters.factor or given, lowest), highest)
        self.said.append((t("widget.factor"), f"{chosen:g}"))
        return chosen


@dataclass
class Sheet:
    """A page for paper while it is put together.

    Attributes:
        slug: Its page in the app.
        filters: The state.
        base: Address of the app.
        tab: The part of it that is shown; empty where there is only one.
        title: What stands above it.
        facts: What is shown, in words.
        body: Its pieces.
        remarks: What must be read with it.
        sources: Documents, and what is said of them.
        citations: How to cite each of its tables.
    """

    slug: str
    filters: Filters
    base: str
    tab: str = ""
    title: str = ""
    facts: list[tuple[str, object]] = field(default_factory=list)
    body: list[Markup] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    sources: Markup = field(default_factory=joined)
    citations: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The same view in the app."""
        query = urlencode([(k, v) for k, values in flt.to_query(self.filters).items() for v in values])
        return f"{self.base}/{self.slug}" + (f"?{query}" if query else "")

    def cite(self, name: str, filters: Filters) -> None:
        """Add the citation of rows."""
        text = citation.cite(data.release_of(filters.release), name, filters, title=t(f"noun.{name}"), accessed=_today(),
                             address=f"{self.base}/{rows_at(name, filters)}")  # fmt: skip
        self.citations.append(text)

    def page(self) -> str:
        """The whole page."""
        release, filters = data.release_of(self.filters.release), self.filters
        menu = t(f"{self.slug}.menu")
        tab = f" · {t(f'{self.slug}.tab.{self.tab}')}" if self.tab else ""
        facts = [
            (t("brief.page"), own(self.address, f"{menu}{tab}")), *self.facts,
            (t("widget.as_of"), filters.as_of or t("brief.now")), (t("brief.release"), release.id),
            (t("brief.through"), release.manifest["data_through"]), (t("brief.made"), _today()),
        ]  # fmt: skip
        head = tag(
            "head", tag("meta", charset="utf-8"), tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("title", f"{self.title} – {citation.PRODUCT}"), tag("style", Markup(CSS)),
        )  # fmt: skip
        body = tag(
            "body", tag("p", citation.PRODUCT, class_="product"), tag("h1", self.title),
            tag("dl", joined(*(piece for name, value in facts for piece in (tag("dt", name), tag("dd", value))))),
            *self.body, self.sources, tag("h2", t("method.is_not.title")), each("p", [t("method.is_not"), *self.remarks]),
            _cited(self.citations),
        )  # fmt: skip
        return f"<!doctype html>\n{tag('html', head, body, lang=filters.lang)}\n"


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _cited(citations: Sequence[str]) -> Markup:
    """Citations, and how to check them."""
    if not citations:
        return joined()
    return joined(
        tag("h2", t("download.citation")),
        each("p", citations, class_="cite"),
        tag("p", t("brief.verify"), class_="muted"),
    )


def of_view(slug: str, filters: Filters, base: str) -> str:
    """A brief of what a page shows under a state.

    Raises:
        UnknownChoiceError: If the state chooses what the view does not offer.
        NothingToPrintError: If there is neither figure nor table.
        StoreError: If the data cannot be read.
    """
    chapter, given = BOOK[slug], Given()
    sheet = Sheet(slug, filters, base, filters.tab or (chapter.tabs[0] if chapter.tabs else ""))
    state = shown.settled(slug, pages.used(slug, filters))
    part = chapter.part(Asked(state, sheet.tab, "light", given))
    if part.figure is None and not part.rows and not part.grids:
        raise NothingToPrintError(slug)
    sheet.title = part.title or t(f"{slug}.title")
    said = [*shown.choices(slug, state), *given.said]
    sheet.facts += said or [(t("brief.filters"), t("brief.no_filter"))]
    unused = shown.unused(slug, filters)
    if unused:
        sheet.body.append(tag("p", t("frame.unused", names=unused), class_="note"))
    if chapter.numbers:
        sheet.body.append(_numbers(chapter.numbers(filters), base))
    sheet.body.append(_above(part))
    every = [brief_rows.read(rows, base) for rows in part.rows]
    numbers, found = brief_rows.documents(every)
    sheet.body += [brief_rows.grid(words) for words in part.grids]
    sheet.body += [brief_rows.written(printed, numbers) for printed in every]
    sheet.body.append(tag("p", part.after, class_="note") if part.after else joined())
    sheet.sources = _sources(every, found)
    if part.figure is not None and {trace["type"] for trace in part.figure.to_plotly_json()["data"]} & MAPS:
        sheet.remarks.append(t("method.borders"))
    for rows in part.rows:
        sheet.cite(rows.name, rows.filters)
    return sheet.page()


def _numbers(numbers: Sequence[Number], base: str) -> Markup:
    """Headline numbers, each a link to its rows."""
    lines = (joined(tag("b", own(f"{base}/{n.address}", f"{n.count:,}")), n.words) for n in numbers)
    return tag("ul", each("li", lines), class_="numbers")


def _above(part: Part) -> Markup:
    """What stands above the rows: notice, figure with its finding, limits."""
    notice = tag("p", part.notice, class_="note") if part.notice else None
    if part.figure is None:
        return joined(notice, tag("p", part.caption, class_="muted") if part.caption else None)
    # Only briefs need the drawing library: pages start and answer without it.
    from dashboard.figures import svg  # noqa: PLC0415

    drawn = svg.draw(part.figure)
    if drawn is None:
        return joined(notice, tag("p", t("brief.not_drawn"), class_="note"), tag("p", f"{part.alt} {part.caption}"))
    hidden = t("brief.hidden", n=drawn.hidden) if drawn.hidden else ""
    picture = tag("div", Markup(drawn.svg), role="img", aria_label=part.alt)
    return joined(
        notice, tag("figure", picture, tag("figcaption", " ".join(filter(None, (part.alt, hidden, part.caption)))))
    )


def _sources(every: Sequence[Printed], found: Sequence[dict[str, object]]) -> Markup:
    """The documents behind the printed rows, and where those behind all rows are."""
    if not any(printed.number for printed in every) or any(printed.name == "sources" for printed in every):
        return joined()
    more = [printed for printed in every if printed.frame.height < printed.number]
    said = [tag("p", t("brief.sources_first"), " ", own(printed.address("zip")), class_="muted") for printed in more]
    if not found:
        said = [tag("p", t("brief.no_sources"), class_="muted")]
    return joined(tag("h2", t("record.sources")), *said, brief_rows.listed(found) if found else None)


def of_record(found: Record, filters: Filters, base: str) -> str:
    """A brief of one record: its fields, its documents, what it names and what names it."""
    sheet, record = Sheet("record", filters, base), described(found)
    sheet.title = record.title
    sheet.facts.append((t("record.menu"), record.caption))
    if record.withdrawn:
        sheet.body.append(tag("p", record.withdrawn, class_="note"))
    sheet.body.append(brief_rows.grid(record.fields))
    for section in record.sections:
        if section.table == "sources" and section.rows is found.sources:
            sheet.sources = joined(tag("h2", section.title), brief_rows.listed(section.rows))
            continue
        lines = [
            joined(own(f"{base}/{display.record_address(line.key, filters)}", line.title), f" · {line.date}" if line.date else "",
                   " " if line.link else None, link(line.link, line.link or ""))
            for line in section.lines(brief_rows.MOST)
        ]  # fmt: skip
        more = len(section.rows) - len(lines)
        sheet.body += [tag("h2", section.title), tag("ul", each("li", lines))]
        if more:
            sheet.body.append(tag("p", t("record.more", n=more), " ", own(sheet.address), class_="muted"))
    sheet.cite(found.table, Filters(id=filters.id, as_of=filters.as_of, release=filters.release, lang=filters.lang))
    return sheet.page()
