"""``tracker build``: curated facts and list extracts → the release that is served."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from datasets import store
from loaders import build, official_totals, paths

if TYPE_CHECKING:
    import argparse


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("build", help="build the release from curated facts and list extracts")
    parser.add_argument(
        "--verify", action="store_true", help="build elsewhere and compare with the release; write nothing"
    )
    parser.add_argument("--curated", type=Path, default=paths.CURATED, metavar="DIR", help="folder of curated facts")
    parser.add_argument(
        "--lists",
        type=Path,
        metavar="DIR",
        help="folder of accepted list extracts; by default `lists` beside the facts",
    )
    parser.add_argument("--out", type=Path, default=paths.TABLES, metavar="DIR", help="folder of the release")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Build or verify; prints the release id and, of a build, published totals that the listings held do not make up."""
    inputs = {"curated": arguments.curated, "lists": arguments.lists or arguments.curated.resolve().parent / "lists"}
    if arguments.verify:
        sys.stdout.write(f"release {build.verify(**inputs, out=arguments.out)} is what the facts give\n")
    else:
        sys.stdout.write(f"release {build.build(**inputs, out=arguments.out)} written\n")
        for line in official_totals.differences(store.open_release(arguments.out).frames):
            sys.stdout.write(f"{line}\n")
    return 0
