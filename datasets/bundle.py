"""The bundle of a download: the rows in three forms, what they mean, where they come from, and how to cite them."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import polars as pl

from datasets import export, store, vocabulary
from datasets import filters as flt
from datasets.queries import results

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from datasets.columns import Table
    from datasets.filters import Filters

    Tables = Mapping[str, nw.LazyFrame[Any]]

# Zip entries carry no clock: the same rows give the same bytes.
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
NOTICE: Final = (
    "Not for compliance screening. No entry here does not mean not sanctioned; ownership rules are not applied. "
    "Not proof that a transfer took place: a row says who said what, when, on what evidence. Not a ranking of allies."
)
LICENCE: Final = (
    "Curated data: Creative Commons Attribution 4.0 International (https://creativecommons.org/licenses/by/4.0/).\n"
    "Entries of official lists: terms of their publishers, named in the column list_name.\n"
)


@dataclass(frozen=True)
class Content:
    """What goes into a bundle.

    Attributes:
        name: Table or result.
        tables: Tables as of the state's day.
        filters: The state, without filters that the rows do not read.
        release: Release id.
        citation: How to cite the rows.
    """

    name: str
    tables: Tables
    filters: Filters
    release: str
    citation: str

    @property
    def declared(self) -> Table:
        """Declaration of the columns."""
        return results.declaration(self.name)

    def pieces(self) -> Iterator[pl.DataFrame]:
        """The rows, piece by piece."""
        return results.stream(self.tables, self.name, self.filters)


def write(content: Content, file: IO[bytes]) -> None:
    """Write a bundle as a ZIP file, ``manifest.json`` at its top and complete: nothing in it is truncated."""
    files: dict[str, dict[str, Any]] = {}
    name = content.name
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        _stream(archive, f"{name}.csv", export.csv(content.pieces()), files)
        _stream(archive, f"{name}.json", export.as_json(content.pieces()), files)
        with archive.open(_entry(f"{name}.parquet", zipfile.ZIP_STORED), "w") as entry:
            seen = _Digest(entry)
            export.parquet(content.pieces(), content.declared.arrow, seen)  # type: ignore[arg-type]
        files[f"{name}.parquet"] = seen.described()
        _stream(archive, "columns.csv", export.csv([columns(content.declared)]), files)
        _stream(archive, "terms.csv", export.csv([terms(content.declared)]), files)
        if name != "sources":
            _stream(archive, "sources.csv", export.csv([sources(content)]), files)
        _stream(archive, "README.txt", [readme(content).encode()], files)
        _stream(archive, "LICENCE.txt", [LICENCE.encode()], files)
        _stream(archive, "CITATION.txt", [f"{content.citation}\n".encode()], files)
        rows = sum(piece.height for piece in content.pieces())
        manifest = {
            "name": name, "release": content.release, "rows": rows, "truncated": False, "filters": flt.to_query(content.filters),
            "as_of": content.filters.as_of.isoformat() if content.filters.as_of else None, "files": files, "notice": NOTICE,
        }  # fmt: skip
        archive.writestr(_entry("manifest.json"), json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")


def columns(table: Table) -> pl.DataFrame:
    """Dictionary of the columns of a table."""
    return pl.DataFrame([
        {"column": c.name, "type": str(c.arrow), "meaning": c.meaning, "vocabulary": c.vocabulary, "refers_to": "|".join(c.refers_to)}
        for c in table.columns
    ], schema=dict.fromkeys(("column", "type", "meaning", "vocabulary", "refers_to"), pl.String))  # fmt: skip


def terms(table: Table) -> pl.DataFrame:
    """Terms of every vocabulary that a table uses, in three languages."""
    used = dict.fromkeys(c.vocabulary for c in table.columns if c.vocabulary)
    rows = [
        {"vocabulary": name, "code": term.code, **{f"label_{k}": v for k, v in term.labels.items()},
         **{f"definition_{k}": v for k, v in term.definitions.items()}}
        for name in used for term in vocabulary.terms(name).values()
    ]  # fmt: skip
    names = ("vocabulary", "code", *(f"{stem}_{k}" for stem in ("label", "definition") for k in ("en", "ja", "ko")))
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String))


def sources(content: Content) -> pl.DataFrame:
    """The sources that the rows name; of the sources themselves, none."""
    used: set[str] = set()
    if "source_ids" in content.declared.names:
        for piece in content.pieces():
            used.update(piece["source_ids"].explode().drop_nulls().to_list())
    chosen = content.tables["sources"].filter(nw.col("source_id").is_in(sorted(used)))
    return store.collect(chosen.sort("source_id"))


def readme(content: Content) -> str:
    """What the files are and what they are not."""
    name, day = content.name, content.filters.as_of
    shown = f"As publicly known on {day}.\n" if day else ""
    return (
        f"{name}: a row is {content.declared.row}.\nRelease {content.release}.\n{shown}\n{NOTICE}\n\n"
        f"{name}.csv      UTF-8 with byte-order mark. A text cell that a spreadsheet would run as a formula begins with a\n"
        f"                quote mark (also a telephone number with +). Lists are joined by |.\n"
        f'{name}.json     {{"rows": [...]}}\n{name}.parquet  the exact copy, typed\n'
        "columns.csv     meaning and type of every column\nterms.csv       codes with labels and definitions\n"
        "sources.csv     documents that the rows name\nmanifest.json   filters, release, counts, sha256 of each file\n"
        "An empty cell is unknown, never zero. Figures of different claimants must not be added or averaged.\n"
    )


class _Digest:
    """A file that is only written to, with digest and size of what went through."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest, self.size = file, hashlib.sha256(), 0
        self.closed = False

    def write(self, content: bytes) -> int:
        """Write on."""
        data = bytes(content)
        self.digest.update(data)
        self.size += len(data)
        self.file.write(data)
        return len(data)

    def tell(self) -> int:
        """Bytes written so far."""
        return self.size

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """The file below is closed by whoever opened it."""
        self.closed = True

    def writable(self) -> bool:
        """It is."""
        return True

    def described(self) -> dict[str, Any]:
        """Digest and size for the manifest."""
        return {"sha256": self.digest.hexdigest(), "bytes": self.size}


def _entry(name: str, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, EPOCH)
    made.compress_type = method
    return made


def _stream(archive: zipfile.ZipFile, name: str, parts: Iterable[bytes], files: dict[str, dict[str, Any]]) -> None:
    """Write one file of a bundle in parts."""
    with archive.open(_entry(name), "w") as entry:
        seen = _Digest(entry)
        for part in parts:
            seen.write(part)
    files[name] = seen.described()
