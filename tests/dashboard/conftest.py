"""A release of the mini facts, served to the pages under test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import data, routes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def served(mini_release: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folder of the release that the app serves during a test."""
    monkeypatch.setenv("TRACKER_TABLES", str(mini_release))
    monkeypatch.setattr(data, "_opened", None)
    return mini_release


@pytest.fixture
def client(served: Path) -> Iterator[TestClient]:
    """A client of all routes over that release; a fault of a route is an answer, as it is to a reader."""
    with TestClient(Starlette(routes=routes.routes("")), raise_server_exceptions=False) as made:
        yield made
