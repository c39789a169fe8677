"""What ties an entry to the DPRK and Russia, by written rules; every verdict names its rule.

The rules read only what the list itself prints: programme or category, countries, and the words of its remarks and
grounds. They infer; where a ground or press release was read, the curated listing says so and wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

DPRK_WORDS: Final = re.compile(
    r"North Korea|DPRK|D\.P\.R\.K|Democratic People['’]s Republic of Korea|Korea, North|Korean People['’]s Army"
    r"|北朝鮮|朝鮮民主主義人民共和国|북한|조선민주주의|조선로동당"
)
RUSSIA_WORDS: Final = re.compile(
    r"Russia|Vladivostok|Khabarovsk|Moscow|ロシア|モスクワ|ウラジオストク|러시아|블라디보스토크|모스크바"
)
RELEVANT: Final = ("dprk_russia_war", "dprk_russia_evasion", "dprk")


@dataclass(frozen=True, slots=True)
class Regimes:
    """How one list marks its measures.

    Attributes:
        dprk: Beginnings of programme or category codes of measures against the DPRK.
        russia: Beginnings of codes of measures over Russia's war against Ukraine.
    """

    dprk: tuple[str, ...]
    russia: tuple[str, ...]


OFAC: Final = Regimes(dprk=("DPRK",), russia=("RUSSIA-", "UKRAINE-", "PEESA", "CAATSA - RUSSIA"))
REGIMES: Final[dict[str, Regimes]] = {
    "us-ofac-sdn": OFAC,
    "us-ofac-cons": OFAC,
    "us-csl": OFAC,
    "eu-fsf": Regimes(dprk=("PRK",), russia=("UKR", "RUS")),
    "jp-mof": Regimes(
        dprk=("013", "014", "015", "016", "017"),
        russia=("026", "027", "028", "029", "030", "031", "032", "033", "034", "035", "036"),
    ),
    "jp-meti-eul": Regimes(dprk=(), russia=()),
    "jp-meti-export-ban": Regimes(dprk=(), russia=("russia", "belarus", "third-countries")),
    "kr-fsc": Regimes(dprk=("DPRK",), russia=()),
    "un-sc": Regimes(dprk=("DPRK",), russia=()),
}
NO_VERDICT: Final = (None, None)
ARMS_NOTICE: Final = "notice of 2024-05-24, announced as an answer to Russia's procurement of arms from North Korea"
# Acts all of whose targets share one announced ground that the list itself does not print.
NOTICES: Final[dict[tuple[str, str, str], tuple[str, str]]] = {
    ("jp-mof", category, "2024-05-24"): ("dprk_russia_war", ARMS_NOTICE) for category in ("028", "029", "034")
}


def nexus_of(
    list_name: str, *, programmes: Sequence[str], countries: Sequence[str], text: str, listed: str | None = None
) -> tuple[str | None, str | None]:
    """Nexus of an entry and the rule that gave it.

    Args:
        list_name: Id of the list, key of :data:`REGIMES`.
        programmes: Programme or category codes.
        countries: ISO 3166 alpha-2 codes.
        text: Names, remarks and grounds, searched for the two countries.
        listed: Day of listing, for acts with one announced ground (:data:`NOTICES`).

    Returns:
        A code of vocabulary ``nexus`` and a sentence, or two ``None`` if neither country is concerned.
    """
    for code in programmes if listed else ():
        if notice := NOTICES.get((list_name, code, listed or "")):
            return notice
    regimes = REGIMES[list_name]
    dprk_measure = next((code for code in programmes if code.startswith(regimes.dprk)), None)
    russia_measure = next((code for code in programmes if code.startswith(regimes.russia)), None)
    dprk = f"measure against the DPRK ({dprk_measure})" if dprk_measure else _sign("KP", countries, DPRK_WORDS, text)
    if not dprk:
        return _russia_alone(russia_measure, countries)
    if russia_measure:
        return "dprk_russia_war", f"measure over Russia's war ({russia_measure}) and {dprk}"
    russia = _sign("RU", countries, RUSSIA_WORDS, text)
    if russia and (dprk_measure or not programmes or DPRK_WORDS.search(text)):
        return "dprk_russia_evasion", f"{dprk} and {russia}"
    return "dprk", dprk


def _russia_alone(measure: str | None, countries: Sequence[str]) -> tuple[str | None, str | None]:
    if measure:
        return "russia", f"measure over Russia's war ({measure})"
    return ("russia", "country RU") if "RU" in countries else NO_VERDICT


def _sign(code: str, countries: Sequence[str], words: re.Pattern[str], text: str) -> str | None:
    """Whether a country is concerned: by code, else by a word in the text."""
    if code in countries:
        return f"country {code}"
    found = words.search(text)
    return f"text names {found[0]!r}" if found else None
