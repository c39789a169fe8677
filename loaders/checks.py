"""Rules over whole tables; each returns what breaks it, never changes a row.

A waiver is a record's ``distinct_from`` (rule 11 of the data contract) or ``notes``; no rule is switched off in code.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from datasets.schema import TABLES
from loaders.complete import CLASS_OF_KIND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from loaders.curated import Problem, Record

MAX_SUMMARY_WORDS: Final = 60
QUOTES: Final = re.compile(r"[“”\"«»「」『』]")
HANGUL, KANA_KANJI = re.compile(r"[가-힣]"), re.compile(r"[぀-ヿ一-鿿]")


def check(records: list[Record]) -> list[Problem]:
    """Every problem of the curated records that one file alone cannot show."""
    by_id: dict[str, Record] = {}
    problems: list[Problem] = []
    for record in records:
        first = by_id.setdefault(record.id, record)
        if record.id and first is not record:
            key = TABLES[record.table].key[0]
            problems.append(record.problem(key, f"is used already in {first.file}:{first.line}; ids are unique"))
    for record in records:
        problems.extend(_references(record, by_id))
    for rule in RULES:
        for record in records:
            problems.extend(record.problem(name, text) for name, text in rule(record))
    for whole in WHOLE:
        problems.extend(record.problem(name, text) for record, name, text in whole(records, by_id))
    return problems


def _references(record: Record, by_id: Mapping[str, Record]) -> Iterator[Problem]:
    """Ids that point to no row, or to a row of another table."""
    for column in TABLES[record.table].columns:
        value: Any = record.row.get(column.name)
        if not column.refers_to or value is None:
            continue
        for key in value if isinstance(value, list) else [value]:
            found = by_id.get(key)
            if found is None or found.table not in column.refers_to:
                what = f"is in table {found.table}" if found else "does not exist"
                wanted = " or ".join(column.refers_to)
                yield record.problem(column.name, f"{key!r} {what}; wanted: the id of a row in {wanted}")


Fault = tuple[str, str]


def _intervals(record: Record) -> Iterator[Fault]:
    """A pair of dates that ends before it begins."""
    row: Mapping[str, Any] = record.row
    for start, end in (("period_start", "period_end"), ("start", "end"), ("departed", "arrived"), ("occurred", "ended"),
                       ("announced", "ended"), ("listed", "delisted"), ("claimed", "retracted")):  # fmt: skip
        first, last = row.get(f"{start}_earliest"), row.get(f"{end}_latest")
        if isinstance(first, dt.date) and isinstance(last, dt.date) and last < first:
            yield end, f"{row[end]} lies before {start} {row[start]}"
    if record.table == "coverage" and row.get("from") and row.get("to") and row["to"] < row["from"]:
        yield "to", f"{row['to']} lies before from {row['from']}"


def _sources(record: Record) -> Iterator[Fault]:
    """Rows that must name their sources themselves, or that withdraw or override without a reason."""
    table, row = TABLES[record.table], record.row
    if "source_ids" in table.names and table.sources_from == "typed" and not row.get("source_ids"):
        yield "source_ids", "is required: name the documents that were read"
    if bool(row.get("withdrawn_on")) != bool(row.get("withdrawn_why")):
        yield "withdrawn_why", "withdrawn_on and withdrawn_why go together"
    if row.get("known_from") and not row.get("known_from_why"):
        yield "known_from", "is computed; to override it, say why in known_from_why"


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


def _languages(record: Record) -> Iterator[Fault]:
    """Texts in the wrong script, too long, or quoting."""
    for name, value in record.row.items():
        if not isinstance(value, str) or name[-3:] not in {"_en", "_ja", "_ko"} or name.startswith("name_"):
            continue
        script = {"_ja": KANA_KANJI, "_ko": HANGUL}.get(name[-3:])
        if script and not script.search(value):
            yield name, "is not in its language"
        if name.startswith("summary"):
            if name == "summary_en" and len(value.split()) > MAX_SUMMARY_WORDS:
                yield name, f"has {len(value.split())} words; say it in at most {MAX_SUMMARY_WORDS}"
            if QUOTES.search(value):
                yield name, "quotes; say it in our own words"


def _places(record: Record) -> Iterator[Fault]:
    """Coordinates that do not exist, or only one of the two."""
    if record.table != "places":
        return
    for name, limit in (("latitude", 90.0), ("longitude", 180.0)):
        value = record.row.get(name)
        if isinstance(value, float) and abs(value) > limit:
            yield name, f"{value} is out of range; allowed: -{limit:.0f} to {limit:.0f}"
    if (record.row.get("latitude") is None) != (record.row.get("longitude") is None):
        yield "latitude", "latitude and longitude go together"
    if record.row.get("latitude") is not None and record.row.get("precision_km") is None:
        yield "precision_km", "is required with coordinates: the radius within which the point lies"


def _quantities(record: Record) -> Iterator[Fault]:
    """Numbers that do not fit their hedge, or lack unit, kind of total or hedge."""
    if record.table != "claims":
        return
    row: Mapping[str, Any] = record.row
    hedge, low, best, high = (row.get(n) for n in ("hedge", "quantity_low", "quantity_best", "quantity_high"))
    numbers = [n for n in (low, best, high) if n is not None]
    if (numbers or hedge) and not all(
        row.get(n) for n in ("unit", "measure_of", "hedge", "bounds_by", "quantity_text")
    ):
        missing = [n for n in ("unit", "measure_of", "hedge", "bounds_by", "quantity_text") if not row.get(n)]
        yield missing[0], f"is required with a quantity (missing: {', '.join(missing)})"
    if hedge == "range" and (low is None or high is None or best is not None):
        yield "hedge", "range needs quantity_low and quantity_high and no quantity_best"
    if hedge in {"exact", "about", "at_least", "up_to"} and (best is None or low is not None or high is not None):
        yield "hedge", f"{hedge} needs quantity_best alone"
    if hedge == "vague" and best is not None:
        yield "hedge", "vague has no quantity_best"
    if low is not None and high is not None and low > high:
        yield "quantity_low", f"{low} is above quantity_high {high}"
    if any(n < 0 for n in numbers):
        yield "quantity_best", "a quantity is not negative"


def _claims(record: Record) -> Iterator[Fault]:
    """Shown must be asserted; derived must be marked so; relays and conversions in order."""
    if record.table != "claims":
        return
    row: Mapping[str, Any] = record.row
    extra = set(row.get("shows") or ()) - set(row.get("asserts") or ())
    if extra:
        yield "shows", f"{', '.join(sorted(extra))} must stand in asserts too"
    if row.get("shows") and row.get("evidence_access") not in {"shown", "independently_examined"}:
        yield "evidence_access", "is shown or independently_examined where an element is shown"
    if row.get("derived_from") and row.get("derivation") != "derived":
        yield "derivation", "is derived where derived_from is given"
    if row.get("conversion_factor") and not row.get("converted_from"):
        yield "converted_from", "is required with conversion_factor"
    if row.get("attribution") == "own_research" and row.get("relayed_by") == row.get("claimant_id"):
        yield "relayed_by", "a claimant does not relay itself"


def _targets_of(record: Record) -> Iterator[Fault]:
    """Rows that must point to one of two things."""
    row = record.row
    one_of = {"links": ("transfer_id", "event_id"), "triggers": ("transfer_id", "event_id"),
              "participations": ("claim_id", "listing_id")}.get(record.table)  # fmt: skip
    if one_of and sum(bool(row.get(name)) for name in one_of) != 1:
        yield one_of[0], f"give exactly one of {' and '.join(one_of)}"
    if record.table == "triggers" and bool(row.get("transfer_id")) != bool(row.get("claim_ids")):
        yield "claim_ids", "a trigger on a transfer names its claims, up to the first official one"


def _measures(record: Record) -> Iterator[Fault]:
    """An effect class is typed only where no kind gives one."""
    if record.table != "measures":
        return
    kinds: Any = record.row.get("kinds") or []
    known = any(kind in CLASS_OF_KIND for kind in kinds)
    if known and record.row.get("effect_class"):
        yield "effect_class", "follows from the kinds; leave it out"
    if kinds and not known and not record.row.get("effect_class"):
        yield "effect_class", "is required where the kind is other"


def is_imo(value: str) -> bool:
    """Whether a text is an IMO ship number: seven digits, the last a check digit."""
    return bool(re.fullmatch(r"\d{7}", value, re.ASCII)) and (
        sum(int(d) * w for d, w in zip(value[:6], range(7, 1, -1), strict=True)) % 10 == int(value[6])
    )


def _identifiers(record: Record) -> Iterator[Fault]:
    """IMO numbers whose check digit is wrong."""
    value = str(record.row.get("value", ""))
    if record.table == "target_identifiers" and record.row.get("type") == "imo" and not is_imo(value):
        yield "value", f"{value!r} is no IMO number (7 digits, the last a check digit)"


def _countries(record: Record) -> Iterator[Fault]:
    """Countries that are no ISO 3166 alpha-2 code."""
    for name in ("country", "nationality_or_registry", "flag", "located_in"):
        value = record.row.get(name)
        if isinstance(value, str) and name in TABLES[record.table].names and not re.fullmatch(r"[A-Z]{2}", value):
            yield name, f"{value!r} is no ISO 3166 alpha-2 code; write two capital letters"


RULES: Final[tuple[Callable[[Record], Iterator[Fault]], ...]] = (
    _intervals, _sources, _addresses, _languages, _places, _quantities, _claims, _targets_of, _measures, _identifiers,
    _countries,
)  # fmt: skip

Found = tuple["Record", str, str]


def _same_address(records: list[Record], _: Mapping[str, Record]) -> Iterator[Found]:
    """Two sources with one address."""
    seen: dict[object, Record] = {}
    for record in records:
        url = record.row.get("url")
        if record.table == "sources" and url:
            first = seen.setdefault(url, record)
            if first is not record:
                yield record, "url", f"is the address of {first.id} already; use that source"


def _alternatives(records: list[Record], _: Mapping[str, Record]) -> Iterator[Found]:
    """An alternative needs another one by the same claimant."""
    groups = defaultdict(list)
    for record in records:
        if record.table == "claims" and record.row.get("alternative_group"):
            groups[record.row["alternative_group"]].append(record)
    for name, members in groups.items():
        claimants = Counter(str(m.row.get("claimant_id")) for m in members)
        if len(members) == 1 or len(claimants) > 1:
            yield members[0], "alternative_group", f"{name!r} needs two or more claims of one claimant"


def _unused_sources(records: list[Record], _: Mapping[str, Record]) -> Iterator[Found]:
    """Sources that no row names."""
    used: set[str] = set()
    for record in records:
        value: Any = record.row.get("source_ids") or []
        used.update(value)
    for record in records:
        if record.table == "sources" and record.id not in used:
            yield record, "source_id", "is named by no row; use it or remove it"


WHOLE: Final[tuple[Callable[[list[Record], Mapping[str, Record]], Iterator[Found]], ...]] = (
    _same_address, _alternatives, _unused_sources,
)  # fmt: skip
