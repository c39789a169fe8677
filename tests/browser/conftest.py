"""The shipped release, served as a user would serve it, and a browser that lets nothing out."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
TRACKER = Path(sys.executable).parent / "tracker"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
START_LIMIT = 90


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test here, and skip it with the remedy where there is no browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium found (Debian: apt install chromium)"))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of the running app."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [str(TRACKER), "serve", "--port", str(port)]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(words, env={**os.environ, "TRACKER_TABLES": ""}, stdout=log, stderr=log)
        try:
            _wait(port, process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def _wait(port: int, process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    """Until the app is ready; fails with what it printed if it ends or takes too long."""
    begin = time.monotonic()
    while time.monotonic() - begin < START_LIMIT:
        if process.poll() is not None:
            break
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/ready")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
    process.kill()
    log.seek(0)
    pytest.fail(f"the app did not become ready: {log.read().decode()[-2000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield made
        made.close()


@dataclass
class Watched:
    """A page, with everything that went wrong in it."""

    page: Page
    base: str
    wrong: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to an address and wait until the app has drawn it."""
        self.page.goto(f"{self.base}/{path}", wait_until="load")
        self.settled()
        return self.page

    def settled(self) -> None:
        """Until the heading stands, no script is running, and no part is a placeholder any more.

        Controls, charts and tables are drawn by parts of the front end that are fetched when first
        needed, after the script has ended; until then a placeholder stands that no key reaches.
        """
        self.page.locator("h1").first.wait_for()
        self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0)

    def on_console(self, message: ConsoleMessage) -> None:
        """Note errors and policy violations."""
        if message.type == "error":
            self.wrong.append(f"console: {message.text}")

    def on_request(self, request: Request) -> None:
        """Note every request to another place."""
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.wrong.append(f"outside request: {request.url}")


@pytest.fixture
def watched(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A fresh page; the test fails at its end if anything went wrong in it."""
    options: dict[str, Any] = getattr(request, "param", {})
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 1000}, "accept_downloads": True, **options})
    made = Watched(context.new_page(), server)
    made.page.on("console", made.on_console)
    made.page.on("pageerror", lambda error: made.wrong.append(f"page error: {error}"))
    made.page.on("request", made.on_request)
    yield made
    context.close()
    assert not made.wrong
