"""Raw files as the publishers gave them, kept untouched and named by their content, with what was checked and refused.

The archive lies in ``TRACKER_RAW`` (default ``.tracker/raw`` below the checkout) and is not committed. Every write goes to
a temporary name first and is moved into place, so that a killed process leaves whole versions only.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from loaders.errors import TrackerError
from loaders.paths import DATASETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KEPT_LINES: Final = 20
UNFINISHED: Final = ".unfinished-"
ID_LENGTH: Final = 12
BLOCK: Final = 1 << 20


class ArchiveError(TrackerError):
    """The archive cannot be used."""


@dataclass(frozen=True, kw_only=True)
class RawFile:
    """One file of a version: name, address it came from, digest, size, and what the server said of it."""

    name: str
    sha256: str
    bytes: int
    address: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(kw_only=True)
class State:
    """What is known of one list beside its accepted versions.

    Attributes:
        list_name: Id of the list.
        checks: Last checks, newest last: ``at``, ``result``, ``detail``.
        refusals: Last refused versions, newest last: ``at``, ``version``, ``reason``.
        files: Files of the raw version in service.
        raw: Name of the folder of that version, ``None`` before the first.
    """

    list_name: str
    checks: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    raw: str | None = None


def default_root() -> Path:
    """``TRACKER_RAW``, or ``.tracker/raw`` below the checkout."""
    return Path(os.environ.get("TRACKER_RAW") or DATASETS.parent / ".tracker" / "raw")


def digest(path: Path) -> str:
    """sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that readers see the old content or the new, whatever happens in between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what writes to a folder that were killed left behind."""
    for rest in folder.glob(f"{UNFINISHED}*"):
        rest.unlink(missing_ok=True)


class Archive:
    """The archive below one folder."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or default_root()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep a second refresh out; what a killed one left half done is cleared.

        Raises:
            ArchiveError: If another refresh is running, or the folder cannot be written.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            lock = (self.root / "lock").open("w")
        except OSError as error:
            raise ArchiveError(f"{self.root} cannot be written ({error.strerror}); set TRACKER_RAW") from None
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise ArchiveError(f"another refresh is running on {self.root}; wait for it to end") from None
            shutil.rmtree(self.root / "staging", ignore_errors=True)
            sweep(self.root / "state")
            yield

    @contextmanager
    def staging(self, list_name: str) -> Iterator[Path]:
        """An empty folder for files that are not yet accepted; it is removed afterwards."""
        folder = self.root / "staging"
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=f"{list_name}-", ignore_cleanup_errors=True) as name:
            yield Path(name)

    def keep(self, list_name: str, files: Sequence[tuple[Path, RawFile]]) -> Path:
        """Keep the files of one version under the digest of the whole; the same files again change nothing.

        Returns:
            The folder of the version.
        """
        target = self.root / list_name / set_digest([raw for _path, raw in files])
        if target.is_dir():
            return target
        with self.staging(list_name) as folder:
            whole = folder / "version"
            whole.mkdir()
            for path, raw in files:
                shutil.copyfile(path, whole / raw.name)
                _sync(whole / raw.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            whole.rename(target)
        _sync(target.parent)
        return target

    def folder(self, state: State) -> Path | None:
        """Folder of the raw version in service, if it is still there and whole."""
        if state.raw is None:
            return None
        folder = self.root / state.list_name / state.raw
        whole = folder.is_dir() and all(
            (folder / one["name"]).is_file() and digest(folder / one["name"]) == one["sha256"] for one in state.files
        )
        return folder if whole else None

    def state(self, list_name: str) -> State:
        """The state of a list; a missing or unreadable file is an empty state."""
        try:
            fields = json.loads((self.root / "state" / f"{list_name}.json").read_text(encoding="utf-8"))
            return State(**fields)
        except (OSError, ValueError, TypeError):
            return State(list_name=list_name)

    def save(self, state: State) -> None:
        """Write the state of a list; only the newest lines are kept."""
        state.checks, state.refusals = state.checks[-KEPT_LINES:], state.refusals[-KEPT_LINES:]
        content = json.dumps(asdict(state), ensure_ascii=False, indent=1) + "\n"
        write_whole(self.root / "state" / f"{state.list_name}.json", content.encode())


def set_digest(files: Sequence[RawFile]) -> str:
    """Name of a set of files: the digest of their names and digests."""
    text = "\n".join(sorted(f"{one.sha256} {one.name}" for one in files))
    return hashlib.sha256(text.encode()).hexdigest()[:ID_LENGTH]


def raw_file(path: Path, *, address: str | None = None) -> RawFile:
    """Describe a file on disk."""
    return RawFile(name=path.name, sha256=digest(path), bytes=path.stat().st_size, address=address)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
