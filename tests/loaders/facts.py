"""Curated folders to test with: the mini facts copied, or single records written as YAML."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from datasets.schema import TABLES
from loaders.curated import CuratedError, Record, read_folder
from tests.conftest import MINI_FACTS

if TYPE_CHECKING:
    from loaders.curated import Problem

PLACE = """\
- place_id: place-narvik
  name_en: Narvik
  name_ja: ナルヴィク
  name_ko: 나르비크
  kind: port
  country: NO
"""


def write(folder: Path, table: str, text: str | bytes, name: str = "f.yaml") -> Path:
    """One curated file."""
    path = folder / table / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def problems(folder: Path) -> list[Problem]:
    """What is wrong with the files of a folder; none if they can be read."""
    try:
        read_folder(folder)
    except CuratedError as error:
        return error.problems
    return []


def mini(tmp_path: Path) -> Path:
    """A copy of the mini facts to change."""
    return Path(shutil.copytree(MINI_FACTS, tmp_path / "curated"))


def change(folder: Path, table: str, key: str, **fields: Any) -> None:
    """Change fields of one record of the mini facts; ``None`` removes a field."""
    path = folder / table / "f.yaml"
    rows: list[dict[str, Any]] = yaml.load(path.read_text(), Loader=yaml.BaseLoader)  # noqa: S506 - all text, our own file
    (row,) = [r for r in rows if r[TABLES[table].key[0]] == key]
    row.update({name: value for name, value in fields.items() if value is not None})
    for name in [name for name, value in fields.items() if value is None]:
        row.pop(name, None)
    path.write_text(yaml.dump(rows, allow_unicode=True, sort_keys=False, default_style='"'))


def add(folder: Path, table: str, *rows: dict[str, Any]) -> None:
    """Add records in a file of their own."""
    path = folder / table / "added.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.dump(list(rows), allow_unicode=True, sort_keys=False, default_style='"'))


def by_id(records: list[Record]) -> dict[str, Record]:
    """Records by their key."""
    return {record.id: record for record in records}
