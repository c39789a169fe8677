"""Hostile addresses: a page that names what it did not understand, or a refusal that names what is allowed; never a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest

from dashboard.pages import PAGES
from tests.dashboard.apptest import open_page, words

if TYPE_CHECKING:
    from starlette.testclient import TestClient

LONG = "x" * 5_000
ODD = [
    ("page", "-1"), ("page", "1000000000"), ("page", "one"), ("from", "2024-13-45"), ("as_of", "9999-99-99"), ("factor", "nan"),
    ("factor", "-1e400"), ("unit", "tonnes"), ("dates", "outside"), ("jurisdiction", "USA"), ("kind", "' OR 1=1 --"), ("lang", "xx"),
    ("sort", "../../etc/passwd"), ("tab", "<script>alert(1)</script>"), ("category", LONG), ("claimant", "\x00\x07"),
    ("release", "../../../etc"), ("id", "%00"), ("view", "a b"), ("item", "=cmd|' /C calc'!A0"), ("q", LONG),
]  # fmt: skip
READABLE = {"release"}
# Every reader of an address takes these; nothing in the data answers to them.
WELL_FORMED = [
    "from=0001-01-01&to=9999-12-31", "as_of=9999-12-31", "as_of=0001-01-01", f"q={'x' * 200}", "sort=-nothing&page=9999999",
    "tab=nowhere&view=atlantis&item=a.b.c&table=secrets", "tab=alternatives&factor=0", "tab=alternatives&factor=999999.999",
    "claimant=nobody&changed=secrets&id=nothing",
]  # fmt: skip
GONE = (
    "/etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/manifest",
    "claims%00",
    "CLAIMS",
    "claims.csv.exe",
    LONG,
    "=1+1",
    "con",
)


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("slug", [page.slug for page in PAGES])
def test_a_page_draws_whatever_its_address_says(slug: str) -> None:
    query = urlencode([pair for pair in ODD if pair[0] != "release"] * 2)
    said = words(open_page(slug, query))
    assert "2024-13-45" in said.replace("\\", "")
    assert "<script>alert" not in said


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize(("name", "value"), [pair for pair in ODD if pair[0] not in READABLE])
def test_a_page_names_each_odd_value_and_shows_what_it_shows_without(name: str, value: str) -> None:
    app = open_page("measures", urlencode({name: value}))
    (warning,) = app.warning
    assert f"{name} = ".replace("_", "\\_") in str(warning.value)
    assert app.dataframe[0].value.equals(open_page("measures").dataframe[0].value)


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("slug", [page.slug for page in PAGES])
@pytest.mark.parametrize("query", WELL_FORMED)
def test_a_page_draws_what_is_well_formed_and_means_nothing(slug: str, query: str) -> None:
    app = open_page(slug, query)
    assert app.title
    assert not app.error


@pytest.mark.usefixtures("served")
def test_a_release_that_is_gone_is_said_to_be_gone() -> None:
    assert "2020-01-01-00000000" in words(open_page("measures", "release=2020-01-01-00000000")).replace("\\", "")


@pytest.mark.parametrize(("name", "value"), ODD)
@pytest.mark.parametrize("place", ["data/claims.csv", "data/timeline.json", "feed/measures.atom"])
def test_a_program_is_told_what_is_allowed(client: TestClient, place: str, name: str, value: str) -> None:
    answer = client.get(f"/{place}?{urlencode({name: value})}")
    plain = client.get(f"/{place}")
    if answer.status_code == 200:  # a parameter of views, or a text to search for: other rows than asked for are none
        assert name in {"tab", "sort", "page", "view", "item", "q", "id", "lang", "unit", "factor", "claimant"}
        assert name in {"q", "id", "claimant"} or answer.content == plain.content
    else:
        assert answer.status_code == 400
        named = [fault for fault in answer.json()["parameters"] if fault["name"] == name]
        assert all(fault["allowed"] for fault in named)
        assert named, "the parameter is named, and what it takes"
        assert len(answer.text) < 4_000
        assert "Traceback" not in answer.text


@pytest.mark.parametrize("place", ["data/claims.csv", "brief/measures"])
def test_a_parameter_repeated_two_thousand_times_is_refused_or_counted_once(client: TestClient, place: str) -> None:
    answer = client.get(f"/{place}?{'jurisdiction=US&' * 2_000}")
    assert answer.status_code in {200, 400, 414}
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("name", GONE)
@pytest.mark.parametrize(
    "place", ["data/{}.csv", "brief/{}", "feed/{}", "brief/record?id={}", "data/claims.csv?release={}"]
)
def test_no_other_file_or_record_is_handed_out(client: TestClient, place: str, name: str) -> None:
    answer = client.get("/" + place.format(name if "%" in name else quote(name)))
    assert answer.status_code in {400, 404}, answer.status_code
    assert "root:" not in answer.text
    assert "Traceback" not in answer.text
