"""The curated crosswalk: which list entry is which target, where no identifier says so.

Two files below ``datasets/lists/crosswalk/``:

- ``references.yaml``: how the numbers that curated listings cite are written as ids of list entries,
  e.g. ``Russian bodies no. {number}`` is ``028-{number:06}``;
- ``rows.yaml``: single entries, each with the reason it is this target.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import yaml

from loaders.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from loaders.curated import Row

FOLDER: Final = "crosswalk"
ROW_FIELDS: Final = frozenset({"list_name", "entry_id", "target_id", "why"})
PATTERN_FIELDS: Final = frozenset({"list_name", "reference", "entry_id"})
NUMBER: Final = "{number}"


class CrosswalkError(TrackerError):
    """A crosswalk file has an error."""


@dataclass(frozen=True)
class Crosswalk:
    """What the crosswalk files say.

    Attributes:
        rows: (list, entry id) → id of the target.
        patterns: How cited numbers are written as entry ids.
    """

    rows: Mapping[tuple[str, str], str]
    patterns: tuple[Pattern, ...] = ()

    def entry_id(self, list_name: str, reference: str) -> str | None:
        """Id of the list entry that a curated listing cites; ``None`` if no pattern knows the wording."""
        return next((found for one in self.patterns if (found := one.entry_id(list_name, reference))), None)


@dataclass(frozen=True)
class Pattern:
    """One wording of a reference.

    Attributes:
        list_name: List it cites.
        reference: Wording, with ``{number}`` in it.
        written: The entry id, with ``{number}`` or ``{number:06}`` in it.
    """

    list_name: str
    reference: str
    written: str

    def entry_id(self, list_name: str, reference: str) -> str | None:
        """Id of the entry, if the reference has this wording."""
        before, after = self.reference.split(NUMBER)
        found = re.fullmatch(re.escape(before) + r"\*?(\d+)" + re.escape(after), reference)
        return self.written.format(number=int(found[1])) if found and list_name == self.list_name else None


def read(lists: Path) -> Crosswalk:
    """The crosswalk beside the extracts; empty if there is none.

    Args:
        lists: Folder of the accepted extracts.

    Raises:
        CrosswalkError: If a file is no list of complete records, or says two things of one entry.
    """
    rows: dict[tuple[str, str], str] = {}
    for place, row in _records(lists / FOLDER / "rows.yaml", ROW_FIELDS):
        key = (row["list_name"], row["entry_id"])
        if rows.setdefault(key, row["target_id"]) != row["target_id"]:
            raise CrosswalkError(f"{place}: {key[0]} {key[1]} has two targets; keep one")
    patterns = []
    for place, row in _records(lists / FOLDER / "references.yaml", PATTERN_FIELDS):
        if row["reference"].count(NUMBER) != 1:
            raise CrosswalkError(f"{place}: field reference must hold {NUMBER} once")
        patterns.append(Pattern(row["list_name"], row["reference"], row["entry_id"]))
    return Crosswalk(rows, tuple(patterns))


def _records(path: Path, fields: frozenset[str]) -> Iterator[tuple[str, dict[str, str]]]:
    if not path.is_file():
        return
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  (text only)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CrosswalkError(f"{path}: no YAML in UTF-8: {' '.join(str(error).split())}") from None
    if not isinstance(found, list):
        raise CrosswalkError(f"{path}: must be a list of records")
    for number, row in enumerate(found, 1):
        place = f"{path}, record {number}"
        if not isinstance(row, dict) or set(row) != fields or not all(isinstance(v, str) and v for v in row.values()):
            raise CrosswalkError(f"{place}: must have exactly the fields {', '.join(sorted(fields))}, each with text")
        yield place, row


def unknown_targets(crosswalk: Crosswalk, targets: list[Row]) -> list[str]:
    """Target ids in the crosswalk that no curated target has."""
    known = {row["target_id"] for row in targets}
    return sorted({target for target in crosswalk.rows.values() if target not in known})
