"""Coverage gaps: every state of a target in a jurisdiction, in their order of precedence."""

from __future__ import annotations

from typing import Any

import pytest

from datasets.definitions.responses import TRACKED
from tests.datasets.definitions.asking import gap
from tests.datasets.definitions.builders import (
    checked,
    d,
    full_coverage,
    listing,
    measure,
    one,
    target,
    world,
)  # fmt: skip

PARTY = (target("x"), one("participations", participation_id="p", target_id="x"))


def state(*rows: Any, **asked: Any) -> str:
    return str(gap(world(*PARTY, *rows), **asked)["status"])


def counted(measure_id: str, n: int | None, kind: str = "all", **given: Any) -> Any:
    key = f"{measure_id}.{kind}.{given.get('basis', 'announced')}"
    return one("announced_counts", announced_count_id=key, measure_id=measure_id, target_kind=kind, n=n, **given)


def read_list(jurisdiction: str, to: str, **given: Any) -> Any:
    return checked(jurisdiction, to, to, subject_kind="list", list_name="some-list", **given)


def test_an_active_listing_is_listed_with_its_effects_and_first_day() -> None:
    row = gap(world(*PARTY, listing("l", "x", "2024-05-16", effects=["travel_ban", "asset_freeze"])))
    assert (row["status"], row["listing_id"], row["first_listed"]) == ("listed", "l", d("2024-05-16"))
    assert row["effects"] == ["asset_freeze", "travel_ban"]


def test_effects_of_several_listings_are_united_and_the_earliest_is_told() -> None:
    row = gap(world(*PARTY, listing("late", "x", "2024-05-16", effects=["asset_freeze", "travel_ban"]),
                    listing("early", "x", "2023-01-10", effects=["asset_freeze", "port_entry_ban"])))  # fmt: skip
    assert row["effects"] == ["asset_freeze", "port_entry_ban", "travel_ban"]
    assert (row["listing_id"], row["first_listed"]) == ("early", d("2023-01-10"))


def test_a_listing_counts_from_the_last_day_it_can_have_begun() -> None:
    rows = [*full_coverage("2025-12-31"), listing("l", "x", "2024-05", known_from="2024-05-01")]
    assert state(*rows, day="2024-05-30") == "none"
    assert state(*rows, day="2024-05-31") == "listed"


def test_a_listing_known_only_from_a_list_copy_is_listed_without_a_first_day() -> None:
    row = gap(world(*PARTY, listing("l", "x", "../2023-01-31", listed_basis="on_list_by")))
    assert (row["status"], row["first_listed"], row["listing_id"]) == ("listed", None, "l")


def test_a_reference_list_without_effects_is_no_listing() -> None:
    reference = listing("l", "x", "2024-05-16", effects=None, jurisdiction="JP", list_name="jp-meti-eul")
    assert state(reference, *full_coverage(), jurisdiction="JP") == "none"


def test_a_listing_of_one_jurisdiction_says_nothing_of_another() -> None:
    rows = [listing("l", "x", "2024-05-16"), *full_coverage()]
    assert [state(*rows, jurisdiction=j) for j in TRACKED] == ["listed", "none", "none", "none"]


def owned(kind: str = "owns", **given: Any) -> list[Any]:
    return [
        target("owner"),
        one("relations", relation_id="r", from_target_id="owner", to_target_id="x", kind=kind, **given),
    ]


@pytest.mark.parametrize("kind", ["owns", "operates", "manages"])
def test_a_ship_whose_owner_operator_or_manager_is_listed_is_owner_listed(kind: str) -> None:
    rows = [*owned(kind), listing("l", "owner", "2024-05-24", jurisdiction="JP"), *full_coverage()]
    assert state(*rows, jurisdiction="JP") == "owner_listed"
    assert state(*rows, jurisdiction="US") == "none"
    assert state(*rows, target="owner", jurisdiction="JP") == "listed"


@pytest.mark.parametrize("kind", ["leads", "unit_of", "possibly_same_as"])
def test_no_other_tie_counts_as_ownership(kind: str) -> None:
    assert state(*owned(kind), listing("l", "owner", "2024-05-24"), *full_coverage()) == "none"


def test_a_listed_ship_says_nothing_of_its_owner() -> None:
    rows = [*owned(), one("participations", participation_id="q", target_id="owner"), listing("l", "x", "2024-05-24")]
    assert state(*rows, *full_coverage(), target="owner") == "none"


def test_a_tie_that_has_ended_or_an_owner_that_was_delisted_counts_no_more() -> None:
    held = listing("l", "owner", "2024-05-24")
    assert state(*owned(end="2024-03-01"), held, *full_coverage()) == "none"
    assert state(*owned(end="2024-08-01"), held, *full_coverage(), day="2024-07-31") == "owner_listed"
    gone = listing("l", "owner", "2024-05-24", delisted="2024-09-01")
    assert state(*owned(), gone, *full_coverage(), day="2024-08-31") == "owner_listed"
    assert state(*owned(), gone, *full_coverage(), day="2024-09-01") == "none"


def test_a_ship_listed_itself_is_listed_before_its_owner_is_looked_at() -> None:
    rows = [*owned(), listing("l", "owner", "2024-05-24"), listing("m", "x", "2024-06-01")]
    assert state(*rows) == "listed"
    gone = [*owned(), listing("l", "owner", "2024-05-24"), listing("m", "x", "2024-06-01", delisted="2024-07-01")]
    assert state(*gone) == "owner_listed"


def test_a_delisted_target_is_delisted_and_a_relisted_one_is_listed_from_its_first_spell() -> None:
    first = listing("one", "x", "2023-01-10", delisted="2024-02-01", delisting_reason="court")
    assert state(first, day="2024-01-31") == "listed"
    assert state(first, day="2024-02-01") == "delisted"
    second = listing("two", "x", "2024-06-01", spell=2)
    assert state(first, second, day="2024-05-31") == "delisted"
    row = gap(world(*PARTY, first, second))
    assert (row["status"], row["first_listed"], row["listing_id"]) == ("listed", d("2023-01-10"), "one")


def test_delisted_on_an_unknown_day_counts_from_the_day_it_was_seen_gone() -> None:
    gone = listing("l", "x", "2023-01-10", delisted="../2024-03-31")
    assert state(gone, day="2024-03-30") == "listed"
    assert state(gone, day="2024-03-31") == "delisted"


def test_a_delisting_announced_for_later_leaves_the_target_listed_until_then() -> None:
    gone = listing("l", "x", "2023-01-10", delisted="2024-06-30", delisted_known_from="2024-06-01")
    assert state(gone, day="2024-06-29") == "listed"
    assert state(gone, day="2024-06-30") == "delisted"


def test_a_withdrawn_listing_never_was() -> None:
    assert state(listing("l", "x", "2023-01-10", withdrawn_on="2024-01-01"), *full_coverage()) == "none"


def test_without_coverage_silence_says_nothing() -> None:
    assert [state(jurisdiction=j) for j in TRACKED] == ["not_covered"] * 4
    holed = [checked("US", "2022-01-01", "2023-05-31"), checked("US", "2023-07-01", "2024-12-31")]
    assert state(*holed) == "not_covered"
    assert state(checked("US", "2022-02-01", "2024-12-31")) == "not_covered"


def test_announcements_checked_without_a_hole_up_to_ninety_days_before_are_enough() -> None:
    assert state(checked("US", "2022-01-01", "2024-10-02")) == "none"
    assert state(checked("US", "2022-01-01", "2024-10-01")) == "not_covered"


def test_one_check_more_after_a_late_hole_never_says_less() -> None:
    early, late = checked("US", "2022-01-01", "2024-10-31"), checked("US", "2024-12-01", "2024-12-31")
    assert state(early) == state(early, late) == "none"
    assert state(checked("US", "2022-01-01", "2024-09-15"), late) == "not_covered"


ACT = measure("m", "2024-05-16", kinds=["asset_freeze"])


@pytest.mark.parametrize(("counts", "held", "unread"), [
    ([("all", 3)], 1, 2), ([("all", 1)], 1, None), ([("all", 1)], 3, None), ([("person", 2), ("entity", 3), ("vessel", 1)], 1, 5),
    ([("persons_and_entities", 5), ("vessel", 2)], 1, 6), ([("persons_and_entities", 5), ("person", 2), ("entity", 3)], 1, 4),
    ([("all", 4), ("person", 2)], 1, 3), ([("vessel", 0)], 0, None),
])  # fmt: skip
def test_names_announced_and_not_read_keep_the_word_none_from_being_said(
    counts: list[tuple[str, int | None]], held: int, unread: int | None
) -> None:
    rows = [ACT, *(counted("m", n, kind) for kind, n in counts), *full_coverage(),
            *(listing(f"l{n}", "other", "2024-05-16", measure_id="m") for n in range(held)), target("other")]  # fmt: skip
    row = gap(world(*PARTY, *rows))
    assert (row["status"], row["names_unread"]) == (("none", None) if unread is None else ("none_found", unread))
    assert gap(world(*PARTY, *rows), jurisdiction="KR")["status"] == "none"


def test_a_target_that_an_act_designates_again_is_read() -> None:
    rows = [*full_coverage(), measure("old", "2023-05-01"), measure("m", "2024-01-11"), counted("m", 2), listing("l", "y", "2023-05-01",
            measure_id="old"), listing("k", "z", "2024-01-11", measure_id="m"), target("y"), target("z")]  # fmt: skip
    assert gap(world(*PARTY, *rows))["names_unread"] == 1
    again = one("links", link_id="again", measure_id="m", listing_ids=["l", "k"], transfer_id="t", basis="stated")
    assert (gap(world(*PARTY, *rows, again))["status"], gap(world(*PARTY, *rows, again))["names_unread"]) == (
        "none",
        None,
    )


def test_unread_names_of_several_acts_add_up_and_one_act_too_many_read_hides_none() -> None:
    rows = [ACT, counted("m", 1), measure("n", "2024-06-01"), counted("n", 4), *full_coverage(), target("other"),
            *(listing(f"l{n}", "other", "2024-05-16", measure_id="m") for n in range(3)),
            listing("k", "other", "2024-06-01", measure_id="n")]  # fmt: skip
    row = gap(world(*PARTY, *rows))
    assert (row["status"], row["names_unread"]) == ("none_found", 3)


@pytest.mark.parametrize("kinds", [["asset_freeze"], ["export_control", "travel_ban"]])
@pytest.mark.parametrize(
    "count", [[], [counted("m", None)], [counted("m", 9, basis="draft")]], ids=["none", "unknown", "draft"]
)
def test_an_act_of_names_of_which_nothing_is_read_keeps_none_from_being_said(
    kinds: list[str], count: list[Any]
) -> None:
    act = measure("m", "2024-05-16", kinds=kinds)
    row = gap(world(*PARTY, act, *count, *full_coverage()))
    assert (row["status"], row["names_unread"]) == ("none_found", None)
    read = [target("other"), listing("l", "other", "2024-05-16", measure_id="m")]
    assert gap(world(*PARTY, act, *count, *full_coverage(), *read))["status"] == "none"
    assert gap(world(*PARTY, act, *count, *full_coverage()), jurisdiction="JP")["status"] == "none"


def test_an_act_that_names_nobody_by_its_kind_is_fully_read() -> None:
    assert state(measure("m", "2024-05-16", kinds=["export_control"]), *full_coverage()) == "none"


@pytest.mark.parametrize("given", [{"basis": "press"}, {"basis": "draft"}, {"basis": "ground"}])
def test_only_the_announced_number_counts(given: dict[str, str]) -> None:
    read = [target("other"), listing("l", "other", "2024-05-16", measure_id="m")]
    assert state(ACT, counted("m", 9, **given), *full_coverage(), *read) == "none"


def test_a_measure_that_only_speaks_names_nobody_to_be_listed() -> None:
    words = measure("m", "2024-05-16", effect_class="declaratory", kinds=["statement"])
    assert state(words, counted("m", 9), *full_coverage()) == "none"


def test_a_full_list_read_near_the_day_says_none_even_where_names_are_unread() -> None:
    rows = [ACT, counted("m", 3), *full_coverage()]
    assert state(*rows) == "none_found"
    assert state(*rows, read_list("US", "2024-12-01")) == "none"
    assert state(*rows, read_list("US", "2025-06-01")) == "none"
    assert state(*rows, read_list("US", "2024-11-30")) == "none_found"
    assert state(read_list("US", "2024-12-01")) == "none"
    assert state(read_list("US", "2024-11-30")) == "not_covered"


def test_a_list_of_another_kind_of_target_or_one_not_read_says_nothing() -> None:
    assert state(read_list("US", "2024-12-15", target_kind="vessel")) == "not_covered"
    assert state(read_list("US", "2024-12-15", target_kind="entity")) == "none"
    assert state(read_list("US", "2024-12-15", status="not_checked")) == "not_covered"
    assert state(read_list("JP", "2024-12-15")) == "not_covered"


def test_rows_are_parties_ships_of_voyages_and_targets_listed_over_the_war_and_no_others() -> None:
    rows = [
        target("listed"), listing("a", "listed", "2024-05-16"), target("dprk"), listing("b", "dprk", "2024-05-16", nexus="dprk"),
        target("ship", "vessel"), one("voyages", voyage_id="v", target_id="ship", departed="2024-01"), target("stranger"),
    ]  # fmt: skip
    tables = world(*PARTY, *rows)
    for key in ("x", "listed", "ship"):
        assert gap(tables, key)["target_id"] == key
    for key in ("dprk", "stranger"):
        with pytest.raises(KeyError):
            gap(tables, key)
