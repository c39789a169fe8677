"""The command ``tracker``: a mistake of the user is one message and a status, never a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from datasets import store
from loaders import cli, paths
from tests.conftest import MINI_FACTS
from tests.loaders.facts import change, mini

TRACKER = Path(sys.executable).parent / "tracker"


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a user types it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    return subprocess.run(
        [str(TRACKER), *words], env={**kept, **environment}, capture_output=True, text=True, timeout=120, check=False
    )


def refused(*words: str, **environment: str) -> str:
    """The one message of a refusal with status 1."""
    done = run(*words, **environment)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("tracker: ")
    return done.stderr.removeprefix("tracker: ").rstrip("\n")


def test_check_counts_sound_facts_by_table() -> None:
    done = run("check", "--curated", str(MINI_FACTS))
    assert (done.returncode, done.stderr) == (0, "")
    assert "5 claims" in done.stdout
    assert done.stdout.endswith(": no problem found\n")


def test_check_tells_every_problem_on_a_line_of_its_own(tmp_path: Path) -> None:
    folder = mini(tmp_path)
    change(folder, "places", "place-rajin", latitude="91")
    change(folder, "actors", "rok-mnd", country="kr")
    first, *lines = refused("check", "--curated", str(folder)).splitlines()
    assert first == "the curated facts have errors; nothing was built"
    assert sorted(line.split(":")[0] for line in lines) == ["actors/f.yaml", "places/f.yaml"]


def test_check_can_be_narrowed_to_some_files(tmp_path: Path) -> None:
    folder = mini(tmp_path)
    change(folder, "places", "place-rajin", latitude="91")
    assert cli.main(["check", "--curated", str(folder), "--only", "actors"]) == 0
    assert cli.main(["check", "--curated", str(folder), "--only", "places"]) == 1


def test_build_writes_a_release_and_names_it(tmp_path: Path) -> None:
    done = run("build", "--curated", str(MINI_FACTS), "--out", str(tmp_path / "out"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("release 2024-07-01-")
    assert done.stdout.endswith(" written\n")
    again = run("build", "--verify", "--curated", str(MINI_FACTS), "--out", str(tmp_path / "out"))
    assert (again.returncode, again.stdout) == (0, done.stdout.replace("written", "is what the facts give"))


def test_lists_beside_the_facts_are_in_the_release_and_others_where_named(tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    for name in ("curated", "lists"):
        shutil.copytree(paths.DATASETS / name, moved / name)
    assert cli.main(["build", "--curated", str(moved / "curated"), "--out", str(tmp_path / "beside")]) == 0
    assert store.read_manifest(tmp_path / "beside")["lists"] == store.read_manifest(paths.TABLES)["lists"] != {}
    words = ["--curated", str(moved / "curated"), "--lists", str(tmp_path / "none"), "--out", str(tmp_path / "without")]
    assert cli.main(["build", *words]) == 0
    assert store.read_manifest(tmp_path / "without")["lists"] == {}


def test_a_stale_release_is_told_with_status_one(tmp_path: Path) -> None:
    folder = mini(tmp_path)
    assert cli.main(["build", "--curated", str(folder), "--out", str(tmp_path / "out")]) == 0
    change(folder, "events", "event-2024-03-28-veto", title_en="Changed")
    assert "is stale (events differ)" in refused(
        "build", "--verify", "--curated", str(folder), "--out", str(tmp_path / "out")
    )


@pytest.mark.parametrize(("words", "message"), [
    (("check", "--curated", "nowhere"), "holds no curated facts"),
    (("build", "--curated", "nowhere"), "holds no curated facts"),
    (("build", "--verify", "--curated", str(MINI_FACTS), "--out", "nowhere"), "nowhere/manifest.json is missing: run `tracker build`"),
    (("build", "--curated", str(MINI_FACTS), "--out", "/dev/null/tables"), "Not a directory: '/dev/null/tables'"),
])  # fmt: skip
def test_a_wrong_folder_is_one_message(
    words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(words) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("tracker: ")
    assert message in captured.err
    assert "Traceback" not in captured.err


@pytest.mark.parametrize(
    "port", ["0", "65536", "-1", "eighty", "80.5", "", " ", "٨٥٠١", "8501; true", "99999999999999999999"]
)
def test_a_port_that_is_none_is_refused_before_anything_starts(
    port: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "execv", lambda *_: pytest.fail("the server was started"))
    assert cli.main(["serve", f"--port={port}"]) == 1
    assert capsys.readouterr().err == f"tracker: {port!r} is no port; give a number from 1 to 65535\n"


def test_the_bare_command_serves_and_takes_a_wrong_port_from_the_environment_as_a_mistake_too() -> None:
    assert refused(TRACKER_PORT="eighty") == "'eighty' is no port; give a number from 1 to 65535"


@pytest.mark.parametrize(("words", "environment", "address"), [
    ([], {}, ("127.0.0.1", "8501")), (["serve", "--port", "80", "--host", "::1"], {}, ("::1", "80")),
    ([], {"TRACKER_HOST": "0.0.0.0", "TRACKER_PORT": "8600"}, ("0.0.0.0", "8600")),  # noqa: S104 - what a user may ask for
    (["serve", "--port", "80"], {"TRACKER_PORT": "8600", "TRACKER_HOST": ""}, ("127.0.0.1", "80")),
])  # fmt: skip
def test_the_server_always_gets_an_address_of_its_own(
    words: list[str], environment: dict[str, str], address: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    for name in ("TRACKER_HOST", "TRACKER_PORT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(os, "execv", lambda _, command: started.append(command))
    cli.main(words)
    (command,) = started
    assert command[:4] == [sys.executable, "-m", "streamlit", "run"]
    assert Path(command[4]).is_absolute()
    assert Path(command[4]).is_file()
    options = dict(zip(command[5::2], command[6::2], strict=True))
    assert (options["--server.address"], options["--server.port"]) == address


@pytest.mark.parametrize(
    "words", [["bild"], ["check", "--curated"], ["build", "--fast"], ["serve", "8501"], ["--port", "80"]]
)
def test_unknown_words_give_usage_and_status_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: tracker")


def test_serving_loads_no_other_command_and_no_tables() -> None:
    code = "import sys; from loaders import cli; cli.parser('serve'); print(sorted({'polars', 'scipy', 'lxml'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout == "[]\n"


def test_help_names_every_command_with_its_purpose(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert all(f"\n    {name} " in shown for name in ("serve", "build", "check"))


def test_an_interruption_is_no_traceback(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "execv", interrupted)
    assert cli.main(["serve", "--port", "8501"]) == 130
    assert capsys.readouterr().err == "tracker: interrupted\n"


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    with subprocess.Popen(
        [str(TRACKER), "sample", "400", "--seed", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == cli.GONE
