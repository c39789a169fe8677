"""Texts in three languages: missing, copied, left in English, in another script, too long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.loaders.checking import told

if TYPE_CHECKING:
    from pathlib import Path

KEY = "event-2024-03-28-veto"
OFFICE = "United States Department of the Treasury Office of Foreign Assets Control"
RUN = "the council of the states met again in a hurry"


@pytest.mark.parametrize(("fields", "message"), [
    ({"title_ja": "拒否権のVeto of the panel members was cast in haste"}, "title_ja: holds English left over: 'Veto of the panel members"),
    ({"summary_ja": f"賛成13、{RUN}、反対1。採決は長い議論の後に行われた。賛成多数だったが拒否権で否決された。"},
     "summary_ja: holds English left over: 'the council of"),
    ({"summary_ko": f"찬성 13, {RUN}, 반대 1. 표결은 오랜 논의 끝에 이루어졌고 다수가 찬성했으나 거부권으로 부결되었다."},
     "summary_ko: holds English left over"),
    ({"summary_ko": "찬성 Thirteen members in favour"}, "summary_ko: is mostly not in its language (less than 40% of its letters)"),
    ({"summary_ko": "찬성 13, 반대 1, カナ 기권 1."}, "summary_ko: holds Japanese letters: 'カ'"),
    ({"title_ja": "パネルへの拒否権 거부권"}, "title_ja: holds Korean letters: '거'"),
    ({"title_ja": "拒否権", "title_en": "拒否権"}, "title_ja: equals the English text"),
    ({"summary_ja": "長" * 201}, "summary_ja: has 201 characters; say it in at most 200"),
    ({"summary_ko": "긴" * 201}, "summary_ko: has 201 characters"),
])  # fmt: skip
def test_a_text_that_is_not_translated_or_too_long_is_told(
    tmp_path: Path, fields: dict[str, Any], message: str
) -> None:
    assert any(message in problem for problem in told(tmp_path, events=(KEY, fields)))


@pytest.mark.parametrize("fields", [
    {"title_ja": "Ministry of Foreign Affairs of the Russian Federation の拒否権"},
    {"summary_ko": f"{OFFICE}가 제재 대상을 추가로 지정했다고 밝혔으며 이 표결에서는 열세 나라가 찬성하고 다른 나라들이 반대하거나 "
                   "기권했다고 전해졌다."},
    {"summary_ja": "長" * 200}, {"title_ko": "TASS 보도"}, {"summary_ko": "NIS·JCS·DIA 발표는 세 건이었다."},
])  # fmt: skip
def test_names_in_latin_letters_may_stand(tmp_path: Path, fields: dict[str, Any]) -> None:
    assert told(tmp_path, events=(KEY, fields)) == []


def test_a_text_given_in_one_language_is_given_in_all(tmp_path: Path) -> None:
    key = "listing-us-2024-05-16-owner"
    (problem,) = told(tmp_path, listings=(key, {"grounds_en": "Owner of a ship."}))
    assert problem == f"{key}: grounds_ja: is missing; grounds is there in en"
    whole = {"grounds_en": "Owner of a ship.", "grounds_ja": "船の所有者。", "grounds_ko": "선박 소유자."}
    assert told(tmp_path / "whole", listings=(key, whole)) == []
