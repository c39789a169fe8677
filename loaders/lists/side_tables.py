"""Rows that belong to records further on in a list: held in memory, and on disk when a list is larger than any today."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = TypeVar("Row")
IN_MEMORY: Final = 60_000  # rows of one table, some 30 MB; the largest list of today has half as many


class SideTable(Generic[Row]):
    """Rows by the key of the record they belong to, in the order they came.

    A row is text, or a list, tuple or mapping of such; tuples come back as lists once the table is on disk.
    """

    def __init__(self, *, in_memory: int = IN_MEMORY) -> None:
        self._limit = in_memory
        self._count = 0
        self._held: dict[str, list[Row]] = {}
        self._disk: sqlite3.Connection | None = None

    def add(self, key: str, row: Row) -> None:
        """Keep a row."""
        self._held.setdefault(key, []).append(row)
        self._count += 1
        if self._count >= self._limit:
            self._spill()

    def get(self, key: str) -> list[Row]:
        """Rows of a record; empty if there are none."""
        held = self._held.get(key, [])
        if self._disk is None:
            return held
        found = self._disk.execute("SELECT row FROM side WHERE key = ? ORDER BY number", (key,)).fetchall()
        return [json.loads(text) for (text,) in found] + held

    def pop(self, key: str) -> list[Row]:
        """Rows of a record, which are then gone."""
        if self._disk is None:
            return self._held.pop(key, [])
        found = self.get(key)
        self._held.pop(key, None)
        self._disk.execute("DELETE FROM side WHERE key = ?", (key,))
        return found

    def rest(self) -> Iterator[str]:
        """The key of every row that is left."""
        if self._disk:
            for (key,) in self._disk.execute("SELECT key FROM side ORDER BY number"):
                yield str(key)
        for key, rows in self._held.items():
            yield from [key] * len(rows)

    def _spill(self) -> None:
        if self._disk is None:
            self._disk = sqlite3.connect("")  # a private file in the temporary folder, gone when it is closed
            self._disk.execute("CREATE TABLE side (number INTEGER PRIMARY KEY, key TEXT NOT NULL, row TEXT NOT NULL)")
            self._disk.execute("CREATE INDEX side_key ON side (key)")
        rows: Any = ((key, json.dumps(row, ensure_ascii=False)) for key, rows in self._held.items() for row in rows)
        self._disk.executemany("INSERT INTO side (key, row) VALUES (?, ?)", rows)
        self._held.clear()
        self._count = 0
