"""What all our own addresses share: refusals that say what would be understood, and validators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from starlette.responses import JSONResponse, Response

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request

    from datasets.filters import Fault

NO_STORE: Final = {"cache-control": "no-store"}
LICENCE: Final = "CC-BY-4.0; official lists: terms of their publishers"


def refusal(status: int, reason: str, *, faults: Sequence[Fault] = (), **more: Sequence[str]) -> Response:
    """A clear answer to a request that cannot be met, with what would be understood."""
    named = [{"name": f.name, "value": f.value, "allowed": f.allowed} for f in faults]
    answer: Mapping[str, Any] = {"error": reason, **({"parameters": named} if named else {}), **more}
    return JSONResponse(answer, status, headers=NO_STORE)


def has(request: Request, tag: str) -> bool:
    """Whether the client's copy has a validator already."""
    tags = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    return tag in tags or "*" in tags
