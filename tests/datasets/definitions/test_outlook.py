"""Signs of the policy paths: what counts for each, in which months, and when a trend may be said."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import datasets
from datasets import vocabulary
from datasets.definitions.asof import known_on
from datasets.definitions.outlook import FUNCTIONS, signs, trend
from tests.datasets.definitions.builders import listing, measure, one, world

DAY = dt.date(2024, 12, 15)
CURATED = Path(datasets.__file__).parent / "curated" / "outlook"


def counts(sign: str, *made: tuple[str, Any], day: dt.date = DAY) -> tuple[int, int]:
    """Count of a sign in the twelve months before, and in the last twelve full months."""
    (found,) = signs(world(one("outlook", indicator_id=sign, path="sanctions"), *made), day)
    return found["before"], found["last"]


def event(kind: str, occurred: str, *actors: str, **given: Any) -> tuple[str, Any]:
    """An event of a kind with some actors."""
    return one(
        "events",
        **{"event_id": f"{kind}-{occurred}", "kind": kind, "occurred": occurred, "actor_ids": list(actors), **given},
    )


def test_terms_functions_and_curated_rows_are_the_same_signs() -> None:
    written = [
        row["indicator_id"]
        for file in sorted(CURATED.glob("*.yaml"))
        for row in yaml.safe_load(file.read_text("utf-8"))
    ]
    assert len(written) == len(set(written))
    assert set(written) == set(FUNCTIONS) == set(vocabulary.codes("indicator"))


@pytest.mark.parametrize("sign", FUNCTIONS)
def test_without_rows_every_sign_counts_none(sign: str) -> None:
    assert counts(sign) == (0, 0)


@pytest.mark.parametrize(("before", "last", "expected"), [
    (0, 0, "same"), (0, 4, "same"), (4, 0, "same"),  # below five on both sides
    (0, 5, "up"), (5, 0, "down"), (2, 5, "up"), (5, 2, "down"),
    (3, 5, "same"), (5, 3, "same"),  # differ by 2 of 5
    (5, 10, "up"), (10, 5, "down"), (6, 10, "same"), (10, 6, "same"), (10, 10, "same"),
])  # fmt: skip
def test_a_trend_needs_five_on_one_side_and_a_difference_of_half(before: int, last: int, expected: str) -> None:
    assert trend(before, last) == expected


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_trend_turns_with_time_and_never_both_ways(before: int, last: int) -> None:
    turned = {"up": "down", "down": "up", "same": "same"}
    assert trend(last, before) == turned[trend(before, last)]
    assert trend(before, last) in vocabulary.codes("trend")
    assert trend(before, last) == "same" or max(before, last) >= 5


@pytest.mark.parametrize(("occurred", "expected"), [
    ("2022-11-30", (0, 0)), ("2022-12-01", (1, 0)), ("2023-11-30", (1, 0)), ("2023-12-01", (0, 1)), ("2024-11-30", (0, 1)),
    ("2024-12-01", (0, 0)), ("2024-12-15", (0, 0)),  # the month is not over
    ("2023-11", (1, 0)), ("2023-12", (0, 1)), ("2022-11/2022-12", (1, 0)),  # a rough day counts on its last
    ("2024-11/..", (0, 0)),
])  # fmt: skip
def test_twelve_full_months_end_with_the_month_before_the_day(occurred: str, expected: tuple[int, int]) -> None:
    assert counts("un-votes", event("un_vote", occurred, known_from="2022-01-01")) == expected


@pytest.mark.parametrize(("day", "first", "middle", "last"), [
    ("2024-12-15", "2022-12-01", "2023-12-01", "2024-11-30"), ("2024-12-31", "2022-12-01", "2023-12-01", "2024-11-30"),
    ("2025-01-01", "2023-01-01", "2024-01-01", "2024-12-31"), ("2024-03-31", "2022-03-01", "2023-03-01", "2024-02-29"),
    ("2023-03-01", "2021-03-01", "2022-03-01", "2023-02-28"),
])  # fmt: skip
def test_the_two_stretches_are_printed_with_their_days(day: str, first: str, middle: str, last: str) -> None:
    (found,) = signs(world(one("outlook", indicator_id="un-votes", path="un_diplomacy")), dt.date.fromisoformat(day))
    assert [found[k].isoformat() for k in ("from", "middle", "to")] == [first, middle, last]


def test_what_was_not_public_on_the_day_does_not_count() -> None:
    made = world(one("outlook", indicator_id="un-votes", path="un_diplomacy"), event("un_vote", "2024-03-28"),
                 event("un_vote", "2024-02-01", known_from="2024-06-01"))  # fmt: skip
    told = {}
    for day in ("2024-04-01", "2024-05-01", "2024-07-01"):
        at = dt.date.fromisoformat(day)
        told[day] = [r["last"] for r in signs(known_on(made, at), at)]
    assert told == {"2024-04-01": [1], "2024-05-01": [1], "2024-07-01": [2]}


def test_signs_come_by_path_then_key_with_what_is_written_of_them() -> None:
    paths = {
        "un-votes": "un_diplomacy",
        "negotiations": "negotiation",
        "easing-steps": "negotiation",
        "exercises": "deterrence",
    }
    made = [
        one("outlook", indicator_id=sign, path=path, title_en=f"T {sign}", proposed_by=["csis"])
        for sign, path in paths.items()
    ]
    found = signs(world(*made), DAY)
    order = [(vocabulary.codes("path").index(r["path"]), r["indicator_id"]) for r in found]
    assert order == sorted(order)
    assert {(r["title_en"], tuple(r["proposed_by"])) for r in found} >= {("T un-votes", ("csis",))}


@pytest.mark.parametrize(("sign", "given", "counted"), [
    ("new-war-measures", {}, 1), ("new-war-measures", {"nexus": "dprk"}, 0), ("new-war-measures", {"jurisdiction": "UK"}, 0),
    ("new-war-measures", {"effect_class": "declaratory"}, 0), ("new-war-measures", {"announced": "2024-05"}, 1),
    ("new-evasion-measures", {"nexus": "dprk_russia_evasion"}, 1), ("new-evasion-measures", {}, 0),
    ("enforcement-actions", {"effect_class": "enforcement"}, 1), ("enforcement-actions", {}, 0),
    ("enforcement-actions", {"effect_class": "enforcement", "nexus": "dprk"}, 1),
    ("enforcement-actions", {"effect_class": "enforcement", "nexus": "russia"}, 0),
    ("easing-steps", {"effect_class": "easing"}, 1), ("easing-steps", {}, 0),
    ("joint-statements", {"jurisdiction": "MULTI", "effect_class": "declaratory"}, 1), ("joint-statements", {}, 0),
    ("joint-statements", {"jurisdiction": "MULTI", "nexus": "dprk"}, 0),
])  # fmt: skip
def test_measures_count_by_effect_nexus_and_jurisdiction(sign: str, given: dict[str, Any], counted: int) -> None:
    assert counts(sign, measure("m", **{"announced": "2024-05-16", **given})) == (0, counted)


@pytest.mark.parametrize(("sign", "kind", "actors", "counted"), [
    ("un-votes", "un_vote", (), 1), ("un-votes", "un_report", (), 0), ("un-meetings-and-reports", "un_report", (), 1),
    ("monitoring-outside-un", "monitoring", ("msmt",), 1), ("monitoring-outside-un", "monitoring", ("lab",), 0),
    ("exercises", "exercise", (), 1), ("dprk-launches", "missile_test", ("dprk-government",), 1),
    ("dprk-launches", "satellite_launch", ("dprk-kim-jong-un",), 1), ("dprk-launches", "missile_test", ("us-dod",), 0),
    ("dprk-launches", "missile_test", (), 0), ("military-visits", "visit", ("ru-mod", "us-state"), 1),
    ("military-visits", "visit", ("ru-mfa",), 0), ("negotiations", "negotiation", (), 1),
    ("summits-with-kim", "summit", ("dprk-kim-jong-un",), 1), ("summits-with-kim", "summit", ("us-state",), 0),
    ("acknowledgements", "acknowledgement", (), 1),
])  # fmt: skip
def test_events_count_by_kind_and_actor(sign: str, kind: str, actors: tuple[str, ...], counted: int) -> None:
    assert counts(sign, event(kind, "2024-05-16", *actors)) == (0, counted)


@pytest.mark.parametrize(("given", "counted"), [
    ({"stance": "confirm"}, 1), ({"stance": "partly_confirm"}, 1), ({"stance": "deny"}, 0),
    ({"stance": "confirm", "party_id": "kp-kcna"}, 1), ({"stance": "confirm", "party_id": "us-state"}, 0),
])  # fmt: skip
def test_an_admission_by_moscow_or_pyongyang_counts(given: dict[str, Any], counted: int) -> None:
    assert counts("acknowledgements", one("stances", stance_id="s", stated="2024-05-16", **given)) == (0, counted)


def listed(jurisdiction: str, day: str, **given: Any) -> tuple[str, Any]:
    return listing(f"l-{jurisdiction}-{day}", "x", day, jurisdiction=jurisdiction, **given)


def test_a_target_counts_on_the_day_on_which_the_fourth_came_to_list_it() -> None:
    three = [listed("US", "2022-12-05"), listed("EU", "2023-03-01"), listed("JP", "2023-05-01")]
    assert counts("targets-newly-listed-by-four", *three) == (0, 0)
    assert counts("targets-newly-listed-by-four", *three, listed("KR", "2024-02-01")) == (0, 1)
    assert counts("targets-newly-listed-by-four", *three, listed("KR", "2022-01-01")) == (1, 0)
    assert counts("targets-newly-listed-by-four", *three, listed("UK", "2024-02-01")) == (0, 0)


def test_a_reference_list_or_a_listing_that_ended_makes_no_fourth_and_the_first_spell_counts() -> None:
    three = [listed("US", "2022-12-05"), listed("EU", "2023-03-01"), listed("JP", "2023-05-01")]
    assert counts("targets-newly-listed-by-four", *three, listed("KR", "2024-02-01", effects=None)) == (0, 0)
    assert counts("targets-newly-listed-by-four", *three, listed("KR", "2024-02-01", delisted="2024-03-01")) == (0, 0)
    again = (listed("KR", "2023-06-01"), listed("KR", "2024-02-01"))
    assert counts("targets-newly-listed-by-four", *three, *again) == (1, 0)


def test_new_un_listings_are_those_of_the_un() -> None:
    assert counts("new-un-listings", listed("UN", "2024-05-01"), listed("US", "2024-05-01")) == (0, 1)


def test_the_actors_that_signs_look_for_are_written_somewhere() -> None:
    """A renamed actor would make a sign count nothing without a word."""
    from datasets.definitions import outlook

    text = "\n".join(p.read_text("utf-8") for p in (CURATED.parent / "actors").glob("*.yaml"))
    known = {line.split(":", 1)[1].strip() for line in text.splitlines() if "actor_id:" in line}
    assert outlook.DEFENCE | outlook.LAUNCHERS | {"msmt", "dprk-kim-jong-un"} <= known
