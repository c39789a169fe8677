"""Reading records field by field: what is taken is consumed, what is left is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Data: TypeAlias = Any
"""A published value as plain data: text, fields, or lists of them, of any depth."""


class Record:
    """The fields of one record; every field taken is gone, the rest are leftovers.

    A child record reports to the same list of leftovers, under its own path.
    """

    __slots__ = ("_fields", "_left", "_path")

    def __init__(self, fields: Mapping[str, Data], path: str = "", left: list[str] | None = None) -> None:
        self._fields = dict(fields)
        self._path = path
        self._left: list[str] = [] if left is None else left

    def take(self, name: str) -> Data:
        """Consume a field; ``None`` if it is absent."""
        return self._fields.pop(name, None)

    def text(self, name: str) -> str | None:
        """Consume a text field; blanks at its ends go, an empty text is ``None``."""
        value = self._fields.pop(name, None)
        if value is None:
            return None
        if not isinstance(value, str):
            value = value.get("#text") if isinstance(value, dict) else None
            if not isinstance(value, str):
                self._left.append(self._path + name)
                return None
        return value.strip() or None

    def many(self, name: str) -> list[Data]:
        """Consume a field that may be absent, single or repeated."""
        value = self._fields.pop(name, None)
        if value is None or value == "":
            return []
        return value if isinstance(value, list) else [value]

    def children(self, name: str) -> Iterator[Record]:
        """Consume repeated sub-records; what they leave is reported when they are passed."""
        values = self.many(name)
        if not values:
            return
        path = f"{self._path}{name}/"
        for value in values:
            child = Record(value if isinstance(value, dict) else {"#text": value}, path, self._left)
            yield child
            child.close()

    def texts(self, name: str) -> list[str]:
        """Consume a repeated text field; empty ones go."""
        found = []
        for value in self.many(name):
            text = value if isinstance(value, str) else Record(value, f"{self._path}{name}/", self._left).text("#text")
            if text and text.strip():
                found.append(text.strip())
        return found

    def raw_only(self, *names: str) -> None:
        """Consume fields that are kept in the raw record only (record numbers, parts of an address)."""
        for name in names:
            self._fields.pop(name, None)

    def close(self) -> tuple[str, ...]:
        """Report the fields that nobody took; returns every leftover of the record so far."""
        if self._fields:
            self._left += [self._path + name for name, value in self._fields.items() if value not in (None, "", [], {})]
            self._fields = {}
        return tuple(self._left)
