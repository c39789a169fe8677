"""Which version comes into service."""

from __future__ import annotations

import pytest

from datasets import dates
from loaders.lists.acceptance import Version, refusal


def version(count: int, date: str | None = "2026-03-05") -> Version:
    """A version of that many entries."""
    return Version(date=dates.parse(date) if date else None, count=count)


@pytest.mark.parametrize(
    ("new", "last", "reason"),
    [
        (version(100), None, None),
        (version(9), None, "it holds 9 entries; a whole copy holds at least 10"),
        (version(70), version(100), None),
        (version(69), version(100), "below 70 %"),
        (version(200), version(100), None),
        (version(100, "2026-03-05"), version(100, "2026-03-05"), None),
        (version(100, "2026-03-04"), version(100, "2026-03-05"), "is before 2026-03-05"),
        (version(100, "2026-03"), version(100, "2026-03-05"), None),
        (version(100, "2026-02"), version(100, "2026-03-05"), "is before"),
        (version(100, None), version(100, "2026-03-05"), "its date is unknown"),
        (version(100, "2020-01-01"), version(100, None), None),
    ],
)
def test_refusal(new: Version, last: Version | None, reason: str | None) -> None:
    found = refusal(new, last=last, floor=10)
    if reason is None:
        assert found is None
    else:
        assert found is not None
        assert reason in found
