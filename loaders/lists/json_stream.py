"""The records of a large JSON file, one at a time, so that memory stays flat."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any, Final

from loaders.lists.errors import ListError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from loaders.lists.records import Data

CHUNK: Final = 1 << 16
RECORD_LIMIT: Final = 1 << 24


def records(text: IO[str], key: str, *, path: Path) -> Iterator[dict[str, Any]]:
    """Objects of the array under ``key`` of the outermost object, or of an outermost array.

    Raises:
        ListError: If there is no such array, a record is no object, or the file ends too early.
    """
    buffer = _Buffer(text, path)
    first = buffer.peek()
    if first == "{":
        buffer.take_key(key)
    elif first != "[":
        raise ListError(f"it is no JSON list of records; expected an object with {key!r}", file=path)
    buffer.expect("[")
    if buffer.peek() == "]":
        return
    position = 0
    while True:
        position += 1
        value = buffer.value()
        if not isinstance(value, dict):
            raise ListError("a record is no object", file=path, record=position)
        yield value
        if buffer.next_sign() == "]":
            return


class _Buffer:
    """Text read in chunks, from which values are cut."""

    def __init__(self, text: IO[str], path: Path) -> None:
        self._text, self._path = text, path
        self._held = ""
        self._ended = False
        self._decoder = json.JSONDecoder()

    def _more(self) -> bool:
        chunk = self._text.read(CHUNK)
        self._ended = self._ended or not chunk
        self._held += chunk
        return bool(chunk)

    def _fault(self, reason: str) -> ListError:
        return ListError(f"it is broken JSON ({reason}); it may be cut short", file=self._path)

    def peek(self) -> str:
        """The next sign that is no blank."""
        while True:
            self._held = self._held.lstrip("\ufeff \t\r\n")
            if self._held:
                return self._held[0]
            if not self._more():
                raise self._fault("it ends too early")

    def expect(self, sign: str) -> None:
        """Pass one sign."""
        if self.peek() != sign:
            raise self._fault(f"{sign!r} expected, {self._held[0]!r} found")
        self._held = self._held[1:]

    def next_sign(self) -> str:
        """Pass ``,`` or ``]`` and say which it was."""
        sign = self.peek()
        if sign not in ",]":
            raise self._fault(f"',' or ']' expected, {sign!r} found")
        self._held = self._held[1:]
        return sign

    def value(self) -> Data:
        """Cut the next value; numbers at the end of a chunk are read on."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._held)
            except json.JSONDecodeError as error:
                if len(self._held) > RECORD_LIMIT or not self._more():
                    raise self._fault(error.msg) from None
            except RecursionError:
                raise self._fault("it is nested too deep") from None
            else:
                if end == len(self._held) and not self._ended and self._more():
                    continue
                self._held = self._held[end:]
                return value

    def take_key(self, key: str) -> None:
        """Pass the members of the outermost object up to the value of ``key``."""
        self.expect("{")
        while True:
            name = self.value()
            self.expect(":")
            if name == key:
                return
            self.value()
            self.expect(",")
