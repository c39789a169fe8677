"""One record: its fields, the documents behind it, what it names and what names it, whatever its table."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from datasets import store
from datasets.definitions.derive import tables_of
from datasets.queries import record
from datasets.schema import CURATED

if TYPE_CHECKING:
    from datasets.queries.record import Record


def find(release: store.Release, key: str, day: dt.date | None = None) -> Record:
    found = record.find(tables_of(release, day), key)
    assert found is not None
    return found


def test_a_claim_names_its_transfer_claimant_and_places_and_its_sources_stand_apart(
    rich_release: store.Release,
) -> None:
    found = find(rich_release, "c-first")
    assert (found.table, found.row["quantity_best"]) == ("claims", 1000.0)
    assert [r["source_id"] for r in found.sources] == ["s-dated", "s-month"]
    assert {c: [r.get("place_id") or r.get("route_id") or r.get("transfer_id") or r.get("actor_id") for r in rows]
            for c, rows in found.named.items()} == {
        "transfer_id": ["t"], "claimant_id": ["us-state"], "place_ids": ["dunay", "rajin"], "route_ids": ["sea"],
    }  # fmt: skip


def test_what_names_a_record_is_found_in_single_and_in_list_columns(rich_release: store.Release) -> None:
    found = find(rich_release, "c-first")
    assert set(found.naming) == {("participations", "claim_id"), ("voyages", "claim_ids"), ("triggers", "claim_ids"),
                                 ("proof", "claim_ids")}  # fmt: skip
    assert [r["voyage_id"] for r in found.naming["voyages", "claim_ids"]] == ["v"]
    assert {r["element"] for r in found.naming["proof", "claim_ids"]} == {"movement", "contents"}


def test_a_claim_is_named_by_its_variants_alternatives_and_conversions(rich_release: store.Release) -> None:
    found = find(rich_release, "c-nis")
    assert [r["claim_id"] for r in found.naming["claims", "variant_of"]] == ["c-variant"]
    assert [r["claim_id"] for r in found.naming["claims", "converted_from"]] == ["c-122", "c-152"]


def test_a_source_is_named_by_every_row_it_supports(rich_release: store.Release) -> None:
    found = find(rich_release, "s-dated")
    assert found.table == "sources"
    assert {key for key, _ in found.naming} == {"claims", "measures"}
    assert [r["claim_id"] for r in found.naming["claims", "source_ids"]] == ["c-first", "c-nis"]


@pytest.mark.parametrize(("key", "table"), [
    ("us-state", "actors"), ("rajin", "places"), ("sea", "routes"), ("p", "packages"), ("m-us", "measures"), ("ship", "targets"),
    ("l-ship", "listings"), ("t", "transfers"), ("st-deny", "stances"), ("e-veto", "events"), ("article-4", "provisions"),
    ("trigger", "triggers"), ("link-m-us", "links"), ("coverage-us", "coverage"), ("v", "voyages"), ("n", "target_names"),
])  # fmt: skip
def test_a_key_is_found_whatever_its_table(rich_release: store.Release, key: str, table: str) -> None:
    assert find(rich_release, key).table == table
    assert table in {t.name for t in CURATED}


@pytest.mark.parametrize("key", ["", "nobody", "C-FIRST", "c-first ", "c-fir", "'; drop table claims; --"])
def test_another_key_is_no_record(rich_release: store.Release, key: str) -> None:
    assert record.find(tables_of(rich_release, None), key) is None


def test_a_withdrawn_record_is_still_found_with_its_reason_and_on_no_earlier_day(rich_release: store.Release) -> None:
    assert find(rich_release, "m-withdrawn").row["withdrawn_why"] == "no act"
    assert record.find(tables_of(rich_release, dt.date(2024, 1, 15)), "m-withdrawn") is None


def test_on_an_earlier_day_a_record_shows_what_was_known(rich_release: store.Release) -> None:
    before, now = find(rich_release, "l-person", dt.date(2024, 3, 31)), find(rich_release, "l-person")
    assert (before.row["delisted"], now.row["delisted"]) == (None, "2024-04-01")
    assert ("participations", "claim_id") in find(rich_release, "c-first", dt.date(2024, 1, 1)).naming
    assert ("claims", "variant_of") not in find(rich_release, "c-nis", dt.date(2024, 2, 26)).naming


def test_where_a_table_is_broken_the_record_says_which(rich_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(rich_folder, tmp_path / "tables"))
    next(folder.glob("sources-*.parquet")).unlink()
    with pytest.raises(store.TableUnavailableError, match="table sources is unavailable"):
        record.find(tables_of(store.open_release(folder), None), "c-first")
