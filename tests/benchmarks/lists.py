"""``python -m tests.benchmarks.lists``: reading official lists beside the bare libraries, and the memory it takes.

Each ratio is taken within one run: both sides in turns, in processor time, the best of several rounds. The limits are
those the project sets itself. Files are generated in the official schemas; with ``TRACKER_TEST_LISTS`` set, the real set
and workbook are read.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import openpyxl
from lxml import etree

from loaders.lists.registry import LISTS
from tests.benchmarks import generate, multiply
from tests.loaders.lists import builders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROUNDS: Final = 5
ENTRIES: Final = 20_000
CSV_LIMIT: Final = 25.0
XML_LIMIT: Final = 2.5
WORKBOOK_LIMIT: Final = 1.5
MEMORY_LIMIT: Final = 300.0
SIZES: Final = (20_000, 100_000)
EMPTY_ROWS: Final = 6_000  # of each of three sheets
EMPTY_COLUMNS: Final = 13
REAL_SET: Final = "us/sdn-csv/2021-07"
REAL_WORKBOOK: Final = "jp/mof-asset-freeze-xlsx/2026-03-05"


@dataclass(frozen=True)
class Pair:
    """Two readings of one file.

    Attributes:
        name: What is read.
        bare: Seconds of the bare library.
        ours: Seconds of the loader.
        limit: Highest allowed ratio.
    """

    name: str
    bare: float
    ours: float
    limit: float

    @property
    def ratio(self) -> float:
        """How many times the bare reading ours takes."""
        return self.ours / self.bare

    def __str__(self) -> str:
        figures = (
            f"{self.ours * 1000:.0f} ms, bare {self.bare * 1000:.0f} ms, {self.ratio:.2f}× (limit {self.limit:g}×)"
        )
        return f"  {self.name}: {figures}"


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def compared(name: str, bare: Callable[[], object], ours: Callable[[], object], *, limit: float) -> Pair:
    """Both sides in turns; the best round of each counts."""
    rounds = [(seconds(bare), seconds(ours)) for _ in range(ROUNDS)]
    return Pair(name, min(one[0] for one in rounds), min(one[1] for one in rounds), limit)


def read(list_name: str, path: Path) -> int:
    """Every entry of a file, each dropped once it was made."""
    return sum(1 for _ in LISTS[list_name].read(path))


def bare_csv(folder: Path) -> int:
    """Every row of the files of a set, by the csv module alone."""
    rows = 0
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="ascii", newline="") as file:
            rows += sum(1 for _ in csv.reader(file))
    return rows


def bare_xml(path: Path) -> int:
    """Every element of a file, by lxml's iterparse alone, emptied so that memory stays flat."""
    count = 0
    for _event, element in etree.iterparse(path):
        element.clear()
        count += 1
    return count


def bare_workbook(path: Path) -> int:
    """Every cell of a workbook, by openpyxl's streaming mode alone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        count = sum(len(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
        book.close()
    return count


def real(name: str) -> Path | None:
    """A real file or folder, if real files are at hand."""
    folder = os.environ.get("TRACKER_TEST_LISTS")
    path = Path(folder) / name if folder else None
    return path if path and path.exists() else None


def workbook(folder: Path) -> Path:
    """A generated asset-freeze workbook of the real one's size: 3,000 rows, and formatted empty rows six times as many."""
    sheets = builders.mof_sheets()
    for title, rows in list(sheets.items())[:2]:
        body = [row for row in rows if len(row) > 3 and row[1] != "告示番号"]
        head = [row for row in rows if row not in body]
        copies = [
            (row[0], f"{copy * len(body) + place}", *row[2:])
            for copy in range(600)
            for place, row in enumerate(body, 1)
        ]
        sheets[title] = [*head, *copies]
    path = builders.mof_workbook(folder / "shisantouketsu20260305.xlsx", sheets=sheets)
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets[1:]:
        begin = sheet.max_row + 1
        for place in range(EMPTY_ROWS * EMPTY_COLUMNS):
            sheet.cell(begin + place // EMPTY_COLUMNS, 1 + place % EMPTY_COLUMNS).number_format = "@"
    book.save(path)
    return path


def speed(folder: Path) -> Iterator[Pair]:
    """The three readings that have a limit."""
    table_set = real(REAL_SET) or multiply.csv_set(folder / "set", count=9_000)
    yield compared("SDN CSV set", lambda: bare_csv(table_set), lambda: read("us-ofac-sdn", table_set), limit=CSV_LIMIT)
    xml = generate.classic_xml(folder / "sdn.xml", count=ENTRIES)
    yield compared("SDN XML", lambda: bare_xml(xml), lambda: read("us-ofac-sdn", xml), limit=XML_LIMIT)
    place = real(REAL_WORKBOOK)
    book = next(place.glob("*.xlsx")) if place else workbook(folder)
    yield compared("MOF workbook", lambda: bare_workbook(book), lambda: read("jp-mof", book), limit=WORKBOOK_LIMIT)


def inputs(folder: Path, count: int) -> Iterator[tuple[str, Path]]:
    """A list of that many records in every form that can grow: list and path, one at a time."""
    yield "us-ofac-sdn", generate.classic_xml(folder / "sdn.xml", count=count)
    yield "us-ofac-sdn", multiply.csv_set(folder / "set", count=count)
    for name, form in multiply.XML_FORMS.items():
        yield form.list_name, multiply.xml(form, folder / f"{name}.xml", count=count)


def memory(list_name: str, path: Path) -> float:
    """Peak memory in MB of a process that reads a file and does nothing else."""
    command = [sys.executable, "-m", "tests.benchmarks.lists", list_name, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    return float(done.stdout)


def peak_of_this_process() -> float:
    """Peak memory in MB. ``getrusage`` counts the parent's memory at the fork in, the kernel's own figure does not."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Measure and print; returns 1 if a limit is exceeded."""
    faults = 0
    sys.stdout.write("official lists\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for pair in speed(folder):
            faults += pair.ratio > pair.limit
            sys.stdout.write(f"{pair}\n")
        for count in SIZES:
            for list_name, path in inputs(folder, count):
                peak = memory(list_name, path)
                faults += peak > MEMORY_LIMIT
                sys.stdout.write(
                    f"  {path.name} of {count:,}: peak memory {peak:.0f} MB (limit {MEMORY_LIMIT:.0f} MB)\n"
                )
                sys.stdout.flush()
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) == 3:
        read(sys.argv[1], Path(sys.argv[2]))
        sys.stdout.write(f"{peak_of_this_process()}\n")
        sys.exit(0)
    sys.exit(main())
