"""``/brief/<page>?<same parameters>``: what a page shows as one file for paper."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dashboard import brief_page, data, exports, shown, text
from dashboard.answers import refusal
from dashboard.brief_page import NothingToPrintError, UnknownChoiceError
from dashboard.parts.book import BOOK
from datasets import export, store
from datasets import filters as flt
from datasets.queries import record

if TYPE_CHECKING:
    from starlette.requests import Request

    from datasets.filters import Filters

RECORD: Final = "record"
SLUGS: Final = (*BOOK, RECORD)
# A drawing takes a core for a moment: whoever comes past this many at once is asked to come again.
_places = threading.BoundedSemaphore(exports.AT_ONCE)


class NoSuchRecordError(Exception):
    """A record that is not there on the day shown."""


def routes(base: str) -> list[Route]:
    """Routes below the base path."""
    return [Route(f"{base}/brief/{{slug}}", answer, methods=["GET"])]


async def answer(request: Request) -> Response:
    """The brief of a page, or why there is none: 400, 404 or 503 as for data."""
    slug = request.path_params["slug"]
    if slug not in SLUGS:
        return refusal(404, f"there is no page {slug[:80]!r}", pages=SLUGS)
    filters, faults = flt.parse({key: request.query_params.getlist(key) for key in request.query_params})
    faults += shown.faults(slug, filters, BOOK[slug].tabs if slug in BOOK else ())
    if slug == RECORD and not filters.id and not faults:
        faults = [flt.Fault("id", "", "the key of a row")]
    if faults:
        return refusal(400, "these parameters were not understood", faults=faults)
    if not _places.acquire(blocking=False):
        reason = f"{exports.AT_ONCE} briefs are being made: come again in {exports.RETRY_AFTER} seconds"
        busy = refusal(503, reason)
        busy.headers["retry-after"] = exports.RETRY_AFTER
        return busy
    try:
        return await run_in_threadpool(_made, slug, filters, _base(request))
    finally:
        _places.release()


def _made(slug: str, filters: Filters, base: str) -> Response:
    """The page or a refusal."""
    text.speak(filters.lang)
    try:
        release = data.release_of(filters.release)
        made = _record(filters, base) if slug == RECORD else brief_page.of_view(slug, filters, base)
    except UnknownChoiceError as error:
        return refusal(400, "these parameters were not understood", faults=[error.fault])
    except (NoSuchRecordError, data.NoSuchReleaseError) as error:
        return refusal(404, str(error))
    except NothingToPrintError:
        return refusal(404, "this part of the page has neither figure nor table")
    except store.StoreError as error:
        return refusal(503, str(error))
    name = export.file_name(f"brief_{slug}", release.id, filters, "html")
    # It names the address by which its reader came: no copy may be kept for another.
    shown_as = f'inline; filename="{name}"'
    headers = {"content-disposition": shown_as, "cache-control": "private, no-cache", "x-release": release.id}
    return HTMLResponse(made, headers=headers)


def _record(filters: Filters, base: str) -> str:
    """The brief of a record."""
    found = record.find(data.tables(filters), filters.id)
    if found is None:
        raise NoSuchRecordError(f"there is no record {filters.id!r} on this day")
    return brief_page.of_record(found, filters, base)


def _base(request: Request) -> str:
    """Address of the app as its reader's browser names it, also behind a proxy that speaks TLS."""
    scheme = request.headers.get("x-forwarded-proto", "")
    url = request.url.replace(query="", fragment="")
    if scheme in {"http", "https"}:
        url = url.replace(scheme=scheme)
    return str(url).rsplit("/brief/", 1)[0]
