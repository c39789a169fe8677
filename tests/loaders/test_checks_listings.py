"""Listings and links: one row a spell, an act of the same jurisdiction, no answer before the first claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.loaders.checking import told

if TYPE_CHECKING:
    from pathlib import Path

OWNER = "listing-us-2024-05-16-owner"


def listing(**given: Any) -> dict[str, list[dict[str, Any]]]:
    row = {"listing_id": "again", "target_id": "entity-owner", "jurisdiction": "US", "list_name": "us-ofac-sdn", "listed": "2024-06-10",
           "nexus": "dprk", "nexus_by": "ground", "resolution_basis": "analyst", "source_ids": ["src-three"]}  # fmt: skip
    return {"listings": [row | given]}


def test_a_second_row_of_one_spell_is_told(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, listing())
    assert problem.startswith(f"again: target_id: is listed there already by {OWNER}; make them one row")


@pytest.mark.parametrize("given", [
    {"spell": "2"}, {"list_name": "us-bis-entity-list"}, {"target_id": "vessel-angara-9179842"}, {"distinct_from": [OWNER]},
    {"withdrawn_on": "2024-06-20", "withdrawn_why": "Twice."}, {"jurisdiction": "KR"},
])  # fmt: skip
def test_another_spell_list_target_or_a_second_regime_may_stand(tmp_path: Path, given: dict[str, Any]) -> None:
    assert told(tmp_path, listing(**given)) == []


def test_a_listing_by_an_act_of_another_jurisdiction_is_told(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, listings=(OWNER, {"measure_id": "kr-2024-03-statement"}))
    assert problem == f"{OWNER}: measure_id: kr-2024-03-statement is an act of KR, the listing one of US"


def link(**given: Any) -> dict[str, list[dict[str, Any]]]:
    row = {
        "link_id": "link",
        "measure_id": "us-2024-05-16-arms",
        "transfer_id": "transfer-oil",
        "basis": "stated",
        "reason_en": "Named.",
    }
    return {"links": [row | given]}


def test_a_link_to_listings_of_another_act_is_told_unless_they_are_older(tmp_path: Path) -> None:
    rows = link(listing_ids=["again"]) | listing(spell="2", measure_id="us-2024-05-16-arms")
    assert told(tmp_path, rows) == []
    rows = link(listing_ids=["again"]) | listing(spell="2")
    (problem,) = told(tmp_path / "other", rows)
    assert problem == (
        "link: listing_ids: again is a listing of None, not of us-2024-05-16-arms, and no older one that this act designates again"
    )
    assert told(tmp_path / "older", link(listing_ids=["again"]) | listing(spell="2", listed="2023-05")) == []


EARLY = ("claim-us-state-2024-05-02-oil", {"claimed": "2024-05-20"})


def test_a_restrictive_answer_before_the_first_claim_is_told(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, link(), claims=EARLY)
    assert problem.startswith(
        "link: transfer_id: us-2024-05-16-arms of 2024-05-16 is older than the first claim on transfer-oil"
    )


@pytest.mark.parametrize("given", [
    {"reason_en": "Came before the claims held here."}, {"basis": "same_target"}, {"measure_id": "kr-2024-03-statement"},
])  # fmt: skip
def test_a_reason_that_says_so_another_basis_or_mere_words_may_stand(tmp_path: Path, given: dict[str, Any]) -> None:
    assert told(tmp_path, link(**given), claims=EARLY) == []
