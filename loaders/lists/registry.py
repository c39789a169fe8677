"""Every official list that is read: what it is, who publishes it, how it is opened and what a whole copy holds at least."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from loaders.lists.errors import ListError

if TYPE_CHECKING:
    from pathlib import Path

    from loaders.lists.reading import Reading


@dataclass(frozen=True, kw_only=True)
class OfficialList:
    """One official list.

    Attributes:
        list_name: Id.
        title: What it is.
        jurisdiction: Code of vocabulary ``jurisdiction``.
        publisher: Who publishes it.
        page: Official page for readers.
        terms: On which terms the publisher lets it be used.
        effects: What standing on it brings (vocabulary ``effect``); empty if it depends on the entry or is no sanction.
        floor: Fewest records a whole copy can hold, well below what it holds; an excerpt trips it in a refresh.
        module: Module whose ``read`` (or function named after a colon) opens a file or folder; loaded on first use,
            for its libraries are slow to load.
    """

    list_name: str
    title: str
    jurisdiction: str
    publisher: str
    page: str
    terms: str
    effects: tuple[str, ...]
    floor: int
    module: str

    def read(self, path: Path) -> Reading:
        """Open a file or folder of this list.

        Raises:
            ListError: If it is no copy of it.
        """
        module, _colon, function = self.module.partition(":")
        reading: Reading = getattr(importlib.import_module(module), function or "read")(path)
        return reading


US_TERMS: Final = "Work of the United States government: public domain (17 U.S.C. 105)."
JP_TERMS: Final = "Public Data License of Japan 1.0 (compatible with CC BY 4.0): name the source, say what was changed."
LISTS: Final[dict[str, OfficialList]] = {
    one.list_name: one
    for one in (
        OfficialList(
            list_name="us-ofac-sdn", title="Specially Designated Nationals and Blocked Persons List", jurisdiction="US",
            publisher="Office of Foreign Assets Control, United States Department of the Treasury",
            page="https://ofac.treasury.gov/specially-designated-nationals-and-blocked-persons-list-sdn-human-readable-lists",
            terms=US_TERMS, effects=("asset_freeze",), floor=6_000, module="loaders.lists.ofac:read_sdn",
        ),
        OfficialList(
            list_name="us-ofac-cons", title="Consolidated (non-SDN) Sanctions List", jurisdiction="US",
            publisher="Office of Foreign Assets Control, United States Department of the Treasury",
            page="https://ofac.treasury.gov/consolidated-sanctions-list-non-sdn-lists",
            terms=US_TERMS, effects=(), floor=250, module="loaders.lists.ofac:read_cons",
        ),
        OfficialList(
            list_name="us-csl", title="Consolidated Screening List", jurisdiction="US",
            publisher="International Trade Administration, United States Department of Commerce",
            page="https://www.trade.gov/consolidated-screening-list",
            terms=US_TERMS, effects=(), floor=9_000, module="loaders.lists.csl",
        ),
        OfficialList(
            list_name="eu-fsf", title="Consolidated list of persons, groups and entities subject to EU financial sanctions",
            jurisdiction="EU", publisher="European Commission",
            page="https://data.europa.eu/data/datasets/"
            "consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions",
            terms="Decision 2011/833/EU and CC BY 4.0: name the source.", effects=("asset_freeze",), floor=3_000,
            module="loaders.lists.eu_fsf",
        ),
        OfficialList(
            list_name="jp-mof", title="List of targets of asset freezing under the Foreign Exchange and Foreign Trade Act",
            jurisdiction="JP", publisher="Ministry of Finance of Japan",
            page="https://www.mof.go.jp/policy/international_policy/gaitame_kawase/gaitame/economic_sanctions/list.html",
            terms=JP_TERMS, effects=("asset_freeze",), floor=2_000, module="loaders.lists.jp_mof",
        ),
        OfficialList(
            list_name="jp-meti-eul", title="Foreign End User List (reference list)", jurisdiction="JP",
            publisher="Ministry of Economy, Trade and Industry of Japan",
            page="https://www.meti.go.jp/policy/anpo/catchall.html",
            terms=JP_TERMS, effects=(), floor=500, module="loaders.lists.jp_meti_eul",
        ),
        OfficialList(
            list_name="jp-meti-export-ban", title="Bodies under the export ban over Russia's invasion of Ukraine",
            jurisdiction="JP", publisher="Ministry of Economy, Trade and Industry of Japan",
            page="https://www.meti.go.jp/policy/external_economy/trade_control/02_export/17_russia/russia.html",
            terms=JP_TERMS, effects=("export_ban",), floor=400, module="loaders.lists.jp_meti_export_ban",
        ),
        OfficialList(
            list_name="kr-fsc", title="Persons under restrictions on financial transactions, and autonomous designations",
            jurisdiction="KR", publisher="Financial Services Commission of the Republic of Korea",
            page="https://www.kofiu.go.kr/kor/policy/ptfps02_1.do",
            terms="Law text without copyright (Copyright Act of the Republic of Korea, article 7); service terms of law.go.kr.",
            effects=("transaction_ban",), floor=500, module="loaders.lists.kr_fsc",
        ),
        OfficialList(
            list_name="un-sc", title="United Nations Security Council Consolidated List", jurisdiction="UN",
            publisher="United Nations Security Council",
            page="https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
            terms="United Nations terms of use: reproduction with acknowledgement of the source.",
            effects=("asset_freeze",), floor=600, module="loaders.lists.un_sc",
        ),
    )
}  # fmt: skip


def official_list(list_name: str) -> OfficialList:
    """The list of that id.

    Raises:
        ListError: With the ids that exist.
    """
    try:
        return LISTS[list_name]
    except KeyError:
        raise ListError(f"there is no list {list_name!r}; lists are {', '.join(LISTS)}") from None
