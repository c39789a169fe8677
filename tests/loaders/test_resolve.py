"""Linking list entries to targets, and proposing what a person may link."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from loaders import propose, resolve
from loaders.complete import complete
from loaders.crosswalk import CrosswalkError
from loaders.curated import read_folder
from loaders.lists.extract import Watch
from tests.conftest import MINI_FACTS
from tests.loaders.test_crosswalk import ROW, write

if TYPE_CHECKING:
    from pathlib import Path


def entry(entry_id: str, **fields: Any) -> dict[str, Any]:
    """A row of ``list_entries``."""
    row = {
        "list_entry_id": f"un-sc:{entry_id}".lower(), "list_name": "un-sc", "part": None, "entry_id": entry_id, "kind": "entity",
        "name": "NAME", "names": ["NAME"], "identifiers": [], "birth_years": [], "countries": [], "listed": None,
    }  # fmt: skip
    return row | fields


def linked(watch: Watch, **fields: Any) -> tuple[str | None, str | None]:
    """Target and resolution of one entry."""
    (row,) = resolve.link([entry("KPe.001") | fields], watch)
    return row["target_id"], row["resolution"]


WATCH = Watch(
    identifiers={"imo:9179842": "vessel-angara", "swift:KYCBKPPY": "entity-bank"},
    references={("un-sc", "KPe.001"): "entity-bank", ("us-ofac-sdn", "17"): "entity-bank"},
    kinds={"vessel-angara": "vessel", "entity-bank": "entity"},
)


def test_an_identifier_links() -> None:
    found = linked(WATCH, entry_id="x", kind="vessel", identifiers=["mmsi:1", "imo:9179842"])
    assert found == ("vessel-angara", "identifier imo:9179842")


def test_an_identifier_of_another_kind_of_thing_does_not_link() -> None:
    assert linked(WATCH, entry_id="x", kind="entity", identifiers=["imo:9179842"]) == (None, None)
    assert linked(WATCH, entry_id="x", kind=None, identifiers=["imo:9179842"])[0] == "vessel-angara"


def test_a_reference_links_and_so_does_that_of_the_list_copied() -> None:
    assert linked(WATCH) == ("entity-bank", "reference un-sc KPe.001")
    copied = linked(WATCH, list_name="us-csl", part="SDN", entry_id="17")
    assert copied == ("entity-bank", "reference us-ofac-sdn 17")
    assert linked(WATCH, list_name="us-csl", part="EL", entry_id="17") == (None, None)


def test_the_same_name_alone_never_links() -> None:
    assert linked(Watch(kinds={"entity-name": "entity"}), name="NAME") == (None, None)


def test_a_conflict_links_nothing_and_is_named() -> None:
    watch = Watch(identifiers={"swift:KYCBKPPY": "entity-other"}, references={("un-sc", "KPe.001"): "entity-bank"})
    rows = resolve.link([entry("KPe.001", identifiers=["swift:KYCBKPPY"])], watch)
    assert rows[0]["target_id"] is None
    assert resolve.conflicts(rows) == [
        "un-sc:kpe.001: conflict: reference un-sc KPe.001: entity-bank; identifier swift:KYCBKPPY: entity-other"
    ]


def test_no_entry_is_merged_or_dropped() -> None:
    rows = resolve.link([entry("KPe.001"), entry("KPe.001"), entry("KPe.002")], WATCH)
    assert [row["target_id"] for row in rows] == ["entity-bank", "entity-bank", None]


def test_what_the_curated_facts_know(tmp_path: Path) -> None:
    watch = resolve.watch_of(MINI_FACTS, tmp_path)
    assert watch.identifiers == {"imo:9179842": "vessel-angara-9179842"}
    assert watch.kinds["person-example"] == "person"


def test_an_identifier_of_two_targets_short_numbers_and_withdrawn_ones_say_nothing(tmp_path: Path) -> None:
    tables = complete(read_folder(MINI_FACTS))
    row = tables["target_identifiers"][0]
    more: list[tuple[str, str, str, str | None]] = [
        ("entity-owner", "imo", "9179842", None),
        ("entity-owner", "tax", "12-34", None),
        ("entity-owner", "tax", "123456789", None),
        ("entity-owner", "swift", "KYCBKPPY", "2025-01-01"),
    ]
    tables["target_identifiers"] += [
        row | {"target_id": target, "type": kind, "value": value, "withdrawn_on": gone}
        for target, kind, value, gone in more
    ]
    assert resolve.watch_from(tables, tmp_path).identifiers == {"tax:123456789": "entity-owner"}


def test_a_crosswalk_row_for_no_target_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CrosswalkError, match="no curated target has the id entity-a; correct target_id"):
        resolve.watch_of(MINI_FACTS, write(tmp_path, rows=ROW))
    known = resolve.watch_of(MINI_FACTS, write(tmp_path, rows=ROW.replace("entity-a", "entity-owner")))
    assert known.references["un-sc", "KPe.001"] == "entity-owner"


TARGETS: list[dict[str, Any]] = [
    {"target_id": "person-kim", "name": "KIM Chol Sam", "kind": "person", "nationality_or_registry": "KP"},
    {"target_id": "vessel-kim", "name": "KIM Chol Sam", "kind": "vessel", "nationality_or_registry": "KP"},
]
NAMES: list[dict[str, Any]] = [
    {"target_id": "person-kim", "name": "김철삼", "withdrawn_on": None},
    {"target_id": "person-kim", "name": "RI Yong Ho", "withdrawn_on": "2025-01-01"},
]


def proposed(*entries: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Entry, target and the target's name of every candidate."""
    found = propose.propose(entries, TARGETS, NAMES)
    return [(one.entry["entry_id"], str(one.target["target_id"]), one.target_name) for one in found]


def test_a_like_name_of_the_same_kind_is_proposed() -> None:
    rows = resolve.link([entry("1", kind="person", names=["Kim Ch'o'l-sam"])], Watch())
    assert proposed(*rows) == [("1", "person-kim", "KIM Chol Sam")]


def test_a_name_in_another_script_is_proposed() -> None:
    assert proposed(entry("1", kind="person", names=["キム・チョルサム"], target_id=None))[0][:2] == ("1", "person-kim")


def test_what_is_linked_unlike_or_withdrawn_is_not_proposed() -> None:
    person = {"kind": "person", "target_id": None}
    assert not proposed(entry("1", **person | {"target_id": "person-kim"}, names=["KIM Chol Sam"]))
    assert not proposed(entry("1", **person, names=["KIM Chol Nam"]))
    assert not proposed(entry("1", **person, names=["RI Yong Ho"]))
    assert not proposed(entry("1", **person, names=[]))


def test_the_review_file_is_one_line_each_and_safe_in_a_spreadsheet() -> None:
    found = propose.propose(
        [entry("=1+1", kind="person", names=["=KIM Chol Sam"], target_id=None, birth_years=["1971"])], TARGETS, NAMES
    )
    (row,) = csv.DictReader(io.StringIO(propose.review_file(found)))
    assert row["entry_id"] == "'=1+1"
    assert row["entry_name"] == "'=KIM Chol Sam"
    assert (row["score"], row["target_id"], row["entry_birth_years"]) == ("1.000", "person-kim", "1971")
