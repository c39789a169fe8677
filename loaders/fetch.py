"""The only module that opens a connection: an address becomes a verified file, or one clear reason why not.

Requests are conditional where the last answer allows it, have time limits, are tried again with growing pauses, follow
redirects from the original address each time (signed storage addresses expire), and stop at a size limit.
"""

from __future__ import annotations

import hashlib
import os
import random
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Never

import httpx
from tqdm import tqdm

from loaders.lists.errors import FetchError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

AGENT: Final = "dprk-russia-sanctions-response-tracker/1 (official lists; conditional requests)"
HEAD: Final = 256
PERMANENT: Final = (400, 401, 403, 404, 405, 410, 451)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Limits of one download.

    Attributes:
        connect: Seconds to connect.
        read: Seconds between two blocks.
        total: Seconds for one attempt.
        attempts: How often it is tried.
        pause: Seconds before the second attempt; doubled before each further one, and shortened by chance.
        longest_pause: Seconds no pause exceeds, whatever the server asks for.
        max_bytes: Largest body.
        max_redirects: Most hops of one attempt.
        sleep: Waits the given seconds.
    """

    connect: float = 15
    read: float = 60
    total: float = 900
    attempts: int = 5
    pause: float = 2
    longest_pause: float = 60
    max_bytes: int = 512 << 20
    max_redirects: int = 8
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, kw_only=True)
class Validators:
    """What the last answer said of the file: for a conditional request."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """A file that was brought: where it lies, its digest and size, and what the server said of it."""

    path: Path
    sha256: str
    bytes: int
    etag: str | None
    last_modified: str | None


class _AgainError(Exception):
    """An attempt failed in a way that may pass."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


def fetch(
    address: str, target: Path, *, policy: Policy | None = None, known: Validators | None = None, is_page: bool = False
) -> Fetched | None:
    """Bring a file.

    Args:
        address: http or https address.
        target: Where the file shall lie; it appears there only when it is whole.
        policy: Limits.
        known: Validators of the copy at hand.
        is_page: Whether a web page is wanted; for a file, one is refused.

    Returns:
        The file, or ``None`` if the server says that the copy at hand is still the newest.

    Raises:
        FetchError: With the reason, when trying again is of no use or no longer allowed.
    """
    limits = policy or Policy()
    reason = ""
    for attempt in range(limits.attempts):
        try:
            with httpx.Client(
                timeout=httpx.Timeout(limits.read, connect=limits.connect), follow_redirects=False
            ) as client:
                return _attempt(client, address, target, limits=limits, known=known or Validators(), is_page=is_page)
        except _AgainError as error:
            reason = str(error)
            if attempt + 1 < limits.attempts:
                limits.sleep(_pause(attempt, error.wait, limits))
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise FetchError(f"{address}: is no address to fetch from ({error})") from None
    raise FetchError(f"{address}: {reason}; given up after {limits.attempts} attempts")


def _pause(attempt: int, wait: float | None, limits: Policy) -> float:
    pause = limits.pause * 2**attempt * random.uniform(0.5, 1.0) if wait is None else wait  # noqa: S311 - no secret
    return min(pause, limits.longest_pause)


def _attempt(
    client: httpx.Client, address: str, target: Path, *, limits: Policy, known: Validators, is_page: bool
) -> Fetched | None:
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    deadline = time.monotonic() + limits.total
    try:
        request = client.build_request("GET", address, headers=headers)
        for hop in range(limits.max_redirects + 1):
            response = client.send(request, stream=True)
            try:
                if not response.has_redirect_location:  # 304 is no redirect
                    return _answer(
                        response, address, target, redirected=hop > 0, limits=limits, deadline=deadline, is_page=is_page
                    )
                request = following(response, address)
            finally:
                response.close()
    except (httpx.TransportError, httpx.DecodingError) as error:
        if isinstance(error, httpx.UnsupportedProtocol):
            raise
        raise _AgainError(f"the connection failed ({type(error).__name__}: {error})") from None
    raise FetchError(f"{address}: redirects in a loop (more than {limits.max_redirects} hops)")


def following(response: httpx.Response, address: str) -> httpx.Request:
    """The request a redirect asks for.

    Raises:
        FetchError: If it leads nowhere, or from https to something weaker.
    """
    request = response.next_request
    if request is None:
        raise FetchError(f"{address}: redirects to nowhere")
    if response.request.url.scheme == "https" and request.url.scheme != "https":
        raise FetchError(f"{address}: redirects from https to {request.url.scheme}; refused")
    return request


def _answer(
    response: httpx.Response,
    address: str,
    target: Path,
    *,
    redirected: bool,
    limits: Policy,
    deadline: float,
    is_page: bool,
) -> Fetched | None:
    code = response.status_code
    if code == httpx.codes.NOT_MODIFIED:
        return None
    if code != httpx.codes.OK:
        reason = f"the server answered {code} {response.reason_phrase}".strip()
        if code in PERMANENT and not redirected:  # a signed storage address may have expired: then it is tried anew
            raise FetchError(f"{address}: {reason}")
        raise _AgainError(reason, _asked_wait(response))
    size = int(response.headers.get("Content-Length") or 0)
    if size > limits.max_bytes:
        raise FetchError(f"{address}: the file has {size:,} bytes, more than {limits.max_bytes:,}; refused")
    return _save(response, address, target, limits=limits, deadline=deadline, is_page=is_page)


def _asked_wait(response: httpx.Response) -> float | None:
    wait = response.headers.get("Retry-After", "")
    return float(wait) if wait.isdecimal() else None


def _bar(name: str, response: httpx.Response, *, is_page: bool) -> tqdm[Never]:
    size = int(response.headers.get("Content-Length") or 0) or None
    return tqdm(desc=name, total=size, unit="B", unit_scale=True, leave=False, disable=True if is_page else None)


def _save(
    response: httpx.Response, address: str, target: Path, *, limits: Policy, deadline: float, is_page: bool
) -> Fetched:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    sha, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as file, _bar(target.name, response, is_page=is_page) as bar:
            for block in response.iter_bytes():
                if not size and not is_page:
                    _refuse_page(block, address)
                size += len(block)
                if size > limits.max_bytes:
                    raise FetchError(f"{address}: the body exceeds {limits.max_bytes:,} bytes; refused")
                if time.monotonic() > deadline:
                    raise _AgainError(f"the download took longer than {limits.total:g} s")
                sha.update(block)
                file.write(block)
                bar.update(len(block))
            file.flush()
            os.fsync(file.fileno())
        if not size:
            raise _AgainError("the server sent an empty body")
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)
    return Fetched(
        path=target, sha256=sha.hexdigest(), bytes=size, etag=response.headers.get("ETag"),
        last_modified=response.headers.get("Last-Modified"),
    )  # fmt: skip


def _refuse_page(block: bytes, address: str) -> None:
    if block[:HEAD].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise FetchError(f"{address}: the server answered with a web page, not the file; it may be busy or refusing")


def page(address: str, folder: Path, *, policy: Policy | None = None) -> str:
    """The text of a page or search answer that names the file to fetch.

    Args:
        address: Its address.
        folder: Where it may lie meanwhile.
        policy: Limits.

    Raises:
        FetchError: If it cannot be brought.
    """
    target = folder / "page.html"
    fetch(address, target, policy=policy, is_page=True)
    text = target.read_bytes().decode("utf-8", errors="replace")
    target.unlink()
    return text


@cache
def _trust() -> ssl.SSLContext:
    """Certificates to trust; reading them once is enough."""
    return httpx.create_ssl_context()


def probe(address: str, *, policy: Policy | None = None) -> tuple[int | None, str]:
    """How an address answers: status and reason after redirects; no status, and why, if nobody answers.

    Asks for the head; where that is refused, for the page, whose body is not read.
    """
    limits = policy or Policy()
    times = httpx.Timeout(limits.read, connect=limits.connect)
    try:
        with httpx.Client(
            timeout=times, verify=_trust(), follow_redirects=True, max_redirects=limits.max_redirects,
            headers={"User-Agent": AGENT},
        ) as client:  # fmt: skip
            head = client.head(address)
            if head.is_success:
                return head.status_code, head.reason_phrase
            with client.stream("GET", address) as answer:
                return answer.status_code, answer.reason_phrase
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return None, f"{type(error).__name__}: {error}".rstrip(": ")
