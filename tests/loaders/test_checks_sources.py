"""Sources: kind against tier, addresses that could be https, one spelling of an outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.loaders.checking import told

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("kind", "tier", "is_told"), [
    ("wire_copy", "primary_document", True), ("news_article", "originator_statement", True), ("official_list", "direct_report", True),
    ("web_page", "primary_document", True), ("press_release", "primary_document", True),
    ("wire_copy", "direct_report", False), ("official_act", "primary_document", False), ("official_act", "reworded_or_mirror", False),
    ("press_release", "originator_statement", False), ("report", "primary_document", False), ("analysis", "originator_statement", False),
])  # fmt: skip
def test_a_tier_fits_the_kind_of_document(tmp_path: Path, kind: str, tier: str, is_told: bool) -> None:
    problems = told(tmp_path, sources=("src-two", {"kind": kind, "tier": tier}))
    assert [p.startswith(f"src-two: tier: a {kind} is no {tier}; allowed: ") for p in problems] == [True] * is_told


def source(key: str, url: str, publisher: str) -> dict[str, Any]:
    return {
        "source_id": key,
        "url": url,
        "publisher": publisher,
        "language": "en",
        "kind": "news_article",
        "tier": "direct_report",
    }


def with_sources(*sources: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Sources and an event that names them."""
    event = {"event_id": "e", "occurred": "2024-05-01", "kind": "other", "title_en": "T", "title_ja": "題", "title_ko": "제",
             "summary_en": "S.", "summary_ja": "文。", "summary_ko": "글.", "source_ids": [s["source_id"] for s in sources]}  # fmt: skip
    return {"sources": list(sources), "events": [event]}


def test_an_address_without_encryption_is_told_where_the_host_has_it(tmp_path: Path) -> None:
    one, other = source("a", "https://paper.example/1", "Paper"), source("b", "http://www.paper.example/2", "Paper")
    (problem,) = told(tmp_path, with_sources(one, other))
    assert problem == "b: url: paper.example answers by https, as other sources show; write https"
    assert told(tmp_path / "alone", with_sources(other)) == []


@pytest.mark.parametrize("again", ["http://paper.example/1", "https://www.paper.example/1/"])
def test_one_address_is_one_source_whatever_its_scheme(tmp_path: Path, again: str) -> None:
    rows = with_sources(source("a", "https://paper.example/1", "Paper"), source("b", again, "Paper"))
    assert "b: url: is the address of a already; use that source" in told(tmp_path, rows)


@pytest.mark.parametrize(("first", "second", "is_told"), [
    (("https://a.example/1", "The Paper"), ("https://b.example/1", "Paper"), True),
    (("https://a.example/1", "LIGA.net"), ("https://b.example/1", "Liga.net"), True),
    (("https://a.example/1", "Paper"), ("https://a.example/2", "a.example"), True),
    (("https://a.example/1", "Paper"), ("https://a.example/2", "Paper (Agency text)"), False),
    (("https://a.example/1", "Paper"), ("https://b.example/2", "Gazette"), False),
])  # fmt: skip
def test_one_outlet_is_spelled_one_way(
    tmp_path: Path, first: tuple[str, str], second: tuple[str, str], is_told: bool
) -> None:
    problems = told(tmp_path, with_sources(source("a", *first), source("b", *second)))
    assert ["is spelled" in problem for problem in problems] == [True] * is_told
