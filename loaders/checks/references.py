"""Keys: unique over all tables, and every reference finds a row of the right table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from loaders.checks.common import Found
    from loaders.curated import Record


def _unique_ids(records: list[Record], by_id: Mapping[str, Record]) -> Iterator[Found]:
    """An id that stands twice in the project."""
    for record in records:
        first = by_id[record.id]
        if record.id and first is not record:
            key = TABLES[record.table].key[0]
            yield record, key, f"is used already in {first.file}:{first.line}; ids are unique"


def _references(records: list[Record], by_id: Mapping[str, Record]) -> Iterator[Found]:
    """Ids that point to no row, or to a row of another table."""
    for record in records:
        for column in TABLES[record.table].columns:
            value: Any = record.row.get(column.name)
            if not column.refers_to or value is None:
                continue
            for key in value if isinstance(value, list) else [value]:
                found = by_id.get(key)
                if found is None or found.table not in column.refers_to:
                    what = f"is in table {found.table}" if found else "does not exist"
                    wanted = " or ".join(column.refers_to)
                    yield record, column.name, f"{key!r} {what}; wanted: the id of a row in {wanted}"


def _distinct_from(records: list[Record], by_id: Mapping[str, Record]) -> Iterator[Found]:
    """``distinct_from`` that names no row, or the row itself."""
    for record in records:
        value: Any = record.row.get("distinct_from") or []
        for key in value:
            if key not in by_id or key == record.id:
                what = "is the row itself" if key == record.id else "does not exist"
                yield record, "distinct_from", f"{key!r} {what}; name the row that looks alike"


RULES: Final[tuple[Callable[[list[Record], Mapping[str, Record]], Iterator[Found]], ...]] = (
    _unique_ids, _references, _distinct_from,
)  # fmt: skip
