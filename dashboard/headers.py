"""Security headers on every answer; the page's language and the address of its server in its HTML."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.pages import BY_SLUG, PAGES
from datasets.columns import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

INDEX: Final = Path(st.__file__).parent / "static" / "index.html"
_INLINE: Final = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_LANG: Final = re.compile(rb"(?:^|&)lang=([a-z]{2})(?:&|$)")
_ASKED_FOR_LESS: Final = (b"accept-encoding", b"if-none-match", b"if-modified-since")
_OF_THE_BODY: Final = (b"content-length", b"etag", b"last-modified")


def language_script(language: str) -> str:
    """The constant script that switches the language of an open page; its hash stands in the policy."""
    return f"document.documentElement.lang='{language}'"


def server_script() -> str:
    """The constant script that tells a page where its server is: without it Streamlit tries addresses that do not exist."""
    slugs = "|".join(page.slug for page in PAGES)
    return (
        f'window.__streamlit={{BACKEND_BASE_URL:location.origin+location.pathname.replace(/\\/(?:{slugs})\\/?$/,"")}}'
    )


def policy(inline: Iterable[bytes]) -> str:
    """The content security policy.

    Args:
        inline: Inline scripts that may run.
    """
    digests = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in inline)
    scripts = " ".join(f"'sha256-{digest}'" for digest in digests)
    return "; ".join([
        "default-src 'none'", f"script-src 'self' {scripts}", "worker-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self' data:",
        "connect-src 'self'", "manifest-src 'self'", "media-src 'self'", "base-uri 'self'", "form-action 'self'",
        "frame-ancestors 'none'", "object-src 'none'",
    ])  # fmt: skip


def inline_scripts() -> list[bytes]:
    """Inline scripts of the installed page and our own constant ones."""
    ours = (server_script(), *(language_script(code) for code in LANGUAGES))
    return [*_INLINE.findall(INDEX.read_bytes()), *(script.encode() for script in ours)]


HEADERS: Final = {
    b"content-security-policy": policy(inline_scripts()).encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=()",
}


class Headers:
    """Middleware that adds the headers and completes pages."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; change its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        language = _asked_language(scope)
        if language:
            # The page is changed below: ask for plain bytes, neither compressed nor "not modified".
            kept = [(k, v) for k, v in scope["headers"] if k not in _ASKED_FOR_LESS]
            scope = {**scope, "headers": kept}
        await self.app(scope, receive, _Answer(send, language))


class _Answer:
    """Sends an answer with our headers; an HTML page in its language goes out when it is whole."""

    def __init__(self, send: Send, language: bytes | None) -> None:
        self.send, self.language = send, language
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        """Send one part."""
        if message["type"] == "http.response.start":
            message["headers"] = [
                *((k, v) for k, v in message["headers"] if k.lower() not in HEADERS),
                *HEADERS.items(),
            ]
            if self.language and _is_page(message):
                self.start = message
                return
        elif self.start is not None:
            self.body += message.get("body", b"")
            if message.get("more_body"):
                return
            message = await self._page()
        await self.send(message)

    async def _page(self) -> Message:
        """Send the start of the changed page; returns its body."""
        start = self.start or {}
        body = self.body.replace(b'<html lang="en">', b'<html lang="' + (self.language or b"en") + b'">', 1)
        body = body.replace(b"<head>", b"<head><script>" + server_script().encode() + b"</script>", 1)
        kept = [(k, v) for k, v in start["headers"] if k.lower() not in _OF_THE_BODY]
        await self.send({**start, "headers": [*kept, (b"content-length", str(len(body)).encode())]})
        return {"type": "http.response.body", "body": body}


def _asked_language(scope: Scope) -> bytes | None:
    """Language of a page that is asked for; ``None`` if no page is."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    page = scope["path"].strip("/").removeprefix(base).strip("/")
    if scope["method"] != "GET" or page not in {"", *BY_SLUG}:
        return None
    found = _LANG.search(scope["query_string"])
    return found[1] if found and found[1].decode() in LANGUAGES else b"en"


def _is_page(message: Message) -> bool:
    """Whether an answer is an HTML page."""
    types = [v for k, v in message["headers"] if k.lower() == b"content-type"]
    return message["status"] == 200 and any(v.startswith(b"text/html") for v in types)
