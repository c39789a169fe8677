"""Who lists whom: the matrix, packages that share targets, roles along a route, instruments."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.definitions.derive import AsOf
from datasets.filters import Filters
from datasets.queries import coverage
from tests.datasets.definitions.builders import checked, claim, full_coverage, listing, measure, one, target, world

DAY = dt.date(2024, 12, 31)
STATES = ("US", "EU", "JP", "KR")


def tables(*made: tuple[str, Any], day: dt.date = DAY) -> AsOf:
    """These rows as of a day, with everything derived from them."""
    return AsOf(world(*made), day)


def party(key: str, role: str = "carrier", **given: Any) -> tuple[str, Any]:
    """A part in transfer ``t``."""
    return one("participations", **{"participation_id": f"{role}-{key}", "target_id": key, "role": role, **given})


# x: listed by the US, its owner by Japan, Korea took it off; y: nobody; z: only the UK; every list was checked but the EU's.
WORLD = (
    *(c for c in full_coverage() if c[1]["jurisdiction"] != "EU"),
    target("x", "vessel", name="ANGARA", located_in=None, nationality_or_registry="RU"), target("y", name="NOBODY LLC"),
    target("z", "person", name="Only Londoner", located_in="CN", nationality_or_registry="RU"), target("owner", name="M LEASING"),
    one("relations", relation_id="r", from_target_id="owner", to_target_id="x"),
    party("x"), party("y", "bank"), party("z", "broker"), party("owner", "shipper"), claim("c", "2024-01-01"),
    listing("l-us", "x", "2024-05-16", effects=["asset_freeze", "port_entry_ban"]),
    listing("l-jp", "owner", "2024-05-24", jurisdiction="JP"),
    listing("l-kr", "x", "2024-04-02", jurisdiction="KR", delisted="2024-10-01"), listing("l-uk", "z", "2024-05-17", jurisdiction="UK"),
)  # fmt: skip


def shown(**state: Any) -> list[str]:
    """Targets of the matrix under a state."""
    codes: dict[str, Any] = {k: state.pop(k) for k in ("status", "jurisdiction", "kind") if k in state}
    return coverage.matrix(tables(*WORLD), Filters(codes=codes, **state))["target_id"].to_list()


def test_the_matrix_has_a_row_a_target_and_its_states_side_by_side() -> None:
    rows = {r["target_id"]: r for r in coverage.matrix(tables(*WORLD), Filters()).to_dicts()}
    assert {k: [r[f"status_{j}"] for j in STATES] for k, r in rows.items()} == {
        "x": ["listed", "not_covered", "owner_listed", "delisted"], "y": ["none", "not_covered", "none", "none"],
        "z": ["none", "not_covered", "none", "none"], "owner": ["none", "not_covered", "listed", "none"],
    }  # fmt: skip
    assert rows["x"]["effects_US"] == ["asset_freeze", "port_entry_ban"]
    assert [rows["x"][f"effects_{j}"] for j in STATES[1:]] == [None] * 3
    assert [rows[k]["listed_by"] for k in ("x", "owner", "y", "z")] == [1, 1, 0, 0]
    assert (rows["x"]["name"], rows["x"]["kind"], rows["x"]["country"], rows["z"]["country"]) == (
        "ANGARA",
        "vessel",
        "RU",
        "CN",
    )


def test_listed_by_nobody_means_never_by_a_tracked_jurisdiction_owners_included() -> None:
    assert shown(nobody=True) == ["y", "z"]
    everywhere = coverage.matrix(tables(*WORLD), Filters())
    assert dict(everywhere.select("target_id", "is_listed_by_nobody").iter_rows()) == {
        "owner": False,
        "x": False,
        "y": True,
        "z": True,
    }


@pytest.mark.parametrize(("state", "expected"), [
    ({"status": ("listed",)}, ["owner", "x"]), ({"status": ("listed",), "jurisdiction": ("US",)}, ["x"]),
    ({"status": ("listed",), "jurisdiction": ("US", "JP")}, ["owner", "x"]), ({"status": ("listed",), "jurisdiction": ("KR",)}, []),
    ({"status": ("delisted", "owner_listed"), "jurisdiction": ("KR",)}, ["x"]),
    ({"status": ("none",), "jurisdiction": ("JP",)}, ["y", "z"]),
    ({"status": ("none",)}, ["owner", "y", "z"]), ({"status": ("not_covered",)}, ["owner", "x", "y", "z"]),
    ({"status": ("none_found",)}, []), ({"status": ("listed",), "jurisdiction": ("UK",)}, []),
    ({"jurisdiction": ("KR",)}, ["owner", "x", "y", "z"]), ({"kind": ("vessel",)}, ["x"]), ({"q": "angara"}, ["x"]),
    ({"q": "LLC", "nobody": True}, ["y"]), ({"id": "z"}, ["z"]), ({"q": "%"}, []),
])  # fmt: skip
def test_a_state_chooses_targets_by_status_where_it_says(state: dict[str, Any], expected: list[str]) -> None:
    assert shown(**state) == expected


def test_a_status_in_a_context_lane_finds_nothing_rather_than_everything() -> None:
    assert shown(status=("listed", "none", "not_covered"), jurisdiction=("UK", "UN")) == []


def test_before_anything_was_known_the_matrix_is_empty_and_has_its_columns() -> None:
    found = coverage.matrix(tables(*WORLD, day=dt.date(1990, 1, 1)), Filters())
    assert (found.height, found.columns) == (0, list(coverage.MATRIX.names))


def pack(key: str, jurisdiction: str, *listed: tuple[str, str], **given: Any) -> list[tuple[str, Any]]:
    """A package with listings of targets on days."""
    return [
        one("packages", package_id=key, jurisdiction=jurisdiction, announced="2024-05-16"),
        *(
            listing(f"{key}-{n}", t, day, jurisdiction=jurisdiction, package_id=key, **given)
            for n, (t, day) in enumerate(listed)
        ),
    ]


def overlaps(*packs: list[tuple[str, Any]], **state: Any) -> list[dict[str, Any]]:
    return coverage.overlaps(world(*(row for pack_ in packs for row in pack_)), Filters(**state)).to_dicts()


US = pack("us", "US", ("x", "2024-05-16"), ("y", "2024-05-16"))


@pytest.mark.parametrize(("day", "low", "high"), [
    ("2024-05-16", 0, 0), ("2024-06-15", 30, 30), ("2024-04-16", 30, 30), ("2024-05", 0, 15), ("2024-05-20/2024-06-15", 4, 30),
])  # fmt: skip
def test_packages_that_list_a_target_within_thirty_days_share_it(day: str, low: int, high: int) -> None:
    (found,) = overlaps(US, pack("jp", "JP", ("x", day)))
    assert (found["n_shared"], found["target_ids"], found["days_low"], found["days_high"]) == (1, ["x"], low, high)


@pytest.mark.parametrize("day", ["2024-06-16", "2024-04-15", "2024-06", "../2024-05-20", "2024-05-20/.."])
def test_further_apart_or_not_certainly_near_is_no_overlap(day: str) -> None:
    assert overlaps(US, pack("jp", "JP", ("x", day))) == []


def test_packages_of_one_jurisdiction_other_targets_and_reference_lists_share_nothing() -> None:
    assert overlaps(US, pack("us-2", "US", ("x", "2024-05-20"))) == []
    assert overlaps(US, pack("jp", "JP", ("z", "2024-05-20"))) == []
    assert overlaps(US, pack("jp", "JP", ("x", "2024-05-20"), effects=None)) == []


def test_a_pair_stands_once_the_earlier_first_whatever_its_targets_days() -> None:
    """Japan listed x later and y earlier: one pair of packages, not two."""
    (found,) = overlaps(US, pack("jp", "JP", ("x", "2024-05-24"), ("y", "2024-05-10")))
    assert (found["package_id"], found["other_package_id"]) == ("jp", "us")
    assert (found["jurisdiction"], found["other_jurisdiction"]) == ("JP", "US")
    assert (found["n_shared"], found["days_low"], found["days_high"]) == (2, 6, 8)


def test_of_one_day_the_lesser_key_comes_first() -> None:
    (found,) = overlaps(US, pack("eu", "EU", ("x", "2024-05-16")))
    assert (found["package_id"], found["jurisdiction"], found["other_package_id"]) == ("eu", "EU", "us")


def test_a_target_that_a_package_lists_twice_is_shared_once() -> None:
    twice = pack("jp", "JP", ("x", "2024-05-24"), ("x", "2024-05-25"))
    (found,) = overlaps(US, twice)
    assert (found["n_shared"], found["target_ids"], found["days_low"], found["days_high"]) == (1, ["x"], 8, 9)


def test_overlaps_follow_the_filters_on_listings() -> None:
    japan, korea = pack("jp", "JP", ("x", "2024-05-24")), pack("kr", "KR", ("x", "2024-05-24"), nexus="dprk")
    pairs = [(r["package_id"], r["other_package_id"]) for r in overlaps(US, japan, korea)]
    assert pairs == [("jp", "kr"), ("us", "jp"), ("us", "kr")]
    assert len(overlaps(US, japan, korea, codes={"jurisdiction": ("US", "JP")})) == 1
    assert len(overlaps(US, japan, korea, codes={"nexus": ("dprk_russia_war",)})) == 1


DAYS = st.integers(0, 80).map(lambda n: str(dt.date(2024, 1, 1) + dt.timedelta(n)))
PACKS = st.lists(
    st.tuples(st.sampled_from(["us", "us-2", "jp", "kr"]), st.sampled_from("xyz"), DAYS),
    max_size=12,
)


@given(PACKS)
def test_overlaps_are_what_comparing_every_two_listings_gives(listed: list[tuple[str, str, str]]) -> None:
    rows = [listing(f"l{n}", t, day, package_id=p, jurisdiction=p[:2].upper()) for n, (p, t, day) in enumerate(listed)]
    expected: dict[frozenset[str], set[str]] = {}
    for (p, t, day), (q, u, later) in ((a, b) for a in listed for b in listed):
        near = abs((dt.date.fromisoformat(day) - dt.date.fromisoformat(later)).days) <= 30
        if t == u and p[:2] != q[:2] and near:
            expected.setdefault(frozenset((p, q)), set()).add(t)
    found = coverage.overlaps(world(*rows), Filters()).to_dicts()
    assert {frozenset((r["package_id"], r["other_package_id"])): set(r["target_ids"]) for r in found} == expected
    assert all(r["n_shared"] == len(r["target_ids"]) == len(set(r["target_ids"])) for r in found)
    assert len(found) == len(expected)


def test_a_role_names_its_parties_and_who_lists_one_of_them() -> None:
    made = (
        *WORLD,
        party("owner", "carrier", participation_id="second"),
        party("x", "carrier", participation_id="again"),
    )
    rows = {(r["transfer_id"], r["role"]): r for r in coverage.chain(tables(*made), Filters()).to_dicts()}
    assert (rows["t", "carrier"]["n_targets"], rows["t", "carrier"]["target_ids"]) == (2, ["owner", "x"])
    assert rows["t", "carrier"]["jurisdictions"] == ["US", "JP"]
    assert (rows["t", "bank"]["jurisdictions"], rows["t", "broker"]["jurisdictions"]) == ([], [])
    assert rows["t", "shipper"]["jurisdictions"] == ["JP"]


def test_roles_follow_the_filters_on_transfers() -> None:
    oil = one("transfers", transfer_id="oil", direction="russia_to_dprk", category="refined_oil")
    made = (*WORLD, one("transfers", transfer_id="t"), oil, party("x", "port", transfer_id="oil"))
    one_way = coverage.chain(tables(*made), Filters(codes={"direction": ("russia_to_dprk",)}))
    assert one_way.select("transfer_id", "role").rows() == [("oil", "port")]
    assert coverage.chain(tables(*made), Filters(codes={"category": ("troops",)})).height == 0


MEASURES = (
    measure("m1", "2024-05-16", kinds=["asset_freeze", "export_control"]),
    measure("m2", "2024-06", kinds=["asset_freeze"]),
    measure("m3", "2024-05-24", kinds=["asset_freeze"], jurisdiction="JP", nexus="dprk"),
    measure("m4", "../2024-01-01", kinds=["port_entry_ban"], jurisdiction="KR"),
    measure("m5", "2024-07-01", jurisdiction="UK", kinds=["reward"]),
)


def used(**codes: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    return {r["kind"]: r for r in coverage.instruments(world(*MEASURES), Filters(codes=codes)).to_dicts()}


def test_an_instrument_counts_by_jurisdiction_and_names_who_has_not_used_it() -> None:
    found = used()
    assert set(found) == {"asset_freeze", "export_control", "port_entry_ban"}
    assert [found["asset_freeze"][f"n_{j}"] for j in STATES] == [2, 0, 1, 0]
    assert found["asset_freeze"]["not_used_by"] == ["EU", "KR"]
    assert found["asset_freeze"]["last_on"] == dt.date(2024, 6, 30)
    assert found["port_entry_ban"]["not_used_by"] == ["US", "EU", "JP"]


def test_of_a_jurisdiction_that_was_not_asked_for_nothing_is_said() -> None:
    found = used(jurisdiction=("US", "JP", "UK"))
    assert set(found) == {"asset_freeze", "export_control"}
    assert [found["asset_freeze"][f"n_{j}"] for j in STATES] == [2, None, 1, None]
    assert found["asset_freeze"]["not_used_by"] == []
    assert found["export_control"]["not_used_by"] == ["JP"]


def test_a_kind_asked_for_is_the_only_one_told() -> None:
    assert set(used(kind=("export_control",))) == {"export_control"}
    assert set(used(nexus=("dprk",))) == {"asset_freeze"}


def test_checked_lists_turn_not_covered_into_none() -> None:
    more = checked("EU", "2024-12-20", "2024-12-31", subject_kind="list")
    found = coverage.matrix(tables(*WORLD, more), Filters(codes={"status": ("none",), "jurisdiction": ("EU",)}))
    assert found["target_id"].to_list() == ["owner", "x", "y", "z"]
