"""JSON, Parquet and XLSX hold exactly the rows, typed; a digest names them."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from typing import Any

import openpyxl
import polars as pl
import pyarrow.parquet as pq
import pytest

from datasets import export
from datasets.schema import TABLES
from tests.datasets.definitions.builders import frame, row

CLAIMS = frame(
    "claims",
    row("claims", claim_id="a", claimed="2024-02", quantity_best=1500.0, evidence=["documents", "debris_examination"], additive=True,
        summary_en="=HYPERLINK(\"https://example.org\")", summary_ja="羅津", notes="+82 2 000"),
    row("claims", claim_id="b", claimed="2024-03-01", summary_en="http://example.org", notes="12"),
)  # fmt: skip
PIECES = [CLAIMS[:1], CLAIMS[1:], CLAIMS.clear()]


def test_json_holds_every_row_with_lists_days_and_nulls() -> None:
    read = json.loads(b"".join(export.as_json(PIECES)))["rows"]
    assert [r["claim_id"] for r in read] == ["a", "b"]
    assert list(read[0]) == list(TABLES["claims"].names)
    assert (read[0]["claimed_latest"], read[0]["evidence"], read[0]["additive"]) == (
        "2024-02-29",
        ["documents", "debris_examination"],
        True,
    )
    assert read[1]["quantity_best"] is None
    assert read[0]["summary_en"] == CLAIMS["summary_en"][0]


@pytest.mark.parametrize(
    "pieces", [[], [CLAIMS.clear()], [CLAIMS.clear(), CLAIMS[:1]], [CLAIMS[:1], CLAIMS.clear(), CLAIMS[1:]]]
)
def test_json_is_one_object_however_the_rows_are_cut(pieces: list[pl.DataFrame]) -> None:
    read = json.loads(b"".join(export.as_json(pieces)))
    assert len(read["rows"]) == sum(piece.height for piece in pieces)


def test_parquet_is_the_exact_copy_in_the_declared_schema() -> None:
    file = io.BytesIO()
    export.parquet(PIECES, TABLES["claims"].arrow, file)
    read = pq.read_table(file)
    assert read.schema.equals(TABLES["claims"].arrow)
    assert pl.DataFrame(pl.from_arrow(read)).equals(CLAIMS)


def sheet(pieces: list[pl.DataFrame]) -> list[tuple[Any, ...]]:
    file = io.BytesIO()
    export.xlsx(pieces, file, sheet="claims-of-a-name-longer-than-excel-takes")
    page = openpyxl.load_workbook(file).active
    assert page is not None
    return [tuple(cell.value for cell in line) for line in page.iter_rows()]


def test_a_sheet_holds_text_as_text_numbers_as_numbers_and_days_as_days() -> None:
    lines = sheet(PIECES)
    assert lines[0] == TABLES["claims"].names
    assert len(lines) == 3
    first, second = (dict(zip(lines[0], line, strict=True)) for line in lines[1:])
    assert first["summary_en"] == CLAIMS["summary_en"][0]
    assert (first["notes"], second["notes"], second["summary_en"]) == ("+82 2 000", "12", "http://example.org")
    assert (first["quantity_best"], first["additive"], first["evidence"]) == (
        1500,
        True,
        "documents|debris_examination",
    )
    assert first["claimed_latest"] == dt.datetime(2024, 2, 29)  # noqa: DTZ001 - a sheet knows no zone
    assert second["quantity_best"] is None


def test_no_cell_of_a_sheet_is_a_formula_or_a_link() -> None:
    file = io.BytesIO()
    export.xlsx(PIECES, file, sheet="claims")
    page = openpyxl.load_workbook(file).active
    assert page is not None
    assert not [cell for line in page.iter_rows() for cell in line if cell.data_type == "f" or cell.hyperlink]


def test_more_rows_than_a_sheet_holds_are_refused_with_what_to_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "SHEET_ROWS", 1)
    with pytest.raises(export.TooLargeError, match="narrow the filters, or take CSV or Parquet"):
        export.xlsx(PIECES, io.BytesIO(), sheet="claims")


def test_no_rows_give_a_sheet_with_its_header() -> None:
    assert sheet([CLAIMS.clear()]) == [TABLES["claims"].names]


def test_a_digest_is_that_of_the_raw_file_however_the_rows_are_cut() -> None:
    content = b"".join(export.csv([CLAIMS], raw=True))
    assert export.raw_digest(PIECES) == (hashlib.sha256(content).hexdigest(), 2)
    assert export.raw_digest([CLAIMS]) == export.raw_digest(PIECES)
    assert export.raw_digest([CLAIMS[1:]])[0] != export.raw_digest(PIECES)[0]
