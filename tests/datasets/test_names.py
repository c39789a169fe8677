"""Names across scripts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets import names
from tests.datasets import name_likeness
from tests.published import published

NAMES = st.text(alphabet=st.sampled_from(" aeoukghRJ'-12김리철キチン金Чх・"), max_size=24)


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("KIM Jong Sik", "latin"),
        ("Ch'oe Yŏng", "latin"),
        ("12-3", "latin"),
        ("김정식", "hangul"),
        ("リ・ヨンム", "kana"),
        ("第2経済委員会", "kanji"),
        ("有限会社Mリーシング", "kana"),
        ("ООО ЧХОЛСАН", "cyrillic"),
        ("شركة", "other"),
    ],
)
def test_script_of_a_name(name: str, script: str) -> None:
    assert names.script_of(name) == script


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ch'oe  Yŏng-rim", "choe yong rim"),
        ("ＫＩＭ　Ｊｏｎｇ", "kim jong"),
        ("MKRTYČEV, Ašot", "mkrtycev asot"),
        ("김정식", "김정식"),
        ("リ･ヨンム", "リ ヨンム"),
    ],
)
def test_normalised_for_a_search(name: str, expected: str) -> None:
    assert names.normalise(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("김정식", "kim jong sik"),
        ("리봉춘", "ri pong chun"),
        ("リ・ヨンチョル", "ri yonchoru"),
        ("Николай Паньков", "nikolai pankov"),
    ],
)
def test_read_in_latin_letters(name: str, expected: str) -> None:
    assert names.latin(name) == expected


def test_numbers_part_sister_ships() -> None:
    assert names.similarity("SAM JONG 1", "SAM JONG 2") <= names.NUMBER_CAP
    assert names.similarity("SAM JONG 1", "SAM JONG1") == 1


def test_shared_words_make_no_likeness() -> None:
    assert names.similarity("Korea Tangun Trading Corporation", "Korea Ryonha Trading Corporation") < names.ALIKE


def test_a_name_of_legal_forms_alone_is_kept() -> None:
    assert names.fold("The Company Ltd")


def test_the_labelled_pairs_are_many_and_in_every_script() -> None:
    some = name_likeness.pairs()
    assert len(some) >= 150
    assert len({(pair.first, pair.second) for pair in some}) == len(some)
    assert {name for pair in some for name in pair.scripts.split("-")} >= {
        "latin",
        "hangul",
        "kana",
        "kanji",
        "cyrillic",
    }
    assert sum(not pair.same for pair in some) >= 60


def test_precision_and_recall_stay_at_the_published_level() -> None:
    result = name_likeness.measure(name_likeness.pairs())
    assert result.precision is not None
    assert result.precision >= 0.95
    assert result.recall is not None
    assert result.recall >= 0.82
    latin = name_likeness.measure([pair for pair in name_likeness.pairs() if pair.scripts == "latin"])
    assert latin.recall is not None
    assert latin.recall >= 0.87


def test_the_published_table_has_every_group() -> None:
    groups = {pair.scripts for pair in name_likeness.pairs()}
    assert all(f"| {group} |" in name_likeness.table() for group in groups | {"all"})
    assert name_likeness.table() in published("name-likeness")


@settings(max_examples=150)
@given(first=NAMES, second=NAMES)
def test_likeness_is_a_share_and_even_handed(first: str, second: str) -> None:
    score = names.similarity(first, second)
    assert 0 <= score <= 1
    assert score == pytest.approx(names.similarity(second, first))


@settings(max_examples=100)
@given(name=st.text(max_size=40))
def test_any_text_can_be_normalised(name: str) -> None:
    once = names.normalise(name)
    assert names.normalise(once) == once
    assert names.latin(name).isascii()
