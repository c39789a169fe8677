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


@dataclass(frozen=True)
class Side:
    """The product or the floor: what is opened there, and the clicks.

    Attributes:
        view: The view.
        path: Where it is opened.
        query: Its address in the first state.
        walk: The clicks.
    """

    view: View
    path: str
    query: list[tuple[str, str]]
    walk: list[Click]


@dataclass(frozen=True)
class Clicked:
    """A view clicked through beside the floor; of each pair the first is the view's.

    Attributes:
        view: Name of the view.
        size: ``shipped`` or the number of listings.
        openings: The requests that opened the pages.
        timings: All clicks.
    """

    view: str
    size: str
    openings: tuple[bytes, bytes]
    timings: tuple[list[Timing], list[Timing]]

    @property
    def ratio(self) -> float:
        """Median click against the floor's."""
        own, least = (median(c.ended for c in side[WARM_UP:]) for side in self.timings)
        return own / least

    def lines(self) -> Iterator[str]:
        """What is printed of it."""
        own, least = (side[WARM_UP:] for side in self.timings)
        yield f"{self.view} {self.size} click p50: {self.ratio:.2f}× floor"
        yield f"  {_spread([c.ended for c in own])} against {_spread([c.ended for c in least])} ms, {len(own)} clicks each"
        yield f"  own: {_parts(own)}"
        yield f"  floor: {_parts(least)}"


def click_through(
    context: BrowserContext, size: str, sides: tuple[Side, Side], servers: tuple[Server, Server]
) -> Clicked:
    """Click through the walks of both sides in turn.

    Raises:
        WrongScreenError: If a click does not bring the correct screen.
    """
    tabs = [Tab(context, server.address + side.path, side.query) for side, server in zip(sides, servers, strict=True)]
    timings: tuple[list[Timing], list[Timing]] = ([], [])
    try:
        for number, steps in enumerate(zip(sides[0].walk, sides[1].walk, strict=True)):
            for which in (0, 1) if number % 2 else (1, 0):
                timings[which].append(tabs[which].click(steps[which]))
        return Clicked(sides[0].view.name, size, (tabs[0].opening, tabs[1].opening), timings)
    finally:
        for tab in tabs:
            tab.close()


def ask_again(clicked: Clicked, servers: tuple[Server, Server]) -> Iterator[str]:
    """Ask what the clicks asked of servers that have not answered it yet, both in turn; yields what is printed of it."""
    sessions = [Session(server.socket, opening) for server, opening in zip(servers, clicked.openings, strict=True)]
    found: tuple[list[Rerun], list[Rerun]] = ([], [])
    for number, steps in enumerate(zip(*clicked.timings, strict=True)):
        for which in (0, 1) if number % 2 else (1, 0):
            rerun = sessions[which].ask(steps[which].request)
            if number >= WARM_UP:
                found[which].append(rerun)
    for session in sessions:
        session.close()
    own, least = ([rerun.milliseconds for rerun in side] for side in found)
    yield f"{clicked.view} {clicked.size} rerun p50: {median(own) / median(least):.2f}× floor"
    yield f"  {_spread(own)} against {_spread(least)} ms"


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
