"""Atom feeds at ``/feed/``: releases, changes, and the newest rows of five tables under the parameters of the pages."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from dashboard import address, answers, atom, data, entries, history
from dashboard.text import speak, t
from datasets import filters as flt
from datasets import store
from datasets.definitions.derive import tables_of
from datasets.queries import newest, rows
from datasets.schema import TABLES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from starlette.requests import Request

    from dashboard.atom import Entry
    from datasets.filters import Filters

NEWEST: Final = 50
ENDING: Final = ".atom"
NAMES: Final = ("releases", "changes", *entries.PAGES)
PRODUCT: Final = "DPRK–Russia sanctions-response tracker"


def routes(base: str) -> list[Route]:
    """Routes of the feeds.

    Args:
        base: Path below which the app lies, without a stroke at its end.
    """

    async def feed(request: Request) -> Response:
        return await _answer(request, f"{base}/")

    return [Route(f"{base}/feed/{{name}}", feed, methods=["GET"])]


async def _answer(request: Request, base: str) -> Response:
    """A feed, or 304 if the client has it, or a refusal that names what would be understood."""
    file: str = request.path_params["name"]
    name = file.removesuffix(ENDING)
    if name not in NAMES or name == file:
        return answers.refusal(404, f"there is no {file[:80]!r}", feeds=[f"{one}{ENDING}" for one in NAMES])
    filters, faults = flt.parse({key: request.query_params.getlist(key) for key in request.query_params})
    faults += _unreadable(filters, name)
    if faults:
        return answers.refusal(400, "these parameters were not understood", faults=faults)
    host = f"{request.url.scheme}://{request.url.netloc}"
    try:
        content = await run_in_threadpool(_written, name, filters, f"{host}{base}")
    except data.NoSuchReleaseError as error:
        return answers.refusal(404, str(error))
    except store.StoreError as error:
        return answers.refusal(503, str(error))
    headers = {"etag": f'"{hashlib.sha256(content).hexdigest()[:24]}"', "cache-control": "no-cache"}
    if answers.has(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=f"{atom.TYPE}; charset=utf-8", headers=headers)


def _unreadable(filters: Filters, name: str) -> list[flt.Fault]:
    """Filters that the rows of a feed have no column for."""
    if name == "releases":
        query = flt.to_query(filters)
        odd = [key for key in query if key not in flt.VIEW_ONLY]
        return [flt.Fault(key, ", ".join(query[key]), "the feed of releases takes no filter") for key in odd]
    faults = flt.unreadable(filters, TABLES[name])
    if name == "changes" and filters.as_of:
        faults.append(flt.Fault("as_of", str(filters.as_of), "changes are of whole releases: leave it out"))
    return faults


def _written(name: str, filters: Filters, base: str) -> bytes:
    """A feed as bytes, in the language that the state names."""
    speak(filters.lang)
    kept = {key: values for key, values in flt.to_query(filters).items() if key not in flt.VIEW_ONLY or key == "lang"}
    asked = _query(kept)
    day, subtitle, (page, tab), found = _MAKERS.get(name, _rows)(name, filters, base)
    shown = _query({**kept, **({"tab": [tab]} if tab else {})})
    return atom.written(atom.Feed(
        id=f"feed/{name}{asked}", title=f"{_title(name)} – {PRODUCT}", subtitle=subtitle, updated=day,
        address=f"{base}feed/{name}{ENDING}{asked}", page=f"{base}{page}{shown}", language=filters.lang, author=PRODUCT,
        rights=answers.LICENCE, entries=found,
    ))  # fmt: skip


def _query(query: Mapping[str, Sequence[str]]) -> str:
    """Parameters as the end of an address."""
    text = urlencode([(key, value) for key, values in query.items() for value in values])
    return f"?{text}" if text else ""


# Day, subtitle, page and part that show the same, entries.
Made = tuple["dt.date", str, tuple[str, str], list["Entry"]]


def _title(name: str) -> str:
    return (
        t("changes.releases") if name == "releases" else t("changes.menu") if name == "changes" else t(f"noun.{name}")
    )


def _rows(name: str, filters: Filters, base: str) -> Made:
    """The newest rows of a table."""
    release = data.release_of(filters.release)
    tables = tables_of(release, filters.as_of)
    found = newest.rows(tables, name, filters, size=NEWEST).to_dicts()
    subtitle = t("feed.rows", n=len(found), total=f"{rows.count(tables, name, filters):,}")
    return release.day, subtitle, entries.PAGES[name], list(entries.of_rows(name, found, base, filters))


def _releases(_: str, filters: Filters, base: str) -> Made:
    """All releases of the store."""
    found = history.releases()
    return found[0].day, t("feed.releases"), ("changes", ""), list(entries.of_releases(found, base, filters.lang))


def _changes(_: str, filters: Filters, base: str) -> Made:
    """The newest changed rows: of the release that the state names, else of all, last kept first."""
    found = [one for one in history.releases() if filters.release in (None, one.id)]
    if not found:
        data.release_of(filters.release)  # says that it is not here
    made = list(_changed(found, filters, base))
    subtitle = t("feed.changes", n=min(len(made), NEWEST), total=f"{len(made):,}")
    return found[0].day, subtitle, ("changes", ""), made[:NEWEST]


def _changed(found: list[history.Past], filters: Filters, base: str) -> Iterator[Entry]:
    for one in found:
        chosen = rows.whole({"changes": store.lazy(one.changes())}, "changes", filters)
        yield from entries.of_changes(chosen.to_dicts(), one, base, filters)


_MAKERS: Final[dict[str, Callable[[str, Filters, str], Made]]] = {"releases": _releases, "changes": _changes}


def address_of(name: str, filters: Filters) -> str:
    """Address of a feed under a state, relative to the pages; the filters that its rows do not read are left out."""
    own = flt.Filters() if name == "releases" else flt.readable_part(filters, TABLES[name])
    query = {key: values for key, values in flt.to_query(own).items() if key not in flt.VIEW_ONLY}
    asked = {**query, **({} if filters.lang == "en" else {"lang": [filters.lang]})}
    return f"feed/{name}{ENDING}{_query(asked)}"


def links() -> str:
    """Links to every feed, unfiltered but for those of changes."""
    filters = address.current()
    blank = flt.Filters(lang=filters.lang)
    made = (f"[{_title(name)}]({address_of(name, filters if name == 'changes' else blank)})" for name in NAMES)
    return t("changes.feeds", links=" · ".join(made))
