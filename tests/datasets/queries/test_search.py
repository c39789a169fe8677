"""Search: what it finds and how it says so, in every script, on any day, whatever is asked."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets import store
from datasets.definitions.derive import AsOf, tables_of
from datasets.filters import Filters
from datasets.queries import record, search, search_index, search_match
from tests.datasets.definitions.builders import measure, one, tables, target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.datasets.definitions.builders import Tables

MISTAKE = {"withdrawn_on": "2024-12-01", "withdrawn_why": "our error"}


def name(target_id: str, text: str, strength: str = "alias", origin: str = "official_list", **given: Any) -> Any:
    """A name of a target."""
    return one("target_names", target_name_id=f"{target_id}.{text}", target_id=target_id, name=text, script="latin",
               strength=strength, origin=origin, source_ids=["s"], **given)  # fmt: skip


ROWS = (
    target("chol", "person", name="KIM Chol Min"), name("chol", "KIM Chol Min", "primary"), name("chol", "김철민"),
    name("chol", "Ch'oe Su", "weak"), target("twin", "person", name="Kim Chol Min"), name("twin", "Kim Chol Min", origin="compiler"),
    target("ship", "vessel", name="SAM JONG 1", source_ids=["s"]), name("ship", "Сам Чон", "primary"),
    target("sister", "vessel", name="SAM JONG 2"), target("bank", name="Korea Ryonbong General Corporation (KRGC)"),
    target("gone", name="WITHDRAWN LLC", **MISTAKE), name("gone", "WITHDRAWN LLC"),
    name("bank", "MISREAD LLC", **MISTAKE), name("bank", "LATER NAME", known_from="2024-06-01"),
    one("target_identifiers", target_identifier_id="i", target_id="ship", type="imo", value="8405311", origin="official_list"),
    one("target_identifiers", target_identifier_id="w", target_id="bank", type="crypto_wallet", value="ETH 0x9Be599d7867f5E1a2D7Ec6",
        origin="official_list"),
    one("target_identifiers", target_identifier_id="h", target_id="bank", type="registration", value="HE 131171", origin="press"),
    one("places", place_id="rajin", name_en="Rajin port", name_ja="羅津港", name_ko="나진항", name_native="라진항", kind="port",
        country="KP"),
    one("actors", actor_id="kr-service", name_en="ROK National Intelligence Service", name_ja="韓国国家情報院", name_ko="국가정보원",
        kind="intelligence_service", family_id="f", side="accuser"),
    measure("freeze", "2024-05-16", title_en="Freeze of the ships", title_ja="船舶の凍結", title_ko="선박 동결",
            act_reference="2024/1746"),
    one("sources", source_id="s", publisher="Wire", title="Rajin, a port", published="2024-01-01"),
    one("sources", source_id="s2", publisher="Wire"),
)  # fmt: skip
ENTRY = {
    "list_entry_id": "us-ofac-sdn:1", "name": "KIM, Chol Min", "names": ["KIM, Chol Min", "TIGER"], "kind": "person",
    "list_name": "us-ofac-sdn", "list_version": "2024-05", "identifiers": ["tax:123456789"],
    "name_forms": json.dumps([{"script": "latin", "strength": "primary"}, {"script": "latin", "strength": "weak"}]),
}  # fmt: skip


@pytest.fixture(scope="module")
def world() -> Tables:
    """A small world with a list entry."""
    made: Tables = dict(tables(*ROWS))
    empty = store.frame_of([], "list_entries")
    return made | {
        "list_entries": store.lazy(
            pl.concat([empty, pl.DataFrame([ENTRY], schema_overrides=empty.schema)], how="diagonal")
        )
    }


def ask(world: Tables, q: str, **more: Any) -> list[dict[str, Any]]:
    """Hits, best first."""
    return search.search(world, Filters(q=q, **more)).to_dicts()


def first(world: Tables, q: str) -> tuple[str, str, int]:
    """Record, matched text and score of the best hit."""
    hit = ask(world, q)[0]
    return hit["id"], hit["matched"], hit["score"]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("KIM Chol Min", ("chol", "KIM Chol Min", 100)),
        ("kim  chol-min", ("chol", "KIM Chol Min", 100)),
        ("김철민", ("chol", "김철민", 100)),
        ("Kim Ch'ŏl-min", ("chol", "KIM Chol Min", 100)),
        ("Gim Cheol Min", ("chol", "KIM Chol Min", 99)),
        ("キム・チョルミン", ("chol", "KIM Chol Min", 99)),
        ("Ким Чхоль Мин", ("chol", "KIM Chol Min", 99)),
        ("SAM JONG 1", ("ship", "SAM JONG 1", 100)),
        ("samjong 1", ("ship", "SAM JONG 1", 99)),
        ("MV Sam Jong 1", ("ship", "SAM JONG 1", 98)),
        ("8405311", ("ship", "imo:8405311", 100)),
        ("IMO 8405311", ("ship", "imo:8405311", 100)),
        ("imo no. 8405311", ("ship", "imo:8405311", 100)),
        ("ship 8405311 at Rajin", ("ship", "imo:8405311", 100)),
        ("0x9be599d7867f5e1a2d7ec6", ("bank", "crypto_wallet:ETH 0x9Be599d7867f5E1a2D7Ec6", 100)),
        ("HE 131171", ("bank", "registration:HE 131171", 100)),
        ("KRGC", ("bank", "Korea Ryonbong General Corporation (KRGC)", 85)),
        ("羅津港", ("rajin", "羅津港", 100)),
        ("라진", ("rajin", "라진항", 86)),
        ("NIS", ("kr-service", "ROK National Intelligence Service", 79)),
        ("船舶", ("freeze", "船舶の凍結", 76)),
        ("freeze ship", ("freeze", "Freeze of the ships", 71)),
        ("2024/1746", ("freeze", "2024/1746", 100)),
        ("freeze", ("freeze", "freeze", 100)),
    ],
)  # fmt: skip
def test_the_best_hit_names_what_matched(world: Tables, q: str, expected: tuple[str, str, int]) -> None:
    assert first(world, q) == expected


def test_namesakes_stand_side_by_side_and_a_compilers_spelling_after_an_issuers(world: Tables) -> None:
    hits = ask(world, "Kim Chol Min")
    assert [(h["id"], h["origin"], h["strength"], h["score"]) for h in hits[:3]] == [
        ("chol", "official_list", "primary", 100), ("us-ofac-sdn:1", "official_list", "primary", 100), ("twin", "compiler", "alias", 100),
    ]  # fmt: skip


def test_a_weak_alias_is_said_to_be_weak(world: Tables) -> None:
    hit = ask(world, "Ch’oe Su")[0]
    assert (hit["id"], hit["strength"], hit["script"], hit["source_ids"]) == ("chol", "weak", "latin", ["s"])


def test_an_entry_of_a_list_shows_list_and_copy(world: Tables) -> None:
    hit = ask(world, "tiger")[0]
    assert (hit["table"], hit["title_ko"], hit["strength"]) == (
        "list_entries",
        "KIM, Chol Min (us-ofac-sdn, 2024-05)",
        "weak",
    )
    assert ask(world, "123456789")[0]["id"] == "us-ofac-sdn:1"
    found = record.find(world, "us-ofac-sdn:1")
    assert found is not None
    assert found.row["names"] == ["KIM, Chol Min", "TIGER"]


def test_numbers_part_sister_ships_and_a_name_without_one_finds_both(world: Tables) -> None:
    assert [h["id"] for h in ask(world, "SAM JONG 2")] == ["sister"]
    assert {h["id"] for h in ask(world, "Sam Jong")} >= {"ship", "sister"}
    assert not ask(world, "Sam Jong 3")


def test_a_kind_keeps_targets_and_entries_of_that_kind(world: Tables) -> None:
    assert {h["id"] for h in ask(world, "Kim Chol Min", codes={"kind": ("person",)})} == {
        "chol",
        "twin",
        "us-ofac-sdn:1",
    }
    assert {h["kind"] for h in ask(world, "Sam Jong", codes={"kind": ("vessel",)})} == {"vessel"}
    assert not ask(world, "Rajin", codes={"kind": ("vessel", "person")})


def test_our_own_errors_are_found_by_nobody(world: Tables) -> None:
    assert not ask(world, "WITHDRAWN LLC")
    assert not [h for h in ask(world, "MISREAD LLC") if h["matched"] == "MISREAD LLC"]


def test_on_an_earlier_day_a_later_name_is_not_known_and_no_list_copy_is_read(world: Tables) -> None:
    earlier = AsOf(world, dt.date(2024, 5, 31))
    assert ask(world, "LATER NAME")[0]["score"] == 100
    assert not ask(earlier, "LATER NAME")
    assert "list_entries" not in {h["table"] for h in ask(earlier, "Kim Chol Min")}


def test_sources_are_found_by_title_and_publisher_and_stand_for_themselves(world: Tables) -> None:
    hits = {h["id"]: h for h in ask(world, "wire")}
    assert (hits["s"]["title_en"], hits["s2"]["title_en"]) == ("Wire: Rajin, a port", "Wire")
    assert hits["s"]["source_ids"] == ["s"]


@pytest.mark.parametrize(
    "q",
    ["", " ", "%_", "!!!", "'\"; drop table targets; --", "\0", "a\0b", "of the", "(", "[", ".*", "\\", "\u200b", "\u202eabc",
     "x" * 10_000, "김" * 10_000, "漢" * 10_000, " ".join(["Kim"] * 10_000), "((((" * 2_000, "ﷺ" * 200, "١٢٣٤٥", "🚢" * 50],
)  # fmt: skip
def test_whatever_is_asked_is_answered(world: Tables, q: str) -> None:
    found = search.search(world, Filters(q=q))
    assert found.columns == list(search.TABLE.names)
    assert found.height <= search.LIMIT


@settings(max_examples=60)
@given(q=st.text(max_size=60) | st.text(alphabet="김철민リ・チキム金ЧхKim1 -()'", max_size=30))
def test_any_text_is_answered_best_first_and_above_the_floor(small: Tables, q: str) -> None:
    scores = search.search(small, Filters(q=q))["score"].to_list()
    assert scores == sorted(scores, reverse=True)
    assert all(search.SHOWN_FROM <= score <= 100 for score in scores)


@pytest.fixture(scope="module")
def small(world: Tables) -> Tables:
    """The same world, for tests that ask many times."""
    return world


def test_a_search_with_too_many_hits_gives_the_best() -> None:
    many = tables(*(target(f"k-{n:04}", "person", name=f"KIM {'abcdefghijklmnopqrst'[n % 20]}{n}") for n in range(400)),
                  target("z", "person", name="KIM"))  # fmt: skip
    hits = ask(many, "Kim")
    assert len(hits) == search.LIMIT
    assert hits[0]["id"] == "z"


def test_an_index_is_built_once_and_few_are_kept(rich_release: store.Release) -> None:
    now = tables_of(rich_release, None)
    kept = search_index.index_of(now)
    assert search_index.index_of(now) is kept
    for day in days(search_index.KEPT + 1):
        search_index.index_of(tables_of(rich_release, day))
    assert len(search_index._kept) == search_index.KEPT
    assert search_index.index_of(now) is not kept


def days(count: int) -> Iterator[dt.date]:
    """Days of the rich world."""
    return (dt.date(2024, 6, 1) + dt.timedelta(days=n) for n in range(count))


def test_a_question_is_cut_where_reading_ends() -> None:
    (question,) = search_match.read("Kim " * 5_000)
    assert len(question.text) == search_match.LONGEST
    assert len(question.words) <= search_match.MOST_WORDS
