"""The fourteen hard cases of the data contract, each found in the shipped ledger by what it says, never by a count of rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from datasets import store, vocabulary
from datasets.definitions import comparable, derive, monitoring, proof, replies

Row = dict[str, Any]
LIMIT = 500_000


@pytest.fixture(scope="module")
def tables() -> Any:
    """The shipped release."""
    return derive.tables_of(store.open_release(store.SHIPPED), None)


def rows(tables: Any, table: str, /, **equal: Any) -> list[Row]:
    """Rows of a table whose columns equal what is given; a set means one of it."""
    return [
        row
        for row in store.rows(tables[table])
        if all(row[k] in v if isinstance(v, set) else row[k] == v for k, v in equal.items())
    ]


def the(found: list[Row]) -> Row:
    """The one row."""
    assert len(found) == 1, [list(r.values())[:3] for r in found]
    return found[0]


def d(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_1_a_container_count_with_two_readings_and_outlets_that_joined_them(tables: Any) -> None:
    day = rows(tables, "claims", claimant_id="rok-mnd", claimed="2024-02-26")
    boxes = the([c for c in day if c["unit"] == "containers"])
    assert (boxes["quantity_best"], boxes["measure_of"]) == (6700, "cumulative")
    large, small = sorted((c for c in day if c["alternative_group"]), key=lambda c: c["item"], reverse=True)
    assert (large["item"], large["quantity_best"]) == ("rounds_152mm", 3_000_000)
    assert (small["item"], small["quantity_best"]) == ("rounds_122mm", 500_000)
    assert large["alternative_group"] == small["alternative_group"]
    for reading in (large, small):
        assert (reading["measure_of"], reading["converted_from"]) == ("capacity", boxes["claim_id"])
        assert reading["conversion_factor"] is None, "the factor is ours, not the minister's"
        assert " OR " in reading["quantity_display"]
        assert not reading["additive"]
    factor = the([f for f in comparable.factors(tables) if f["claim_id"] == large["claim_id"]])
    assert (round(factor["factor"]), factor["stated_factor"]) == (448, None)
    joined = [c for c in rows(tables, "claims") if {large["claim_id"], small["claim_id"]} <= set(c["variant_of"] or ())]
    assert joined
    assert all(c["quantity_best"] == 3_500_000 and c["series_id"] is None and not c["additive"] for c in joined)
    (envelope,) = [e for e in comparable.envelopes(tables) if e["alternative_group"] == large["alternative_group"]]
    assert set(envelope["claim_ids"]) == {large["claim_id"], small["claim_id"]}


def test_2_monitors_of_the_year_2024_and_four_named_ships_in_nineteen_months(tables: Any) -> None:
    team = rows(tables, "claims", claimant_id="msmt", claimed="2025-05-29", transfer_id="transfer-munitions")
    voyages, rounds = (the([c for c in team if c["unit"] == unit]) for unit in ("voyages", "rounds"))
    assert (voyages["quantity_best"], rounds["quantity_best"], rounds["hedge"]) == (49, 9_000_000, "up_to")
    for claim in (voyages, rounds):
        assert (claim["period_start"], claim["period_end"], claim["derivation"]) == ("2024-01", "2024-12", "derived")
    ships = the(rows(tables, "claims", claimant_id="open-source-centre", unit="voyages", quantity_best=64))
    assert ships["scope"] == "named_ships"
    assert all(name in ships["scope_text"] for name in ("Angara", "Maria", "Maia-1", "Lady R"))
    start, end = ships["period_start_earliest"], ships["period_end_latest"]
    assert (end.year - start.year) * 12 + end.month - start.month + 1 == 19
    figures = {f.row["claim_id"]: f for f in comparable.figures([voyages, ships])}
    assert not comparable.comparable(figures[voyages["claim_id"]], figures[ships["claim_id"]])


def test_3_killed_wounded_and_casualties_are_kept_apart(tables: Any) -> None:
    lost = rows(tables, "claims", item="casualties")
    killed = [
        c
        for c in lost
        if c["family_id"] == "rok-nis" and c["unit"] == "killed" and "disclosed" not in c["quantity_text"]
    ]
    totals = {c["claimed_latest"]: c for c in killed}
    assert [int(totals[day]["quantity_best"]) for day in sorted(totals)] == [100, 300, 600, 2000]
    assert [bool(totals[day]["series_break"]) for day in sorted(totals)] == [False, False, False, True]
    both = {
        c["claimed_latest"]: c["quantity_best"]
        for c in lost
        if c["family_id"] == "rok-nis" and c["unit"] == "casualties"
    }
    assert both == {d("2025-04-30"): 4700, d("2026-02-12"): 6000}
    january = {
        c["unit"]: c["quantity_best"] for c in lost if c["family_id"] == "rok-nis" and c["claimed"] == "2025-01-13"
    }
    assert january == {"killed": 300, "wounded": 2700}
    assert the([c for c in lost if c["quantity_best"] == 1100])["claimant_id"] == "rok-jcs"
    assert the([c for c in lost if c["quantity_best"] == 1100])["family_id"] != "rok-nis"
    said = [c for c in lost if c["claimant_id"] == "uk-defence-intelligence" and c["variant_of"] is None]
    assert {c["unit"] for c in said} == {"casualties"}
    british = the([c for c in said if c["quantity_best"] == 6000])
    copied = [c for c in lost if british["claim_id"] in (c["variant_of"] or ()) and c["unit"] == "killed"]
    assert copied
    assert all(c["series_id"] is None for c in copied)


def test_4_one_ship_on_four_lists_with_and_without_the_dprk(tables: Any) -> None:
    ship = the(rows(tables, "target_identifiers", value="9179842", type="imo"))["target_id"]
    listed = {row["jurisdiction"]: row for row in rows(tables, "listings", target_id=ship)}
    assert listed["US"]["listed_latest"] <= d("2023-01-31")
    seoul = listed["KR"]
    assert (seoul["listed"], seoul["effects"], seoul["nexus"]) == (
        "2024-04-02",
        ["port_entry_permission"],
        "dprk_russia_war",
    )
    assert seoul["resolution_basis"] == "name_and_context", "no number was printed"
    union = listed["EU"]
    assert (union["listed"], union["nexus"], union["nexus_by"]) == ("2024-06-25", "russia", "ground")
    assert "does not name the DPRK" in union["grounds_en"]
    assert "JP" not in listed
    owner = the(rows(tables, "relations", to_target_id=ship, kind="owns"))["from_target_id"]
    assert "2024-05-24" in {row["listed"] for row in rows(tables, "listings", target_id=owner, jurisdiction="JP")}
    assert the(rows(tables, "gaps", target_id=ship, jurisdiction="JP"))["status"] == "owner_listed"


def test_5_one_package_two_measures_counts_that_differ_and_a_later_day(tables: Any) -> None:
    package = the([p for p in rows(tables, "packages", jurisdiction="EU") if "14th" in p["title_en"]])
    measures = {m["regime"]: m for m in rows(tables, "measures", package_id=package["package_id"])}
    assert set(measures) == {"eu_russia_listing", "eu_russia_sectoral"}
    names = measures["eu_russia_listing"]
    counts = {
        (c["basis"], c["target_kind"]): c["n"] for c in rows(tables, "announced_counts", measure_id=names["measure_id"])
    }
    assert (counts["draft", "person"], counts["draft", "entity"]) == (69, 47)
    assert counts["announced", "persons_and_entities"] == 116
    assert {basis for basis, _ in counts} == {"draft", "announced", "ground"}
    ships = rows(
        tables, "announced_counts", measure_id=measures["eu_russia_sectoral"]["measure_id"], target_kind="vessel"
    )
    assert the(ships)["n"] == 27
    late = the(
        [r for r in rows(tables, "listings", measure_id=names["measure_id"]) if "transcontainer" in r["target_id"]]
    )
    assert late["listed_latest"] - names["announced_latest"] == dt.timedelta(days=4)


def test_6_names_by_compilers_people_abroad_and_a_bank_in_south_ossetia(tables: Any) -> None:
    read = [
        n
        for n in rows(tables, "target_names", origin="compiler")
        if n["script"] == "latin" and n["target_id"].startswith("person-")
    ]
    assert read
    assert all(n["strength"] != "primary" for n in rows(tables, "target_names", origin="compiler"))
    hangul = {n["target_id"] for n in rows(tables, "target_names", script="hangul", strength="primary")}
    assert hangul & {n["target_id"] for n in read}
    abroad = [
        t
        for t in rows(tables, "targets", kind="person", nationality_or_registry="KP")
        if t["located_in"] not in (None, "KP")
    ]
    assert abroad
    bank = the(rows(tables, "targets", name="MRB Bank"))
    assert (bank["nationality_or_registry"], bank["located_in"]) == ("GE", "GE")
    assert the(rows(tables, "places", place_id="place-tskhinvali"))["country"] == "GE"
    assert {"US", "KR", "JP"} <= {row["jurisdiction"] for row in rows(tables, "listings", target_id=bank["target_id"])}
    assert any("South Ossetia" in c["summary_en"] for c in rows(tables, "claims", transfer_id="transfer-banking"))


def test_7_oil_declared_and_alleged_stand_apart_and_the_cap_is_told(tables: Any) -> None:
    against = {row["claim_id"]: row for row in monitoring.cap(tables)}
    declared = the([r for r in against.values() if r["is_declared"] and r["low"] == 105_845])
    assert (declared["year"], declared["exceeded_by"]) == (2023, None)
    march = the([r for r in against.values() if r["low"] == 165_000])
    assert (march["period_start"], march["period_end"], march["is_declared"]) == (
        d("2024-03-01"),
        d("2024-03-31"),
        False,
    )
    autumn = the([r for r in against.values() if r["low"] == 1_000_000])
    assert (autumn["period_start"].month, autumn["period_end"].month, autumn["year"]) == (3, 11, 2024)
    assert autumn["exceeded_by"] == autumn["period_end"]
    limit = the([p for p in rows(tables, "provisions", limit_unit="barrels") if p["limit_value"] == LIMIT])
    assert "2397" in limit["instrument"]
    assert proof.statuses(tables)["transfer-refined-oil"] == "alleged", "a declaration acknowledges no alleged transfer"


def test_8_article_4_of_the_treaty_and_the_text_that_prints_article_3(tables: Any) -> None:
    articles = {p["number"]: p for p in rows(tables, "provisions") if p["provision_id"].startswith("treaty-2024-")}
    assert "51" in articles["4"]["summary_en"]
    assert articles["4"]["number_disputed"] is None
    assert articles["3"]["number_disputed"] == "4"
    assert {p["signed"] for p in articles.values()} == {"2024-06-19"}
    assert {p["in_force"] for p in articles.values()} == {"2024-12-04"}


def test_9_the_veto_with_its_tally(tables: Any) -> None:
    veto = the(rows(tables, "events", occurred="2024-03-28", kind="un_vote"))
    assert (veto["votes_for"], veto["votes_against"], veto["votes_abstain"]) == (13, 1, 1)
    (who,) = veto["vetoed_by"]
    assert the(rows(tables, "actors", actor_id=who))["country"] == "RU"


def test_10_a_general_denial_denies_no_transfer_that_came_later(tables: Any) -> None:
    denial = the(rows(tables, "stances", stated="2022-09-22"))
    assert (denial["stance"], denial["scope"], denial["transfer_ids"]) == ("deny", "general", None)
    for transfer in rows(tables, "transfers"):
        assert not proof.is_about(denial, transfer, {})
    sister = the([s for s in rows(tables, "stances", stated="2024-05-17") if s["speaker"] == "Kim Yo Jong"])
    assert (sister["stance"], sister["scope"]) == ("deny", "category")
    assert "artillery_ammunition" in sister["categories"]
    last = [r for r in replies.replies(tables) if r["stance_id"] == denial["stance_id"]]
    assert all(r["is_general"] for r in last)


def test_11_admissions_of_april_2025_without_a_number(tables: Any) -> None:
    admitted = [
        s
        for s in rows(tables, "stances", stance="confirm", party_role="accused")
        if "transfer-troops" in (s["transfer_ids"] or ())
    ]
    days = {s["stated"] for s in admitted if s["stated_latest"] <= d("2025-04-28")}
    assert {"2025-04-26", "2025-04-28"} <= days
    parties = {a["actor_id"] for a in rows(tables, "actors", side="party")}
    own = [
        c
        for c in rows(tables, "claims", transfer_id="transfer-troops", claimed={"2025-04-26", "2025-04-28"})
        if c["claimant_id"] in parties
    ]
    assert {c["claimed"] for c in own} == {"2025-04-26", "2025-04-28"}
    assert all(c["quantity_text"] is None and c["quantity_best"] is None for c in own)
    assert proof.statuses(tables)["transfer-troops"] == "acknowledged"


def test_12_a_day_in_may_that_is_not_known_and_an_act_in_force_a_day_later(tables: Any) -> None:
    may = the([m for m in rows(tables, "measures", jurisdiction="US", announced="2023-05") if "224th" in m["title_en"]])
    assert (may["announced_earliest"], may["announced_latest"]) == (d("2023-05-01"), d("2023-05-31"))
    act = rows(tables, "measures", jurisdiction="KR", announced="2024-07-18")
    assert act
    assert all(m["in_force"] == "2024-07-19" for m in act)


def test_13_delistings_tell_why_and_what_took_their_place(tables: Any) -> None:
    removed = [row for row in rows(tables, "listings") if row["delisted"]]
    court = the([row for row in removed if row["delisting_reason"] == "court"])
    assert court["delisted"] == "2025-03-21"
    again = the([row for row in removed if row["replaced_by"]])
    assert the(rows(tables, "listings", listing_id=again["replaced_by"]))["target_id"] == again["target_id"]
    assert {"court", "deceased", "moved_to_other_list", "expired", "unknown"} <= set(
        vocabulary.codes("delisting_reason")
    )
    assert all(row["delisting_reason"] for row in removed)
    gone = [row for row in removed if row["delisted"].startswith("../")]
    assert gone
    assert all(row["delisted_earliest"] is None for row in gone)


def test_14_a_forecast_that_later_counts_do_not_show(tables: Any) -> None:
    forecast = the([c for c in rows(tables, "claims", item="troops", hedge="range") if c["quantity_low"] == 25_000])
    assert (forecast["quantity_high"], forecast["stage"]) == (30_000, "planned")
    assert not comparable.figures([forecast]), "a plan compares with no count"
    later = [
        c
        for c in rows(tables, "claims", item="troops", unit="persons", stage={"present", "shipped"})
        if c["claimed_latest"] > d("2025-08-01")
    ]
    assert later
    assert all(c["quantity_best"] < 25_000 for c in later if c["quantity_best"])
    assert all(forecast["claim_id"] not in (trigger["claim_ids"] or ()) for trigger in rows(tables, "triggers"))
