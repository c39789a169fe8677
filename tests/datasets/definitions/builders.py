"""Rows by hand: small builders that fill every column of a table, so that a test names only what it is about."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from datasets import dates, store
from datasets.schema import CURATED, TABLES

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw
    import polars as pl

    Tables = dict[str, nw.LazyFrame[Any]]

Row = dict[str, Any]
ALWAYS: Final = dt.date(2000, 1, 1)
EMPTY: Final = {t.name: store.lazy(store.frame_of([], t.name)) for t in CURATED}

# What a row of a table is unless a test says otherwise; only what definitions and queries read.
DEFAULTS: Final[dict[str, Row]] = {
    "actors": {"kind": "government", "side": "accuser"},
    "claims": {
        "transfer_id": "t", "claimant_id": "us-state", "attribution": "named_official", "item": "munitions_containers",
        "stage": "shipped", "derivation": "original", "asserts": ["movement"], "evidence_access": "described",
        "direction": "dprk_to_russia", "category": "artillery_ammunition", "additive": False,
    },
    "measures": {
        "package_id": "p", "jurisdiction": "US", "issuer_id": "us-state", "regime": "us_blocking",
        "kinds": ["asset_freeze"], "effect_class": "restrictive", "nexus": "dprk_russia_war", "nexus_by": "ground",
    },
    "packages": {"jurisdiction": "US", "issuers": ["us-state"]},
    "links": {"basis": "stated"},
    "triggers": {"rule": "a"},
    "coverage": {"subject_kind": "announcements", "jurisdiction": "US", "status": "checked"},
    "transfers": {"direction": "dprk_to_russia", "category": "artillery_ammunition"},
    "targets": {"kind": "entity", "name": "NAME"},
    "listings": {
        "jurisdiction": "US", "effects": ["asset_freeze"], "list_name": "us-ofac-sdn", "nexus": "dprk_russia_war",
        "nexus_by": "ground", "resolution_basis": "name_and_context", "spell": 1,
    },
    "relations": {"kind": "owns"},
    "participations": {"transfer_id": "t", "role": "carrier"},
    "stances": {"party_id": "ru-mfa", "party_role": "accused", "stance": "deny", "scope": "transfer"},
    "announced_counts": {"target_kind": "all", "basis": "announced"},
}  # fmt: skip


def d(text: str | None) -> dt.date | None:
    """A day from its ISO text."""
    return None if text is None else dt.date.fromisoformat(text)


def row(table: str, **given: Any) -> Row:
    """A whole row of a table.

    Date fields are given as the text that people type, plain days as ISO text; the row is known from the last day of the
    act where the table has one, else always.
    """
    declared = TABLES[table]
    odd = set(given) - set(declared.names)
    assert not odd, f"table {table} has no column {odd}"
    made: Row = dict.fromkeys(declared.names) | DEFAULTS.get(table, {}) | given
    for name in declared.dates:
        if made[name] is not None:
            known = dates.parse(made[name])
            made[f"{name}_earliest"], made[f"{name}_latest"] = known.earliest, known.latest
            made[f"{name}_basis"] = made[f"{name}_basis"] or "stated"
    for column in declared.columns:
        if column.kind == "day" and isinstance(made[column.name], str):
            made[column.name] = d(made[column.name])
    if "known_from" in declared.names and made["known_from"] is None:
        made["known_from"] = made[f"{declared.public_day}_latest"] if declared.public_day else ALWAYS
    return made


def frame(table: str, *rows: Row) -> pl.DataFrame:
    """Rows of a table as a frame."""
    return store.frame_of(list(rows), table)


def tables(*rows: tuple[str, Row]) -> Tables:
    """Every curated table, empty where no row was given."""
    by_table = defaultdict(list)
    for name, made in rows:
        by_table[name].append(made)
    return EMPTY | {name: store.lazy(store.frame_of(several, name)) for name, several in by_table.items()}


def one(table: str, **given: Any) -> tuple[str, Row]:
    """A row with the name of its table, as :func:`tables` takes it."""
    return table, row(table, **given)


def world(*rows: tuple[str, Row], **kept: list[Row]) -> Tables:
    """Tables with the usual actors, one package ``p`` and a transfer ``t``, unless a test gives its own."""
    given = {name for name, _ in rows} | set(kept)
    usual = [entry for entry in USUAL if entry[0] not in given]
    return tables(*usual, *rows, *((name, made) for name, several in kept.items() for made in several))


def actor(actor_id: str, country: str | None, jurisdiction: str | None = None, **given: Any) -> tuple[str, Row]:
    """A claimant, by default of a family of its own."""
    return one("actors", actor_id=actor_id, country=country, jurisdiction=jurisdiction,
               **{"family_id": f"family-{actor_id}", **given})  # fmt: skip


USUAL: Final = (
    actor("us-state", "US", "US"), actor("us-dod", "US", "US", family_id="family-us-state"),
    actor("rok-nis", "KR", "KR", kind="intelligence_service"), actor("eu-council", None, "EU"),
    actor("jp-mofa", "JP", "JP"), actor("paper", "US", kind="media", side="observer"),
    actor("lab", "GB", kind="think_tank", side="observer"), actor("ru-mfa", "RU", side="party"),
    actor("kp-kcna", "KP", side="party"), actor("g7", None, None, member_jurisdictions=["US", "JP", "EU"]),
    actor("msmt", None, None, kind="multilateral_monitor", member_jurisdictions=["US", "JP", "KR"]),
    one("packages", package_id="p", announced="2024-05-16"), one("transfers", transfer_id="t"),
)  # fmt: skip


def full_coverage(until: str = "2024-12-31") -> list[tuple[str, Row]]:
    """Every tracked jurisdiction's announcements checked without a hole."""
    return [
        one("coverage", coverage_id=f"coverage-{j.lower()}", jurisdiction=j, **{"from": "2022-01-01", "to": until})
        for j in ("US", "EU", "JP", "KR")
    ]


def claim(claim_id: str, claimed: str, **given: Any) -> tuple[str, Row]:
    """A claim on transfer ``t`` by an official of a government."""
    return one("claims", claim_id=claim_id, claimed=claimed, **given)


def measure(measure_id: str, announced: str, **given: Any) -> tuple[str, Row]:
    """A restrictive measure of the United States."""
    return one("measures", measure_id=measure_id, announced=announced, **given)


def link(measure_id: str, **given: Any) -> tuple[str, Row]:
    """A link from a measure to transfer ``t``, unless another transfer or an event is given."""
    about = {} if "event_id" in given else {"transfer_id": "t"}
    return one("links", **{"link_id": f"link-{measure_id}", "measure_id": measure_id, **about, **given})


def trigger(*claim_ids: str, **given: Any) -> tuple[str, Row]:
    """The trigger ``trigger`` on transfer ``t`` with its claims, or on an event."""
    about = {} if "event_id" in given else {"transfer_id": "t", "claim_ids": list(claim_ids)}
    return one("triggers", **{"trigger_id": "trigger", **about, **given})


def checked(by: str, first: str, last: str, **given: Any) -> tuple[str, Row]:
    """A stretch in which a jurisdiction's announcements were checked."""
    key = f"coverage-{by}-{first}".lower()
    return one("coverage", **{"coverage_id": key, "jurisdiction": by, "from": first, "to": last, **given})


def listing(listing_id: str, target_id: str, listed: str, **given: Any) -> tuple[str, Row]:
    """A listing of a target by the United States."""
    return one("listings", listing_id=listing_id, target_id=target_id, listed=listed, **given)


def target(target_id: str, kind: str = "entity", **given: Any) -> tuple[str, Row]:
    """A target."""
    return one("targets", target_id=target_id, kind=kind, **given)
