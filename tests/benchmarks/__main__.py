"""``make bench``: every view beside the floor app, its queries beside bare Polars, at shipped size and at 1,000,000 listings;
then the official lists beside their bare libraries.

Exit status 1 if a limit is exceeded, or a click never brings the correct screen.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from datasets import store
from tests.benchmarks import queries, servers
from tests.benchmarks.answers import Facts
from tests.benchmarks.browser import WrongScreenError, chromium
from tests.benchmarks.pages import LIMIT, Side, ask_again, click_through
from tests.benchmarks.views import FLOOR, VIEWS
from tests.benchmarks.walks import NoWalkError, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.benchmarks.views import View

MANY: Final = 1_000_000
SHIPPED: Final = "shipped"
CLICKS: Final = 26  # a view and size, the first two not counted
LISTS: Final = "tests.benchmarks.lists"


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def tell(lines: Iterable[str]) -> None:
    """Print lines as they come."""
    for line in lines:
        say(line)


def main(words: Sequence[str] | None = None) -> int:
    """Run all parts; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--views", nargs="*", default=[view.name for view in VIEWS], help="only these")
    parser.add_argument("--sizes", nargs="*", default=[SHIPPED, str(MANY)], help="shipped, or a number of listings")
    parser.add_argument("--large", type=Path, help="a release made by tests.benchmarks.enlarge, instead of making it")
    chosen = parser.parse_args(words)
    begin, faults = time.monotonic(), []
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as made:
            folder = store.folder_of_release() if size == SHIPPED else chosen.large or _enlarged(Path(made), size)
            views = [view for view in VIEWS if view.name in chosen.views]
            faults += _size(folder, size, views)
            if len(views) == len(VIEWS) and queries.main(folder, size):
                faults.append(f"queries {size}")
    if importlib.util.find_spec(LISTS) and set(chosen.sizes) == {SHIPPED, str(MANY)}:
        faults += ["official lists"] if importlib.import_module(LISTS).main() else []
    say(f"{(time.monotonic() - begin) / 60:.1f} minutes; " + ("; ".join(faults) or "every limit kept"))
    return 1 if faults else 0


def _enlarged(folder: Path, size: str) -> Path:
    """A release of that many listings, made in a process whose memory is given back."""
    words = [sys.executable, "-m", "tests.benchmarks.enlarge", str(store.folder_of_release()), str(folder), size]
    subprocess.run(words, check=True, cwd=servers.ROOT)
    return folder


def _size(folder: Path, size: str, views: Sequence[View]) -> list[str]:
    """Measure views over one release and print them; returns what is wrong."""
    facts, faults, done = Facts(folder), [], []
    say(f"{size}: {int(facts.entries['listings']['rows']):,} listings")
    with servers.product(folder) as product, servers.floor(facts.listings) as floor, chromium() as context:
        for view in views:
            try:
                sides = (_side(view, f"/{view.name}", facts, size), _side(FLOOR, "/", facts, size))
                clicked = click_through(context, size, sides, (product, floor))
            except (NoWalkError, WrongScreenError) as error:
                say(f"{view.name} {size}: {error}")
                faults.append(f"{view.name} {size} was not measured")
                continue
            tell(clicked.lines())
            done.append(clicked)
            if clicked.ratio > LIMIT:
                faults.append(f"{view.name} {size} {clicked.ratio:.2f}× floor")
        say(f"  memory {product.megabytes:.0f} MB, floor {floor.megabytes:.0f} MB")
    with servers.product(folder) as product, servers.floor(facts.listings) as floor:
        for clicked in done:
            tell(ask_again(clicked, (product, floor)))
    return faults


def _side(view: View, path: str, facts: Facts, size: str) -> Side:
    """What is opened of a view, and clicked."""
    is_large = size != SHIPPED
    first = view.first(is_large=is_large)
    query = view.query(first, view.answer(facts, first, None)) if view is not FLOOR else []
    return Side(view, path, query, walk(view, facts, clicks=CLICKS, is_large=is_large))


if __name__ == "__main__":
    sys.exit(main())
