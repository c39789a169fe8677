"""Lists of a size the generators give: every form is read in full, and alike whatever its size."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from loaders.lists.entry import Entry
from loaders.lists.registry import LISTS
from tests.benchmarks import generate, lists, multiply
from tests.loaders.lists.support import fixture, opened

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 60


@pytest.mark.parametrize("name", multiply.XML_FORMS)
def test_multiplied_records_are_those_of_the_fixture(name: str, tmp_path: Path) -> None:
    form = multiply.XML_FORMS[name]
    entries = list(opened(form.list_name, multiply.xml(form, tmp_path / f"{name}.xml", count=COUNT)))
    assert len(entries) >= COUNT
    assert {entry.name for entry in entries} <= {
        entry.name
        for entry in fixture(
            {"advanced": "ofac-advanced", "enhanced": "ofac-enhanced", "eu": "eu-xml", "un": "un-xml"}[name]
        ).values()
    }


def test_a_multiplied_set_joins_its_files_as_the_fixture_does(tmp_path: Path) -> None:
    entries = list(opened("us-ofac-sdn", multiply.csv_set(tmp_path / "set", count=COUNT)))
    sound = fixture("ofac-csv")
    assert len(entries) >= COUNT
    assert len({entry.entry_id for entry in entries}) == len(entries)
    for entry in entries[-len(sound) :]:
        same = next(one for one in sound.values() if one.name == entry.name)
        assert (entry.names, entry.countries, entry.remarks) == (same.names, same.countries, same.remarks)


def test_a_generated_list_is_read_in_full_and_its_memory_is_measured(tmp_path: Path) -> None:
    path = generate.classic_xml(tmp_path / "sdn.xml", count=COUNT)
    assert lists.read("us-ofac-sdn", path) == COUNT
    own = b"x" * 200_000_000  # memory of this process does not count
    assert 5 < lists.memory("us-ofac-sdn", path) < len(own) / 1_000_000


@pytest.mark.parametrize("name", multiply.XML_FORMS)
def test_few_entries_are_alive_at_once_however_many_a_file_holds(name: str, tmp_path: Path) -> None:
    form = multiply.XML_FORMS[name]
    path = multiply.xml(form, tmp_path / f"{name}.xml", count=COUNT)
    before = alive()
    counts = [alive() for _ in LISTS[form.list_name].read(path)]
    assert max(counts) - before <= 3


def alive() -> int:
    """Entries that exist at this moment."""
    gc.collect()
    return sum(isinstance(one, Entry) for one in gc.get_objects())
