"""Published totals beside what is held on that day: differences are shown, equal totals are not, nothing is filled."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.official_totals import differences
from tests.datasets.definitions.builders import listing, one, target, world


def total(day: str = "2024-05-31", **given: Any) -> Any:
    return one(
        "official_counts", **{"official_count_id": "c", "jurisdiction": "EU", "list_name": "eu-fsf", "day": day} | given
    )


def on_list(key: str, listed: str, kind: str = "person", **given: Any) -> list[Any]:
    given = {"jurisdiction": "EU", "list_name": "eu-fsf", "target_kind": kind, **given}
    return [listing(f"l-{key}", f"t-{key}", listed, **given), target(f"t-{key}", kind)]


def lines(*rows: Any) -> list[str]:
    return list(differences(world(*rows)))


def test_a_total_that_is_not_held_is_shown_with_both_numbers() -> None:
    held = [*on_list("a", "2024-05-31"), *on_list("b", "2022-12-12"), *on_list("c", "2024-01-01", "entity")]
    assert lines(total(n_persons=77, n_entities=1200), *held) == [
        "EU eu-fsf 2024-05-31: official 77 persons, here 2; official 1,200 bodies, here 1"
    ]


def test_equal_totals_and_kinds_without_a_total_are_not_shown() -> None:
    assert lines(total(n_persons=1), *on_list("a", "2024-05-31"), *on_list("v", "2024-05-31", "vessel")) == []


@pytest.mark.parametrize("given", [
    {"listed": "2024-06-01"}, {"listed": "2024-05-31", "jurisdiction": "KR"}, {"listed": "2024-05-31", "list_name": "eu-dprk-ships"},
    {"listed": "2023-01-01", "delisted": "2024-05-31"}, {"listed": "2023-01-01", "withdrawn_on": "2024-07-01"},
    {"listed": "2024-05-31", "kind": "vessel"}, {"listed": "2024-05-30/2024-06-02"},
])  # fmt: skip
def test_what_stood_on_another_list_or_not_on_that_day_is_not_counted(given: dict[str, Any]) -> None:
    assert lines(total(n_persons=1), *on_list("a", **given))[0].endswith("official 1 persons, here 0")


def test_a_target_listed_twice_counts_once_and_one_delisted_later_counts() -> None:
    again = listing("again", "t-a", "2024-05-02", jurisdiction="EU", list_name="eu-fsf", target_kind="person")
    twice = [*on_list("a", "2024-05-01", delisted="2025-01-01"), again]
    assert lines(total(n_persons=1), *twice) == []


def test_a_total_of_one_programme_or_of_a_stretch_counts_only_those() -> None:
    rows = [
        *on_list("a", "2024-05-01", programmes=["PRK"]),
        *on_list("b", "2024-05-01", programmes=["UKR"]),
        *on_list("c", "2022-01-01"),
    ]
    assert lines(total(n_persons=1, programme="PRK"), *rows) == []
    assert lines(total(n_persons=9, programme="PRK", since="2022-10-14"), *rows) == [
        "EU eu-fsf 2024-05-31 (PRK, listed since 2022-10-14): official 9 persons, here 1"
    ]
    assert lines(total(n_persons=2, since="2024-01-01"), *rows) == []


def test_totals_come_oldest_first_and_withdrawn_ones_not_at_all() -> None:
    rows = [total(official_count_id="late", n_persons=3), total("2022-12-12", official_count_id="early", n_persons=2),
            total("2023-01-01", official_count_id="wrong", n_persons=5, withdrawn_on="2024-01-01")]  # fmt: skip
    assert [line.split(":")[0] for line in lines(*rows)] == ["EU eu-fsf 2022-12-12", "EU eu-fsf 2024-05-31"]
