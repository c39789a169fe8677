"""Alternatives that exclude each other, and the conversion factors that claims imply."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.definitions.comparable import envelopes, factors
from tests.datasets.definitions.figuring import asked, said

ROUNDS: dict[str, Any] = {"unit": "rounds", "measure_of": "capacity", "by": "nis", "alternative_group": "alt"}


def envelope(*claims: Any) -> dict[str, Any]:
    """The one envelope of some claims."""
    (found,) = envelopes(asked(*claims))
    return found


def test_alternatives_of_one_unit_have_one_envelope() -> None:
    found = envelope(
        said("a", 3_000_000, item="rounds_152mm", **ROUNDS), said("b", 500_000, item="rounds_122mm", **ROUNDS)
    )
    assert (found["low"], found["high"], found["unit"]) == (500_000, 3_000_000, "rounds")
    assert (found["claim_ids"], found["claimant_id"]) == (["a", "b"], "rok-nis")


def test_alternatives_of_several_units_have_no_total() -> None:
    found = envelope(said("a", 3_000_000, **ROUNDS), said("b", 900, **{**ROUNDS, "unit": "tonnes"}))
    assert (found["low"], found["high"], found["unit"]) == (None, None, None)
    assert found["claim_ids"] == ["a", "b"]


@pytest.mark.parametrize(("one", "other", "expected"), [
    ({"hedge": "at_least"}, {}, (100, None)), ({"hedge": "up_to"}, {}, (0, 300)), ({}, {"hedge": "about"}, (100, 330)),
    ({"hedge": "at_least"}, {"hedge": "up_to"}, (0, None)),
    ({"hedge": "range", "best": None, "quantity_low": 50.0, "quantity_high": 60.0}, {}, (50, 300)),
])  # fmt: skip
def test_an_open_end_stays_open_and_bounds_are_those_of_comparison(
    one: dict[str, Any], other: dict[str, Any], expected: tuple[float, float | None]
) -> None:
    found = envelope(said("a", **{"best": 100, **ROUNDS, **one}), said("b", **{"best": 300, **ROUNDS, **other}))
    assert (found["low"], found["high"]) == pytest.approx(expected)


def test_where_one_alternative_has_no_figure_there_is_no_total() -> None:
    found = envelope(said("a", 100, **ROUNDS), said("b", None, **{**ROUNDS, "hedge": "vague"}))
    assert (found["low"], found["high"], found["claim_ids"]) == (None, None, ["a", "b"])


def test_an_outlet_that_read_and_for_or_changes_nothing() -> None:
    made = [said("a", 100, **ROUNDS), said("b", 300, **ROUNDS)]
    before = envelopes(asked(*made))
    assert envelopes(asked(*made, said("v", 900, **ROUNDS, variant_of=["a", "b"]))) == before


def test_groups_stand_apart_and_a_claim_without_a_group_in_none() -> None:
    second = {**ROUNDS, "alternative_group": "later"}
    found = envelopes(asked(said("a", 1, **second), said("b", 2, **ROUNDS), said("c", 3)))
    assert [(r["alternative_group"], r["claim_ids"]) for r in found] == [("alt", ["b"]), ("later", ["a"])]


BASE: dict[str, Any] = {"best": 100, "by": "nis"}
MADE: dict[str, Any] = {"best": 50_000, "by": "nis", "unit": "rounds", "converted_from": "base"}


def implied(base: dict[str, Any], made: dict[str, Any]) -> dict[str, Any] | None:
    """The factor that follows from a claim converted from another."""
    found = factors(asked(said("base", **{**BASE, **base}), said("made", **{**MADE, **made})))
    return found[0] if found else None


@pytest.mark.parametrize(("base", "made", "expected"), [
    ({}, {}, (500, 500, 500)),
    ({"hedge": "about"}, {}, (50_000 / 110, 500, 50_000 / 90)),
    ({}, {"hedge": "about"}, (450, 500, 550)),
    ({}, {"hedge": "at_least"}, (500, 500, None)),  # the result may be greater
    ({}, {"hedge": "up_to"}, (0, 500, 500)),
    ({"hedge": "at_least"}, {}, (None, 500, 500)),  # more containers, fewer rounds in each
    ({"hedge": "up_to"}, {}, (500, 500, None)),  # fewer containers, more in each
    ({"hedge": "at_least"}, {"hedge": "at_least"}, (None, 500, None)),
    ({"hedge": "range", "best": None, "quantity_low": 80.0, "quantity_high": 125.0}, {}, (400, 625, 625)),
    ({}, {"hedge": "range", "best": None, "quantity_low": 30_000.0, "quantity_high": 60_000.0}, (300, 300, 600)),
    ({"best": 0}, {}, (None, None, None)),  # nothing converts into something: no factor fits
])  # fmt: skip
def test_a_factor_is_an_interval_that_fits_both_figures(
    base: dict[str, Any], made: dict[str, Any], expected: tuple[float | None, ...]
) -> None:
    found = implied(base, made)
    assert found is not None
    assert (found["factor_low"], found["factor"], found["factor_high"]) == pytest.approx(expected)
    assert (found["base_unit"], found["unit"]) == ("containers", "rounds")


def test_the_factor_that_the_claimant_states_stands_beside_ours() -> None:
    found = implied({}, {"conversion_factor": 447.0})
    assert found is not None
    assert (found["factor"], found["stated_factor"]) == (500, 447)
    ours = implied({}, {})
    assert ours is not None
    assert ours["stated_factor"] is None


def test_vague_words_and_readings_by_others_imply_no_factor_on_either_side() -> None:
    for odd in ({"hedge": "vague"}, {"variant_of": ["c"]}, {"hedge": None, "best": None}):
        assert implied(odd, {}) is None
        assert implied({}, odd) is None
    assert implied({}, {"converted_from": None}) is None
    assert implied({}, {"converted_from": "not-there"}) is None


def test_factors_come_by_unit_item_and_day() -> None:
    made = asked(
        said("base", **BASE), said("base-t", **{**BASE, "unit": "tonnes"}),
        said("later", **MADE, claimed="2025-01-01"), said("early", **MADE, claimed="2024-01-01"),
        said("other", **{**MADE, "item": "artillery_rounds"}), said("of-tonnes", **{**MADE, "converted_from": "base-t"}),
    )  # fmt: skip
    assert [r["claim_id"] for r in factors(made)] == ["other", "early", "later", "of-tonnes"]


FIGURES = st.fixed_dictionaries(
    {"best": st.integers(1, 10_000), "hedge": st.sampled_from(["exact", "about", "at_least", "up_to"])}
)


@given(FIGURES, FIGURES)
def test_our_quotient_lies_within_the_factors_that_fit(base: dict[str, Any], made: dict[str, Any]) -> None:
    found = implied(base, made)
    assert found is not None
    low, high = found["factor_low"] or 0, found["factor_high"] or float("inf")
    assert low <= found["factor"] * (1 + 1e-9)
    assert found["factor"] <= high * (1 + 1e-9)
