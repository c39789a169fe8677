"""What a view counts, what its figure draws and what its files hold are the same rows, whatever is filtered."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Final

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import data, downloads, pages
from dashboard.parts.book import BOOK
from dashboard.parts.part import Asked
from dashboard.text import speak, t
from datasets import filters as flt
from datasets import vocabulary
from datasets.filters import Filters
from datasets.queries import results, rows
from tests.inputs import First

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

    from dashboard.parts.part import Part, Rows

PROSE: Final = {("method", "about"), ("method", "codebook"), ("method", "data")}
VIEWS: Final = [
    view for slug, chapter in BOOK.items() for tab in chapter.tabs or ("",) if (view := (slug, tab)) not in PROSE
]
# Views of which the mini facts have no row in any state.
BARE: Final = {
    ("transfers", "contradictions"),
    ("transfers", "silences"),
    ("coverage", "overlap"),
    ("outlook", ""),
    ("changes", ""),
}
STATES: Final = 600  # in all
FEW: Final = 45
CLAIMANTS: Final = ("rok-mnd", "us-state", "rok-nis")
TERMS: Final = {name: flt.allowed_codes(name) or CLAIMANTS for name in flt.COLUMNS_OF}
ONE: Final = ("clock", "endpoint")  # of which a page always has one chosen
# Around the days of the mini facts: a period that begins late or ends early shows few of them, or none.
BEGIN: Final = st.none() | st.dates(dt.date(2023, 12, 1), dt.date(2024, 5, 10))
END: Final = st.none() | st.dates(dt.date(2024, 2, 20), dt.date(2024, 7, 10))


@st.composite
def states(draw: st.DrawFn) -> Filters:
    """A state in which something is likely to be left of the mini facts."""
    names = st.sampled_from([name for name in TERMS if name not in ONE])
    codes = {
        name: tuple(draw(st.lists(st.sampled_from(TERMS[name]), min_size=1, max_size=4, unique=True)))
        for name in draw(st.lists(names, max_size=2, unique=True))
    }
    codes |= {name: (draw(st.sampled_from(TERMS[name])),) for name in ONE}
    since, until, as_of = draw(BEGIN), draw(END), draw(END)
    if since and until and since > until:
        since, until = until, since
    return Filters(
        codes={name: chosen for name, chosen in codes.items() if chosen}, since=since, until=until, as_of=as_of,
        q=draw(st.sampled_from((*[""] * 8, "containers", "angara", "석유", "%"))), dates=draw(st.sampled_from(("overlap", "inside"))),
        unit=draw(st.sampled_from(vocabulary.codes("unit_of_count"))), lang=draw(st.sampled_from(("en", "ja", "ko"))),
        sort=draw(st.sampled_from(("", "-known_from"))), nobody=draw(st.booleans()),
    )  # fmt: skip


def part_of(slug: str, tab: str, state: Filters) -> Part:
    """What a view shows in a state."""
    speak(state.lang)
    return BOOK[slug].part(Asked(pages.used(slug, state.but(tab=tab)), tab, "light", First()))


def counted(asked: Rows) -> int:
    """Rows as the view counts them."""
    tables = data.tables(asked.filters)
    if asked.name in results.RESULTS:
        return results.whole(tables, asked.name, asked.filters).height
    return rows.count(tables, asked.name, asked.filters)


def fetched(client: TestClient, asked: Rows, ending: str, **more: str) -> bytes:
    """The file behind the view's own link."""
    address = downloads.address(asked.name, asked.filters, ending, **more)
    answer = client.get(f"/{address}")
    assert answer.status_code == 200, (address, answer.text)
    return bytes(answer.content)


def lines(content: bytes) -> int:
    return len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))) - 1


def drawn(part: Part) -> int:
    """Sum of the bars that count rows, or of the last heights of lines that run up; 0 without a figure."""
    traces = part.figure.to_plotly_json()["data"] if part.figure is not None else []
    bars = [trace for trace in traces if trace["type"] == "bar" and trace["name"] != t("figure.unread")]
    steps = [trace for trace in traces if trace.get("line", {}).get("shape") == "hv"]
    return sum(int(n) for trace in bars for n in trace["y"]) + sum(int(trace["y"][-1]) for trace in steps)


@pytest.mark.parametrize(("slug", "tab"), VIEWS)
def test_a_view_counts_the_rows_of_its_files(client: TestClient, slug: str, tab: str) -> None:
    numbers: list[int] = []

    @settings(max_examples=-(-STATES // len(VIEWS)), deadline=None)
    @given(state=states())
    def agree(state: Filters) -> None:
        asked_for = state.but(q=state.q or "angara") if slug == "search" else state
        for asked in part_of(slug, tab, asked_for).rows:
            numbers.append(counted(asked))
            assert lines(fetched(client, asked, "csv")) == numbers[-1]
            assert pl.read_parquet(io.BytesIO(fetched(client, asked, "parquet"))).height == numbers[-1]

    agree()
    shown = sum(number > 0 for number in numbers)
    assert (shown == 0) if (slug, tab) in BARE else (shown * 4 >= len(numbers)), (
        f"{shown} of {len(numbers)} states show rows"
    )


@pytest.mark.parametrize("unit", ["measures", "listings"])
@pytest.mark.parametrize("tab", ["new", "cumulative"])
def test_the_figure_of_measures_adds_up_to_the_rows_counted(served: Path, tab: str, unit: str) -> None:
    numbers: list[int] = []

    @settings(max_examples=FEW, deadline=None)
    @given(state=states())
    def agree(state: Filters) -> None:
        part = part_of("measures", tab, state.but(unit=unit))
        (asked,) = part.rows
        numbers.append(counted(asked))
        assert drawn(part) == numbers[-1]

    agree()
    assert sum(number > 0 for number in numbers) * 4 >= len(numbers)


@settings(max_examples=FEW, deadline=None, suppress_health_check=list(HealthCheck))
@given(state=states())
def test_bars_rows_of_unknown_month_and_events_are_all_dated_rows(served: Path, state: Filters) -> None:
    part = part_of("situation", "timeline", state)
    (asked,) = part.rows
    found = results.whole(data.tables(asked.filters), "timeline", asked.filters)
    first, last = (pl.col(f"day_{end}").dt.truncate("1mo") for end in ("earliest", "latest"))
    apart = found.filter((pl.col("lane") == "events") | ~(first == last).fill_null(value=False)).height
    assert drawn(part) + apart == counted(asked) == found.height
