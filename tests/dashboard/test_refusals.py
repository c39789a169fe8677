"""Hostile addresses of briefs and feeds: a refusal that names what would be understood, and nothing of what was not asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import pytest

from dashboard.pages import PAGES
from tests.dashboard.apptest import open_page, words

if TYPE_CHECKING:
    from starlette.testclient import TestClient

GONE: Final = "2020-01-01-00000000"
WRONG: Final = [
    ("page", "-1"), ("page", "1e9"), ("from", "2024-13-45"), ("to", "\x002024-01-01"), ("as_of", "9999-99-99"), ("factor", "nan"),
    ("q", "a\x00b"), ("q", "\x1b[31m"), ("claimant", "x" * 5_000), ("id", "../claims"), ("id", "/etc/passwd"),
    ("release", "..%2f..%2fetc"), ("release", "/etc/passwd"), ("tab", "<b>"), ("jurisdiction", "=1+1"), ("\x00", "1"),
]  # fmt: skip
PLACES: Final = ["brief/measures", "brief/record", "feed/claims.atom", "feed/releases.atom", "data/claims.csv", "data/measures.zip",
                 "data/datapackage.json"]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), WRONG)
@pytest.mark.parametrize("place", PLACES)
def test_a_wrong_value_is_refused_with_what_would_be_understood(
    client: TestClient, place: str, name: str, value: str
) -> None:
    answer = client.get(f"/{place}?{urlencode({name: value})}")
    assert answer.status_code == 400
    assert any(fault["name"] in {name, "�"} and fault["allowed"] for fault in answer.json()["parameters"])
    assert len(answer.content) < 6_000


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("values", [("2024-01-01", "2024-01-02"), ("2024-01-01",) * 500])
def test_a_single_parameter_given_twice_is_refused_not_chosen_from(
    client: TestClient, place: str, values: tuple[str, ...]
) -> None:
    answer = client.get(f"/{place}?{urlencode([('as_of', value) for value in values])}")
    assert answer.status_code == 400
    assert "as_of" in {fault["name"] for fault in answer.json()["parameters"]}


@pytest.mark.parametrize("place", [p for p in PLACES if p not in {"brief/record", "feed/releases.atom"}])
def test_a_release_that_is_gone_is_named_beside_those_that_are_here(client: TestClient, place: str) -> None:
    answer = client.get(f"/{place}?release={GONE}")
    assert answer.status_code == 404
    assert GONE in answer.json()["error"]
    assert "there are" in answer.json()["error"]


@pytest.mark.parametrize("key", ["claim-nobody", "measures", "a:b|c", "x" * 151])
def test_an_unknown_record_has_no_brief_and_no_rows(client: TestClient, key: str) -> None:
    answer = client.get(f"/brief/record?{urlencode({'id': key})}")
    assert answer.status_code == 404
    assert key in answer.json()["error"]
    assert client.get(f"/data/claims.json?{urlencode({'id': key})}").json()["rows"] == []


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("slug", [page.slug for page in PAGES])
def test_a_page_names_every_wrong_value_once_and_all_of_them(slug: str) -> None:
    app = open_page(slug, urlencode([pair for pair in WRONG if pair[0] not in {"release", "\x00"}]))
    said = words(app).replace("\\", "")
    for part in ("2024-13-45", "9999-99-99", "nan", "at most 200 characters"):
        assert part in said
    assert "\x00" not in said
    assert "\x1b" not in said
