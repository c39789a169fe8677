"""Every view in a real browser: it draws, asks nobody outside, and chart, table, count, link and file agree."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dashboard.pages import PAGES
from tests.browser.conftest import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DARK_AND_NARROW = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
ADDRESSES = [*(page.slug for page in PAGES), "transfers?tab=map", "transfers?tab=map&view=ports", "measures?tab=where",
             "measures?tab=listings&lang=ko", "timeline?tab=stances&lang=ja", "method?tab=codebook"]  # fmt: skip
CHARTS = {"situation", "transfers", "measures", "timeline"}


def count_line(page: Page, noun: str) -> int:
    """The number that a page counts."""
    text = page.get_by_text(re.compile(rf"^[\d,]+ {noun}$")).first.inner_text()
    return int(text.split()[0].replace(",", ""))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_view_draws_without_error_violation_or_outside_request(watched: Watched, address: str) -> None:
    page = watched.open(address)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.locator("h1").first).not_to_be_empty()
    if address.split("?", maxsplit=1)[0] in CHARTS and "tab=listings" not in address:
        expect(page.locator(".js-plotly-plot .main-svg, .js-plotly-plot canvas").first).to_be_visible()


@pytest.mark.parametrize("watched", [DARK_AND_NARROW], indirect=True)
@pytest.mark.parametrize("address", ["situation", "transfers", "measures", "timeline", "method"])
def test_a_view_fits_a_narrow_dark_screen(watched: Watched, address: str) -> None:
    page = watched.open(address)
    width = page.evaluate("document.scrollingElement.scrollWidth")
    assert width <= 390


def test_the_front_door_leads_to_the_first_page_with_the_defaults_in_the_address(watched: Watched) -> None:
    page = watched.open("")
    expect(page).to_have_url(
        re.compile(r"/situation\?jurisdiction=US&jurisdiction=EU&jurisdiction=JP&jurisdiction=KR&from=2022-01-01$")
    )


def test_one_click_changes_address_count_and_chart_together(watched: Watched) -> None:
    page = watched.open("measures?jurisdiction=US&jurisdiction=JP")
    before = count_line(page, "measures")
    page.get_by_role("button", name="Japan", exact=True).or_(page.get_by_text("Japan", exact=True)).first.click()
    expect(page).to_have_url(re.compile(r"/measures\?jurisdiction=US$"))
    watched.settled()
    after = count_line(page, "measures")
    assert 0 < after < before
    drawn = "Math.round([...document.querySelector('.js-plotly-plot').calcdata].flat().reduce((a,p)=>a+(p.s||0),0))"
    page.wait_for_function(f"{drawn} === {after}")


@pytest.mark.parametrize(
    ("address", "noun"),
    [("measures?jurisdiction=KR", "measures"), ("transfers?direction=russia_to_dprk", "claims"), ("timeline", "events"),
     ("situation?jurisdiction=JP&from=2024-01-01", "dated rows"), ("measures?tab=listings&jurisdiction=EU", "listings"),
     ("search?q=angara", "hits"), ("responses?jurisdiction=KR", "response times"), ("coverage?kind=vessel", "targets"),
     ("coverage?tab=voyages", "voyages against listings"), ("outlook", "signs"), ("transfers?tab=proof", "elements of proof"),
     ("timeline?tab=stances", "replies"), ("method?tab=sources", "sources"), ("method?tab=coverage", "stretches checked"),
     ("situation?tab=figures&direction=dprk_to_russia", "latest figures"), ("transfers?tab=contradictions", "contradictions"),
     ("transfers?tab=alternatives", "groups of alternatives"), ("transfers?tab=cap", "figures on refined petroleum"),
     ("transfers?tab=replies", "last replies"), ("transfers?tab=silences", "long silences"), ("transfers?tab=mirror", "latest figures"),
     ("transfers?tab=map", "places"), ("transfers?tab=ledger&q=container", "claims"), ("measures?tab=kinds&jurisdiction=JP", "measures"),
     ("measures?tab=where&jurisdiction=US", "listings"), ("responses?tab=sensitivity", "combinations"),
     ("responses?tab=lead_lag", "ordered pairs"), ("responses?tab=waiting", "combinations"),
     ("responses?tab=detection", "detection times"), ("responses?tab=side_by_side&jurisdiction=US", "response times"),
     ("coverage?tab=overlap", "pairs of packages"), ("coverage?tab=roles", "roles"),
     ("coverage?tab=instruments", "instruments")],
)  # fmt: skip
def test_the_file_has_exactly_the_counted_rows(watched: Watched, address: str, noun: str) -> None:
    page = watched.open(address)
    wanted = count_line(page, noun)
    with page.expect_download() as arrived:
        page.get_by_role("link", name="Download CSV").last.click()
    with arrived.value.path().open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == wanted > 0


def test_changes_hold_as_many_rows_as_their_file_also_where_there_are_none(watched: Watched) -> None:
    page = watched.open("changes")
    wanted = count_line(page, "changes")
    with page.expect_download() as arrived:
        page.get_by_role("link", name="Download CSV").last.click()
    with arrived.value.path().open(encoding="utf-8-sig", newline="") as file:
        read = csv.DictReader(file)
        assert len(list(read)) == wanted
        assert read.fieldnames


@pytest.mark.parametrize(
    ("address", "noun"),
    [("measures?jurisdiction=KR&unit=acts", "measures"), ("transfers?direction=russia_to_dprk&tab=ledger", "claims")],
)
def test_a_link_opened_by_somebody_else_shows_the_same_count_and_keeps_its_address(
    watched: Watched, browser: Browser, address: str, noun: str
) -> None:
    page = watched.open(address)
    page.get_by_role("textbox", name="Text").first.fill("oil")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=oil"))
    watched.settled()
    sent, wanted = page.url, count_line(page, noun)
    with browser.new_context() as other:
        theirs = Watched(other.new_page(), watched.base)
        opened = theirs.open(sent.removeprefix(f"{watched.base}/"))
        assert count_line(opened, noun) == wanted
        assert opened.url == sent


def test_back_and_forward_restore_the_view(watched: Watched) -> None:
    page = watched.open("measures?jurisdiction=US")
    first = count_line(page, "measures")
    page.get_by_text("South Korea", exact=True).first.click()
    expect(page).to_have_url(re.compile("jurisdiction=US&jurisdiction=KR"))
    watched.settled()
    second = count_line(page, "measures")
    page.go_back()
    expect(page.get_by_text(f"{first:,} measures", exact=True)).to_be_visible()
    page.go_forward()
    expect(page.get_by_text(f"{second:,} measures", exact=True)).to_be_visible()


def test_a_link_made_in_japanese_opens_in_english_and_sets_the_page_language(watched: Watched) -> None:
    page = watched.open("measures?jurisdiction=JP&lang=ja")
    assert page.evaluate("document.documentElement.lang") == "ja"
    page.get_by_role("combobox").first.or_(page.get_by_test_id("stSelectbox").first).first.click()
    page.get_by_role("option", name="English").click()
    expect(page).to_have_url(re.compile(r"/measures\?jurisdiction=JP$"))
    page.wait_for_function("document.documentElement.lang === 'en'")


@pytest.mark.parametrize("address", ["transfers?lang=ja", "timeline?lang=ko", "situation?lang=ja"])
def test_days_of_a_chart_are_in_iso_form_in_every_language(watched: Watched, address: str) -> None:
    ticks = watched.open(address).locator(".js-plotly-plot .xtick text")
    expect(ticks.first).to_be_visible()
    assert all(re.fullmatch(r"\d{4}(-\d\d){0,2}", text) for text in ticks.all_text_contents())


def test_the_keyboard_reaches_filters_and_download(watched: Watched) -> None:
    page = watched.open("measures")
    reached: set[str] = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("(document.activeElement.innerText || document.activeElement.ariaLabel || '').trim()")
        )
        if any("Download CSV" in text for text in reached):
            break
    assert any("United States" in text for text in reached)
    assert any("Download CSV" in text for text in reached)


def test_the_map_zooms_to_the_ports_with_its_own_shapes(watched: Watched) -> None:
    page = watched.page
    with page.expect_response(re.compile(r"/app/static/map/land-[0-9a-f]+\.json$")) as land:
        watched.open("transfers?tab=map&view=ports")
    assert land.value.ok
    page.locator(".js-plotly-plot canvas").first.wait_for()
