"""``tracker read LIST PATH``: an official file as tidy rows."""

from __future__ import annotations

import csv
import io
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from tqdm import tqdm

from loaders.lists.registry import LISTS, official_list
from loaders.lists.rows import COLUMNS, heading, to_cells, to_json, to_line

if TYPE_CHECKING:
    import argparse

    from loaders.lists.reading import Reading

HELD_IN_MEMORY: Final = 1 << 24
FORMATS: Final = ("table", "csv", "jsonl")


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "read", help="turn an official file into tidy rows", description="Read an official list file, or refuse it."
    )
    parser.add_argument("list_name", metavar="LIST", help=f"one of {', '.join(LISTS)}")
    parser.add_argument("path", metavar="PATH", type=Path, help="the file, or the folder of a set of files")
    parser.add_argument(
        "--format", choices=FORMATS, default="table", help="table (default), csv, or one JSON object per line"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write rows to stdout once the whole file has been read, everything else to stderr; returns 0.

    Raises:
        ListError: If the file is refused; then stdout stays empty.
    """
    reading = official_list(arguments.list_name).read(arguments.path)
    with tempfile.SpooledTemporaryFile(max_size=HELD_IN_MEMORY, mode="w+", encoding="utf-8", newline="") as held:
        _write(reading, held, arguments.format)
        held.seek(0)
        _copy(held)
    for line in reading.report():
        sys.stderr.write(line + "\n")
    return 0


def _write(reading: Reading, out: IO[str], kind: str) -> None:
    table = csv.writer(out, lineterminator="\n")
    if kind == "csv":
        table.writerow(COLUMNS)
    elif kind == "table":
        out.write(heading() + "\n")
    for entry in tqdm(
        reading, desc=reading.list_name, unit=" entries", total=reading.declared, disable=None, leave=False
    ):
        if kind == "csv":
            table.writerow(to_cells(entry))
        else:
            out.write((to_json(entry) if kind == "jsonl" else to_line(entry)) + "\n")
    deleted = f" and {reading.deleted:,} deletion notices" if reading.deleted else ""
    version = f", version {reading.version_raw}" if reading.version_raw else ""
    sys.stderr.write(f"{reading.list_name}: {reading.count:,} entries{deleted}{version}\n")


def _copy(held: IO[str]) -> None:
    """Copy to stdout as UTF-8; a reader that stops early (``| head``) is no fault."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    try:
        shutil.copyfileobj(held, sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
