"""Briefs in a real browser: opened from the page, whole without a network, and printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Watched

A4 = {"viewport": {"width": 794, "height": 1123}}
BRIEFS = ["situation?from=2022-01-01", "transfers?tab=ledger&lang=ja", "transfers?tab=map&lang=ko", "transfers?tab=mirror",
          "measures?tab=where", "responses?lang=ja", "coverage?lang=ko", "method?tab=codebook&table=claims",
          "record?id=rok-mnd&lang=ja"]  # fmt: skip


@pytest.mark.parametrize("watched", [A4], indirect=True)
@pytest.mark.parametrize("view", BRIEFS)
def test_a_brief_fits_a_sheet_and_prints_with_no_other_request(watched: Watched, view: str) -> None:
    page, asked = watched.page, list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{watched.base}/brief/{view}", wait_until="load")
    assert asked == [f"{watched.base}/brief/{view}"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    assert page.evaluate("document.fonts.status") == "loaded"
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert sheets(page, printed) > 0


def sheets(page: Page, printed: bytes) -> int:
    """Number of A4 sheets of a print; fails on another size."""
    sizes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed))
    assert {(round(float(w)), round(float(h))) for w, h in sizes} <= {(595, 842), (594, 842), (595, 841)}, page.url
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def test_no_word_of_a_figure_is_cut_off(watched: Watched) -> None:
    outside = """() => [...document.querySelectorAll('svg text')].filter(t => {
        const own = t.getBoundingClientRect(), all = document.body.getBoundingClientRect()
        return own.left < all.left || own.right > all.right
    }).map(t => t.textContent)"""
    for view in ("responses", "transfers?tab=proof", "outlook", "transfers?tab=alternatives", "measures?tab=kinds"):
        for language in ("en", "ja", "ko"):
            watched.page.goto(f"{watched.base}/brief/{view}{'&' if '?' in view else '?'}lang={language}")
            assert watched.page.evaluate(outside) == [], view


def test_the_page_gives_its_address_and_opens_its_brief(watched: Watched) -> None:
    page = watched.open("measures?jurisdiction=JP&lang=ko")
    page.get_by_test_id("stPopover").get_by_role("button").first.click()
    code = page.get_by_test_id("stCode").first
    code.wait_for()
    watched.settled()
    assert code.inner_text().strip() == page.url
    with page.expect_popup() as opened:
        page.get_by_role("link", name="인쇄용 브리프").click()
    brief = opened.value
    brief.wait_for_load_state()
    assert brief.url == page.url.replace("/measures", "/brief/measures")
    count = page.get_by_text(re.compile(r"^조치 [\d,]+건$")).first.inner_text()
    assert brief.get_by_role("heading", name=count, exact=True).count() == 1
    assert brief.locator("svg").count() == 1
