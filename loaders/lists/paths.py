"""Where the file is that a path names: the path itself, or the one fitting file in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.lists.errors import ListError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def one_file(path: Path, suffixes: Iterable[str]) -> Path:
    """The file at a path, or the one file in a folder that has one of these suffixes (any case).

    Raises:
        ListError: If there is no such file, or more than one.
    """
    if not path.exists():
        raise ListError("there is no such file or folder", file=path)
    if not path.is_dir():
        return path
    wanted = tuple(suffixes)
    found = [file for file in visible(path) if file.name.casefold().endswith(wanted)]
    if len(found) != 1:
        names = ", ".join(file.name for file in found[:5]) or "none"
        raise ListError(
            f"the folder must hold one file of {' or '.join(wanted)} and holds {names}; name the file", file=path
        )
    return found[0]


def visible(folder: Path) -> list[Path]:
    """The plain files of a folder, hidden ones left out, in order of their names."""
    return sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))
