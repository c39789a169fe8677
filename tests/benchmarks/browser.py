"""Clicks in Chromium, timed by a probe in the page from the mouse to the correct screen."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Locator, Page

    from tests.benchmarks.walks import Click

PROBE: Final = Path(__file__).parent / "probe.js"
FLAGS: Final = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
)  # fmt: skip
WIDTH, HEIGHT = 1400, 1500
LIMIT: Final = 30_000  # milliseconds for one screen
QUIET: Final = 120  # milliseconds without a message after which a page rests


class WrongScreenError(Exception):
    """A click did not bring the correct screen; such a run has no result."""


@dataclass(frozen=True)
class Timing:
    """One click, in milliseconds after the mouse.

    Attributes:
        ended: The frame after the one in which chart, table and count were right.
        chart: Chart right in the page.
        table: Table right in the page.
        count: Count right in the page.
        sent: Request sent to the server.
        received: Last message of the answer received.
        size: Size of the answer in bytes.
        messages: Messages of the answer.
        request: The request, for asking again without a browser.
    """

    ended: float
    chart: float
    table: float
    count: float
    sent: float
    received: float
    size: int
    messages: int
    request: bytes


@contextmanager
def chromium() -> Iterator[BrowserContext]:
    """A browser window that every measured page shares."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=_program(), args=list(FLAGS))
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
        context.add_init_script(path=PROBE)
        try:
            yield context
        finally:
            browser.close()


def _program() -> str:
    """Path of Chromium, installed from Debian's packages where it is absent."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None and shutil.which("apt-get") and os.geteuid() == 0:
        sys.stdout.write("Chromium is absent: apt-get install -y chromium\n")
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=True, stdout=subprocess.DEVNULL)
        found = shutil.which("chromium")
    if found is None:
        raise RuntimeError("no Chromium found (Debian: apt install chromium)")
    return found


class Tab:
    """One page of the product or the floor."""

    def __init__(self, context: BrowserContext, address: str, query: list[tuple[str, str]]) -> None:
        self.page: Page = context.new_page()
        self.page.goto(f"{address}?{urlencode(query)}" if query else address, wait_until="commit")
        self.page.wait_for_selector(".js-plotly-plot .main-svg", timeout=LIMIT)
        self.page.wait_for_selector("[data-testid=stDataFrame] canvas", timeout=LIMIT)
        self.rest()

    @property
    def opening(self) -> bytes:
        """The request that opened the page."""
        return base64.b64decode(self.page.evaluate("bench.opening()"))

    def click(self, click: Click) -> Timing:
        """Click, and wait for the correct screen.

        Raises:
            WrongScreenError: If it does not come.
        """
        target = self._prepared(click)
        self.rest()
        self.page.bring_to_front()
        self.page.evaluate("want => bench.arm(want)", click.screen.wanted())
        target.click()
        if not self.page.evaluate("limit => bench.done(limit)", LIMIT):
            seen = self.page.evaluate("bench.seen()")
            verb = "choosing" if click.adds else "taking away"
            raise WrongScreenError(f"{verb} {click.label}: wanted {click.screen.wanted()}, on screen {seen}")
        self.rest()
        found: dict[str, Any] = self.page.evaluate("bench.result()")
        return Timing(**{**found, "request": base64.b64decode(found["request"])})

    def rest(self) -> None:
        """Until the page has nothing left to do."""
        if not self.page.evaluate(f"bench.rest({QUIET}, {LIMIT})"):
            raise WrongScreenError(f"{self.page.url} does not come to rest")

    def close(self) -> None:
        """Leave the page."""
        self.page.close()

    def _prepared(self, click: Click) -> Locator:
        """Where to click; a list of options is opened first, as a reader would."""
        box = self.page.locator(f".st-key-w-{click.parameter}-en")
        checkbox = self.page.locator(f".st-key-{click.code} label")
        if checkbox.count():
            return checkbox
        exact = self.page.get_by_text(click.label, exact=True)
        if not box.locator("[data-testid=stMultiSelect]").count():
            return box.locator("button").filter(has=exact)
        self.page.keyboard.press("Escape")
        if not click.adds:
            return box.locator(f"button[aria-label='Remove {click.label}']")
        box.locator("input[role=combobox]").click()
        self.page.keyboard.insert_text(click.label)
        return self.page.locator("[role=option]").filter(has=exact)
