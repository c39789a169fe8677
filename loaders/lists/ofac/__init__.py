"""Lists of the United States Treasury (OFAC): SDN and Consolidated, in every form it publishes.

The form is told by content: classic, advanced or enhanced XML, the last also as ZIP, or the set of CSV files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.lists.errors import ListError
from loaders.lists.ofac import advanced, classic, enhanced, flat
from loaders.lists.paths import one_file
from loaders.lists.reading import Reading
from loaders.lists.xml import require_root

if TYPE_CHECKING:
    from pathlib import Path

FORMS: Final = {classic.ROOT: classic.entries, advanced.ROOT: advanced.entries, enhanced.ROOT: enhanced.entries}
CSV_NAMES: Final = {name for names in (*flat.SIDES.values(), flat.MAIN.values()) for name in names}


def read(path: Path, list_name: str) -> Reading:
    """Open an OFAC list.

    Args:
        path: XML file, ZIP of one, or folder of the CSV set (or its main file).
        list_name: ``us-ofac-sdn`` or ``us-ofac-cons``.

    Raises:
        ListError: If it is none of them.
    """
    if not path.exists():
        raise ListError("there is no such file or folder", file=path)
    if flat.main_file(path, list_name):
        return Reading(list_name=list_name, path=path, produce=flat.entries)
    if path.is_file() and path.name.casefold() in CSV_NAMES:
        wanted = flat.MAIN[list_name]
        raise ListError(f"it is a file of a CSV set but not {wanted}; name the folder that holds {wanted}", file=path)
    file = one_file(path, (".xml", ".zip"))
    root = require_root(file, FORMS)
    return Reading(list_name=list_name, path=file, produce=FORMS[root])


def read_sdn(path: Path) -> Reading:
    """Open the list of Specially Designated Nationals."""
    return read(path, "us-ofac-sdn")


def read_cons(path: Path) -> Reading:
    """Open the Consolidated (non-SDN) list."""
    return read(path, "us-ofac-cons")
