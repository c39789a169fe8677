"""``tracker release``: keep the built release, once every change since the one before has a reason."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from loaders import paths

if TYPE_CHECKING:
    import argparse


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "release",
        help="keep the built release; refused while a change has no reason",
        description="Compare the built release with the one kept before and keep it, if every change has a reason.",
    )
    parser.add_argument("--curated", type=Path, default=paths.CURATED, metavar="DIR", help="folder of curated facts")
    parser.add_argument(
        "--lists", type=Path, default=paths.LISTS, metavar="DIR", help="folder of the accepted extracts"
    )
    parser.add_argument("--out", type=Path, default=paths.TABLES, metavar="DIR", help="folder of the release")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Keep the release; prints what changed by table and reason."""
    release = importlib.import_module("loaders.release")  # loaded here: it takes longer to load than others to run
    kept = release.keep(curated=arguments.curated, lists=arguments.lists, out=arguments.out)
    for (table, reason), number in sorted(kept.changes.items()):
        sys.stdout.write(f"{table}: {number} {reason}\n")
    since = f"; {kept.changes.total()} changes since release {kept.previous}" if kept.previous else "; the first one"
    sys.stdout.write(f"release {kept.release} kept{since}\n")
    return 0
