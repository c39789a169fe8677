"""Figures in the guide: each stands between two marks, the first of which names the command that writes it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

GUIDE: Final = Path(__file__).parents[1] / "CONTRIBUTING.md"


def publish(name: str, text: str, arguments: Sequence[str]) -> None:
    """Print a text, or with ``--write`` put it into the guide."""
    if "--write" not in arguments:
        sys.stdout.write(f"{text}\n")
        return
    GUIDE.write_text(_between(name).sub(lambda m: f"{m[1]}{text}\n{m[2]}", GUIDE.read_text(encoding="utf-8")), "utf-8")


def published(name: str) -> str:
    """What stands in the guide.

    Raises:
        LookupError: If the marks are missing.
    """
    found = _between(name).search(GUIDE.read_text(encoding="utf-8"))
    if found is None:
        raise LookupError(name)
    return found[0]


def _between(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- {name}: [^\n]*\n).*?(<!-- /{name} -->)", re.DOTALL)
