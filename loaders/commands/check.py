"""``tracker check``: read every curated fact and say what is wrong with it; on request, what is missing or gone."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from loaders import checks, reasons
from loaders.curated import CuratedError, read_folder
from loaders.paths import CURATED

if TYPE_CHECKING:
    import argparse

    from loaders.curated import Problem, Record


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("check", help="check the curated facts; status 1 and one line per problem if any")
    parser.add_argument("--curated", type=Path, default=CURATED, metavar="DIR", help="folder of curated facts")
    parser.add_argument("--only", metavar="PART", help="report only problems of files whose name contains PART")
    parser.add_argument("--gaps", action="store_true", help="print what was not checked, not read or not covered")
    parser.add_argument("--links", action="store_true", help="ask every source address whether it still answers")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check; prints counts and returns 0, or raises :class:`CuratedError`; 1 if an address is dead."""
    records = read_folder(arguments.curated)
    reasons.read(arguments.curated)
    problems: list[Problem] = checks.check(records)
    if arguments.only:
        problems = [problem for problem in problems if arguments.only in problem.file]
    if problems:
        raise CuratedError(problems)
    counts = Counter(record.table for record in records)
    sys.stdout.write(", ".join(f"{n} {table}" for table, n in sorted(counts.items())) + ": no problem found\n")
    if checks.borders_unchecked():
        sys.stdout.write("no map is installed: coordinates were not compared with countries\n")
    if arguments.gaps:
        _gaps(records)
    return _links(records) if arguments.links else 0


def _gaps(records: list[Record]) -> None:
    """Print what the ledger does not hold."""
    from datasets import store  # noqa: PLC0415 - only this option needs the engine
    from datasets.schema import CURATED as TABLES  # noqa: PLC0415
    from loaders import build, gap_report  # noqa: PLC0415
    from loaders.complete import complete  # noqa: PLC0415

    rows = complete(records)
    frames = {t.name: store.lazy(store.frame_of_arrow(build.to_arrow(rows[t.name], t.name))) for t in TABLES}
    for line in gap_report.lines(rows, frames, build.newest_day(rows)):
        sys.stdout.write(f"{line}\n")


def _links(records: list[Record]) -> int:
    """Ask every address; the form of all was checked before."""
    from loaders import reach  # noqa: PLC0415 - only this option opens connections

    found = reach.reach(records)
    n = len(reach.addresses(records))
    if n and not found.asked:
        sys.stdout.write(f"no network is there: only the form of {n} addresses was checked\n")
        return 0
    for problem in found.dead:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{n} addresses asked: {len(found.dead)} dead, {found.refused} answer but refuse a program\n")
    return 1 if found.dead else 0
