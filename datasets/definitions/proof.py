"""Proof: what has been shown of each element of a transfer, what only asserted, what acknowledged, by how many origins.

Also the status of a transfer, which rules the word in captions: alleged, acknowledged in part, or acknowledged.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from datasets import store, vocabulary
from datasets.definitions.responses import NOT_STARTED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    import narwhals.stable.v2 as nw
    import polars as pl

    Tables = Mapping[str, nw.LazyFrame[Any]]
    Row = dict[str, Any]

# The proof matrix has all elements but quantity, which is judged per comparable set.
ELEMENTS: Final = tuple(e for e in vocabulary.codes("element") if e != "quantity")
# What cannot be true unless the key is: use implies that it was received and what it was.
IMPLIED_BY: Final = {"receipt": "use", "contents": "use"}
ADMITS: Final = {"confirm", "partly_confirm"}
PARTIES: Final = ("DPRK", "Russia")
COUNTRY_OF_PARTY: Final = {"KP": "DPRK", "RU": "Russia"}


def proof(tables: Tables, day: dt.date) -> pl.DataFrame:  # noqa: ARG001 - every definition is f(tables, day)
    """Status, credibility and origins of every element of every transfer.

    Args:
        tables: Curated tables as known on the day.
        day: The as-of day; the tables are cut to it already.

    Returns:
        Rows of table ``proof``.
    """
    # A plan, request or agreement asserts no element: nothing is said to have moved yet.
    claims = [c for c in store.rows(tables["claims"]) if not c["variant_of"] and c["stage"] not in NOT_STARTED]
    by_id = {c["claim_id"]: c for c in claims}
    stances = _stances(tables)
    by_transfer = defaultdict(list)
    for claim in claims:
        by_transfer[claim["transfer_id"]].append(claim)
    rows = []
    for transfer in store.rows(tables["transfers"]):
        key = transfer["transfer_id"]
        about = [s for s in stances if is_about(s, transfer, by_id)]
        rows += [
            _element(key, element, by_transfer[key], everywhere=claims, by_id=by_id, stances=about)
            for element in ELEMENTS
        ]
    return store.frame_of(rows, "proof")


def statuses(tables: Tables) -> dict[str, str]:
    """Status of every transfer by id: ``acknowledged``, ``acknowledged_in_part`` or ``alleged``.

    Acknowledged means by both parties, each at least the contents and one of receipt and use; less, or one party, is
    in part.
    """
    by_id = {c["claim_id"]: c for c in store.rows(tables["claims"])}
    stances = _stances(tables)
    found = {}
    for transfer in store.rows(tables["transfers"]):
        admitted = admissions([s for s in stances if is_about(s, transfer, by_id)])
        whole = all("contents" in e and e & {"receipt", "use"} for e in (admitted[p] for p in PARTIES))
        status = "acknowledged" if whole else "acknowledged_in_part" if any(admitted.values()) else "alleged"
        found[transfer["transfer_id"]] = status
    return found


def admissions(stances: Iterable[Row]) -> dict[str, set[str]]:
    """Elements that each accused party admits."""
    found: dict[str, set[str]] = {party: set() for party in PARTIES}
    for stance in stances:
        if stance["stance"] in ADMITS and stance["party_role"] == "accused" and stance["party"]:
            found[stance["party"]].update(stance["elements"] or ())
    return found


def _stances(tables: Tables) -> list[Row]:
    """Stances with the accused party they speak for."""
    country = {a["actor_id"]: a["country"] for a in store.rows(tables["actors"])}
    rows = store.rows(tables["stances"])
    return [row | {"party": COUNTRY_OF_PARTY.get(country.get(row["party_id"]) or "")} for row in rows]


def is_about(stance: Row, transfer: Row, claims: Mapping[str, Row]) -> bool:
    """Whether a stance speaks of a transfer: by name, by one of its claims, or by category and direction.

    A general stance is about none: it prints as a general denial, never as a denial of this transfer.
    """
    if stance["scope"] == "general":
        return False
    if transfer["transfer_id"] in (stance["transfer_ids"] or ()):
        return True
    if any(claims.get(c, {}).get("transfer_id") == transfer["transfer_id"] for c in stance["claim_ids"] or ()):
        return True
    same_direction = stance["direction"] in (None, transfer["direction"])
    return bool(
        stance["scope"] == "category" and same_direction and transfer["category"] in (stance["categories"] or ())
    )


def _element(
    transfer_id: str, element: str, claims: list[Row], *,
    everywhere: list[Row], by_id: Mapping[str, Row], stances: list[Row],
) -> Row:  # fmt: skip
    """One cell of the proof matrix."""
    asserting = [c for c in claims if element in c["asserts"]]
    showing = [c for c in asserting if element in (c["shows"] or ())]
    implying = [c for c in claims if IMPLIED_BY.get(element) in (c["shows"] or ())]
    admitting = [s for s in stances if s["stance"] in ADMITS and s["party"] and element in (s["elements"] or ())]
    low, high = origins(asserting, by_id)
    status = _status(admitting, showing, implying, asserting)
    number, rule = _credibility(status, asserting, showing, _refuting(asserting, everywhere), by_id)
    deciding = {"acknowledged": admitting, "shown": showing, "implied": implying, "asserted_only": asserting}.get(
        status, []
    )
    return {
        "transfer_id": transfer_id, "element": element, "status": status,
        "is_contested": _is_contested(element, asserting, everywhere, stances),
        "credibility": number, "credibility_rule": rule,
        "first_on": min((r["known_from"] for r in deciding if r["known_from"]), default=None),
        "claim_ids": sorted({c["claim_id"] for c in (*asserting, *implying)}),
        "origins_low": low, "origins_high": high,
    }  # fmt: skip


def _status(admitting: list[Row], showing: list[Row], implying: list[Row], asserting: list[Row]) -> str:
    """Status of an element, the first that fits."""
    ladder = (("acknowledged", admitting), ("shown", showing), ("implied", implying), ("asserted_only", asserting))
    return next((name for name, rows in ladder if rows), "nobody_claims")


def _is_contested(element: str, asserting: list[Row], everywhere: list[Row], stances: list[Row]) -> bool:
    """Whether a claim refutes a claim on this element, or a party denies it."""
    denied = any(s["stance"] == "deny" and (not s["elements"] or element in s["elements"]) for s in stances)
    return bool(asserting) and (denied or bool(_refuting(asserting, everywhere)))


def _refuting(asserting: list[Row], everywhere: list[Row]) -> list[Row]:
    """Claims that refute one of these."""
    keys = {c["claim_id"] for c in asserting}
    return [c for c in everywhere if keys & set(c["refutes_claim_ids"] or ())]


def origins(claims: Iterable[Row], by_id: Mapping[str, Row]) -> tuple[int, int]:
    """Number of independent origins as a range.

    A derived claim counts as the family it derives from, however many hands it went through, and as one unknown origin if
    that is not named. The low end merges all unknown ones into one, or into none if any original exists; the high end
    counts each apart.
    """
    found = {root for claim in claims for root in _roots(claim, by_id, frozenset())}
    families = sum(is_known for _, is_known in found)
    unknown = len(found) - families
    return families or min(unknown, 1), families + unknown


def _roots(claim: Row, by_id: Mapping[str, Row], seen: frozenset[str]) -> set[tuple[str, bool]]:
    """What a claim rests on: families known to speak from evidence of their own, or a claim whose origin is unknown."""
    if claim["derivation"] == "original":
        return {(claim["family_id"], True)}
    seen |= {claim["claim_id"]}
    derived = claim["derivation"] == "derived"
    named = [by_id[k] for k in claim["derived_from"] or () if derived and k in by_id and k not in seen]
    return {root for other in named for root in _roots(other, by_id, seen)} or {(claim["claim_id"], False)}


def _credibility(
    status: str, asserting: list[Row], showing: list[Row], refuting: list[Row], by_id: Mapping[str, Row]
) -> tuple[int | None, str | None]:
    """Credibility 1–6 of an element with the rule that gave it; nothing where nobody claims it.

    The rules are those of the data contract, in their order; quantities are not graded here.
    """
    if status == "nobody_claims":
        return None, None
    examined = {k for c in refuting if c["evidence_access"] == "independently_examined" for k in c["refutes_claim_ids"]}
    total = origins(asserting, by_id)[0]
    rules: tuple[tuple[int, bool, str], ...] = (
        (5, bool(asserting) and all(c["retracted"] or c["claim_id"] in examined for c in asserting),
         "every claim on it is retracted or refuted by an examination open to others"),
        (1, status == "acknowledged", "acknowledged by an accused party"),
        (1, _two_kinds(showing), "shown by two independent origins, each with a kind of evidence the other lacks"),
        (4, status == "asserted_only" and any(c["shows"] for c in refuting),
         "only asserted, and contradicted by a claim that shows"),
        (2, bool(showing) and total >= 2, "two origins, one of which shows it"),
        (3, bool(showing) or status == "implied", "one origin shows it, or what is shown implies it"),
        (3, total >= 2, "two origins assert it"),
    )  # fmt: skip
    return next(((n, text) for n, fits, text in rules if fits), (6, "the word of one origin"))


def _two_kinds(showing: list[Row]) -> bool:
    """Whether two original families show it, each with a kind of evidence that the other lacks."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for claim in showing:
        if claim["derivation"] == "original":
            kinds[claim["family_id"]].update(claim["evidence"] or ())
    sets = list(kinds.values())
    return any(a - b and b - a for i, a in enumerate(sets) for b in sets[i + 1 :])
