"""``tracker status``: the last check, version, count and refusals of every official list."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.lists.registry import LISTS
from loaders.paths import LISTS as FOLDER

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from loaders.archive import State
    from loaders.lists.shipped import Shipped

SHOWN_REFUSALS = 3


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("status", help="say of each official list what is in service and what was refused")
    parser.add_argument(
        "--lists", dest="out", type=Path, default=FOLDER, metavar="DIR", help="folder of the accepted extracts"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one paragraph per list; returns 0."""
    archive = importlib.import_module("loaders.archive").Archive()  # loaded here: others commands need no archive
    shipped = importlib.import_module("loaders.lists.shipped")
    for name, one in LISTS.items():
        lines = describe(archive.state(name), shipped.current(name, arguments.out))
        sys.stdout.write(f"{name} — {one.title}\n" + "".join(f"  {line}\n" for line in lines))
    return 0


def describe(state: State, version: Shipped | None) -> Iterator[str]:
    """Lines about one list.

    Args:
        state: What was checked and refused on this machine.
        version: The version in service, if there is one.
    """
    if version is None:
        yield "in service: none"
    else:
        basis = "" if version.version_basis == "stated" else f" ({version.version_basis})"
        deleted = f", {version.deleted:,} deletion notices" if version.deleted else ""
        yield f"in service: version {version.version or 'undated'}{basis}, {version.count:,} entries{deleted}"
        yield f"extract: {version.admitted:,} entries, {version.extract}"
        yield f"retrieved: {version.retrieved or 'from a file at hand'}"
    if state.checks:
        last = state.checks[-1]
        yield f"last check: {last['at']}, {last['result']}: {last['detail']}"
    else:
        yield "last check: none on this machine"
    for one in state.refusals[-SHOWN_REFUSALS:]:
        yield f"refused: {one['version']} on {one['at']}: {one['reason']}"
