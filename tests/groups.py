"""Groups of tests that need what not every machine has: skipped with reason and remedy, counted, and never in silence.

``TRACKER_REQUIRE=browser`` (several: ``browser,spark``) makes the run fail if a test of that group was skipped.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from _pytest.terminal import TerminalReporter


@dataclass(frozen=True)
class Group:
    """What a group needs, whether it is here, and what to do if not."""

    lacks: str
    remedy: str
    is_here: Callable[[], bool]


def chromium() -> str | None:
    """Path of a Chromium that tests may drive."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def _has_spark() -> bool:
    return shutil.which("java") is not None and importlib.util.find_spec("pyspark") is not None


def _has_lists() -> bool:
    folder = os.environ.get("TRACKER_TEST_LISTS")
    return bool(folder) and Path(str(folder)).is_dir()


GROUPS: Final = {
    "browser": Group("no Chromium found", "Debian: apt install chromium", lambda: chromium() is not None),
    "spark": Group("no Java or no pyspark", "install Java 17, then uv pip install pyspark", _has_spark),
    "official_lists": Group("no official files", "set TRACKER_TEST_LISTS to their folder", _has_lists),
    "soak": Group("long form", "make soak", lambda: os.environ.get("TRACKER_SOAK") == "1"),
}
_skipped: Counter[str] = Counter()


def required() -> list[str]:
    """Groups that must not be skipped; a usage error if one is unknown."""
    names = [name for name in os.environ.get("TRACKER_REQUIRE", "").replace(",", " ").split() if name]
    odd = [name for name in names if name not in GROUPS]
    if odd:
        raise pytest.UsageError(f"TRACKER_REQUIRE: no group {', '.join(odd)}; allowed: {', '.join(GROUPS)}")
    return names


def pytest_configure(config: pytest.Config) -> None:
    """Register the groups and refuse an unknown one before anything runs."""
    for name, group in GROUPS.items():
        config.addinivalue_line("markers", f"{name}: {group.remedy}")
    required()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip tests whose group lacks something here; the long form of every property is a soak test."""
    if GROUPS["soak"].is_here():
        for item in items:
            if getattr(getattr(item, "function", None), "is_hypothesis_test", False):
                item.add_marker(pytest.mark.soak)
    missing = {name: group for name, group in GROUPS.items() if not group.is_here()}
    for item in items:
        for name, group in missing.items():
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=f"{name}: {group.lacks} ({group.remedy})"))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count skipped tests by group; runs where reports are gathered, with or without worker processes."""
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.update(name for name in GROUPS if name in report.keywords)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run where a required group was skipped."""
    if any(_skipped[name] for name in required()) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """One line a skipped group: how many tests, why, what to do, and whether that fails the run."""
    must = required()
    for name, number in sorted(_skipped.items()):
        group = GROUPS[name]
        fails = f" — required by TRACKER_REQUIRE={name}, so the run fails" if name in must else ""
        terminalreporter.write_line(f"group {name}: {number} skipped, {group.lacks} ({group.remedy}){fails}")
