"""Derived tables: stored ones are those of the release day, and any earlier day is the tables cut to it by hand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from datasets import store
from datasets.definitions import derive
from datasets.schema import CURATED, TABLES
from tests.datasets import rich

if TYPE_CHECKING:
    from pathlib import Path

    from tests.datasets.definitions.builders import Row


@pytest.fixture(params=["mini", "rich", "shipped"])
def release(request: pytest.FixtureRequest) -> store.Release:
    """A release: of the mini facts, of the rich world, and the one in this checkout."""
    if request.param == "shipped":
        return store.open_release(store.SHIPPED)
    found: store.Release = request.getfixturevalue({"mini": "mini", "rich": "rich_release"}[request.param])
    return found


def cut_by_hand(name: str, rows: list[Row], day: dt.date) -> list[Row]:
    """Rows of a table as the data contract cuts them, written a second time in plain Python."""
    table, kept = TABLES[name], []
    for row in rows:
        if "known_from" in row and (row["known_from"] is None or row["known_from"] > day or row["withdrawn_on"]):
            continue
        made = dict(row)
        for field in table.dates:
            if f"{field}_known_from" in row:
                known = row[f"{field}_known_from"] or row[f"{field}_latest"]
                if known is None or known > day:
                    made |= dict.fromkeys(
                        [field, *(f"{field}_{end}" for end in ("earliest", "latest", "basis", "known_from"))]
                    )
                    made |= {"delisting_reason": None, "replaced_by": None} if field == "delisted" else {}
        kept.append(made)
    return kept


def test_stored_derived_tables_equal_those_of_the_release_day(release: store.Release) -> None:
    stored, computed = derive.tables_of(release, None), derive.tables_of(release, release.day)
    for name in derive.DERIVED:
        assert store.collect(computed[name]).equals(store.collect(stored[name])), name
        assert store.collect(computed[name]).schema == store.collect(stored[name]).schema


@pytest.mark.parametrize("day", [
    "2023-01-30", "2023-01-31", "2023-10-12", "2023-10-13", "2024-02-09", "2024-02-26", "2024-03-31", "2024-04-01", "2024-05-16",
    "2024-06-30", "2024-11-30", "2024-12-31",
])  # fmt: skip
def test_an_earlier_day_is_the_tables_cut_by_hand(rich_release: store.Release, day: str) -> None:
    of = dt.date.fromisoformat(day)
    by_hand: dict[str, Any] = {}
    for table in CURATED:
        rows = store.rows(rich_release.table(table.name))
        dated = [
            r for r in rows if table.name != "sources" or not r["published_earliest"] or r["published_earliest"] <= of
        ]
        by_hand[table.name] = store.lazy(store.frame_of(cut_by_hand(table.name, dated, of), table.name))
    as_of = derive.tables_of(rich_release, of)
    for name, frame in by_hand.items():
        key = list(TABLES[name].key)
        assert store.collect(as_of[name].sort(*key)).equals(store.collect(frame.sort(*key))), name
    for name, make in derive.DERIVED.items():
        assert store.collect(as_of[name]).equals(make(by_hand, of)), name


def test_a_day_after_the_release_shows_what_is_stored(rich_release: store.Release) -> None:
    later = derive.tables_of(rich_release, rich.DAY + dt.timedelta(1))
    for name in derive.DERIVED:
        assert store.collect(later[name]).equals(store.collect(rich_release.table(name)))


def test_a_derived_table_of_a_day_is_computed_once_and_only_when_asked_for(
    rich_release: store.Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = []
    make = derive.DERIVED["gaps"]

    def counted(tables: Any, day: dt.date) -> Any:
        computed.append(day)
        return make(tables, day)

    monkeypatch.setitem(derive.DERIVED, "gaps", counted)
    day = dt.date(2024, 5, 17)
    tables = derive.tables_of(rich_release, day)
    assert not computed
    assert store.rows(tables["gaps"])
    assert derive.tables_of(rich_release, day)["gaps"] is tables["gaps"]
    assert computed == [day]


def test_two_releases_of_one_id_do_not_answer_for_each_other(rich_folder: Path) -> None:
    one, other = store.open_release(rich_folder), store.open_release(rich_folder, engine="duckdb")
    assert derive.tables_of(one, None)["claims"] is one.table("claims")
    assert derive.tables_of(other, None)["claims"] is other.table("claims")


def test_a_table_that_no_day_has_is_a_key_error(rich_release: store.Release) -> None:
    with pytest.raises(KeyError):
        derive.tables_of(rich_release, dt.date(2024, 1, 1))["rumours"]


def test_every_table_that_can_be_asked_for_is_named(rich_release: store.Release) -> None:
    names = set(derive.names(derive.tables_of(rich_release, dt.date(2024, 1, 1))))
    assert {t.name for t in CURATED} | set(derive.DERIVED) == names
    assert set(derive.names(derive.tables_of(rich_release, None))) == set(TABLES)


def test_withdrawn_rows_are_stored_and_derived_from_by_nothing(rich_release: store.Release) -> None:
    stored = {r["claim_id"] for r in store.rows(rich_release.table("claims"))}
    assert "c-withdrawn" in stored
    proof = store.rows(rich_release.table("proof"))
    assert "c-withdrawn" not in {key for r in proof for key in r["claim_ids"]}
