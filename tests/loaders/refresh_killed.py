"""A refresh that is killed at one of its writes: ``python -m tests.loaders.refresh_killed FOLDER [WRITE]``.

Without a number it runs to its end and prints how many writes it made below the folder.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from loaders.cli import main
from loaders.lists.registry import LISTS
from tests.conftest import MINI_FACTS

CHANGES: Final = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "shutil.copyfile"}


def counting(folder: str, last: int) -> list[int]:
    """Count writes below a folder; at the last one the process is killed, before it is made."""
    count = [0]

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        is_write = event in CHANGES or (event == "open" and _writes(arguments))
        if is_write and str(arguments[0]).startswith(folder):
            if count[0] == last:
                os.kill(os.getpid(), signal.SIGKILL)
            count[0] += 1

    sys.addaudithook(hook)
    return count


def _writes(arguments: tuple[Any, ...]) -> bool:
    _path, mode, flags = arguments
    return bool(mode and set(mode) & set("wax+")) or bool(flags and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def run(folder: Path) -> int:
    """Refresh the Security Council's list from the folder ``in`` and build the mini facts."""
    LISTS["un-sc"] = replace(LISTS["un-sc"], floor=2)
    return main([
        "refresh", "--from", str(folder / "in"), "--lists", str(folder / "lists"), "--tables", str(folder / "tables"),
        "--curated", str(MINI_FACTS),
    ])  # fmt: skip


if __name__ == "__main__":
    where = Path(sys.argv[1])
    writes = counting(str(where), int(sys.argv[2]) if len(sys.argv) > 2 else -1)
    status = run(where)
    sys.stderr.write(f"writes {writes[0]}\n")
    sys.exit(status)
