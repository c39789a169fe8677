"""``tracker sample``: records drawn at random, with their sources, for a second reader."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING, Any

from datasets import store
from datasets.queries import record
from datasets.schema import TABLES as TABLES_OF
from loaders.errors import TrackerError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

TABLES = ("measures", "listings", "claims", "stances", "events", "provisions", "links", "voyages", "relations")


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("sample", help="print records with their sources for a second reader")
    parser.add_argument("n", type=int, metavar="N", help="how many records")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="S", help="the same seed draws the same records (default 1)"
    )
    parser.add_argument("--table", choices=TABLES, help="draw from one table only")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the sample."""
    if arguments.n < 1:
        raise TrackerError(f"{arguments.n} is no number of records; give 1 or more")
    try:
        release = store.open_release()
    except store.StoreError as error:
        raise TrackerError(str(error)) from None
    names = [arguments.table] if arguments.table else TABLES
    keys = [key for name in names for key in _keys(release, name)]
    drawn = random.Random(arguments.seed).sample(keys, min(arguments.n, len(keys)))  # noqa: S311 - no secret
    for number, key in enumerate(drawn, 1):
        sys.stdout.write("\n".join([f"{number}. {key}", *_lines(release, key), "", ""]))
    return 0


def _keys(release: store.Release, name: str) -> list[str]:
    """Keys of a table, in order."""
    (column,) = TABLES_OF[name].key
    return [str(row[column]) for row in store.rows(release.table(name).select(column).sort(column))]


def _lines(release: store.Release, key: str) -> Iterator[str]:
    """A record as a reader checks it: filled fields, then its sources with their addresses."""
    found = record.find(release.frames, key)
    if found is None:
        return
    for column, value in found.row.items():
        if value not in (None, []) and not column.endswith(("_earliest", "_latest", "known_from")):
            yield f"   {column}: {_said(value)}"
    for source in found.sources:
        yield f"   [{source['source_id']}] {source['publisher']}, {source['published'] or 'undated'}: {source['url'] or source['notes']}"


def _said(value: Any) -> str:  # noqa: ANN401 - a field of any kind
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
