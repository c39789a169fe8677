"""Every view and record as a page for paper: whole, honest about what it leaves out, and asking nobody for anything."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import brief, brief_rows, data, exports, routes
from datasets import citation, store
from datasets.columns import LANGUAGES
from datasets.schema import TABLES
from tests.dashboard import briefs
from tests.dashboard.apptest import open_page
from tests.dashboard.briefs import CLAIM, PRINTED, PROSE
from tests.dashboard.test_pages import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = "http://testserver"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;$x$"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", PRINTED)
def test_a_brief_is_a_page_in_its_language_that_asks_nobody_and_runs_nothing(
    client: TestClient, view: str, language: str
) -> None:
    tree = briefs.read(client, f"{view}&lang={language}")
    assert tree.get("lang") == language
    script = {"en": r"[A-Za-z]{4}", "ja": r"[ぁ-んァ-ヶ]", "ko": r"[가-힣]"}[language]
    assert re.search(script, tree.xpath("string(//dl)"))
    assert not tree.xpath("//script | //link | //img | //iframe | //object | //embed | //*[@src] | //form | //base")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    linked = tree.xpath("//a/@href")
    assert all(address.startswith((f"{BASE}/", "https://", "#")) for address in linked), linked
    referred = [
        *tree.xpath("//*[local-name()='use']/@*[contains(name(), 'href')]"),
        *re.findall(r"url\(([^)]*)\)", str(tree.xpath("string(//style)"))),
    ]
    assert all(address.startswith("#") for address in referred)
    assert "'none'" in tree.xpath("string(//meta[@http-equiv]/@content)")


@pytest.mark.parametrize("view", [v for v in PRINTED if not v.startswith("record")])
def test_a_brief_counts_what_its_page_counts_and_what_its_files_hold(client: TestClient, view: str) -> None:
    slug, query = view.split("?")
    tree = briefs.read(client, f"{view}&lang=ko")
    assert briefs.counted(tree) == counted(open_page(slug, f"{query}&lang=ko"))
    held = [
        len(list(csv.reader(io.StringIO(client.get(a).content.decode("utf-8-sig"))))) - 1 for a in briefs.files(tree)
    ]
    assert held == briefs.counted(tree)
    assert held or "codebook" in view


@pytest.mark.parametrize(
    "query", ["direction=russia_to_dprk", "from=2024-03-15&dates=inside", "as_of=2024-03-01", "q=ministry"]
)
def test_filters_reach_figure_rows_and_words(client: TestClient, query: str) -> None:
    tree = briefs.read(client, f"transfers?tab=ledger&{query}")
    assert briefs.counted(tree) == counted(open_page("transfers", f"tab=ledger&{query}"))
    for value in re.findall(r"=([\w-]+)", query):
        said = {"russia_to_dprk": "Russia to North Korea", "inside": "wholly inside"}.get(value, value)
        assert said in tree.xpath("string(//dl)")


def test_a_brief_says_page_day_release_finding_limits_notice_and_how_to_cite(client: TestClient) -> None:
    tree = briefs.read(client, "measures?jurisdiction=US&as_of=2024-06-01")
    text = briefs.words(tree)
    release = data.release()
    for part in ("Measures · New", "United States", "2024-06-01", release.id, release.manifest["data_through"],
                 "Not a screening tool", "A statement is not a sanction"):  # fmt: skip
        assert part in text
    page = open_page("measures", "jurisdiction=US&as_of=2024-06-01")
    (chart,) = page.get("plotly_chart")
    assert chart.proto.alt in tree.xpath("string(//figcaption)")
    assert chart.proto.alt == tree.xpath("string(//*[@role='img']/@aria-label)")
    assert f"{BASE}/measures?jurisdiction=US&as_of=2024-06-01" in tree.xpath("//dl//a/@href")


@pytest.mark.parametrize("view", ["transfers?tab=ledger&direction=dprk_to_russia", "responses?tab=marks", "coverage?tab=roles",
                                  f"record?id={CLAIM}"])  # fmt: skip
def test_every_citation_agrees_with_the_release(client: TestClient, view: str) -> None:
    said = [cite.text_content() for cite in briefs.read(client, view).xpath("//p[@class='cite']")]
    assert said
    for text in said:
        assert citation.differences(data.release(), citation.read(text)) == []


def test_the_first_rows_are_said_to_be_the_first_and_where_all_are(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brief_rows, "MOST", 2)
    tree = briefs.read(client, "transfers?tab=ledger")
    assert len(tree.xpath("//tbody/tr")) == 2
    assert "First 2 of 5" in briefs.words(tree)
    (file,) = briefs.files(tree)
    assert len(list(csv.DictReader(io.StringIO(client.get(file).content.decode("utf-8-sig"))))) == 5
    assert tree.xpath("//h2[.='Sources']/following-sibling::p[1]/a[contains(@href, '/data/claims.zip')]")


@pytest.mark.parametrize("view", ["transfers?tab=ledger", "transfers?tab=proof", "responses?tab=marks", "situation?"])
def test_documents_are_listed_with_publisher_day_and_address_and_rows_lead_to_them(
    client: TestClient, view: str
) -> None:
    tree = briefs.read(client, view)
    lines = tree.xpath("//ol/li")
    assert lines
    assert all(re.search(r"\(.+\)\.", line.text_content()) for line in lines)
    assert set(tree.xpath("//td//a[starts-with(@href, '#')]/@href")) <= {f"#{line.get('id')}" for line in lines}
    assert all(address.startswith("https://") for address in tree.xpath("//ol//a/@href"))


def test_a_record_brings_its_fields_documents_and_what_names_it(client: TestClient) -> None:
    tree = briefs.read(client, f"record?id={CLAIM}&lang=ko")
    assert CLAIM in tree.xpath("string(//dl)")
    assert "6,700" in tree.xpath("string(//table)")
    assert "https://example.org/one" in tree.xpath("//ol//a/@href")
    assert any("trigger-munitions" in address for address in tree.xpath("//ul//a/@href"))


@pytest.mark.parametrize("view", ["responses?tab=sensitivity", "responses?tab=lead_lag", "coverage?tab=instruments"])
def test_a_code_is_said_and_leads_to_no_record(client: TestClient, view: str) -> None:
    tree = briefs.read(client, view)
    assert tree.xpath("//tbody/tr")
    assert not tree.xpath("//td//a")


def test_a_long_list_of_a_record_says_how_many_more_there_are(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brief_rows, "MOST", 1)
    tree = briefs.read(client, "record?id=transfer-munitions")
    assert re.search(r"and \d+ more", briefs.words(tree))


@pytest.mark.parametrize(
    ("address", "part"),
    [("measures?jurisdiction=XX", "US, EU, JP, KR"), ("measures?colour=red", "parameters"), ("measures?tab=nowhere", "cumulative"),
     ("measures?kind=summit", "asset_freeze"), ("transfers?item=a.b.c", "munitions_containers.containers.cumulative"),
     ("transfers?tab=map&view=mars", "eurasia"), ("measures?from=2024-13-01", "2024-02-26"), ("measures?page=0", "page number"),
     ("outlook?tab=figures", "one part"), ("record?", "the key of a row"), ("record?id=%00", "the key of a row"),
     (f"measures?q={'x' * 300}", "200"), ("method?tab=codebook&table=secrets", "claims")],
)  # fmt: skip
def test_what_is_not_understood_is_refused_with_what_would_be(client: TestClient, address: str, part: str) -> None:
    answer = client.get(f"/brief/{address}")
    assert answer.status_code == 400
    assert part in answer.text


@pytest.mark.parametrize("address", ["nothing", "door", "%2e%2e", "record?id=claim-that-is-not-there",
                                     f"record?id={CLAIM}&as_of=2001-01-01", "measures?release=2020-01-01-00000000", *PROSE])  # fmt: skip
def test_what_is_not_there_is_said_to_be_not_there(client: TestClient, address: str) -> None:
    answer = client.get(f"/brief/{address}")
    assert answer.status_code == 404
    assert "error" in answer.json()


def test_past_the_bound_a_reader_is_asked_to_come_again_and_then_served(client: TestClient) -> None:
    for _ in range(exports.AT_ONCE):
        assert brief._places.acquire(blocking=False)
    refused = client.get("/brief/outlook")
    assert (refused.status_code, int(refused.headers["retry-after"]) > 0) == (503, True)
    for _ in range(exports.AT_ONCE):
        brief._places.release()
    for view in ("outlook", "outlook?tab=x", "record?id=nobody", "outlook"):
        client.get(f"/brief/{view}")
    assert client.get("/brief/outlook").status_code == 200, "every place is given back"


def test_a_broken_table_is_said_to_be_broken(
    client: TestClient, served: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = shutil.copytree(served, tmp_path / "broken")
    for file in broken.glob("claims-*.parquet"):
        file.write_bytes(file.read_bytes()[:100])
    monkeypatch.setenv("TRACKER_TABLES", str(broken))
    monkeypatch.setattr(data, "_opened", None)
    answer = client.get("/brief/transfers?tab=ledger")
    assert answer.status_code == 503
    assert "claims" in answer.json()["error"]


@pytest.fixture
def hostile(served: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A client of a release whose every name, title and summary is markup."""
    opened = store.open_release(served)
    frames = {}
    for name, frame in opened.frames.items():
        texts = [
            c.name
            for c in TABLES[name].columns
            if c.kind == "text" and re.match("name|title|summary|publisher", c.name)
        ]
        frames[name] = frame.with_columns(nw.lit(HOSTILE).alias(text) for text in texts) if texts else frame
    stamp = (served / "manifest.json").stat().st_mtime_ns
    monkeypatch.setattr(
        data,
        "_opened",
        (stamp, dataclasses.replace(opened, frames=frames, manifest={**opened.manifest, "release": "hostile"})),
    )
    with TestClient(Starlette(routes=routes.routes("")), raise_server_exceptions=False) as made:
        yield made


@pytest.mark.parametrize("view", PRINTED)
def test_markup_in_data_is_printed_as_text(hostile: TestClient, view: str) -> None:
    tree = briefs.read(hostile, f"{view}&lang=ko")
    assert not tree.xpath("//script | //img | //@onerror")


@pytest.mark.parametrize(
    "view", ["transfers?tab=ledger", "transfers?tab=map", "transfers?tab=proof", f"record?id={CLAIM}"]
)
def test_markup_in_data_can_be_read(hostile: TestClient, view: str) -> None:
    tree = briefs.read(hostile, view)
    assert "<script>alert(1)</script><img src=x onerror=alert(2)>" in briefs.words(tree)


def test_markup_in_an_address_is_printed_as_text(client: TestClient) -> None:
    tree = briefs.read(client, "transfers?tab=ledger&q=%3Cb%20onclick%3Dx%3E%26%22")
    assert '<b onclick=x>&"' in tree.xpath("string(//dl)")
    assert not tree.xpath("//@onclick")


def test_the_same_brief_has_the_same_bytes(client: TestClient) -> None:
    for view in ("transfers?tab=estimates", "measures?tab=where", "coverage?tab=matrix"):
        assert client.get(f"/brief/{view}").content == client.get(f"/brief/{view}").content


def test_links_follow_the_base_path_and_a_proxy_that_speaks_tls(served: Path) -> None:
    with TestClient(Starlette(routes=routes.routes("/tracker/")), raise_server_exceptions=False) as made:
        answer: Any = made.get("/tracker/brief/outlook", headers={"x-forwarded-proto": "https", "host": "data.example"})
        assert 'href="https://data.example/tracker/outlook"' in answer.text
        assert "private" in answer.headers["cache-control"]
        odd = made.get("/tracker/brief/outlook", headers={"x-forwarded-proto": "javascript"})
        assert "javascript:" not in odd.text


def test_a_filter_that_the_page_does_not_have_is_named_as_unused(client: TestClient) -> None:
    tree = briefs.read(client, "transfers?tab=ledger&jurisdiction=US")
    assert "This page has no filter for Jurisdiction" in briefs.words(tree)
    assert briefs.counted(tree) == [5]


def test_pages_start_without_the_drawing_library() -> None:
    words = "import sys, dashboard.routes, dashboard.blocks; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0
