"""``tracker check``: read every curated fact and say what is wrong with it."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from loaders import checks, reasons
from loaders.curated import CuratedError, read_folder
from loaders.paths import CURATED

if TYPE_CHECKING:
    from loaders.curated import Problem


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("check", help="check the curated facts; status 1 and one line per problem if any")
    parser.add_argument("--curated", type=Path, default=CURATED, metavar="DIR", help="folder of curated facts")
    parser.add_argument("--only", metavar="PART", help="report only problems of files whose name contains PART")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check; prints counts and returns 0, or raises :class:`CuratedError`."""
    records = read_folder(arguments.curated)
    reasons.read(arguments.curated)
    problems: list[Problem] = checks.check(records)
    if arguments.only:
        problems = [problem for problem in problems if arguments.only in problem.file]
    if problems:
        raise CuratedError(problems)
    counts = Counter(record.table for record in records)
    sys.stdout.write(", ".join(f"{n} {table}" for table, n in sorted(counts.items())) + ": no problem found\n")
    return 0
