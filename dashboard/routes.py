"""Our own addresses beside the pages: readiness and the data, under the same parameters as the views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from dashboard import data
from datasets import export, store
from datasets import filters as flt
from datasets.queries import results

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request

RAW: Final = {"": False, "0": False, "1": True}
NO_STORE: Final = {"cache-control": "no-store"}


def routes(base_path: str) -> list[Route]:
    """Routes under the base path that the pages have."""
    base = f"/{base_path.strip('/')}" if base_path.strip("/") else ""
    return [
        Route(f"{base}/ready", ready, methods=["GET"]),
        Route(f"{base}/data/{{name}}", table, methods=["GET"]),
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


async def table(request: Request) -> Response:
    """Stream one table as CSV under the parameters of the views."""
    name, _, ending = request.path_params["name"].rpartition(".")
    if name not in results.names() or ending != "csv":
        return refusal(
            404, f"there is no {request.path_params['name'][:80]!r}", tables=sorted(results.names()), formats=["csv"]
        )
    query = {key: request.query_params.getlist(key) for key in request.query_params}
    raw = query.pop("raw", [""])
    filters, faults = flt.parse(query)
    faults += results.unreadable(filters, name)
    if len(raw) != 1 or raw[0] not in RAW:
        faults.append(flt.Fault("raw", ", ".join(raw)[:80], "0 or 1"))
    if faults:
        return refusal(400, "these parameters were not understood", faults=faults)
    try:
        release = await run_in_threadpool(data.release)
        if filters.release not in (None, release.id):
            return refusal(404, f"release {filters.release} is not here; in service is {release.id}")
        frame = await run_in_threadpool(_rows, name, filters)
    except store.StoreError as error:
        return refusal(503, str(error))
    file = export.file_name(name, release.id, filters, ending)
    return StreamingResponse(
        export.csv(frame, raw=RAW[raw[0]]),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{file}"', "x-row-count": str(frame.height)},
    )


def _rows(name: str, filters: flt.Filters) -> Any:  # noqa: ANN401 - a frame of the engine
    """The rows asked for."""
    return results.whole(data.tables(filters), name, filters)


def refusal(status: int, reason: str, *, faults: Sequence[flt.Fault] = (), **more: Sequence[str]) -> Response:
    """A clear answer to a request that cannot be met, with what would be understood."""
    answer: Mapping[str, Any] = {
        "error": reason,
        **(
            {"parameters": [{"name": f.name, "value": f.value, "allowed": f.allowed} for f in faults]} if faults else {}
        ),
        **more,
    }
    return JSONResponse(answer, status, headers=NO_STORE)
