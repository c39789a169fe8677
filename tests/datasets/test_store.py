"""Releases: the same bytes for the same rows, swapped whole, kept as long as something names them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from datasets import store
from datasets.schema import TABLES
from tests.datasets.definitions.builders import frame, row

DAY = dt.date(2024, 7, 1)
FIRST = row("events", event_id="first", occurred="2024-01-01", title_en="First")
SECOND = row("events", event_id="second", occurred="2024-02", votes_for=13)


def write(folder: Path, *events: dict[str, Any], inputs: dict[str, str] | None = None) -> str:
    """A release of one table."""
    made = frame("events", *events).to_arrow().cast(TABLES["events"].arrow)
    return store.write_release({"events": made}, folder, date=DAY, data_through=DAY, inputs=inputs or {})


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_the_same_rows_give_the_same_bytes_and_the_same_id(tmp_path: Path) -> None:
    one = write(tmp_path / "one", FIRST, SECOND, inputs={"a": "1", "b": "2"})
    other = write(tmp_path / "other", SECOND, FIRST, inputs={"b": "2", "a": "1"})
    assert one == other
    assert content(tmp_path / "one") == content(tmp_path / "other")


def test_another_row_gives_another_id_and_another_file(tmp_path: Path) -> None:
    one, other = write(tmp_path / "one", FIRST), write(tmp_path / "other", SECOND)
    assert one != other
    assert one.startswith("2024-07-01-")
    assert not {n for n in content(tmp_path / "one") if n.endswith(".parquet")} & set(content(tmp_path / "other"))


def test_a_written_release_is_read_back_with_every_type_and_null(tmp_path: Path) -> None:
    write(tmp_path, FIRST, SECOND)
    release = store.open_release(tmp_path)
    assert (release.rows, release.day, release.faults) == ({"events": 2}, DAY, {})
    assert store.rows(release.table("events")) == frame("events", FIRST, SECOND).to_dicts()


def test_the_manifest_names_what_lies_there(tmp_path: Path) -> None:
    write(tmp_path, FIRST, inputs={"curated/x.yaml": "0" * 64})
    manifest = json.loads((tmp_path / store.MANIFEST).read_text())
    entry = manifest["tables"]["events"]
    file = tmp_path / entry["file"]
    assert (entry["rows"], entry["bytes"]) == (1, file.stat().st_size)
    assert entry["sha256"].startswith(file.stem.removeprefix("events-"))
    assert pq.read_schema(file).equals(TABLES["events"].arrow)
    assert manifest["inputs"] == {"curated/x.yaml": "0" * 64}


def test_a_new_release_takes_the_place_of_the_old_and_its_files_go(tmp_path: Path) -> None:
    write(tmp_path, FIRST)
    write(tmp_path, SECOND)
    assert [r["event_id"] for r in store.rows(store.open_release(tmp_path).table("events"))] == ["second"]
    assert len(list(tmp_path.glob("*.parquet"))) == 1


def test_a_kept_release_stays_readable_by_its_id_after_later_builds(tmp_path: Path) -> None:
    old = write(tmp_path, FIRST)
    (file,) = tmp_path.glob("*.parquet")
    store.keep_release(tmp_path)
    new = write(tmp_path, SECOND)
    assert list(store.kept_releases(tmp_path)) == [old]
    assert file in set(tmp_path.glob("*.parquet"))
    kept, served = store.open_release(tmp_path, release=old), store.open_release(tmp_path)
    assert (kept.id, served.id, kept.faults) == (old, new, {})
    assert [r["event_id"] for r in store.rows(kept.table("events"))] == ["first"]
    assert [r["event_id"] for r in store.rows(served.table("events"))] == ["second"]


def test_a_release_that_is_not_kept_is_missing(tmp_path: Path) -> None:
    write(tmp_path, FIRST)
    with pytest.raises(store.StoreError, match=r"2020-01-01-00000000\.json is missing"):
        store.open_release(tmp_path, release="2020-01-01-00000000")


def test_the_manifest_is_replaced_after_every_file_is_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        order.append(target.name)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    write(tmp_path, FIRST)
    assert order[-1] == store.MANIFEST
    assert order.count(store.MANIFEST) == 1
    assert [name for name in order if name.endswith(".parquet")] == [path.name for path in tmp_path.glob("*.parquet")]


class KilledError(Exception):
    """Stands for a process that ends in between."""


@pytest.mark.parametrize("last_words", ["events-", store.MANIFEST], ids=["at a table", "at the manifest"])
def test_a_build_killed_in_between_leaves_the_old_release_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last_words: str
) -> None:
    old = write(tmp_path, FIRST)
    replace = Path.replace

    def killed(self: Path, target: Path) -> Path:
        if target.name.startswith(last_words):
            raise KilledError
        return replace(self, target)

    with monkeypatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(Path, "replace", killed)
        write(tmp_path, SECOND)
    release = store.open_release(tmp_path)
    assert (release.id, release.faults) == (old, {})
    assert [r["event_id"] for r in store.rows(release.table("events"))] == ["first"]
    write(tmp_path, SECOND)
    assert [r["event_id"] for r in store.rows(store.open_release(tmp_path).table("events"))] == ["second"]


def test_leftovers_of_a_killed_build_are_cleared_by_the_next(tmp_path: Path) -> None:
    write(tmp_path, FIRST)
    leftovers = [
        tmp_path / ".events-0123.parquet.abc",
        tmp_path / f".{store.MANIFEST}.abc",
        tmp_path / "events-0123.parquet",
    ]
    for path in leftovers:
        path.write_bytes(b"half")
    write(tmp_path, SECOND)
    assert not [path for path in leftovers if path.exists()]


def test_a_release_opened_before_stays_readable_after_the_next_build(tmp_path: Path) -> None:
    write(tmp_path, FIRST)
    opened = store.open_release(tmp_path)
    write(tmp_path, SECOND)
    assert [r["event_id"] for r in store.rows(opened.table("events"))] == ["first"]


def test_a_build_in_between_reading_manifest_and_files_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, FIRST)
    read = store.read_manifest
    calls: list[Path] = []

    def interrupted(folder: Path, release: str | None = None) -> dict[str, Any]:
        manifest = read(folder, release)
        if not calls:
            write(folder, SECOND)
        calls.append(folder)
        return manifest

    monkeypatch.setattr(store, "read_manifest", interrupted)
    release = store.open_release(tmp_path)
    assert release.faults == {}
    assert [r["event_id"] for r in store.rows(release.table("events"))] == ["second"]


@pytest.mark.parametrize("engine", store.ENGINES)
def test_every_engine_opens_the_same_release(mini_release: Path, engine: str) -> None:
    release = store.open_release(mini_release, engine=engine)
    assert release.faults == {}
    assert set(release.frames) == set(TABLES)
    for name, table in TABLES.items():
        found = store.collect(release.table(name).sort(*table.key), table.arrow)
        assert found.height == release.rows[name]
        assert found.equals(store.collect(store.open_release(mini_release).table(name), table.arrow))


def test_an_unknown_engine_is_named_with_the_known_ones(mini_release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_ENGINE", "sqlite")
    with pytest.raises(store.StoreError, match="sqlite is unknown; allowed: polars, duckdb"):
        store.open_release(mini_release)


def test_the_release_to_serve_can_be_named(mini_release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_TABLES", str(mini_release))
    assert store.open_release().folder == mini_release
    monkeypatch.setenv("TRACKER_TABLES", "")
    assert store.folder_of_release() == store.SHIPPED


def test_a_result_takes_the_declared_columns_order_and_types() -> None:
    schema = pa.schema([("n", pa.int64()), ("month", pa.date32()), ("text", pa.string())])
    found = store.collect(
        store.lazy(frame("events", FIRST)).select(month="occurred_latest", text="event_id", n="votes_for"), schema
    )
    assert found.to_dicts() == [{"n": None, "month": dt.date(2024, 1, 1), "text": "first"}]
    assert list(found.schema.names()) == ["n", "month", "text"]
    assert str(found.schema["n"]) == "Int64"


def test_rows_become_a_frame_in_the_order_of_the_key() -> None:
    assert frame("events", SECOND, FIRST)["event_id"].to_list() == ["first", "second"]
    assert frame("events").columns == list(TABLES["events"].names)


@pytest.mark.parametrize("engine", store.ENGINES)
@pytest.mark.parametrize("size", [1, 2, 50_000])
def test_a_table_comes_whole_in_pieces_of_any_size(rich_folder: Path, engine: str, size: int) -> None:
    schema = TABLES["claims"].arrow
    frame = store.open_release(rich_folder, engine=engine).table("claims")
    pieces = list(store.batches(frame, schema, size=size))
    assert store.frame_of_arrow(pa.concat_tables(p.to_arrow().cast(schema) for p in pieces)).equals(
        store.collect(frame, schema)
    )


@pytest.mark.parametrize("engine", store.ENGINES)
def test_no_rows_come_as_one_piece_with_the_declared_columns(rich_folder: Path, engine: str) -> None:
    frame = store.open_release(rich_folder, engine=engine).table("changes")
    (piece,) = store.batches(frame, TABLES["changes"].arrow)
    assert (piece.height, piece.columns) == (0, list(TABLES["changes"].names))
