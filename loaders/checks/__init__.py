"""Rules over whole tables; each returns what breaks it, never changes a row.

A waiver is a record's ``distinct_from`` (rule 11 of the data contract), ``series_break`` or ``notes``, always with its
reason; no rule is switched off in code. Rules of one record stand in :data:`RECORD_RULES`, rules that need others beside
it in :data:`TABLE_RULES`. The tree asks for a map file only where one is there: see :mod:`loaders.checks.borders`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders import paths
from loaders.checks import borders, days, duplicates, fields, figures, listings, references, sources, texts, triggers
from loaders.checks.fields import is_imo
from loaders.checks.sources import is_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from loaders.checks.common import Fault, Found
    from loaders.curated import Problem, Record

__all__ = ["RECORD_RULES", "TABLE_RULES", "borders_unchecked", "check", "is_address", "is_imo"]

RECORD_RULES: Final[tuple[Callable[[Record], Iterator[Fault]], ...]] = (
    *fields.RULES, *sources.RECORD_RULES, *texts.RULES,
)  # fmt: skip
TABLE_RULES: Final[tuple[Callable[[list[Record], Mapping[str, Record]], Iterator[Found]], ...]] = (
    *references.RULES, *sources.TABLE_RULES, *days.RULES, *figures.RULES, *duplicates.RULES, *listings.RULES,
    *triggers.RULES, *borders.RULES,
)  # fmt: skip


def check(records: list[Record]) -> list[Problem]:
    """Every problem of the curated records that reading one file alone cannot show."""
    by_id: dict[str, Record] = {}
    for record in records:
        by_id.setdefault(record.id, record)
    problems: list[Problem] = []
    for rule in RECORD_RULES:
        for record in records:
            problems.extend(record.problem(name, text) for name, text in rule(record))
    for whole in TABLE_RULES:
        problems.extend(record.problem(name, text) for record, name, text in whole(records, by_id))
    return sorted(problems, key=lambda p: (p.file, p.line))


def borders_unchecked() -> bool:
    """Whether no map is installed, so that coordinates could not be compared with countries."""
    return borders.shapes(paths.STATIC) is None
