"""Pages print the counts and links of their rows; every form, the brief and every figure hold these rows, in random states."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlencode

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import brief_rows, data, downloads, routes
from dashboard.parts.book import BOOK
from dashboard.text import t
from datasets import filters as flt
from datasets.queries import measures, results
from tests.dashboard.apptest import address, open_page
from tests.dashboard.releases import kept, served_two, two
from tests.dashboard.test_invariants import VIEWS, counted, fetched, lines, part_of, states

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from dashboard.parts.part import Part, Rows
    from datasets.filters import Filters

__all__ = ["served_two", "two"]

FEW: Final = 45
BARE: Final = flt.Filters(codes={"clock": ("first_official",), "endpoint": ("stated",)}, q="")
# Views of which the mini facts hold no row, or only one.
SHIPPED: Final = [("transfers", "contradictions"), ("transfers", "silences"), ("transfers", "cap"), ("coverage", "overlap"),
                  ("coverage", "roles"), ("timeline", "events"), ("outlook", "")]  # fmt: skip
KEYS: Final = ("", "", "", "claim-us-state-2024-05-02-oil", "us-2024-05-16-arms", "src-one")
UNIT_OF: Final[dict[str, Callable[[dict[str, Any]], object]]] = {
    "packages": lambda row: row["package_id"], "acts": lambda row: row["act_reference"] or row["measure_id"],
    "measures": lambda row: row["measure_id"], "listings": lambda row: row["listing_id"], "targets": lambda row: row["target_id"],
}  # fmt: skip


@st.composite
def links(draw: st.DrawFn) -> Filters:
    """A random state with the parameters of a view as well, as its link is read back."""
    page, factor = draw(st.sampled_from((1, 2, 9_999))), draw(st.sampled_from((None, 1.5, 300.0)))
    view, key = draw(st.sampled_from(("", "ports"))), draw(st.sampled_from(KEYS))
    state, faults = flt.parse(flt.to_query(draw(states()).but(page=page, factor=factor, view=view, id=key)))
    assert not faults
    return state


def few(number: int = FEW) -> settings:
    return settings(max_examples=number, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The release in the repository, served."""
    monkeypatch.delenv("TRACKER_TABLES", raising=False)
    monkeypatch.setattr(data, "_opened", None)
    with TestClient(Starlette(routes=routes.routes("")), raise_server_exceptions=False) as made:
        yield made


def shown(asked: Rows) -> pl.DataFrame:
    """The rows of a view."""
    return results.whole(data.tables(asked.filters), asked.name, asked.filters)


def traces(part: Part, kind: str) -> list[dict[str, Any]]:
    """What a figure draws in one way; nothing where there is no figure."""
    return [] if part.figure is None else [one for one in part.figure.to_plotly_json()["data"] if one["type"] == kind]


def drawn(part: Part, axis: str = "y") -> int:
    """Sum of the bars that count rows."""
    return sum(int(n) for one in traces(part, "bar") if one["name"] != t("figure.unread") for n in one[axis])


def assert_file_holds_the_rows(client: TestClient, asked: Rows) -> int:
    """The Parquet file behind the link of a view has its rows, value by value; how many they are."""
    file = pl.read_parquet(io.BytesIO(fetched(client, asked, "parquet")))
    assert file.rows() == shown(asked).select(file.columns).rows()
    assert file.height == lines(fetched(client, asked, "csv")) == counted(asked)
    return file.height


@pytest.mark.parametrize(("slug", "tab"), VIEWS)
@few(4)
@given(state=links())
def test_all_six_forms_and_the_brief_hold_the_rows_counted(
    client: TestClient, slug: str, tab: str, state: Filters
) -> None:
    for asked in (*part_of(slug, tab, BARE.but(q="angara")).rows, *part_of(slug, tab, state).rows):
        sheet: Any = openpyxl.load_workbook(io.BytesIO(fetched(client, asked, "xlsx")), read_only=True).active
        archive = zipfile.ZipFile(io.BytesIO(fetched(client, asked, "zip")))
        found = {
            "csv": lines(fetched(client, asked, "csv")), "raw": lines(fetched(client, asked, "csv", raw="1")),
            "json": len(json.loads(fetched(client, asked, "json"))["rows"]), "xlsx": sum(1 for _ in sheet.iter_rows()) - 1,
            "parquet": assert_file_holds_the_rows(client, asked), "zip": json.loads(archive.read("manifest.json"))["rows"],
            "in zip": lines(archive.read(f"{asked.name}.csv")), "brief": brief_rows.read(asked, "").number,
        }  # fmt: skip
        assert set(found.values()) == {counted(asked)}, found


@pytest.mark.parametrize(("slug", "tab"), SHIPPED)
@few(6)
@given(state=links())
def test_files_of_the_shipped_release_hold_the_rows_counted(
    shipped: TestClient, slug: str, tab: str, state: Filters
) -> None:
    for asked in part_of(slug, tab, state.but(as_of=None, id="")).rows:
        assert_file_holds_the_rows(shipped, asked)
    assert [assert_file_holds_the_rows(shipped, asked) > 0 for asked in part_of(slug, tab, BARE).rows] == [True]


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("slug", BOOK)
@few(3)
@given(state=links(), place=st.integers(0, 99))
def test_a_page_prints_these_counts_and_these_links(slug: str, state: Filters, place: int) -> None:
    tabs = [tab for page, tab in VIEWS if page == slug]
    state = state.but(lang="en", tab=tabs[place % len(tabs)])
    app = open_page(slug, urlencode([(k, v) for k, values in flt.to_query(state).items() for v in values]))
    wanted = part_of(slug, state.tab, state).rows
    said = [m[1] for one in app.markdown if (m := re.fullmatch(r"\*\*([\d,]+ [a-z ]+)\*\*", str(one.value)))]
    assert said == [t("table.count", n=f"{counted(asked):,}", noun=t(f"noun.{asked.name}")) for asked in wanted]
    urls = [one.proto.url for one in app.get("link_button") if one.proto.url.startswith("data/")]
    assert urls == [downloads.address(asked.name, asked.filters) for asked in wanted]


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize(
    ("slug", "query"),
    [("transfers", "tab=ledger&claimant=rok-nis"), ("transfers", "tab=ledger&claimant=us-state&as_of=2024-02-27"),
     ("changes", "changed=no_such_table")],
)  # fmt: skip
def test_a_choice_that_nothing_answers_shows_nothing_and_stays_in_the_link(slug: str, query: str) -> None:
    app = open_page(slug, query)
    assert re.search(r"\*\*0 (claims|changes)\*\*", "\n".join(str(one.value) for one in app.markdown))
    in_link = {(name, value) for name, values in address(app).items() for value in values}
    assert set(parse_qsl(query)) <= in_link


@pytest.mark.parametrize("unit", UNIT_OF)
@few()
@given(state=links())
def test_bars_and_last_steps_of_measures_are_the_units_of_the_rows(served: Path, unit: str, state: Filters) -> None:
    part, steps = (part_of("measures", tab, state.but(unit=unit)) for tab in ("new", "cumulative"))
    (asked,) = part.rows
    units = {(row["jurisdiction"], UNIT_OF[unit](row)) for row in shown(asked).to_dicts()}
    found = measures.by_month(data.tables(asked.filters), asked.filters)
    assert drawn(part) == found["n"].sum() == len(units)
    assert sum(one["y"][-1] for one in traces(steps, "scatter")) == len(units)
    assert unit not in {"measures", "listings"} or len(units) == counted(asked)


@few()
@given(state=links())
def test_kinds_and_countries_are_those_of_the_rows(served: Path, state: Filters) -> None:
    kinds = part_of("measures", "kinds", state.but(unit="measures"))
    assert drawn(kinds, "x") == shown(kinds.rows[0])["kinds"].list.len().sum()
    where = part_of("measures", "where", state.but(unit="listings"))
    (asked,) = where.rows
    found = measures.by_country(data.tables(asked.filters), asked.filters)
    assert found["listings"].sum() == counted(asked)
    nowhere = found.filter(found["country"].is_null())["listings"].sum()
    assert sum(sum(one["z"]) for one in traces(where, "choropleth")) == counted(asked) - nowhere


@pytest.mark.parametrize("tab", ["events", "stances"])
@few()
@given(state=links())
def test_a_lane_has_a_mark_for_every_row_with_a_last_day(served: Path, tab: str, state: Filters) -> None:
    part = part_of("timeline", tab, state)
    (asked,) = part.rows
    key, day = {"events": ("event_id", "occurred_latest"), "stances": ("stance_id", "stated_latest")}[tab]
    marks = [key for one in traces(part, "scatter") for key in one.get("customdata") or () if isinstance(key, str)]
    assert sorted(marks) == shown(asked).filter(pl.col(day).is_not_null())[key].sort().to_list()


@few()
@given(state=links())
def test_every_bar_of_coverage_is_as_long_as_the_rows_are_many(served: Path, state: Filters) -> None:
    part = part_of("coverage", "matrix", state)
    (asked,) = part.rows
    lengths: dict[str, int] = {}
    for trace in traces(part, "bar"):
        for name, number in zip(trace["y"], trace["x"], strict=True):
            lengths[name] = lengths.get(name, 0) + number
    assert set(lengths.values()) == ({counted(asked)} if counted(asked) else set())


@few()
@given(state=links())
def test_every_response_time_with_a_clock_has_its_mark(served: Path, state: Filters) -> None:
    part = part_of("responses", "marks", state)
    for asked in part.rows:
        marks = sum(len(one["x"]) for one in traces(part, "scatter") if list(one["x"]) != [None])
        assert marks == shown(asked).filter(pl.col("class") != "no_clock").height


@few()
@given(state=links())
def test_bars_of_changes_are_the_rows_of_either_release(served_two: Path, state: Filters) -> None:
    with TestClient(Starlette(routes=routes.routes(""))) as client:
        for release in (None, kept(served_two)):
            part = part_of("changes", "", state.but(release=release, id=""))
            (asked,) = part.rows
            assert drawn(part, "x") == assert_file_holds_the_rows(client, asked)
