"""``tracker cite verify``: recompute what a citation names and say whether it still agrees."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from datasets import citation, store
from loaders.errors import TrackerError

if TYPE_CHECKING:
    import argparse


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("cite", help="check a citation against a release")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="recompute the rows; prints OK or the difference")
    verify.add_argument("citation", help="the citation, as a page or bundle gives it; - reads it from stdin")
    verify.add_argument("--release", type=Path, metavar="DIR", help="folder of the release; default the one in service")
    verify.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Verify; 0 and ``OK`` if the release gives the same rows, else 1 and the difference."""
    text = sys.stdin.read() if arguments.citation == "-" else arguments.citation
    try:
        named = citation.read(text)
        release = _release(arguments.release or store.folder_of_release(), named.release)
        found = citation.differences(release, named)
    except (citation.CitationError, store.StoreError) as error:
        raise TrackerError(str(error)) from None
    sys.stdout.write("OK\n" if not found else "".join(f"{line}\n" for line in found))
    return 1 if found else 0


def _release(folder: Path, wanted: str) -> store.Release:
    """The release that a citation names, if the store keeps it; else the one in service."""
    return store.open_release(folder, release=wanted if wanted in store.kept_releases(folder) else None)
