"""A refresh killed at any of its writes leaves the last release readable, and the next refresh succeeds."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from datasets import store
from loaders.lists import shipped
from tests.loaders.lists.builders import un_list

ROOT = Path(__file__).parents[2]


def refresh(folder: Path, write: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run a refresh as a process of its own, killed before its n-th write."""
    command = [
        sys.executable,
        "-m",
        "tests.loaders.refresh_killed",
        str(folder),
        *([str(write)] if write is not None else []),
    ]
    environment = {**os.environ, "TRACKER_RAW": str(folder / "raw")}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)


def served(folder: Path) -> tuple[str, list[str], dict[str, str]]:
    """What is in service: digest of the release's inputs, entries of the list, and digests of its extracts."""
    release = store.open_release(folder / "tables")
    for name in release.rows:
        store.rows(release.table(name))
    rows = [row["entry_id"] for row in shipped.rows(folder / "lists")]
    files = sorted((folder / "lists").glob("un-sc*"))
    return (
        str(store.read_manifest(folder / "tables")["inputs"]["all"]),
        rows,
        {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files},
    )


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one release in service and a newer list waiting."""
    folder = tmp_path_factory.mktemp("killed") / "before"
    (folder / "in").mkdir(parents=True)
    (folder / "in" / "consolidated.xml").write_bytes(un_list(3))
    assert refresh(folder).returncode == 0
    (folder / "in" / "consolidated.xml").write_bytes(un_list(4, day="2026-01-02"))
    return folder


@pytest.fixture(scope="module")
def after(before: Path) -> tuple[Path, int]:
    """The same folder after a refresh that nobody killed, and how many writes it made."""
    folder = before.with_name("after")
    shutil.copytree(before, folder)
    done = refresh(folder)
    assert done.returncode == 0, done.stderr
    return folder, int(done.stderr.split()[-1])


def check(before: Path, after: tuple[Path, int], share: float, folder: Path) -> None:
    """Kill a refresh after a share of its writes, look at what is served, and refresh again."""
    shutil.copytree(before, folder)
    killed = refresh(folder, int(after[1] * share))
    assert killed.returncode == -signal.SIGKILL
    release, rows, _ = served(folder)
    assert (release, len(rows)) in {
        (served(before)[0], 3), (served(before)[0], 4), (served(after[0])[0], 4),
    }  # fmt: skip
    again = refresh(folder)
    assert again.returncode == 0, again.stderr
    assert served(folder) == served(after[0])


def test_a_refresh_makes_enough_writes_to_be_killed_at(after: tuple[Path, int]) -> None:
    assert after[1] >= 20
    assert len(served(after[0])[1]) == 4


@pytest.mark.parametrize("fifth", range(5))
def test_killed_at_a_fifth_of_its_writes(fifth: int, before: Path, after: tuple[Path, int], tmp_path: Path) -> None:
    check(before, after, (fifth + 0.5) / 5, tmp_path / "x")


@pytest.mark.soak
@pytest.mark.parametrize("fiftieth", range(50))
def test_killed_at_each_of_its_writes(fiftieth: int, before: Path, after: tuple[Path, int], tmp_path: Path) -> None:
    check(before, after, fiftieth / 50, tmp_path / "x")
