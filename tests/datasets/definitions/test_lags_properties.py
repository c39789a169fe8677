"""What holds for lags whatever the facts are."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from datasets import dates
from datasets.definitions.responses import TRACKED
from tests.datasets.definitions.asking import all_lags
from tests.datasets.definitions.builders import checked, claim, link, listing, measure, one, target, trigger, world

Made = tuple[str, dict[str, Any]]
FIRST = dt.date(2024, 1, 1)
CLOSED = {"responded", "disclosed_by_measure", "order_unknown"}
OFFSETS = st.integers(0, 70)
BY_TRIGGER = ("trigger_id", "jurisdiction", "clock", "endpoint")


def day(offset: int) -> str:
    return (FIRST + dt.timedelta(offset)).isoformat()


# A day, or several days of which one is meant.
WHEN = st.tuples(OFFSETS, st.sampled_from([0, 0, 0, 1, 9, 40])).map(
    lambda pair: dates.span(FIRST + dt.timedelta(pair[0]), FIRST + dt.timedelta(sum(pair)))
)
CLAIMS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({
    "claimed": WHEN, "claimant_id": st.sampled_from(["us-state", "rok-nis", "g7", "paper", "ru-mfa"]),
    "stage": st.sampled_from(["shipped", "delivered", "planned"]),
    "attribution": st.sampled_from(["named_official", "unnamed_officials"]),
    "disclosed_in_measure_id": st.sampled_from([None, None, "m0"]),
    "variant_of": st.sampled_from([None, None, ["c0"]]), "transfer_id": st.sampled_from(["t", "t", "t2"]),
})  # fmt: skip
MEASURES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({
    "announced": WHEN, "jurisdiction": st.sampled_from(["US", "US", "KR", "MULTI"]), "participants": st.just(["g7"]),
    "effect_class": st.sampled_from(["restrictive", "restrictive", "declaratory", "easing"]),
})  # fmt: skip
LINKS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({
    "basis": st.sampled_from(["stated", "stated", "same_target", "inferred"]), "transfer_id": st.sampled_from(["t", "t", "t2"]),
    "same_day_order": st.sampled_from([None, "after"]), "listing_ids": st.sampled_from([None, None, ["l0"], ["l0", "l1"]]),
})  # fmt: skip
STRETCHES = st.lists(st.tuples(st.sampled_from(["US", "KR", "JP"]), OFFSETS, st.integers(0, 120)), max_size=4)


@st.composite
def facts(draw: st.DrawFn) -> list[Made]:
    """Claims on two transfers, a trigger on each, measures with links, later listings, and patchy coverage."""
    claims = [claim(f"c{n}", **given) for n, given in enumerate(draw(st.lists(CLAIMS, min_size=1, max_size=4)))]
    measures = [measure(f"m{n}", **given) for n, given in enumerate(draw(st.lists(MEASURES, max_size=4)))]
    links = [link(made["measure_id"], **draw(LINKS)) for _, made in measures]
    listings = [listing(f"l{n}", "x", draw(WHEN)) for n in range(2)]
    coverage = [
        checked(j, day(first), day(first + days), coverage_id=f"coverage-{n}")
        for n, (j, first, days) in enumerate(draw(STRETCHES))
    ]
    about: dict[str, list[str]] = {"t": [], "t2": []}
    for _, made in claims:
        about[made["transfer_id"]].append(made["claim_id"])
    triggers = [trigger(*keys, trigger_id=f"on-{t}", transfer_id=t) for t, keys in about.items()]
    transfers = [one("transfers", transfer_id=t) for t in about]
    return [*claims, *measures, *links, *listings, *coverage, *triggers, *transfers, target("x")]


@given(facts(), OFFSETS)
def test_a_lag_is_an_interval_of_days_and_its_class_says_what_is_known(made: list[Made], as_of: int) -> None:
    for row in all_lags(world(*made), day(as_of)):
        low, high = row["lag_days_low"], row["lag_days_high"]
        assert low is None or low >= 0
        assert low is None or high is None or low <= high
        assert (row["measure_id"] is not None) is (row["class"] in CLOSED)
        assert (row["class"] == "none_yet") is (row["is_censored"] is True)
        assert (row["class"] == "no_clock") is (row["trigger_latest"] is None)
        assert row["class"] in CLOSED or high is None
        assert row["measure_earliest"] is None or row["measure_earliest"] <= FIRST + dt.timedelta(as_of)
        assert row["censored_on"] is None or row["censored_on"] <= FIRST + dt.timedelta(as_of)


@given(facts(), OFFSETS, OFFSETS)
def test_a_case_that_is_open_on_a_later_day_was_not_closed_on_an_earlier_one(
    made: list[Made], one_day: int, other: int
) -> None:
    early, late = sorted((one_day, other))
    tables = world(*made)
    was = {tuple(r[k] for k in BY_TRIGGER): r["class"] for r in all_lags(tables, day(early))}
    for row in all_lags(tables, day(late)):
        key = tuple(row[k] for k in BY_TRIGGER)
        if row["class"] not in CLOSED and key in was:
            assert was[key] not in CLOSED


@given(facts())
def test_splitting_a_transfer_with_its_claims_links_and_triggers_changes_no_lag(made: list[Made]) -> None:
    """The number of transfers is a coder's choice; lags are per trigger."""
    whole = all_lags(world(*made))
    split: list[Made] = []
    for name, row in made:
        if name == "links" and row["transfer_id"] == "t":
            split.append((name, row | {"link_id": f"{row['link_id']}-again", "transfer_id": "half"}))
        moved = name in {"claims", "triggers"} and row["transfer_id"] == "t"
        split.append((name, row | {"transfer_id": "half"} if moved else row))
    split.append(one("transfers", transfer_id="half"))
    assert all_lags(world(*split)) == whole


@given(facts())
def test_a_jurisdiction_without_measures_of_its_own_or_joint_ones_never_responds(made: list[Made]) -> None:
    own = [(n, r) for n, r in made if n != "measures" or r["jurisdiction"] not in {"KR", "MULTI"}]
    rows = [r for r in all_lags(world(*own)) if r["jurisdiction"] == "KR"]
    assert rows
    assert not {r["class"] for r in rows} & CLOSED


@given(facts())
def test_every_combination_stands_once(made: list[Made]) -> None:
    keys = [tuple(r[k] for k in BY_TRIGGER) for r in all_lags(world(*made))]
    assert len(keys) == len(set(keys)) == 2 * len(TRACKED) * 3 * 3
