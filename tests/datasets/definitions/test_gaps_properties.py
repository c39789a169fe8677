"""What holds for coverage gaps whatever the facts are."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from datasets.definitions.asof import known_on
from datasets.definitions.gaps import gaps
from datasets.definitions.responses import TRACKED
from tests.datasets.definitions.builders import checked, listing, measure, one, target, world

Made = tuple[str, dict[str, Any]]
DAY = dt.date(2024, 12, 31)
STRETCHES = st.lists(st.tuples(
    st.sampled_from(["US", "JP"]), st.sampled_from(["2022-01-01", "2023-01-01", "2024-01-01", "2024-12-01"]),
    st.sampled_from(["2023-01-15", "2024-06-30", "2024-11-15", "2024-12-20"]), st.sampled_from(["announcements", "announcements", "list"]),
), min_size=1, max_size=5)  # fmt: skip
LISTINGS = st.lists(st.tuples(
    st.sampled_from(["x", "y", "owner"]), st.sampled_from(["US", "JP"]), st.sampled_from(["2023-02", "2024-03-01", "../2023-06-30"]),
    st.sampled_from([None, None, "2024-04-01", "2025-02-01"]), st.sampled_from([None, ["asset_freeze"], ["travel_ban", "asset_freeze"]]),
), max_size=4)  # fmt: skip


@st.composite
def facts(draw: st.DrawFn) -> list[Made]:
    coverage = [
        checked(j, first, last, coverage_id=f"coverage-{n}", subject_kind=kind)
        for n, (j, first, last, kind) in enumerate(draw(STRETCHES))
    ]
    listings = [
        listing(f"l{n}", key, listed, jurisdiction=j, delisted=delisted, effects=effects, measure_id="m")
        for n, (key, j, listed, delisted, effects) in enumerate(draw(LISTINGS))
    ]
    count = one("announced_counts", announced_count_id="m.all", measure_id="m", n=draw(st.none() | st.integers(0, 3)))
    ties = [one("relations", relation_id="r", from_target_id="owner", to_target_id="x")] if draw(st.booleans()) else []
    return [
        target("x"), target("y", "vessel"), target("owner"), measure("m", "2024-03-01"), count, *ties, *coverage, *listings,
        *(one("participations", participation_id=f"p-{key}", target_id=key) for key in ("x", "y")),
    ]  # fmt: skip


def states(made: list[Made]) -> dict[tuple[str, str], dict[str, Any]]:
    rows = gaps(known_on(world(*made), DAY), DAY).to_dicts()
    found = {(r["target_id"], r["jurisdiction"]): r for r in rows}
    assert len(found) == len(rows)
    return found


@given(facts(), st.data())
def test_marking_a_stretch_not_checked_never_raises_the_number_of_none(made: list[Made], data: st.DataObject) -> None:
    places = [n for n, (name, _) in enumerate(made) if name == "coverage"]
    place = data.draw(st.sampled_from(places))
    unchecked = [(name, row | {"status": "not_checked"} if n == place else row) for n, (name, row) in enumerate(made)]
    before, after = states(made), states(unchecked)
    assert {key for key, r in after.items() if r["status"] == "none"} <= {
        key for key, r in before.items() if r["status"] == "none"
    }


@given(facts())
def test_every_cell_has_one_state_and_effects_only_where_listed(made: list[Made]) -> None:
    found = states(made)
    assert {j for _, j in found} == set(TRACKED)
    for row in found.values():
        assert (row["effects"] is not None) is (row["status"] == "listed")
        assert row["names_unread"] is None or (row["status"] == "none_found" and row["names_unread"] > 0)
        assert row["status"] not in {"listed", "delisted"} or row["listing_id"]
        assert row["status"] not in {"none", "none_found", "not_covered"} or row["listing_id"] is None


@given(facts())
def test_dropping_every_listing_leaves_nobody_listed_delisted_or_owner_listed(made: list[Made]) -> None:
    found = states([entry for entry in made if entry[0] != "listings"])
    assert {r["status"] for r in found.values()} <= {"none", "none_found", "not_covered"}
