"""Feeds: the rows that a page shows under the same filters, newest first, escaped, validated, never another's."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import atom, data, entries, feeds, routes
from datasets import schema as declared
from datasets import store
from tests.dashboard.releases import VETO, VOTE, kept, served_two, two

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["served_two", "two"]
NS = {"a": atom.NAMESPACE}
TABLES = tuple(entries.PAGES)


@pytest.fixture
def client(served_two: Path) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=routes.routes("")), raise_server_exceptions=False) as made:
        yield made


def feed(client: TestClient, address: str, **headers: str) -> etree._Element:
    """A feed that was answered well."""
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(answer.content)


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(found.text) for found in root.findall(path, NS)]


def ids(root: etree._Element) -> list[str]:
    """Keys of the rows of a feed."""
    return [text.rsplit("/", 1)[-1] for text in texts(root, "a:entry/a:id")]


def link(element: Any, relation: str) -> str:
    return next(str(one.get("href")) for one in element.findall("a:link", NS) if one.get("rel") == relation)


@pytest.mark.parametrize("language", ["en", "ja", "ko"])
@pytest.mark.parametrize("name", feeds.NAMES)
def test_every_feed_in_every_language_is_whole(client: TestClient, name: str, language: str) -> None:
    root = feed(client, f"/feed/{name}.atom?lang={language}")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert link(root, "self") == f"http://testserver/feed/{name}.atom" + (
        "" if language == "en" else f"?lang={language}"
    )
    found = root.findall("a:entry", NS)
    assert found
    assert len(set(texts(root, "a:entry/a:id"))) == len(found)
    for entry in found:
        assert entry.findtext("a:title", namespaces=NS)
        address = urlsplit(link(entry, "alternate"))
        assert address.path in {"/record", "/changes"}
        assert parse_qs(address.query).get("lang", ["en"]) == [language]


@pytest.mark.parametrize("name", TABLES)
def test_a_feed_has_the_rows_of_the_file_newest_first(client: TestClient, name: str) -> None:
    key = declared.TABLES[name].key[0]
    rows = client.get(f"/data/{name}.json").json()["rows"]
    newest = sorted(rows, key=lambda row: row[key])
    newest.sort(key=lambda row: row["known_from"], reverse=True)
    root = feed(client, f"/feed/{name}.atom")
    assert ids(root) == [row[key] for row in newest]
    assert texts(root, "a:entry/a:updated") == [f"{row['known_from']}T00:00:00Z" for row in newest]


@pytest.mark.parametrize("query", [
    "direction=dprk_to_russia", "q=ministry", "from=2024-03-15&dates=inside", "as_of=2024-03-01", "evidence=satellite_imagery",
    "tab=ledger&sort=-claimed&page=3&unit=acts",
])  # fmt: skip
def test_a_feed_takes_the_filters_of_the_pages(client: TestClient, query: str) -> None:
    rows = client.get(f"/data/claims.json?{query}").json()["rows"]
    assert set(ids(feed(client, f"/feed/claims.atom?{query}"))) == {row["claim_id"] for row in rows}


def test_only_the_newest_are_handed_out_and_how_many_there_are_is_said(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = ids(feed(client, "/feed/claims.atom"))
    monkeypatch.setattr(feeds, "NEWEST", 2)
    root = feed(client, "/feed/claims.atom")
    assert ids(root) == every[:2]
    assert "2 of 5" in texts(root, "a:subtitle")[0]


def test_an_entry_names_its_sources_and_what_it_is_filed_under(client: TestClient) -> None:
    root = feed(client, "/feed/claims.atom?direction=russia_to_dprk")
    (entry,) = root.findall("a:entry", NS)
    addresses = {row["source_id"]: row["url"] for row in client.get("/data/sources.json").json()["rows"]}
    assert link(entry, "via") == addresses["src-three"]
    assert ("russia_to_dprk", "Russia to North Korea (DPRK)") in {
        (c.get("term"), c.get("label")) for c in entry.findall("a:category", NS)
    }
    listing = feed(client, "/feed/listings.atom").find("a:entry", NS)
    assert listing is not None
    assert "Not for compliance screening" in str(listing.findtext("a:summary", namespaces=NS))


def test_text_from_data_is_text_in_the_feed(client: TestClient) -> None:
    content = client.get("/feed/events.atom").content
    assert b"Veto &amp; &lt;b&gt;more&lt;/b&gt;" in content
    root = etree.fromstring(content)
    assert "Veto & <b>more</b>" in texts(root, "a:entry/a:title")
    assert not root.findall(".//{*}b")


HOSTILE = [
    "colour=red", "direction=XX", "jurisdiction=US", "lang=xx", "from=2024-13-01", "as_of=yesterday", "page=0", "raw=1",
    "q=%00", "q=" + "x" * 5_000, "id=../../etc/passwd", "release=..%2f..%2fetc", "<script>=1",
    "direction=" + "&direction=".join(["a"] * 500),
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: query[:20])
@pytest.mark.parametrize("name", ["claims", "releases", "changes"])
def test_what_is_not_understood_is_refused_with_what_would_be(client: TestClient, name: str, query: str) -> None:
    answer = client.get(f"/feed/{name}.atom?{query}")
    assert answer.status_code == 400
    assert answer.json()["parameters"]
    assert len(answer.content) < 20_000


@pytest.mark.parametrize(
    "name", ["nothing.atom", "claims", "claims.rss", "sources.atom", ".atom", "..%2fclaims.atom", "manifest.json"]
)
def test_what_is_no_feed_is_said_to_be_none(client: TestClient, name: str) -> None:
    answer = client.get(f"/feed/{name}")
    assert answer.status_code == 404
    if answer.headers["content-type"] == "application/json":
        assert "claims.atom" in answer.json()["feeds"]


def test_a_hostile_host_stays_inside_its_attribute(client: TestClient) -> None:
    answer = client.get("/feed/claims.atom", headers={"host": 'x"/><script>alert(1)</script>'})
    if answer.status_code == 200:
        assert not etree.fromstring(answer.content).findall(".//{*}script")


def test_who_has_the_feed_gets_304_until_the_rows_or_words_change(client: TestClient) -> None:
    first = client.get("/feed/claims.atom")
    again = client.get("/feed/claims.atom", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get("/feed/claims.atom", headers={"if-none-match": '"other"'}).status_code == 200
    tags = {client.get(f"/feed/claims.atom{q}").headers["etag"] for q in ("", "?lang=ja", "?direction=russia_to_dprk")}
    assert len(tags) == 3
    head = client.head("/feed/claims.atom")
    assert (head.status_code, head.headers["etag"]) == (200, first.headers["etag"])


def test_the_feed_of_releases_tells_rows_and_changes_of_each(client: TestClient, served_two: Path) -> None:
    root = feed(client, "/feed/releases.atom")
    assert ids(root) == [data.release().id, kept(served_two)]
    now, before = texts(root, "a:entry/a:summary")
    assert "3 events" in now or "2 events" in now
    assert f"4 changes since release {kept(served_two)}" in now
    assert "Our correction 1" in now
    assert "reason not yet given 1" in now
    assert "changes since" not in before


def test_the_feed_of_changes_has_one_entry_a_row_with_a_line_a_field(client: TestClient) -> None:
    root = feed(client, "/feed/changes.atom")
    assert sorted(ids(root)) == sorted([VETO, VOTE, "src-four"])
    summaries = dict(zip(ids(root), texts(root, "a:entry/a:summary"), strict=True))
    assert summaries[VETO].splitlines() == [
        "title_en: Veto of the panel → Veto & <b>more</b> (reason not yet given)", "votes_for: 13 → 12 (Our correction: Misread.)",
    ]  # fmt: skip
    assert summaries[VOTE] == "new row (The world changed: public only after the earlier release)"


@pytest.mark.parametrize(("query", "wanted"), [
    ("reason=correction", [VETO]), ("changed=sources", ["src-four"]), ("changed=claims", []), ("reason=world&changed=events", [VOTE]),
])  # fmt: skip
def test_changes_can_be_filtered_by_table_and_reason(client: TestClient, query: str, wanted: list[str]) -> None:
    assert ids(feed(client, f"/feed/changes.atom?{query}")) == wanted
    rows = client.get(f"/data/changes.json?{query}").json()["rows"]
    assert sorted({row["row_id"] for row in rows}) == sorted(wanted)


def test_a_kept_release_has_feeds_of_its_own(client: TestClient, served_two: Path) -> None:
    old = feed(client, f"/feed/events.atom?release={kept(served_two)}")
    assert VOTE not in ids(old)
    assert all(f"release={kept(served_two)}" in link(entry, "alternate") for entry in old.findall("a:entry", NS))
    assert VOTE in ids(feed(client, "/feed/events.atom"))
    assert ids(feed(client, f"/feed/changes.atom?release={kept(served_two)}")) == []
    for name in ("events", "changes"):
        assert client.get(f"/feed/{name}.atom?release=2020-01-01-00000000").status_code == 404


def test_an_id_of_an_entry_stays_the_same_from_release_to_release(client: TestClient, served_two: Path) -> None:
    now, before = (
        set(texts(feed(client, f"/feed/claims.atom{q}"), "a:entry/a:id")) for q in ("", f"?release={kept(served_two)}")
    )
    assert now == before


def test_feeds_lie_under_the_base_path(served_two: Path) -> None:
    with TestClient(Starlette(routes=routes.routes("/a/b/"))) as client:
        root = feed(client, "/a/b/feed/claims.atom?direction=russia_to_dprk")
        assert link(root, "self") == "http://testserver/a/b/feed/claims.atom?direction=russia_to_dprk"
        assert link(root, "alternate").startswith("http://testserver/a/b/transfers?direction=russia_to_dprk&tab=ledger")
        (entry,) = root.findall("a:entry", NS)
        assert link(entry, "alternate").startswith("http://testserver/a/b/record?id=")
        assert client.get("/feed/claims.atom").status_code == 404


def test_a_broken_table_is_said_to_be_and_the_other_feeds_go_on(
    served_two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = shutil.copytree(served_two, tmp_path / "broken")
    entry = store.read_manifest(broken)["tables"]["claims"]
    (broken / entry["file"]).write_bytes(b"PAR1")
    monkeypatch.setenv("TRACKER_TABLES", str(broken))
    monkeypatch.setattr(data, "_opened", None)
    with TestClient(Starlette(routes=routes.routes(""))) as client:
        refused = client.get("/feed/claims.atom")
        assert refused.status_code == 503
        assert "claims" in refused.json()["error"]
        assert client.get("/feed/events.atom").status_code == 200
