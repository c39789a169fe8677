"""Controlled terms: every code is named and defined in three languages, each in its own script."""

from __future__ import annotations

import re

import pytest

from datasets import vocabulary
from datasets.columns import LANGUAGES

SCRIPTS = {"en": re.compile(r"[A-Za-z]"), "ja": re.compile("[぀-ヿ一-鿿]"), "ko": re.compile("[가-힣]")}
# Ranked from least to most in the data contract.
ORDERED = ("evidence_access",)


@pytest.mark.parametrize("name", vocabulary.names())
def test_every_term_has_a_label_and_a_definition_in_each_language(name: str) -> None:
    for code, term in vocabulary.terms(name).items():
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", code), code
        assert set(term.labels) >= set(LANGUAGES), code
        assert set(term.definitions) >= set(LANGUAGES), code
        for language in LANGUAGES:
            assert term.label(language).strip()
            assert SCRIPTS[language].search(term.definition(language)), (code, language)


@pytest.mark.parametrize("name", vocabulary.names())
def test_no_two_terms_of_a_vocabulary_share_a_label(name: str) -> None:
    for language in LANGUAGES:
        labels = [term.label(language) for term in vocabulary.terms(name).values()]
        assert len(labels) == len(set(labels))


@pytest.mark.parametrize("name", ORDERED)
def test_an_ordered_vocabulary_ranks_its_terms_in_the_order_of_the_file(name: str) -> None:
    assert [term.rank for term in vocabulary.terms(name).values()] == list(range(len(vocabulary.terms(name))))


def test_the_tracked_jurisdictions_come_first_in_their_fixed_order() -> None:
    assert vocabulary.codes("jurisdiction")[:4] == ("US", "EU", "JP", "KR")


def test_an_unknown_vocabulary_is_a_key_error_and_an_unknown_code_shows_itself() -> None:
    with pytest.raises(KeyError, match="there is no vocabulary 'moods'"):
        vocabulary.terms("moods")
    assert vocabulary.label("jurisdiction", "XX", "ja") == "XX"
    assert vocabulary.label("jurisdiction", "JP", "en") != "JP"
