"""The build: curated facts and list extracts → a release. Same input, same bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from datasets import store
from datasets.definitions.derive import derive
from datasets.schema import CURATED, TABLES
from loaders import changes, checks, paths, reasons
from loaders.complete import complete
from loaders.curated import CuratedError, read_folder
from loaders.errors import TrackerError
from loaders.official_listings import official

if TYPE_CHECKING:
    from loaders.complete import Tables


class BuildError(TrackerError):
    """The inputs are sound, but no release can be made of them or the committed one is stale."""


def build(
    *, curated: Path = paths.CURATED, lists: Path = paths.LISTS, out: Path = paths.TABLES, kept: Path | None = None
) -> str:
    """Read, check, complete, derive, compare and write a release.

    Args:
        curated: Folder of curated facts and recorded reasons.
        lists: Folder of accepted extracts of official lists.
        out: Folder of the release; the release before stays in service until the new manifest is in place.
        kept: Release folder whose kept releases the build is compared with; by default ``out``.

    Returns:
        The release id.

    Raises:
        CuratedError: If a curated file has errors; nothing is written.
        BuildError: If nothing says when the facts were last checked.
        ChangesError: If the kept release that the build is compared with is not whole.
    """
    kept = kept or out
    records = read_folder(curated)
    recorded = reasons.read(curated)
    problems = checks.check(records)
    if problems:
        raise CuratedError(problems)
    rows = complete(records)
    found = official(rows, lists)
    rows |= {"listings": found.listings, "sources": found.sources}
    tables = {table.name: to_arrow(rows[table.name], table.name) for table in CURATED}
    tables["list_entries"] = to_arrow(found.entries, "list_entries")
    date = newest_day(rows)
    frames = {name: store.lazy(store.frame_of_arrow(table)) for name, table in tables.items()}
    tables |= {name: frame.to_arrow().cast(TABLES[name].arrow) for name, frame in derive(frames, date).items()}
    earlier = changes.before(kept, tables)
    since = [one for one in recorded if earlier and one.since == earlier.id]
    tables["changes"] = to_arrow(changes.rows(tables, earlier, since, date), "changes")
    return store.write_release(
        tables, out, date=date, data_through=data_through(rows, date), inputs=digests(curated, lists, earlier=earlier),
        previous=earlier.id if earlier else None, lists=versions(found.entries),
    )  # fmt: skip


def verify(*, curated: Path = paths.CURATED, lists: Path = paths.LISTS, out: Path = paths.TABLES) -> str:
    """Build again elsewhere and compare with the committed release.

    Raises:
        BuildError: If there is no release, or any digest differs: it is not what the committed facts give.
    """
    with tempfile.TemporaryDirectory() as folder:
        fresh = build(curated=curated, lists=lists, out=Path(folder), kept=out)
        new = store.read_manifest(Path(folder))
    try:
        old = store.read_manifest(out)
    except store.StoreError as error:
        raise BuildError(str(error)) from None
    if new != old:
        differ = sorted(n for n in TABLES if new["tables"].get(n) != old["tables"].get(n))
        what = ", ".join(differ) or "inputs"
        raise BuildError(f"the committed release {old['release']} is stale ({what} differ): run `tracker build`")
    return fresh


def to_arrow(rows: list[Any], name: str) -> pa.Table:
    """Rows of one table in its declared schema, sorted by its key."""
    table = TABLES[name]
    ordered = sorted(rows, key=lambda row: tuple(str(row[key]) for key in table.key))
    return pa.Table.from_pylist(ordered, schema=table.arrow)


def versions(entries: list[dict[str, Any]]) -> dict[str, str]:
    """Version in service by official list."""
    return {str(row["list_name"]): str(row["list_version"]) for row in entries}


def newest_day(rows: Tables) -> dt.date:
    """Day of the newest input: the last check of a source, or the newest document.

    A document of which only month or year is known counts from its first day, so that no release lies in the future.
    """
    days: list[Any] = [row["checked_on"] for row in rows["coverage"]]
    days += [row["published_earliest"] for row in rows["sources"]]
    found = [day for day in days if isinstance(day, dt.date)]
    if not found:
        raise BuildError("no coverage row has checked_on and no source a date: a release needs a day")
    return max(found)


def data_through(rows: Tables, date: dt.date) -> dt.date:
    """Last day through which every tracked jurisdiction's announcements were checked."""
    last: dict[str, dt.date] = {}
    for row in rows["coverage"]:
        until: Any = row["to"]
        if row["subject_kind"] == "announcements" and str(row["status"]).startswith("checked"):
            jurisdiction = str(row["jurisdiction"])
            last[jurisdiction] = max(until, last.get(jurisdiction, until))
    tracked = [last[j] for j in ("US", "EU", "JP", "KR") if j in last]
    return min([date, *tracked])


def digests(*folders: Path, earlier: store.Release | None = None) -> dict[str, str]:
    """sha256 of every input: files by their path below the folder that holds them, and the kept manifest compared with."""
    found = {}
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    if earlier:
        path = store.kept_releases(earlier.folder)[earlier.id]
        found[f"{store.KEPT}/{path.name}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    whole = json.dumps(found, sort_keys=True).encode()
    return {"all": hashlib.sha256(whole).hexdigest()} | found
