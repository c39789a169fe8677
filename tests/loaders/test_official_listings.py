"""Entries and curated listings of one target, list and spell are one row."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from loaders.archive import Archive
from loaders.complete import Tables, complete
from loaders.curated import read_folder
from loaders.lists.extract import Watch
from loaders.lists.registry import LISTS
from loaders.lists.update import Desk, refresh
from loaders.official_listings import Official, official
from tests.conftest import MINI_FACTS
from tests.loaders.lists.builders import un_list
from tests.loaders.test_crosswalk import ROW, write

if TYPE_CHECKING:
    from pathlib import Path

    from loaders.curated import Row

DAY = dt.date(2016, 11, 30)


@pytest.fixture
def tables() -> Tables:
    return complete(read_folder(MINI_FACTS))


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Extracts with one list of two persons, the first of whom the crosswalk links to a curated target."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "consolidated.xml").write_bytes(un_list(2))
    desk = Desk(archive=Archive(tmp_path / "raw"), out=tmp_path / "lists", watch=Watch())
    refresh([replace(LISTS["un-sc"], floor=1)], desk, folder=tmp_path / "in")
    return write(tmp_path / "lists", rows=ROW.replace("KPe.001", "KPi.001").replace("entity-a", "person-example"))


def curated(tables: Tables, **fields: Any) -> Row:
    """A curated listing of the linked person on that list, added to the tables."""
    row = next(row for row in tables["listings"] if row["target_id"] == "person-example")
    period = {f"{name}_{end}": None for name in ("listed", "delisted") for end in ("earliest", "latest")}
    new = row | {
        "listing_id": "listing-un-person", "list_name": "un-sc", "jurisdiction": "UN", "list_reference": None, "delisted": None,
        **period, "listed": "2016", "listed_earliest": dt.date(2016, 1, 1), "listed_latest": dt.date(2016, 12, 31),
        "grounds_en": "Our words.", "programmes": None, "name_as_listed": None, "origins": ["curated"],
    } | fields  # fmt: skip
    tables["listings"].append(new)
    return new


def of_person(result: Official) -> list[Row]:
    """Listings of the linked person on that list."""
    return [row for row in result.listings if (row["target_id"], row["list_name"]) == ("person-example", "un-sc")]


def test_entries_are_linked_and_all_kept(tables: Tables, lists: Path) -> None:
    result = official(tables, lists)
    assert [(row["entry_id"], row["target_id"]) for row in result.entries] == [
        ("KPi.001", "person-example"),
        ("KPi.002", None),
    ]


def test_an_entry_and_its_curated_listing_are_one_row(tables: Tables, lists: Path) -> None:
    curated(tables)
    (row,) = of_person(official(tables, lists))
    assert row["listing_id"] == "listing-un-person"
    assert row["origins"] == ["curated", "official_list"]
    assert (row["listed"], row["listed_earliest"], row["listed_latest"]) == ("2016-11-30", DAY, DAY)
    assert row["list_reference"] == "KPi.001"
    assert row["grounds_en"] == "Our words."
    assert (row["programmes"], row["name_as_listed"]) == (["DPRK"], "PERSON 1")
    assert "src-list-un-sc-2025-11-18" in row["source_ids"]  # type: ignore[operator]


def test_an_entry_without_a_curated_listing_is_a_listing_of_its_own(tables: Tables, lists: Path) -> None:
    result = official(tables, lists)
    (row,) = of_person(result)
    assert row["origins"] == ["official_list"]
    assert (row["listed_latest"], row["known_from"], row["nexus_by"], row["resolution_basis"]) == (
        DAY,
        DAY,
        "inferred",
        "name_and_context",
    )
    source = result.sources[-1]
    assert row["source_ids"] == [source["source_id"]]
    assert (source["published"], source["kind"]) == ("2025-11-18", "official_list")
    assert len(result.listings) == len(tables["listings"]) + 1


def test_where_the_list_prints_no_day_the_past_is_open(
    tables: Tables, lists: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from loaders.lists import shipped

    read = shipped.rows

    def without_days(folder: Path) -> list[dict[str, Any]]:
        return [row | {"listed": None, "listed_earliest": None, "listed_latest": None} for row in read(folder)]

    monkeypatch.setattr(shipped, "rows", without_days)
    (row,) = of_person(official(tables, lists))
    assert (row["listed"], row["listed_earliest"], row["listed_latest"]) == (
        "../2025-11-18",
        None,
        dt.date(2025, 11, 18),
    )
    assert row["listed_basis"] == "on_list_by"


def test_the_listing_that_cites_the_entry_is_it_whatever_its_day(tables: Tables, lists: Path) -> None:
    late = dt.date(2026, 1, 1)
    curated(tables, list_reference="KPi.001", listed="2026-01-01", listed_earliest=late, listed_latest=late)
    (row,) = of_person(official(tables, lists))
    assert row["listed_latest"] == DAY


def test_a_spell_that_begins_after_the_copy_is_another_row(tables: Tables, lists: Path) -> None:
    late = dt.date(2026, 1, 1)
    curated(tables, listed="2026-01-01", listed_earliest=late, listed_latest=late)
    rows = of_person(official(tables, lists))
    assert [(row["listed"], row["spell"]) for row in rows] == [("2026-01-01", 2), ("2016-11-30", 1)]


def test_a_listing_that_cites_another_entry_of_the_list_stays_as_it_is(tables: Tables, lists: Path) -> None:
    curated(tables, list_reference="KPi.099")
    (row,) = of_person(official(tables, lists))
    assert row["origins"] == ["curated"]


def test_a_withdrawn_listing_is_not_joined(tables: Tables, lists: Path) -> None:
    curated(tables, withdrawn_on=dt.date(2025, 1, 1))
    rows = of_person(official(tables, lists))
    assert [row["origins"] for row in rows] == [["curated"], ["official_list"]]


def test_the_curated_rows_given_are_not_changed(tables: Tables, lists: Path) -> None:
    row = curated(tables)
    before = dict(row)
    official(tables, lists)
    assert row == before
