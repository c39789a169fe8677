"""A small world with every awkward thing in it: rough days, nulls in lists, variants, alternatives, withdrawn rows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from datasets import store
from datasets.definitions.derive import derive
from datasets.schema import TABLES
from tests.datasets.definitions.builders import (
    USUAL,
    checked,
    claim,
    full_coverage,
    link,
    listing,
    measure,
    one,
    row,
    tables,
    target,
    trigger,
)  # fmt: skip

if TYPE_CHECKING:
    from pathlib import Path

    from tests.datasets.definitions.builders import Row

DAY: Final = dt.date(2024, 12, 31)


def number(claim_id: str, claimed: str, *, best: Any = None, hedge: str = "about", **given: Any) -> tuple[str, Row]:
    """A claim with a figure, in a series of its family."""
    family = given.setdefault("family_id", "family-us-state")
    item, unit = given.setdefault("item", "munitions_containers"), given.setdefault("unit", "containers")
    kind = given.setdefault("measure_of", "cumulative")
    series = None if given.get("variant_of") else f"{family}.{item}.{unit}.{kind}.shipped.all"
    return claim(claim_id, claimed, **{"quantity_best": best, "hedge": hedge, "bounds_by": "claimant", "quantity_text": "words",
                                       "quantity_display": f"{best} {unit}", "series_id": series, **given})  # fmt: skip


NIS: Final[dict[str, Any]] = {"claimant_id": "rok-nis", "family_id": "family-rok-nis"}
OIL: Final[dict[str, Any]] = {"transfer_id": "oil", "direction": "russia_to_dprk", "category": "refined_oil", "item": "refined_petroleum",
              "unit": "barrels"}  # fmt: skip

CLAIMS: Final = (
    number("c-first", "2023-10-13", best=1000, period_start="2023-08", period_end="2023-10-13", place_ids=["rajin", "dunay"],
           route_ids=["sea"], source_ids=["s-dated", "s-month"], evidence=["satellite_imagery"], asserts=["movement", "contents"],
           shows=["movement"], evidence_access="shown", summary_en="Containers at Rajin", summary_ja="羅津のコンテナ",
           summary_ko="나진 컨테이너"),
    number("c-later", "2024-03", best=10_000, hedge="at_least", period_start="2023-08", period_end="2024-03"),
    number("c-nis", "2024-02-26", best=6700, **NIS, period_start="2023-08", period_end="2024-02-26", place_ids=["rajin"],
           evidence=["satellite_imagery", "documents"], source_ids=["s-dated"]),
    number("c-nis-again", "2024-02-26", best=6800, hedge="up_to", **NIS, period_start="2023-08", period_end="2024-02-26"),
    number("c-range", "2024-06", hedge="range", quantity_low=5000.0, quantity_high=7000.0, measure_of="level", **NIS),
    number("c-variant", "2024-02-27", best=3, **NIS, variant_of=["c-nis"], place_ids=["dunay"]),
    number("c-152", "2024-02-26", best=3_000_000, item="rounds_152mm", unit="rounds", measure_of="capacity", **NIS,
           alternative_group="alt", converted_from="c-nis"),
    number("c-122", "2024-02-26", best=500_000, item="rounds_122mm", unit="rounds", measure_of="capacity", **NIS,
           alternative_group="alt", converted_from="c-nis"),
    number("c-oil", "2024-05-02", best=165_000, hedge="at_least", measure_of="period", period_start="2024-03", period_end="2024-03",
           stage="delivered", **OIL),
    number("c-oil-year", "2024-11-22", best=1_000_000, hedge="at_least", period_start="2024-03", period_end="2024-11",
           stage="delivered", claimant_id="lab", **{**OIL, "family_id": "family-lab"}),
    claim("c-vague", "../2024-01-20", hedge="vague", quantity_text="several dozen", unit="containers", measure_of="level",
          claimant_id="paper", family_id="family-paper", attribution="own_research", derivation="unknown"),
    claim("c-withdrawn", "2024-01-15", withdrawn_on="2024-02-01", withdrawn_why="wrong document", place_ids=["rajin"]),
    claim("c-retracted", "2024-01-16", retracted="2024-02-10", claimant_id="lab", family_id="family-lab", place_ids=["nowhere"]),
    claim("c-troops", "2024-10-18", transfer_id="troops", category="troops", item="troops", asserts=["contents", "use"], **NIS),
)  # fmt: skip

MEASURES: Final = (
    measure("m-us", "2024-05-16", act_reference="Notice 1", title_en="Freeze", title_ja="凍結", title_ko="동결", source_ids=["s-dated"]),
    measure("m-us-2", "2024-05-16", act_reference="Notice 1", kinds=["asset_freeze", "export_control"], nexus="dprk"),
    measure("m-us-old", "2023-08-16", package_id="p-old", act_reference=None),
    measure("m-us-month", "2024-09", package_id="p-old", act_reference=None, nexus="russia"),
    measure("m-us-span", "2024-10-20/2024-11-05", package_id="p-span", act_reference=None, kinds=["travel_ban"]),
    measure("m-us-open", "../2024-02-10", package_id="p-open", act_reference=None, kinds=["reward"], effect_class="enforcement"),
    measure("m-jp", "2024-05-24", package_id="p-jp", jurisdiction="JP", issuer_id="jp-mofa", act_reference="Notice 1",
            kinds=["asset_freeze", "import_ban"]),
    measure("m-words", "2024-03-20", package_id="p-g7", jurisdiction="MULTI", issuer_id="g7", participants=["g7"], regime="none",
            kinds=["statement"], effect_class="declaratory", in_force="2024-03-21", ended="2024-08-01"),
    measure("m-withdrawn", "2024-01-01", withdrawn_on="2024-02-01", withdrawn_why="no act"),
)  # fmt: skip

LISTINGS: Final = (
    listing("l-ship", "ship", "2024-05-16", measure_id="m-us", target_name="ANGARA", target_kind="vessel", kinds=["asset_freeze"],
            package_id="p", grounds_ja="貨物船"),
    listing("l-ship-jp", "ship", "2024-05-24", measure_id="m-jp", jurisdiction="JP", effects=["port_entry_ban"], package_id="p-jp"),
    listing("l-owner", "owner", "2024-05", measure_id="m-us", target_name="OWNER LLC", target_kind="entity", nexus="dprk"),
    listing("l-person", "person", "../2023-01-31", listed_basis="on_list_by", delisted="2024-04-01", delisting_reason="court"),
    listing("l-person-2", "person", "2024-07-01", spell=2, effects=["asset_freeze", "travel_ban"]),
    listing("l-reference", "owner", "2024-01-10", jurisdiction="JP", effects=None, list_name="jp-meti-eul"),
    listing("l-withdrawn", "person", "2024-01-10", withdrawn_on="2024-02-01", withdrawn_why="other man"),
)  # fmt: skip

SIGNS: Final = ("new-war-measures", "un-votes", "easing-steps", "acknowledgements")
MISTAKE: Final = {"withdrawn_on": "2024-12-01", "withdrawn_why": "our error"}
# Our own errors, each of which would change some result if it counted.
WITHDRAWN: Final = (
    number("x-claim", "2024-02-20", best=900_000, period_start="2023-08", period_end="2024-02-20", claimant_id="lab",
           family_id="family-lab", **MISTAKE),
    number("x-oil", "2024-04-20", best=900_000, period_start="2024-01", period_end="2024-03", claimant_id="lab",
           **{**OIL, "family_id": "family-lab"}, **MISTAKE),
    measure("x-measure", "2024-11-01", kinds=["asset_freeze"], **MISTAKE), link("x-measure", **MISTAKE),
    listing("x-listing", "unlisted", "2024-05-20", jurisdiction="EU", package_id="p-x", **MISTAKE),
    one("packages", package_id="p-x", announced="2024-05-20", jurisdiction="EU", **MISTAKE),
    one("participations", participation_id="x-part", target_id="owner", role="broker", claim_id="c-first", **MISTAKE),
    one("stances", stance_id="x-stance", stated="2024-11-30", stance="confirm", transfer_ids=["t", "oil"], elements=["use"],
        **MISTAKE),
    trigger("c-troops", trigger_id="x-trigger", transfer_id="troops", **MISTAKE),
    one("events", event_id="x-event", occurred="2024-11-01", kind="un_vote", **MISTAKE),
    one("transfers", transfer_id="x-transfer", **MISTAKE),
    one("relations", relation_id="x-relation", from_target_id="person", to_target_id="unlisted", **MISTAKE),
    one("voyages", voyage_id="x-voyage", target_id="owner", departed="2024-02", **MISTAKE),
    one("places", place_id="x-place", name_en="Nowhere", kind="port", latitude=40.0, longitude=130.0, **MISTAKE),
    one("routes", route_id="x-route", name_en="No way", mode="sea", place_ids=["rajin", "x-place"], is_schematic=True, **MISTAKE),
    one("announced_counts", announced_count_id="m-us-2.all", measure_id="m-us-2", n=40, **MISTAKE),
    one("outlook", indicator_id="new-evasion-measures", path="sanctions", **MISTAKE),
)  # fmt: skip

REST: Final = (
    *USUAL, *full_coverage(), checked("US", "2024-12-20", "2024-12-31", subject_kind="list", list_name="us-ofac-sdn"),
    one("sources", source_id="s-dated", published="2024-02-26", publisher="Ministry", title="=Statement"),
    one("sources", source_id="s-month", published="2024-03", publisher="Wire"), one("sources", source_id="s-undated", publisher="Paper"),
    *(one("packages", package_id=f"p-{n}", announced=day, jurisdiction=j) for n, day, j in (
        ("old", "2023-08-16", "US"), ("span", "2024-10-20/2024-11-05", "US"), ("open", "../2024-02-10", "US"),
        ("jp", "2024-05-24", "JP"), ("g7", "2024-03-20", "MULTI"))),
    one("transfers", transfer_id="oil", direction="russia_to_dprk", category="refined_oil", title_en="Oil", title_ja="石油",
        title_ko="석유"),
    one("transfers", transfer_id="troops", category="troops", provision_ids=["article-4"]),
    one("places", place_id="rajin", name_en="Rajin", name_ja="羅津", name_ko="나진", kind="port", country="KP",
        latitude=42.2, longitude=130.3),
    one("places", place_id="dunay", name_en="Dunay", kind="port", country="RU", latitude=42.9, longitude=132.3),
    one("places", place_id="nowhere", name_en="Unknown depot", kind="depot", country="RU"),
    one("routes", route_id="sea", name_en="Rajin–Dunay", mode="sea", place_ids=["rajin", "dunay"], is_schematic=True),
    one("routes", route_id="rail", name_en="By rail", mode="rail", place_ids=["dunay", "nowhere", "rajin"], is_schematic=False),
    target("ship", "vessel", name="ANGARA", flag="RU", nationality_or_registry="RU"), target("owner", name="OWNER LLC", located_in="RU"),
    target("person", "person", name="ИВАНОВ", nationality_or_registry="KP", located_in="CN"), target("unlisted", name="NOBODY"),
    one("target_names", target_name_id="n", target_id="ship", name="Ангара", script="cyrillic", strength="alias", origin="press"),
    one("relations", relation_id="r", from_target_id="owner", to_target_id="ship", start="2022", end="2024-11-30"),
    one("participations", participation_id="part-ship", target_id="ship", claim_id="c-first"),
    one("participations", participation_id="part-unlisted", target_id="unlisted", role="bank", listing_id="l-owner"),
    one("voyages", voyage_id="v", target_id="ship", departed="2024-01", transponder="off", claim_ids=["c-first"]),
    one("stances", stance_id="st-deny", stated="2024-03-01", transfer_ids=["t"], summary_en="Denied", direction="dprk_to_russia"),
    one("stances", stance_id="st-general", party_id="kp-kcna", stated="2022-09-22", scope="general", direction="dprk_to_russia"),
    one("stances", stance_id="st-admit", stated="2024-12-20", stance="confirm", transfer_ids=["troops"], elements=["contents", "use"]),
    one("events", event_id="e-veto", occurred="2024-03-28", kind="un_vote", title_en="Veto", title_ja="拒否権", title_ko="거부권",
        votes_for=13, votes_against=1, votes_abstain=1, vetoed_by=["ru-mfa"], place_ids=["rajin"]),
    one("events", event_id="e-year", occurred="2023", kind="exercise", ended="2024-02-01"),
    one("events", event_id="e-open", occurred="2024-06-19/..", kind="treaty", known_from="2024-06-19"),
    one("provisions", provision_id="article-4", instrument="Treaty", topic="mutual_defence", title_en="Article 4", signed="2024-06-19"),
    trigger("c-first", "c-nis"), trigger("c-oil", trigger_id="on-oil", transfer_id="oil"),
    trigger(event_id="e-veto", trigger_id="on-veto", rule="c"), link("m-us"), link("m-us-2", basis="same_target", listing_ids=["l-owner"]),
    link("m-us-month", transfer_id="oil"), link("m-jp", event_id="e-veto"), link("m-words", basis="stated"),
    link("m-us-open", basis="inferred"), one("announced_counts", announced_count_id="m-us.all", measure_id="m-us", n=5),
    one("official_counts", official_count_id="oc", jurisdiction="EU", list_name="eu", day="2024-05-31", n_persons=77),
    *(one("outlook", indicator_id=sign, path="sanctions", title_en="Sign") for sign in SIGNS), *WITHDRAWN,
)  # fmt: skip


def rich_tables(*, with_mistakes: bool = True) -> dict[str, Any]:
    """Curated tables of this world, with or without the rows that were withdrawn."""
    rows = [made for made in (*REST, *CLAIMS, *MEASURES, *LISTINGS) if with_mistakes or not made[1].get("withdrawn_on")]
    return dict(tables(*rows))


def write(folder: Path, *, with_mistakes: bool = True) -> str:
    """A release of this world."""
    curated = rich_tables(with_mistakes=with_mistakes)
    frames = {name: store.collect(frame) for name, frame in curated.items()} | derive(curated, DAY)
    entries = [
        row(
            "list_entries",
            list_entry_id="e",
            list_name="us-ofac-sdn",
            names=["A", "B"],
            listed="2024-05-16",
            nexus="dprk",
        )
    ]
    frames |= {"list_entries": store.frame_of(entries, "list_entries"), "changes": store.frame_of([], "changes")}
    arrow = {name: frames[name].sort(list(t.key)).to_arrow().cast(t.arrow) for name, t in TABLES.items()}
    return store.write_release(arrow, folder, date=DAY, data_through=DAY, inputs={})
