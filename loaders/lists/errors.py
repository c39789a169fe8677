"""Refusals of official files: every one names the file, the record and the field, and says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.errors import TrackerError

if TYPE_CHECKING:
    from pathlib import Path


class ListError(TrackerError):
    """A file that is not the official list it should be; the message is one line.

    Args:
        reason: What is wrong and, where something can be done, what to do.
        file: The file.
        record: Id or position of the record, if the fault lies in one.
        field: Name of the field, if the fault lies in one.
    """

    def __init__(
        self, reason: str, *, file: Path | str | None = None, record: str | int | None = None, field: str | None = None
    ) -> None:
        where = [str(file)] if file is not None else []
        where += [f"record {record}"] if record is not None else []
        where += [f"field {field}"] if field else []
        message = ", ".join(where) + (": " if where else "") + reason
        super().__init__(" ".join(message.split()))
        self.reason = " ".join(reason.split())


class FetchError(TrackerError):
    """A download that did not bring the file; the message is one line."""
