"""One thing, one row: rows of one table that look alike are merged, or say that they are distinct (rule 11).

Alike are two rows of the same day, give or take one, of the same group (:data:`GROUPS`), that share a source or at least
half of the words of the shorter title. Listings share their sources with their whole round, so there only names count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, Final

from loaders.checks.common import are_distinct, days, full, is_near, of_table, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from loaders.checks.common import Found
    from loaders.curated import Record

    ById = Mapping[str, Record]

LEAST_SHARE: Final = 0.5
WORD: Final = re.compile(r"[^\W_]+")
COMMON: Final = frozenset(
    WORD.findall(
        "and are after all been before between but for from had has have his how into its more new not now off one other "
        "over said says than that the their them they this two under was were what when which while with "
        "dprk korea korean koreas north pyongyang russia russian russias moscow"
    )
)
"""Words that rows of this subject share without being alike."""
FORMS: Final = frozenset(
    WORD.findall(
        "and bank branch bureau center centre co commercial company corp corporation enterprise for foreign general group inc "
        "industrial institute international jsc joint korea korean limited liability llc ltd machine ministry national of "
        "open plant production public research science scientific shipping stock technology the trade trading"
    )
)
"""Words of names that say what kind of body it is, not which."""
TIES: Final = ("component_of", "converted_from", "variant_of", "derived_from", "refutes_claim_ids")
"""Columns by which a claim says how it differs from another."""


@dataclass(frozen=True)
class Group:
    """What makes two rows of a table comparable.

    Attributes:
        table: Name of the table.
        day: Its date field.
        text: Column whose words count.
        same: What must be equal.
    """

    table: str
    day: str
    text: str
    same: Callable[[Mapping[str, Any], ById], object]


GROUPS: Final = (
    Group("measures", "announced", "title_en", lambda row, _: row["jurisdiction"]),
    Group("packages", "announced", "title_en", lambda row, _: row["jurisdiction"]),
    Group("events", "occurred", "title_en", lambda row, _: row["kind"]),
    Group("stances", "stated", "summary_en", lambda row, _: row["party_id"]),
    Group("claims", "claimed", "summary_en", lambda row, by_id: (_family(row, by_id), row["item"], row["unit"])),
)


def _family(row: Mapping[str, Any], by_id: ById) -> object:
    claimant = by_id.get(str(row["claimant_id"]))
    return claimant.row.get("family_id") if claimant else row["claimant_id"]


def _near_duplicates(records: list[Record], by_id: ById) -> Iterator[Found]:
    """Two rows of one table that look alike."""
    for group in GROUPS:
        together: dict[object, list[Record]] = defaultdict(list)
        for record in of_table(records, group.table):
            together[group.same(full(record), by_id)].append(record)
        for members in together.values():
            for one, other in combinations(members, 2):
                if is_near(days(one, group.day), days(other, group.day)) and not _say_how(one, other):
                    yield from _alike(one, other, group.text, group.text, day=group.day)


def _across(records: list[Record], _: ById) -> Iterator[Found]:
    """An event and a measure that are one thing: same day, a source and half of the words shared."""
    for event, measure in product(of_table(records, "events"), of_table(records, "measures")):
        shares = set(texts(event, "source_ids")) & set(texts(measure, "source_ids"))
        if not shares or not is_near(days(event, "occurred"), days(measure, "announced")):
            continue
        if share(words(event, "title_en"), words(measure, "title_en")) >= LEAST_SHARE:
            yield from _alike(measure, event, "title_en", "title_en", day="announced")


def _alike(one: Record, other: Record, text: str, other_text: str, *, day: str) -> Iterator[Found]:
    """The fault, if two rows of near days share a source or half of their words."""
    common = set(texts(one, "source_ids")) & set(texts(other, "source_ids"))
    both = words(one, text) & words(other, other_text)
    if are_distinct(one, other) or not (common or share(words(one, text), words(other, other_text)) >= LEAST_SHARE):
        return
    why = f"source {min(common)}" if common else f"words {', '.join(sorted(both))}"
    yield other, day, f"looks like {one.id} ({why}); merge the two, or name one in distinct_from of the other"


def words(record: Record, column: str, without: frozenset[str] = COMMON) -> set[str]:
    """Words of a text that tell it from others."""
    return {w for w in WORD.findall(str(record.row.get(column, "")).casefold()) if len(w) > 2} - without


def share(one: Iterable[str], other: Iterable[str]) -> float:
    """Share of the shorter set of words that is in the other."""
    a, b = set(one), set(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _say_how(one: Record, other: Record) -> bool:
    """Whether columns say already how two rows differ.

    A measure is what one issuer adopted under one regime within a package; a claim may be part, variant, conversion,
    repetition, refutation or alternative of another.
    """
    a, b = full(one), full(other)
    if one.table == "measures":
        return bool(
            a["package_id"] == b["package_id"] and (a["issuer_id"], a["regime"]) != (b["issuer_id"], b["regime"])
        )
    if one.table == "claims":
        if a["alternative_group"] and a["alternative_group"] == b["alternative_group"]:
            return True
        return any(y["claim_id"] in _listed(x[column]) for x, y in ((a, b), (b, a)) for column in TIES)
    return False


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _same_name(records: list[Record], by_id: ById) -> Iterator[Found]:
    """Listings of one round whose targets have two ids and one name: every telling word of the shorter is in the other."""
    rounds: dict[object, list[Record]] = defaultdict(list)
    for record in of_table(records, "listings"):
        rounds[record.row.get("jurisdiction")].append(record)
    for members in rounds.values():
        for one, other in combinations(members, 2):
            a, b = (by_id.get(str(r.row.get("target_id"))) for r in (one, other))
            if a is None or b is None or a is b or a.row.get("kind") != b.row.get("kind") or are_distinct(a, b):
                continue
            if not is_near(days(one, "listed"), days(other, "listed")) or are_distinct(one, other):
                continue
            if one.row.get("listed_earliest") and share(_name(a), _name(b)) == 1:
                yield other, "target_id", f"has the name of {a.id} ({one.id}); merge, or name it in distinct_from"


def _name(target: Record) -> set[str]:
    return set(WORD.findall(str(target.row.get("name", "")).casefold())) - FORMS


RULES: Final[tuple[Callable[[list[Record], Mapping[str, Record]], Iterator[Found]], ...]] = (
    _near_duplicates, _across, _same_name,
)  # fmt: skip
