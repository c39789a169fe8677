"""Briefs as a reader gets them, taken apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import lxml.html

from dashboard.parts.book import BOOK

if TYPE_CHECKING:
    from starlette.testclient import TestClient

CLAIM = "claim-rok-mnd-2024-02-26-containers"
# Parts that are prose, and a search that asks nothing.
PROSE = ("method?tab=about", "method?tab=data", "search?")
VIEWS = [
    *(f"{slug}?tab={tab}" if tab else f"{slug}?" for slug, chapter in BOOK.items() for tab in chapter.tabs or ("",)),
    "search?q=munitions", f"record?id={CLAIM}",
]  # fmt: skip
PRINTED = [view for view in VIEWS if view not in PROSE]


def read(client: TestClient, view: str) -> Any:
    """A brief as a tree; fails unless it is one."""
    answer = client.get(f"/brief/{view}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    return lxml.html.document_fromstring(answer.content)


def words(tree: Any) -> str:
    """Its text, style apart."""
    return " ".join(tree.xpath("string(//body)").split())


def counted(tree: Any) -> list[int]:
    """Numbers of its count lines: each stands before an address of data."""
    lines = tree.xpath("//p[contains(@class, 'muted')][a[contains(@href, '/data/')]]/preceding-sibling::h2[1]")
    found = [re.search(r"[\d,]+", line.text_content()) for line in lines]
    return [int(number[0].replace(",", "")) for number in found if number]


def files(tree: Any) -> list[str]:
    """Addresses of the data that it prints, in order."""
    return [
        str(address) for address in tree.xpath("//h2/following-sibling::*[1][self::p]/a[contains(@href, '.csv')]/@href")
    ]
