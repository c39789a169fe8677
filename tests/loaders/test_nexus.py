"""What ties an entry to the DPRK and Russia, by written rules."""

from __future__ import annotations

import pytest

from datasets.vocabulary import codes
from loaders.lists.registry import LISTS
from loaders.nexus import REGIMES, nexus_of


@pytest.mark.parametrize(
    ("list_name", "programmes", "countries", "text", "expected"),
    [
        ("us-ofac-sdn", ["DPRK3"], ["KP"], "", "dprk"),
        ("us-ofac-sdn", ["DPRK3"], ["RU"], "", "dprk_russia_evasion"),
        ("us-ofac-sdn", ["DPRK4", "RUSSIA-EO14024"], ["RU"], "", "dprk_russia_war"),
        ("us-ofac-sdn", ["RUSSIA-EO14024"], ["RU"], "", "russia"),
        ("us-ofac-sdn", ["RUSSIA-EO14024"], ["KP"], "", "dprk_russia_war"),
        ("us-ofac-sdn", ["DPRK2"], ["CN"], "stationed in Vladivostok", "dprk_russia_evasion"),
        ("us-ofac-sdn", ["SDGT"], ["IR"], "", None),
        ("us-ofac-sdn", ["NPWMD"], ["KP"], "", "dprk"),
        ("us-ofac-sdn", ["SDNT"], ["CO"], "seen near Korea", None),
        ("eu-fsf", ["UKR"], ["KP"], "", "dprk_russia_war"),
        ("eu-fsf", ["PRK"], [], "", "dprk"),
        ("jp-mof", ["016"], ["KP"], "", "dprk"),
        ("jp-mof", ["029"], ["RU"], "", "russia"),
        ("un-sc", ["DPRK"], ["KP"], "based in Moscow", "dprk_russia_evasion"),
        ("kr-fsc", [], ["KP"], "모스크바", "dprk_russia_evasion"),
        ("jp-meti-eul", ["M"], ["KP"], "", "dprk"),
    ],
)
def test_nexus(list_name: str, programmes: list[str], countries: list[str], text: str, expected: str | None) -> None:
    found, rule = nexus_of(list_name, programmes=programmes, countries=countries, text=text)
    assert found == expected
    assert (rule is None) == (found is None)


def test_an_act_with_one_announced_ground_names_it() -> None:
    found, rule = nexus_of("jp-mof", programmes=["028"], countries=["RU"], text="", listed="2024-05-24")
    assert found == "dprk_russia_war"
    assert rule is not None
    assert "2024-05-24" in rule
    assert nexus_of("jp-mof", programmes=["028"], countries=["RU"], text="", listed="2024-05-23")[0] == "russia"


def test_every_list_has_its_regimes_and_every_verdict_is_of_the_vocabulary() -> None:
    assert set(REGIMES) == set(LISTS)
    for list_name, regimes in REGIMES.items():
        for code in (*regimes.dprk, *regimes.russia):
            found, rule = nexus_of(list_name, programmes=[code], countries=[], text="")
            assert found in codes("nexus")
            assert rule is not None
            assert code in rule
