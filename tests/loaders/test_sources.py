"""Where the lists are fetched from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from loaders.lists.errors import FetchError
from loaders.lists.registry import LISTS
from loaders.lists.sources import KEY_VARIABLE, SOURCES, SOURCES_VARIABLE, downloads, without_key

if TYPE_CHECKING:
    from pathlib import Path


def no_page(address: str) -> str:
    """No page is needed."""
    raise AssertionError(address)


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SOURCES_VARIABLE, raising=False)
    monkeypatch.setenv(KEY_VARIABLE, "secret-key")


def test_every_list_has_a_source_over_https() -> None:
    assert set(SOURCES) == set(LISTS)
    for source in SOURCES.values():
        assert all(one.address.startswith("https://") for one in source.files)
        assert all(one.page.startswith("https://") for one in source.indexes)
        assert source.files or source.indexes


def test_the_newest_file_a_page_names_is_taken_and_the_table_before_the_workbook() -> None:
    text = (
        'href="a/shisantouketsu20260305.xlsx" href="a/shisantouketsu20260701.csv" href="a/shisantouketsu20260601.csv"'
    )
    (found,) = downloads("jp-mof", lambda _: text)
    assert found.name == "shisantouketsu20260701.csv"
    assert found.address.endswith("/economic_sanctions/a/shisantouketsu20260701.csv")
    (older,) = downloads("jp-mof", lambda _: 'href="/a/shisantouketsu20260305.xlsx"')
    assert older.address == "https://www.mof.go.jp/a/shisantouketsu20260305.xlsx"


def test_a_page_that_names_no_file_has_changed() -> None:
    with pytest.raises(FetchError, match="its form has changed"):
        downloads("jp-mof", lambda _: "<html></html>")


def test_a_part_that_may_be_missing_is_left_out() -> None:
    text = 'href="list_russia_tokutei.pdf" href="list_daisangoku_tokutei.pdf"'
    assert [one.name for one in downloads("jp-meti-export-ban", lambda _: text)] == [
        "list_russia_tokutei.pdf", "list_daisangoku_tokutei.pdf",
    ]  # fmt: skip


def test_the_key_goes_into_the_request_and_into_no_message() -> None:
    asked: list[str] = []

    def page(address: str) -> str:
        asked.append(address)
        return "<행정규칙일련번호>2100000250000</행정규칙일련번호>"

    found = downloads("kr-fsc", page)
    assert all("OC=secret-key" in address for address in (*asked, *(one.address for one in found)))
    assert without_key(found[0].address).endswith("OC={key}&target=admrul&type=XML&ID=2100000250000")


def test_without_a_key_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE)
    with pytest.raises(FetchError, match=f"set {KEY_VARIABLE}"):
        downloads("kr-fsc", no_page)
    assert without_key("text") == "text"


def test_own_addresses_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "sources.json"
    own.write_text(json.dumps({"un-sc": {"consolidated.xml": "https://mirror.example/un.xml"}}), encoding="utf-8")
    monkeypatch.setenv(SOURCES_VARIABLE, str(own))
    (found,) = downloads("un-sc", no_page)
    assert found.address == "https://mirror.example/un.xml"
    assert downloads("us-csl", no_page)[0].address.startswith("https://api.trade.gov/")


@pytest.mark.parametrize("content", ["", "[]", '{"un-sc": []}', "{"])
def test_own_addresses_that_cannot_be_read_are_named(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "sources.json"
    own.write_text(content, encoding="utf-8")
    monkeypatch.setenv(SOURCES_VARIABLE, str(own))
    with pytest.raises(FetchError, match="no JSON file of addresses"):
        downloads("un-sc", no_page)
