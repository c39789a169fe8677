"""Computed columns: what follows from other columns and rows, and is never typed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from datasets import vocabulary
from datasets.schema import CURATED
from loaders.complete import CLASS_OF_KIND, STRENGTH, complete
from loaders.curated import Record, read_folder
from tests.conftest import MINI_FACTS
from tests.datasets.definitions.builders import d
from tests.loaders.facts import add, change, mini


def completed(folder: Any = MINI_FACTS) -> dict[str, dict[str, Any]]:
    """Every completed row by its key."""
    tables = complete(read_folder(folder))
    keys = {t.name: t.key[0] for t in CURATED}
    return {row[keys[name]]: row for name, rows in tables.items() for row in rows}  # type: ignore[misc]


def measure_of(*kinds: str, **given: Any) -> Any:
    record = Record("measures", {"measure_id": "m", "kinds": list(kinds), **given}, "f.yaml", 1)
    return complete([record])["measures"][0]["effect_class"]


@pytest.mark.parametrize(("kinds", "effect"), [
    (["asset_freeze"], "restrictive"), (["statement"], "declaratory"), (["delisting"], "easing"),
    (["criminal_action"], "enforcement"), (["listing_call"], "declaratory"), (["financial_special_measure"], "restrictive"),
    (["statement", "asset_freeze"], "restrictive"), (["delisting", "asset_freeze"], "restrictive"),
    (["reward", "delisting"], "enforcement"), (["legislation", "reward"], "restrictive"),
    (["delisting", "statement"], "easing"), (["advisory", "interdiction_seizure"], "enforcement"),
    (["other", "statement"], "declaratory"),
])  # fmt: skip
def test_of_several_kinds_the_strongest_class_holds(kinds: list[str], effect: str) -> None:
    assert measure_of(*kinds) == measure_of(*reversed(kinds)) == effect


def test_only_other_keeps_a_typed_class() -> None:
    assert measure_of("other", effect_class="declaratory") == "declaratory"
    assert measure_of("other") is None


def test_every_kind_but_other_has_a_class_and_words_are_not_sanctions() -> None:
    assert set(CLASS_OF_KIND) == set(vocabulary.codes("measure_kind")) - {"other"}
    assert set(STRENGTH) == set(CLASS_OF_KIND.values()) == set(vocabulary.codes("effect_class"))
    assert [k for k, c in CLASS_OF_KIND.items() if c == "restrictive"] == [
        "asset_freeze", "travel_ban", "export_control", "import_ban", "sectoral", "port_entry_ban", "services_ban", "transaction_ban",
        "financial_special_measure", "legislation",
    ]  # fmt: skip


def test_a_claim_takes_direction_and_category_of_its_transfer_and_the_family_of_its_claimant() -> None:
    row = completed()["claim-us-state-2024-05-02-oil"]
    assert (row["direction"], row["category"], row["family_id"]) == ("russia_to_dprk", "refined_oil", "us-government")


def test_claims_of_one_family_item_unit_kind_stage_and_scope_share_a_series() -> None:
    rows = completed()
    seoul, washington = rows["claim-rok-mnd-2024-02-26-containers"], rows["claim-us-state-2024-03-containers"]
    assert seoul["series_id"] == "rok-military.munitions_containers.containers.cumulative.shipped.all"
    assert washington["series_id"] != seoul["series_id"]


def test_a_scope_of_its_own_makes_a_series_of_its_own(tmp_path: Any) -> None:
    folder = mini(tmp_path)
    change(folder, "claims", "claim-us-state-2024-03-containers", scope="sea")
    assert completed(folder)["claim-us-state-2024-03-containers"]["series_id"].endswith(".shipped.sea")


@pytest.mark.parametrize("fields", [
    {"hedge": "vague", "quantity_best": None, "quantity_text": "dozens"}, {"variant_of": ["claim-rok-mnd-2024-02-26-containers"]},
])  # fmt: skip
def test_vague_words_and_variants_are_in_no_series_and_add_to_nothing(tmp_path: Any, fields: dict[str, Any]) -> None:
    folder = mini(tmp_path)
    change(folder, "claims", "claim-us-state-2024-05-02-oil", **fields)
    row = completed(folder)["claim-us-state-2024-05-02-oil"]
    assert (row["series_id"], row["additive"]) == (None, False)


@pytest.mark.parametrize(("fields", "additive"), [
    ({}, True), ({"measure_of": "cumulative"}, False), ({"measure_of": "level"}, False), ({"alternative_group": "alt-x"}, False),
    ({"component_of": "claim-us-state-2024-03-containers"}, False),
])  # fmt: skip
def test_only_a_figure_of_a_period_that_is_no_part_and_no_alternative_may_be_added(
    tmp_path: Any, fields: dict[str, Any], additive: bool
) -> None:
    folder = mini(tmp_path)
    change(folder, "claims", "claim-us-state-2024-05-02-oil", **fields)
    assert completed(folder)["claim-us-state-2024-05-02-oil"]["additive"] is additive


def test_alternatives_read_the_same_on_every_one_of_them() -> None:
    rows = completed()
    shells, rockets = rows["claim-rok-mnd-2024-02-26-rounds-152"], rows["claim-rok-mnd-2024-02-26-rounds-122"]
    assert shells["quantity_display"] == rockets["quantity_display"]
    assert " OR " in shells["quantity_display"]
    assert rows["claim-us-state-2024-03-containers"]["quantity_display"] == "≥ 10,000 containers, running total"


def test_a_listing_takes_package_kinds_name_and_kind_from_its_act_and_target() -> None:
    row = completed()["listing-us-2024-05-16-person"]
    assert (row["package_id"], row["kinds"]) == ("pkg-us-2024-05-16", ["asset_freeze"])
    assert (row["target_name"], row["target_kind"], row["spell"], row["origins"]) == (
        "EXAMPLE PERSON",
        "person",
        1,
        ["curated"],
    )


def known(key: str, folder: Any = MINI_FACTS) -> tuple[Any, Any]:
    row = completed(folder)[key]
    return row["known_from"], row["source_ids"]


@pytest.mark.parametrize(("key", "day", "sources"), [
    ("claim-us-state-2024-03-containers", "2024-03-31", ["src-two"]),  # a month is known from its last day
    ("us-2024-05-16-arms", "2024-05-16", ["src-three"]),
    ("kr-2024-03-statement", "2024-04-30", ["src-one"]),
    ("listing-us-2024-05-16-person", "2024-05-16", ["src-three"]),
    ("stance-ru-mfa-2024-03-01", "2024-03-01", ["src-two"]),
    ("event-2024-03-28-veto", "2024-03-28", ["src-two"]),
    ("unscr-2397-5", "2024-03-31", ["src-two"]),  # the last day of its earliest source
    ("voyage-angara-2024-01", "2024-03-31", ["src-two"]),
    ("relation-owner-angara", "2024-03-31", ["src-two"]),
    ("us-2024-05-16-arms.transfer-munitions.stated", "2024-05-16", ["src-three"]),  # from the act around it
    ("us-2024-05-16-arms.all.announced", "2024-05-16", ["src-three"]),
    ("pkg-us-2024-05-16", "2024-05-16", ["src-three"]),
    ("vessel-angara-9179842", "2024-02-26", ["src-one"]),  # from the earliest row that names it
    ("vessel-angara-9179842.angara", "2024-02-26", ["src-one"]),
    ("transfer-munitions", "2024-02-26", ["src-one"]),
    ("transfer-oil", "2024-05-02", ["src-three"]),
    ("trigger-munitions", "2024-02-26", ["src-one"]),
    ("rok-mnd", "2024-02-26", ["src-one"]),
    ("ru-mfa", "2024-03-01", ["src-two"]),
    ("place-rajin", "2024-02-26", ["src-one"]),
    ("route-rajin-dunay", "2024-02-26", ["src-one"]),
])  # fmt: skip
def test_a_row_is_known_from_its_act_its_sources_or_the_rows_around_it(key: str, day: str, sources: list[str]) -> None:
    assert known(key) == (d(day), sources)


def test_a_typed_known_day_stays_and_passes_on(tmp_path: Any) -> None:
    folder = mini(tmp_path)
    change(folder, "claims", "claim-us-state-2024-05-02-oil", known_from="2024-04-20", known_from_why="leaked")
    assert known("claim-us-state-2024-05-02-oil", folder)[0] == d("2024-04-20")
    assert known("transfer-oil", folder)[0] == d("2024-04-20")


def test_a_listing_is_known_from_the_announcement_of_its_act_if_that_is_earlier(tmp_path: Any) -> None:
    folder = mini(tmp_path)
    change(folder, "listings", "listing-us-2024-05-16-person", listed="2024-05-20")
    assert known("listing-us-2024-05-16-person", folder)[0] == d("2024-05-16")
    change(folder, "listings", "listing-us-2024-05-16-person", listed="2024-05-10")
    assert known("listing-us-2024-05-16-person", folder)[0] == d("2024-05-10")


def test_an_act_without_a_last_day_is_known_from_its_sources(tmp_path: Any) -> None:
    folder = mini(tmp_path)
    change(folder, "events", "event-2024-03-28-veto", occurred="2024-03-28/..")
    assert known("event-2024-03-28-veto", folder)[0] == d("2024-03-31")


def test_of_several_sources_the_earliest_day_counts(tmp_path: Any) -> None:
    folder = mini(tmp_path)
    change(folder, "relations", "relation-owner-angara", source_ids=["src-three", "src-one"])
    assert known("relation-owner-angara", folder) == (d("2024-02-26"), ["src-three", "src-one"])


def test_a_resolution_is_known_from_the_day_it_was_adopted(tmp_path: Any) -> None:
    folder = mini(tmp_path)
    change(folder, "provisions", "unscr-2397-5", signed="2017-12-22")
    assert known("unscr-2397-5", folder) == (d("2017-12-22"), ["src-two"])


def test_a_voyage_without_a_dated_source_is_known_from_the_claim_that_reports_it(tmp_path: Any) -> None:
    folder = mini(tmp_path)
    undated = {"source_id": "src-undated", "publisher": "Port Watch", "title": "A ship left", "language": "en",
               "kind": "news_article", "tier": "relayed_report", "url": "https://example.org/ship"}  # fmt: skip
    add(folder, "sources", undated)
    change(folder, "voyages", "voyage-angara-2024-01", source_ids=["src-undated"],
           claim_ids=["claim-us-state-2024-03-containers", "claim-rok-mnd-2024-02-26-containers"])  # fmt: skip
    assert known("voyage-angara-2024-01", folder) == (d("2024-02-26"), ["src-undated"])


def test_a_name_or_a_link_written_in_a_file_of_its_own_takes_its_sources_from_what_it_belongs_to(tmp_path: Any) -> None:
    folder = mini(tmp_path)
    add(folder, "target_names", {"target_name_id": "owner-alias", "target_id": "entity-owner", "name": "OWNER", "script": "latin",
                                 "strength": "alias", "origin": "press"})  # fmt: skip
    add(folder, "links", {"link_id": "link-oil", "measure_id": "us-2024-05-16-arms", "transfer_id": "transfer-oil", "basis": "stated",
                          "reason_en": "Said."})  # fmt: skip
    add(folder, "participations", {"participation_id": "part-owner", "transfer_id": "transfer-munitions", "target_id": "entity-owner",
                                   "role": "broker", "listing_id": "listing-us-2024-05-16-owner"})  # fmt: skip
    for key in ("link-oil", "part-owner"):
        assert known(key, folder) == (d("2024-05-16"), ["src-three"])
    assert known("owner-alias", folder) == known("entity-owner", folder) == (d("2024-03-31"), ["src-two"])


def test_its_own_sources_stay_with_a_row_that_could_inherit_some(tmp_path: Any) -> None:
    folder = mini(tmp_path)
    change(folder, "transfers", "transfer-oil", source_ids=["src-two"])
    assert known("transfer-oil", folder) == (d("2024-05-02"), ["src-two"])


def test_every_row_has_every_column_of_its_table() -> None:
    for table in CURATED:
        for row in complete(read_folder(MINI_FACTS))[table.name]:
            assert list(row) == list(table.names)


def test_the_order_of_records_changes_no_value_but_the_order_of_alternatives() -> None:
    records = read_folder(MINI_FACTS)
    forward, backward = (
        {(name, str(r[table.key[0]])): {c: v for c, v in r.items() if c != "quantity_display"} for table in CURATED
         for name, r in ((table.name, row) for row in complete(order)[table.name])}
        for order in (records, records[::-1])
    )  # fmt: skip
    assert forward == backward
    assert all(isinstance(r["known_from"], dt.date) for (name, _), r in forward.items() if "known_from" in r)
