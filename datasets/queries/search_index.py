"""What a search reads: names, titles and identifiers of one state of the tables, folded once and kept while in use."""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from collections import OrderedDict
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import polars as pl

from datasets import names, store
from datasets.columns import LANGUAGES
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Tables = Mapping[str, nw.LazyFrame[Any]]

KEPT: Final = 4  # states of the tables; each costs about 1 KB a name
_TITLES: Final = tuple(f"title_{language}" for language in LANGUAGES)
_NAMES: Final = tuple(f"name_{language}" for language in LANGUAGES)
# Tables in the order in which equal hits stand, with their columns: texts compared like names, and texts read as titles.
NAMED: Final = {"actors": _NAMES, "places": (*_NAMES, "name_native")}
TITLED: Final = {
    "transfers": _TITLES, "packages": _TITLES, "measures": (*_TITLES, "act_reference"), "events": (*_TITLES, "document"),
    "triggers": _TITLES, "provisions": _TITLES, "routes": _NAMES, "sources": ("title", "publisher"),
}  # fmt: skip
ORDER: Final = ("targets", "actors", "places", "list_entries", *TITLED)
SMALL: Final = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))
_HIT: Final[dict[str, Any]] = {
    "table": pl.String, "id": pl.String, "text": pl.String, "strength": pl.String, "origin": pl.String,
    "source_ids": pl.List(pl.String),
}  # fmt: skip
_RECORD: Final[dict[str, Any]] = {
    "table": pl.String,
    "id": pl.String,
    "kind": pl.String,
    **dict.fromkeys(_TITLES, pl.String),
}
_SIGNS: Final = re.compile(r"[\W_]+")
_CHAIN: Final = re.compile(r"^[A-Z]{3,4} (?=\S{20})")  # the currency before a wallet


@dataclass(frozen=True, eq=False)
class Index:
    """Texts of one state of the tables.

    Attributes:
        records: One row a record: ``table``, ``id``, ``kind`` of a target or entry, ``title_*``.
        names: One row a name: ``record`` (row of ``records``), ``key`` (place in ``keys``), ``initials`` of its Latin words,
            ``text`` and what is known of it.
        titles: The same of titles, with ``normal``: the text as a search compares it.
        identifiers: The same of identifiers, with ``value``: letters and digits only.
        keys: Every name once, folded, its words joined.
        joined: The same as a column, for looking inside.
        words: Folded ``word`` → ``keys`` that have it, sorted by word.
        vocabulary: The column ``word``.
    """

    records: pl.DataFrame
    names: pl.DataFrame
    titles: pl.DataFrame
    identifiers: pl.DataFrame
    keys: list[str]
    joined: pl.Series
    words: pl.DataFrame
    vocabulary: list[str]


_kept: OrderedDict[int, tuple[Tables, Index]] = OrderedDict()
_LOCK: Final = threading.Lock()


def index_of(tables: Tables) -> Index:
    """The index of these very tables, built when first asked for; the last :data:`KEPT` are kept.

    Raises:
        TableUnavailableError: If a table that it reads is broken.
    """
    with _LOCK:
        if id(tables) not in _kept:
            _kept[id(tables)] = (tables, build(tables))
        _kept.move_to_end(id(tables))
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        return _kept[id(tables)][1]


def build(tables: Tables) -> Index:
    """Read and fold every name, title and identifier; rows that we withdrew as our own errors are left out."""
    entries = _entries(tables)
    records = pl.concat(
        [_targets(tables), *(_titled(tables, name) for name in (*NAMED, *TITLED)), _entry_records(entries)]
    )
    records = records.sort(pl.col("table").replace_strict(ORDER, range(len(ORDER))), "id").with_row_index("record")
    named = pl.concat([_target_names(tables), *(_texts(tables, t, c) for t, c in NAMED.items()), _entry_names(entries)])
    titled = pl.concat([_texts(tables, t, c) for t, c in TITLED.items()])
    numbers = pl.concat([_identifiers(tables), _entry_numbers(entries)])
    keyed, keys, words = _folded(_numbered(named, records))
    squeezed = _numbered(numbers, records).with_columns(value=pl.col("text").map_elements(_number, pl.String))
    normal = pl.col("text").map_elements(names.normalise, pl.String)
    return Index(
        records=records, names=keyed, titles=_numbered(titled, records).with_columns(normal=normal), identifiers=squeezed,
        keys=keys, joined=pl.Series(keys, dtype=pl.String), words=words, vocabulary=words["word"].to_list(),
    )  # fmt: skip


def squeeze(text: str) -> str:
    """An identifier as it is compared: capital letters and digits only."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text).upper())


def _number(text: str) -> str:
    """The value of ``type:value`` as it is compared, without the currency of a wallet."""
    return squeeze(_CHAIN.sub("", text.partition(":")[2]))


def _numbered(texts: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """Texts with the row of their record instead of its key, each text of a record once."""
    once = texts.filter(pl.col("text").is_not_null()).unique(["table", "id", "text"], keep="first", maintain_order=True)
    held = records.select("record", "table", "id")
    return once.join(held, on=["table", "id"], how="inner", maintain_order="left").drop("table", "id")


def _folded(named: pl.DataFrame) -> tuple[pl.DataFrame, list[str], pl.DataFrame]:
    """Names with the place of their folded form, the folded forms, and the words in them."""
    places: dict[str, int] = {}
    own: list[int] = []
    first: list[str | None] = []
    pairs: tuple[list[str], list[int]] = ([], [])
    for text in named["text"]:
        folded = names.fold(text)
        place = places.setdefault("".join(folded), len(places))
        own.append(place)
        first.append(_initials(text))
        pairs[0].extend(folded)
        pairs[1].extend([place] * len(folded))
    found = pl.DataFrame({"word": pairs[0], "key": pairs[1]}, schema={"word": pl.String, "key": pl.UInt32}).unique()
    words = found.sort("key").group_by("word").agg(keys="key").sort("word")
    keyed = named.with_columns(key=pl.Series(own, dtype=pl.UInt32), initials=pl.Series(first, dtype=pl.String))
    return keyed, list(places), words


def _initials(text: str) -> str | None:
    """First letters of the Latin words of a name, legal forms and small words left out; ``None`` for fewer than three."""
    if not text.isascii():
        return None
    kept = [word[0] for word in names.normalise(text).split() if word not in names.LEGAL_FORMS and word not in SMALL]
    return "".join(kept) if len(kept) > 2 else None


def _standing(tables: Tables, name: str, *columns: str) -> pl.DataFrame:
    """Columns of a curated table, sorted by its key, without withdrawn rows."""
    frame, key = tables[name], TABLES[name].key[0]
    if "withdrawn_on" in TABLES[name].names:
        frame = frame.filter(nw.col("withdrawn_on").is_null())
    return store.collect(frame.select(key, *columns).sort(key))


def _targets(tables: Tables) -> pl.DataFrame:
    """Records of targets: one name in every language."""
    found = _standing(tables, "targets", "name", "kind")
    shown = [pl.col("name").alias(title) for title in _TITLES]
    return found.select(pl.lit("targets").alias("table"), pl.col("target_id").alias("id"), "kind", *shown)


def _titled(tables: Tables, name: str) -> pl.DataFrame:
    """Records of another curated table."""
    if name == "sources":
        found = _standing(tables, name, "publisher", "title")
        shown = pl.concat_str("publisher", "title", separator=": ", ignore_nulls=True)
        titles = [shown.alias(title) for title in _TITLES]
    else:
        columns = _NAMES if "name_en" in TABLES[name].names else _TITLES
        found = _standing(tables, name, *columns)
        titles = [pl.col(column).alias(title) for column, title in zip(columns, _TITLES, strict=True)]
    empty = pl.lit(None, dtype=pl.String).alias("kind")
    return found.select(pl.lit(name).alias("table"), pl.col(TABLES[name].key[0]).alias("id"), empty, *titles)


def _target_names(tables: Tables) -> pl.DataFrame:
    """Names of targets, the best of equal ones first, and the name shown where it is none of them."""
    found = _standing(tables, "target_names", "target_id", "name", "strength", "origin", "source_ids")
    held = _standing(tables, "targets", "name", "source_ids")
    rank = pl.col("strength").replace_strict({"primary": 0, "alias": 1, "weak": 2}, default=3)
    found = found.join(held.select("target_id"), on="target_id", how="semi").sort(
        rank, pl.col("origin") == "compiler", "target_name_id"
    )
    empty = pl.lit(None, dtype=pl.String)
    shown = held.with_columns(strength=empty, origin=empty)
    columns = (pl.col("target_id").alias("id"), pl.col("name").alias("text"), "strength", "origin", "source_ids")
    return pl.concat([frame.select(pl.lit("targets").alias("table"), *columns) for frame in (found, shown)])


def _texts(tables: Tables, name: str, columns: tuple[str, ...]) -> pl.DataFrame:
    """Texts of some columns of a table, with the documents behind them."""
    key, is_source = TABLES[name].key[0], name == "sources"
    found = _standing(tables, name, *columns, *(() if is_source else ("source_ids",)))
    read = pl.concat_list(key) if is_source else pl.col("source_ids")
    empty = pl.lit(None, dtype=pl.String)
    parts = (
        found.select(table=pl.lit(name), id=key, text=column, strength=empty, origin=empty, source_ids=read)
        for column in columns
    )
    return pl.concat(list(parts))


def _identifiers(tables: Tables) -> pl.DataFrame:
    """Identifiers of targets as ``type:value``."""
    found = _standing(tables, "target_identifiers", "target_id", "type", "value", "origin", "source_ids")
    return found.select(
        table=pl.lit("targets"), id="target_id", text=pl.concat_str("type", "value", separator=":"),
        strength=pl.lit(None, dtype=pl.String), origin="origin", source_ids="source_ids",
    )  # fmt: skip


def _entries(tables: Tables) -> list[dict[str, Any]]:
    """Entries of official lists; as of an earlier day there are none, since a copy says nothing of the days before."""
    try:
        frame = tables["list_entries"]
    except KeyError:
        return []
    columns = ("list_entry_id", "name", "names", "name_forms", "kind", "list_name", "list_version", "identifiers")
    return store.rows(frame.select(*columns).sort("list_entry_id"))


def _entry_records(entries: list[dict[str, Any]]) -> pl.DataFrame:
    """Records of entries: the name printed first, the list and the day of its copy."""

    def rows() -> Iterator[dict[str, Any]]:
        for entry in entries:
            name = entry["name"] or next(iter(entry["names"] or ()), entry["list_entry_id"])
            copy = ", ".join(filter(None, (entry["list_name"], entry["list_version"])))
            title = f"{name} ({copy})" if copy else name
            yield {
                "table": "list_entries",
                "id": entry["list_entry_id"],
                "kind": entry["kind"],
                **dict.fromkeys(_TITLES, title),
            }

    return pl.DataFrame(list(rows()), schema=_RECORD)


def _entry_names(entries: list[dict[str, Any]]) -> pl.DataFrame:
    """All names of entries with the strength that the list gives them."""

    def rows() -> Iterator[dict[str, Any]]:
        for entry in entries:
            printed = entry["names"] or [entry["name"]]
            forms = json.loads(entry["name_forms"] or "[]")[: len(printed)]
            for name, form in zip_longest(printed, forms, fillvalue=None):
                yield _of_entry(entry, name, (form or {}).get("strength"))

    return pl.DataFrame(list(rows()), schema=_HIT)


def _entry_numbers(entries: list[dict[str, Any]]) -> pl.DataFrame:
    """Identifiers of entries, stored as ``type:value``."""
    rows = [_of_entry(entry, number, None) for entry in entries for number in entry["identifiers"] or ()]
    return pl.DataFrame(rows, schema=_HIT)


def _of_entry(entry: dict[str, Any], text: str | None, strength: str | None) -> dict[str, Any]:
    return {"table": "list_entries", "id": entry["list_entry_id"], "text": text, "strength": strength,
            "origin": "official_list", "source_ids": None}  # fmt: skip
