"""``tracker`` or ``tracker serve``: the app on an address of this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from loaders.errors import TrackerError
from loaders.paths import DATASETS

if TYPE_CHECKING:
    import argparse

APP = DATASETS.parent / "dashboard" / "app.py"
MAX_PORT = 65_535


class AddressError(TrackerError):
    """The address to serve on is none."""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("serve", help="serve the app (the default)")
    parser.add_argument(
        "--host", default=os.environ.get("TRACKER_HOST") or "127.0.0.1", help="default 127.0.0.1, or TRACKER_HOST"
    )
    parser.add_argument(
        "--port", default=os.environ.get("TRACKER_PORT") or "8501", help="default 8501, or TRACKER_PORT"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> NoReturn:
    """Become the server; does not return."""
    if not arguments.port.isascii() or not arguments.port.isdigit() or not 0 < int(arguments.port) <= MAX_PORT:
        raise AddressError(f"{arguments.port!r} is no port; give a number from 1 to {MAX_PORT}")
    words = [sys.executable, "-m", "streamlit", "run", str(Path(APP)),
             "--server.address", arguments.host, "--server.port", arguments.port]  # fmt: skip
    sys.stdout.flush()
    os.execv(sys.executable, words)  # noqa: S606 - the server replaces this process, so signals reach it
