"""Cleaners of single values: tables of real quirks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import cleaning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  KIM   Jong Sik ", "KIM Jong Sik"),
        ("北朝鮮\u3000平壌\r\n特別市", "北朝鮮 平壌 特別市"),
        ("A_x000D_\nB", "A B"),
        ("x\u00a0y", "x y"),
        ("", ""),
    ],
)
def test_tidy(text: str, expected: str) -> None:
    assert cleaning.tidy(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Korea, North", "KP"),
        ("Democratic People's Republic of Korea", "KP"),
        ("Democratic People’s Republic of Korea", "KP"),
        ("北朝鮮", "KP"),
        ("북한", "KP"),
        ("Russian Federation", "RU"),
        ("ロシア連邦", "RU"),
        ("Region: Crimea", "UA"),
        ("Crimea", "UA"),
        ("Slovak Republic", "SK"),
        ("the United Arab Emirates", "AE"),
        ("Indonesia (as at Dec. 2003)", "ID"),
        ("kp", "KP"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_country(text: str, code: str | None) -> None:
    assert cleaning.country(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("中華人民共和国丹東市", "CN"),
        ("北朝鮮平壌特別市", "KP"),
        ("ul. Kuskovskaya, d. 20A, Moscow 111141, Russia", "RU"),
        ("17 Garegin Nzhdehi Street, Shengavit, Yerevan, 0026, Armenia.", "AM"),
        ("Longgang District, Shenzhen, Guangdong, China.", "CN"),
        ("somewhere", None),
    ],
)
def test_country_of_address(text: str, code: str | None) -> None:
    assert cleaning.country_of_address(text) == code


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("IMO 8898831", "8898831"),
        ("IMO番号：５３４２８８３", "5342883"),
        ("Vessel Registration Identification IMO 9314650", "9314650"),
        ("12345678", None),
        ("none", None),
    ],
)
def test_imo_number(text: str, digits: str | None) -> None:
    assert cleaning.imo_number(text) == digits


@pytest.mark.parametrize(
    ("digits", "is_ship"),
    [("9179854", True), ("9349291", True), ("9179855", False), ("123", False), ("５３４２８８３", False)],
)
def test_the_check_digit_tells_a_ships_number(digits: str, is_ship: bool) -> None:
    assert cleaning.is_ship_imo(digits) is is_ship


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_would_run_is_quoted(start: str) -> None:
    assert cleaning.guarded(f"{start}1+1") == f"'{start}1+1"


def test_a_plain_cell_is_left_alone() -> None:
    assert cleaning.guarded("7-28") == "7-28"


def test_identifiers_are_compared_without_blanks_and_in_capitals() -> None:
    assert cleaning.compact("kycb kppy ｘｘｘ") == "KYCBKPPYXXX"


@given(text=st.text(max_size=60))
def test_no_cleaner_fails_on_any_text(text: str) -> None:
    assert "\n" not in cleaning.tidy(text)
    assert cleaning.tidy(cleaning.tidy(text)) == cleaning.tidy(text)
    code = cleaning.country(text)
    assert code is None or len(code) == 2
    found = cleaning.country_of_address(text)
    assert found is None or len(found) == 2
    assert not cleaning.guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))
