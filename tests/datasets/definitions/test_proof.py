"""Proof: status and credibility of an element by the first rule that fits, who contests it, how many origins it has."""

from __future__ import annotations

from typing import Any

import pytest

from datasets.definitions.proof import ELEMENTS
from tests.datasets.definitions.asking import proved
from tests.datasets.definitions.builders import claim, d, one, world

SEEN: dict[str, Any] = {"shows": ["movement"], "evidence": ["satellite_imagery"], "evidence_access": "shown"}
TRACKED: dict[str, Any] = {"shows": ["movement"], "evidence": ["ais_or_flight_tracking"], "evidence_access": "shown"}


def said(claim_id: str = "said", claimant: str = "us-state", day: str = "2024-02-26", **given: Any) -> Any:
    """A claim that asserts movement, by a claimant that is a family of its own."""
    return claim(claim_id, day, claimant_id=claimant, **{"family_id": claimant, **given})


def reply(stance: str = "deny", stance_id: str = "reply", **given: Any) -> Any:
    return one(
        "stances", **{"stance_id": stance_id, "stated": "2024-03-01", "stance": stance, "transfer_ids": ["t"], **given}
    )


def judged(*rows: Any, element: str = "movement", **asked: Any) -> tuple[str, int | None]:
    row = proved(world(*rows), element, **asked)
    return row["status"], row["credibility"]


def origins(*rows: Any) -> tuple[int, int]:
    row = proved(world(*rows))
    return row["origins_low"], row["origins_high"]


def test_every_element_but_the_quantity_stands_for_every_transfer() -> None:
    assert set(ELEMENTS) == {"loading", "movement", "contents", "origin", "receipt", "use", "payment"}
    row = proved(world())
    assert (row["status"], row["credibility"], row["credibility_rule"]) == ("nobody_claims", None, None)
    assert (row["claim_ids"], row["origins_low"], row["origins_high"], row["first_on"], row["is_contested"]) == (
        [],
        0,
        0,
        None,
        False,
    )


# Each rule with the facts that it, and none before it, fits.
RULES: dict[str, tuple[list[Any], tuple[str, int]]] = {
    "taken back": ([said(retracted="2024-03-05")], ("asserted_only", 5)),
    "refuted by an open examination": (
        [said(), said("examined", "lab", asserts=["origin"], shows=["origin"], refutes_claim_ids=["said"],
                      evidence_access="independently_examined")], ("asserted_only", 5)),
    "admitted by the accused": ([said(), reply("confirm", elements=["movement"])], ("acknowledged", 1)),
    "admitted in part": ([said(), reply("partly_confirm", elements=["movement"])], ("acknowledged", 1)),
    "shown twice by different means": ([said(**SEEN), said("other", "lab", **TRACKED)], ("shown", 1)),
    "contradicted by what is shown": (
        [said(), said("against", "lab", asserts=["loading"], shows=["loading"], refutes_claim_ids=["said"], evidence_access="shown")],
        ("asserted_only", 4)),
    "shown by one of two": ([said(**SEEN), said("other", "rok-nis")], ("shown", 2)),
    "shown twice by the same means": ([said(**SEEN), said("other", "lab", **SEEN)], ("shown", 2)),
    "shown by one": ([said(**SEEN)], ("shown", 3)),
    "asserted by two": ([said(), said("other", "rok-nis")], ("asserted_only", 3)),
    "the word of one": ([said()], ("asserted_only", 6)),
    "the word of one family twice": ([said(), said("other", "us-dod", family_id="us-state")], ("asserted_only", 6)),
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_an_element_is_judged_by_the_first_rule_that_fits(name: str) -> None:
    rows, expected = RULES[name]
    assert judged(*rows) == expected
    assert proved(world(*rows))["credibility_rule"]


def test_one_claim_that_stands_keeps_an_element_from_being_refuted() -> None:
    assert judged(said(retracted="2024-03-05"), said("other", "rok-nis")) == ("asserted_only", 3)


def test_a_refutation_that_others_cannot_examine_is_no_examination() -> None:
    word = said("against", "lab", asserts=["loading"], refutes_claim_ids=["said"], evidence_access="described")
    assert judged(said(), word) == ("asserted_only", 6)


def test_what_is_shown_is_not_brought_down_by_a_claim_that_refutes_it() -> None:
    against = said(
        "against", "lab", asserts=["loading"], shows=["loading"], refutes_claim_ids=["said"], evidence_access="shown"
    )
    assert judged(said(**SEEN), against) == ("shown", 3)


def test_two_kinds_of_evidence_of_one_family_are_one_origin() -> None:
    assert judged(said(**SEEN), said("other", "us-dod", family_id="us-state", **TRACKED)) == ("shown", 3)


def test_a_derived_showing_is_no_second_origin() -> None:
    relayed = said("other", "lab", derivation="derived", derived_from=["said"], **TRACKED)
    assert judged(said(**SEEN), relayed) == ("shown", 3)


def test_a_wider_set_of_evidence_that_holds_all_of_the_others_is_no_second_kind() -> None:
    both = SEEN | {"evidence": ["satellite_imagery", "ais_or_flight_tracking"]}
    assert judged(said(**SEEN), said("other", "lab", **both)) == ("shown", 2)


@pytest.mark.parametrize("element", ["receipt", "contents"])
def test_use_that_is_shown_implies_receipt_and_contents(element: str) -> None:
    used = said(asserts=["use"], shows=["use"], evidence=["debris_examination"], evidence_access="shown")
    assert judged(used, element="use") == ("shown", 3)
    assert judged(used, element=element) == ("implied", 3)
    assert judged(used, element="loading") == ("nobody_claims", None)
    assert proved(world(used), element)["claim_ids"] == ["said"]


def test_use_that_is_only_asserted_implies_nothing() -> None:
    assert judged(said(asserts=["use"]), element="receipt") == ("nobody_claims", None)


def test_what_is_asserted_itself_ranks_below_what_is_implied_and_above_nothing() -> None:
    used = said(asserts=["use"], shows=["use"], evidence_access="shown")
    assert judged(used, said("other", "rok-nis", asserts=["receipt"]), element="receipt")[0] == "implied"
    assert (
        judged(used, said("other", "rok-nis", asserts=["receipt"], shows=["receipt"]), element="receipt")[0] == "shown"
    )


def test_an_admission_needs_no_claim_and_is_dated_by_itself() -> None:
    row = proved(world(reply("confirm", elements=["use"])), "use")
    assert (row["status"], row["credibility"], row["first_on"], row["claim_ids"]) == (
        "acknowledged",
        1,
        d("2024-03-01"),
        [],
    )


@pytest.mark.parametrize("given", [
    {"elements": ["use"]}, {"elements": None}, {"stance": "non_denial", "elements": ["movement"]}, {"transfer_ids": ["other"]},
    {"scope": "general", "elements": ["movement"]}, {"party_id": "lab", "party_role": "third_party", "elements": ["movement"]},
    {"withdrawn_on": "2024-04-01", "elements": ["movement"]},
])  # fmt: skip
def test_only_the_accused_admit_and_only_what_they_name(given: dict[str, Any]) -> None:
    assert judged(said(), reply(**{"stance": "confirm", **given}))[0] == "asserted_only"


def test_the_first_day_is_that_of_the_status_told() -> None:
    rows = [
        said(),
        said("shown", "lab", "2024-03-10", **SEEN),
        reply("confirm", elements=["movement"], stated="2024-04-26"),
    ]
    assert proved(world(*rows[:1]))["first_on"] == d("2024-02-26")
    assert proved(world(*rows[:2]))["first_on"] == d("2024-03-10")
    assert proved(world(*rows))["first_on"] == d("2024-04-26")
    assert judged(*rows, day="2024-03-09") == ("asserted_only", 6)
    assert judged(*rows, day="2024-03-10") == ("shown", 2)
    assert judged(*rows, day="2024-04-26") == ("acknowledged", 1)


def test_another_reading_of_a_claim_proves_nothing() -> None:
    assert judged(said(), said("variant", "paper", variant_of=["said"], **SEEN)) == ("asserted_only", 6)


@pytest.mark.parametrize("stage", ["requested", "agreed", "planned"])
def test_what_is_only_planned_asserts_nothing(stage: str) -> None:
    assert judged(said(stage=stage, **SEEN)) == ("nobody_claims", None)


def test_claims_on_another_transfer_prove_nothing_here() -> None:
    assert (
        judged(said(transfer_id="other"), one("transfers", transfer_id="other"), one("transfers", transfer_id="t"))[0]
        == "nobody_claims"
    )


@pytest.mark.parametrize(("given", "is_contested"), [
    ({}, True), ({"elements": ["movement"]}, True), ({"elements": ["use"]}, False), ({"stance": "reject_accuser"}, False),
    ({"stance": "decline_comment"}, False), ({"scope": "general"}, False), ({"transfer_ids": ["other"]}, False),
    ({"transfer_ids": None, "scope": "claim", "claim_ids": ["said"]}, True),
    ({"transfer_ids": None, "scope": "claim", "claim_ids": ["nobody"]}, False),
    ({"transfer_ids": None, "scope": "category", "categories": ["artillery_ammunition"]}, True),
    ({"transfer_ids": None, "scope": "category", "categories": ["artillery_ammunition"], "direction": "dprk_to_russia"}, True),
    ({"transfer_ids": None, "scope": "category", "categories": ["artillery_ammunition"], "direction": "russia_to_dprk"}, False),
    ({"transfer_ids": None, "scope": "category", "categories": ["troops"]}, False),
])  # fmt: skip
def test_a_denial_contests_what_it_is_about(given: dict[str, Any], is_contested: bool) -> None:
    assert proved(world(said(), reply(**given)))["is_contested"] is is_contested


def test_a_claim_that_refutes_contests_and_a_denial_of_what_nobody_says_does_not() -> None:
    assert (
        proved(world(said(), said("against", "lab", asserts=["loading"], refutes_claim_ids=["said"])))["is_contested"]
        is True
    )
    assert proved(world(reply()))["is_contested"] is False


@pytest.mark.parametrize(("rows", "expected"), [
    ([said()], (1, 1)),
    ([said(), said("b", "us-dod", family_id="us-state")], (1, 1)),
    ([said(), said("b", "rok-nis")], (2, 2)),
    ([said(derivation="unknown")], (1, 1)),
    ([said(derivation="unknown"), said("b", "paper", derivation="unknown")], (1, 2)),
    ([said(), said("b", "paper", derivation="unknown"), said("c", "lab", derivation="unknown")], (1, 3)),
    ([said(), said("b", "msmt", derivation="derived", derived_from=["said"])], (1, 1)),
    ([said(asserts=["use"]), said("b", "msmt", derivation="derived", derived_from=["said"])], (1, 1)),
    ([said(), said("b", "msmt", derivation="derived")], (1, 2)),
    ([said("b", "msmt", derivation="derived")], (1, 1)),
    ([said(), said("x", "rok-nis"), said("b", "msmt", derivation="derived", derived_from=["said", "x"])], (2, 2)),
])  # fmt: skip
def test_origins_are_a_range_of_known_families_and_unknown_ones(rows: list[Any], expected: tuple[int, int]) -> None:
    assert origins(*rows) == expected


def test_what_went_through_several_hands_has_the_origin_of_the_first() -> None:
    second = said("b", "paper", derivation="derived", derived_from=["said"])
    third = said("c", "lab", derivation="derived", derived_from=["b"])
    assert origins(said(), second, third) == (1, 1)
    assert judged(said(), second, third) == ("asserted_only", 6)


def test_what_derives_from_a_claim_of_unknown_origin_adds_none() -> None:
    second = said("b", "lab", derivation="derived", derived_from=["said"])
    assert origins(said(derivation="unknown"), second) == (1, 1)


def test_claims_that_derive_from_each_other_are_of_unknown_origin() -> None:
    one_way = said("a", "paper", derivation="derived", derived_from=["b"])
    other = said("b", "lab", derivation="derived", derived_from=["a"])
    low, high = origins(one_way, other)
    assert (low, high) == (1, 2)
