"""One pass over one official file: entries as they are read, and what the file says of itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from loaders.lists.errors import ListError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from datasets.dates import PartialDate
    from loaders.lists.entry import Entry

EXAMPLES: Final = 5


@dataclass(kw_only=True)
class Reading:
    """A file being read; iterate over it once.

    Attributes:
        list_name: Id of the list.
        path: File or folder.
        produce: Function that yields the entries and fills the attributes below as it learns them.
        version: Date of the list copy, as the file states it.
        version_raw: That date as published.
        declared: Number of records the file says it holds.
        count: Entries yielded so far, deletion notices not counted.
        deleted: Deletion notices yielded so far.
        leftovers: How often each field was left unread.
        notices: What is odd but no reason to refuse: text, how often, examples.
    """

    list_name: str
    path: Path
    produce: Callable[[Reading], Iterator[Entry]]
    version: PartialDate | None = None
    version_raw: str | None = None
    declared: int | None = None
    count: int = 0
    deleted: int = 0
    leftovers: Counter[str] = field(default_factory=Counter)
    notices: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Entry]:
        """Yield every entry; afterwards refuse the file if it is empty or its declared count differs.

        Raises:
            ListError: On any fault of the file.
        """
        seen: set[int] = set()
        for entry in self.produce(self):
            self._note_repeats(entry, seen)
            if entry.leftovers:
                self.leftovers.update(entry.leftovers)
            if entry.delisted is not None and not entry.names:
                self.deleted += 1
            else:
                self.count += 1
            yield entry
        self._check_counts()

    def notice(self, text: str, example: str = "") -> None:
        """Note something odd; equal texts are counted, the first examples are kept."""
        self.notices[text] += 1
        kept = self.examples.setdefault(text, [])
        if example and len(kept) < EXAMPLES:
            kept.append(example)

    def left(self, path: str, times: int = 1) -> None:
        """Note a field of the file itself that no rule reads."""
        self.leftovers[path] += times

    def report(self) -> Iterator[str]:
        """Lines for the reader: notices, then leftovers by field."""
        for text, times in sorted(self.notices.items()):
            shown = ", ".join(self.examples.get(text, []))
            counted = f" ({times}×{': ' + shown if shown else ''})" if times > 1 else f" ({shown})" if shown else ""
            yield f"notice: {text}{counted}"
        fields = ", ".join(f"{path} {times}" for path, times in sorted(self.leftovers.items()))
        yield f"leftovers: {sum(self.leftovers.values())}" + (f" ({fields})" if fields else "")

    def _note_repeats(self, entry: Entry, seen: set[int]) -> None:
        key = hash(entry.entry_id)
        if key in seen:
            self.notice("an id stands more than once; every record is kept", entry.entry_id)
        seen.add(key)

    def _check_counts(self) -> None:
        total = self.count + self.deleted
        if not total:
            raise ListError("the file holds no record", file=self.path)
        if self.declared is not None and self.declared != total:
            reason = f"it declares {self.declared:,} records and holds {total:,}; fetch the whole file again"
            raise ListError(reason, file=self.path)
