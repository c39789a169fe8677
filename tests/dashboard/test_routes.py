"""Our own addresses, asked of the running app."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from dashboard import data
from dashboard.headers import HEADERS

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient


def rows(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_ready_names_release_and_rows(client: TestClient) -> None:
    answer = client.get("/ready")
    assert answer.status_code == 200
    assert answer.json()["rows"]["claims"] == 5
    assert answer.json()["release"] == data.release().id


def test_ready_says_why_not(client: TestClient, served: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = shutil.copytree(served, tmp_path / "broken")
    manifest = json.loads((broken / "manifest.json").read_text())
    file = broken / manifest["tables"]["claims"]["file"]
    file.write_bytes(file.read_bytes()[:100])
    monkeypatch.setenv("TRACKER_TABLES", str(broken))
    monkeypatch.setattr(data, "_opened", None)
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert "claims" in answer.json()["reason"]
    assert client.get("/data/measures.csv").status_code == 200, "the other tables go on"
    refused = client.get("/data/claims.csv")
    assert refused.status_code == 503
    assert "100 bytes" in refused.json()["error"]


def test_a_table_comes_whole_and_filtered(client: TestClient) -> None:
    assert len(rows(client.get("/data/claims.csv"))) == 5
    chosen = client.get("/data/claims.csv", params={"direction": "russia_to_dprk"})
    assert [row["claim_id"] for row in rows(chosen)] == ["claim-us-state-2024-05-02-oil"]
    assert "filename=" in chosen.headers["content-disposition"]


def test_claims_begin_with_what_must_be_read_first(client: TestClient) -> None:
    first = next(csv.reader(io.StringIO(client.get("/data/claims.csv").content.decode("utf-8-sig"))))
    assert first[:2] == ["quantity_display", "additive"]


def test_parameters_of_the_view_change_no_rows(client: TestClient) -> None:
    plain = client.get("/data/measures.csv").content
    dressed = client.get("/data/measures.csv?lang=ko&tab=kinds&sort=-announced&page=3&unit=targets").content
    assert dressed == plain


def test_raw_has_no_mark_and_no_guard(client: TestClient) -> None:
    guarded, raw = client.get("/data/sources.csv").content, client.get("/data/sources.csv?raw=1").content
    assert guarded.startswith(b"\xef\xbb\xbf")
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"'=HYPERLINK" in guarded
    assert b"'=HYPERLINK" not in raw


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("/data/claims.csv?jurisdiction=US", "no column"),
        ("/data/measures.csv?jurisdiction=XX", "US, EU, JP, KR"),
        ("/data/measures.csv?colour=red", "parameters"),
        ("/data/measures.csv?kind=summit", "asset_freeze"),
        ("/data/measures.csv?from=2024-13-01", "2024-02-26"),
        ("/data/places.csv?from=2024-01-01", "no date"),
        ("/data/measures.csv?raw=maybe", "0 or 1"),
        ("/data/measures.csv?page=0", "page number"),
    ],
)
def test_what_is_not_understood_is_refused_with_what_would_be(client: TestClient, address: str, part: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert part in json.dumps(answer.json(), ensure_ascii=False)


@pytest.mark.parametrize("name", ["nothing.csv", "claims.exe", "..%2f..%2fetc%2fpasswd", "claims", "manifest.json"])
def test_what_is_not_there_is_said_to_be_not_there(client: TestClient, name: str) -> None:
    assert client.get(f"/data/{name}").status_code == 404


def test_another_release_is_not_passed_off_as_the_one_asked_for(client: TestClient) -> None:
    assert client.get("/data/claims.csv?release=2020-01-01-00000000").status_code == 404


def test_an_as_of_day_blanks_what_became_known_later(client: TestClient) -> None:
    assert len(rows(client.get("/data/measures.csv?as_of=2024-04-30"))) == 1


def test_the_policy_allows_no_other_server_and_no_free_inline_script() -> None:
    policy = HEADERS[b"content-security-policy"].decode()
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    assert "http" not in policy
    assert policy.startswith("default-src 'none'")
