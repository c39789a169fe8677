"""A release of the mini facts, served to the pages under test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard import data

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def served(mini_release: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folder of the release that the app serves during a test."""
    monkeypatch.setenv("TRACKER_TABLES", str(mini_release))
    monkeypatch.setattr(data, "_opened", None)
    return mini_release
