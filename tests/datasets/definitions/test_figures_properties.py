"""What holds for figures whatever the claims are: a reading by others or our own error changes nothing that is printed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from hypothesis import given
from hypothesis import strategies as st

from datasets.definitions.asof import known_on
from datasets.definitions.comparable import contradictions, envelopes, factors, figures, headlines, interval
from datasets.definitions.monitoring import cap, silences
from datasets.filters import Filters
from datasets.queries import results
from tests.datasets.definitions.figuring import CLAIMANTS, asked, said

if TYPE_CHECKING:
    from tests.datasets.definitions.builders import Tables

Made = tuple[str, dict[str, Any]]
DAY: Final = dt.date(2025, 6, 30)
NAMES: Final = ("ladder", "headlines", "contradictions", "alternatives", "factors", "un_cap", "silences")
FIGURE: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({
    "best": st.integers(0, 900_000), "by": st.sampled_from([*CLAIMANTS]), "hedge": st.sampled_from(["exact", "about", "at_least", "up_to"]),
    "claimed": st.dates(dt.date(2024, 1, 1), dt.date(2025, 3, 31)).map(dt.date.isoformat),
    "stage": st.sampled_from(["shipped", "delivered", "delivered", "used", "planned"]),
    "item": st.sampled_from(["munitions_containers", "refined_petroleum"]), "unit": st.sampled_from(["containers", "barrels"]),
    "measure_of": st.sampled_from(["cumulative", "period", "level"]), "scope": st.sampled_from([None, "all_modes", "sea", "named_ships"]),
    "period_start": st.sampled_from(["2024-01-01", "2024-02", "2024-06", None]),
    "period_end": st.sampled_from(["2024-12-31", "2024-11", None]),
    "bounds_by": st.sampled_from(["claimant", "claimant", "coder"]), "alternative_group": st.sampled_from([None, None, "alt", "other"]),
    "converted_from": st.sampled_from([None, "c0", "c1"]),
})  # fmt: skip
FACTS = st.lists(FIGURE, min_size=1, max_size=7).map(lambda rows: [said(f"c{n}", **row) for n, row in enumerate(rows)])


def printed(tables: Tables) -> dict[str, list[dict[str, Any]]]:
    """Every result over claims."""
    return {name: results.whole(tables, name, Filters()).to_dicts() for name in NAMES}


@given(FACTS, FIGURE)
def test_a_reading_by_others_changes_nothing_that_is_printed(made: list[Made], odd: dict[str, Any]) -> None:
    variant = said("v", **{**odd, "converted_from": "c0"}, variant_of=["c0"])
    variant[1]["series_id"] = None
    assert printed(asked(*made, variant)) == printed(asked(*made))


@given(FACTS, FIGURE)
def test_our_own_error_changes_nothing_that_is_printed(made: list[Made], odd: dict[str, Any]) -> None:
    withdrawn = said("w", **odd, withdrawn_on="2025-06-01", withdrawn_why="our error")
    assert printed(asked(*made, withdrawn)) == printed(asked(*made))


@given(FACTS)
def test_the_order_of_rows_changes_nothing_that_is_printed(made: list[Made]) -> None:
    assert printed(asked(*reversed(made))) == printed(asked(*made))


@given(FACTS)
def test_every_contradiction_is_of_two_families_that_compare_and_do_not_meet(made: list[Made]) -> None:
    by_id = {f.row["claim_id"]: f for f in figures(row for _, row in made)}
    for found in contradictions(asked(*made)):
        low, high = by_id[found["low_claim_id"]], by_id[found["high_claim_id"]]
        assert low.family != high.family
        assert low.group == high.group
        assert low.high < high.low
        assert found["gap"] == high.low - low.high > 0
        assert found["overlap"] >= 0.75


@given(FACTS)
def test_a_printed_range_holds_every_member_that_is_not_of_a_coder(made: list[Made]) -> None:
    rows = {row["claim_id"]: row for _, row in made}
    for found in headlines(asked(*made)):
        members = [rows[key] for key in found["claim_ids"]]
        assert len({m["family_id"] for m in members}) == found["families"] == len(members)
        stated = [b for m in members if m["bounds_by"] != "coder" and (b := interval(m))]
        assert (found["low"] is not None) is found["is_range"]
        if found["is_range"]:
            assert len(stated) >= 2
            assert found["low"] == min(low for low, _ in stated)
            top = max(high for _, high in stated)
            assert found["high"] == (None if top == float("inf") else top)


@given(FACTS)
def test_an_envelope_holds_its_alternatives_and_is_no_sum(made: list[Made]) -> None:
    rows = {row["claim_id"]: row for _, row in made}
    for found in envelopes(asked(*made)):
        bounds = [b for key in found["claim_ids"] if (b := interval(rows[key]))]
        one_unit = len({rows[key]["unit"] for key in found["claim_ids"]}) == 1
        assert (found["low"] is not None) is one_unit
        if one_unit:
            assert found["low"] == min(low for low, _ in bounds)
            top = max(high for _, high in bounds)
            assert found["high"] == (None if top == float("inf") else top)


@given(FACTS)
def test_the_cap_is_exceeded_only_where_one_claim_says_so(made: list[Made]) -> None:
    rows = {row["claim_id"]: row for _, row in made}
    for found in cap(asked(*made)):
        assert (found["exceeded_by"] is not None) is (found["low"] >= 500_000)
        assert rows[found["claim_id"]]["stage"] != "planned"
        assert found["period_start"].year == found["period_end"].year == found["year"]


@given(FACTS, st.dates(dt.date(2024, 1, 1), DAY))
def test_an_earlier_day_prints_only_what_was_public_then(made: list[Made], day: dt.date) -> None:
    tables = asked(*made)
    known = {row["claim_id"] for _, row in made if row["known_from"] <= day}
    kept = asked(*(m for m in made if m[1]["claim_id"] in known))
    then = known_on(tables, day)
    assert contradictions(then) == contradictions(kept)
    assert headlines(then) == headlines(kept)
    assert factors(then) == factors(kept)
    assert silences(then, day) == silences(kept, day)
