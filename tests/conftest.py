"""What all tests share: groups, a release of the mini facts, and no way out to the network."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import settings

from datasets import store
from loaders.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest_plugins = ["tests.groups"]

MINI_FACTS: Final = Path(__file__).parent / "fixtures" / "curated"
LOCAL: Final = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "", None}  # noqa: S104 - addresses of this machine
_tried: list[str] = []

settings.register_profile("bounded", max_examples=25, deadline=None, derandomize=True)
settings.register_profile("soak", max_examples=500, deadline=None)
settings.load_profile("soak" if os.environ.get("TRACKER_SOAK") == "1" else "bounded")


class OutsideError(RuntimeError):
    """A test tried to reach another machine."""


def _refuse_outside(event: str, arguments: tuple[Any, ...]) -> None:
    """Audit hook: refuse connections and name look-ups that leave this machine."""
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) and address else None
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = arguments[0]
    else:
        return
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name not in LOCAL:
        _tried.append(str(name))
        raise OutsideError(f"tests reach no other machine, tried {name!r}")


sys.addaudithook(_refuse_outside)


@pytest.fixture(autouse=True)
def outside() -> Iterator[list[str]]:
    """Hosts outside this machine that the test tried to reach; the test fails at its end if there is one left."""
    _tried.clear()
    yield _tried
    assert not _tried, f"tried to reach {', '.join(_tried)}"


@pytest.fixture(scope="session")
def mini_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a release built once from the mini facts; tests that change it copy it first."""
    folder = tmp_path_factory.mktemp("mini")
    build(curated=MINI_FACTS, lists=folder / "no-lists", out=folder / "tables")
    return folder / "tables"


@pytest.fixture(scope="session")
def mini(mini_release: Path) -> store.Release:
    """The mini release, opened."""
    return store.open_release(mini_release)
