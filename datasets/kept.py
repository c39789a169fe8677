"""Releases that are kept: numbered copies of their manifests, whose files no later build removes.

``tracker release`` keeps; ``tracker build`` removes the table files that no kept manifest and not its own names.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = "releases"
_UNREADABLE: Final = (OSError, ValueError, KeyError, TypeError, AttributeError)


def releases(folder: Path) -> dict[str, Path]:
    """Manifests of the releases that a release folder keeps, last kept first, by release id."""
    found = sorted(((place(path), path) for path in folder.glob(f"{FOLDER}/*.json")), reverse=True)
    return {path.stem: path for _, path in found}


def place(path: Path) -> int:
    """Running number under which a release was kept; 0 for a manifest that has none or cannot be read."""
    try:
        return int(json.loads(path.read_text(encoding="utf-8"))["kept"])
    except _UNREADABLE:
        return 0


def keep(folder: Path, manifest: Mapping[str, Any]) -> tuple[Path, list[str]]:
    """Put a numbered copy of a manifest among the kept ones, whole or not at all.

    Returns:
        Path of the copy, and files that it names and that went missing meanwhile; then nothing is kept.
    """
    before = releases(folder)
    path = folder / FOLDER / f"{manifest['release']}.json"
    if path.stem in before:
        return path, []
    path.parent.mkdir(exist_ok=True)
    number = max(map(place, before.values()), default=0) + 1
    replace(path, written({**manifest, "kept": number}))
    gone = [entry["file"] for entry in manifest["tables"].values() if not (folder / entry["file"]).is_file()]
    if gone:
        path.unlink()
    return path, gone


def prune(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Remove table files that neither this release nor a kept one names, and leftovers of killed builds.

    While a kept manifest cannot be read, nobody knows what it names: then no table file is removed.
    """
    leftovers = [*folder.glob(".*.parquet.*"), *folder.glob(".*.json.*"), *folder.glob(f"{FOLDER}/.*.json.*")]
    try:
        manifests = [manifest, *(json.loads(path.read_text(encoding="utf-8")) for path in releases(folder).values())]
        named = {entry["file"] for one in manifests for entry in one["tables"].values()}
        leftovers += [path for path in folder.glob("*.parquet") if path.name not in named]
    except _UNREADABLE:
        pass
    for path in leftovers:
        path.unlink(missing_ok=True)


def written(manifest: Mapping[str, Any]) -> bytes:
    """A manifest as it is written."""
    return f"{json.dumps(manifest, indent=1, ensure_ascii=False)}\n".encode()


def replace(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old or the new content, never a part."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
