"""Rows → files, exactly the rows a view shows and without a cap.

Every writer takes pieces of one frame and holds one at a time.
"""

from __future__ import annotations

import hashlib
import json
from typing import IO, TYPE_CHECKING, Any, Final

import orjson
import polars as pl
import pyarrow.parquet as pq
import xlsxwriter

from datasets import filters as flt
from datasets.columns import LIST_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa

    from datasets.filters import Filters

BOM: Final = b"\xef\xbb\xbf"
# A spreadsheet runs a cell that begins with one of these, in East Asian editions their full-width forms too; a quote
# before it makes it text.
FORMULA: Final = r"^[=+\-@\t\r\n\x00＝＋－＠]"
SHEET_ROWS: Final = 1_048_575
SHEET_CELL: Final = 32_767


class TooLargeError(Exception):
    """The rows do not fit the form asked for; the message says which form does."""


def csv(pieces: Iterable[pl.DataFrame], *, raw: bool = False) -> Iterator[bytes]:
    """Rows as CSV, in pieces.

    Args:
        pieces: Rows; lists are joined by ``|``.
        raw: Without byte-order mark and formula guard, for programs.

    Yields:
        UTF-8 with the header in line 1 and no comment lines; numbers and dates are never touched by the guard.
    """
    if not raw:
        yield BOM
    for number, piece in enumerate(pieces):
        yield flat(piece, guard=not raw).write_csv(include_header=number == 0).encode()


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


def as_json(pieces: Iterable[pl.DataFrame]) -> Iterator[bytes]:
    """Rows as one JSON object ``{"rows": […]}``, in pieces; dates in ISO form, lists as lists, unknown as null."""
    yield b'{"rows": ['
    is_first = True
    for piece in pieces:
        text = b",\n".join(orjson.dumps(row) for row in piece.iter_rows(named=True))
        if text:
            yield text if is_first else b",\n" + text
            is_first = False
    yield b"]}\n"


def parquet(pieces: Iterable[pl.DataFrame], schema: pa.Schema, file: IO[bytes]) -> None:
    """Rows as one Parquet file in the declared schema."""
    with pq.ParquetWriter(file, schema, compression="zstd", write_page_index=True) as writer:
        for piece in pieces:
            writer.write_table(piece.to_arrow().cast(schema))


def xlsx(pieces: Iterable[pl.DataFrame], file: IO[bytes], *, sheet: str) -> None:
    """Rows as one sheet; text stays text, whatever it begins with.

    Raises:
        TooLargeError: If there are more rows than a sheet holds.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
               "default_date_format": "yyyy-mm-dd", "remove_timezone": True}  # fmt: skip
    with xlsxwriter.Workbook(file, options) as book:
        page = book.add_worksheet(sheet[:31])
        page.freeze_panes(1, 0)
        line = 0
        for piece in pieces:
            if line == 0:
                page.write_row(0, 0, piece.columns, book.add_format({"bold": True}))
            if line + piece.height > SHEET_ROWS:
                raise TooLargeError(f"a sheet holds {SHEET_ROWS:,} rows: narrow the filters, or take CSV or Parquet")
            for values in flat(piece, guard=False).iter_rows():
                line += 1
                page.write_row(line, 0, [_cell(value) for value in values])


def _cell(value: Any) -> Any:  # noqa: ANN401 - a cell of any kind
    """A value as a sheet takes it: blank for unknown, text cut to what a cell holds."""
    if value is None:
        return ""
    return value[:SHEET_CELL] if isinstance(value, str) else value


def raw_digest(pieces: Iterable[pl.DataFrame]) -> tuple[str, int]:
    """sha256 of the raw CSV of rows, and their number: what a citation names and can be checked against."""
    digest, number = hashlib.sha256(), 0

    def counted() -> Iterator[pl.DataFrame]:
        nonlocal number
        for piece in pieces:
            number += piece.height
            yield piece

    for text in csv(counted(), raw=True):
        digest.update(text)
    return digest.hexdigest(), number


def filter_hash(filters: Filters) -> str:
    """Eight characters that stand for the filters of a file, the language and place on the page left out."""
    query = {name: values for name, values in flt.to_query(filters).items() if name not in flt.VIEW_ONLY}
    return hashlib.sha256(json.dumps(query, sort_keys=True).encode()).hexdigest()[:8]


def file_name(name: str, release: str, filters: Filters, ending: str) -> str:
    """Name of a download: table, release and hash of the filters."""
    return f"{name}_{release}_{filter_hash(filters)}.{ending}"
