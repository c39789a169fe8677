"""The date of a list copy where the file itself states none: from its name, or the folder it lies in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from datasets import dates
from loaders.published_dates import published

if TYPE_CHECKING:
    from pathlib import Path

_COMPACT: Final = re.compile(r"(?<!\d)(20\d{6})(?!\d)")
_PARTIAL: Final = re.compile(r"20\d{2}-\d{2}(?:-\d{2})?")


def day_in_name(name: str) -> tuple[str | None, dates.PartialDate | None]:
    """The eight digits of a file name that are a day (``shisantouketsu20260305.xlsx``), and that day."""
    for digits in _COMPACT.findall(name):
        day = published(digits)
        if day:
            return digits, day
    return None, None


def date_in_folder(path: Path) -> tuple[str | None, dates.PartialDate | None]:
    """The nearest folder above a file that is named by a day or month (``2021-07``), and that date."""
    for folder in (path, *path.parents):
        found = _PARTIAL.fullmatch(folder.name)
        if found:
            try:
                return folder.name, dates.parse(folder.name)
            except dates.DateError:
                continue
    return None, None
