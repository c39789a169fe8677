"""Private numbers are blanked and everything else is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.lists.privacy import BLANK, redact, years_only

NUMBER = "563410081"


@pytest.mark.parametrize(
    "text",
    [
        f"Passport {NUMBER} (Korea, North); Gender Male",
        f"Passport number: {NUMBER}.",
        f"Passports: a) {NUMBER}, b) {NUMBER}",
        f"National ID No. {NUMBER} (China)",
        f"Identification Number {NUMBER}",
        f"{NUMBER}（ロシア連邦旅券）",
        f"旅券番号：{NUMBER}",
        f"身分証番号：{NUMBER}",
        f"여권번호: {NUMBER}",
        f"D.N.I. {NUMBER}",
        f"SSN {NUMBER}",
    ],
)
def test_a_document_number_is_blanked(text: str) -> None:
    assert NUMBER not in redact(text)
    assert BLANK in redact(text)


@pytest.mark.parametrize("number", ["110101196001011234", "11010119600101123X", "600101-1234567"])
def test_a_number_that_speaks_for_itself_is_blanked(number: str) -> None:
    assert number not in redact(f"resident, {number}, Dandong")


@pytest.mark.parametrize(
    ("text", "kept", "gone"),
    [
        ("DOB 15 Mar 1965; nationality Korea, North", "DOB 1965; nationality Korea, North", "15 Mar"),
        ("born on 3 January 1956 in Pyongyang", "1956", "3 January"),
        ("生年月日：1960年5月31日；国籍：ロシア", "国籍：ロシア", "5月31日"),
        ("POB Pyongyang, Korea, North; Gender Male", "Gender Male", "Pyongyang"),
    ],
)
def test_of_a_birth_the_year_is_kept(text: str, kept: str, gone: str) -> None:
    assert kept in redact(text)
    assert gone not in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "SWIFT/BIC KYCBKPPYXXX; IMO 8898831",
        "(Linked To: KOREA MINING DEVELOPMENT TRADING CORPORATION)",
        "named on 12 April 2012 for the launch of 13 April 2012",
        "Registration Number 1037739013051",
        "令和四年外務省告示第八十二号",
    ],
)
def test_public_words_and_numbers_are_kept(text: str) -> None:
    assert redact(text) == text


def test_a_birth_text_becomes_its_years() -> None:
    assert years_only("circa 12 Jul 1986 to 1988") == "circa 1986, 1988"
    assert years_only("unknown") == BLANK


@given(before=st.text(alphabet="abc ;,.", max_size=12), number=st.from_regex(r"[A-Z]{0,2}[0-9]{6,9}", fullmatch=True))
def test_any_passport_number_after_its_label_is_blanked(before: str, number: str) -> None:
    assert number not in redact(f"{before}; Passport {number}")
