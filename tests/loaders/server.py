"""A real HTTP server on loopback that answers from a script: one answer per request, the last one again and again."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType
    from typing import Self


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer.

    Attributes:
        status: Status code.
        body: Body as it is sent.
        headers: Further headers; ``Content-Length`` is that of the body unless given.
        etag: If the request asks for another than this, the answer is 304.
        waits: Event the server waits for before it answers; a test sets it at its end.
        cut: Bytes of the body after which the connection is closed.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    waits: threading.Event | None = None
    cut: int | None = None


@dataclass
class Server:
    """The server: answers by path, and the requests that came."""

    script: dict[str, list[Answer]] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    @property
    def root(self) -> str:
        """Address of the server, without a path."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def on(self, path: str, *answers: Answer) -> str:
        """Script a path; returns its address."""
        self.script[path] = list(answers)
        return self.root + path

    def asked(self, path: str) -> Sequence[dict[str, str]]:
        """Headers, names in small letters, of every request for a path."""
        return [headers for asked, headers in self.requests if asked == path]

    def answer(self, path: str) -> Answer:
        """The next answer for a path."""
        answers = self.script.get(path) or [Answer(status=404)]
        return answers.pop(0) if len(answers) > 1 else answers[0]


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        pass

    Handler.server_script = server
    return Handler


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_script: Server

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server_script.requests.append((self.path, headers))
        answer = self.server_script.answer(self.path)
        if answer.waits:
            answer.waits.wait(30)
        if answer.etag and headers.get("if-none-match") == answer.etag:
            answer = Answer(status=304)
        self._send(answer)

    def _send(self, answer: Answer) -> None:
        headers = {"Content-Length": str(len(answer.body))} | dict(answer.headers)
        if answer.etag:
            headers["ETag"] = answer.etag
        self.send_response(answer.status)
        for name, value in headers.items():
            if value and answer.status != 304:
                self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(answer.body[: answer.cut])
        self.close_connection = answer.cut is not None

    def log_message(self, *_: object) -> None:
        """Say nothing."""
