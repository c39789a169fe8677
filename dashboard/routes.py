"""Our own addresses beside the pages: readiness, and the data under the same parameters as the views."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import brief, data, exports, feeds
from dashboard.answers import LICENCE, NO_STORE, has, refusal
from dashboard.exports import Wanted
from datasets import datapackage, store
from datasets import filters as flt
from datasets.queries import results

if TYPE_CHECKING:
    from starlette.requests import Request

RAW: Final = {"": False, "0": False, "1": True}


def routes(base_path: str) -> list[Route]:
    """Routes under the base path that the pages have."""
    base = f"/{base_path.strip('/')}" if base_path.strip("/") else ""
    return [
        Route(f"{base}/ready", ready, methods=["GET"]),
        Route(f"{base}/data/", index, methods=["GET"]),
        Route(f"{base}/data/{datapackage.FILE}", package, methods=["GET"]),
        Route(f"{base}/data/{{name}}", rows, methods=["GET"]),
        *feeds.routes(base),
        *brief.routes(base),
    ]


async def ready(_: Request) -> Response:
    """200 with release and row counts when every table is loaded, else 503 with the reason."""
    try:
        release = await run_in_threadpool(data.release)
    except store.StoreError as error:
        return JSONResponse({"ready": False, "reason": str(error)}, 503, headers=NO_STORE)
    answer: dict[str, Any] = {
        "ready": not release.faults, "release": release.id, "data_through": release.manifest["data_through"],
        "rows": release.rows,
    }  # fmt: skip
    if release.faults:
        answer["reason"] = "; ".join(f"table {name}: {why}" for name, why in sorted(release.faults.items()))
    return JSONResponse(answer, 503 if release.faults else 200, headers=NO_STORE)


async def index(_: Request) -> Response:
    """Everything that can be had: counts, columns, formats, parameters, licence."""
    try:
        release = await run_in_threadpool(data.release)
    except store.StoreError as error:
        return refusal(503, str(error))
    tables = {
        name: {
            "a_row_is": declared.row, "rows": release.rows.get(name), "key": list(declared.key),
            "columns": {c.name: str(c.arrow) for c in declared.columns},
            "filters": [p for p in flt.COLUMNS_OF if flt.column_of(p, declared)],
        }
        for name in results.names() for declared in [results.declaration(name)]
    }  # fmt: skip
    answer = {"release": release.id, "data_through": release.manifest["data_through"], "licence": LICENCE,
              "formats": list(exports.FORMATS), "parameters": list(flt.parameters()), "tables": tables}  # fmt: skip
    return JSONResponse(answer, headers={"cache-control": "no-cache"})


async def package(request: Request) -> Response:
    """The contract as a Frictionless Data Package whose resources are the addresses beside it."""
    query = {key: request.query_params.getlist(key) for key in request.query_params}
    filters, faults = flt.parse(query)
    faults += [
        flt.Fault(key, ", ".join(query[key])[:80], "release") for key in flt.to_query(filters) if key != "release"
    ]
    if faults:
        return refusal(400, "these parameters were not understood", faults=faults)
    try:
        release = await run_in_threadpool(data.release_of, filters.release)
    except data.NoSuchReleaseError as error:
        return refusal(404, str(error))
    except store.StoreError as error:
        return refusal(503, str(error))
    asked = f"release={release.id}" if filters.release else ""
    answer = JSONResponse(datapackage.of_addresses(release.manifest, asked))
    headers = {"etag": f'"{hashlib.sha256(answer.body).hexdigest()[:24]}"', "cache-control": "no-cache"}
    if has(request, headers["etag"]):
        return Response(status_code=304, headers=headers)
    answer.headers.update(headers)
    return answer


async def rows(request: Request) -> Response:
    """Rows of a table or result in the form asked for, exactly those that a view under these parameters shows."""
    file = request.path_params["name"]
    name, _, ending = file.rpartition(".")
    if name not in results.names() or ending not in exports.FORMATS:
        return refusal(404, f"there is no {file[:80]!r}", tables=sorted(results.names()), formats=list(exports.FORMATS))
    query = {key: request.query_params.getlist(key) for key in request.query_params}
    raw = query.pop("raw", [""])
    filters, faults = flt.parse(query)
    faults += results.unreadable(filters, name)
    if len(raw) != 1 or raw[0] not in RAW:
        faults.append(flt.Fault("raw", ", ".join(raw)[:80], "0 or 1"))
    if faults:
        return refusal(400, "these parameters were not understood", faults=faults)
    try:
        release = await run_in_threadpool(data.release_of, filters.release)
    except data.NoSuchReleaseError as error:
        return refusal(404, str(error))
    except store.StoreError as error:
        return refusal(503, str(error))
    return await exports.answer(request, Wanted(name, ending, filters, RAW[raw[0]], release))
