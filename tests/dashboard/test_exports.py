"""Files from ``/data``: every form holds exactly the same rows, with validators, ranges and a bounded number at once."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import polars as pl
import pytest

from dashboard import exports
from datasets.queries import results

if TYPE_CHECKING:
    from starlette.testclient import TestClient


def counts(client: TestClient, name: str, query: str) -> dict[str, int]:
    """Rows of each form under one address."""
    got = {ending: client.get(f"/data/{name}.{ending}?{query}") for ending in exports.FORMATS}
    assert {ending: answer.status_code for ending, answer in got.items()} == dict.fromkeys(exports.FORMATS, 200)
    sheet: Any = openpyxl.load_workbook(io.BytesIO(got["xlsx"].content), read_only=True).active
    archive = zipfile.ZipFile(io.BytesIO(got["zip"].content))
    return {
        "csv": len(list(csv.reader(io.StringIO(got["csv"].content.decode("utf-8-sig"))))) - 1,
        "json": len(got["json"].json()["rows"]),
        "parquet": pl.read_parquet(io.BytesIO(got["parquet"].content)).height,
        "xlsx": sum(1 for _ in sheet.iter_rows()) - 1,
        "zip": json.loads(archive.read("manifest.json"))["rows"],
    }


@pytest.mark.parametrize("name", results.names())
def test_every_form_of_everything_has_the_same_rows(client: TestClient, name: str) -> None:
    found = counts(client, name, "")
    assert len(set(found.values())) == 1, found


@pytest.mark.parametrize(
    "query", ["direction=dprk_to_russia", "q=ministry", "from=2024-03-15&dates=inside", "as_of=2024-03-01"]
)
def test_every_form_of_a_filtered_table_has_the_same_rows(client: TestClient, query: str) -> None:
    found = counts(client, "claims", query)
    assert len(set(found.values())) == 1, found
    assert found["csv"] < 5


def test_a_bundle_says_what_it_holds_and_every_digest_agrees(client: TestClient) -> None:
    archive = zipfile.ZipFile(
        io.BytesIO(client.get("/data/claims.zip?direction=russia_to_dprk&as_of=2024-06-01").content)
    )
    manifest = json.loads(archive.read("manifest.json"))
    assert manifest["truncated"] is False
    assert manifest["filters"] == {"direction": ["russia_to_dprk"], "as_of": ["2024-06-01"]}
    assert manifest["as_of"] == "2024-06-01"
    assert "Not for compliance screening" in archive.read("README.txt").decode()
    for name, described in manifest["files"].items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == described["sha256"], name
    assert set(archive.namelist()) == {*manifest["files"], "manifest.json"}
    sources = list(csv.DictReader(io.StringIO(archive.read("sources.csv").decode("utf-8-sig"))))
    assert [row["source_id"] for row in sources] == ["src-three"]


def test_the_same_rows_give_the_same_bundle(client: TestClient) -> None:
    assert client.get("/data/lags.zip").content == client.get("/data/lags.zip").content


def test_a_sheet_runs_no_formula_and_cuts_no_number(client: TestClient) -> None:
    book: Any = openpyxl.load_workbook(io.BytesIO(client.get("/data/sources.xlsx").content))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_who_has_the_rows_gets_304_and_another_state_another_tag(client: TestClient) -> None:
    first = client.get("/data/claims.csv")
    assert client.get("/data/claims.csv", headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert client.get("/data/claims.csv", headers={"if-none-match": '"other"'}).status_code == 200
    tags = {client.get(f"/data/claims.csv{q}").headers["etag"] for q in ("", "?raw=1", "?q=ministry", "?lang=ko")}
    assert len(tags) == 3, "the language changes no rows"


@pytest.mark.parametrize("ending", exports.FORMATS)
def test_head_tells_the_length_that_get_sends(client: TestClient, ending: str) -> None:
    head, got = client.head(f"/data/claims.{ending}"), client.get(f"/data/claims.{ending}")
    assert head.status_code == 200
    assert not head.content
    assert int(head.headers["content-length"]) == len(got.content)


def test_a_range_of_a_file_is_that_part_of_it(client: TestClient) -> None:
    whole = client.get("/data/claims.parquet").content
    part = client.get("/data/claims.parquet", headers={"range": "bytes=4-11"})
    assert part.status_code == 206
    assert part.content == whole[4:12]


def test_past_the_bound_a_client_is_asked_to_come_again_and_then_served(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(exports.AT_ONCE):
        assert exports._places.acquire(blocking=False)
    refused = client.get("/data/claims.csv")
    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) > 0
    for _ in range(exports.AT_ONCE):
        exports._places.release()
    for ending in (*exports.FORMATS, *exports.FORMATS):
        assert client.get(f"/data/claims.{ending}").status_code == 200, "every place is given back"


def test_a_sheet_that_cannot_hold_the_rows_is_refused_with_the_way_out(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("datasets.export.SHEET_ROWS", 3)
    answer = client.get("/data/claims.xlsx")
    assert answer.status_code == 422
    assert "Parquet" in answer.json()["error"]


def test_the_index_lists_everything_with_columns_and_filters(client: TestClient) -> None:
    index = client.get("/data/").json()
    assert set(index["tables"]) == set(results.names())
    assert index["tables"]["claims"]["rows"] == 5
    assert "direction" in index["tables"]["claims"]["filters"]


def test_pandas_reads_the_files_as_they_come(client: TestClient) -> None:
    frame = pd.read_csv(io.BytesIO(client.get("/data/claims.csv").content))
    assert len(frame) == 5
    assert list(frame.columns[:2]) == ["quantity_display", "additive"]
