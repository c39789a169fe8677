"""The page of changes, older releases on pages and at ``/data``, and the data package that the server hands out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from frictionless import Package
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import data, routes
from datasets.columns import LANGUAGES
from datasets.schema import TABLES
from tests.dashboard.apptest import figures, open_page, words
from tests.dashboard.releases import VETO, VOTE, kept, served_two, two
from tests.dashboard.test_pages import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["served_two", "two"]


@pytest.fixture
def client(served_two: Path) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=routes.routes("")), raise_server_exceptions=False) as made:
        yield made


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_releases_and_changes_in_every_language(served_two: Path, language: str) -> None:
    app = open_page("changes", f"lang={language}")
    assert not app.warning
    assert not app.error
    script = {"en": r"[A-Za-z]{4}", "ja": r"[ぁ-んァ-ヶ]", "ko": r"[가-힣]"}[language]
    assert re.search(script, str(app.title[0].value))
    assert counted(app) == [4]
    (figure,) = figures(app)
    assert sum(sum(trace["x"]) for trace in figure["data"]) == 4
    assert re.search(r"\b4\b|4", figure["alt"])
    text = words(app)
    assert f"changes?release={kept(served_two)}" in text
    suffix = "" if language == "en" else f"?lang={language}"
    assert f"(feed/releases.atom{suffix})" in text
    assert f"(feed/changes.atom{suffix})" in text


@pytest.mark.parametrize(
    ("query", "number"), [("reason=correction", 1), ("changed=events", 3), ("changed=events&reason=world", 1)]
)
def test_a_filter_changes_chart_table_and_count_together(served_two: Path, query: str, number: int) -> None:
    app = open_page("changes", query)
    assert counted(app) == [number]
    assert app.dataframe[0].value.shape[0] == number
    (figure,) = figures(app)
    assert sum(sum(trace["x"]) for trace in figure["data"]) == number
    assert "(feed/changes.atom?" in words(app)


def test_rows_lead_to_their_records(served_two: Path) -> None:
    frame = open_page("changes", "reason=correction&lang=ko").dataframe[0].value
    assert f"record?lang=ko&id={VETO}" in set(frame.iloc[0])


def test_a_first_release_has_nothing_to_compare_with(served: Path) -> None:
    app = open_page("changes")
    assert any("No release was kept before" in str(info.value) for info in app.info)
    assert not list(figures(app))
    assert "feed/changes.atom" in words(app)


def test_the_first_page_says_how_much_changed_only_if_there_was_a_release_before(
    served_two: Path, mini_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert f"### [4](changes?)\nchanges since release {kept(served_two)}" in words(open_page("situation"))
    monkeypatch.setenv("TRACKER_TABLES", str(mini_release))
    monkeypatch.setattr(data, "_opened", None)
    assert "changes since release" not in words(open_page("situation"))


def test_a_kept_release_is_shown_and_named_on_the_pages(served_two: Path) -> None:
    old = kept(served_two)
    now, before = open_page("timeline"), open_page("timeline", f"release={old}&lang=en")
    assert (counted(now), counted(before)) == ([2], [1])
    assert any(old in str(info.value) and data.release().id in str(info.value) for info in before.info)
    assert f"Release {old}" in str(before.caption[-1].value)
    assert f"Release {data.release().id}" in str(now.caption[-1].value)
    assert f"release={old}" in str(before.dataframe[0].value.iloc[0].to_list()), "its records are of the same release"
    record = open_page("record", f"id={VETO}&release={old}")
    assert "Veto of the panel" in str(record.subheader[0].value)
    assert open_page("record", f"id={VOTE}&release={old}").warning


def test_a_release_that_is_not_there_is_said_not_to_be(served_two: Path) -> None:
    for slug in ("timeline", "changes", "situation"):
        app = open_page(slug, "release=2020-01-01-00000000")
        assert len(app.error) == 1
        assert kept(served_two) in str(app.error[0].value), "what is there instead"


def test_a_kept_release_is_handed_out_as_files(client: TestClient, served_two: Path) -> None:
    old = kept(served_two)
    now, before = (client.get(f"/data/events.json{q}") for q in ("", f"?release={old}"))
    assert (len(now.json()["rows"]), len(before.json()["rows"])) == (2, 1)
    assert (now.headers["x-release"], before.headers["x-release"]) == (data.release().id, old)
    assert now.headers["etag"] != before.headers["etag"]
    assert f"events_{old}_" in before.headers["content-disposition"]


def test_the_data_package_leads_to_the_addresses_beside_it(client: TestClient) -> None:
    answer = client.get("/data/datapackage.json")
    assert answer.status_code == 200
    package = answer.json()
    assert Package.from_descriptor(package).resource_names == list(TABLES)
    assert package["version"] == data.release().id
    for resource in package["resources"]:
        rows = client.get(f"/data/{resource['path']}")
        assert rows.status_code == 200
        header = rows.content.split(b"\n", 1)[0].decode()
        assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]
    again = client.get("/data/datapackage.json", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_the_data_package_of_a_kept_release_leads_to_its_files(client: TestClient, served_two: Path) -> None:
    package = client.get(f"/data/datapackage.json?release={kept(served_two)}").json()
    assert package["version"] == kept(served_two)
    (events,) = [r for r in package["resources"] if r["name"] == "events"]
    assert client.get(f"/data/{events['path']}").headers["x-release"] == kept(served_two)


@pytest.mark.parametrize(
    ("query", "status"),
    [("colour=red", 400), ("jurisdiction=US", 400), ("release=x%2fy", 400), ("release=2020-01-01-0", 404)],
)
def test_a_package_of_something_else_is_refused(client: TestClient, query: str, status: int) -> None:
    answer = client.get(f"/data/datapackage.json?{query}")
    assert answer.status_code == status
    assert json.loads(answer.content)["error"]
