"""Whether the addresses of sources still answer: many at once, a line per dead one, and a word where no network is there."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Final

from tqdm import tqdm

from loaders.checks.sources import host
from loaders.fetch import Policy, probe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from loaders.curated import Problem, Record

AT_ONCE: Final = 8
SCOUTS: Final = 5
"""Addresses of different hosts asked first: if none of them answers, no network is there."""
GONE: Final = (404, 410)
BUSY: Final = 503
"""Often how a host turns programs away; no sign that the page is gone."""
PATIENCE: Final = Policy(connect=10, read=20, max_redirects=10)


@dataclass(frozen=True)
class Reached:
    """What became of the addresses.

    Attributes:
        asked: How many were asked; 0 without a network.
        dead: A problem per address that nobody answers for, or whose page is gone.
        refused: How many answered but turned a program away.
    """

    asked: int
    dead: list[Problem]
    refused: int


def addresses(records: Iterable[Record]) -> list[tuple[Record, str, str]]:
    """Source records with the field and address of each page and archived copy, hosts taking turns."""
    by_host: dict[str, list[tuple[Record, str, str]]] = defaultdict(list)
    for record in records:
        for name in ("url", "archived_url"):
            address = record.row.get(name)
            if record.table == "sources" and isinstance(address, str):
                by_host[host(address)].append((record, name, address))
    turns = zip_longest(*by_host.values())
    return [one for one in chain.from_iterable(turns) if one is not None]


def reach(records: Iterable[Record], *, ask: Callable[[str], tuple[int | None, str]] | None = None) -> Reached:
    """Ask every address of the sources.

    Args:
        records: All curated records.
        ask: Asks one address; by default over the network.

    Returns:
        Nothing asked if the first :data:`SCOUTS` addresses, each of another host, all stay without an answer.
    """
    ask = ask or _ask
    waiting = addresses(records)
    with (
        ThreadPoolExecutor(AT_ONCE) as pool,
        tqdm(total=len(waiting), desc="addresses", unit="", leave=False, disable=None) as bar,
    ):
        answers: list[tuple[int | None, str]] = []
        try:
            for batch in (waiting[:SCOUTS], waiting[SCOUTS:]):
                for answer in pool.map(ask, [address for _, _, address in batch]):
                    answers.append(answer)
                    bar.update()
                if batch and not any(status for status, _ in answers):
                    return Reached(0, [], 0)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    judged = list(zip(waiting, answers, strict=True))
    dead = [
        r.problem(name, f"{address}: {_why(*answer)}") for (r, name, address), answer in judged if _is_dead(answer[0])
    ]
    refused = sum(status is not None and status >= 400 and not _is_dead(status) for _, (status, _) in judged)
    return Reached(len(waiting), sorted(dead, key=lambda p: (p.file, p.line)), refused)


def _ask(address: str) -> tuple[int | None, str]:
    return probe(address, policy=PATIENCE)


def _is_dead(status: int | None) -> bool:
    return status is None or status in GONE or (status >= 500 and status != BUSY)


def _why(status: int | None, reason: str) -> str:
    return f"the server answered {status} {reason}".strip() if status else f"no answer ({reason})"
