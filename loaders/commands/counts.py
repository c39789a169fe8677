"""``tracker counts``: what the release holds, as the README states it."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from datasets import store
from datasets.definitions.responses import TRACKED
from loaders.errors import TrackerError
from loaders.paths import DATASETS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

README = DATASETS.parent / "README.md"
BEGIN, END = "<!-- counts: tracker counts --write -->", "<!-- /counts -->"
SHOWN = ("measures", "listings", "targets", "claims", "stances", "events", "provisions", "sources", "list_entries")


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("counts", help="print what the shipped release holds")
    parser.add_argument("--write", action="store_true", help="put it into the README")
    parser.add_argument("--check", action="store_true", help="status 1 if the README states something else")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print, write or check the counts."""
    text = "\n".join(lines())
    if not (arguments.write or arguments.check):
        sys.stdout.write(f"{text}\n")
        return 0
    before = README.read_text(encoding="utf-8")
    after = re.sub(
        f"({re.escape(BEGIN)}\n).*?({re.escape(END)})", lambda m: f"{m[1]}{text}\n{m[2]}", before, flags=re.DOTALL
    )
    if arguments.write:
        README.write_text(after, encoding="utf-8")
    elif before != after:
        raise TrackerError("README.md states other counts than the release holds: run `tracker counts --write`")
    return 0


def lines() -> Iterator[str]:
    """The counts as a Markdown table, with release and data-through day."""
    try:
        release = store.open_release(store.SHIPPED)
    except store.StoreError as error:
        raise TrackerError(str(error)) from None
    yield f"Release `{release.id}`, announcements of the four checked through {release.manifest['data_through']}:"
    yield ""
    yield "| " + " | ".join(name.replace("_", " ") for name in SHOWN) + " |"
    yield "|" + "---:|" * len(SHOWN)
    yield "| " + " | ".join(f"{release.rows[name]:,}" for name in SHOWN) + " |"
    yield ""
    per = {name: _by_jurisdiction(release, name) for name in ("measures", "listings")}
    parts = (f"{j} {per['measures'].get(j, 0)} measures and {per['listings'].get(j, 0)} listings" for j in TRACKED)
    yield f"Of these {'; '.join(parts)}; the rest are context lanes (UK, UN, joint)."


def _by_jurisdiction(release: store.Release, name: str) -> dict[str, int]:
    """Rows by jurisdiction."""
    counted = release.table(name).group_by("jurisdiction").agg(n=nw.len()).sort("jurisdiction")
    return {row["jurisdiction"]: row["n"] for row in store.rows(counted)}
