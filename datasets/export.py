"""Frames → files, exactly the rows a view shows and without a cap."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

import polars as pl

from datasets import filters as flt
from datasets.queries.rows import batches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from datasets.filters import Filters

BOM: Final = b"\xef\xbb\xbf"
LIST_SEPARATOR: Final = "|"
# A spreadsheet runs a cell that begins with one of these, in East Asian editions their full-width forms too; a quote
# before it makes it text.
FORMULA: Final = r"^[=+\-@\t\r\n\x00＝＋－＠]"


def csv(frame: pl.DataFrame, *, raw: bool = False) -> Iterator[bytes]:
    """A frame as CSV, in pieces.

    Args:
        frame: Rows; lists are joined by ``|``.
        raw: Without byte-order mark and formula guard, for programs.

    Yields:
        UTF-8 with the header in line 1 and no comment lines; numbers and dates are never touched by the guard.
    """
    if not raw:
        yield BOM
    for number, part in enumerate(batches(frame)):
        yield flat(part, guard=not raw).write_csv(include_header=number == 0).encode()


def flat(frame: pl.DataFrame, *, guard: bool) -> pl.DataFrame:
    """Lists joined to text and, where asked, text cells guarded against being run as formulas."""
    columns: list[pl.Expr] = []
    for name, kind in frame.schema.items():
        column = pl.col(name)
        if isinstance(kind, pl.List):
            column = column.list.join(LIST_SEPARATOR)
        if guard and (isinstance(kind, pl.List) or kind == pl.String):
            column = pl.when(column.str.contains(FORMULA)).then(pl.lit("'") + column).otherwise(column)
        columns.append(column.alias(name))
    return frame.select(columns)


def filter_hash(filters: Filters) -> str:
    """Eight characters that stand for the filters of a file, the language and place on the page left out."""
    query = {name: values for name, values in flt.to_query(filters).items() if name not in flt.VIEW_ONLY}
    return hashlib.sha256(json.dumps(query, sort_keys=True).encode()).hexdigest()[:8]


def file_name(name: str, release: str, filters: Filters, ending: str) -> str:
    """Name of a download: table, release and hash of the filters."""
    return f"{name}_{release}_{filter_hash(filters)}.{ending}"
