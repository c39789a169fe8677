"""Where the official lists lie: fixed addresses, or a page on which the address of the newest file is found.

``TRACKER_SOURCES`` may name a JSON file that gives other addresses (a mirror in a closed network):
``{"un-sc": {"consolidated.xml": "https://mirror.example/consolidated.xml"}}``.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin, urlsplit

from loaders.lists.errors import FetchError
from loaders.lists.versions import day_in_name

if TYPE_CHECKING:
    from collections.abc import Callable

KEY_VARIABLE: Final = "TRACKER_LAW_GO_KR_KEY"
SOURCES_VARIABLE: Final = "TRACKER_SOURCES"
OFAC: Final = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports"
LAW: Final = "https://www.law.go.kr/DRF"
LAW_SERVICE: Final = LAW + "/lawService.do?OC={key}&target=admrul&type=XML&ID={found}"
LAW_SEARCH: Final = LAW + "/lawSearch.do?OC={key}&target=admrul&type=XML&query="


@dataclass(frozen=True)
class Download:
    """One file to bring: the name it is kept under, and its address."""

    name: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Index:
    """A page on which an address is found.

    Attributes:
        page: Its address; ``{key}`` stands for the key of the service.
        patterns: What to look for, the best form first; each has one group.
        template: Address made of what was found; ``None`` if the page links to the file.
        name: Name the file is kept under; ``None`` = the name in its address.
        is_optional: Whether the list is still a list without it.
    """

    page: str
    patterns: tuple[str, ...]
    template: str | None = None
    name: str | None = None
    is_optional: bool = False


@dataclass(frozen=True)
class Source:
    """How to bring one list: the files of it, or the pages that name them."""

    files: tuple[Download, ...] = ()
    indexes: tuple[Index, ...] = ()


SOURCES: Final[dict[str, Source]] = {
    "us-ofac-sdn": Source((Download("SDN_ENHANCED.ZIP", f"{OFAC}/SDN_ENHANCED.ZIP"),)),
    "us-ofac-cons": Source((Download("CONS_ENHANCED.ZIP", f"{OFAC}/CONS_ENHANCED.ZIP"),)),
    "us-csl": Source(
        (Download("consolidated.csv", "https://api.trade.gov/static/consolidated_screening_list/consolidated.csv"),)
    ),
    "eu-fsf": Source(
        (
            Download(
                "xmlFullSanctionsList_1_1.xml",
                "https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw",
            ),
        )
    ),
    "jp-mof": Source(
        indexes=(
            Index(
                page="https://www.mof.go.jp/policy/international_policy/gaitame_kawase/gaitame/economic_sanctions/list.html",
                patterns=(r'href="([^"]*shisantouketsu\d{8}\.csv)"', r'href="([^"]*shisantouketsu\d{8}\.xlsx)"'),
            ),
        )
    ),
    "jp-meti-eul": Source(
        indexes=(
            Index(
                page="https://www.meti.go.jp/policy/anpo/law09-2.html",
                patterns=(r'href="([^"]*20\d{6}_\d+\.xlsx)"',),
            ),
        )
    ),
    "jp-meti-export-ban": Source(
        indexes=tuple(
            Index(
                page="https://www.meti.go.jp/policy/external_economy/trade_control/02_export/17_russia/russia.html",
                patterns=(rf'href="([^"]*list_{part}_tokutei\.pdf)"',),
                name=f"list_{part}_tokutei.pdf",
                is_optional=part == "belarus",
            )
            for part in ("russia", "daisangoku", "belarus")
        )
    ),
    "kr-fsc": Source(
        indexes=tuple(
            Index(
                page=LAW_SEARCH + query,
                patterns=(r"<행정규칙일련번호>\s*(\d+)\s*</행정규칙일련번호>",),
                template=LAW_SERVICE,
                name=f"{name}.xml",
                is_optional=name == "autonomous",
            )
            for name, query in (
                ("fsc-notice", "금융거래등제한대상자 지정 및 지정 취소에 관한 규정"),
                ("autonomous", "국제평화 및 안전유지 등 의무이행을 위한 지급 및 영수허가지침"),
            )
        )
    ),
    "un-sc": Source((Download("consolidated.xml", "https://scsanctions.un.org/resources/xml/en/consolidated.xml"),)),
}


def downloads(list_name: str, page: Callable[[str], str]) -> list[Download]:
    """The files of the newest copy of a list.

    Args:
        list_name: Id of the list.
        page: Brings the text of a page.

    Raises:
        FetchError: If a page does not name the file, or a key is needed and none is set.
    """
    own = _own_addresses().get(list_name)
    if own:
        return [Download(name, address) for name, address in own.items()]
    source = SOURCES[list_name]
    found = list(source.files)
    for index in source.indexes:
        download = _located(index, page)
        if download:
            found.append(download)
    return found


def without_key(text: str) -> str:
    """A text in which the key of a service stands as ``{key}``: keys go into no log, message or provenance."""
    key = os.environ.get(KEY_VARIABLE, "")
    return text.replace(key, "{key}") if key else text


def _located(index: Index, page: Callable[[str], str]) -> Download | None:
    key = os.environ.get(KEY_VARIABLE, "")
    if "{key}" in index.page and not key:
        raise FetchError(f"a free key of the law information service is needed: set {KEY_VARIABLE}")
    where = index.page.replace("{key}", key)
    text = page(where)
    for pattern in index.patterns:
        matches = re.findall(pattern, text)
        if matches:
            newest = max(matches, key=lambda found: day_in_name(found)[0] or "")
            address = index.template.format(key=key, found=newest) if index.template else urljoin(where, newest)
            return Download(index.name or PurePosixPath(unquote(urlsplit(address).path)).name, address)
    if index.is_optional:
        return None
    raise FetchError(f"{index.page}: the page names no file of the list; its form has changed")


def _own_addresses() -> dict[str, dict[str, str]]:
    name = os.environ.get(SOURCES_VARIABLE)
    if not name:
        return {}
    try:
        table = json.loads(Path(name).read_text(encoding="utf-8"))
        return {str(one): {str(file): str(address) for file, address in files.items()} for one, files in table.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise FetchError(f"{SOURCES_VARIABLE} names {name}, which is no JSON file of addresses ({error})") from None
