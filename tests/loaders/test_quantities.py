"""How a quantity reads: sign, figure, unit, kind of total, and alternatives that nobody can add by mistake."""

from __future__ import annotations

from typing import Any

import pytest

from datasets import vocabulary
from loaders import quantities


def claim(**given: Any) -> dict[str, Any]:
    return {"hedge": None, "quantity_low": None, "quantity_best": None, "quantity_high": None, "quantity_text": "words",
            "item": "munitions_containers", "unit": "containers", "measure_of": "cumulative", **given}  # fmt: skip


@pytest.mark.parametrize(("given", "text"), [
    ({"hedge": "at_least", "quantity_best": 10_000.0}, "≥ 10,000 containers, running total"),
    ({"hedge": "about", "quantity_best": 6_700.0}, "≈ 6,700 containers, running total"),
    ({"hedge": "up_to", "quantity_best": 9_000_000.0, "unit": "rounds", "measure_of": "period"}, "≤ 9,000,000 rounds, in the period"),
    ({"hedge": "exact", "quantity_best": 105_845.0, "unit": "barrels", "measure_of": "period"}, "105,845 barrels, in the period"),
    ({"hedge": "exact", "quantity_best": 1.5, "unit": "percent", "measure_of": "share"}, "1.5 percent, share"),
    ({"hedge": "range", "quantity_low": 25_000.0, "quantity_high": 30_000.0, "unit": "persons", "measure_of": "level"},
     "25,000–30,000 persons, at one moment"),
    ({"hedge": "vague", "quantity_text": "several dozen", "unit": "missiles"}, "“several dozen” missiles, running total"),
    ({}, None),
])  # fmt: skip
def test_a_quantity_reads_with_its_bounds_unit_and_kind_of_total(given: dict[str, Any], text: str | None) -> None:
    unit = given.get("unit", "containers")
    assert text is None or vocabulary.label("unit", unit, "en").lower() in text
    assert quantities.display([claim(**given)]) == text


SEOUL = (
    claim(hedge="about", quantity_best=3_000_000.0, item="rounds_152mm", unit="rounds", measure_of="capacity"),
    claim(hedge="about", quantity_best=500_000.0, item="rounds_122mm", unit="rounds", measure_of="capacity"),
)  # fmt: skip


def test_three_million_of_one_calibre_or_half_a_million_of_the_other() -> None:
    """Hard case 1: room for one or for the other, never for both."""
    text = quantities.display(list(SEOUL))
    shells, rockets = (vocabulary.label("item", item, "en").lower() for item in ("rounds_152mm", "rounds_122mm"))
    assert text == f"≈ 3,000,000 × {shells} OR ≈ 500,000 × {rockets}, capacity"


def test_an_alternative_without_a_figure_is_left_out_of_the_words() -> None:
    assert quantities.display([SEOUL[0], claim()]) == quantities.display([SEOUL[0]])
    assert quantities.display([claim(), claim()]) is None


def test_every_hedge_and_kind_of_total_of_the_vocabulary_has_words() -> None:
    assert set(quantities.KIND) == set(vocabulary.codes("measure_of"))
    assert set(quantities.SIGN) | {"range", "vague"} == set(vocabulary.codes("hedge"))


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (999.0, "999"), (1234567.0, "1,234,567"), (1234.25, "1,234.25"), (0.5, "0.5")]
)
def test_a_figure_has_thousands_separators_and_no_empty_decimals(value: float, text: str) -> None:
    assert quantities.figure(value) == text
