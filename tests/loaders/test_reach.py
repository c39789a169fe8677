"""Asking addresses: how one answers on a real server, what counts as dead, and that no network is said to be none."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from loaders import cli, reach
from loaders.curated import read_folder
from loaders.fetch import Policy, probe
from tests.conftest import MINI_FACTS
from tests.loaders.facts import add, change, mini

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUICK = Policy(connect=5, read=5, max_redirects=3)
STATUS = {"/fine": 200, "/gone": 404, "/refuses": 403, "/broken": 500, "/no-head": 200, "/teapot": 418}


class Handler(BaseHTTPRequestHandler):
    """Statuses by path; the page ``/no-head`` knows no HEAD."""

    asked: list[tuple[str, str]]

    def do_HEAD(self) -> None:
        self._answer(405 if self.path == "/no-head" else None)

    def do_GET(self) -> None:
        self._answer(None)

    def _answer(self, status: int | None) -> None:
        self.asked.append((self.command, self.path))
        place = {"/moved": "/fine", "/loop": "/loop"}.get(self.path)
        self.send_response(302 if place else status or STATUS.get(self.path, 404))
        if place:
            self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def root() -> Iterator[str]:
    Handler.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(("path", "status", "commands"), [
    ("/fine", 200, ["HEAD"]), ("/gone", 404, ["HEAD", "GET"]), ("/no-head", 200, ["HEAD", "GET"]), ("/refuses", 403, ["HEAD", "GET"]),
    ("/moved", 200, ["HEAD", "HEAD"]),
])  # fmt: skip
def test_an_address_is_asked_for_its_head_and_if_that_fails_for_the_page(
    root: str, path: str, status: int, commands: list[str]
) -> None:
    assert probe(root + path, policy=QUICK)[0] == status
    assert [command for command, _ in Handler.asked] == commands


def test_a_redirect_in_a_loop_and_a_closed_port_have_no_status(root: str) -> None:
    assert probe(f"{root}/loop", policy=QUICK)[0] is None
    status, why = probe("http://127.0.0.1:1/", policy=QUICK)
    assert (status, why.partition(":")[0]) == (None, "ConnectError")
    assert probe("http://127.0.0.1:port/", policy=QUICK)[0] is None


def facts(tmp_path: Path, **answers: tuple[int | None, str]) -> tuple[reach.Reached, list[str]]:
    """What is told of the mini facts, whose three addresses end in the words given."""
    asked: list[str] = []

    def ask(address: str) -> tuple[int | None, str]:
        asked.append(address)
        return answers.get(address.rsplit("/", 1)[1], (200, "OK"))

    return reach.reach(read_folder(mini(tmp_path)), ask=ask), asked


def test_dead_addresses_are_told_with_file_line_source_and_reason(tmp_path: Path) -> None:
    found, asked = facts(tmp_path, one=(404, "Not Found"), two=(None, "ConnectError: refused"))
    assert (found.asked, len(asked), found.refused) == (3, 3, 0)
    first, second = map(str, found.dead)
    assert first == "sources/f.yaml:2: src-one: url: https://example.org/one: the server answered 404 Not Found"
    assert second.endswith("https://wire.example/two: no answer (ConnectError: refused)")


@pytest.mark.parametrize(("status", "dead", "refused"), [
    (200, 0, 0), (301, 0, 0), (401, 0, 1), (403, 0, 1), (404, 1, 0), (405, 0, 1), (410, 1, 0), (418, 0, 1), (429, 0, 1), (451, 0, 1),
    (500, 1, 0), (502, 1, 0), (503, 0, 1),
])  # fmt: skip
def test_who_refuses_a_program_is_not_dead(tmp_path: Path, status: int, dead: int, refused: int) -> None:
    found, _ = facts(tmp_path, three=(status, ""))
    assert (len(found.dead), found.refused) == (dead, refused)


def test_without_any_answer_no_network_is_there_and_no_more_is_asked(tmp_path: Path) -> None:
    folder = mini(tmp_path)
    rows = [{"source_id": f"src-{n}", "url": f"https://h{n % 7}.example/{n}", "publisher": f"P{n % 7}", "language": "en",
             "kind": "web_page", "tier": "direct_report"} for n in range(40)]  # fmt: skip
    add(folder, "sources", *rows)
    asked: list[str] = []

    def ask(address: str) -> tuple[int | None, str]:
        asked.append(address)
        return None, "ConnectError"

    assert reach.reach(read_folder(folder), ask=ask) == reach.Reached(0, [], 0)
    assert len(asked) == reach.SCOUTS
    assert len({address.split("/")[2] for address in asked}) == reach.SCOUTS


def test_hosts_take_turns(tmp_path: Path) -> None:
    folder = mini(tmp_path)
    change(folder, "sources", "src-one", archived_url="https://example.org/copy")
    places = [address for _, _, address in reach.addresses(read_folder(folder))]
    assert places[-1] == "https://example.org/copy"
    assert len(places) == 4


def test_an_error_while_asking_ends_the_asking() -> None:
    def ask(_: str) -> tuple[int | None, str]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reach.reach(read_folder(MINI_FACTS), ask=ask)


def test_the_command_tells_dead_addresses_with_status_one(
    root: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = mini(tmp_path)
    for key, path in (("src-one", "/fine"), ("src-two", "/gone"), ("src-three", "/refuses")):
        change(folder, "sources", key, url=f"{root}{path}", publisher="Example")
    assert cli.main(["check", "--curated", str(folder), "--links"]) == 1
    out = capsys.readouterr().out
    assert f"src-two: url: {root}/gone: the server answered 404" in out
    assert out.endswith("3 addresses asked: 1 dead, 1 answer but refuse a program\n")


def test_the_command_says_that_no_network_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = mini(tmp_path)
    for n, key in enumerate(("src-one", "src-two", "src-three"), start=1):
        change(folder, "sources", key, url=f"http://127.0.0.1:{n}/{n}", publisher=f"P{n}")
    assert cli.main(["check", "--curated", str(folder), "--links"]) == 0
    assert capsys.readouterr().out.endswith("no network is there: only the form of 3 addresses was checked\n")
