"""Open and write a release: the one place that chooses an engine, and the one place that collects.

A release is a folder of content-named Parquet files and ``manifest.json``, which is written last: whoever reads the
manifest sees a whole release or the one before it. Lazy frames come from here and go back here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from datasets import datapackage, kept
from datasets.schema import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SHIPPED: Final = Path(__file__).parent / "tables"
ENGINES: Final = ("polars", "duckdb")
MANIFEST: Final = "manifest.json"
KEPT: Final = kept.FOLDER
kept_releases = kept.releases
_replace = kept.replace
_READ_TWICE: Final = 2
_ENTRY: Final = {"file": str, "rows": int, "bytes": int}
# What a damaged file raises; the last is a failed assertion inside the Parquet reader.
_BROKEN: Final = (OSError, ValueError, pa.ArrowException, pl.exceptions.PolarsError, pl.exceptions.PanicException)


class StoreError(Exception):
    """The release as a whole cannot be opened; the message names the file and what to do."""


class OtherVersionError(StoreError):
    """The release was written under another version of the contract."""


class TableUnavailableError(StoreError):
    """One table of the release cannot be read; the rest can."""

    def __init__(self, table: str, reason: str) -> None:
        self.table, self.reason = table, reason
        super().__init__(f"table {table} is unavailable: {reason}")


@dataclass(frozen=True, eq=False)
class Release:
    """An opened release; equal only to itself, so that what was read from it can be kept by it.

    Attributes:
        folder: Where it lies.
        manifest: The manifest as written.
        engine: Name of the engine its frames run on.
        faults: Reason by table, for tables that cannot be read.
        held: Columns that a file holds, for tables of a kept release that the contract has widened since.
    """

    folder: Path
    manifest: dict[str, Any]
    engine: str
    frames: Mapping[str, nw.LazyFrame[Any]] = field(repr=False)
    faults: Mapping[str, str]
    held: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Release id."""
        return str(self.manifest["release"])

    @cached_property
    def day(self) -> dt.date:
        """The release day: as of it, derived tables are stored."""
        return dt.date.fromisoformat(self.manifest["date"])

    @property
    def rows(self) -> dict[str, int]:
        """Row count by table."""
        return {name: entry["rows"] for name, entry in self.manifest["tables"].items()}

    def table(self, name: str) -> nw.LazyFrame[Any]:
        """Lazy frame of one table.

        Raises:
            TableUnavailableError: If its file is missing or broken.
        """
        if name in self.frames:
            return self.frames[name]
        raise TableUnavailableError(name, self.faults.get(name, "the release does not hold it"))


def folder_of_release() -> Path:
    """Folder of the release to serve: ``TRACKER_TABLES``, else the shipped one."""
    return Path(os.environ.get("TRACKER_TABLES") or SHIPPED)


def open_release(folder: Path | None = None, *, engine: str | None = None, release: str | None = None) -> Release:
    """Open a release.

    Args:
        folder: Holds ``manifest.json``; default :func:`folder_of_release`.
        engine: One of :data:`ENGINES`; default ``TRACKER_ENGINE``, else Polars in process.
        release: Id of a kept release; default the one in service.

    Returns:
        The release; tables that cannot be read stand in ``faults`` with the reason.

    Raises:
        StoreError: If there is no readable manifest of this schema version.
    """
    folder = folder or folder_of_release()
    engine = engine or os.environ.get("TRACKER_ENGINE") or ENGINES[0]
    if engine not in ENGINES:
        raise StoreError(f"TRACKER_ENGINE={engine} is unknown; allowed: {', '.join(ENGINES)}")
    scan = _scanners()[engine]
    for attempt in range(_READ_TWICE):  # a build may replace the release between manifest and files
        manifest = read_manifest(folder, release)
        frames: dict[str, nw.LazyFrame[Any]] = {}
        faults: dict[str, str] = {}
        held: dict[str, tuple[str, ...]] = {}
        for name, entry in manifest["tables"].items():
            try:
                path, columns = _checked(folder, name, entry, may_lack_columns=release is not None)
                is_whole = columns == TABLES[name].names
                frames[name] = scan(path) if is_whole else _widened(path, name)
                held |= {} if is_whole else {name: columns}
            except _BROKEN as error:
                faults[name] = str(error) or repr(error)
        if not faults or attempt or read_manifest(folder, release) == manifest:
            break
    return Release(folder, manifest, engine, frames, faults, held)


def table_of(folder: Path, name: str, release: str | None = None) -> pl.DataFrame:
    """One table of a release, without opening the others.

    Raises:
        StoreError: If there is no such release, or the table cannot be read.
    """
    entry = read_manifest(folder, release)["tables"].get(name)
    if entry is None:
        raise TableUnavailableError(name, "the release does not hold it")
    try:
        path, _ = _checked(folder, name, entry, may_lack_columns=release is not None)
        return collect(_widened(path, name))
    except _BROKEN as error:
        raise TableUnavailableError(name, str(error) or repr(error)) from None


def read_manifest(folder: Path, release: str | None = None) -> dict[str, Any]:
    """The manifest of a release folder, or of a release that it keeps.

    Raises:
        StoreError: If it is missing, broken or of another version.
    """
    path = folder / MANIFEST if release is None else folder / KEPT / f"{release}.json"
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        version = manifest["schema_version"]
        if version == SCHEMA_VERSION:
            _check_shape(manifest)
    except (FileNotFoundError, NotADirectoryError):
        raise StoreError(f"{path} is missing: run `tracker build`, or set TRACKER_TABLES to a release") from None
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"{path} is not a release manifest ({error!r}): run `tracker build`") from None
    if version != SCHEMA_VERSION:
        raise OtherVersionError(f"{path} has schema version {version}, this program reads {SCHEMA_VERSION}: rebuild it")
    return manifest


def _check_shape(manifest: Mapping[str, Any]) -> None:
    """Fail unless a manifest of this version has every field that is read later."""
    manifest["release"], dt.date.fromisoformat(manifest["date"]), dt.date.fromisoformat(manifest["data_through"])
    for name, entry in manifest["tables"].items():
        if not all(isinstance(entry[key], kind) for key, kind in _ENTRY.items()):
            raise ValueError(f"entry of table {name}")


def _checked(
    folder: Path, name: str, entry: Mapping[str, Any], *, may_lack_columns: bool
) -> tuple[Path, tuple[str, ...]]:
    """Path and columns of a table file whose size and columns are what the manifest and contract say.

    Columns may be added to the contract at any time; a release kept before then lacks them.
    """
    if name not in TABLES:
        raise ValueError("this program knows no table of that name")
    path = folder / str(entry["file"])
    if not path.is_file():
        raise ValueError(f"{path.name} is missing; run `tracker build` or restore the file")
    if path.stat().st_size != entry["bytes"]:
        raise ValueError(
            f"{path.name} has {path.stat().st_size} bytes instead of {entry['bytes']} (cut off?); restore the file"
        )
    wanted, found = TABLES[name].names, tuple(pq.read_schema(path).names)
    if found != wanted and not (may_lack_columns and found == tuple(c for c in wanted if c in found)):
        odd = ", ".join(sorted(set(wanted) ^ set(found))) or "their order"
        raise ValueError(f"{path.name} has other columns than the contract ({odd}); run `tracker build`")
    return path, found


def _widened(path: Path, name: str) -> nw.LazyFrame[Any]:
    """A table in the columns of the contract, null where its file lacks one."""
    frame = pl.read_parquet(path)
    missing = [column for column in TABLES[name].names if column not in frame.columns]
    return lazy(conform(frame.with_columns(pl.lit(None).alias(column) for column in missing), TABLES[name].arrow))


def _scanners() -> dict[str, Callable[[Path], nw.LazyFrame[Any]]]:
    """Engine name → Parquet file to lazy frame."""
    return {"polars": _polars, "duckdb": _duckdb}


def _polars(path: Path) -> nw.LazyFrame[Any]:
    """The table in memory, shared by every reader."""
    frame = pl.read_parquet(path)
    name = path.name.rsplit("-", 1)[0]
    codes = [c.name for c in TABLES[name].columns if c.kind == "code" and c.name in frame.columns]
    return nw.from_native(frame.with_columns(pl.col(codes).cast(pl.Categorical)).lazy())


def _duckdb(path: Path) -> nw.LazyFrame[Any]:
    """The table as a DuckDB relation (parity tests)."""
    import duckdb  # noqa: PLC0415 - a test engine, not installed where the app is served

    return nw.from_native(duckdb.read_parquet(str(path)))


def collect(frame: nw.LazyFrame[Any], schema: pa.Schema | None = None) -> pl.DataFrame:
    """Run a lazy frame: the only place where that happens.

    Args:
        frame: Ends in a sort by its key, so that every engine gives the same rows in the same order.
        schema: Declared result; columns are cast to it and put in its order.
    """
    found: pl.DataFrame = frame.collect(backend="polars").to_native()
    found = found.with_columns(pl.col(pl.Categorical).cast(pl.String))
    return conform(found, schema) if schema is not None else found


def batches(frame: nw.LazyFrame[Any], schema: pa.Schema, *, size: int = 50_000) -> Iterator[pl.DataFrame]:
    """Run a lazy frame piece by piece, so that a writer holds one piece at a time.

    Args:
        frame: Its rows in the order wanted.
        schema: Declared result.
        size: Rows a piece.

    Yields:
        At least one piece; an empty frame gives one without rows.
    """
    native = frame.to_native()
    if isinstance(native, pl.LazyFrame):
        pieces: Iterator[pl.DataFrame] = iter(native.collect_batches(chunk_size=size, maintain_order=True))
    else:
        whole = collect(frame)
        pieces = (whole[start : start + size] for start in range(0, whole.height, size))
    is_empty = True
    for piece in pieces:
        is_empty = False
        yield conform(piece, schema)
    if is_empty:
        empty: Any = pl.from_arrow(schema.empty_table())
        yield pl.DataFrame(empty)


def conform(frame: pl.DataFrame, schema: pa.Schema) -> pl.DataFrame:
    """A frame with the columns, order and types of a declared schema."""
    empty: Any = pl.from_arrow(schema.empty_table())
    return frame.select(pl.col(name).cast(kind) for name, kind in empty.schema.items())


def frame_of(rows: list[dict[str, Any]], table: str) -> pl.DataFrame:
    """Plain rows as a frame in the declared schema of a table, sorted by its key."""
    declared = TABLES[table]
    made: Any = pl.from_arrow(pa.Table.from_pylist(rows, schema=declared.arrow))
    found: pl.DataFrame = made.sort(list(declared.key))
    return found


def frame_of_arrow(table: pa.Table) -> pl.DataFrame:
    """An Arrow table as a frame of the in-process engine."""
    found: Any = pl.from_arrow(table)
    return pl.DataFrame(found)


def lazy(frame: pl.DataFrame) -> nw.LazyFrame[Any]:
    """A frame as a lazy frame of the in-process engine."""
    return nw.from_native(frame.lazy())


def rows(frame: nw.LazyFrame[Any]) -> list[dict[str, Any]]:
    """A small table as plain rows, for definitions that read better row by row."""
    return collect(frame).to_dicts()


def keep_release(folder: Path) -> Path:
    """Keep the release in service, so that later builds leave its files and ``release=`` still finds it.

    Returns:
        Path of the copy of its manifest; a release kept before stays as it is.

    Raises:
        StoreError: If there is no release, or a build replaced it meanwhile.
    """
    manifest = read_manifest(folder)
    path, gone = kept.keep(folder, manifest)
    if gone:
        raise StoreError(f"release {path.stem} is not whole, {', '.join(gone)} went missing: run `tracker build`")
    return path


def write_release(
    tables: Mapping[str, pa.Table], folder: Path, *, date: dt.date, data_through: dt.date, inputs: Mapping[str, str],
    previous: str | None = None, lists: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Write a release; the manifest last, by an atomic replace.

    Args:
        tables: Every declared table, in its declared schema and sorted by its key.
        folder: Where to; made if missing.
        date: Day of the newest input.
        data_through: Last day through which every tracked jurisdiction was checked.
        inputs: sha256 by input file.
        previous: Id of the kept release that the table ``changes`` compares with.
        lists: Version in service by official list.

    Returns:
        The release id: date and digest of the tables.

    Raises:
        OSError: If the disk refuses; the previous release stays in service.
    """
    folder.mkdir(parents=True, exist_ok=True)
    entries = {name: _write_table(tables[name], name, folder) for name in TABLES if name in tables}
    digest = hashlib.sha256(json.dumps(entries, sort_keys=True).encode()).hexdigest()
    manifest = {
        "release": f"{date}-{digest[:8]}", "schema_version": SCHEMA_VERSION, "date": date.isoformat(),
        "data_through": data_through.isoformat(), "previous": previous, "lists": dict(sorted((lists or {}).items())),
        "tables": entries,
        "inputs": dict(sorted(inputs.items())),
    }  # fmt: skip
    _replace(folder / datapackage.FILE, datapackage.of_files(manifest))
    _replace(folder / MANIFEST, kept.written(manifest))
    kept.prune(folder, manifest)
    return str(manifest["release"])


def _write_table(table: pa.Table, name: str, folder: Path) -> dict[str, Any]:
    """Write one table under a name made of its content; returns its manifest entry."""
    sink = pa.BufferOutputStream()
    order = [pq.SortingColumn(TABLES[name].names.index(key)) for key in TABLES[name].key]
    pq.write_table(table, sink, compression="zstd", row_group_size=20_000, write_page_index=True, sorting_columns=order)
    content = sink.getvalue().to_pybytes()
    digest = hashlib.sha256(content).hexdigest()
    file = f"{name}-{digest[:12]}.parquet"
    if not (folder / file).is_file() or (folder / file).stat().st_size != len(content):
        _replace(folder / file, content)
    return {"file": file, "rows": table.num_rows, "bytes": len(content), "sha256": digest}
