"""Rules over whole tables: each fires on what it is for, names file, line, record and field, and stays silent else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from loaders import checks
from loaders.curated import Problem, read_folder
from tests.conftest import MINI_FACTS
from tests.loaders.facts import add, change, mini

if TYPE_CHECKING:
    from pathlib import Path

CONTAINERS = "claim-rok-mnd-2024-02-26-containers"
SOURCE = {"publisher": "P", "language": "en", "kind": "press_release", "tier": "originator_statement"}


def found(folder: Path) -> list[Problem]:
    return checks.check(read_folder(folder))


def broken(tmp_path: Path, table: str, key: str, **fields: Any) -> list[Problem]:
    """Problems of the mini facts with some fields of one record changed."""
    folder = mini(tmp_path)
    change(folder, table, key, **fields)
    return found(folder)


def test_sound_facts_have_no_problem() -> None:
    assert found(MINI_FACTS) == []


# Table, record, fields changed → field named and words of the message.
CASES: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("claims", CONTAINERS, {"transfer_id": "transfer-arms"}, "transfer_id",
     "'transfer-arms' does not exist; wanted: the id of a row in transfers"),
    ("claims", CONTAINERS, {"claimant_id": "src-one"}, "claimant_id", "'src-one' is in table sources; wanted: the id of a row in actors"),
    ("claims", CONTAINERS, {"place_ids": ["place-rajin", "place-nowhere"]}, "place_ids", "'place-nowhere' does not exist"),
    ("claims", CONTAINERS, {"source_ids": ["src-one", "src-nine"]}, "source_ids", "'src-nine' does not exist"),
    ("claims", CONTAINERS, {"source_ids": None}, "source_ids", "is required: name the documents that were read"),
    ("claims", CONTAINERS, {"period_end": "2023-07"}, "period_end", "2023-07 lies before period_start 2023-08"),
    ("claims", CONTAINERS, {"retracted": "2024-02-25"}, "retracted", "2024-02-25 lies before claimed 2024-02-26"),
    ("listings", "listing-us-2024-05-16-owner", {"delisted": "2024-05-15"}, "delisted", "lies before listed"),
    ("voyages", "voyage-angara-2024-01", {"arrived": "2023-12-31"}, "arrived", "lies before departed"),
    ("coverage", "coverage-us", {"to": "2021-12-31"}, "to", "2021-12-31 lies before from 2022-01-01"),
    ("claims", CONTAINERS, {"withdrawn_on": "2024-06-01"}, "withdrawn_why", "withdrawn_on and withdrawn_why go together"),
    ("claims", CONTAINERS, {"withdrawn_why": "wrong"}, "withdrawn_why", "withdrawn_on and withdrawn_why go together"),
    ("claims", CONTAINERS, {"known_from": "2024-02-20"}, "known_from", "is computed; to override it, say why in known_from_why"),
    ("sources", "src-one", {"url": "example.org/one"}, "url", "is no web address; write https://host/path"),
    ("sources", "src-one", {"url": "https://exa mple.org/one"}, "url", "is no web address"),
    ("sources", "src-one", {"url": "https://localhost/one"}, "url", "is no web address"),
    ("sources", "src-one", {"url": "https://[broken"}, "url", "is no web address"),
    ("sources", "src-one", {"url": "javascript:alert(1)"}, "url", "is no web address"),
    ("sources", "src-one", {"archived_url": "ftp://example.org/one"}, "archived_url", "is no web address"),
    ("sources", "src-one", {"url": None}, "url", "is empty: say in notes which document this is"),
    ("sources", "src-two", {"url": "https://example.org/one"}, "url", "is the address of src-one already; use that source"),
    ("claims", CONTAINERS, {"summary_ja": "In English."}, "summary_ja", "is not in its language"),
    ("claims", CONTAINERS, {"summary_ko": "日本語で書いた。"}, "summary_ko", "is not in its language"),
    ("claims", CONTAINERS, {"summary_en": "word " * 61}, "summary_en", "has 61 words; say it in at most 60"),
    ("claims", CONTAINERS, {"summary_en": "He said “containers”."}, "summary_en", "quotes; say it in our own words"),
    ("claims", CONTAINERS, {"summary_ja": "「コンテナ」と述べた。"}, "summary_ja", "quotes"),
    ("places", "place-rajin", {"latitude": "91"}, "latitude", "91.0 is out of range; allowed: -90 to 90"),
    ("places", "place-rajin", {"longitude": "-180.5"}, "longitude", "-180.5 is out of range; allowed: -180 to 180"),
    ("places", "place-rajin", {"longitude": None}, "latitude", "latitude and longitude go together"),
    ("places", "place-rajin", {"precision_km": None}, "precision_km", "is required with coordinates"),
    ("claims", CONTAINERS, {"unit": None}, "unit", "is required with a quantity (missing: unit)"),
    ("claims", CONTAINERS, {"measure_of": None, "bounds_by": None}, "measure_of", "(missing: measure_of, bounds_by)"),
    ("claims", CONTAINERS, {"hedge": None}, "hedge", "is required with a quantity"),
    ("claims", CONTAINERS, {"hedge": "range"}, "hedge", "range needs quantity_low and quantity_high and no quantity_best"),
    ("claims", CONTAINERS, {"quantity_low": "5000"}, "hedge", "about needs quantity_best alone"),
    ("claims", CONTAINERS, {"quantity_best": None}, "hedge", "about needs quantity_best alone"),
    ("claims", CONTAINERS, {"hedge": "vague"}, "hedge", "vague has no quantity_best"),
    ("claims", CONTAINERS, {"hedge": "range", "quantity_best": None, "quantity_low": "7000", "quantity_high": "6000"}, "quantity_low",
     "7000.0 is above quantity_high 6000.0"),
    ("claims", CONTAINERS, {"quantity_best": "-1"}, "quantity_best", "a quantity is not negative"),
    ("claims", CONTAINERS, {"shows": ["movement", "use"]}, "shows", "use must stand in asserts too"),
    ("claims", CONTAINERS, {"evidence_access": "described"}, "evidence_access", "where an element is shown"),
    ("claims", CONTAINERS, {"derived_from": ["claim-us-state-2024-03-containers"]}, "derivation", "is derived where derived_from is given"),
    ("claims", CONTAINERS, {"conversion_factor": "75"}, "converted_from", "is required with conversion_factor"),
    ("claims", CONTAINERS, {"attribution": "own_research", "relayed_by": "rok-mnd"}, "relayed_by", "does not relay itself"),
    ("claims", "claim-rok-mnd-2024-02-26-rounds-122", {"alternative_group": "alt-alone"}, "alternative_group",
     "'alt-2024-02-26' needs two or more claims of one claimant"),
    ("claims", "claim-rok-mnd-2024-02-26-rounds-122", {"claimant_id": "us-state"}, "alternative_group",
     "two or more claims of one claimant"),
    ("triggers", "trigger-munitions", {"event_id": "event-2024-03-28-veto"}, "transfer_id", "give exactly one of transfer_id and event_id"),
    ("triggers", "trigger-munitions", {"claim_ids": None}, "claim_ids", "a trigger on a transfer names its claims"),
    ("measures", "us-2024-05-16-arms", {"effect_class": "declaratory"}, "effect_class", "follows from the kinds; leave it out"),
    ("measures", "us-2024-05-16-arms", {"kinds": ["other"]}, "effect_class", "is required where the kind is other"),
    ("targets", "person-example", {"nationality_or_registry": "North Korea"}, "nationality_or_registry", "is no ISO 3166 alpha-2 code"),
    ("actors", "rok-mnd", {"country": "kr"}, "country", "is no ISO 3166 alpha-2 code"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{c[0]}-{c[3]}-{n}" for n, c in enumerate(CASES)])
def test_a_broken_rule_is_told_with_record_field_and_reason(
    tmp_path: Path, case: tuple[str, str, dict[str, Any], str, str]
) -> None:
    table, key, fields, field, message = case
    matching = [p for p in broken(tmp_path, table, key, **fields) if p.field == field and message in p.message]
    assert matching
    assert all((p.file, p.line > 0) == (f"{table}/f.yaml", True) for p in matching)


# Changes that come near a rule and break none.
SOUND: list[tuple[str, str, dict[str, Any]]] = [
    ("claims", CONTAINERS, {"period_end": "2023-08"}), ("claims", CONTAINERS, {"retracted": "2024-02-26"}),
    ("claims", "claim-us-state-2024-03-containers", {"withdrawn_on": "2024-06-01", "withdrawn_why": "wrong"}),
    ("claims", CONTAINERS, {"known_from": "2024-02-20", "known_from_why": "leaked"}),
    ("claims", CONTAINERS, {"hedge": "range", "quantity_best": None, "quantity_low": "6000", "quantity_high": "6000"}),
    ("claims", CONTAINERS, {"hedge": "vague", "quantity_best": None}), ("claims", CONTAINERS, {"hedge": "exact", "quantity_best": "0"}),
    ("claims", CONTAINERS, {"summary_en": "word " * 60}), ("claims", CONTAINERS, {"summary_en": "The ministry's count."}),
    ("claims", CONTAINERS, {"derived_from": ["claim-us-state-2024-03-containers"], "derivation": "derived"}),
    ("sources", "src-one", {"url": None, "notes": "A printed gazette, read in a library."}),
    ("sources", "src-one", {"url": "http://example.org/%E7%BE%85?x=1#y"}),
    ("places", "place-rajin", {"country": "AQ", "latitude": "-90", "longitude": "180"}),
    ("places", "place-rajin", {"latitude": None, "longitude": None, "precision_km": None}),
    ("measures", "us-2024-05-16-arms", {"kinds": ["other"], "effect_class": "restrictive"}),
]  # fmt: skip


@pytest.mark.parametrize(("table", "key", "fields"), SOUND, ids=[f"{c[0]}-{n}" for n, c in enumerate(SOUND)])
def test_what_only_comes_near_a_rule_is_let_pass(tmp_path: Path, table: str, key: str, fields: dict[str, Any]) -> None:
    assert broken(tmp_path, table, key, **fields) == []


def test_an_id_used_twice_is_told_with_its_first_place_across_tables(tmp_path: Path) -> None:
    folder = mini(tmp_path)
    add(folder, "sources", {"source_id": "src-one", "url": "https://other.example/one", **SOURCE})
    add(folder, "packages", {"package_id": "place-rajin", "jurisdiction": "US", "issuers": ["us-state"], "title_en": "A", "title_ja": "あ",
                             "title_ko": "가", "announced": "2024-01-01"})  # fmt: skip
    told = {(p.file, p.field): p.message for p in found(folder)}
    assert told["sources/f.yaml", "source_id"] == "is used already in sources/added.yaml:1; ids are unique"
    assert told["places/f.yaml", "place_id"] == "is used already in packages/added.yaml:1; ids are unique"


def test_a_source_that_no_row_names_is_told(tmp_path: Path) -> None:
    folder = mini(tmp_path)
    add(folder, "sources", {"source_id": "src-unused", "url": "https://unused.example/one", **SOURCE})
    (problem,) = found(folder)
    assert (problem.record, problem.field, problem.message) == (
        "src-unused",
        "source_id",
        "is named by no row; use it or remove it",
    )


@pytest.mark.parametrize(("table", "row"), [
    ("links", {"link_id": "l", "measure_id": "us-2024-05-16-arms", "basis": "stated", "reason_en": "R"}),
    ("links", {"link_id": "l", "measure_id": "us-2024-05-16-arms", "basis": "stated", "reason_en": "R", "transfer_id": "transfer-oil",
               "event_id": "event-2024-03-28-veto"}),
    ("participations", {"participation_id": "p", "transfer_id": "transfer-oil", "target_id": "entity-owner", "role": "bank"}),
])  # fmt: skip
def test_a_row_that_must_point_to_one_of_two_things_points_to_exactly_one(
    tmp_path: Path, table: str, row: dict[str, Any]
) -> None:
    folder = mini(tmp_path)
    add(folder, table, row)
    (problem,) = found(folder)
    assert problem.message.startswith("give exactly one of ")


@pytest.mark.parametrize(("number", "is_good"), [
    ("9179842", True), ("9074729", True), ("9179843", False), ("917984", False), ("91798420", False), ("IMO9179842", False),
    ("９１７９８４２", False), ("", False),
])  # fmt: skip
def test_an_imo_number_has_seven_digits_and_its_check_digit(number: str, is_good: bool) -> None:
    assert checks.is_imo(number) is is_good


def test_a_wrong_imo_number_is_told_and_other_numbers_are_not_judged(tmp_path: Path) -> None:
    folder = mini(tmp_path)
    number = {"target_id": "vessel-angara-9179842", "value": "1234568", "origin": "press"}
    add(folder, "target_identifiers", {"target_identifier_id": "i", "type": "imo", **number},
        {"target_identifier_id": "j", "type": "mmsi", **number})  # fmt: skip
    (problem,) = found(folder)
    assert (problem.record, problem.field) == ("i", "value")
    assert "'1234568' is no IMO number (7 digits, the last a check digit)" in problem.message


def test_a_problem_is_one_line_with_place_record_field_and_reason(tmp_path: Path) -> None:
    (problem,) = broken(tmp_path, "places", "place-rajin", latitude="91")
    assert (
        str(problem) == f"places/f.yaml:{problem.line}: place-rajin: latitude: 91.0 is out of range; allowed: -90 to 90"
    )


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    folder = mini(tmp_path)
    change(folder, "places", "place-rajin", latitude="91", longitude="181")
    change(folder, "actors", "rok-mnd", country="kr")
    assert len(found(folder)) == 3
