"""How well a text answers a question, 0 to 1: names by likeness or part, titles by words, and what is worth comparing."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import polars as pl
from rapidfuzz import fuzz, process

from datasets import names
from datasets.queries.search_index import SMALL, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from datasets.queries.search_index import Index

LONGEST: Final = 200  # characters of a question that are read
MOST_WORDS: Final = 12
COMPARED: Final = 250  # folded names compared in full
ALL_BUT_EQUAL: Final = 0.99  # equal once folded; 1 is kept for the same letters
WORD_ALIKE: Final = 78  # of 100, from here on a word may be a misspelling of another
BEGUN: Final = 3  # letters of a word's begin that are enough
INSIDE: Final = 4  # letters that may stand in the middle of one word
IDENTIFIER: Final = 5  # characters of the shortest identifier looked up
SHORT: Final = 6  # folded letters of a name in which one other letter is much
_SHIP: Final = re.compile(
    r"^\s*(?:m/?[vt]|s/?s|the|ship|vessel)\.?\s+(?=\S{3})|(?<=\w{2})\s*(?:선박|호|号|丸)\s*$", re.IGNORECASE
)
_ASIDE: Final = re.compile(r"\s*[(（][^()（）]*[)）]\s*")
_LABEL: Final = re.compile(
    r"^(?:COMPANYIMO|IMO|MMSI|INN|ИНН|OGRN|ОГРН|SWIFT|BIC|TAIL|CALLSIGN|ETH|TRX|XBT|BTC)(?:NUMBER|NO)?"
)
_RUNS: Final = re.compile("[\u30a0-\u30ff]+|[\u4e00-\u9fff\u3005]+|[^\\W\u3040-\u30ff\u4e00-\u9fff\u3005]+")
_WIDE: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


@dataclass(frozen=True)
class Question:
    """A question in the forms in which it is compared.

    Attributes:
        text: As asked, cut to :data:`LONGEST`.
        normal: For titles and for the same letters.
        words: Folded, as names are.
        weight: What its hits are worth; less than 1 for a question with something taken off.
    """

    text: str
    normal: str
    words: tuple[str, ...]
    weight: float = 1.0

    @property
    def joined(self) -> str:
        """Folded words as one."""
        return "".join(self.words)

    @property
    def script(self) -> str:
        """Writing system."""
        return names.script_of(self.text)

    @cached_property
    def written(self) -> tuple[str, ...]:
        """Folded words as somebody wrote them apart: syllables of one word are one."""
        if not _WIDE.search(self.normal):
            return self.words
        return tuple(filter(None, ("".join(names.fold(word)) for word in self.normal.split()[:MOST_WORDS])))


def read(q: str) -> list[Question]:
    """A question, and the same without what says that it is a ship; none where there is no letter or digit."""
    text = q[:LONGEST]
    normal = names.normalise(text)
    if not normal:
        return []
    found = [Question(text, normal, _words(text))]
    bare = _SHIP.sub("", text)
    if bare != text and names.normalise(bare):
        found.append(Question(bare, names.normalise(bare), _words(bare), 0.98))
    return found


def _words(text: str) -> tuple[str, ...]:
    """Folded words of a question, small words left out where others remain."""
    kept = " ".join(word for word in text.split() if word.lower() not in SMALL)
    return names.fold(kept or text)[:MOST_WORDS]


def numbers(q: str) -> set[str]:
    """Every part of a question that may be an identifier: whole, word by word and two words together."""
    words = q[:LONGEST].split()[:MOST_WORDS]
    pairs = (" ".join(pair) for pair in pairwise(words))
    squeezed = {squeeze(part) for part in (q[:LONGEST], *words, *pairs)}
    return {part for text in squeezed for part in (text, _LABEL.sub("", text)) if len(part) >= IDENTIFIER}


def candidates(index: Index, question: Question, chosen: pl.Series | None) -> list[int]:
    """Names worth comparing in full, as places in ``index.keys``.

    Three cheap looks: names in which the question stands, names written almost alike, names that share words or almost
    such words, rare words first.

    Args:
        index: Where to look.
        question: What is asked.
        chosen: Whether each name is to be looked at; ``None`` for all.

    Returns:
        At most :data:`COMPARED` places.
    """
    joined = question.joined
    if not joined:
        return []
    rough: dict[int, float] = {}
    holds = index.joined.str.contains(joined, literal=True)
    inside = pl.DataFrame({"place": (holds if chosen is None else holds & chosen).arg_true()})
    lengths = inside.with_columns(length=index.joined.gather(inside["place"]).str.len_chars())
    for place, length in lengths.sort("length", "place").head(COMPARED).iter_rows():
        rough[place] = 0.75 + 0.2 * len(joined) / length
    keys = index.keys if chosen is None else [k if c else None for k, c in zip(index.keys, chosen, strict=True)]
    for _, score, place in process.extract(joined, keys, scorer=fuzz.ratio, limit=COMPARED, score_cutoff=55):
        rough[place] = max(rough.get(place, 0.0), score / 100)
    for words in {question.words, question.written}:
        for place, score in _by_words(index, words).iter_rows():
            if chosen is None or chosen[place]:
                rough[place] = max(rough.get(place, 0.0), 0.9 * score)
    return sorted(rough, key=lambda place: (-rough[place], place))[:COMPARED]


def _by_words(index: Index, words: tuple[str, ...]) -> pl.DataFrame:
    """Names by the share of some words that they have, rare words counting more: ``key``, ``score``."""
    rows = [(number, other, like) for number, word in enumerate(dict.fromkeys(words))
            for other, like in _alternatives(index, word)]  # fmt: skip
    asked = pl.DataFrame(rows, schema={"number": pl.UInt32, "word": pl.String, "like": pl.Float64}, orient="row")
    held = asked.join(index.words, on="word", how="inner")
    rarity = (math.log(2 + len(index.keys)) - pl.col("keys").list.len().log1p()).clip(0.1)
    worth = held.with_columns(worth=rarity).with_columns(worth=pl.col("worth").max().over("number"))
    total = float(worth.unique("number")["worth"].sum() or 1.0)
    spread = worth.with_columns(score=pl.col("like") * pl.col("worth") / total).select("number", "score", key="keys")
    best = spread.explode("key").group_by("key", "number").agg(pl.col("score").max())
    return best.group_by("key").agg(pl.col("score").sum()).sort(-pl.col("score"), "key").head(COMPARED)


def _alternatives(index: Index, word: str) -> Iterator[tuple[str, float]]:
    """Words of the index that a word of the question may stand for, with how well."""
    yield word, 1.0
    if len(word) >= BEGUN:
        start = bisect_left(index.vocabulary, word)
        for other in index.vocabulary[start : start + 50]:
            if other.startswith(word) and other != word:
                yield other, 0.85
    if len(word) > BEGUN:
        for other, score, _ in process.extract(
            word, index.vocabulary, scorer=fuzz.ratio, limit=12, score_cutoff=WORD_ALIKE
        ):
            if other != word:
                yield other, score / 100


def name_score(question: Question, text: str) -> float:
    """How well a name answers: 1 the same letters, 0.99 equal but for the spelling of sounds, a part less than 0.97."""
    score = _plain_score(question, text)
    bare = _ASIDE.sub(" ", text)
    if bare != text and names.normalise(bare):
        score = max(score, 0.97 * _plain_score(question, bare))
    return question.weight * score


def _plain_score(question: Question, text: str) -> float:
    """The same, of a text as it stands."""
    normal = names.normalise(text)
    if normal == question.normal:
        return 1.0
    words, script = names.fold(text), names.script_of(text)
    like = min(names.similarity(question.text, text), ALL_BUT_EQUAL)
    if like < _chance(question, words, script):
        like = 0.0
    if f" {question.normal} " in f" {normal} ":
        like = max(like, 0.84 + 0.12 * len(question.normal) / len(normal))
    if "kanji" in {question.script, script}:  # Mandarin sounds say nothing of a part
        part = _signs(question, normal) if question.script == script else 0.0
    else:
        part = _part(question, words)
    return max(like, part)


def _chance(question: Question, words: tuple[str, ...], script: str) -> float:
    """Likeness below which names are alike by chance: more of short ones, of syllables, and of kanji, which fold to Mandarin."""
    if "kanji" in {question.script, script} and question.script != script:
        return 0.88
    if question.script == script == "hangul":
        return 0.82
    return 0.79 if min(len(question.joined), sum(map(len, words))) <= SHORT else 0.72


def _signs(question: Question, normal: str) -> float:
    """How well a name answers in which the very signs of the question stand."""
    asked, held = question.normal.replace(" ", ""), normal.replace(" ", "")
    return 0.76 + 0.16 * len(asked) / len(held) if asked in held else 0.0


def _part(question: Question, words: tuple[str, ...]) -> float:
    """How well a name answers in which the question stands, or its words do, or which stands in the question."""
    asked, held, joined = question.words, set(words), "".join(words)
    if not joined or not asked or not _numbers(asked) <= _numbers(words):
        return 0.0
    covered = min(len(question.joined) / len(joined), 1.0)
    starts = {sum(map(len, words[:n])) for n in range(len(words) + 1)}
    places = [place for place in starts if joined.startswith(question.joined, place)]
    if any(place + len(question.joined) in starts or len(question.joined) >= BEGUN for place in places):
        return 0.76 + 0.16 * covered
    score = math.pow(_matched(question.written, words), 0.7) * (0.74 + 0.16 * covered)
    if len(question.joined) >= INSIDE and any(question.joined in word for word in words):
        score = max(score, 0.62 + 0.16 * covered)
    if len(question.written) > 1 and _WIDE.search(question.normal) and all(word in joined for word in question.written):
        score = max(score, 0.74 + 0.16 * covered)
    if held <= set(asked) and len(joined) > INSIDE:
        score = max(score, 0.6 + 0.25 * len(joined) / len(question.joined))
    return score


def _matched(asked: tuple[str, ...], words: tuple[str, ...]) -> float:
    """How well the words of a name stand for those of a question, each for one; 0 unless every word finds its own."""
    left, total = list(words), 0.0
    for word in sorted(asked, key=len, reverse=True):
        score, best = max(((_stands_for(word, other), other) for other in left), default=(0.0, ""))
        if not score:
            return 0.0
        left.remove(best)
        total += score
    return total / len(asked)


def _stands_for(word: str, other: str) -> float:
    """How well a word of a name stands for a word of a question; 0 if it does not."""
    if word == other:
        return 1.0
    if len(word) >= BEGUN and other.startswith(word):
        return 0.92
    score = float(fuzz.ratio(word, other))
    return score / 100 if score >= WORD_ALIKE and min(len(word), len(other)) > BEGUN else 0.0


def _numbers(words: tuple[str, ...]) -> set[str]:
    return {found for word in words for found in re.findall(r"\d+", word)}


def initialled(index: Index, question: Question) -> pl.DataFrame:
    """Names whose first letters are asked (``NIS``), a country before them or not: ``place`` in ``index.names``, ``score``."""
    first, asked = pl.col("initials"), question.normal
    score = pl.when(first == asked).then(0.83).otherwise(0.79)
    is_short = 2 < len(asked) <= 6 and asked.isalpha() and asked.isascii()
    fits = (first == asked) | (first.str.slice(1) == asked) if is_short else pl.lit(value=False)
    return index.names.with_row_index("place").filter(fits).select("place", score=score)


def titles(index: Index, question: Question) -> pl.DataFrame:
    """Titles in which the question stands, or all its words do: ``place`` in ``index.titles``, ``score``."""
    normal, asked = pl.col("normal"), question.normal
    words = parts_of(asked)
    whole = normal.str.contains(asked, literal=True)
    every = pl.all_horizontal(*(normal.str.contains(word, literal=True) for word in words or [asked]))
    covered = (len(asked) / normal.str.len_chars()).clip(upper_bound=1.0)
    begin = "" if _WIDE.search(asked) else " "
    at_begin = (pl.lit(" ") + normal).str.contains(begin + asked, literal=True)
    part = pl.when(whole & at_begin).then(0.68 + 0.2 * covered).otherwise(0.6 + 0.2 * covered)
    score = pl.when(normal == asked).then(1.0).otherwise(part)
    is_short = len(asked) < BEGUN and begin
    fits = (normal == asked) if is_short else (whole | every)
    found = index.titles.with_row_index("place").filter(fits).select("place", score=score * question.weight)
    return found.sort(-pl.col("score"), "place")


def parts_of(normal: str) -> list[str]:
    """Words of a question that a title must have: no small words, no English plural, Japanese cut where its script changes."""
    found = (part for word in normal.split() for part in (_RUNS.findall(word) if _WIDE.search(word) else [word]))
    kept = (w[:-1] if w.endswith("s") and len(w) > INSIDE and w.isascii() else w for w in found if w not in SMALL)
    return list(dict.fromkeys(kept))[:MOST_WORDS]
