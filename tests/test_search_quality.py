"""The search finds what people labelled, on the shipped release, and says so where it is published."""

from __future__ import annotations

import pytest

from datasets.names import script_of
from datasets.schema import TABLES
from datasets.store import SHIPPED, collect, open_release
from tests import search_quality
from tests.published import published


@pytest.fixture(scope="module")
def gold() -> list[search_quality.Asked]:
    return search_quality.questions()


def test_the_gold_set_is_large_in_every_script_and_has_questions_without_an_answer(
    gold: list[search_quality.Asked],
) -> None:
    assert sum(bool(asked.targets) for asked in gold) >= 200
    assert sum(not asked.targets for asked in gold) >= 20
    assert len({asked.query for asked in gold}) == len(gold)
    assert {script_of(asked.query) for asked in gold} >= {"latin", "cyrillic", "hangul", "kanji", "kana"}


def test_every_answer_is_a_record_of_the_shipped_release(gold: list[search_quality.Asked]) -> None:
    release = open_release(SHIPPED)
    held: set[str] = set()
    for name in (
        "targets",
        "actors",
        "places",
        "transfers",
        "packages",
        "measures",
        "events",
        "triggers",
        "provisions",
    ):
        key = TABLES[name].key[0]
        held |= set(collect(release.table(name).select(key))[key])
    assert not {target for asked in gold for target in asked.targets} - held


def test_recall_stays_at_the_published_level(gold: list[search_quality.Asked]) -> None:
    assert search_quality.recall(gold) >= 0.94
    assert search_quality.recall(gold, 1) >= 0.88


def test_hard_cases_that_the_search_answers_stay_answered(gold: list[search_quality.Asked]) -> None:
    for challenge in ("romanisation", "mccune-reischauer", "identifier", "ship", "latin alias"):
        assert search_quality.recall(asked for asked in gold if asked.challenge == challenge) >= 0.96, challenge


def test_what_is_not_held_is_not_claimed(gold: list[search_quality.Asked]) -> None:
    assert not [asked.query for asked in gold if not asked.targets and not asked.is_quiet]


def test_the_result_is_published() -> None:
    assert "recall@5" in published("search-quality")
