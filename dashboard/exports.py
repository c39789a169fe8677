"""How rows leave the server: streamed or as a file, with validators, ranges, and a bounded number at once."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import tempfile
import threading
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse

from dashboard import answers
from datasets import bundle, citation, export, store
from datasets import filters as flt
from datasets.definitions.derive import tables_of
from datasets.queries import results

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl
    from starlette.requests import Request

FORMATS: Final = {
    "csv": "text/csv; charset=utf-8", "json": "application/json", "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "zip": "application/zip",
}  # fmt: skip
STREAMED: Final = {"csv", "json"}
# Whoever comes past this many at once is asked to come again.
AT_ONCE: Final = int(os.environ.get("TRACKER_EXPORTS") or "4")
RETRY_AFTER: Final = "2"
_places = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Wanted:
    """Rows that somebody asks for.

    Attributes:
        name: Table or result.
        ending: One of :data:`FORMATS`.
        filters: The state.
        raw: CSV without mark and guard.
        release: Release to read.
    """

    name: str
    ending: str
    filters: flt.Filters
    raw: bool
    release: store.Release

    def pieces(self) -> Iterator[pl.DataFrame]:
        """The rows, piece by piece."""
        return results.stream(tables_of(self.release, self.filters.as_of), self.name, self.filters)

    @property
    def tag(self) -> str:
        """Validator: the same for the same rows in the same form."""
        query = {k: v for k, v in flt.to_query(self.filters).items() if k not in flt.VIEW_ONLY}
        parts = json.dumps([self.release.id, self.name, self.ending, self.raw, query], sort_keys=True)
        return f'"{hashlib.sha256(parts.encode()).hexdigest()[:24]}"'

    @property
    def file_name(self) -> str:
        """Name of the file."""
        return export.file_name(self.name, self.release.id, self.filters, self.ending)

    def headers(self) -> dict[str, str]:
        """Headers of every answer."""
        day = dt.datetime.combine(self.release.day, dt.time(), dt.UTC)
        return {
            "content-disposition": f'attachment; filename="{self.file_name}"', "etag": self.tag,
            "last-modified": format_datetime(day, usegmt=True), "cache-control": "no-cache", "x-release": self.release.id,
        }  # fmt: skip


async def answer(request: Request, wanted: Wanted) -> Response:
    """The rows, or 304 if the client has them, or 503 if too many are on their way."""
    if answers.has(request, wanted.tag):
        return Response(status_code=304, headers=wanted.headers())
    if not _places.acquire(blocking=False):
        reason = {"error": f"{AT_ONCE} exports are under way: come again in {RETRY_AFTER} seconds"}
        return JSONResponse(reason, 503, headers={"retry-after": RETRY_AFTER})
    try:
        # Who asks for the length or a range gets a file; else the first bytes go out before the last are made.
        is_streamed = wanted.ending in STREAMED and request.method == "GET" and "range" not in request.headers
        return await (_stream(wanted) if is_streamed else _file(wanted))
    except BaseException:
        _places.release()
        raise


async def _stream(wanted: Wanted) -> Response:
    """Rows as they are made. The first piece is made before the answer begins, so that a broken table is a 503."""
    pieces = wanted.pieces()
    try:
        first = await run_in_threadpool(next, pieces)
    except store.StoreError as error:
        _places.release()
        return JSONResponse({"error": str(error)}, 503)
    written = (
        export.as_json(_chained(first, pieces))
        if wanted.ending == "json"
        else export.csv(_chained(first, pieces), raw=wanted.raw)
    )
    return StreamingResponse(_Released(written), media_type=FORMATS[wanted.ending], headers=wanted.headers())


def _chained(first: pl.DataFrame, rest: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    yield first
    yield from rest


class _Released:
    """Parts of an answer whose place is free again when they are over, broken off, or never asked for."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self.parts, self.holds = parts, True

    def __iter__(self) -> Iterator[bytes]:
        """Itself."""
        return self

    def __next__(self) -> bytes:
        """The next part."""
        try:
            return next(self.parts)
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Give the place back, once."""
        if self.holds:
            self.holds = False
            _places.release()

    def __del__(self) -> None:
        self.release()


async def _file(wanted: Wanted) -> Response:
    """Rows as a file, made on disk so that memory stays bounded; ranges are served."""
    handle, name = tempfile.mkstemp(prefix="tracker-export-", suffix=f".{wanted.ending}")
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            await run_in_threadpool(_write, wanted, file)
    except (store.StoreError, export.TooLargeError) as error:
        path.unlink()
        _places.release()
        return JSONResponse({"error": str(error)}, 503 if isinstance(error, store.StoreError) else 422)
    except BaseException:
        path.unlink()
        raise
    _places.release()
    # These forms are compressed already, and a range of a recompressed body would be another range.
    headers = {**wanted.headers(), "content-encoding": "identity"}
    return FileResponse(
        path, media_type=FORMATS[wanted.ending], headers=headers, background=BackgroundTask(path.unlink)
    )


def _write(wanted: Wanted, file: IO[bytes]) -> None:
    """Write the rows in any form."""
    if wanted.ending in STREAMED:
        file.writelines(
            export.as_json(wanted.pieces()) if wanted.ending == "json" else export.csv(wanted.pieces(), raw=wanted.raw)
        )
    elif wanted.ending == "parquet":
        export.parquet(wanted.pieces(), results.declaration(wanted.name).arrow, file)
    elif wanted.ending == "xlsx":
        export.xlsx(wanted.pieces(), file, sheet=wanted.name)
    else:
        tables = tables_of(wanted.release, wanted.filters.as_of)
        text = citation.cite(
            wanted.release, wanted.name, wanted.filters, title=wanted.name, accessed=dt.datetime.now(dt.UTC).date()
        )
        bundle.write(bundle.Content(wanted.name, tables, wanted.filters, wanted.release.id, text), file)
