"""Rows as a reader sees them: codes in words, ids and sources as links, lists joined, in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import quote, urlencode, urlsplit

import pyarrow as pa
import streamlit as st

from dashboard import address, data, geography
from dashboard.text import label, language, t
from datasets.columns import LIST_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import polars as pl

    from datasets.columns import Column, Table
    from datasets.filters import Filters

# Columns shown of each table, in order; ``*_LANG`` stands for the column in the language of the page.
SHOWN: Final[dict[str, tuple[str, ...]]] = {
    "claims": ("claimed", "claimant_id", "relayed_by", "transfer_id", "quantity_display", "summary_LANG", "stage", "evidence",
               "evidence_access", "derivation", "source_ids", "claim_id"),
    "measures": ("announced", "jurisdiction", "title_LANG", "kinds", "regime", "nexus", "in_force", "act_reference",
                 "source_ids", "measure_id"),
    "listings": ("listed", "jurisdiction", "target_name", "name_as_listed", "target_kind", "effects", "list_name", "nexus",
                 "delisted", "source_ids", "listing_id"),
    "events": ("occurred", "kind", "title_LANG", "summary_LANG", "source_ids", "event_id"),
    "stances": ("stated", "party_id", "speaker", "stance", "scope", "summary_LANG", "source_ids", "stance_id"),
    "sources": ("published", "publisher", "title", "language", "kind", "tier", "url", "source_id"),
    "coverage": ("from", "to", "subject_kind", "jurisdiction", "list_name", "actor_id", "target_kind", "status",
                 "checked_on", "notes"),
    "places": ("name_LANG", "name_native", "kind", "country", "latitude", "longitude", "precision_km", "place_id"),
    "voyages": ("departed", "arrived", "target_id", "from_place_id", "to_place_id", "transponder", "source_ids",
                "voyage_id"),
    "proof": ("transfer_id", "element", "status", "is_contested", "credibility", "credibility_rule", "first_on",
              "origins_low", "origins_high"),
    "targets": ("name", "kind", "nationality_or_registry", "located_in", "target_id"),
    "timeline": ("day", "lane", "title_LANG", "jurisdiction", "direction", "source_ids", "id"),
    "lags": ("trigger_id", "jurisdiction", "clock", "endpoint", "class", "lag_days_low", "lag_days_high", "is_upper_bound",
             "trigger_earliest", "trigger_latest", "measure_earliest", "measure_latest", "censored_on", "preexisting_measure_id",
             "measure_id"),
    "sensitivity": ("jurisdiction", "clock", "endpoint", "triggers", "responded", "none_yet", "order_unknown",
                    "disclosed_by_measure", "not_covered", "no_clock", "median_low", "median_high"),
    "lead_lag": ("first", "second", "before", "tie", "after", "alone", "other_alone", "unknown", "neither", "clock", "endpoint"),
    "detection": ("trigger_id", "begun_earliest", "begun_latest", "public_earliest", "public_latest", "days_low", "days_high"),
    "contradictions": ("low_display", "low_claimant_id", "high_display", "high_claimant_id", "item", "gap_ratio", "overlap",
                       "low_claim_id", "high_claim_id"),
    "alternatives": ("display", "claimant_id", "unit", "low", "high", "claim_ids"),
    "factors": ("claimant_id", "claimed", "item", "base_unit", "factor_low", "factor", "factor_high", "stated_factor", "claim_id"),
    "un_cap": ("year", "quantity_display", "claimant_id", "is_declared", "period_start", "period_end", "exceeded_by", "claim_id"),
    "silences": ("transfer_id", "from", "to", "days", "threshold_days", "is_open"),
    "replies": ("transfer_id", "country", "stance", "stated", "is_general", "stance_id"),
    "coverage_matrix": ("name", "kind", "country", "status_US", "effects_US", "status_EU", "effects_EU", "status_JP", "effects_JP",
                        "status_KR", "effects_KR", "listed_by", "target_id"),
    "package_overlap": ("jurisdiction", "package_id", "other_jurisdiction", "other_package_id", "n_shared", "days_low", "days_high",
                        "target_ids"),
    "voyages_vs_listing": ("voyage_id", "jurisdiction", "ship_status", "ship_days_low", "ship_days_high", "owner_status",
                           "owner_days_low", "owner_days_high"),
    "role_chain": ("transfer_id", "role", "n_targets", "jurisdictions", "target_ids"),
    "instruments": ("kind", "n_US", "n_EU", "n_JP", "n_KR", "not_used_by", "last_on"),
    "outlook_signs": ("path", "title_LANG", "before", "last", "trend", "definition_LANG", "proposed_by", "indicator_id"),
    "ladder": ("item", "quantity_display", "claimant_id", "claimed", "stage", "scope", "source_ids", "claim_id"),
    "transfers": ("direction", "category", "title_LANG", "transfer_id"),
    "changes": ("table", "row_id", "field", "reason", "old", "new", "note"),
    "search": ("score", "id", "title_LANG", "matched", "strength", "origin", "table", "kind", "script", "source_ids"),
}  # fmt: skip
Kind = Literal["record", "sources", "address", "number", "words"]
NAMED: Final = {"actors", "places", "transfers", "triggers", "packages"}
COUNTRIES: Final = {"country", "nationality_or_registry", "located_in", "flag"}


def columns_of(table: str, wanted: Sequence[str] = ()) -> list[str]:
    """Columns of a table to read for showing it."""
    return [name.replace("LANG", language()) for name in (wanted or SHOWN[table])]


def readable(frame: pl.DataFrame, table: Table) -> tuple[pa.Table, dict[str, Any]]:
    """A frame in words, and how its columns are shown.

    Args:
        frame: Rows with columns of the table.
        table: Its declaration.
    """
    arrays, config = {}, {}
    for name in frame.columns:
        column = table.column(name)
        values, shown = _cells(column, frame[name].to_list(), table)
        arrays[heading(name)], config[heading(name)] = values, shown
    return pa.table(arrays), config


def heading(name: str) -> str:
    """Name of a column in words, its language left out."""
    stem = name.removesuffix(f"_{language()}").removesuffix("_en")
    return t(f"column.{stem}")


def kind(column: Column, table: Table) -> Kind:
    """How a column of a table is shown."""
    is_named = bool(set(column.refers_to) & NAMED)
    is_key = column.name in {table.key[0], "row_id"} and not column.vocabulary  # of a count, the key is a code
    if not is_named and (is_key or (column.kind == "id" and column.refers_to)):
        return "record"
    if column.name == "source_ids":
        return "sources"
    if column.name == "url":
        return "address"
    return "number" if column.kind in {"float", "int"} else "words"


def _cells(column: Column, values: list[Any], table: Table) -> tuple[pa.Array, Any]:
    """Cells of one column and its column configuration."""
    shown = kind(column, table)
    if shown == "record":
        width: Any = "small" if column.name == table.key[0] else None
        state = address.current()
        addresses = _text([record_address(v, state) if v else None for v in values])
        return addresses, st.column_config.LinkColumn(display_text=_ID, width=width)
    if shown in {"sources", "address"}:
        known = data.sources()
        links = [source_link(v, known) for v in values] if shown == "sources" else [safe(v) for v in values]
        return _text(links), st.column_config.LinkColumn(display_text=_HOST, width="medium")
    if shown == "number":
        return pa.array(values), st.column_config.NumberColumn()
    wide = column.name.startswith(("summary", "title", "quantity_display", "matched"))
    width = ("medium" if table.name == "search" else "large") if wide else None
    return _text(said(column, values)), st.column_config.TextColumn(width=width)


_ID: Final = r"[?&]id=([^&]+)"
_HOST: Final = r"^https?://(?:www\.)?([^/]+)"


def _text(values: list[str | None]) -> pa.Array:
    return pa.array(values, pa.string())


def said(column: Column, values: list[Any]) -> list[str | None]:
    """Values of a column in words; lists joined."""
    say = _words(column)
    return [_joined(value, say) for value in values]


def _words(column: Column) -> Callable[[Any], str]:
    """How a value of a column is said."""
    if column.kind == "bool":
        return lambda value: t(f"bool.{str(value).lower()}")
    if column.name in {"lane", "table"}:
        return lambda value: t(f"noun.{value}")
    if column.vocabulary:
        vocabulary = column.vocabulary
        return lambda value: label(vocabulary, value)
    if column.name in COUNTRIES:
        return lambda code: geography.country(code, language())
    if set(column.refers_to) & NAMED:
        names = data.names(language())
        return lambda value: names.get(value, str(value))
    return str


def _joined(value: Any, say: Callable[[Any], str]) -> str | None:  # noqa: ANN401 - a cell of any column
    """A cell as text; lists joined."""
    if value is None:
        return None
    return ", ".join(say(v) for v in value) if isinstance(value, list) else say(value)


def record_address(key: str, filters: Filters | None = None) -> str:
    """Address of a record's page, relative to the pages, in the language and as-of day of a state, by default this run's."""
    filters = filters or address.current()
    query: dict[str, str] = {}
    if filters.as_of:
        query["as_of"] = filters.as_of.isoformat()
    if filters.release:
        query["release"] = filters.release
    if filters.lang != "en":
        query["lang"] = filters.lang
    key, _, rest = key.partition(LIST_SEPARATOR)  # of a key of several parts the first is that of a record
    return f"record?{urlencode(query | {'id': key})}" + (f"#{quote(rest)}" if rest else "")


def source_link(keys: list[str] | None, known: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Address of the first of some sources that has one; ``None`` if none has."""
    links = (safe(known.get(key, {}).get("url")) for key in keys or ())
    return next((link for link in links if link), None)


def safe(url: str | None) -> str | None:
    """An address that may become a link: https only."""
    return url if url and urlsplit(url).scheme == "https" else None
