"""Downloads against a real server on loopback: what it may answer, and what becomes of it."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest

from loaders.fetch import Policy, Validators, fetch, following, page
from loaders.lists.errors import FetchError
from tests.loaders.server import Answer, Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BODY = b"<?xml version='1.0'?><list>" + b"x" * 50_000 + b"</list>"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def policy(pauses: list[float]) -> Policy:
    """Three attempts, no real pauses: they are noted instead."""
    return Policy(connect=5, read=5, total=30, attempts=3, sleep=pauses.append)


def left(folder: Path) -> list[str]:
    """Names of what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def refused(address: str, folder: Path, policy: Policy) -> str:
    """The reason; nothing may be left in the folder."""
    with pytest.raises(FetchError) as caught:
        fetch(address, folder / "list.xml", policy=policy)
    assert not left(folder)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(address)
    return str(caught.value)


def test_a_file_is_brought_whole_with_its_digest(server: Server, policy: Policy, tmp_path: Path) -> None:
    address = server.on(
        "/list.xml", Answer(body=BODY, headers={"Last-Modified": "Wed, 01 Jul 2026 09:00:00 GMT"}, etag='"a"')
    )
    found = fetch(address, tmp_path / "list.xml", policy=policy)
    assert found is not None
    assert found.path.read_bytes() == BODY
    assert found.sha256 == hashlib.sha256(BODY).hexdigest()
    assert (found.bytes, found.etag, found.last_modified) == (len(BODY), '"a"', "Wed, 01 Jul 2026 09:00:00 GMT")
    assert left(tmp_path) == ["list.xml"]


def test_a_copy_that_is_still_the_newest_is_not_sent_again(server: Server, policy: Policy, tmp_path: Path) -> None:
    address = server.on("/list.xml", Answer(body=BODY, etag='"a"'))
    known = Validators(etag='"a"', last_modified="Wed, 01 Jul 2026 09:00:00 GMT")
    assert fetch(address, tmp_path / "list.xml", policy=policy, known=known) is None
    (asked,) = server.asked("/list.xml")
    assert asked["if-none-match"] == '"a"'
    assert asked["if-modified-since"] == "Wed, 01 Jul 2026 09:00:00 GMT"
    assert not left(tmp_path)


def test_a_web_page_with_status_200_is_refused_at_once(server: Server, policy: Policy, tmp_path: Path) -> None:
    address = server.on(
        "/list.xml", Answer(body=b"\n<!DOCTYPE HTML><html>busy</html>", headers={"Content-Type": "text/html"})
    )
    assert "web page" in refused(address, tmp_path, policy)
    assert len(server.asked("/list.xml")) == 1


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_lasting_refusal_is_not_tried_again(status: int, server: Server, policy: Policy, tmp_path: Path) -> None:
    address = server.on("/list.xml", Answer(status=status, body=b"no"))
    assert f"answered {status}" in refused(address, tmp_path, policy)
    assert len(server.asked("/list.xml")) == 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_passing_failure_is_tried_again_with_growing_pauses(
    status: int, server: Server, policy: Policy, pauses: list[float], tmp_path: Path
) -> None:
    address = server.on("/list.xml", Answer(status=status), Answer(status=status), Answer(body=BODY))
    assert fetch(address, tmp_path / "list.xml", policy=policy) is not None
    assert len(pauses) == 2
    assert policy.pause / 2 <= pauses[0] <= policy.pause <= pauses[1] <= 2 * policy.pause


def test_a_failure_that_does_not_pass_is_given_up(server: Server, policy: Policy, tmp_path: Path) -> None:
    address = server.on("/list.xml", Answer(status=500))
    assert refused(address, tmp_path, policy).endswith("answered 500 Internal Server Error; given up after 3 attempts")


def test_the_server_may_ask_for_a_pause_within_limits(
    server: Server, policy: Policy, pauses: list[float], tmp_path: Path
) -> None:
    soon, late = (Answer(status=503, headers={"Retry-After": wait}) for wait in ("7", "86400"))
    address = server.on("/list.xml", soon, late, Answer(body=BODY))
    assert fetch(address, tmp_path / "list.xml", policy=policy) is not None
    assert pauses == [7, policy.longest_pause]


def test_a_server_that_hangs_is_left(server: Server, policy: Policy, tmp_path: Path) -> None:
    end = threading.Event()
    address = server.on("/list.xml", Answer(body=BODY, waits=end))
    try:
        assert "Timeout" in refused(address, tmp_path, replace(policy, read=0.05, attempts=2))
    finally:
        end.set()
    assert len(server.asked("/list.xml")) == 2


def test_a_download_that_takes_too_long_in_all_is_left(server: Server, policy: Policy, tmp_path: Path) -> None:
    address = server.on("/list.xml", Answer(body=BODY))
    assert "took longer than 0 s" in refused(address, tmp_path, replace(policy, total=0))


def test_a_server_that_is_not_there(server: Server, policy: Policy, tmp_path: Path) -> None:
    gone = server.root
    server.__exit__(None, None, None)
    assert "the connection failed (ConnectError" in refused(f"{gone}/list.xml", tmp_path, policy)
    server.__enter__()


@pytest.mark.parametrize("tenth", range(10))
def test_a_body_cut_at_a_tenth_never_becomes_the_file(
    tenth: int, server: Server, policy: Policy, tmp_path: Path
) -> None:
    address = server.on("/list.xml", Answer(body=BODY, cut=len(BODY) * tenth // 10))
    assert "the connection failed" in refused(address, tmp_path, policy)


def test_a_cut_body_is_tried_again(server: Server, policy: Policy, tmp_path: Path) -> None:
    address = server.on("/list.xml", Answer(body=BODY, cut=100), Answer(body=BODY))
    found = fetch(address, tmp_path / "list.xml", policy=policy)
    assert found is not None
    assert found.path.read_bytes() == BODY


def test_an_empty_body_is_no_file(server: Server, policy: Policy, tmp_path: Path) -> None:
    assert "empty body" in refused(server.on("/list.xml", Answer()), tmp_path, policy)


def test_a_redirect_is_followed_from_the_first_address_each_time(
    server: Server, policy: Policy, tmp_path: Path
) -> None:
    """Signed storage addresses expire: the second attempt asks the publisher again, not the expired address."""
    old = server.on("/signed-1", Answer(status=403))
    new = server.on("/signed-2", Answer(body=BODY))
    address = server.on(
        "/list.xml", Answer(status=302, headers={"Location": old}), Answer(status=302, headers={"Location": new})
    )
    assert fetch(address, tmp_path / "list.xml", policy=policy) is not None
    assert [path for path, _ in server.requests] == ["/list.xml", "/signed-1", "/list.xml", "/signed-2"]


def test_redirects_in_a_loop_end(server: Server, policy: Policy, tmp_path: Path) -> None:
    address = server.on("/list.xml", Answer(status=302, headers={"Location": "/b"}))
    server.on("/b", Answer(status=302, headers={"Location": "/list.xml"}))
    assert "redirects in a loop" in refused(address, tmp_path, policy)
    assert len(server.requests) == policy.max_redirects + 1


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://127.0.0.1/x", "//"])
def test_a_redirect_to_another_kind_of_address_is_refused(
    target: str, server: Server, policy: Policy, tmp_path: Path
) -> None:
    refused(server.on("/list.xml", Answer(status=302, headers={"Location": target})), tmp_path, policy)


def test_a_redirect_from_https_to_http_is_refused() -> None:
    request = httpx.Request("GET", "https://127.0.0.1/list.xml")
    response = httpx.Response(302, headers={"Location": "http://127.0.0.1/list.xml"}, request=request)
    response.next_request = httpx.Request("GET", "http://127.0.0.1/list.xml")
    with pytest.raises(FetchError, match="from https to http; refused"):
        following(response, "https://127.0.0.1/list.xml")


def test_a_body_beyond_the_limit_is_refused_before_and_during(server: Server, policy: Policy, tmp_path: Path) -> None:
    small = replace(policy, max_bytes=1_000)
    assert "the file has 50," in refused(server.on("/list.xml", Answer(body=BODY)), tmp_path, small)
    chunk = b"c350\r\n" + b"x" * 50_000 + b"\r\n0\r\n\r\n"
    unsaid = Answer(body=chunk, headers={"Transfer-Encoding": "chunked", "Content-Length": ""})
    address = server.on("/chunked.xml", unsaid)
    with pytest.raises(FetchError):
        fetch(address, tmp_path / "list.xml", policy=small)
    assert not left(tmp_path)


@pytest.mark.parametrize("address", ["", "list.xml", "file:///etc/hostname", "http://"])
def test_what_is_no_address(address: str, policy: Policy, tmp_path: Path) -> None:
    with pytest.raises(FetchError):
        fetch(address, tmp_path / "list.xml", policy=policy)


def test_an_old_file_stays_until_the_new_one_is_whole(server: Server, policy: Policy, tmp_path: Path) -> None:
    target = tmp_path / "list.xml"
    target.write_bytes(b"old")
    with pytest.raises(FetchError):
        fetch(server.on("/list.xml", Answer(body=BODY, cut=9)), target, policy=policy)
    assert target.read_bytes() == b"old"
    assert left(tmp_path) == ["list.xml"]


def test_a_page_is_read_as_text_and_leaves_nothing(server: Server, policy: Policy, tmp_path: Path) -> None:
    address = server.on("/index.html", Answer(body="<!DOCTYPE html><a href='x.xlsx'>一覧</a>".encode()))
    assert "一覧" in page(address, tmp_path, policy=policy)
    assert not left(tmp_path)
