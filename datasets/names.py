"""Names across scripts: which script a name is in, how it reads in Latin letters, and how alike two names are.

Spellings of one Korean name differ by system (Ch'oe, Choe, Choi), by half of the peninsula (Ri, Yi, Lee) and by script.
Names are therefore compared folded: letters that the systems swap become one, word order and legal forms do not count.
Likeness proposes and never merges.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from rapidfuzz.fuzz import ratio
from unidecode import unidecode

_SCRIPTS: Final = (
    ("hangul", re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")),
    ("kana", re.compile("[\u3041-\u309f\u30a1-\u30fa\u30fd-\u30ff\uff66-\uff9d]")),
    ("kanji", re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005]")),
    ("cyrillic", re.compile("[\u0400-\u052f]")),
)
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_APOSTROPHES: Final = re.compile("['’‘ʼ`´]")
_NOT_WORD: Final = re.compile(r"[\W_]+")
_HANGUL_RUN: Final = re.compile("[\uac00-\ud7a3]+")
_KANA_RUN: Final = re.compile("[\u30a1-\u30ff]+")
_INITIALS: Final = "k kk n t tt r m p pp s ss - j jj ch k t p h".replace("-", "").split(" ")
_MEDIALS: Final = "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".split(" ")  # noqa: SIM905 - as its neighbours
_FINALS: Final = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".replace("-", "").split(" ")
_KANA: Final = {
    "キャ": "kya", "キュ": "kyu", "キョ": "kyo", "シャ": "sha", "シュ": "shu", "ショ": "sho", "シェ": "she", "チャ": "cha",
    "チュ": "chu", "チョ": "cho", "チェ": "che", "ニャ": "nya", "ニュ": "nyu", "ニョ": "nyo", "ヒャ": "hya", "ヒュ": "hyu",
    "ヒョ": "hyo", "ミャ": "mya", "ミュ": "myu", "ミョ": "myo", "リャ": "rya", "リュ": "ryu", "リョ": "ryo", "ギャ": "gya",
    "ギュ": "gyu", "ギョ": "gyo", "ジャ": "ja", "ジュ": "ju", "ジョ": "jo", "ジェ": "je", "ビャ": "bya", "ビュ": "byu",
    "ビョ": "byo", "ピャ": "pya", "ピュ": "pyu", "ピョ": "pyo", "ファ": "fa", "フィ": "fi", "フェ": "fe", "フォ": "fo",
    "ヴァ": "va", "ヴィ": "vi", "ヴェ": "ve", "ヴォ": "vo", "ティ": "ti", "ディ": "di", "トゥ": "tu", "ドゥ": "du", "ウィ": "wi",
    "ウェ": "we", "ウォ": "wo", "クァ": "kwa", "クォ": "kwo", "グァ": "gwa", "ツァ": "tsa", "ツィ": "tsi", "イェ": "ye",
    "グワ": "gwa", "クワ": "kwa", "シ": "shi", "チ": "chi", "ツ": "tsu", "ジ": "ji", "フ": "fu", "ヴ": "vu", "ッ": "", "ー": "",
}  # fmt: skip
_KANA_SIGN: Final = re.compile("|".join(sorted(_KANA, key=len, reverse=True)))
LEGAL_FORMS: Final = frozenset(
    [
        "ltd",
        "limited",
        "llc",
        "inc",
        "incorporated",
        "co",
        "company",
        "corp",
        "corporation",
        "plc",
        "pte",
        "pty",
        "gmbh",
        "ag",
        "sa",
        "sarl",
        "sro",
        "spa",
        "jsc",
        "ojsc",
        "venture",
        "pjsc",
        "cjsc",
        "oao",
        "ooo",
        "pao",
        "ao",
        "zao",
        "fgup",
        "jv",
        "joint",
        "stock",
        "open",
        "closed",
        "public",
        "liability",
        "the",
        "of",
        "obshchestvo",
        "ogranichennoi",
        "otvetstvennostyu",
        "aktsionernoe",
        "aktsionernoye",
        "publichnoe",
        "yugen",
        "kaisha",
        "kabushiki",
        "fze",
        "fzc",
        "fzco",
        "sdn",
        "bhd",
        "and",
    ]
)
_GENERIC: Final = {
    "トレーディング": "trading", "シッピング": "shipping", "マネージメント": "management", "マネジメント": "management",
    "バンク": "bank", "ジェネラル": "general", "インターナショナル": "international", "デベロップメント": "development",
    "コリア": "korea", "コマーシャル": "commercial", "クレジット": "credit", "テクノロジー": "technology", "グループ": "group",
    "カンパニー": "company", "リミテッド": "limited", "コーポレーション": "corporation", "무역회사": "trading company",
    "선박회사": "shipping company", "해운회사": "shipping company", "총회사": "general corporation", "은행": "bank",
    "무역": "trading", "шиппинг": "shipping", "лизинг": "leasing", "банк": "bank",
}  # fmt: skip
_GENERIC_WORD: Final = re.compile("|".join(_GENERIC), re.IGNORECASE)
_NO_NG: Final = str.maketrans("ガギグゲゴ", "カキクケコ")  # kana write no final ng, so n and g are two sounds there
_BREATHED: Final = re.compile("(?<=[кптчКПТЧ])[хХ]")  # Russian writes breathed Korean sounds with two letters
_LEGAL_SIGNS: Final = re.compile(
    "有限責任会社|有限会社|株式会社|公開株式会社|公共株式会社|非公開|有限公司|股份|회사|주식회사|유한"
)
_FOLDS: Final = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        ("ng", "N"), ("tch|ch|zh|ts|dzh", "j"), ("sch|shch|sh", "s"), ("kh|ck", "k"), ("th", "t"), ("ph", "f"), ("x", "ks"),
        ("q", "k"), ("c(?=[eiy])", "j"), ("c", "k"), ("z", "j"), ("g", "k"), ("d", "t"), ("[bv]", "p"), ("l", "r"),
        ("park", "pak"), ("eo", "o"), ("oo", "u"), ("ee", "i"), ("ou", "o"), ("eu", "u"), ("ae", "e"), ("oe", "e"), ("(?<=j)oi$", "e"),
        ("w", ""), ("y", "i"), ("ii+", "i"), ("(?<![a-z])ri", "i"), ("i(?=[aeou])", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
_VOWEL: Final = re.compile("[aeiou]")
_ADDED_VOWEL: Final = re.compile(r"u|(?<=t)o(?![aeio])")
_DOUBLED: Final = re.compile(r"(.)\1+")
LONG: Final = 7  # consonants; a longer foreign word is heard well enough without vowels
SHORT: Final = 12  # folded letters; below it one consonant more makes another name
ACRONYM: Final = 5  # a single word shorter than that is compared as it is
SHORT_CAP: Final = 0.84
LONG_WORD: Final = 4
CONTAINED: Final = 0.9
NUMBER_CAP: Final = 0.5
ALIKE: Final = 0.88  # from here on two names are worth a look by a person
_SHARED_WORDS: Final = """korea korean democratic peoples republic russia russian trading trade shipping ship management bank
general international shippingu development commercial technology group marine united credit import export office bureau
department ministry committee institute center centre research scientific production association plant factory academy"""


@lru_cache(maxsize=8192)
def script_of(text: str) -> str:
    """Writing system of a name: the rarest of those in it, Latin before it counts as another.

    Returns:
        A code of vocabulary ``script``: Hangul wins over kana, kana over kanji, kanji over Cyrillic, Cyrillic over
        Latin, so that ``OOO ЧХОЛСАН`` is Cyrillic. Digits and signs alone are Latin.
    """
    if text.isascii():
        return "latin"
    for script, pattern in _SCRIPTS:
        if pattern.search(text):
            return script
    return "latin" if _LATIN.search(text) or not _LETTER.search(text) else "other"


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """A name for searching: compatibility forms, small letters, no accents on Latin, no apostrophes, single blanks."""
    text = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text))
    if script_of(text) == "latin":
        text = unidecode(text)
    return _NOT_WORD.sub(" ", text.casefold()).strip()


@lru_cache(maxsize=65536)
def latin(text: str) -> str:
    """A name in Latin letters: Hangul syllable by syllable in the spelling of Pyongyang, kana by sound, Cyrillic by letter.

    Chinese characters come out in Mandarin, which is not how a Korean or Japanese name in them is read.
    """
    text = unicodedata.normalize("NFKC", text)
    text = _HANGUL_RUN.sub(lambda found: " ".join(map(_syllable, found[0])) + " ", text)
    text = _KANA_RUN.sub(lambda found: _KANA_SIGN.sub(lambda sign: _KANA[sign[0]], found[0]), text)
    return normalise(unidecode(text))


def _syllable(sign: str) -> str:
    number = ord(sign) - 0xAC00
    return _INITIALS[number // 588] + _MEDIALS[number % 588 // 28] + _FINALS[number % 28]


@lru_cache(maxsize=65536)
def fold(text: str) -> tuple[str, ...]:
    """The words of a name with the letters that romanisations swap made one; legal forms are left out if more remains."""
    if text.isascii():  # most names; nothing below but the last step would change it
        words = normalise(text).split()
    else:
        text = _GENERIC_WORD.sub(lambda sign: f" {_GENERIC[sign[0].lower()]} ", unicodedata.normalize("NFKC", text))
        text = _BREATHED.sub("", text)
        words = latin(_LEGAL_SIGNS.sub(" ", text.translate(_NO_NG))).split()
    kept = [word for word in words if word not in LEGAL_FORMS] or words
    return tuple(folded for word in kept if (folded := _folded(word)))


def _shared() -> frozenset[str]:
    return frozenset(part for word in _SHARED_WORDS.split() for part in fold(word))


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    for pattern, new in _FOLDS:
        word = pattern.sub(new, word)
    return word


_SHARED: Final = _shared()


def similarity(first: str, second: str) -> float:
    """How alike two names are, 0 to 1; 1 means equal once folded, whatever script and word order.

    Numbers in names must be equal (``Sam Jong 1`` is not ``Sam Jong 2``). In short names every consonant counts, and the
    words that many bodies share (``Korea``, ``Trading``) do not make them alike.
    """
    scripts = (script_of(first), script_of(second))
    heard = scripts.count("kana") == 1
    left, right = sorted((fold(first), fold(second)))  # the order of the question does not count
    if not left or not right:
        return 0.0
    if min(sum(map(len, left)), sum(map(len, right))) < ACRONYM and len(left) == len(right) == 1:
        return float(normalise(first) == normalise(second))
    score = max(_in_any_order(left, right, heard=heard), _contained(left, right))
    own = [tuple(word for word in words if word not in _SHARED) for words in (left, right)]
    if all(own) and (len(own[0]), len(own[1])) != (len(left), len(right)):
        score = min(score, max(_in_any_order(*own, heard=heard), _contained(*own)))
    return score if _numbers(left) == _numbers(right) else min(score, NUMBER_CAP)


def _in_any_order(left: tuple[str, ...], right: tuple[str, ...], *, heard: bool) -> float:
    """Best likeness over the orders a name is written in: as it is, surname first or last, or, of long words, sorted."""
    compare = _by_sound if heard else _joined
    score = max(compare(left, order) for order in (right, right[1:] + right[:1], right[-1:] + right[:-1]))
    if all(len(word) >= LONG_WORD for word in (*left, *right)):
        score = max(score, compare(tuple(sorted(left)), tuple(sorted(right))))
    return score


def _joined(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    return _alike(*(_DOUBLED.sub(r"\1", "".join(words)) for words in (left, right)))


def _alike(left: str, right: str) -> float:
    score: float = ratio(left, right) / 100
    if min(len(left), len(right)) <= SHORT and _skeleton(left) != _skeleton(right):
        return min(score, SHORT_CAP)
    return score


def _contained(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """A name without its patronymic: two long words or more, all of them in the longer name."""
    short, long = sorted((set(left), set(right)), key=len)
    enough = len(short) >= 2 and all(len(word) >= LONG_WORD for word in short) and sum(map(len, short)) >= SHORT
    return CONTAINED if enough and short < long else 0.0


def _by_sound(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Against kana: they put a vowel after every consonant, do not tell n from ng, and write f, v and h before u alike."""
    score = 0.0
    for sound in ("h", "p"):
        first, second = (_heard(words, sound) for words in (left, right))
        score = max(score, _alike(first, second))
        bare = [_VOWEL.sub("", text) for text in (first, second)]
        if min(map(len, bare)) > LONG:
            score = max(score, ratio(*bare) / 100)
    return score


def _heard(words: tuple[str, ...], sound: str) -> str:
    text = "".join(_ADDED_VOWEL.sub("", word.replace("N", "n").replace("f", sound)) for word in words)
    return _DOUBLED.sub(r"\1", text)


def _skeleton(text: str) -> str:
    """Consonants and those vowels that no romanisation swaps (o and u it does)."""
    return text.replace("u", "o")


def _numbers(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(found for word in words for found in re.findall(r"\d+", word)))
