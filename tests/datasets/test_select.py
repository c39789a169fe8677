"""Which rows a state shows: periods, codes, lists, text in three languages, and what a table cannot answer."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import dates, store
from datasets import filters as flt
from datasets.filters import Fault, Filters
from datasets.schema import TABLES
from tests.datasets.definitions.builders import d, frame, row

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = dict[str, Any]


def shown(table: str, rows: Iterable[Row], state: Filters) -> set[str]:
    """Keys of the rows that a state shows."""
    chosen = flt.select(store.lazy(frame(table, *rows)), TABLES[table], state)
    return {str(r[TABLES[table].key[0]]) for r in store.rows(chosen)}


EVENTS = [
    row("events", event_id=key, occurred=text, kind="summit")
    for key, text in {
        "day": "2024-03-15", "month": "2024-03", "year": "2024", "until": "../2024-02-10", "since": "2024-05-01/..",
        "before": "2024-01-31",
    }.items()
]  # fmt: skip


@pytest.mark.parametrize(("since", "until", "overlap", "inside"), [
    ("2024-03-15", "2024-03-15", {"day", "month", "year"}, {"day"}),
    ("2024-03-01", "2024-03-31", {"day", "month", "year"}, {"day", "month"}),
    ("2024-03-16", "2024-03-31", {"month", "year"}, set()),
    ("2024-02-10", "2024-02-20", {"until", "year"}, set()),
    ("2024-02-11", "2024-02-20", {"year"}, set()),
    ("2024-01-01", "2024-12-31", {"day", "month", "year", "until", "since", "before"}, {"day", "month", "year", "before"}),
    ("2025-01-01", None, {"since"}, set()),
    ("2024-05-01", None, {"year", "since"}, {"since"}),
    (None, "2024-02-10", {"before", "until", "year"}, {"before", "until"}),
    (None, "2023-12-31", {"until"}, set()),
])  # fmt: skip
def test_a_period_keeps_rows_that_overlap_it_or_lie_inside(
    since: str | None, until: str | None, overlap: set[str], inside: set[str]
) -> None:
    state = Filters(since=d(since), until=d(until))
    assert shown("events", EVENTS, state) == overlap
    assert shown("events", EVENTS, state.but(dates="inside")) == inside


@given(
    st.lists(st.tuples(st.dates(dt.date(2023, 1, 1), dt.date(2025, 1, 1)), st.integers(0, 400)), max_size=8),
    st.dates(dt.date(2023, 1, 1), dt.date(2025, 1, 1)), st.integers(0, 300),
)  # fmt: skip
def test_a_row_overlaps_or_lies_inside_as_its_days_do(
    rows: list[tuple[dt.date, int]], since: dt.date, length: int
) -> None:
    until = since + dt.timedelta(length)
    spans = {f"e{n}": (first, first + dt.timedelta(days)) for n, (first, days) in enumerate(rows)}
    made = [row("events", event_id=key, occurred=dates.span(*span), kind="summit") for key, span in spans.items()]
    state = Filters(since=since, until=until)
    assert shown("events", made, state) == {k for k, (a, b) in spans.items() if a <= until and b >= since}
    assert shown("events", made, state.but(dates="inside")) == {
        k for k, (a, b) in spans.items() if a >= since and b <= until
    }


def test_a_row_without_a_date_lies_in_no_period_and_shows_without_one() -> None:
    rows = [row("sources", source_id="undated", publisher="P"), row("sources", source_id="dated", published="2024-02")]
    assert shown("sources", rows, Filters(since=d("2000-01-01"))) == {"dated"}
    assert shown("sources", rows, Filters(until=d("2100-01-01"))) == {"dated"}
    assert shown("sources", rows, Filters(dates="inside", since=d("2000-01-01"))) == {"dated"}
    assert shown("sources", rows, Filters()) == {"undated", "dated"}


def test_a_code_is_matched_whole_and_a_list_by_any_of_its_codes() -> None:
    rows = [
        row("measures", measure_id="freeze", kinds=["asset_freeze"], announced="2024-01-01"),
        row(
            "measures",
            measure_id="both",
            kinds=["travel_ban", "asset_freeze"],
            announced="2024-01-01",
            jurisdiction="JP",
        ),
        row("measures", measure_id="words", kinds=["statement"], announced="2024-01-01"),
    ]
    assert shown("measures", rows, Filters(codes={"kind": ("asset_freeze",)})) == {"freeze", "both"}
    assert shown("measures", rows, Filters(codes={"kind": ("travel_ban", "statement")})) == {"both", "words"}
    assert shown("measures", rows, Filters(codes={"kind": ("asset_freeze",), "jurisdiction": ("JP",)})) == {"both"}
    assert shown("measures", rows, Filters(codes={"kind": ("reward",)})) == set()


def test_a_null_list_matches_no_code() -> None:
    rows = [
        row("claims", claim_id="seen", claimed="2024-01-01", evidence=["satellite_imagery", "documents"]),
        row("claims", claim_id="said", claimed="2024-01-01"),
    ]
    assert shown("claims", rows, Filters(codes={"evidence": ("documents",)})) == {"seen"}


WORDS = [
    row("claims", claim_id="containers", claimed="2024-01-01", summary_en="Containers left Rajin.",
        summary_ja="コンテナが羅津を出た。", summary_ko="컨테이너가 나진을 떠났다.", quantity_text="Several DOZEN"),
    row("claims", claim_id="oil", claimed="2024-01-01", summary_en="Oil (100%) was delivered.", summary_ja="石油を渡した。",
        summary_ko="석유를 넘겼다."),
]  # fmt: skip


@pytest.mark.parametrize(("q", "found"), [
    ("rajin", {"containers"}), ("RAJIN", {"containers"}), ("several dozen", {"containers"}), ("羅津", {"containers"}),
    ("나진", {"containers"}), ("石油", {"oil"}), ("석유", {"oil"}), ("100%", {"oil"}), ("(", {"oil"}), (".*", set()),
    ("l%d", set()), (".", {"containers", "oil"}), ("e", {"containers", "oil"}), ("us-state", set()),
])  # fmt: skip
def test_a_text_is_found_as_written_in_any_language_and_is_no_pattern(q: str, found: set[str]) -> None:
    assert shown("claims", WORDS, Filters(q=q)) == found


@pytest.mark.parametrize("q", ["ОБОРОНЛОГИСТИКА", "оборонлогистика", "Оборон"])
def test_a_name_in_cyrillic_is_found_in_either_case(q: str) -> None:
    rows = [row("target_names", target_name_id="n", target_id="x", name="ООО «Оборонлогистика»")]
    assert shown("target_names", rows, Filters(q=q)) == {"n"}


def test_withdrawn_rows_show_only_when_asked_for_by_key() -> None:
    rows = [
        row("events", event_id="good", occurred="2024-01-01"),
        row("events", event_id="mistake", occurred="2024-01-01", withdrawn_on="2024-02-01", withdrawn_why="wrong day"),
    ]
    assert shown("events", rows, Filters()) == {"good"}
    assert shown("events", rows, Filters(id="mistake")) == {"mistake"}
    assert shown("events", rows, Filters(id="good")) == {"good"}
    assert shown("events", rows, Filters(id="goo")) == set()


def test_what_a_table_cannot_filter_is_named() -> None:
    state = Filters(
        codes={"jurisdiction": ("US",), "category": ("troops",), "kind": ("person", "summit")},
        q="x",
        since=d("2024-01-01"),
    )
    faults = flt.unreadable(state, TABLES["targets"])
    assert {(f.name, f.value) for f in faults} == {
        ("jurisdiction", "US"),
        ("category", "troops"),
        ("kind", "summit"),
        ("from", "2024-01-01"),
    }
    assert next(f.allowed for f in faults if f.value == "summit") == "person, entity, vessel, aircraft"
    assert flt.unreadable(Filters(until=d("2024-01-01")), TABLES["gaps"])[0].name == "to"
    assert flt.unreadable(Filters(q="x"), TABLES["lags"]) == [Fault("q", "x", "table lags has no text")]
    assert flt.unreadable(Filters(codes={"jurisdiction": ("UN",)}), TABLES["measures"]) == []


def test_the_part_that_a_table_can_filter_has_no_fault_and_keeps_the_rest() -> None:
    state = Filters(codes={"jurisdiction": ("US",), "category": ("troops",), "kind": ("person", "summit")}, q="x",
                    since=d("2024-01-01"), until=d("2024-02-01"), lang="ko", as_of=d("2024-03-01"))  # fmt: skip
    part = flt.readable_part(state, TABLES["targets"])
    assert part == state.but(codes={"jurisdiction": (), "category": (), "kind": ("person",)}, since=None, until=None)
    for table in TABLES.values():
        assert flt.unreadable(flt.readable_part(state, table), table) == []


@pytest.mark.parametrize("name", sorted(TABLES))
def test_the_columns_that_filters_read_exist_in_every_table(name: str) -> None:
    table = TABLES[name]
    state = Filters(
        codes={p: (flt.allowed_codes(p) or ("a",))[:1] for p in flt.COLUMNS_OF}, q="x", since=d("2024-01-01"), id="a"
    )
    assert shown(name, [], flt.readable_part(state, table)) == set()
    if table.period:
        assert {f"{table.period}_earliest", f"{table.period}_latest"} <= set(table.names)
