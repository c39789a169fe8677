"""``tracker propose``: list entries that may be known targets, as a file for a person to review."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.paths import CURATED
from loaders.paths import LISTS as FOLDER

if TYPE_CHECKING:
    import argparse


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "propose",
        help="propose list entries that may be known targets",
        description="Write a review file of unlinked list entries whose names are like those of a target. Merges nothing.",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="CSV file to write (default: standard output)")
    parser.add_argument("--lists", type=Path, default=FOLDER, metavar="DIR", help="folder of the accepted extracts")
    parser.add_argument("--curated", type=Path, default=CURATED, metavar="DIR", help="folder of curated facts")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the review file; conflicts of identifiers and references are named on the standard error."""
    # Loaded here: the libraries take longer to load than other commands to run.
    curated, complete, propose, resolve, shipped, archive = map(
        importlib.import_module,
        (
            "loaders.curated",
            "loaders.complete",
            "loaders.propose",
            "loaders.resolve",
            "loaders.lists.shipped",
            "loaders.archive",
        ),
    )
    tables = complete.complete(curated.read_folder(arguments.curated))
    entries = resolve.link(shipped.rows(arguments.lists), resolve.watch_from(tables, arguments.lists))
    for line in resolve.conflicts(entries):
        sys.stderr.write(f"conflict: {line}\n")
    candidates = propose.propose(entries, tables["targets"], tables["target_names"])
    text = propose.review_file(candidates)
    if arguments.out:
        archive.write_whole(arguments.out, text.encode())
    else:
        sys.stdout.write(text)
    sys.stderr.write(
        f"{len(candidates)} candidates of {sum(not one['target_id'] for one in entries)} unlinked entries\n"
    )
    return 0
