"""Controlled terms: code, rank, label and definition in three languages.

The terms stand in ``terms/<vocabulary>.json``, one term a line, so that a change is a one-line diff. Codes are public
interface: they appear in addresses, downloads and citations.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "terms"


@dataclass(frozen=True)
class Term:
    """One term of a vocabulary.

    Attributes:
        code: Public code.
        labels: Label by language code.
        definitions: One sentence by language code.
        rank: Place in an ordered vocabulary, from 0; ``None`` where order means nothing.
    """

    code: str
    labels: dict[str, str]
    definitions: dict[str, str]
    rank: int | None = None

    def label(self, language: str) -> str:
        """Label in that language."""
        return self.labels[language]

    def definition(self, language: str) -> str:
        """Definition in that language."""
        return self.definitions[language]


@cache
def terms(vocabulary: str) -> dict[str, Term]:
    """The terms of a vocabulary by code, in the order of the file.

    Raises:
        KeyError: If there is no such vocabulary.
    """
    path = FOLDER / f"{vocabulary}.json"
    if not path.is_file():
        raise KeyError(f"there is no vocabulary {vocabulary!r}")
    read = json.loads(path.read_text(encoding="utf-8"))
    return {code: _term(code, fields) for code, fields in read.items()}


def _term(code: str, fields: dict[str, str | int]) -> Term:
    """One term from its line."""
    labels = {key: str(value) for key, value in fields.items() if len(key) == 2}
    definitions = {key[4:]: str(value) for key, value in fields.items() if key.startswith("def_")}
    rank = fields.get("rank")
    return Term(code, labels, definitions, int(rank) if rank is not None else None)


def codes(vocabulary: str) -> tuple[str, ...]:
    """The codes of a vocabulary, in the order of the file."""
    return tuple(terms(vocabulary))


def label(vocabulary: str, code: str, language: str) -> str:
    """Label of a code; the code itself where the vocabulary does not know it."""
    term = terms(vocabulary).get(code)
    return term.label(language) if term else code


def names() -> tuple[str, ...]:
    """Names of all vocabularies."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))
