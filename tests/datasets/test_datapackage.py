"""The data package: what the contract says, as the Frictionless specification wants it, valid for files and addresses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from frictionless import Package

from datasets import datapackage, store, vocabulary
from datasets.filters import Filters
from datasets.queries import results
from datasets.schema import TABLES

if TYPE_CHECKING:
    from pathlib import Path


def described(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / datapackage.FILE).read_text(encoding="utf-8"))
    return read


def field(package: dict[str, Any], table: str, column: str) -> dict[str, Any]:
    """Description of one column."""
    (resource,) = [r for r in package["resources"] if r["name"] == table]
    (found,) = [f for f in resource["schema"]["fields"] if f["name"] == column]
    return dict(found)


def test_the_files_of_a_release_are_valid_with_their_keys(mini_release: Path) -> None:
    """Reads every Parquet file: types, required cells, terms, primary and foreign keys, size and digest."""
    report = Package(str(mini_release / datapackage.FILE)).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "message"])[:10]
    assert {task.name for task in report.tasks} == set(TABLES)


def test_what_the_addresses_hand_out_is_valid(mini: store.Release, tmp_path: Path) -> None:
    from datasets import export

    package = datapackage.of_addresses(mini.manifest)
    for resource in package["resources"]:
        assert resource["path"] == f"{resource['name']}.csv?raw=1"
        resource["path"] = f"{resource['name']}.csv"
        pieces = results.stream(dict(mini.frames), resource["name"], Filters())
        (tmp_path / resource["path"]).write_bytes(b"".join(export.csv(pieces, raw=True)))
    (tmp_path / datapackage.FILE).write_text(json.dumps(package))
    report = Package(str(tmp_path / datapackage.FILE)).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "message"])[:10]


def test_a_wrong_code_is_found_in_a_file_described_so(mini: store.Release, tmp_path: Path) -> None:
    from datasets import export

    package = datapackage.of_addresses(mini.manifest)
    package["resources"] = [r | {"path": "events.csv"} for r in package["resources"] if r["name"] == "events"]
    package["resources"][0]["schema"].pop("foreignKeys", None)
    pieces = results.stream(dict(mini.frames), "events", Filters())
    text = b"".join(export.csv(pieces, raw=True)).replace(b"un_vote", b"un_feast")
    (tmp_path / "events.csv").write_bytes(text)
    (tmp_path / datapackage.FILE).write_text(json.dumps(package))
    report = Package(str(tmp_path / datapackage.FILE)).validate()
    assert [error.type for task in report.tasks for error in task.errors] == ["constraint-error"]


@pytest.mark.parametrize("form", ["files", "addresses"])
def test_every_table_and_column_is_described_with_meaning_type_and_terms(mini_release: Path, form: str) -> None:
    manifest = store.read_manifest(mini_release)
    package = described(mini_release) if form == "files" else datapackage.of_addresses(manifest)
    assert [r["name"] for r in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        declared = TABLES[resource["name"]]
        assert [f["name"] for f in resource["schema"]["fields"]] == list(declared.names)
        assert resource["schema"]["primaryKey"] == list(declared.key)
        for column, about in zip(declared.columns, resource["schema"]["fields"], strict=True):
            assert about["title"]
            assert about["description"].startswith(column.meaning)
            assert ("vocabulary" in about) == (column.vocabulary is not None)


def test_codes_are_closed_to_their_vocabulary_alone_and_in_lists(mini: store.Release) -> None:
    package = datapackage.of_addresses(mini.manifest)
    assert field(package, "events", "kind")["constraints"]["enum"] == list(vocabulary.codes("event_kind"))
    kinds = field(package, "measures", "kinds")
    assert kinds["constraints"]["pattern"].startswith("^(asset_freeze|travel_ban|")
    assert kinds["listOf"] == list(vocabulary.codes("measure_kind"))


def test_keys_lead_to_other_tables_and_to_the_table_itself(mini: store.Release) -> None:
    package = datapackage.of_addresses(mini.manifest)
    claims = next(r["schema"]["foreignKeys"] for r in package["resources"] if r["name"] == "claims")
    found = {key["fields"][0]: key["reference"] for key in claims}
    assert found["transfer_id"] == {"resource": "transfers", "fields": ["transfer_id"]}
    assert found["component_of"] == {"resource": "", "fields": ["claim_id"]}
    assert field(package, "claims", "source_ids")["refersTo"] == ["sources"]


def test_licences_and_sources_stand_at_the_head(mini_release: Path) -> None:
    package = described(mini_release)
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["sources"][0]["path"].startswith("sources-")
    assert package["version"] == store.read_manifest(mini_release)["release"]
    lists = next(r for r in package["resources"] if r["name"] == "list_entries")
    assert {one["name"] for one in lists["licenses"]} == {"CC-BY-4.0", "other-closed"}


def test_the_same_release_is_described_by_the_same_bytes(mini_release: Path) -> None:
    text = (mini_release / datapackage.FILE).read_bytes()
    assert datapackage.of_files(store.read_manifest(mini_release)) == text
