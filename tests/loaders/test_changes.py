"""Changes between a build and the release kept before: one line per field, compared with the right release."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow.parquet as pq
import pytest

from datasets import store
from datasets.definitions.derive import derive
from datasets.schema import TABLES
from loaders import changes
from loaders.changes import Change, ChangesError
from tests.loaders.facts import add, change
from tests.loaders.releasing import Project, add_source, event, first

if TYPE_CHECKING:
    from pathlib import Path

CLAIM = "claim-rok-mnd-2024-02-26-containers"
VETO = "event-2024-03-28-veto"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return first(tmp_path)


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def manifest(project: Project) -> dict[str, Any]:
    return store.read_manifest(project.out)


def test_the_first_release_has_no_changes_and_names_none_before_it(project: Project) -> None:
    assert project.rows() == []
    assert manifest(project)["previous"] is None


def test_what_was_kept_last_is_built_again_with_the_same_bytes(project: Project) -> None:
    before = content(project.out)
    project.build()
    assert content(project.out) == before


def test_a_changed_field_is_a_line_with_both_values_and_both_releases(project: Project) -> None:
    old = manifest(project)["release"]
    change(project.curated, "events", VETO, title_en="Veto of the experts", votes_for="12", place_ids=["place-rajin"])
    project.build()
    rows = {row["field"]: row for row in project.rows()}
    assert {(r["table"], r["row_id"], r["subject"], r["from_version"], r["to_version"]) for r in rows.values()} == {
        ("events", VETO, "release", old, "2024-07-01")
    }
    values = {field: (row["old"], row["new"]) for field, row in rows.items()}
    assert values == {
        "title_en": ("Veto of the panel", "Veto of the experts"),
        "votes_for": ("13", "12"),
        "place_ids": (None, "place-rajin"),
    }
    assert {row["reason"] for row in rows.values()} == {None}
    assert rows["title_en"]["change_id"] == f"events.{VETO}.title_en"


def test_a_row_that_is_new_or_gone_is_one_line(project: Project) -> None:
    add(project.curated, "events", event("2024-06-01", "src-one"))
    path = project.curated / "stances" / "f.yaml"
    (stance,) = store.rows(store.open_release(project.out).table("stances"))
    path.unlink()
    project.build()
    own = [row for row in project.rows() if row["table"] in {"events", "stances"}]
    assert {(row["row_id"], row["field"], row["old"], row["new"]) for row in own} == {
        ("event-2024-06-01-vote", "event_id", None, "event-2024-06-01-vote"),
        (stance["stance_id"], "stance_id", stance["stance_id"], None),
    }


def test_the_kept_manifest_is_an_input_with_its_digest(project: Project) -> None:
    (kept,) = store.kept_releases(project.out)
    change(project.curated, "events", VETO, votes_for="12")
    project.build()
    assert manifest(project)["previous"] == kept
    assert f"releases/{kept}.json" in manifest(project)["inputs"]


def test_the_same_facts_and_the_same_release_before_give_the_same_bytes(tmp_path: Path) -> None:
    built = []
    for name in ("one", "other"):
        project = first(tmp_path / name)
        change(project.curated, "events", VETO, votes_for="12")
        project.say({"table": "events", "row_id": VETO, "reason": "correction", "note": "Misread."})
        project.build()
        project.keep()
        project.build()
        built.append(content(project.out))
    assert built[0] == built[1]


def test_a_build_is_compared_with_the_last_release_kept_also_on_the_same_day(project: Project) -> None:
    votes, before = ["12", "11", "10"], [manifest(project)["release"]]
    for number in votes:
        change(project.curated, "events", VETO, votes_for=number)
        project.say({"table": "events", "row_id": VETO, "reason": "correction", "note": "Misread."})
        project.build()
        (row,) = project.rows()
        assert (row["new"], row["from_version"]) == (number, before[-1])
        before.append(project.keep().release)
    assert list(store.kept_releases(project.out)) == before[::-1]
    change(project.curated, "events", VETO, votes_for="13")
    project.build()
    assert [(row["old"], row["new"]) for row in project.rows()] == [("10", "13")], "back to the first rows"


def test_another_reason_for_a_kept_release_is_compared_with_what_that_was(project: Project) -> None:
    change(project.curated, "events", VETO, votes_for="12")
    record = {"table": "events", "row_id": VETO, "reason": "correction", "note": "Misread."}
    path = project.say(record)
    start = next(iter(store.kept_releases(project.out)))
    project.build()
    second = project.keep().release
    path.write_text(path.read_text().replace("correction", "source"))
    third = project.build()
    assert third != second
    assert [(row["from_version"], row["reason"]) for row in project.rows()] == [(start, "source")]


def test_the_copy_of_a_list_is_no_change_of_its_entries() -> None:
    row = dict.fromkeys(TABLES["list_entries"].names) | {"list_entry_id": "x:1", "list_name": "x"}
    newer = row | {"list_version": "2024-02", "name": "B"}
    found = list(changes._compare("list_entries", [row | {"list_version": "2024-01", "name": "A"}], [newer]))
    assert [(one.field, one.old, one.new) for one in found] == [("name", "A", "B")]


def test_a_key_that_fits_no_address_is_named_by_its_digest() -> None:
    one = Change("list_entries", "eu-fsf:Ünïcode key", "name", {}, {})
    assert one.id.startswith("list_entries.")
    assert one.id.isascii()
    assert one.id.endswith(".name")
    assert Change("list_entries", "a b", "name", {}, {}).id != Change("list_entries", "a c", "name", {}, {}).id


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, None), ([], None), (["a", "b"], "a|b"), (True, "true"), (6700.0, "6700.0"), (3, "3"), ("", "")],
)
def test_values_are_written_as_raw_csv_has_them(value: object, text: str | None) -> None:
    assert changes.as_text(value) == text


def test_a_definition_that_changed_is_told_apart_from_facts_that_changed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(project.curated, "coverage", "coverage-us", to="2024-07-01")
    project.build()
    assert {row["table"] for row in project.rows()} == {"coverage"}, "derived rows follow and are no lines"

    def stricter(tables: Any, day: Any) -> Any:
        found = derive(tables, day)
        return found | {"proof": found["proof"].with_columns(pl.lit("another rule").alias("credibility_rule"))}

    monkeypatch.setattr(changes, "derive", stricter)
    project.build()
    proof = [row for row in project.rows() if row["table"] == "proof"]
    assert {(row["field"], row["new"], row["reason"]) for row in proof} == {("credibility_rule", "another rule", None)}
    assert proof[0]["row_id"] == "transfer-munitions|contents"
    project.say({"table": "proof", "reason": "scope", "note": "The rules were put in another order."})
    project.build()
    assert {row["reason"] for row in project.rows() if row["table"] == "proof"} == {"scope"}


def test_a_column_that_the_contract_gained_is_a_change_of_scope(project: Project) -> None:
    (path,) = store.kept_releases(project.out).values()
    narrow(project.out, path, "events", "votes_for")
    project.build()
    (row,) = project.rows()
    assert (row["field"], row["old"], row["new"], row["reason"]) == ("votes_for", None, "13", "scope")


def narrow(folder: Path, kept: Path, table: str, column: str) -> None:
    """Make a kept release one of the days before a column was declared."""
    read = json.loads(kept.read_text())
    entry = read["tables"][table]
    frame = pq.read_table(folder / entry["file"]).drop_columns([column])
    entry["file"] = f"{table}-before.parquet"
    pq.write_table(frame, folder / entry["file"])
    entry["bytes"] = (folder / entry["file"]).stat().st_size
    kept.write_text(json.dumps(read))


def test_a_release_under_other_names_is_not_compared_with(project: Project) -> None:
    (path,) = store.kept_releases(project.out).values()
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema_version": "0"}))
    change(project.curated, "events", VETO, votes_for="12")
    project.build()
    assert project.rows() == []
    assert manifest(project)["previous"] is None


@pytest.mark.parametrize("damage", ["a file is gone", "the manifest is garbled"])
def test_a_damaged_release_before_is_named_and_the_one_in_service_stays(project: Project, damage: str) -> None:
    (path,) = store.kept_releases(project.out).values()
    change(project.curated, "events", VETO, votes_for="12")
    if damage == "a file is gone":
        next(project.out.glob("claims-*.parquet")).unlink()
    else:
        path.write_text("{")
    before = (project.out / store.MANIFEST).read_bytes()
    with pytest.raises(ChangesError, match=f"the kept release .*{path.stem}.* cannot be compared with"):
        project.build()
    assert (project.out / store.MANIFEST).read_bytes() == before


def test_a_further_source_is_used(project: Project) -> None:
    add(project.curated, "events", event("2024-08-01", add_source(project, "2024-08-01")))
    project.build()
    assert manifest(project)["date"] == "2024-08-01"
    assert {row["to_version"] for row in project.rows()} == {"2024-08-01"}
