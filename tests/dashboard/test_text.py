"""Catalogues: every language has every message with the same placeholders, in its own script."""

from __future__ import annotations

import re
import string

import pytest

from dashboard.text import catalogue, plain
from datasets.columns import LANGUAGES
from datasets.queries import results

SAME_EVERYWHERE = {"widget.lang"}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_message_with_its_placeholders(language: str) -> None:
    english, own = catalogue("en"), catalogue(language)
    assert set(own) == set(english)
    assert {k: placeholders(v) for k, v in own.items()} == {k: placeholders(v) for k, v in english.items()}


@pytest.mark.parametrize(("language", "script"), [("ja", "[ぁ-んァ-ヶ一-龥]"), ("ko", "[가-힣]")])
def test_a_message_is_in_its_language(language: str, script: str) -> None:
    foreign = [k for k, v in catalogue(language).items() if not re.search(script, v) and re.search("[A-Za-z]{4}", v)]
    assert not foreign


@pytest.mark.parametrize("name", results.names())
def test_every_column_and_table_has_a_heading(name: str) -> None:
    english = catalogue("en")
    stems = {re.sub(r"_(en|ja|ko)$", "", column.name) for column in results.declaration(name).columns}
    assert f"noun.{name}" in english
    assert {f"column.{stem}" for stem in stems} <= set(english)


def test_text_from_data_is_escaped_for_markdown() -> None:
    assert plain("[a](b) <i> *x* `y` :red[z] $q$") == (r"\[a\]\(b\) \<i\> \*x\* \`y\` \:red\[z\] \$q\$")
