"""Ships at their voyages: listed before, after, never, or in an order that the dates do not settle."""

from __future__ import annotations

from typing import Any

import pytest

from tests.datasets.definitions.asking import sailed
from tests.datasets.definitions.builders import listing, one, target, world

SHIP = target("ship", "vessel")


def voyage(**given: Any) -> Any:
    return one("voyages", voyage_id="v", target_id="ship", **given)


def ship(*rows: Any, **asked: Any) -> tuple[str, int | None, int | None]:
    row = sailed(world(SHIP, *rows), **asked)
    return row["ship_status"], row["ship_days_low"], row["ship_days_high"]


@pytest.mark.parametrize(("departed", "arrived", "listed", "expected"), [
    ("2024-01-20", None, "2024-01-10", ("before", 10, 10)),
    ("2024-01-20", "2024-01-25", "2024-01-10", ("before", 10, 15)),
    ("2024-01-10", None, "2024-01-10", ("before", 0, 0)),
    ("2024-01", None, "2023-12-31", ("before", 1, 31)),
    ("2024-01-20", "2024-01-25", "2024-01-26", ("after", -6, -1)),
    ("2024-01-20", "2024-01-25", "2024-01-22", ("unknown_order", -2, 3)),
    ("2024-01", None, "2024-01-10", ("unknown_order", -9, 21)),
    ("2024-01-20", None, "2024-01", ("unknown_order", -11, 19)),
    ("2024-01-20", None, "../2023-01-31", ("before", 354, None)),
    ("2023-01-20", None, "../2023-01-31", ("unknown_order", -11, None)),
    (None, "2024-01-25", "2024-01-10", ("before", 15, 15)),
    (None, None, "2024-01-10", ("unknown_order", None, None)),
])  # fmt: skip
def test_a_voyage_lies_after_before_or_around_the_listing(
    departed: str | None, arrived: str | None, listed: str, expected: tuple[str, int | None, int | None]
) -> None:
    assert ship(voyage(departed=departed, arrived=arrived), listing("l", "ship", listed)) == expected


def test_a_ship_that_nobody_lists_is_never_listed() -> None:
    assert ship(voyage(departed="2024-01-20")) == ("never", None, None)
    assert ship(voyage(departed="2024-01-20"), listing("l", "ship", "2023-01-01"), jurisdiction="JP") == (
        "never",
        None,
        None,
    )
    assert ship(voyage(departed="2024-01-20"), listing("l", "ship", "2023-01-01", effects=None)) == (
        "never",
        None,
        None,
    )
    assert ship(voyage(departed="2024-01-20"), listing("l", "ship", "2023-01-01", withdrawn_on="2024-01-01")) == (
        "never",
        None,
        None,
    )


def test_the_first_of_several_listings_decides() -> None:
    rows = [listing("late", "ship", "2024-06-01"), listing("early", "ship", "2024-01-10")]
    assert ship(voyage(departed="2024-01-20"), *rows) == ("before", 10, 10)


def test_a_listing_that_was_not_yet_public_is_none() -> None:
    rows = [voyage(departed="2024-01-20"), listing("l", "ship", "2024-05-16")]
    assert ship(*rows, day="2024-05-15") == ("never", None, None)
    assert ship(*rows, day="2024-05-16") == ("after", -117, -117)


@pytest.mark.parametrize(
    ("kind", "status"), [("owns", "before"), ("operates", "before"), ("manages", "before"), ("leads", "never")]
)
def test_the_first_listing_of_owner_operator_or_manager_stands_beside_the_ships_own(kind: str, status: str) -> None:
    tie = one("relations", relation_id="r", from_target_id="owner", to_target_id="ship", kind=kind)
    rows = [voyage(departed="2024-01-20"), target("owner"), tie, listing("l", "owner", "2024-01-10")]
    row = sailed(world(SHIP, *rows))
    assert (row["ship_status"], row["owner_status"]) == ("never", status)
    assert row["owner_days_low"] == (10 if status == "before" else None)


def test_the_earliest_of_several_owners_counts() -> None:
    ties = [one("relations", relation_id=f"r-{o}", from_target_id=o, to_target_id="ship") for o in ("a", "b")]
    listings = [listing("la", "a", "2024-01-10"), listing("lb", "b", "2023-12-31")]
    rows = [voyage(departed="2024-01-20"), target("a"), target("b"), *ties, *listings]
    assert sailed(world(SHIP, *rows))["owner_days_low"] == 20
