"""Kept releases: in the order of keeping, and no file is removed while nobody knows who names it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from datasets import kept, store
from tests.datasets.test_store import FIRST, SECOND, write

if TYPE_CHECKING:
    from pathlib import Path


def test_releases_come_in_the_order_of_keeping_whatever_their_ids(tmp_path: Path) -> None:
    ids = []
    for event in (FIRST, SECOND, FIRST | {"votes_for": 1}, FIRST | {"votes_for": 2}):
        ids.append(write(tmp_path, event))
        store.keep_release(tmp_path)
    assert list(store.kept_releases(tmp_path)) == ids[::-1]
    assert [kept.place(path) for path in store.kept_releases(tmp_path).values()] == [4, 3, 2, 1]


def test_a_release_kept_twice_keeps_its_number(tmp_path: Path) -> None:
    write(tmp_path, FIRST)
    path = store.keep_release(tmp_path)
    content = path.read_bytes()
    assert store.keep_release(tmp_path) == path
    assert path.read_bytes() == content


@pytest.mark.parametrize("text", ["{", "[]", '{"kept": "last"}', "{}", '{"kept": null}'])
def test_a_garbled_copy_comes_last_and_no_table_file_is_removed(tmp_path: Path, text: str) -> None:
    write(tmp_path, FIRST)
    good = store.keep_release(tmp_path)
    (tmp_path / store.KEPT / "2020-01-01-00000000.json").write_text(text)
    stray = tmp_path / "events-000000000000.parquet"
    stray.write_bytes(b"perhaps it names this")
    write(tmp_path, SECOND)
    assert list(store.kept_releases(tmp_path)) == [good.stem, "2020-01-01-00000000"]
    assert stray.exists()


def test_a_release_without_previous_says_none_and_with_one_its_id(tmp_path: Path) -> None:
    write(tmp_path, FIRST)
    assert store.read_manifest(tmp_path)["previous"] is None
    assert json.loads((tmp_path / store.MANIFEST).read_text())["previous"] is None
