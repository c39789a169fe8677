"""The archive of raw files: kept by content, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from loaders.archive import UNFINISHED, Archive, ArchiveError, State, digest, raw_file, sweep, write_whole

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "raw")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "list.xml"
    path.write_bytes(b"<list/>")
    return path


def kept(archive: Archive, source: Path) -> tuple[Path, State]:
    """A version in service, as a refresh leaves it."""
    raw = raw_file(source, address="https://example.org/list.xml")
    folder = archive.keep("un-sc", [(source, raw)])
    return folder, State(list_name="un-sc", files=[vars(raw)], raw=folder.name)


def test_a_version_is_kept_under_its_content_and_once(archive: Archive, source: Path) -> None:
    folder, _ = kept(archive, source)
    again, _ = kept(archive, source)
    assert folder == again
    assert [path.name for path in folder.iterdir()] == ["list.xml"]
    assert digest(folder / "list.xml") == digest(source)
    source.write_bytes(b"<other/>")
    other, _ = kept(archive, source)
    assert other != folder
    assert folder.is_dir()


def test_a_version_that_was_changed_or_lost_is_not_trusted(archive: Archive, source: Path) -> None:
    folder, state = kept(archive, source)
    assert archive.folder(state) == folder
    (folder / "list.xml").write_bytes(b"<damaged/>")
    assert archive.folder(state) is None
    (folder / "list.xml").unlink()
    assert archive.folder(state) is None
    assert archive.folder(State(list_name="un-sc")) is None


def test_a_state_is_read_back_and_a_broken_one_is_empty(archive: Archive) -> None:
    state = State(list_name="un-sc", refusals=[{"at": "x", "version": "v", "reason": "r"}])
    archive.save(state)
    assert archive.state("un-sc") == state
    (archive.root / "state" / "un-sc.json").write_text("{", encoding="utf-8")
    assert archive.state("un-sc") == State(list_name="un-sc")


def test_only_the_newest_lines_of_a_state_are_kept(archive: Archive) -> None:
    archive.save(State(list_name="un-sc", checks=[{"at": str(n)} for n in range(500)]))
    checks = archive.state("un-sc").checks
    assert len(checks) < 500
    assert checks[-1] == {"at": "499"}


def test_a_second_refresh_is_kept_out(archive: Archive) -> None:
    with archive.locked(), pytest.raises(ArchiveError, match="another refresh is running"), archive.locked():
        pass


def test_what_a_killed_refresh_left_is_cleared(archive: Archive) -> None:
    rest = archive.root / "staging" / "un-sc-abc" / "half.xml"
    rest.parent.mkdir(parents=True)
    rest.write_bytes(b"<half")
    with archive.locked():
        assert not rest.exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "raw").write_bytes(b"a file")
    with pytest.raises(ArchiveError, match="set TRACKER_RAW"), Archive(tmp_path / "raw").locked():
        pass


def test_the_folder_of_the_archive_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_RAW", str(tmp_path / "elsewhere"))
    assert Archive().root == tmp_path / "elsewhere"


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("loaders.archive.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_what_a_killed_write_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    write_whole(tmp_path / "list.json", b"{}")
    (tmp_path / f"{UNFINISHED}abc").write_bytes(b"{")
    (tmp_path / ".hidden").write_bytes(b"kept")
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".hidden", "list.json"]
    sweep(tmp_path / "nowhere")
