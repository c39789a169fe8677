"""Search: records by name, alias, title, place or identifier, in any script; hits are likenesses and merge nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from polars import selectors as cs
from rapidfuzz.fuzz import ratio

from datasets import names, store
from datasets.columns import code, in_languages, number, plain, refs, text
from datasets.queries import search_match as match
from datasets.queries.search_index import index_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import narwhals.stable.v2 as nw

    from datasets.filters import Filters
    from datasets.queries.search_index import Index

    Tables = Mapping[str, nw.LazyFrame[Any]]

LIMIT: Final = 200  # best hits given; a search that has more is too wide to read
SHOWN_FROM: Final = 60  # of 100; below it hits are chance
TABLE: Final = plain(
    "search", f"one record that answers a search, best first, at most {LIMIT}",
    text("table", "Table it comes from."), text("id", "Key of the record in its own table."),
    code("kind", "target_kind", "Person, body, ship or aircraft, of a target or an entry of a list."),
    in_languages("title", "Title or name shown; of an entry with list and day of the copy"),
    text("matched", "The name, alias, title or identifier (type:value) that matched best."),
    code("script", "script", "Writing system of the matched text."),
    code("strength", "name_strength", "Strength of a matched name of a target or entry."),
    code("origin", "name_origin", "Who printed the matched name or number."),
    number("score", "Likeness, 0 to 100: 100 the same letters, 99 equal but for the spelling of sounds, less for parts."),
    refs("source_ids", "sources", "Documents that print the matched text."),
    keys=("id", "table"),
)  # fmt: skip
_SCHEMA: Final = pl.DataFrame(pl.from_arrow(TABLE.arrow.empty_table())).schema
_TEXT: Final = ("record", "text", "strength", "origin")
_SCORE: Final = {"text": pl.String, "score": pl.Float64}
_STRENGTH: Final = {"primary": 0, None: 1, "alias": 2, "weak": 3}


@dataclass(frozen=True)
class Hit:
    """A text that answers.

    Attributes:
        record: Row of its record.
        score: 0 to 1.
        near: How near its letters are to those asked, 100 more if these stand in it; parts equal scores.
        text: The text.
        frame: Part of the index it comes from; empty for the key of a record.
        place: Its row there.
        strength: Of a name.
        origin: Of a name or identifier.
    """

    record: int
    score: float
    near: float
    text: str
    frame: str = ""
    place: int = 0
    strength: str | None = None
    origin: str | None = None

    @property
    def points(self) -> int:
        """Score as shown."""
        return int(100 * self.score + 1e-9)

    @property
    def order(self) -> tuple[int, float, int, bool, str]:
        """Better first: score, letters, strength; a compiler's spelling after others; of equal ones by letter."""
        return -self.points, -self.near, _STRENGTH.get(self.strength, 1), self.origin == "compiler", self.text


def search(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Records that answer ``filters.q``.

    Args:
        tables: Tables as of the state's day.
        filters: The state; ``kind`` keeps targets and entries of these kinds.

    Returns:
        Rows of :data:`TABLE`, best first; none where nothing, or only signs, is asked.
    """
    questions = match.read(filters.q)
    if not questions:
        return store.conform(pl.DataFrame(schema=_SCHEMA), TABLE.arrow)
    index = index_of(tables)
    chosen = _chosen(index, filters.chosen("kind"))
    best: dict[int, Hit] = {}
    for hit in _hits(index, filters.q, questions, chosen):
        if hit.points >= SHOWN_FROM and (hit.record not in best or hit.order < best[hit.record].order):
            best[hit.record] = hit
    if chosen is not None:
        best = {record: hit for record, hit in best.items() if chosen[record]}
    # Records stand in the order in which equal hits do.
    ranked = sorted(best.values(), key=lambda hit: (*hit.order[:-1], hit.record))[:LIMIT]
    records = index.records[[hit.record for hit in ranked]].to_dicts()
    rows = [_row(index, hit, record) for hit, record in zip(ranked, records, strict=True)]
    return store.conform(pl.DataFrame(rows, schema=_SCHEMA), TABLE.arrow)


def _chosen(index: Index, kinds: tuple[str, ...]) -> pl.Series | None:
    """Whether each record is of one of the kinds; ``None`` for every record."""
    return index.records["kind"].is_in(list(kinds)).fill_null(value=False) if kinds else None


def _hits(index: Index, q: str, questions: list[match.Question], chosen: pl.Series | None) -> Iterator[Hit]:
    """Every text that answers, texts of other kinds among them."""
    wanted = list(match.numbers(q))
    for row in index.identifiers.with_row_index("place").filter(pl.col("value").is_in(wanted)).iter_rows(named=True):
        yield _hit(row, "identifiers", 1.0, 200.0)
    for record, key in index.records.filter(pl.col("id") == q.strip().lower()).select("record", "id").iter_rows():
        yield Hit(record, 1.0, 200.0, key)
    keys = None
    if chosen is not None:
        held = index.names.filter(chosen.gather(index.names["record"]))["key"].unique()
        keys = pl.repeat(value=False, n=len(index.keys), eager=True).scatter(held, values=True)
    for question in questions:
        found = {"names": _names(index, question, keys), "titles": match.titles(index, question).head(LIMIT)}
        for frame, scored in found.items():
            texts = getattr(index, frame)[scored["place"]].select(cs.by_name(*_TEXT, require_all=False))
            for row, place, score in zip(texts.iter_rows(named=True), scored["place"], scored["score"], strict=True):
                yield _hit({**row, "place": place}, frame, score, _near(question, row["text"]))


def _names(index: Index, question: match.Question, keys: pl.Series | None) -> pl.DataFrame:
    """Names that answer: ``place``, ``score``; one of several scores of a name is as good as the best."""
    places = index.names.with_row_index("place").select("place", "key", "text")
    compared = places.filter(pl.col("key").is_in(match.candidates(index, question, keys)))
    texts = compared["text"].unique().to_list()
    scores = pl.DataFrame({"text": texts, "score": [match.name_score(question, text) for text in texts]}, schema=_SCORE)
    found = compared.join(scores, on="text").filter(pl.col("score") > 0).select("place", "score")
    return pl.concat([found, match.initialled(index, question)])


def _near(question: match.Question, text: str) -> float:
    """How near the letters of a text are to those asked, 100 more if these stand in it."""
    normal = names.normalise(text)
    return float(ratio(question.normal, normal)) + 100 * (question.normal in normal)


def _hit(row: Mapping[str, Any], frame: str, score: float, near: float) -> Hit:
    return Hit(row["record"], score, near, row["text"], frame, row["place"], row.get("strength"), row.get("origin"))


def _row(index: Index, hit: Hit, record: Mapping[str, Any]) -> dict[str, Any]:
    """A row of :data:`TABLE`."""
    shown = {name: record[name] for name in TABLE.names if name in record}
    read = getattr(index, hit.frame)["source_ids"][hit.place] if hit.frame else None
    found = {"matched": hit.text, "script": names.script_of(hit.text), "strength": hit.strength, "origin": hit.origin}
    return {**shown, **found, "score": hit.points, "source_ids": None if read is None else list(read)}
