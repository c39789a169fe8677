"""One view at one size beside the floor: clicks in turn, then reruns in turn."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING, Final

from tests.benchmarks.browser import Tab
from tests.benchmarks.rerun import Session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import BrowserContext

    from tests.benchmarks.browser import Timing
    from tests.benchmarks.rerun import Rerun
    from tests.benchmarks.servers import Server
    from tests.benchmarks.views import View
    from tests.benchmarks.walks import Click

WARM_UP: Final = 2  # first clicks of a page, which are not counted
LIMIT: Final = 1.5  # gate: click of a view against click of the floor
REPEATS: Final = 2  # how often the same requests are asked again


@dataclass(frozen=True)
class Side:
    """The product or the floor: its server, what is opened there, and the clicks."""

    server: Server
    view: View
    path: str
    query: list[tuple[str, str]]
    walk: list[Click]


@dataclass(frozen=True)
class Found:
    """A view measured beside the floor.

    Attributes:
        view: Its name.
        size: ``shipped`` or the number of listings.
        clicks: Clicks on it.
        floor_clicks: Clicks on the floor.
        reruns: Reruns of it.
        floor_reruns: Reruns of the floor.
    """

    view: str
    size: str
    clicks: list[Timing]
    floor_clicks: list[Timing]
    reruns: list[Rerun]
    floor_reruns: list[Rerun]

    @property
    def ratio(self) -> float:
        """Median click against the floor's."""
        return median(c.ended for c in self.clicks) / median(c.ended for c in self.floor_clicks)

    def lines(self) -> Iterator[str]:
        """What is printed of it."""
        own, least = [r.milliseconds for r in self.reruns], [r.milliseconds for r in self.floor_reruns]
        yield f"{self.view} {self.size} click p50: {self.ratio:.2f}× floor"
        yield f"{self.view} {self.size} rerun p50: {median(own) / median(least):.2f}× floor"
        clicks, floors = self.clicks, self.floor_clicks
        yield f"  click {_spread([c.ended for c in clicks])} ms, floor {_spread([c.ended for c in floors])} ms, {len(clicks)} clicks each"
        yield f"  {_parts(clicks)}; floor {_parts(floors)}"
        yield f"  rerun {_spread(own)} ms, floor {_spread(least)} ms"


def measure(context: BrowserContext, size: str, product: Side, floor: Side) -> Found:
    """Click through both walks in turn, then ask the same of the servers without a browser."""
    sides = (product, floor)
    tabs = [Tab(context, side.server.address + side.path, side.query) for side in sides]
    timings: tuple[list[Timing], list[Timing]] = ([], [])
    for number, steps in enumerate(zip(product.walk, floor.walk, strict=False)):
        for which in (0, 1) if number % 2 else (1, 0):
            timings[which].append(tabs[which].click(steps[which]))
    openings = [tab.opening for tab in tabs]
    for tab in tabs:
        tab.close()
    reruns = _reruns(sides, openings, timings)
    return Found(product.view.name, size, timings[0][WARM_UP:], timings[1][WARM_UP:], *reruns)


def _reruns(
    sides: Sequence[Side], openings: Sequence[bytes], timings: tuple[list[Timing], list[Timing]]
) -> tuple[list[Rerun], list[Rerun]]:
    """Reruns of both sides in turn, in sessions of their own."""
    found: tuple[list[Rerun], list[Rerun]] = ([], [])
    for _ in range(REPEATS):
        sessions = [Session(side.server.socket, opening) for side, opening in zip(sides, openings, strict=True)]
        for number, steps in enumerate(zip(*timings, strict=True)):
            for which in (0, 1) if number % 2 else (1, 0):
                rerun = sessions[which].ask(steps[which].request)
                if number >= WARM_UP:
                    found[which].append(rerun)
        for session in sessions:
            session.close()
    return found


def _spread(values: Sequence[float]) -> str:
    """Median and quartiles."""
    low, middle, high = quantiles(values, n=4)
    return f"{middle:.0f} ({low:.0f}–{high:.0f})"


def _parts(clicks: Sequence[Timing]) -> str:
    """Medians of what happens within a click."""

    def half(name: str) -> float:
        return median(float(getattr(c, name)) for c in clicks)

    return (
        f"sent {half('sent'):.0f}, answered {half('received'):.0f}, count {half('count'):.0f}, chart {half('chart'):.0f}, "
        f"table {half('table'):.0f} ms, {half('messages'):.0f} messages of {half('size') / 1000:.0f} kB"
    )
