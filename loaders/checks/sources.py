"""Sources: addresses, kind against tier, one spelling of each publisher, none without a use."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from loaders.checks.common import of_table, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from loaders.checks.common import Fault, Found
    from loaders.curated import Record

COPY: Final = "reworded_or_mirror"
REPORTED: Final = ("direct_report", "relayed_report", COPY)
TIERS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("official_act", "official_list", "court_document"), ("primary_document", COPY)),
    "report": ("primary_document", "originator_statement", "relayed_report", COPY),
    "dataset": ("primary_document", *REPORTED),
    **dict.fromkeys(("press_release", "speech"), ("originator_statement", "direct_report", COPY)),
    **dict.fromkeys(("analysis", "web_page", "social_media"), ("originator_statement", *REPORTED)),
    **dict.fromkeys(("news_article", "wire_copy", "broadcast"), REPORTED),
}
"""Tiers that a kind of document can have. A medium's own research is a direct report."""


def is_address(url: str) -> bool:
    """Whether a text is a web address with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"https", "http"} and "." in parts.netloc and not re.search(r"\s", url)


def _addresses(record: Record) -> Iterator[Fault]:
    """Addresses that are not https, or lack a host."""
    if record.table != "sources":
        return
    for name in ("url", "archived_url"):
        url = record.row.get(name)
        if isinstance(url, str) and not is_address(url):
            yield name, f"{url!r} is no web address; write https://host/path"
    if not record.row.get("url") and not record.row.get("notes"):
        yield "url", "is empty: say in notes which document this is and where it was read"


def _tier(record: Record) -> Iterator[Fault]:
    """A tier that this kind of document cannot have."""
    if record.table != "sources":
        return
    kind, tier = str(record.row.get("kind")), str(record.row.get("tier"))
    allowed = TIERS.get(kind)
    if allowed and tier not in allowed:
        yield "tier", f"a {kind} is no {tier}; allowed: {', '.join(allowed)}"


def _same_address(records: list[Record], _: Mapping[str, Record]) -> Iterator[Found]:
    """Two sources with one address, ``www.``, scheme and a closing slash aside."""
    seen: dict[str, Record] = {}
    for record in of_table(records, "sources"):
        url = record.row.get("url")
        if isinstance(url, str) and url:
            bare = re.sub(r"^https?://(www\.)?", "", url).rstrip("/")
            first = seen.setdefault(bare, record)
            if first is not record:
                yield record, "url", f"is the address of {first.id} already; use that source"


def _plain_http(records: list[Record], _: Mapping[str, Record]) -> Iterator[Found]:
    """Unencrypted addresses of a host that other sources reach by https."""
    found = of_table(records, "sources")
    secure = {host(str(r.row["url"])) for r in found if str(r.row.get("url", "")).startswith("https://")}
    for record in found:
        url = str(record.row.get("url", ""))
        if url.startswith("http://") and host(url) in secure:
            yield record, "url", f"{host(url)} answers by https, as other sources show; write https"


def host(url: str) -> str:
    """Host of an address without ``www.``."""
    try:
        return urlsplit(url).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""


def _publishers(records: list[Record], _: Mapping[str, Record]) -> Iterator[Found]:
    """One outlet spelled in several ways: names that differ in case, article or stops, or two names on one host.

    What stands in brackets says whose text it is, or which edition: ``MENAFN (Ukrinform text)``.
    """
    by_fold: dict[str, Counter[str]] = defaultdict(Counter)
    by_host: dict[str, Counter[str]] = defaultdict(Counter)
    found = of_table(records, "sources")
    for record in found:
        base = outlet(record)
        by_fold[_fold(base)][base] += 1
        if record.row.get("url"):
            by_host[host(str(record.row["url"]))][base] += 1
    for record in found:
        base = outlet(record)
        for names in (by_fold[_fold(base)], by_host.get(host(str(record.row.get("url", ""))), Counter())):
            usual = min(names, key=lambda name: (-names[name], name), default=base)
            if base != usual:
                yield record, "publisher", f"{base!r} is spelled {usual!r} elsewhere; use one spelling"
                break


def outlet(record: Record) -> str:
    """Name of the publisher without what is said in brackets."""
    return str(record.row.get("publisher", "")).partition(" (")[0]


def _fold(name: str) -> str:
    return re.sub(r"\W", "", re.sub(r"^the ", "", name.casefold()))


def _unused(records: list[Record], _: Mapping[str, Record]) -> Iterator[Found]:
    """Sources that no row names."""
    used = {key for record in records for key in texts(record, "source_ids")}
    for record in of_table(records, "sources"):
        if record.id not in used:
            yield record, "source_id", "is named by no row; use it or remove it"


RECORD_RULES: Final[tuple[Callable[[Record], Iterator[Fault]], ...]] = (_addresses, _tier)
TABLE_RULES: Final[tuple[Callable[[list[Record], Mapping[str, Record]], Iterator[Found]], ...]] = (
    _same_address, _plain_http, _publishers, _unused,
)  # fmt: skip
