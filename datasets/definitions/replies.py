"""What each party says of each transfer on a day: its last reply about it, and its last general one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from datasets import store
from datasets.definitions.proof import is_about

if TYPE_CHECKING:
    from collections.abc import Mapping

    import narwhals.stable.v2 as nw

    Tables = Mapping[str, nw.LazyFrame[Any]]
    Row = dict[str, Any]


def replies(tables: Tables) -> list[Row]:
    """The last reply of each country about each transfer, dated on or after its first claim; else its general one.

    Args:
        tables: Curated tables as known on a day.

    Returns:
        One row a transfer and country that ever replied. ``is_general`` marks a reply that was general or earlier than
        the first claim: it prints as a general denial of its day, never as a denial of this transfer.
    """
    claims = {c["claim_id"]: c for c in store.rows(tables["claims"])}
    country = {a["actor_id"]: a["country"] for a in store.rows(tables["actors"])}
    stances = sorted(store.rows(tables["stances"]), key=lambda s: (s["stated_latest"] or dt.date.min, s["stance_id"]))
    found = []
    for transfer in store.rows(tables["transfers"]):
        key = transfer["transfer_id"]
        first = min(
            (c["claimed_latest"] for c in claims.values() if c["transfer_id"] == key and c["claimed_latest"]),
            default=None,
        )
        last: dict[str, tuple[bool, Row]] = {}
        for stance in stances:
            party = country.get(stance["party_id"])
            is_on_it = is_about(stance, transfer, claims)
            specific = is_on_it and not _is_before(stance["stated_latest"], first)
            touches = is_on_it or _is_general(stance, transfer)
            if party and touches and (specific or not last.get(party, (False,))[0]):
                last[party] = (specific, stance)
        found += [
            {"transfer_id": key, "country": party, "stance": s["stance"], "stance_id": s["stance_id"], "stated": s["stated"],
             "is_general": not specific}
            for party, (specific, s) in sorted(last.items())
        ]  # fmt: skip
    return found


def _is_before(stated: dt.date | None, first: dt.date | None) -> bool:
    """Whether a reply came before the first claim, as far as their last days tell."""
    return stated is not None and first is not None and stated < first


def _is_general(stance: Row, transfer: Row) -> bool:
    """Whether a reply is general and speaks of this direction or of none; one on other categories is none."""
    return stance["scope"] == "general" and stance["direction"] in (None, transfer["direction"])
