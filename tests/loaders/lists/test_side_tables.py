"""Side tables answer alike in memory and on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from loaders.lists import side_tables
from loaders.lists.side_tables import SideTable
from tests.loaders.lists.support import FIXTURES, opened

if TYPE_CHECKING:
    import pytest

ROWS = st.lists(st.tuples(st.sampled_from(["1", "2", "3", "Ω'"]), st.text(max_size=5)), max_size=30)


@given(rows=ROWS, asked=st.lists(st.sampled_from(["1", "2", "Ω'", "none"]), max_size=6), limit=st.integers(1, 9))
def test_memory_and_disk_answer_alike(rows: list[tuple[str, str]], asked: list[str], limit: int) -> None:
    memory, disk = SideTable[list[str]](), SideTable[list[str]](in_memory=limit)
    for key, text in rows:
        memory.add(key, [text])
        disk.add(key, [text])
    assert [disk.get(key) for key in asked] == [memory.get(key) for key in asked]
    assert [disk.pop(key) for key in asked] == [memory.pop(key) for key in asked]
    assert sorted(disk.rest()) == sorted(memory.rest())


def test_a_list_is_read_alike_when_its_side_tables_are_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ofac/sdn-csv", "ofac/advanced.xml"):
        before = list(opened("us-ofac-sdn", FIXTURES / name))
        with monkeypatch.context() as patch:
            patch.setattr(SideTable.__init__, "__kwdefaults__", {"in_memory": 2})
            assert list(opened("us-ofac-sdn", FIXTURES / name)) == before
    assert side_tables.IN_MEMORY > 30_000
