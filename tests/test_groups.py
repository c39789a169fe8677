"""Skipped groups are said, counted and, where required, fail the run; nothing leaves this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import OutsideError
from tests.groups import GROUPS

ROOT = Path(__file__).parent.parent
SUITE = """
import pytest
from hypothesis import given
from hypothesis import strategies as st

@given(st.integers())
def test_a_property(n):
    pass

@pytest.mark.browser
def test_in_a_browser():
    pass

def test_anywhere():
    pass
"""


def run_suite(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A small suite with the groups plugin on a machine without browser."""
    (folder / "test_suite.py").write_text(SUITE)
    command = [sys.executable, "-m", "pytest", "-p", "tests.groups", "-p", "no:cacheprovider", "-c", os.devnull,
               "--rootdir", str(folder), *words, str(folder)]  # fmt: skip
    env = {"PATH": str(folder), "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def test_a_skipped_group_is_summed_up_with_reason_and_remedy(tmp_path: Path) -> None:
    done = run_suite(tmp_path)
    assert done.returncode == 0
    assert "group browser: 1 skipped, no Chromium found (Debian: apt install chromium)" in done.stdout
    assert "2 passed, 1 skipped" in done.stdout


def test_a_soak_runs_the_properties_and_nothing_else(tmp_path: Path) -> None:
    done = run_suite(tmp_path, "-m", "soak", TRACKER_SOAK="1")
    assert done.returncode == 0
    assert "1 passed, 2 deselected" in done.stdout


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["in process", "in workers"])
def test_a_required_group_that_was_skipped_fails_the_run(tmp_path: Path, workers: tuple[str, ...]) -> None:
    done = run_suite(tmp_path, *workers, TRACKER_REQUIRE="browser")
    assert done.returncode == 1
    assert "TRACKER_REQUIRE=browser, so the run fails" in done.stdout


def test_a_required_group_that_ran_or_was_not_asked_for_fails_nothing(tmp_path: Path) -> None:
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\n")
    browser.chmod(0o755)
    assert run_suite(tmp_path, TRACKER_REQUIRE="browser").returncode == 0
    browser.unlink()
    assert run_suite(tmp_path, TRACKER_REQUIRE="spark").returncode == 0


def test_an_unknown_required_group_is_refused_before_anything_runs(tmp_path: Path) -> None:
    done = run_suite(tmp_path, TRACKER_REQUIRE="browsers")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "no group browsers; allowed: " + ", ".join(GROUPS) in done.stderr


@pytest.mark.parametrize("reach", [
    lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
    lambda: socket.getaddrinfo("example.org", 443),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)),
], ids=["connection", "name", "datagram"])  # fmt: skip
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_no_test_reaches_another_machine(outside: list[str], reach: object) -> None:
    with pytest.raises(OutsideError):
        reach()  # type: ignore[operator]
    assert len(outside) == 1
    outside.clear()


def test_a_connection_within_this_machine_is_let_through() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
