"""The product and the floor app as processes of their own, each on a free port of this machine."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[2]
START_LIMIT: Final = 60
FLOOR: Final = (
    "--server.address", "127.0.0.1", "--server.headless", "true", "--server.fileWatcherType", "none",
    "--browser.gatherUsageStats", "false", "--client.toolbarMode", "minimal", "--runner.postScriptGC", "false",
)  # fmt: skip


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes:
        port: Its port.
        process: Its process.
    """

    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        """Address of its pages."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def socket(self) -> str:
        """Address of Streamlit's websocket."""
        return f"ws://127.0.0.1:{self.port}/_stcore/stream"

    @property
    def megabytes(self) -> float:
        """Memory it holds."""
        words = ["ps", "-o", "rss=", "-p", str(self.process.pid)]
        return int(subprocess.run(words, check=True, capture_output=True, text=True).stdout) * 1024 / 1e6


@contextmanager
def product(folder: Path) -> Iterator[Server]:
    """The tracker over a release folder."""
    words = [sys.executable, "-m", "loaders.cli", "serve", "--host", "127.0.0.1", "--port"]
    with _served(words, "/ready", {"TRACKER_TABLES": str(folder)}) as server:
        yield server


@contextmanager
def floor(listings: Path) -> Iterator[Server]:
    """The floor app over a file of listings."""
    app = Path(__file__).parent / "floor.py"
    words = [sys.executable, "-m", "streamlit", "run", str(app), *FLOOR, "--server.port"]
    with _served(words, "/_stcore/health", {"BENCH_LISTINGS": str(listings)}) as server:
        yield server


@contextmanager
def _served(words: list[str], ready: str, environment: dict[str, str]) -> Iterator[Server]:
    """A server from its first good answer to the end of the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [*words, str(port)], cwd=ROOT, env={**os.environ, **environment}, stdout=log, stderr=log
        )
        try:
            fault = _fault(process, port, ready)
            if fault:
                log.seek(0)
                raise RuntimeError(f"{' '.join(words[1:4])}: {fault}; it printed: {log.read()[-2000:].decode()}")
            yield Server(port, process)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _fault(process: subprocess.Popen[bytes], port: int, path: str) -> str:
    """Wait for the first answer of 200; what came instead when the process ended or time was up."""
    end, fault = time.monotonic() + START_LIMIT, "no answer"
    while time.monotonic() < end and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            if answer.status == http.HTTPStatus.OK:
                return ""
            fault = f"{path} answers {answer.status}: {answer.read(2000).decode()}"
        except OSError as error:
            fault = f"{path}: {error}"
        finally:
            connection.close()
        time.sleep(0.05)  # between two tries; what is waited for is the answer
    return fault
