"""Two releases of the mini facts: one kept, the next in service with four changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard import data
from datasets import store
from tests.loaders.facts import add, change
from tests.loaders.releasing import add_source, event, first

if TYPE_CHECKING:
    from pathlib import Path

VETO = "event-2024-03-28-veto"
VOTE = "event-2024-07-20-vote"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of both: a new event from a new source, a correction, and a change without a reason."""
    project = first(tmp_path_factory.mktemp("two"))
    add(project.curated, "events", event("2024-07-20", add_source(project, "2024-07-20")))
    change(project.curated, "events", VETO, votes_for="12", title_en="Veto & <b>more</b>")
    project.say({"table": "events", "row_id": VETO, "field": "votes_for", "reason": "correction", "note": "Misread."})
    project.build()
    return project.out


@pytest.fixture
def served_two(two: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Both, served."""
    monkeypatch.setenv("TRACKER_TABLES", str(two))
    monkeypatch.setattr(data, "_opened", None)
    return two


def kept(folder: Path) -> str:
    """Id of the kept release."""
    (found,) = store.kept_releases(folder)
    return found
