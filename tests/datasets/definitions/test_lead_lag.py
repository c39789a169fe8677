"""Who came first over the triggers that both could answer; and the time from an alleged begin to the first claim."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets import dates
from datasets.definitions.responses import TRACKED
from datasets.definitions.summaries import ORDERS, detection, lead_lag
from tests.datasets.definitions.asking import all_lags
from tests.datasets.definitions.builders import claim, full_coverage, link, measure, one, trigger, world
from tests.datasets.definitions.lagging import lagged

FIRST = dt.date(2024, 1, 1)
MIRROR = {"before": "after", "after": "before", "alone": "other_alone", "other_alone": "alone", "tie": "tie",
          "unknown": "unknown", "neither": "neither"}  # fmt: skip


def acted(jurisdiction: str, text: str | None, class_: str = "responded", trigger_id: str = "t") -> dict[str, Any]:
    """A jurisdiction's answer on these days, or a row without one."""
    if text is None:
        return lagged(trigger_id, jurisdiction, class_)
    days = dates.parse(text)
    return lagged(
        trigger_id, jurisdiction, class_, measure_id="m", measure_earliest=days.earliest, measure_latest=days.latest
    )


def order(us: tuple[Any, ...], jp: tuple[Any, ...]) -> str:
    """In which order the United States and Japan answered one trigger."""
    rows = lead_lag([acted("US", *us), acted("JP", *jp)])
    (found,) = [r for r in rows if (r["first"], r["second"]) == ("US", "JP")]
    counts = {name: found[name] for name in ORDERS if found[name]}
    (name,) = counts or {"": 0}
    assert sum(counts.values()) <= 1
    return name


@pytest.mark.parametrize(("us", "jp", "expected"), [
    ("2024-05-16", "2024-05-16", "tie"), ("2024-05-16", "2024-05-17", "tie"), ("2024-05-17", "2024-05-16", "tie"),
    ("2024-05-16", "2024-05-18", "before"), ("2024-05-18", "2024-05-16", "after"),
    ("2024-05", "2024-05-16", "unknown"), ("2024-05", "2024-05", "unknown"), ("2024-05", "2024-06", "unknown"),
    ("2024-05", "2024-06-02", "before"), ("2024-05", "2024-06-01", "unknown"),  # 31 May and 1 June would be a tie
    ("2024-05", "2024-07", "before"), ("2024-07", "2024-05", "after"),
    ("2024-05-16/2024-05-17", "2024-05-16", "tie"), ("2024-05-16/2024-05-17", "2024-05-15", "unknown"),
    ("2024-05-16", "2024-05-17/2024-05-20", "unknown"),
    ("../2024-05-16", "2024-06-01", "before"), ("2024-06-01/..", "2024-05-01", "after"), ("../2024-05-16", "2024-05-01", "unknown"),
])  # fmt: skip
def test_two_answers_come_in_an_order_that_their_days_settle_or_not(us: str, jp: str, expected: str) -> None:
    assert order((us,), (jp,)) == expected
    assert order((jp,), (us,)) == MIRROR[expected]


@pytest.mark.parametrize(("us", "jp", "expected"), [
    (("2024-05-16",), (None, "none_yet"), "alone"), ((None, "none_yet"), ("2024-05-16",), "other_alone"),
    ((None, "none_yet"), (None, "none_yet"), "neither"),
    (("2024-05-16", "disclosed_by_measure"), ("2024-05-20",), "before"),
    (("2024-05-16",), (None, "not_covered"), "unknown"), ((None, "not_covered"), (None, "none_yet"), "unknown"),
    (("2024-05-16",), ("2024-05", "order_unknown"), "unknown"), ((None, "none_yet"), ("2024-05", "order_unknown"), "unknown"),
    (("2024-05-16",), (None, "no_clock"), ""), ((None, "no_clock"), (None, "no_clock"), ""),
])  # fmt: skip
def test_who_has_not_answered_or_is_not_known_to_have_is_told_as_such(us: Any, jp: Any, expected: str) -> None:
    assert order(us, jp) == expected


def test_every_ordered_pair_stands_once_and_counts_its_triggers() -> None:
    made = [acted(j, "2024-05-16", trigger_id=t) for t in ("a", "b") for j in TRACKED]
    found = lead_lag(made)
    assert len({(r["first"], r["second"]) for r in found}) == len(found) == 12
    assert {r["tie"] for r in found} == {2}


def test_a_trigger_that_one_side_has_no_row_for_does_not_count() -> None:
    (found,) = [r for r in lead_lag([acted("US", "2024-05-16")]) if (r["first"], r["second"]) == ("US", "KR")]
    assert not any(found[name] for name in ORDERS)


def test_joint_actions_are_ties_only_if_their_days_are() -> None:
    """A joint action draws a box around its packages and moves no day."""
    apart = [
        *full_coverage(), claim("c", "2024-05-01"), trigger("c"),
        one("packages", package_id="p-us", announced="2024-05-16", joint_action_id="joint"),
        one("packages", package_id="p-jp", announced="2024-05-24", jurisdiction="JP", joint_action_id="joint"),
        measure("m-us", "2024-05-16", package_id="p-us"), link("m-us"),
        measure("m-jp", "2024-05-24", jurisdiction="JP", package_id="p-jp"), link("m-jp"),
    ]  # fmt: skip
    rows = [r for r in all_lags(world(*apart)) if (r["clock"], r["endpoint"]) == ("first_official", "stated")]
    assert {r["joint_action_id"] for r in rows if r["class"] == "responded"} == {"joint"}
    found = {(r["first"], r["second"]): r for r in lead_lag(rows)}
    assert (found["US", "JP"]["before"], found["US", "JP"]["tie"]) == (1, 0)
    assert found["US", "KR"]["alone"] == found["KR", "JP"]["other_alone"] == 1


DAYS = st.tuples(st.integers(0, 60), st.sampled_from([0, 0, 0, 1, 30])).map(
    lambda pair: dates.span(FIRST + dt.timedelta(pair[0]), FIRST + dt.timedelta(sum(pair)))
)
CASES = st.one_of(
    st.tuples(DAYS, st.sampled_from(["responded", "responded", "disclosed_by_measure", "order_unknown"])),
    st.tuples(st.none(), st.sampled_from(["none_yet", "not_covered", "no_clock"])),
)


@given(st.lists(st.tuples(CASES, CASES, CASES, CASES), min_size=1, max_size=6))
def test_what_is_before_seen_from_one_side_is_after_seen_from_the_other(triggers: list[tuple[Any, ...]]) -> None:
    rows = [
        acted(j, case[0], case[1], f"t{n}")
        for n, cases in enumerate(triggers)
        for j, case in zip(TRACKED, cases, strict=True)
    ]
    found = {(r["first"], r["second"]): r for r in lead_lag(rows)}
    started = {
        j: {r["trigger_id"] for r in rows if r["jurisdiction"] == j and r["class"] != "no_clock"} for j in TRACKED
    }
    for (one_, other), row in found.items():
        back = found[other, one_]
        assert all(row[name] == back[mirrored] for name, mirrored in MIRROR.items())
        assert sum(row[name] for name in ORDERS) == len(started[one_] & started[other])


@given(st.permutations(range(8)))
def test_the_order_of_rows_changes_no_count(order_of_rows: list[int]) -> None:
    made = [acted(j, day, trigger_id=t) for t, day in (("a", "2024-05-16"), ("b", None)) for j in TRACKED]
    made = [r | {"class": "none_yet"} if r["measure_id"] is None else r for r in made]
    assert lead_lag([made[n] for n in order_of_rows]) == lead_lag(made)


def detected(*claims: Any, **given: Any) -> dict[str, Any] | None:
    """The time from begin to first claim of the trigger on these claims."""
    found = detection(world(*claims, trigger(*(row["claim_id"] for _, row in claims), **given)))
    return found[0] if found else None


@pytest.mark.parametrize(("begun", "claimed", "low", "high"), [
    ("2023-09-07", "2023-10-13", 36, 36), ("2023-09", "2023-10-13", 13, 42), ("2023-09-07", "2023-10", 24, 54),
    ("2023-10", "2023-10-13", 0, 12), ("2024-01-01", "2023-10-13", 0, 0), ("../2023-09-07", "2023-10-13", 36, None),
    (None, "2023-10-13", None, None),
])  # fmt: skip
def test_days_from_the_alleged_begin_to_the_first_claim(
    begun: str | None, claimed: str, low: int | None, high: int | None
) -> None:
    found = detected(claim("c", claimed, period_start=begun))
    assert found is not None
    assert (found["days_low"], found["days_high"]) == (low, high)


def test_the_earliest_begin_that_any_claim_names_counts_from_the_first_claim_on() -> None:
    found = detected(claim("first", "2023-10-13"), claim("second", "2024-02-01", period_start="2023-08-01"))
    assert found is not None
    assert (found["begun_earliest"], found["public_latest"]) == (dt.date(2023, 8, 1), dt.date(2023, 10, 13))
    assert found["days_low"] == found["days_high"] == 73


@pytest.mark.parametrize(
    "odd", [{"variant_of": ["first"]}, {"stage": "planned"}, {"stage": "agreed"}, {"stage": "requested"}]
)
def test_plans_and_readings_by_others_neither_begin_nor_detect(odd: dict[str, Any]) -> None:
    alone = claim("first", "2023-10-13", period_start="2023-09-07")
    assert detected(alone, claim("odd", "2023-01-01", period_start="2022-01-01", **odd)) == detected(alone)
    assert detected(claim("odd", "2023-01-01", **odd)) is None


def test_only_the_claims_of_the_trigger_count_and_an_event_has_no_detection() -> None:
    made = world(claim("c", "2023-10-13"), claim("other", "2022-01-01"), trigger("c"),
                 one("events", event_id="e", occurred="2024-03-28", kind="un_vote"))  # fmt: skip
    (found,) = detection(made)
    assert found["public_earliest"] == dt.date(2023, 10, 13)
    assert detection(world(claim("c", "2023-10-13"), trigger(event_id="e", rule="c"))) == []


def test_detections_come_by_day_then_key() -> None:
    made = world(claim("c1", "2023-10-13"), claim("c2", "2023-01-13"), trigger("c1", trigger_id="b"), trigger("c1", trigger_id="a"),
                 trigger("c2", trigger_id="z"))  # fmt: skip
    assert [r["trigger_id"] for r in detection(made)] == ["z", "a", "b"]
