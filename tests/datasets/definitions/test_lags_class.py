"""How a trigger and a measure make a lag: the classes in their order, intervals, ties, endpoints, what never qualifies."""

from __future__ import annotations

from typing import Any

import pytest

from tests.datasets.definitions.asking import lag, outcome
from tests.datasets.definitions.builders import (
    claim,
    d,
    full_coverage,
    link,
    listing,
    measure,
    one,
    target,
    trigger,
    world,
)  # fmt: skip

OPEN = ("none_yet", None, 315, None)  # from 2024-02-20 to the end of the year


def answered(*rows: Any, claimed: str = "2024-02-20", claim_given: dict[str, Any] | None = None, **asked: Any) -> Any:
    """Outcome of one trigger claimed on a day."""
    started = claim("c", claimed, **(claim_given or {}))
    return outcome(lag(world(started, trigger("c"), *full_coverage(), *rows), **asked))


def test_a_measure_after_the_trigger_is_its_answer_in_calendar_days() -> None:
    assert answered(measure("m", "2024-05-16"), link("m")) == ("responded", "m", 86, 86)


def test_a_measure_on_the_day_of_the_trigger_answers_in_no_days() -> None:
    assert answered(measure("m", "2024-02-20"), link("m")) == ("responded", "m", 0, 0)


def test_a_month_makes_the_lag_an_interval() -> None:
    assert answered(measure("m", "2024-05"), link("m")) == ("responded", "m", 71, 101)
    assert answered(measure("m", "2024-05-16"), link("m"), claimed="2024-02") == ("responded", "m", 77, 105)
    assert answered(measure("m", "2024-05"), link("m"), claimed="2024-02") == ("responded", "m", 62, 120)


def test_a_measure_of_the_month_of_the_trigger_has_no_known_order() -> None:
    row = answered(measure("m", "2024-02"), link("m"))
    assert row == ("order_unknown", "m", 0, 9)
    assert answered(measure("m", "2024-02-20"), link("m"), claimed="2024-02") == ("order_unknown", "m", 0, 19)


def test_a_measure_from_the_last_possible_day_of_the_trigger_on_is_an_answer() -> None:
    assert answered(measure("m", "2024-02-29"), link("m"), claimed="2024-02") == ("responded", "m", 0, 28)
    assert answered(measure("m", "2024-02-28"), link("m"), claimed="2024-02")[0] == "order_unknown"


def test_without_a_measure_the_case_is_open_up_to_the_last_checked_day() -> None:
    tables = world(claim("c", "2024-02-20"), trigger("c"), *full_coverage("2024-06-30"))
    row = lag(tables)
    assert (row["class"], row["is_censored"], row["censored_on"]) == ("none_yet", True, d("2024-06-30"))
    assert (row["lag_days_low"], row["lag_days_high"]) == (131, None)
    assert lag(tables, day="2024-03-01")["censored_on"] == d("2024-03-01")


@pytest.mark.parametrize("given", [
    {"effect_class": "enforcement"}, {"effect_class": "declaratory"}, {"effect_class": "easing"}, {"withdrawn_on": "2024-06-01"},
    {"jurisdiction": "JP"}, {"jurisdiction": "UK"},
])  # fmt: skip
def test_only_a_restrictive_measure_of_that_jurisdiction_ends_the_waiting(given: dict[str, Any]) -> None:
    assert answered(measure("m", "2024-05-16", **given), link("m")) == OPEN


@pytest.mark.parametrize("given", [
    {"basis": "inferred"}, {"basis": "same_target"}, {"transfer_id": "other"}, {"withdrawn_on": "2024-06-01"},
])  # fmt: skip
def test_only_a_standing_link_that_is_stated_and_about_this_transfer_counts(given: dict[str, Any]) -> None:
    assert answered(measure("m", "2024-05-16"), link("m", **given)) == OPEN


def test_a_measure_that_hits_a_party_counts_under_its_own_endpoint_only() -> None:
    rows = [measure("hit", "2024-04-01"), link("hit", basis="same_target"), measure("said", "2024-05-16"), link("said")]
    assert answered(*rows)[1:3] == ("said", 86)
    assert answered(*rows, endpoint="party_hit")[1:3] == ("hit", 41)
    assert answered(*rows, endpoint="declaratory") == OPEN


def test_an_inferred_link_counts_under_no_endpoint() -> None:
    for endpoint in ("stated", "party_hit", "declaratory"):
        assert answered(measure("m", "2024-05-16"), link("m", basis="inferred"), endpoint=endpoint) == OPEN


def test_the_earliest_answer_wins_ties_by_its_last_day_then_by_key() -> None:
    rows = [
        measure(key, text)
        for key, text in (("z", "2024-05"), ("b", "2024-05-01"), ("a", "2024-05-01"), ("y", "2024-06-01"))
    ]
    links = [link(made["measure_id"]) for _, made in rows]
    assert answered(*rows, *links) == ("responded", "a", 71, 71)


def test_a_measure_wholly_before_is_shown_as_older_and_does_not_end_the_waiting() -> None:
    older = [measure("old", "2024-01-10"), link("old"), measure("older", "2023-12-01"), link("older")]
    row = lag(world(claim("c", "2024-02-20"), trigger("c"), *full_coverage(), *older))
    assert (outcome(row), row["preexisting_measure_id"]) == (OPEN, "old")
    later = [*older, measure("m", "2024-05-16"), link("m")]
    row = lag(world(claim("c", "2024-02-20"), trigger("c"), *full_coverage(), *later))
    assert (row["class"], row["measure_id"], row["preexisting_measure_id"]) == ("responded", "m", "old")


def test_one_day_before_is_older_unless_it_is_known_to_have_followed() -> None:
    assert answered(measure("m", "2024-02-19"), link("m")) == OPEN
    assert answered(measure("m", "2024-02-19"), link("m", same_day_order="after")) == ("responded", "m", 0, 0)
    assert answered(measure("m", "2024-02-18"), link("m", same_day_order="after")) == OPEN


def test_a_measure_that_itself_disclosed_the_claim_is_kept_apart() -> None:
    disclosed = {"disclosed_in_measure_id": "m"}
    assert answered(measure("m", "2024-02-20"), link("m"), claim_given=disclosed) == ("disclosed_by_measure", "m", 0, 0)
    later = [measure("m", "2024-02-20"), link("m"), measure("n", "2024-03-01"), link("n")]
    assert answered(*later, claim_given=disclosed)[:2] == ("disclosed_by_measure", "m")
    vague = [measure("m", "2024-02-20"), link("m"), measure("v", "2024-02"), link("v")]
    assert answered(*vague, claim_given=disclosed)[:2] == ("disclosed_by_measure", "m")


def test_only_the_claim_that_started_the_clock_can_make_its_measure_the_disclosure() -> None:
    later = claim("later", "2024-02-25", disclosed_in_measure_id="m")
    rows = [
        claim("c", "2024-02-20"),
        later,
        trigger("c", "later"),
        measure("m", "2024-02-25"),
        link("m"),
        *full_coverage(),
    ]
    assert outcome(lag(world(*rows))) == ("responded", "m", 5, 5)


def test_a_disclosure_by_another_jurisdictions_measure_is_no_disclosure_here() -> None:
    rows = [measure("jp", "2024-02-20", jurisdiction="JP"), link("jp"), measure("us", "2024-02-25"), link("us")]
    assert answered(*rows, claim_given={"disclosed_in_measure_id": "jp"}) == ("responded", "us", 5, 5)


def test_a_measure_of_unknown_order_comes_before_a_later_answer() -> None:
    rows = [measure("vague", "2024-02"), link("vague"), measure("m", "2024-05-16"), link("m")]
    assert answered(*rows)[:2] == ("order_unknown", "vague")


def test_linked_listings_later_than_the_act_move_its_day() -> None:
    act = measure("m", "2024-01-10")
    names = [
        listing("a", "x", "2024-03-05", measure_id="m"),
        listing("b", "x", "2024-03-01", measure_id="m"),
        target("x"),
    ]
    assert answered(act, *names, link("m", listing_ids=["a", "b"])) == ("responded", "m", 10, 10)
    assert answered(act, *names, link("m", listing_ids=["a"])) == ("responded", "m", 14, 14)
    assert answered(act, *names, link("m")) == OPEN


@pytest.mark.parametrize("first", ["2024-05-10", "2024-05-16"])
def test_one_linked_listing_that_is_not_later_keeps_the_day_of_the_act(first: str) -> None:
    names = [listing("a", "x", first, measure_id="m"), listing("b", "x", "2024-06-01", measure_id="m"), target("x")]
    assert answered(measure("m", "2024-05-16"), *names, link("m", listing_ids=["a", "b"])) == ("responded", "m", 86, 86)


def test_a_party_known_only_from_a_list_copy_may_have_been_listed_before_and_ends_nothing() -> None:
    seen = listing("a", "x", "../2024-05-31", measure_id="m", listed_basis="on_list_by")
    rows = [claim("c", "2024-02-20"), trigger("c"), *full_coverage(), target("x"), seen, measure("m", "2024-05-16"),
            link("m", basis="same_target", listing_ids=["a"])]  # fmt: skip
    row = lag(world(*rows), endpoint="party_hit")
    assert (outcome(row), row["preexisting_measure_id"]) == (OPEN, "m")


def test_a_party_hit_in_the_month_of_the_trigger_is_possibly_older_and_ends_nothing() -> None:
    rows = [
        claim("c", "2024-02-20"),
        trigger("c"),
        *full_coverage(),
        measure("m", "2024-02"),
        link("m", basis="same_target"),
    ]
    row = lag(world(*rows), endpoint="party_hit")
    assert (outcome(row), row["preexisting_measure_id"]) == (OPEN, "m")


def test_package_and_joint_action_of_the_answer_are_told() -> None:
    package = one("packages", package_id="joint", announced="2024-05-16", joint_action_id="2024-05-us-kr")
    rows = [claim("c", "2024-02-20"), trigger("c"), package, measure("m", "2024-05-16", package_id="joint"), link("m")]
    row = lag(world(*rows, *full_coverage()))
    assert (row["package_id"], row["joint_action_id"], row["basis"]) == ("joint", "2024-05-us-kr", "stated")
    assert (row["measure_earliest"], row["measure_latest"]) == (d("2024-05-16"), d("2024-05-16"))


JOINT = {
    "jurisdiction": "MULTI",
    "issuer_id": "lab",
    "effect_class": "declaratory",
    "kinds": ["statement"],
    "regime": "none",
}


@pytest.mark.parametrize(("participants", "answering"), [
    (["us-state", "jp-mofa"], {"US", "JP"}), (["g7"], {"US", "JP", "EU"}), (["g7", "rok-nis"], {"US", "JP", "EU", "KR"}),
    (["lab"], set()), (None, set()),
])  # fmt: skip
def test_a_joint_statement_answers_for_its_participants(participants: list[str] | None, answering: set[str]) -> None:
    rows = [claim("c", "2024-02-20"), trigger("c"), *full_coverage(), measure("m", "2024-03-01", participants=participants, **JOINT),
            link("m")]  # fmt: skip
    found = {
        j
        for j in ("US", "EU", "JP", "KR")
        if lag(world(*rows), jurisdiction=j, endpoint="declaratory")["class"] == "responded"
    }
    assert found == answering
    assert lag(world(*rows), endpoint="stated")["class"] == "none_yet"


def test_a_joint_statement_answers_for_the_body_that_issues_it() -> None:
    rows = [measure("m", "2024-03-01", participants=["jp-mofa"], **JOINT | {"issuer_id": "us-state"}), link("m")]
    found = {j: answered(*rows, endpoint="declaratory", jurisdiction=j)[0] for j in ("US", "JP", "KR")}
    assert found == {"US": "responded", "JP": "responded", "KR": "none_yet"}


def test_an_own_statement_answers_as_a_joint_one_does() -> None:
    rows = [measure("own", "2024-02-25", effect_class="declaratory"), link("own"), measure("m", "2024-02-22", participants=["g7"], **JOINT),
            link("m")]  # fmt: skip
    assert answered(*rows, endpoint="declaratory") == ("responded", "m", 2, 2)
    assert answered(*rows, endpoint="declaratory", jurisdiction="KR") == OPEN


def test_a_listing_announced_for_later_answers_from_its_day_on() -> None:
    names = [listing("a", "x", "2024-03-05", measure_id="m", known_from="2024-01-10"), target("x")]
    rows = [measure("m", "2024-01-10"), *names, link("m", listing_ids=["a"])]
    assert answered(*rows, day="2024-03-04")[:2] == ("none_yet", None)
    assert answered(*rows, day="2024-03-05") == ("responded", "m", 14, 14)
