"""Contradictions: figures of different families that compare and do not meet; headlines: when a range may be printed."""

from __future__ import annotations

from typing import Any

import pytest

from datasets.definitions.comparable import contradictions, headlines, scopes_nest
from tests.datasets.definitions.builders import row
from tests.datasets.definitions.figuring import asked, pairs, said


def against(one: dict[str, Any], other: dict[str, Any]) -> list[tuple[str, str]]:
    """Contradictions between a claim of the United States and one of the NIS."""
    return pairs(contradictions(asked(said("a", **one), said("b", **{"by": "nis", **other}))))


def test_two_families_whose_figures_do_not_meet_contradict_the_lower_first() -> None:
    (found,) = contradictions(asked(said("a", 300), said("b", 100, "nis")))
    assert (found["low_claim_id"], found["high_claim_id"]) == ("b", "a")
    assert (found["low_claimant_id"], found["high_claimant_id"]) == ("rok-nis", "us-state")
    assert (found["gap"], found["gap_ratio"], found["overlap"]) == (200, 3, 1)
    assert (found["item"], found["unit"], found["measure_of"]) == ("munitions_containers", "containers", "cumulative")
    assert (found["low_display"], found["high_display"]) == ("100", "300")


@pytest.mark.parametrize(("one", "other"), [
    ({"best": 100, "hedge": "at_least"}, {"best": 900}),  # at least 100 may be 900
    ({"best": 900, "hedge": "up_to"}, {"best": 100}),
    ({"best": 100, "hedge": "about"}, {"best": 110}),  # just meet
    ({"best": 100, "hedge": "about"}, {"best": 122, "hedge": "about"}),
    ({"best": None, "hedge": "range", "quantity_low": 50.0, "quantity_high": 100.0}, {"best": 100}),
    ({"best": 100, "hedge": "at_least"}, {"best": 900, "hedge": "at_least"}),
])  # fmt: skip
def test_figures_whose_intervals_meet_do_not_contradict(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert against(one, other) == []


@pytest.mark.parametrize(("one", "other"), [
    ({"best": 100, "hedge": "up_to"}, {"best": 101}), ({"best": 101, "hedge": "at_least"}, {"best": 100}),
    ({"best": 100, "hedge": "about"}, {"best": 123, "hedge": "about"}),
    ({"best": None, "hedge": "range", "quantity_low": 50.0, "quantity_high": 99.0}, {"best": 100, "hedge": "at_least"}),
])  # fmt: skip
def test_figures_whose_intervals_lie_apart_contradict(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert len(against(one, other)) == 1


def test_one_family_does_not_contradict_itself_whoever_of_it_speaks() -> None:
    again = {"claimant_id": "us-dod", "family_id": "family-us-state"}
    assert pairs(contradictions(asked(said("a", 100), said("b", 900, **again)))) == []


@pytest.mark.parametrize("other", [
    {"item": "artillery_rounds"}, {"unit": "tonnes"}, {"measure_of": "period"}, {"stage": "used"}, {"stage": "planned"},
    {"period_start": "2024-06-01"}, {"period_start": None}, {"variant_of": ["a"]}, {"hedge": "vague"},
])  # fmt: skip
def test_what_does_not_compare_does_not_contradict(other: dict[str, Any]) -> None:
    assert against({"best": 100}, {"best": 900, **other}) == []
    assert len(against({"best": 100}, {"best": 900})) == 1


@pytest.mark.parametrize(("one", "other", "nests"), [
    ("all_modes", "sea", True), ("all_modes", "rail", True), ("sea", "named_ships", True), ("all_modes", "named_ships", True),
    (None, "sea", True), ("all_modes", "other", True), ("sea", "sea", False), ("sea", "rail", False), ("rail", "named_ships", False),
    (None, None, False), (None, "all_modes", False), ("one_place", "one_sector", False),
])  # fmt: skip
def test_while_one_scope_contains_the_other_nothing_contradicts(
    one: str | None, other: str | None, nests: bool
) -> None:
    a, b = row("claims", scope=one), row("claims", scope=other)
    assert scopes_nest(a, b) is scopes_nest(b, a) is nests
    assert bool(against({"best": 100, "scope": one}, {"best": 900, "scope": other})) is not nests


def test_the_widest_gap_comes_first_whatever_the_unit_and_from_zero_is_the_widest() -> None:
    made = asked(
        said("a", 1000), said("b", 2000, "nis"),  # twice
        said("c", 1, unit="tonnes"), said("e", 9, "nis", unit="tonnes"),  # nine times, of a smaller unit
        said("f", 0, unit="persons"), said("g", 1, "nis", unit="persons"),  # from none to one
    )  # fmt: skip
    found = contradictions(made)
    assert pairs(found) == [("f", "g"), ("c", "e"), ("a", "b")]
    assert [r["gap_ratio"] for r in found] == [None, 9, 2]
    assert [r["gap"] for r in found] == [1, 8, 1000]


def test_three_families_contradict_pair_by_pair() -> None:
    made = asked(said("a", 100), said("b", 200, "nis"), said("c", 150, "lab", hedge="at_least"))
    assert pairs(contradictions(made)) == [("a", "b"), ("a", "c")]


def test_a_contradiction_is_public_since_the_later_of_its_claims() -> None:
    made = asked(said("a", 100, claimed="2024-12-31"), said("b", 900, "nis", claimed="2025-03-01"))
    (found,) = contradictions(made)
    assert found["known_from"].isoformat() == "2025-03-01"


def head(*claims: Any) -> dict[str, Any]:
    """The one headline of some claims."""
    (found,) = headlines(asked(*claims))
    return found


def test_a_range_is_printed_between_families_that_all_compare() -> None:
    found = head(said("a", 100, hedge="about"), said("b", 300, "nis"), said("c", 200, "lab"))
    assert (found["is_range"], found["low"], found["high"], found["families"]) == (True, 90, 300, 3)
    assert found["claim_ids"] == ["c", "b", "a"]
    assert found["last_on"].isoformat() == "2024-12-31"


def test_one_pair_that_does_not_compare_leaves_no_range_and_every_figure() -> None:
    found = head(said("a", 100), said("b", 300, "nis"), said("c", 200, "lab", period_start="2024-06-01"))
    assert (found["is_range"], found["low"], found["high"], found["families"]) == (False, None, None, 3)
    assert found["claim_ids"] == ["c", "b", "a"]


def test_comparable_goes_pair_by_pair_not_along_a_chain() -> None:
    """The middle compares with both ends, which do not compare with each other."""
    made = [
        said("a", 1, period_end="2024-10-05"), said("b", 2, "nis"),
        said("c", 3, "lab", period_start="2024-01-01", period_end="2025-04-20"),
    ]  # fmt: skip
    assert head(*made[:2])["is_range"]
    assert head(*made[1:])["is_range"]
    assert not head(*made)["is_range"]


def test_one_family_prints_its_latest_figure_and_no_range() -> None:
    found = head(said("a", 100, claimed="2024-12-31"), said("b", 300, claimed="2025-02-01"))
    assert (found["families"], found["claim_ids"], found["is_range"], found["low"]) == (1, ["b"], False, None)


def test_of_a_family_only_the_latest_figure_counts_even_if_an_older_one_would_compare() -> None:
    older, newer = said("a", 100), said("b", 900, claimed="2025-06-01", period_end="2025-06-01")
    other = said("c", 300, "nis")
    assert head(older, other)["low"] == 100
    assert head(older, newer, other)["is_range"] is False


def test_of_one_day_the_greater_key_is_the_latest_whatever_the_order() -> None:
    made = [said("a", 100, claimed="2024-06"), said("b", 200, claimed="2024-06-30"), said("c", 300, "nis")]
    assert [head(*order)["claim_ids"] for order in (made, made[::-1])] == [["c", "b"]] * 2


def test_a_bound_that_a_coder_read_out_of_words_is_in_no_range_and_still_counted() -> None:
    of_coder = said("a", 1, bounds_by="coder")
    found = head(of_coder, said("b", 300, "nis"), said("c", 200, "lab"))
    assert (found["low"], found["high"], found["families"]) == (200, 300, 3)
    assert "a" in found["claim_ids"]
    alone = head(of_coder, said("b", 300, "nis"))
    assert (alone["is_range"], alone["low"], alone["families"]) == (False, None, 2)


def test_a_range_with_an_open_figure_has_an_open_end() -> None:
    found = head(said("a", 100, hedge="at_least"), said("b", 300, "nis"))
    assert (found["is_range"], found["low"], found["high"]) == (True, 100, None)
    closed = head(said("a", 100, hedge="up_to"), said("b", 300, "nis"))
    assert (closed["low"], closed["high"]) == (0, 300)


def test_a_headline_never_holds_a_sum_a_mean_or_a_middle() -> None:
    """Every printed end is an end of one family's own interval."""
    figures = {"a": 100, "b": 310, "c": 170}
    found = head(said("a", figures["a"]), said("b", figures["b"], "nis"), said("c", figures["c"], "lab"))
    assert {found["low"], found["high"]} <= set(figures.values())
    assert not {sum(figures.values()), sum(figures.values()) / 3, (100 + 310) / 2} & {found["low"], found["high"]}


def test_items_units_kinds_and_stage_groups_have_headlines_of_their_own() -> None:
    found = headlines(asked(
        said("a"), said("b", by="nis", unit="tonnes"), said("c", by="nis", measure_of="period"), said("e", by="nis", stage="used"),
        said("f", by="nis", item="artillery_rounds"), said("g", by="nis", stage="planned"),
    ))  # fmt: skip
    assert len(found) == 5
    assert {r["families"] for r in found} == {1}
    assert "g" not in {key for r in found for key in r["claim_ids"]}
