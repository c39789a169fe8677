"""Which claim starts a clock, and which never does."""

from __future__ import annotations

from typing import Any

import pytest

from datasets.definitions.responses import CLOCKS, ENDPOINTS, TRACKED
from tests.datasets.definitions.asking import all_lags, lag
from tests.datasets.definitions.builders import (
    claim,
    d,
    full_coverage,
    link,
    measure,
    one,
    trigger,
    world,
)  # fmt: skip


def started(
    *rows: Any, clock: str = "first_official", jurisdiction: str = "US", day: str = "2024-12-31"
) -> tuple[Any, Any]:
    """First and last day of the start of a clock; the trigger names every claim given."""
    keys = [made["claim_id"] for name, made in rows if name == "claims"]
    tables = world(*rows, *full_coverage(), trigger(*keys))
    row = lag(tables, clock=clock, jurisdiction=jurisdiction, day=day)
    assert (row["class"] == "no_clock") is (row["trigger_latest"] is None)
    return row["trigger_earliest"], row["trigger_latest"]


def days(first: str, last: str | None = None) -> tuple[Any, Any]:
    return d(first), d(last or first)


PAPER = claim("paper", "2024-01-05", claimant_id="paper", attribution="own_research")
UNNAMED = claim("unnamed", "2024-01-08", attribution="unnamed_officials")
OFFICIAL = claim("official", "2024-01-12")


def test_the_earliest_claim_by_anyone_starts_the_alleged_clock_and_a_named_official_the_official_one() -> None:
    assert started(OFFICIAL, UNNAMED, PAPER, clock="first_alleged") == days("2024-01-05")
    assert started(OFFICIAL, UNNAMED, PAPER) == days("2024-01-12")


@pytest.mark.parametrize("attribution", ["document", "named_official", "named_body"])
@pytest.mark.parametrize("claimant", ["us-state", "rok-nis", "msmt"])
def test_a_document_or_a_named_voice_of_an_official_body_starts_the_official_clock(
    attribution: str, claimant: str
) -> None:
    assert started(claim("c", "2024-01-12", attribution=attribution, claimant_id=claimant)) == days("2024-01-12")


@pytest.mark.parametrize("given", [
    {"attribution": "unnamed_officials"}, {"attribution": "own_research"}, {"claimant_id": "paper"}, {"claimant_id": "lab"},
    {"claimant_id": "ru-mfa"}, {"claimant_id": "kp-kcna"},
])  # fmt: skip
def test_unnamed_officials_media_think_tanks_and_the_parties_start_only_the_alleged_clock(
    given: dict[str, str],
) -> None:
    made = claim("c", "2024-01-12", **given)
    assert started(made) == (None, None)
    assert started(made, clock="first_alleged") == days("2024-01-12")


@pytest.mark.parametrize("stage", ["requested", "agreed", "planned"])
@pytest.mark.parametrize("clock", CLOCKS)
def test_what_was_only_asked_agreed_or_planned_starts_no_clock(stage: str, clock: str) -> None:
    assert started(claim("c", "2024-01-12", stage=stage), clock=clock) == (None, None)


@pytest.mark.parametrize(
    "given", [{"variant_of": ["official"]}, {"withdrawn_on": "2024-06-01"}], ids=["variant", "withdrawn"]
)
@pytest.mark.parametrize("clock", CLOCKS)
def test_another_reading_of_a_claim_and_our_own_errors_start_no_clock(given: dict[str, Any], clock: str) -> None:
    assert started(claim("c", "2024-01-01", **given), clock=clock) == (None, None)
    assert started(claim("c", "2024-01-01", **given), OFFICIAL, clock=clock) == days("2024-01-12")


def test_who_repeats_or_judges_anothers_report_starts_only_the_alleged_clock() -> None:
    repeated = claim("c", "2024-01-12", derivation="derived")
    assert started(repeated, clock="first_alleged") == days("2024-01-12")
    assert started(repeated) == started(repeated, clock="own") == (None, None)
    assert started(claim("c", "2024-01-12", derivation="unknown")) == days("2024-01-12")


def test_a_claim_that_its_claimant_took_back_still_started_the_clock() -> None:
    assert started(claim("c", "2024-01-12", retracted="2024-02-01")) == days("2024-01-12")


def test_only_the_claims_that_the_trigger_names_run() -> None:
    tables = world(PAPER, OFFICIAL, *full_coverage(), trigger("official"))
    assert lag(tables, clock="first_alleged")["trigger_latest"] == d("2024-01-12")


def test_several_rough_days_start_the_clock_within_their_least_ends() -> None:
    assert started(claim("a", "2024-01"), claim("b", "2024-01-20")) == days("2024-01-01", "2024-01-20")


@pytest.mark.parametrize(("claimant", "own"), [
    ("us-state", {"US"}), ("eu-council", {"EU"}), ("rok-nis", {"KR"}), ("g7", {"US", "JP", "EU"}), ("msmt", {"US", "JP", "KR"}),
    ("lab", set()), ("ru-mfa", set()),
])  # fmt: skip
def test_the_own_clock_is_of_the_claimants_jurisdiction_or_of_the_members_of_a_joint_body(
    claimant: str, own: set[str]
) -> None:
    made = claim("c", "2024-01-12", claimant_id=claimant)
    assert {j for j in TRACKED if started(made, clock="own", jurisdiction=j) == days("2024-01-12")} == own


def test_a_capital_of_a_member_state_does_not_start_the_unions_own_clock() -> None:
    germany = one("actors", actor_id="de-aa", country="DE", kind="government", side="accuser", family_id="de")
    tables = world(claim("c", "2024-01-12", claimant_id="de-aa"), trigger("c"), germany, *full_coverage())
    assert lag(tables, clock="own", jurisdiction="EU")["class"] == "no_clock"
    assert lag(tables, clock="first_official", jurisdiction="EU")["class"] == "none_yet"


def test_for_an_event_every_clock_is_its_day() -> None:
    event = one("events", event_id="veto", occurred="2024-03-28")
    tables = world(event, trigger(event_id="veto", rule="c"), *full_coverage())
    rows = all_lags(tables)
    assert len(rows) == len(TRACKED) * len(CLOCKS) * len(ENDPOINTS)
    assert {(r["trigger_earliest"], r["trigger_latest"]) for r in rows} == {days("2024-03-28")}


def test_a_measure_answers_an_event_only_by_a_link_to_it() -> None:
    rows = [one("events", event_id="veto", occurred="2024-03-28"), claim("c", "2024-01-01"), *full_coverage(),
            measure("m", "2024-05-31"), trigger(event_id="veto", rule="c")]  # fmt: skip
    assert lag(world(*rows, link("m", event_id="veto")))["class"] == "responded"
    assert lag(world(*rows, link("m")))["class"] == "none_yet"


def test_before_the_first_claim_is_public_there_is_no_clock() -> None:
    tables = world(PAPER, OFFICIAL, *full_coverage(), trigger("paper", "official"))
    assert lag(tables, day="2024-01-11")["class"] == "no_clock"
    assert lag(tables, day="2024-01-12")["trigger_latest"] == d("2024-01-12")
    assert lag(tables, day="2024-01-11", clock="first_alleged")["trigger_latest"] == d("2024-01-05")
