"""``tracker refresh [LIST …]``: bring official lists up to date, or take them from a folder."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.errors import TrackerError
from loaders.lists.registry import LISTS, official_list
from loaders.paths import CURATED, TABLES
from loaders.paths import LISTS as FOLDER

if TYPE_CHECKING:
    import argparse

    from loaders.lists.update import Outcome


class RefreshError(TrackerError):
    """A refresh that cannot be begun."""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "refresh", help="bring official lists up to date", description="Fetch official lists, accept or refuse each."
    )
    parser.add_argument("lists", nargs="*", metavar="LIST", help=f"lists to refresh (default: all): {', '.join(LISTS)}")
    parser.add_argument(
        "--from", dest="folder", type=Path, metavar="DIR", help="take the files from a folder, use no network"
    )
    parser.add_argument(
        "--lists", dest="out", type=Path, default=FOLDER, metavar="DIR", help="folder of the accepted extracts"
    )
    parser.add_argument("--tables", type=Path, default=TABLES, metavar="DIR", help="folder of the release")
    parser.add_argument("--curated", type=Path, default=CURATED, metavar="DIR", help="folder of curated facts")
    parser.add_argument("--no-build", action="store_true", help="do not build a release afterwards")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Refresh; returns 0, or 1 if a list was refused or could not be fetched (its last version stays in service).

    Raises:
        RefreshError: If the folder does not exist.
        ListError: If a list is unknown.
    """
    wanted = [official_list(name) for name in arguments.lists] or list(LISTS.values())
    if arguments.folder is not None and not arguments.folder.is_dir():
        raise RefreshError(f"{arguments.folder} is no folder")
    # Loaded here: the network and file libraries take longer to load than other commands to run.
    update = importlib.import_module("loaders.lists.update")
    archive = importlib.import_module("loaders.archive")
    resolve = importlib.import_module("loaders.resolve")
    desk = update.Desk(archive=archive.Archive(), out=arguments.out, watch=resolve.watch_of(arguments.curated))
    outcomes: list[Outcome] = update.refresh(wanted, desk, folder=arguments.folder)
    for outcome in outcomes:
        if outcome.result != update.ABSENT or arguments.lists:
            sys.stdout.write(f"{outcome.list_name}: {outcome.result}: {outcome.detail}\n")
    sound = any(outcome.result in (update.ACCEPTED, update.UNCHANGED) for outcome in outcomes)
    if sound and not arguments.no_build and not _is_current(arguments):
        build = importlib.import_module("loaders.build").build
        release = build(curated=arguments.curated, lists=arguments.out, out=arguments.tables)
        sys.stdout.write(f"release {release}\n")
    return int(any(outcome.result in (update.REFUSED, update.FAILED) for outcome in outcomes))


def _is_current(arguments: argparse.Namespace) -> bool:
    """Whether the release in service was made of the facts and extracts at hand; a killed refresh may have left it behind."""
    store, build = importlib.import_module("datasets.store"), importlib.import_module("loaders.build")
    try:
        inputs = store.read_manifest(arguments.tables)["inputs"]
    except store.StoreError:
        return False
    folders = (arguments.curated, arguments.out)
    made_of = {
        name: digest for name, digest in inputs.items() if name.startswith(tuple(f"{one.name}/" for one in folders))
    }
    at_hand = {name: digest for name, digest in build.digests(*folders).items() if name != "all"}
    return bool(made_of == at_hand)
