"""Triggers are fixed by rule: every accusing claim to the first official day, none later, and none left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.loaders.checking import TITLE, claim, told

if TYPE_CHECKING:
    from pathlib import Path

# The first official claim of the mini facts on munitions is of 26 February 2024.
OUTLET = {"actor_id": "outlet", "name_en": "Outlet", "name_ja": "媒体", "name_ko": "매체", "kind": "media", "family_id": "outlet",
          "side": "observer"}  # fmt: skip
EARLIER: dict[str, Any] = {"claimant_id": "outlet", "attribution": "own_research"}
MUNITIONS = ("trigger-munitions", {"claim_ids": ["a", "claim-rok-mnd-2024-02-26-containers", "claim-rok-mnd-2024-02-26-rounds-122",
                                                 "claim-rok-mnd-2024-02-26-rounds-152"]})  # fmt: skip


def world(**given: Any) -> dict[str, list[dict[str, Any]]]:
    return {"actors": [OUTLET], "claims": [claim("a", **{"claimed": "2024-02-20"} | EARLIER | given)]}


def left_out(problems: list[str]) -> bool:
    return any(
        p.startswith("trigger-munitions: claim_ids: leaves out a, which accuses not later than") for p in problems
    )


@pytest.mark.parametrize("given", [
    {}, {"claimed": "2024-02-26"}, {"claimed": "2024-02"}, {"claimed": "2024-02-26/2024-03-15"}, {"claimed": "../2024-05"},
    {"derivation": "derived"}, {"claimant_id": "us-state"},
])  # fmt: skip
def test_an_accusing_claim_up_to_the_first_official_day_is_named(tmp_path: Path, given: dict[str, Any]) -> None:
    assert left_out(told(tmp_path, world(**given)))
    rows = world(**given)
    assert not left_out(told(tmp_path / "named", rows, triggers=MUNITIONS))


@pytest.mark.parametrize("given", [
    {"claimed": "2024-02-27"}, {"stage": "planned"}, {"variant_of": ["claim-rok-mnd-2024-02-26-containers"]}, {"claimant_id": "ru-mfa"},
    {"withdrawn_on": "2024-06-01", "withdrawn_why": "Misread."},
])  # fmt: skip
def test_a_later_claim_a_plan_a_variant_and_a_partys_own_are_not_named(tmp_path: Path, given: dict[str, Any]) -> None:
    assert not left_out(told(tmp_path, world(**given)))
    problems = told(tmp_path / "named", world(**given), triggers=MUNITIONS)
    assert any("names a, which is later than" in problem for problem in problems)


def test_an_official_claim_of_an_earlier_day_ends_the_set_there(tmp_path: Path) -> None:
    problems = told(tmp_path, world(claimant_id="us-state", attribution="named_body"), triggers=MUNITIONS)
    assert [p.split(",")[0] for p in problems if "trigger-munitions" in p] == [
        f"trigger-munitions: claim_ids: names claim-rok-mnd-2024-02-26-{what}"
        for what in ("containers", "rounds-122", "rounds-152")
    ]


def transfer(**given: Any) -> dict[str, list[dict[str, Any]]]:
    row = {"transfer_id": "t", "direction": "russia_to_dprk", "category": "food", **TITLE}
    return {"actors": [OUTLET], "transfers": [row | given]}


TOLD = "t: transfer_id: is accused (a) and has no trigger; rule a asks for one"


def test_without_an_official_claim_the_set_ends_with_the_first_alleged_day(tmp_path: Path) -> None:
    trigger = {
        "trigger_id": "tr",
        "rule": "a",
        "inclusion_reason_en": "R.",
        "transfer_id": "t",
        "claim_ids": ["a", "b"],
        **TITLE,
    }
    rows = transfer(provision_ids=["unscr-2397-5"]) | {
        "claims": [
            claim(k, day, transfer_id="t", **EARLIER)
            for k, day in (("a", "2024-02-01"), ("b", "2024-02"), ("c", "2024-03-01"))
        ],
        "triggers": [trigger],
    }
    assert not [p for p in told(tmp_path, rows) if p.startswith("tr: ")]


@pytest.mark.parametrize(("barred", "claimant", "stage", "is_told"), [
    (True, "outlet", "shipped", True), (False, "us-state", "shipped", True), (False, "outlet", "shipped", False),
    (True, "ru-mfa", "shipped", False), (True, "outlet", "planned", False),
])  # fmt: skip
def test_an_accused_transfer_has_a_trigger(
    tmp_path: Path, barred: bool, claimant: str, stage: str, is_told: bool
) -> None:
    rows = transfer(**{"provision_ids": ["unscr-2397-5"]} if barred else {})
    rows["claims"] = [claim("a", "2024-02-01", transfer_id="t", claimant_id=claimant, stage=stage)]
    assert (TOLD in told(tmp_path, rows)) is is_told


def event_trigger(rule: str = "c") -> dict[str, Any]:
    return {"trigger_id": "tr", "rule": rule, "inclusion_reason_en": "R.", "event_id": "event-2024-03-28-veto", **TITLE}


LINK = {"link_id": "link", "measure_id": "us-2024-05-16-arms", "event_id": "event-2024-03-28-veto", "basis": "stated",
        "reason_en": "Named."}  # fmt: skip


def test_an_event_that_a_restrictive_measure_names_has_a_trigger(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, {"links": [LINK]})
    assert problem == (
        "link: event_id: is the reason of us-2024-05-16-arms, and event-2024-03-28-veto has no trigger; rule c asks for one"
    )
    assert told(tmp_path / "there", {"links": [LINK], "triggers": [event_trigger()]}) == []


@pytest.mark.parametrize(("link", "kind"), [
    (LINK | {"basis": "inferred"}, "un_vote"), (LINK | {"measure_id": "kr-2024-03-statement"}, "un_vote"), (LINK, "missile_test"),
])  # fmt: skip
def test_a_guess_mere_words_and_a_test_of_the_dprk_alone_ask_for_none(
    tmp_path: Path, link: dict[str, Any], kind: str
) -> None:
    assert told(tmp_path, {"links": [link]}, events=("event-2024-03-28-veto", {"kind": kind})) == []


@pytest.mark.parametrize(("rule", "is_told"), [("a", True), ("b", False), ("c", False)])
def test_rule_a_is_for_transfers_b_and_c_for_events(tmp_path: Path, rule: str, is_told: bool) -> None:
    problems = told(tmp_path, {"triggers": [event_trigger(rule)]})
    assert problems == ["tr: rule: is a for a transfer, b or c for an event"] * is_told


def test_a_transfer_has_one_trigger(tmp_path: Path) -> None:
    second = {"trigger_id": "tr", "rule": "a", "inclusion_reason_en": "R.", "transfer_id": "transfer-oil",
              "claim_ids": ["claim-us-state-2024-05-02-oil"], **TITLE}  # fmt: skip
    assert len([p for p in told(tmp_path, {"triggers": [second]}) if "has a trigger already" in p]) == 1
