"""From a name in Hangul to the record that carries it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from playwright.sync_api import Position, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Watched

LINK: Final[Position] = {"x": 78, "y": 50}  # in the grid: the link to the record of the first row, beside its score


def test_a_name_typed_in_hangul_leads_to_its_record(watched: Watched) -> None:
    page = watched.open("search?lang=ko")
    page.get_by_role("textbox", name="검색").fill("김영복")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?.*q=%EA%B9%80%EC%98%81%EB%B3%B5"))
    expect(page.get_by_text(re.compile(r"^검색 결과 \d+건$"))).to_be_visible()
    expect(page.get_by_test_id("glide-cell-3-0")).to_have_text("김영복")
    grid = page.get_by_test_id("stDataFrame")
    grid.hover(position=LINK)
    expect(grid.get_by_test_id("data-grid-canvas")).to_have_css("cursor", "pointer")
    with page.expect_popup() as opened:
        grid.click(position=LINK)
    record = opened.value
    expect(record).to_have_url(re.compile(r"/record\?.*id=person-kim-yong-bok"))
    expect(record.get_by_role("heading", name="KIM Yong Bok").first).to_be_visible()
    expect(record.get_by_text("김영복").first).to_be_visible()
