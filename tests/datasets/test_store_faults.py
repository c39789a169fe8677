"""A damaged release: the whole refused with a clear message, or one table named with the reason and the rest served."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow.parquet as pq
import pytest

from datasets import store
from datasets.definitions.derive import tables_of
from datasets.schema import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def damaged(mini_release: Path, tmp_path: Path) -> Path:
    """A copy of the mini release to damage."""
    return Path(shutil.copytree(mini_release, tmp_path / "tables"))


def file_of(folder: Path, table: str) -> Path:
    (found,) = folder.glob(f"{table}-*.parquet")
    return found


def rewrite(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the manifest."""
    path = folder / store.MANIFEST
    manifest = json.loads(path.read_text())
    change(manifest)
    path.write_text(json.dumps(manifest))


def replace_file(folder: Path, table: str, frame: pl.DataFrame) -> None:
    """Put another frame where a table lies, and its size into the manifest."""
    path = file_of(folder, table)
    frame.write_parquet(path)
    rewrite(folder, lambda m: m["tables"][table].update(bytes=path.stat().st_size))


def only_fault(folder: Path, table: str) -> str:
    """The reason why one table cannot be read; every other one can."""
    release = store.open_release(folder)
    assert set(release.faults) == {table}
    assert set(release.frames) == set(TABLES) - {table}
    with pytest.raises(store.TableUnavailableError) as error:
        release.table(table)
    assert (error.value.table, error.value.reason) == (table, release.faults[table])
    assert store.collect(release.table("sources")).height == release.rows["sources"]
    return release.faults[table]


def test_a_missing_file_is_named(damaged: Path) -> None:
    file = file_of(damaged, "claims")
    file.unlink()
    assert only_fault(damaged, "claims") == f"{file.name} is missing; run `tracker build` or restore the file"


@pytest.mark.parametrize("keep", [0, 1, 100, -1])
def test_a_truncated_file_is_named_with_both_sizes(damaged: Path, keep: int) -> None:
    file = file_of(damaged, "claims")
    whole = file.read_bytes()
    file.write_bytes(whole[:keep])
    reason = only_fault(damaged, "claims")
    assert reason == f"{file.name} has {len(whole[:keep])} bytes instead of {len(whole)} (cut off?); restore the file"


def test_a_file_of_other_columns_is_named_with_them(damaged: Path) -> None:
    frame = pl.read_parquet(file_of(damaged, "claims"))
    replace_file(damaged, "claims", frame.rename({"stage": "phase"}))
    assert "has other columns than the contract (phase, stage)" in only_fault(damaged, "claims")
    replace_file(damaged, "claims", frame.select(reversed(frame.columns)))
    assert "has other columns than the contract (their order)" in only_fault(damaged, "claims")


def test_a_file_of_noise_in_the_right_size_is_named(damaged: Path) -> None:
    file = file_of(damaged, "claims")
    file.write_bytes(b"\x5a" * file.stat().st_size)
    assert only_fault(damaged, "claims")


def test_damage_anywhere_in_a_file_is_a_fault_or_no_loss_of_rows_but_never_a_crash(damaged: Path) -> None:
    file = file_of(damaged, "claims")
    whole = file.read_bytes()
    outcomes = set()
    for place in range(4, len(whole), len(whole) // 60):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        file.write_bytes(broken)
        release = store.open_release(damaged)
        outcomes.add(tuple(release.faults))
        if not release.faults:
            assert store.collect(release.table("claims")).height == release.rows["claims"]
    assert ("claims",) in outcomes


def test_a_table_that_this_program_does_not_know_is_named(damaged: Path) -> None:
    rewrite(damaged, lambda m: m["tables"].update(rumours=m["tables"]["claims"]))
    release = store.open_release(damaged)
    assert release.faults == {"rumours": "this program knows no table of that name"}
    with pytest.raises(store.TableUnavailableError, match="table rumours is unavailable: this program knows no table"):
        release.table("rumours")


def test_a_table_that_the_release_does_not_hold_is_named(damaged: Path) -> None:
    rewrite(damaged, lambda m: m["tables"].pop("claims"))
    with pytest.raises(store.TableUnavailableError, match="table claims is unavailable: the release does not hold it"):
        store.open_release(damaged).table("claims")


def test_what_needs_a_broken_table_says_so_and_the_rest_is_answered(damaged: Path) -> None:
    file_of(damaged, "claims").unlink()
    tables = tables_of(store.open_release(damaged), None)
    assert store.rows(tables["measures"])
    with pytest.raises(store.TableUnavailableError, match="claims"):
        tables["claims"]


def test_a_restored_file_is_read_when_the_release_is_opened_again(damaged: Path) -> None:
    file = file_of(damaged, "claims")
    whole = file.read_bytes()
    file.unlink()
    assert "claims" not in tables_of(store.open_release(damaged), None)
    file.write_bytes(whole)
    assert store.rows(tables_of(store.open_release(damaged), None)["claims"])


def test_a_folder_without_manifest_says_what_to_do(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(store.StoreError) as error:
            store.open_release(folder)
        assert (
            str(error.value)
            == f"{folder / store.MANIFEST} is missing: run `tracker build`, or set TRACKER_TABLES to a release"
        )


@pytest.mark.parametrize("text", [
    "", "{", "[]", "null", '"x"', "{}", '{"schema_version": "1"}', '{"schema_version": "1", "tables": []}', "\x00\x01",
])  # fmt: skip
def test_a_garbled_manifest_is_refused(damaged: Path, text: str) -> None:
    (damaged / store.MANIFEST).write_text(text)
    with pytest.raises(store.StoreError, match=r"is not a release manifest \(.*\): run `tracker build`"):
        store.open_release(damaged)


def test_a_manifest_that_is_no_text_is_refused(damaged: Path) -> None:
    (damaged / store.MANIFEST).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(store.StoreError, match="is not a release manifest"):
        store.open_release(damaged)


@pytest.mark.parametrize("change", [
    lambda m: m.pop("release"), lambda m: m.pop("data_through"), lambda m: m.update(date="yesterday"),
    lambda m: m.update(date=None),
    lambda m: m.update(tables=None), lambda m: m["tables"].update(claims=None), lambda m: m["tables"]["claims"].pop("file"),
    lambda m: m["tables"]["claims"].update(bytes="many"), lambda m: m["tables"]["claims"].pop("rows"),
])  # fmt: skip
def test_a_manifest_with_a_field_missing_or_garbled_is_refused(
    damaged: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    rewrite(damaged, change)
    with pytest.raises(store.StoreError, match="is not a release manifest"):
        store.open_release(damaged)


def test_a_release_of_another_schema_version_is_refused_with_both_numbers(damaged: Path) -> None:
    rewrite(damaged, lambda m: (m.update(schema_version="99"), m.pop("tables")))
    with pytest.raises(store.StoreError, match=f"has schema version 99, this program reads {SCHEMA_VERSION}"):
        store.open_release(damaged)


def test_a_manifest_that_is_a_folder_is_refused(damaged: Path) -> None:
    (damaged / store.MANIFEST).unlink()
    (damaged / store.MANIFEST).mkdir()
    with pytest.raises(store.StoreError, match="cannot be read"):
        store.open_release(damaged)


def test_every_table_of_a_release_is_in_its_contract_columns(mini_release: Path) -> None:
    for name, table in TABLES.items():
        assert pq.read_schema(file_of(mini_release, name)).equals(table.arrow)
