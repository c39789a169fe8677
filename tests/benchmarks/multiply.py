"""Lists of any size in every text form: the records of a fixture again and again, with numbers of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIXTURES: Final = Path(__file__).parents[1] / "fixtures" / "lists"
NUMBER: Final = re.compile(r'(?<=[>",])\d{5,6}(?=[<",])')  # ids of the fixtures have five or six digits
STEP: Final = 1_000_000


@dataclass(frozen=True)
class Form:
    """One form of a list.

    Attributes:
        list_name: Id of the list.
        file: Fixture.
        blocks: Names of the elements that are repeated, each with its record's id in it.
    """

    list_name: str
    file: str
    blocks: tuple[str, ...]


XML_FORMS: Final = {
    "advanced": Form("us-ofac-sdn", "ofac/advanced.xml", ("IDRegDocument", "DistinctParty", "SanctionsEntry")),
    "enhanced": Form("us-ofac-sdn", "ofac/enhanced.xml", ("entity",)),
    "eu": Form("eu-fsf", "eu/fsf.xml", ("sanctionEntity",)),
    "un": Form("un-sc", "un/consolidated.xml", ("INDIVIDUAL",)),
}


def xml(form: Form, path: Path, *, count: int) -> Path:
    """Write a list of at least ``count`` records in an XML form."""
    text = (FIXTURES / form.file).read_text(encoding="utf-8-sig")
    with path.open("w", encoding="utf-8") as file:
        position = 0
        for block in form.blocks:
            found = list(re.finditer(rf"<{block}[ >].*?</{block}>\s*", text, re.DOTALL))
            file.write(text[position : found[0].start()])
            for copy in range(-(-count // len(found))):
                file.writelines(_renumbered(match[0], copy) for match in found)
            position = found[-1].end()
        file.write(text[position:])
    return path


def _renumbered(block: str, copy: int) -> str:
    return NUMBER.sub(lambda number: str(int(number[0]) + copy * STEP), block)


def csv_set(folder: Path, *, count: int) -> Path:
    """Write a CSV set of the United States' list of at least ``count`` records."""
    folder.mkdir(exist_ok=True)
    records = 7
    for name in ("sdn.csv", "add.csv", "alt.csv", "sdn_comments.csv"):
        lines = (FIXTURES / "ofac/sdn-csv" / name).read_text(encoding="ascii").splitlines(keepends=True)
        rows, end = [line for line in lines if "," in line], [line for line in lines if "," not in line]
        with (folder / name).open("w", encoding="ascii", newline="") as file:
            for copy in range(-(-count // records)):
                file.writelines(_numbered_row(row, copy) for row in rows)
            file.writelines(end)
    return folder


def _numbered_row(row: str, copy: int) -> str:
    number, comma, rest = row.partition(",")
    return f"{int(number) + copy * STEP}{comma}{rest}"


def table(file: str, path: Path, *, count: int, renumber: Callable[[str, int], str]) -> Path:
    """Write a table with a header of at least ``count`` rows."""
    head, *rows = (FIXTURES / file).read_text(encoding="utf-8-sig").splitlines(keepends=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(head)
        out.writelines(_copies(rows, count, renumber))
    return path


def _copies(rows: list[str], count: int, renumber: Callable[[str, int], str]) -> Iterator[str]:
    for copy in range(-(-count // len(rows))):
        for row in rows:
            yield renumber(row, copy)
