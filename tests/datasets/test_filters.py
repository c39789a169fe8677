"""The address codec: what is written is read back, and what is not understood is named and changes nothing."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import filters as flt
from datasets import vocabulary
from datasets.filters import Filters

TERMS = {name: flt.allowed_codes(name) for name in flt.COLUMNS_OF}
KEYS = st.from_regex(flt.IDS, fullmatch=True)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))


@st.composite
def states(draw: st.DrawFn) -> Filters:
    """Any state that a page can be in."""
    codes: dict[str, tuple[str, ...]] = {}
    for name, allowed in TERMS.items():
        chosen = draw(st.sets(st.sampled_from(allowed) if allowed else KEYS, max_size=3))
        in_order = tuple(c for c in allowed if c in chosen) if allowed else tuple(sorted(chosen))
        codes |= {name: in_order} if in_order else {}
    since, until = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if since and until and since > until:
        since, until = until, since
    words = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=40).map(str.strip)
    return Filters(
        codes=codes, q=draw(words.filter(lambda q: "�" not in q)), since=since, until=until, as_of=draw(st.none() | DAYS),
        dates=draw(st.sampled_from(("overlap", "inside"))), id=draw(st.just("") | KEYS), release=draw(st.none() | KEYS),
        lang=draw(st.sampled_from(("en", "ja", "ko"))), unit=draw(st.sampled_from(vocabulary.codes("unit_of_count"))),
        tab=draw(st.just("") | st.from_regex(flt.TABS, fullmatch=True)),
        sort=draw(st.just("") | st.from_regex(flt.SORTS, fullmatch=True)), page=draw(st.integers(1, 9_999_999)),
        item=draw(st.just("") | st.from_regex(flt.ITEMS, fullmatch=True)), nobody=draw(st.booleans()),
        view=draw(st.just("") | st.from_regex(flt.TABS, fullmatch=True)),
        table=draw(st.just("") | st.from_regex(flt.TABS, fullmatch=True)),
        factor=draw(st.none() | st.integers(0, 999_999_999).map(lambda n: n / 1000)),
    )  # fmt: skip


@given(states())
def test_a_state_written_as_an_address_is_read_back_whole(state: Filters) -> None:
    assert flt.parse(flt.to_query(state)) == (state, [])


def test_an_empty_address_filters_nothing_and_nothing_is_an_empty_address() -> None:
    assert flt.parse({}) == (Filters(), [])
    assert flt.to_query(Filters()) == {}


def test_an_address_has_codes_in_one_order_whatever_order_they_were_given_in() -> None:
    state, faults = flt.parse({"jurisdiction": ["KR", "US", "KR"], "claimant": ["b", "a"]})
    assert not faults
    assert flt.to_query(state) == {"jurisdiction": ["US", "KR"], "claimant": ["a", "b"]}


@pytest.mark.parametrize(("name", "value", "allowed"), [
    ("jurisdiction", "FR", "US, EU, JP, KR"), ("category", "tanks", "artillery_ammunition"),
    ("evidence", "", "satellite_imagery"),
    ("from", "2024-02-30", "2024-02-26"), ("to", "2024-02", "2024-02-26"), ("as_of", "yesterday", "2024-02-26"),
    ("dates", "within", "overlap, inside"), ("lang", "de", "en, ja, ko"), ("unit", "apples", "packages, acts, measures"),
    ("page", "0", "from 1"), ("page", "-1", "from 1"), ("page", "1.5", "from 1"), ("page", "１", "from 1"),
    ("id", "a b", "key of a row"), ("id", "../../etc/passwd", "key of a row"), ("sort", "a;b", "column"),
    ("claimant", "<b>", "a code"),
    ("item", "rounds", "full stop"), ("factor", "-1", "number"), ("factor", "nan", "number"), ("nobody", "0", "1"),
    ("q", "a\x00b", "control characters"), ("q", "a\u202eb", "control characters"),
])  # fmt: skip
def test_a_value_that_is_not_understood_is_named_with_what_would_be_and_changes_nothing(
    name: str, value: str, allowed: str
) -> None:
    state, faults = flt.parse({name: [value]})
    assert state == Filters()
    assert [fault.name for fault in faults] == [name]
    assert allowed in faults[0].allowed
    assert all(c.isprintable() for c in faults[0].value)


def test_the_good_values_beside_a_bad_one_hold() -> None:
    state, faults = flt.parse({"jurisdiction": ["US", "FR", "JP"], "q": ["ship"]})
    assert state == Filters(codes={"jurisdiction": ("US", "JP")}, q="ship")
    assert [(fault.name, fault.value) for fault in faults] == [("jurisdiction", "FR")]


def test_an_unknown_parameter_is_named_with_the_known_ones() -> None:
    state, faults = flt.parse({"juristiction": ["US"], "utm_source": ["x"]})
    assert state == Filters()
    assert [fault.name for fault in faults] == ["juristiction", "utm_source"]
    assert "jurisdiction" in faults[0].allowed


def test_a_single_parameter_given_twice_is_named() -> None:
    state, faults = flt.parse({"lang": ["ja", "ko"]})
    assert state.lang == "en"
    assert faults == [flt.Fault("lang", "ja, ko", "one value")]


def test_a_period_that_ends_before_it_begins_keeps_its_begin() -> None:
    state, faults = flt.parse({"from": ["2024-05-01"], "to": ["2024-04-30"]})
    assert (state.since, state.until) == (dt.date(2024, 5, 1), None)
    assert faults == [flt.Fault("to", "2024-04-30", "a day on or after from")]


def test_a_text_longer_than_a_search_box_takes_is_named_not_cut_in_silence() -> None:
    state, faults = flt.parse({"q": ["x" * (flt.MAX_LENGTH + 1)], "jurisdiction": ["US"]})
    assert (state.q, state.chosen("jurisdiction")) == ("", ("US",))
    assert [(fault.name, fault.allowed) for fault in faults] == [("q", f"at most {flt.MAX_LENGTH} characters")]
    assert len(faults[0].value) <= flt.MAX_LENGTH


def test_more_values_than_a_parameter_has_codes_are_named() -> None:
    state, faults = flt.parse({"claimant": [f"c{n}" for n in range(flt.MAX_VALUES + 1)]})
    assert len(state.chosen("claimant")) == flt.MAX_VALUES
    assert f"at most {flt.MAX_VALUES} values" in {fault.allowed for fault in faults}


def test_a_search_may_hold_the_wide_space_of_a_japanese_keyboard() -> None:
    assert flt.parse({"q": ["北朝鮮　船舶"]}) == (Filters(q="北朝鮮　船舶"), [])


HOSTILE = st.text(max_size=300) | st.sampled_from([
    "\x00", "x" * 100_000, "\ud800", "' OR 1=1 --", "<script>", "%00", "../../../etc/passwd", "=1+1", "9" * 50, "-" * 50,
    "0001-01-01", "9999-12-31", "NaN", "Infinity", "\u202e", "\N{ZERO WIDTH SPACE}",
])  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from(flt.parameters()) | HOSTILE, st.lists(HOSTILE, max_size=4) | st.just(["US"] * 500), max_size=6
    )
)
def test_no_address_raises_and_what_is_read_can_be_written_and_read_again(query: dict[str, list[str]]) -> None:
    state, faults = flt.parse(query)
    assert flt.parse(flt.to_query(state)) == (state, [])
    shown = [part for fault in faults for part in (fault.name, fault.value)]
    assert max(map(len, shown), default=0) <= 3 * flt.MAX_LENGTH + 4
    assert not {c for part in shown for c in part if unicodedata.category(c) in {"Cc", "Cf", "Cs"}}
    assert len({name for name in query if name not in flt.parameters()}) <= len(faults)


def test_changing_one_field_keeps_the_others_and_an_empty_choice_removes_a_parameter() -> None:
    state = Filters(codes={"jurisdiction": ("US",), "nexus": ("dprk",)}, q="ship", page=3)
    changed = state.but(codes={"jurisdiction": (), "kind": ("reward",)}, page=1)
    assert changed == Filters(codes={"nexus": ("dprk",), "kind": ("reward",)}, q="ship", page=1)
    assert state.chosen("jurisdiction") == ("US",)


def test_every_code_parameter_has_codes_except_those_that_take_names() -> None:
    assert [name for name, allowed in TERMS.items() if not allowed] == ["claimant", "changed"]


def test_every_parameter_stands_for_a_field_of_the_state() -> None:
    fields: dict[str, Any] = vars(Filters())
    names = set(flt.parameters()) - set(flt.COLUMNS_OF)
    assert {"since" if n == "from" else "until" if n == "to" else n for n in names} == set(fields) - {"codes"}
    assert set(flt.ROW_FILTERS) | set(flt.VIEW_ONLY) | {"as_of", "release", "nobody"} == set(flt.parameters())
