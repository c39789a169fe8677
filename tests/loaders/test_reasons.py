"""Reasons: given by a rule where one holds, else by people; read with the place of every error."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from datasets.schema import TABLES
from loaders import change_rules, cli, reasons
from loaders.change_rules import Context
from loaders.changes import Change
from loaders.curated import CuratedError, read_folder
from tests.loaders.facts import add, change, mini
from tests.loaders.releasing import Project, add_source, event, first

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CLAIM = "claim-us-state-2024-05-02-oil"
VETO = "event-2024-03-28-veto"
AFTER, BEFORE = "2024-07-15", "2024-06-01"  # the release day of the mini facts is 2024-07-01


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return first(tmp_path)


def new_event(project: Project) -> None:
    add(project.curated, "events", event(AFTER, add_source(project, AFTER)))


def old_event_new_source(project: Project) -> None:
    add(project.curated, "events", event(BEFORE, add_source(project, BEFORE)))


def old_event_old_source(project: Project) -> None:
    add(project.curated, "events", event(BEFORE, "src-one"))


def further_source(project: Project) -> None:
    change(project.curated, "events", VETO, source_ids=["src-two", add_source(project, BEFORE)])


def withdrawn(project: Project) -> None:
    change(project.curated, "events", VETO, withdrawn_on="2024-07-02", withdrawn_why="It was another vote.")


def ended_later(project: Project) -> None:
    change(project.curated, "measures", "us-2024-05-16-arms", ended=AFTER)
    change(project.curated, "coverage", "coverage-us", checked_on="2024-07-16")


def ended_before(project: Project) -> None:
    change(project.curated, "measures", "us-2024-05-16-arms", ended=BEFORE)


def archived(project: Project) -> None:
    change(project.curated, "sources", "src-one", archived_url="https://archive.example.org/one")


def checked_again(project: Project) -> None:
    change(project.curated, "coverage", "coverage-us", to="2024-07-10", checked_on="2024-07-11")


def checked_less(project: Project) -> None:
    change(project.curated, "coverage", "coverage-us", to="2024-06-01")


def another_date(project: Project) -> None:
    change(project.curated, "events", VETO, occurred="2024-03-29")


CASES: list[tuple[Callable[[Project], None], set[tuple[str, str, str | None]]]] = [
    (new_event, {("sources", "source_id", "world"), ("events", "event_id", "world")}),
    (old_event_new_source, {("sources", "source_id", "source"), ("events", "event_id", "source")}),
    (old_event_old_source, {("events", "event_id", None)}),
    (further_source, {("sources", "source_id", "source"), ("events", "source_ids", "source")}),
    (withdrawn, {("events", "withdrawn_on", "correction"), ("events", "withdrawn_why", "correction")}),
    (
        ended_later,
        {
            ("coverage", "checked_on", "source"),
            *(("measures", c, "world") for c in ("ended", "ended_earliest", "ended_latest", "ended_basis")),
        },
    ),
    (ended_before, {("measures", c, None) for c in ("ended", "ended_earliest", "ended_latest", "ended_basis")}),
    (archived, {("sources", "archived_url", "source")}),
    (checked_again, {("coverage", "to", "source"), ("coverage", "checked_on", "source")}),
    (checked_less, {("coverage", "to", None)}),
    (another_date, {("events", c, None) for c in ("occurred", "occurred_earliest", "occurred_latest", "known_from")}),
]


@pytest.mark.parametrize(("edit", "expected"), CASES, ids=lambda case: getattr(case, "__name__", ""))
def test_a_rule_gives_the_reason_only_where_it_holds_for_certain(
    project: Project, edit: Callable[[Project], None], expected: set[tuple[str, str, str | None]]
) -> None:
    edit(project)
    project.build()
    assert {(table, field, reason) for table, _, field, reason in project.lines() if table != "actors"} == expected


def test_a_computed_field_takes_the_reason_of_what_it_is_computed_from(project: Project) -> None:
    change(project.curated, "claims", CLAIM, quantity_best="165001", claimed="2024-05-03")
    project.say({"table": "claims", "row_id": CLAIM, "field": "quantity_best", "reason": "correction", "note": "Misread."},
                {"table": "claims", "row_id": CLAIM, "field": "claimed", "reason": "correction", "note": "Misread."})  # fmt: skip
    project.build()
    found = {row["field"]: (row["reason"], row["note"]) for row in project.rows() if row["row_id"] == CLAIM}
    computed = ("correction", "computed from what changed")
    assert found == {
        "quantity_best": ("correction", "Misread."), "claimed": ("correction", "Misread."),
        "claimed_earliest": computed, "claimed_latest": computed, "known_from": computed, "quantity_display": computed,
    }  # fmt: skip


def test_a_field_computed_from_another_row_takes_the_reason_of_that_row(project: Project) -> None:
    change(project.curated, "targets", "entity-owner", name="OWNER II")
    project.say({"table": "targets", "reason": "correction", "note": "The name as printed."})
    project.build()
    found = {(row["table"], row["field"]): row["reason"] for row in project.rows()}
    assert found == {("targets", "name"): "correction", ("listings", "target_name"): "correction"}


def test_a_record_about_one_line_goes_before_a_rule_and_a_wider_one_after(project: Project) -> None:
    add(project.curated, "events", event(AFTER, add_source(project, AFTER)))
    further = [*["src-two"], "src-four"]
    change(project.curated, "events", VETO, source_ids=further, votes_for="12")
    project.say(
        {"table": "events", "row_id": f"event-{AFTER}-vote", "reason": "correction", "note": "Overlooked."},
        {"table": "events", "row_id": VETO, "reason": "correction", "note": "Misread."},
        {"table": "events", "reason": "scope", "note": "All events."},
    )
    project.build()
    found = {(row["row_id"], row["field"]): row["reason"] for row in project.rows() if row["table"] == "events"}
    assert found == {
        (f"event-{AFTER}-vote", "event_id"): "correction", (VETO, "source_ids"): "source", (VETO, "votes_for"): "correction",
    }  # fmt: skip


def test_reasons_given_since_another_release_do_not_count(project: Project) -> None:
    change(project.curated, "events", VETO, votes_for="12")
    path = project.say({"table": "events", "reason": "correction", "note": "Misread."})
    path.rename(path.with_name("2020-01-01-00000000.yaml"))
    project.build()
    assert {reason for *_, reason in project.lines()} == {None}


def test_several_people_may_write_into_files_of_their_own(project: Project) -> None:
    change(project.curated, "events", VETO, votes_for="12", title_en="Veto")
    project.say({"table": "events", "field": "votes_for", "reason": "correction", "note": "Misread."}, part=".one")
    project.say({"table": "events", "field": "title_en", "reason": "scope", "note": "Shorter."}, part=".other")
    project.build()
    assert {(field, reason) for _, _, field, reason in project.lines()} == {
        ("votes_for", "correction"),
        ("title_en", "scope"),
    }


WRONG = [
    ({"table": "rumours"}, "table", "there is no table 'rumours'"),
    ({"table": "changes"}, "table", "there is no table 'changes'"),
    ({"field": "votes"}, "field", "table events has no column 'votes'"),
    ({"reason": "typo"}, "reason", "allowed: world, source, correction, scope"),
    ({"note": None}, "note", "is required"),
    ({"colour": "red"}, "colour", "no such column; allowed: table, row_id, field, reason, note"),
]


@pytest.mark.parametrize(("wrong", "field", "message"), WRONG)
def test_an_error_in_a_record_is_told_with_its_place(
    project: Project, wrong: dict[str, Any], field: str, message: str
) -> None:
    record = {"table": "events", "reason": "correction", "note": "Misread.", **wrong}
    path = project.say({name: value for name, value in record.items() if value is not None})
    with pytest.raises(CuratedError) as error:
        reasons.read(project.curated)
    (problem,) = error.value.problems
    assert (problem.file, problem.field) == (f"changes/{path.name}", field)
    assert message in problem.message
    assert cli.main(["check", "--curated", str(project.curated)]) == 1


def test_two_records_about_the_same_are_an_error(project: Project) -> None:
    record = {"table": "events", "field": "votes_for", "reason": "correction", "note": "Misread."}
    project.say(record, record | {"reason": "scope"})
    with pytest.raises(CuratedError, match="is about the same as changes/"):
        reasons.read(project.curated)


def test_reasons_are_no_facts(tmp_path: Path) -> None:
    folder = mini(tmp_path)
    number = len(read_folder(folder))
    (folder / "changes").mkdir()
    (folder / "changes" / "2024-07-01-00000000.yaml").write_text("- {table: events, reason: scope, note: Words.}\n")
    assert len(read_folder(folder)) == number
    assert len(reasons.read(folder)) == 1
    assert reasons.read(tmp_path / "nowhere") == []


def entry(**given: Any) -> dict[str, Any]:
    return dict.fromkeys(TABLES["list_entries"].names) | {"list_name": "un-sc"} | given


def listing(**given: Any) -> dict[str, Any]:
    return dict.fromkeys(TABLES["listings"].names) | {"list_name": "un-sc", "origins": ["official_list"]} | given


def on(day: int) -> dt.date:
    return dt.date(2024, 1, day)


def held(old: dict[str, int], new: dict[str, int]) -> Context:
    versions = ({name: on(day) for name, day in each.items()} for each in (old, new))
    return Context(on(1), frozenset(), {}, *versions)


NEWER, SAME, NEW_LIST = held({"un-sc": 1}, {"un-sc": 2}), held({"un-sc": 1}, {"un-sc": 1}), held({}, {"un-sc": 2})
BOTH = ["curated", "official_list"]


@pytest.mark.parametrize(
    ("one", "context", "reason"),
    [
        (Change("list_entries", "k", "name", entry(name="A"), entry(name="B")), NEWER, "world"),
        (Change("list_entries", "k", "name", entry(name="A"), entry(name="B")), SAME, None),
        (Change("list_entries", "k", "list_entry_id", None, entry()), NEW_LIST, "scope"),
        (Change("list_entries", "k", "list_entry_id", entry(), None), NEWER, "world"),
        (Change("list_entries", "k", "list_entry_id", entry(), None), held({"un-sc": 1}, {}), None),
        (Change("listings", "k", "listing_id", None, listing()), NEW_LIST, "scope"),
        (Change("listings", "k", "delisted", listing(), listing(delisted="2024-01-02")), NEWER, "world"),
        (Change("listings", "k", "list_reference", listing(origins=["curated"]), listing(origins=BOTH)), NEWER, "world"),
        (Change("listings", "k", "grounds_en", listing(origins=BOTH), listing(origins=BOTH, grounds_en="A")), NEWER, None),
        (Change("sources", "src-list-un-sc-2024-01-01", "source_id", {}, None), NEWER, "world"),
        (Change("sources", "src-list-eu-fsf-2024", "source_id", {}, None), NEWER, None),
    ],
)  # fmt: skip
def test_what_comes_from_a_list_changes_with_its_version(one: Change, context: Context, reason: str | None) -> None:
    found = change_rules.by_rule(one, context)
    assert (found[0] if found else None) == reason


def test_the_version_of_a_list_is_that_of_its_newest_entry() -> None:
    rows: list[dict[str, Any]] = [
        {"list_name": "a", "list_version_latest": on(2)},
        {"list_name": "a", "list_version_latest": on(1)},
        {"list_name": "b", "list_version_latest": None},
    ]
    assert change_rules.versions(rows) == {"a": on(2), "b": None}
