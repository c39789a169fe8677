"""CSV: exactly the rows, safe in a spreadsheet, exact for a program."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import Any

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from datasets import export
from datasets.filters import Filters
from datasets.schema import TABLES
from tests.datasets.definitions.builders import frame, row

SCHEMA: dict[str, Any] = {
    "name": pl.String, "names": pl.List(pl.String), "n": pl.Int64, "x": pl.Float64, "day": pl.Date, "is_so": pl.Boolean,
}  # fmt: skip
TRIGGERS = "=+-@\t\r\n\0＝＋－＠"
TEXTS = st.text(max_size=12) | st.tuples(st.sampled_from(TRIGGERS), st.text(max_size=6)).map("".join)
ROWS = st.lists(
    st.fixed_dictionaries({
        "name": st.none() | TEXTS,
        "names": st.none() | st.lists(TEXTS, max_size=3),
        "n": st.none() | st.integers(-(2**62), 2**62),
        "x": st.none() | st.floats(allow_nan=False, allow_infinity=False),
        "day": st.none() | st.dates(),
        "is_so": st.none() | st.booleans(),
    }),
    max_size=6,
)  # fmt: skip


def written(rows: list[dict[str, Any]], *, raw: bool) -> bytes:
    return b"".join(export.csv([pl.DataFrame(rows, schema=SCHEMA)], raw=raw))


def cells(content: bytes) -> list[list[str]]:
    """Rows as a program that knows nothing of this one reads them."""
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


@given(ROWS)
def test_no_text_cell_begins_a_formula_and_the_rest_of_it_is_as_it_was(rows: list[dict[str, Any]]) -> None:
    content = written(rows, raw=False)
    assert content.startswith(export.BOM)
    header, *body = cells(content.removeprefix(export.BOM))
    assert header == list(SCHEMA)
    assert len(body) == len(rows)
    for given_row, (name, names, *_) in zip(rows, body, strict=True):
        for cell, text in ((name, given_row["name"] or ""), (names, "|".join(given_row["names"] or ()))):
            assert cell[:1] not in set(TRIGGERS)
            assert cell == (f"'{text}" if text[:1] in set(TRIGGERS) else text)


@given(ROWS)
def test_numbers_days_and_flags_are_the_same_with_and_without_guard(rows: list[dict[str, Any]]) -> None:
    guarded = cells(written(rows, raw=False).removeprefix(export.BOM))
    raw = cells(written(rows, raw=True))
    assert [line[2:] for line in guarded] == [line[2:] for line in raw]
    for given_row, line in zip(rows, raw[1:], strict=True):
        n, x, day, is_so = line[2:]
        assert (int(n) if n else None) == given_row["n"]
        assert (float(x) if x else None) == given_row["x"]
        assert (dt.date.fromisoformat(day) if day else None) == given_row["day"]
        assert is_so == {True: "true", False: "false", None: ""}[given_row["is_so"]]


@given(ROWS)
@example([{"name": "a\rb", "names": ["\r"], "n": None, "x": None, "day": None, "is_so": None}])
def test_raw_text_comes_back_exactly_whoever_reads_it(rows: list[dict[str, Any]]) -> None:
    content = written(rows, raw=True)
    expected = [(r["name"], None if r["names"] is None else "|".join(r["names"])) for r in rows]
    assert [tuple(line[:2]) for line in cells(content)[1:]] == [(a or "", b or "") for a, b in expected]
    if rows:
        again = pl.read_csv(io.BytesIO(content), schema_overrides={"name": pl.String, "names": pl.String})
        assert list(zip(again["name"], again["names"], strict=True)) == expected


def test_a_negative_number_is_no_formula() -> None:
    content = written([{"n": -5, "x": -1.5}], raw=False).decode("utf-8-sig")
    assert content.splitlines()[1] == ",,-5,-1.5,,"


def test_a_list_is_joined_and_guarded_as_one_cell() -> None:
    content = written([{"names": ["=a", "-b"]}, {"names": ["a", "=b"]}, {"names": []}], raw=False)
    assert [line[1] for line in cells(content.removeprefix(export.BOM))] == ["names", "'=a|-b", "a|=b", ""]


@pytest.mark.parametrize("raw", [True, False])
def test_no_rows_give_the_header_alone_in_line_one(raw: bool) -> None:
    assert written([], raw=raw).removeprefix(export.BOM) == b"name,names,n,x,day,is_so\n"


def test_many_pieces_are_one_file_with_one_header() -> None:
    made = pl.DataFrame({"key": range(7), "text": ["="] * 7})
    pieces = [made[:3], made[3:6], made[6:], made.clear()]
    content = b"".join(export.csv(pieces)).decode("utf-8-sig")
    assert content.splitlines() == ["key,text", *(f"{n},'=" for n in range(7))]


def test_a_real_table_begins_with_its_columns_in_the_declared_order() -> None:
    claims = frame("claims", row("claims", claim_id="c", claimed="2024-02-26", quantity_display="≥ 10,000 containers"))
    lines = cells(b"".join(export.csv([claims])).removeprefix(export.BOM))
    assert lines[0] == list(TABLES["claims"].names)
    assert lines[0][:2] == ["quantity_display", "additive"]
    assert lines[1][0] == "≥ 10,000 containers"


def test_a_file_is_named_for_its_rows_not_for_the_page_it_was_taken_from() -> None:
    state = Filters(codes={"jurisdiction": ("US",)}, q="ship")
    name = export.file_name("measures", "2024-07-01-abcdef12", state, "csv")
    assert re.fullmatch(r"measures_2024-07-01-abcdef12_[0-9a-f]{8}\.csv", name)
    assert export.filter_hash(state) == export.filter_hash(state.but(lang="ko", page=7, tab="table", sort="-announced"))
    others = [
        Filters(),
        state.but(q=""),
        state.but(codes={"jurisdiction": ("JP",)}),
        state.but(as_of=dt.date(2024, 1, 1)),
    ]
    assert len({export.filter_hash(s) for s in (state, *others)}) == len(others) + 1
