"""``tracker build``: curated facts and list extracts → the release that is served."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from loaders import build, paths

if TYPE_CHECKING:
    import argparse


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("build", help="build the release from curated facts and list extracts")
    parser.add_argument(
        "--verify", action="store_true", help="build elsewhere and compare with the release; write nothing"
    )
    parser.add_argument("--curated", type=Path, default=paths.CURATED, metavar="DIR", help="folder of curated facts")
    parser.add_argument("--out", type=Path, default=paths.TABLES, metavar="DIR", help="folder of the release")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Build or verify; prints the release id."""
    if arguments.verify:
        sys.stdout.write(
            f"release {build.verify(curated=arguments.curated, out=arguments.out)} is what the facts give\n"
        )
    else:
        sys.stdout.write(f"release {build.build(curated=arguments.curated, out=arguments.out)} written\n")
    return 0
