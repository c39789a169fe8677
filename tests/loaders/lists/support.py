"""What the tests of the lists share: fixtures, and a file of every list and form."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from loaders.lists.registry import LISTS
from tests.loaders.lists import builders

if TYPE_CHECKING:
    from loaders.lists.entry import Entry
    from loaders.lists.reading import Reading

FIXTURES: Final = Path(__file__).parents[2] / "fixtures" / "lists"
TEXT_FORMS: Final = {
    "ofac-classic": ("us-ofac-sdn", "ofac/classic.xml"),
    "ofac-enhanced": ("us-ofac-sdn", "ofac/enhanced.xml"),
    "ofac-advanced": ("us-ofac-sdn", "ofac/advanced.xml"),
    "ofac-csv": ("us-ofac-sdn", "ofac/sdn-csv"),
    "csl-csv": ("us-csl", "csl/csl.csv"),
    "csl-json": ("us-csl", "csl/csl.json"),
    "eu-xml": ("eu-fsf", "eu/fsf.xml"),
    "eu-csv": ("eu-fsf", "eu/fsf.csv"),
    "mof-csv": ("jp-mof", "jp/shisantouketsu20260828.csv"),
    "kr-notice": ("kr-fsc", "kr/fsc-notice.xml"),
    "kr-autonomous": ("kr-fsc", "kr/autonomous.xml"),
    "un-xml": ("un-sc", "un/consolidated.xml"),
}
BUILT_FORMS: Final = {
    "mof-xlsx": ("jp-mof", "shisantouketsu20260305.xlsx"),
    "eul-xlsx": ("jp-meti-eul", "20250929_4.xlsx"),
    "ban-pdf": ("jp-meti-export-ban", "list_russia_tokutei.pdf"),
}
FORMS: Final = TEXT_FORMS | BUILT_FORMS


def copy_of(form: str, folder: Path) -> tuple[str, Path]:
    """A copy of the fixture of a form in a folder of its own: id of the list and path."""
    list_name, name = FORMS[form]
    target = folder / Path(name).name
    if form in TEXT_FORMS:
        source = FIXTURES / name
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    elif form == "mof-xlsx":
        builders.mof_workbook(target)
    elif form == "eul-xlsx":
        builders.eul_workbook(target)
    else:
        builders.pdf(target, builders.RUSSIA_BAN)
    return list_name, target


def opened(list_name: str, path: Path) -> Reading:
    """The reading of a file, not yet begun."""
    return LISTS[list_name].read(path)


def read(list_name: str, path: Path) -> dict[str, Entry]:
    """Every entry of a file by its id."""
    return {entry.entry_id: entry for entry in opened(list_name, path)}


def fixture(form: str) -> dict[str, Entry]:
    """Every entry of a text fixture by its id."""
    list_name, name = TEXT_FORMS[form]
    return read(list_name, FIXTURES / name)


def names(entry: Entry) -> list[str]:
    """The names of an entry as text."""
    return [name.text for name in entry.names]
