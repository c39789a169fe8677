"""The accepted extracts that are committed: one Parquet per list version, and beside it what is known of each version."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pyarrow.parquet as pq

from datasets import dates
from loaders.archive import write_whole
from loaders.errors import TrackerError
from loaders.paths import LISTS as FOLDER

if TYPE_CHECKING:
    from pathlib import Path

DIGEST: Final = 12


class ExtractError(TrackerError):
    """An extract is missing or is not what its provenance says."""


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """One accepted version of one list.

    Attributes:
        list_name: Id of the list.
        version: Date of the copy at its precision, ``None`` if unknown.
        version_basis: ``stated`` in the file or its name, ``inferred`` from a folder or the server.
        version_raw: That date as published.
        count: Live entries of the whole file.
        deleted: Deletion notices of the whole file.
        declared: Count the file states, if it does.
        kinds: Live entries of the whole file by kind; ``unknown`` where the publisher does not say.
        admitted: Rows of the extract.
        extract: Name of the Parquet file.
        extract_sha256: Its digest.
        files: The raw files: name, digest, size, address.
        retrieved: Day of the download; ``None`` if the file was at hand.
        leftovers: Fields nobody reads, by name.
        notices: What was odd.
    """

    list_name: str
    version: str | None
    version_basis: str
    version_raw: str | None
    count: int
    deleted: int
    declared: int | None
    kinds: dict[str, int]
    admitted: int
    extract: str
    extract_sha256: str
    files: list[dict[str, Any]]
    retrieved: str | None = None
    leftovers: dict[str, int] = field(default_factory=dict)
    notices: dict[str, int] = field(default_factory=dict)

    @property
    def date(self) -> dates.PartialDate | None:
        """The version as a partial date."""
        return dates.parse(self.version) if self.version else None


def versions(list_name: str, folder: Path = FOLDER) -> list[Shipped]:
    """Accepted versions of a list, newest last; empty if there is none.

    Raises:
        ExtractError: If the provenance cannot be read.
    """
    path = folder / f"{list_name}.json"
    if not path.is_file():
        return []
    try:
        return [Shipped(list_name=list_name, **one) for one in json.loads(path.read_text(encoding="utf-8"))["versions"]]
    except (ValueError, KeyError, TypeError) as error:
        raise ExtractError(
            f"{path}: the provenance cannot be read ({error}); take it from the repository again"
        ) from None


def current(list_name: str, folder: Path = FOLDER) -> Shipped | None:
    """The version in service."""
    found = versions(list_name, folder)
    return found[-1] if found else None


def names(folder: Path = FOLDER) -> list[str]:
    """Ids of the lists that have an accepted version."""
    return sorted(path.stem for path in folder.glob("*.json"))


def rows(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Rows of ``list_entries`` of every list's version in service, without target and resolution.

    Raises:
        ExtractError: If an extract is missing or differs from its digest.
    """
    found: list[dict[str, Any]] = []
    for name in names(folder):
        version = current(name, folder)
        if version:
            found += extract_rows(version, folder)
    return found


def extract_rows(version: Shipped, folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Rows of one extract.

    Raises:
        ExtractError: If it is missing or differs from its digest.
    """
    path = folder / version.extract
    if not path.is_file() or digest(path.read_bytes()) != version.extract_sha256:
        raise ExtractError(
            f"{path}: the extract is missing or changed; run `tracker refresh` or take it from the repository"
        )
    table: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return table


def publish(version: Shipped, content: bytes, *, about: dict[str, str], folder: Path = FOLDER) -> bool:
    """Put a version into service: the extract first, the provenance last, which is the swap.

    A version made of the same raw files is replaced; else the version is added.

    Args:
        version: The version.
        content: Its extract.
        about: Title, publisher, page and terms of the list, written at the head of the provenance.
        folder: Where the extracts lie.

    Returns:
        Whether anything changed.
    """
    before = versions(version.list_name, folder)
    if before and before[-1] == version and (folder / version.extract).is_file():
        return False
    kept = [one for one in before if _raw(one) != _raw(version)]
    write_whole(folder / version.extract, content)
    fields = [{name: value for name, value in vars(one).items() if name != "list_name"} for one in (*kept, version)]
    text = (
        json.dumps({"list_name": version.list_name, **about, "versions": fields}, ensure_ascii=False, indent=1) + "\n"
    )
    write_whole(folder / f"{version.list_name}.json", text.encode())
    _drop_unnamed(version.list_name, {one.extract for one in (*kept, version)}, folder)
    return True


def extract_name(list_name: str, version: str | None, content: bytes) -> str:
    """Name of an extract: list, version and the beginning of its digest."""
    return f"{list_name}-{(version or 'undated').replace('/', '_')}-{digest(content)[:DIGEST]}.parquet"


def digest(content: bytes) -> str:
    """sha256 of an extract."""
    return hashlib.sha256(content).hexdigest()


def _raw(version: Shipped) -> set[str]:
    return {str(one["sha256"]) for one in version.files}


def _drop_unnamed(list_name: str, named: set[str], folder: Path) -> None:
    """Remove extracts of the list that no version names any more."""
    for path in folder.glob(f"{list_name}-[0-9u]*.parquet"):
        if path.name not in named:
            path.unlink()
