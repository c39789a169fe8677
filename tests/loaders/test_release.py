"""``tracker release``: refuses with what is missing, keeps whole or not at all, and leaves later builds their files."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from datasets import citation, kept, store
from datasets.filters import Filters
from datasets.schema import TABLES
from loaders import cli
from loaders.build import verify
from loaders.release import ReleaseError
from tests.loaders.facts import change
from tests.loaders.releasing import NO_LISTS, Project, first
from tests.loaders.test_cli import refused, run

VETO = "event-2024-03-28-veto"
RECORD = {"table": "events", "row_id": VETO, "reason": "correction", "note": "Misread."}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return first(tmp_path)


def words(project: Project) -> list[str]:
    return ["--curated", str(project.curated), "--out", str(project.out), "--lists", str(NO_LISTS)]


def misread(project: Project) -> None:
    """One change that no rule gives a reason for, built."""
    change(project.curated, "events", VETO, votes_for="12")
    project.build()


def test_the_command_refuses_without_a_reason_and_passes_with_one(project: Project) -> None:
    start = next(iter(store.kept_releases(project.out)))
    misread(project)
    message = refused("release", *words(project))
    assert message.splitlines()[0] == f"1 change has no reason (1 in events); release {start} stays the last one kept."
    assert f"curated/changes/{start}.yaml" in message
    asked = f"- {{table: events, row_id: {VETO}, field: votes_for, reason: , note: }}  # 13 → 12"
    assert message.splitlines()[-1] == asked
    assert list(store.kept_releases(project.out)) == [start]

    path = project.curated / "changes" / f"{start}.yaml"
    path.parent.mkdir()
    path.write_text(asked.replace("reason: ,", "reason: correction,").replace("note: }", "note: Misread. }") + "\n")
    stale = refused("release", *words(project))
    assert "was built from other facts (curated/changes/" in stale
    assert stale.endswith("run `tracker build` first")

    release = project.build()
    done = run("release", *words(project))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"events: 1 correction\nrelease {release} kept; 1 changes since release {start}\n"
    assert list(store.kept_releases(project.out)) == [release, start]
    assert run("release", *words(project)).stdout == done.stdout, "kept again is kept still"


def test_the_first_release_is_kept_without_any_reason(tmp_path: Path) -> None:
    project = first(tmp_path)
    assert project.keep().previous is None
    assert cli.main(["release", *words(project)]) == 0


def test_a_reason_that_no_change_needs_is_named(project: Project) -> None:
    misread(project)
    path = project.say(RECORD, RECORD | {"field": "votes_against"})
    project.build()
    with pytest.raises(ReleaseError) as error:
        project.keep()
    assert str(error.value).splitlines()[1:] == [f"changes/{path.name}:5: events {VETO} votes_against"]


def test_an_error_in_the_reasons_is_told(project: Project) -> None:
    misread(project)
    project.say(RECORD)
    project.build()
    project.say(RECORD | {"reason": "typo"})
    with pytest.raises(ReleaseError, match="run `tracker build` first"):
        project.keep()


def test_many_changes_are_counted_by_table_and_the_first_are_shown(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loaders.release.MAX_SHOWN", 2)
    change(project.curated, "events", VETO, votes_for="12", votes_against="2", title_en="A" * 100 + "\nB")
    change(project.curated, "sources", "src-one", title="Another: 'title'")
    project.build()
    with pytest.raises(ReleaseError) as error:
        project.keep()
    first_line, _, *lines = str(error.value).splitlines()
    assert "4 changes have no reason (3 in events, 1 in sources)" in first_line
    assert len(lines) == 3
    assert lines[-1] == "# … and 2 more"
    assert all(len(line) < 300 for line in lines)


def test_without_a_release_or_with_a_broken_one_nothing_is_kept(project: Project, tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="is missing: run `tracker build`"):
        Project(project.curated, tmp_path / "nowhere").keep()
    misread(project)
    next(p for p in project.out.glob("events-*.parquet") if p.name in manifest_files(project.out)).unlink()
    with pytest.raises(ReleaseError, match="is not whole"):
        project.keep()


def manifest_files(folder: Path) -> set[str]:
    return {entry["file"] for entry in store.read_manifest(folder)["tables"].values()}


class KilledError(Exception):
    """Stands for a process that ends in between."""


def nothing(path: Path, **_: bool) -> None:
    """Do nothing."""


def test_a_release_killed_while_keeping_keeps_nothing_and_can_be_kept_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    misread(project)
    project.say(RECORD)
    release = project.build()
    before = list(store.kept_releases(project.out))

    def killed(self: Path, target: Path) -> Path:
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        patch.setattr(Path, "unlink", nothing)  # a killed process tidies nothing up
        with pytest.raises(KilledError):
            project.keep()
    assert list(store.kept_releases(project.out)) == before
    assert list((project.out / store.KEPT).glob(".*")), "a leftover"
    project.keep()
    assert next(iter(store.kept_releases(project.out))) == release
    project.build()
    assert not list((project.out / store.KEPT).glob(".*"))


def test_files_that_a_build_took_away_meanwhile_are_not_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    misread(project)
    project.say(RECORD)
    project.build()
    before = list(store.kept_releases(project.out))
    keep = kept.keep

    def overtaken(folder: Path, manifest: dict[str, object]) -> object:
        change(project.curated, "events", VETO, votes_for="11")
        project.build()
        return keep(folder, manifest)

    monkeypatch.setattr(kept, "keep", overtaken)
    with pytest.raises(ReleaseError, match=r"events-[0-9a-f]+\.parquet.* went missing: run `tracker build`"):
        project.keep()
    assert list(store.kept_releases(project.out)) == before


def test_later_builds_leave_what_kept_releases_name_and_take_away_the_rest(project: Project) -> None:
    (start,) = store.kept_releases(project.out)
    misread(project)
    unkept = manifest_files(project.out) - {
        entry["file"] for entry in store.read_manifest(project.out, start)["tables"].values()
    }
    change(project.curated, "events", VETO, votes_for="11")
    project.build()
    assert not [name for name in unkept if name.startswith("events-") and (project.out / name).exists()]
    old = store.open_release(project.out, release=start)
    assert (old.id, old.faults) == (start, {})
    assert {row["votes_for"] for row in store.rows(old.table("events"))} == {13}


def test_verify_compares_with_the_kept_release_too(project: Project) -> None:
    misread(project)
    project.say(RECORD)
    release = project.build()
    assert verify(curated=project.curated, lists=NO_LISTS, out=project.out) == release
    project.keep()
    assert verify(curated=project.curated, lists=NO_LISTS, out=project.out) == release


def test_a_citation_of_a_kept_release_holds_after_later_builds(project: Project, today: dt.date) -> None:
    text = citation.cite(store.open_release(project.out), "events", Filters(), title="Events", accessed=today)
    misread(project)
    done = run("cite", "verify", text, "--release", str(project.out))
    assert (done.returncode, done.stdout) == (0, "OK\n")
    (start,) = store.kept_releases(project.out)
    forged = text.replace(start, store.read_manifest(project.out)["release"])
    assert "sha256" in run("cite", "verify", forged, "--release", str(project.out)).stdout


def test_a_citation_holds_after_the_contract_has_gained_a_column(
    tmp_path: Path, today: dt.date, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = TABLES["events"]
    fewer = tuple(column for column in declared.columns if column.name != "document")
    with monkeypatch.context() as before:
        before.setitem(TABLES, "events", declared.__class__(**{**vars(declared), "columns": fewer}))
        project = first(tmp_path)
        (start,) = store.kept_releases(project.out)
        text = citation.cite(store.open_release(project.out), "events", Filters(), title="Events", accessed=today)
    project.build()
    old = store.open_release(project.out, release=start)
    assert old.faults == {}
    assert {row["document"] for row in store.rows(old.table("events"))} == {None}
    assert citation.differences(old, citation.read(text)) == []


@pytest.fixture
def today() -> dt.date:
    """A day of access."""
    return dt.date(2024, 8, 1)


def test_a_kept_copy_is_the_manifest_with_its_number(project: Project) -> None:
    (path,) = store.kept_releases(project.out).values()
    assert json.loads(path.read_text()) == {**store.read_manifest(project.out), "kept": 1}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-[0-9a-f]{8}", path.stem)
