"""Every result gives the same rows on every engine, over the facts as they are shipped, under what pages ask for."""

from __future__ import annotations

import datetime as dt
from typing import Final

import pytest

from datasets import store
from datasets.definitions.derive import tables_of
from datasets.filters import Filters
from datasets.queries import results

STATES: Final = {
    "all": Filters(),
    "first page": Filters(codes={"jurisdiction": ("US", "EU", "JP", "KR")}, since=dt.date(2022, 1, 1)),
    "claims": Filters(codes={"direction": ("dprk_to_russia",), "category": ("artillery_ammunition", "troops"),
                             "evidence": ("satellite_imagery", "photo_video")}),
    "a claimant and a year": Filters(codes={"claimant": ("rok-nis",)}, since=dt.date(2024, 1, 1), until=dt.date(2024, 12, 31)),
    "inside a year": Filters(since=dt.date(2024, 1, 1), until=dt.date(2024, 12, 31), dates="inside"),
    "responses": Filters(codes={"jurisdiction": ("JP", "KR"), "clock": ("own",), "endpoint": ("party_hit",)}),
    "coverage": Filters(codes={"jurisdiction": ("KR",), "status": ("none", "none_found"), "kind": ("entity", "vessel")}),
    "nobody": Filters(nobody=True), "war by kind": Filters(codes={"nexus": ("dprk_russia_war",), "kind": ("asset_freeze",)}),
    "english": Filters(q="shipping"), "japanese": Filters(q="弾"), "korean": Filters(q="포탄"), "cyrillic": Filters(q="ООО"),
}  # fmt: skip
DAYS: Final = ("2023-12-31", "2024-06-30", "1990-01-01")


@pytest.fixture(scope="module")
def engines() -> dict[str, store.Release]:
    return {engine: store.open_release(store.SHIPPED, engine=engine) for engine in store.ENGINES}


def same(engines: dict[str, store.Release], name: str, state: Filters) -> int:
    """Rows of a result under a state, the same on every engine."""
    asked = results.readable_part(state, name)
    found = [results.whole(tables_of(release, state.as_of), name, asked) for release in engines.values()]
    assert len(found) == len(store.ENGINES) >= 2
    for other in found[1:]:
        assert other.schema == found[0].schema
        assert other.rows() == found[0].rows(), f"{name} differs under {asked}"
    return found[0].height


@pytest.mark.parametrize("name", results.RESULTS)
def test_a_result_has_the_same_rows_on_every_engine_under_every_state(
    engines: dict[str, store.Release], name: str
) -> None:
    rows = {title: same(engines, name, state) for title, state in STATES.items()}
    assert any(rows.values())


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", results.RESULTS)
def test_a_result_has_the_same_rows_on_every_engine_on_an_earlier_day(
    engines: dict[str, store.Release], name: str, day: str
) -> None:
    same(engines, name, Filters(as_of=dt.date.fromisoformat(day)))
