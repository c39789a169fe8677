"""What a rerun takes on the server: the requests of the browser's clicks, asked again over a bare websocket."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

LIMIT, QUIET = 60, 0.1  # seconds
MAX_MESSAGE: Final = 2**28


class RerunError(Exception):
    """A rerun ended in an exception of the app."""


@dataclass(frozen=True)
class Rerun:
    """One rerun.

    Attributes:
        milliseconds: From the request to the message that the run has ended.
        size: Size of the answer in bytes.
        messages: Messages of the answer.
    """

    milliseconds: float
    size: int
    messages: int


class Session:
    """One session of a Streamlit app, opened as a browser opened it."""

    def __init__(self, address: str, opening: bytes) -> None:
        self.connection: ClientConnection = connect(
            address, subprotocols=["streamlit", "0", "0"], max_size=MAX_MESSAGE, ping_interval=None  # type: ignore[list-item]
        )  # fmt: skip
        self.ask(opening)

    def ask(self, request: bytes) -> Rerun:
        """Send a request and read its answer to the end."""
        begin, size, messages = time.perf_counter(), 0, 0
        self.connection.send(request)
        while True:
            raw = self.connection.recv(LIMIT)
            moment = time.perf_counter()
            size, messages = size + len(raw), messages + 1
            message = ForwardMsg.FromString(bytes(raw, "utf-8") if isinstance(raw, str) else raw)
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
                raise RerunError(message.delta.new_element.exception.message)
            if kind == "script_finished":
                self._rest()
                return Rerun((moment - begin) * 1000, size, messages)

    def _rest(self) -> None:
        """Until the session is quiet: a request on the heels of an answer waits for TCP's delayed acknowledgement."""
        with suppress(TimeoutError):
            while True:
                self.connection.recv(QUIET)

    def close(self) -> None:
        """End the session."""
        self.connection.close()
