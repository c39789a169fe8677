"""One thing, one row: rows that look alike are told once, and a word or a column that tells them apart settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from loaders.checks.duplicates import share
from tests.loaders.checking import SUMMARY, TITLE, claim, told

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, Any]


def event(key: str, occurred: str, title: str, **given: Any) -> Row:
    row = {"event_id": key, "occurred": occurred, "kind": "visit", "source_ids": ["src-two"], **TITLE, **SUMMARY}
    return row | {"title_en": title} | given


def package(key: str, announced: str, title: str, **given: Any) -> Row:
    return (
        {"package_id": key, "jurisdiction": "US", "issuers": ["us-state"], "announced": announced, **TITLE}
        | {"title_en": title}
        | given
    )


def measure(key: str, announced: str, title: str, **given: Any) -> Row:
    row = {"measure_id": key, "package_id": "pkg-us-2024-05-16", "jurisdiction": "US", "issuer_id": "us-state", "regime": "us_blocking",
           "kinds": ["asset_freeze"], "announced": announced, "nexus": "dprk", "nexus_by": "ground", "source_ids": ["src-one"],
           **TITLE, **SUMMARY}  # fmt: skip
    return row | {"title_en": title} | given


def stance(key: str, stated: str, **given: Any) -> Row:
    row = {"stance_id": key, "party_id": "ru-mfa", "party_role": "accused", "stated": stated, "stance": "deny", "scope": "general",
           "source_ids": ["src-three"], **SUMMARY}  # fmt: skip
    return row | given


def alike(problems: list[str]) -> list[str]:
    return [p for p in problems if "looks like" in p]


VISIT, OTHER = "Trade minister meets delegates in the capital", "Athletes win medals"
PAIRS: dict[str, tuple[Row, Row]] = {
    "events": (event("a", "2024-05-01", VISIT), event("b", "2024-05-02", VISIT)),
    "packages": (package("a", "2024-05-01", "Bankers and traders blocked"), package("b", "2024-05-01", "Traders blocked")),
    "measures": (measure("a", "2024-05-01", "Bankers and traders blocked"), measure("b", "2024-05-02", "Rewards for bankers, traders")),
    "stances": (stance("a", "2024-05-01"), stance("b", "2024-05-01")),
    "claims": (claim("a", "2024-05-01"), claim("b", "2024-05-02")),
}  # fmt: skip


@pytest.mark.parametrize("table", PAIRS)
def test_rows_of_near_days_that_share_words_or_a_source_are_told_once(tmp_path: Path, table: str) -> None:
    (problem,) = alike(told(tmp_path, {table: list(PAIRS[table])}))
    assert problem.startswith("b: ")
    assert "looks like a (" in problem
    assert problem.endswith("merge the two, or name one in distinct_from of the other")


@pytest.mark.parametrize("table", PAIRS)
@pytest.mark.parametrize("marked", [0, 1])
def test_either_row_may_say_that_they_are_distinct(tmp_path: Path, table: str, marked: int) -> None:
    pair = [dict(row) for row in PAIRS[table]]
    pair[marked]["distinct_from"] = ["ab"[1 - marked]]
    assert alike(told(tmp_path, {table: pair})) == []


@pytest.mark.parametrize(("table", "first", "second"), [
    ("events", event("a", "2024-05-01", VISIT), event("b", "2024-05-03", VISIT)),
    ("events", event("a", "2024-05-01", VISIT), event("b", "2024-05-02", VISIT, kind="summit")),
    ("events", event("a", "2024-05-01", VISIT, source_ids=["src-one"]), event("b", "2024-05-02", OTHER)),
    ("events", event("a", "2022", VISIT), event("b", "2023", VISIT)),
    ("events", event("a", "2024-04", VISIT), event("b", "2024-05-01", VISIT)),
    ("packages", package("a", "2024-05-01", "Traders blocked"), package("b", "2024-05-01", "Traders blocked", jurisdiction="KR")),
    ("measures", measure("a", "2024-05-01", "Traders blocked"), measure("b", "2024-05-01", "Traders blocked", regime="us_311")),
    ("claims", claim("a", "2024-05-01"), claim("b", "2024-05-01", item="artillery_rounds")),
    ("claims", claim("a", "2024-05-01"), claim("b", "2024-05-01", claimant_id="rok-mnd")),
    ("claims", claim("a", "2024-05-01"), claim("b", "2024-05-01", variant_of=["a"])),
    ("claims", claim("a", "2024-05-01"), claim("b", "2024-05-01", derivation="derived", derived_from=["a"])),
    ("claims", claim("a", "2024-05-01", alternative_group="g"), claim("b", "2024-05-01", alternative_group="g")),
    ("stances", stance("a", "2024-05-01"), stance("b", "2024-05-01", withdrawn_on="2024-06-01", withdrawn_why="Twice.")),
])  # fmt: skip
def test_another_day_kind_word_or_a_column_that_says_how_tells_rows_apart(
    tmp_path: Path, table: str, first: Row, second: Row
) -> None:
    assert alike(told(tmp_path, {table: [first, second]})) == []


def test_a_month_and_a_day_in_it_are_near(tmp_path: Path) -> None:
    pair = [event("a", "2024-05", VISIT), event("b", "2024-05-20", VISIT)]
    assert len(alike(told(tmp_path, {"events": pair}))) == 1


def test_an_event_that_is_also_a_measure_is_told(tmp_path: Path) -> None:
    one = event("a", "2024-05-16", "Freeze over arms shipments of traders", kind="statement", source_ids=["src-three"])
    (problem,) = alike(told(tmp_path, {"events": [one]}))
    assert problem.startswith("a: announced: looks like us-2024-05-16-arms (source src-three)")
    assert alike(told(tmp_path / "other", {"events": [one | {"source_ids": ["src-two"]}]})) == []
    assert alike(told(tmp_path / "said", {"events": [one | {"distinct_from": ["us-2024-05-16-arms"]}]})) == []


def listed(*names: str, **given: Any) -> dict[str, list[Row]]:
    targets = [{"target_id": f"t-{n}", "kind": "vessel", "name": name} for n, name in enumerate(names)]
    rows = [{"listing_id": f"l-{n}", "target_id": f"t-{n}", "jurisdiction": "KR", "list_name": "kr-port-entry", "listed": "2024-04-02",
             "nexus": "dprk", "nexus_by": "ground", "resolution_basis": "name_and_context", "source_ids": ["src-two"], **given}
            for n in range(len(names))]  # fmt: skip
    return {"targets": targets, "listings": rows}


def test_one_name_under_two_targets_of_one_round_is_told(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, listed("Mi Rim", "MI RIM 2"))
    assert problem == "l-1: target_id: has the name of t-0 (l-0); merge, or name it in distinct_from"
    rows = listed("Mi Rim", "MI RIM 2")
    rows["targets"][1]["distinct_from"] = ["t-0"]
    assert told(tmp_path / "said", rows) == []


def test_words_for_kinds_of_bodies_make_no_name(tmp_path: Path) -> None:
    assert told(tmp_path, listed("Sam Trading Company", "Ri Trading Company")) == []


def test_the_shorter_text_decides_how_much_is_shared() -> None:
    assert (share("ab", "abcd"), share("ab", "bcd"), share("", "a"), share("", "")) == (1.0, 0.5, 0.0, 0.0)
