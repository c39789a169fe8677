"""A refresh from disk and from a server: what is accepted, what is refused, and what stays in service."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from loaders.archive import Archive
from loaders.fetch import Policy
from loaders.lists import shipped
from loaders.lists.extract import Watch
from loaders.lists.registry import LISTS
from loaders.lists.update import ABSENT, ACCEPTED, FAILED, REFUSED, UNCHANGED, Desk, Outcome, refresh
from tests.loaders.lists.builders import un_list
from tests.loaders.lists.support import copy_of
from tests.loaders.server import Answer, Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UN = replace(LISTS["un-sc"], floor=2)
PATH = "/consolidated.xml"
NOW = dt.datetime(2026, 7, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(
        archive=Archive(tmp_path / "raw"), out=tmp_path / "lists", now=lambda: NOW,
        policy=Policy(attempts=2, connect=5, read=5, sleep=lambda _: None),
    )  # fmt: skip


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with Server() as running:
        own = tmp_path / "sources.json"
        own.write_text(json.dumps({"un-sc": {"consolidated.xml": running.root + PATH}}), encoding="utf-8")
        monkeypatch.setenv("TRACKER_SOURCES", str(own))
        yield running


def from_disk(desk: Desk, folder: Path, content: bytes) -> Outcome:
    """Refresh from a folder that holds that one file."""
    folder.mkdir(exist_ok=True)
    (folder / "consolidated.xml").write_bytes(content)
    return refresh([UN], desk, folder=folder)[0]


def served(desk: Desk, server: Server, *answers: Answer) -> Outcome:
    """Refresh from a server that answers so."""
    server.on(PATH, *answers)
    return refresh([UN], desk)[0]


def in_service(desk: Desk) -> list[str]:
    """Ids of the entries of the extract in service."""
    return [row["entry_id"] for row in shipped.rows(desk.out)]


def test_a_first_copy_is_accepted_with_its_provenance(desk: Desk, tmp_path: Path) -> None:
    outcome = from_disk(desk, tmp_path / "in", un_list(3))
    assert (outcome.result, outcome.changed) == (ACCEPTED, True)
    assert in_service(desk) == ["KPi.001", "KPi.002", "KPi.003"]
    about = json.loads((desk.out / "un-sc.json").read_text(encoding="utf-8"))
    assert about["publisher"] == UN.publisher
    (version,) = about["versions"]
    assert (version["version"], version["version_basis"], version["count"]) == ("2025-11-18", "stated", 3)
    assert version["retrieved"] is None
    assert version["files"][0]["bytes"] == len(un_list(3))
    assert str(tmp_path) not in (desk.out / "un-sc.json").read_text(encoding="utf-8")


def test_the_same_copy_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    from_disk(desk, tmp_path / "in", un_list(3))
    before = {path.name: path.read_bytes() for path in desk.out.iterdir()}
    outcome = from_disk(desk, tmp_path / "in", un_list(3))
    assert (outcome.result, outcome.changed) == (UNCHANGED, False)
    assert {path.name: path.read_bytes() for path in desk.out.iterdir()} == before


def test_the_same_files_give_the_same_bytes_elsewhere(desk: Desk, tmp_path: Path) -> None:
    from_disk(desk, tmp_path / "in", un_list(3))
    other = replace(
        desk, out=tmp_path / "other", archive=Archive(tmp_path / "raw2"), now=lambda: NOW + dt.timedelta(days=9)
    )
    from_disk(other, tmp_path / "in", un_list(3))
    assert {p.name: p.read_bytes() for p in desk.out.iterdir()} == {p.name: p.read_bytes() for p in other.out.iterdir()}


def test_a_newer_copy_follows_and_the_older_extract_stays_beside_it(desk: Desk, tmp_path: Path) -> None:
    from_disk(desk, tmp_path / "in", un_list(3))
    outcome = from_disk(desk, tmp_path / "in", un_list(4, day="2026-01-02"))
    assert outcome.result == ACCEPTED
    assert len(in_service(desk)) == 4
    assert [one.version for one in shipped.versions("un-sc", desk.out)] == ["2025-11-18", "2026-01-02"]
    assert len(list(desk.out.glob("*.parquet"))) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (un_list(10)[:-200], "not well-formed"),
        (b"", "the file is empty"),
        (un_list(6, day="2026-01-02"), "below 70 %"),
        (un_list(10, day="2025-11-17"), "is before 2025-11-18"),
        (un_list(1, day="2026-01-02"), "a whole copy holds at least 2"),
        (b"<CONSOLIDATED_LIST dateGenerated='2026-01-02T00:00:00Z'><INDIVIDUALS/></CONSOLIDATED_LIST>", "no record"),
    ],
    ids=["cut", "empty", "shrunk", "older", "excerpt", "no-record"],
)
def test_a_refused_copy_leaves_the_old_one_and_is_logged(
    desk: Desk, tmp_path: Path, server: Server, content: bytes, reason: str
) -> None:
    assert served(desk, server, Answer(body=un_list(10))).result == ACCEPTED
    before = in_service(desk)
    outcome = served(desk, server, Answer(body=content or b" "))
    assert outcome.result == REFUSED
    assert reason in outcome.detail
    assert in_service(desk) == before
    state = desk.archive.state("un-sc")
    assert reason in state.refusals[-1]["reason"]
    assert state.checks[-1]["result"] == REFUSED


def test_an_old_copy_from_disk_does_not_come_back_into_service(desk: Desk, tmp_path: Path) -> None:
    from_disk(desk, tmp_path / "in", un_list(3))
    from_disk(desk, tmp_path / "in", un_list(4, day="2026-01-02"))
    outcome = from_disk(desk, tmp_path / "in", un_list(3))
    assert outcome.result == REFUSED
    assert len(in_service(desk)) == 4


def test_absence_from_a_copy_is_no_delisting(desk: Desk, tmp_path: Path) -> None:
    from_disk(desk, tmp_path / "in", un_list(4))
    from_disk(desk, tmp_path / "in", un_list(3, day="2026-01-02", first=2))
    rows = shipped.rows(desk.out)
    assert len(rows) == 3
    assert not any(row["delisted"] for row in rows)


def test_of_several_copies_on_disk_the_newest_sound_one_is_taken(desk: Desk, tmp_path: Path) -> None:
    for day, content in (
        ("2025-11-18", un_list(3)),
        ("2026-02-01", b"<broken"),
        ("2026-01-02", un_list(4, day="2026-01-02")),
    ):
        (tmp_path / "in" / day).mkdir(parents=True)
        (tmp_path / "in" / day / "consolidated.xml").write_bytes(content)
    (outcome,) = refresh([UN], desk, folder=tmp_path / "in")
    assert outcome.result == ACCEPTED
    assert len(in_service(desk)) == 4


def test_a_folder_without_the_list_is_told(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert refresh([UN], desk, folder=tmp_path / "in")[0].result == ABSENT


def test_every_list_is_found_by_its_content(desk: Desk, tmp_path: Path) -> None:
    wanted = {
        form: f"in/{form}"
        for form in ("ofac-csv", "csl-csv", "eu-xml", "mof-xlsx", "eul-xlsx", "ban-pdf", "kr-notice", "un-xml")
    }
    names = set()
    for form, place in wanted.items():
        (tmp_path / place).mkdir(parents=True)
        names.add(copy_of(form, tmp_path / place)[0])
    outcomes = refresh([replace(LISTS[name], floor=1) for name in sorted(names)], desk, folder=tmp_path / "in")
    assert [outcome.result for outcome in outcomes if outcome.list_name != "us-csl"] == [ACCEPTED] * 7
    assert shipped.names(desk.out) == sorted(outcome.list_name for outcome in outcomes if outcome.result == ACCEPTED)


def test_a_second_check_is_conditional_and_an_unchanged_list_stays(desk: Desk, server: Server) -> None:
    answer = Answer(body=un_list(3), etag='"v1"', headers={"Last-Modified": "Wed, 19 Nov 2025 09:00:00 GMT"})
    assert served(desk, server, answer).result == ACCEPTED
    (version,) = shipped.versions("un-sc", desk.out)
    assert version.retrieved == "2026-07-01"
    assert version.files[0]["address"] == server.root + PATH
    assert served(desk, server, answer).result == UNCHANGED
    first, second = server.asked(PATH)
    assert "if-none-match" not in first
    assert second["if-none-match"] == '"v1"'


def test_an_unchanged_answer_after_the_raw_copy_was_lost_is_asked_for_anew(desk: Desk, server: Server) -> None:
    answer = Answer(body=un_list(3), etag='"v1"')
    served(desk, server, answer)
    state = desk.archive.state("un-sc")
    assert state.raw is not None
    (desk.archive.root / "un-sc" / state.raw / "consolidated.xml").unlink()
    (desk.archive.root / "un-sc" / state.raw).rmdir()
    assert served(desk, server, answer).result == UNCHANGED
    assert "if-none-match" not in server.asked(PATH)[-1]


@pytest.mark.parametrize(
    "answer",
    [Answer(status=403), Answer(status=500), Answer(body=b"<html>busy</html>"), Answer(body=un_list(9), cut=99)],
    ids=["403", "500", "page", "cut"],
)
def test_a_failed_download_leaves_the_old_copy_and_is_logged(desk: Desk, server: Server, answer: Answer) -> None:
    served(desk, server, Answer(body=un_list(3)))
    assert served(desk, server, answer).result == FAILED
    assert len(in_service(desk)) == 3
    assert desk.archive.state("un-sc").checks[-1]["result"] == FAILED


def test_one_list_that_fails_leaves_the_others_alone(
    desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRACKER_LAW_GO_KR_KEY", raising=False)
    server.on(PATH, Answer(body=un_list(3)))
    outcomes = refresh([LISTS["kr-fsc"], UN], desk)
    assert [outcome.result for outcome in outcomes] == [FAILED, ACCEPTED]
    assert "set TRACKER_LAW_GO_KR_KEY" in outcomes[0].detail


def test_an_extract_that_was_damaged_is_named(desk: Desk, tmp_path: Path) -> None:
    from_disk(desk, tmp_path / "in", un_list(3))
    next(desk.out.glob("*.parquet")).write_bytes(b"x")
    with pytest.raises(shipped.ExtractError, match="missing or changed"):
        shipped.rows(desk.out)
    from_disk(desk, tmp_path / "in", un_list(4, day="2026-01-02"))
    assert len(in_service(desk)) == 4


def test_entries_are_admitted_by_rule_and_each_says_which(desk: Desk, tmp_path: Path) -> None:
    content = un_list(4).replace(
        b"DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.00", b"ISIL</UN_LIST_TYPE><REFERENCE_NUMBER>QDi.00", 2
    )
    watch = Watch(references={("un-sc", "QDi.002"): "person-known"})
    from_disk(replace(desk, watch=watch), tmp_path / "in", content)
    assert {row["entry_id"]: row["admitted_by"] for row in shipped.rows(desk.out)} == {
        "KPi.003": "measure against the DPRK (DPRK)", "KPi.004": "measure against the DPRK (DPRK)",
        "QDi.002": "a curated listing or the crosswalk names this entry",
    }  # fmt: skip
