"""The rich world as a release, written once a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from datasets import store
from tests.datasets import rich

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def rich_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the release of the rich world."""
    folder = tmp_path_factory.mktemp("rich")
    rich.write(folder)
    return folder


@pytest.fixture(scope="session")
def rich_release(rich_folder: Path) -> store.Release:
    """The rich world, opened with the engine that the app uses."""
    return store.open_release(rich_folder)
