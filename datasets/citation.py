"""Citations that can be checked: what was shown, under which filters, of which release, with a digest of the rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlencode

from datasets import export
from datasets import filters as flt
from datasets.definitions.derive import tables_of
from datasets.queries import results

if TYPE_CHECKING:
    import datetime as dt

    from datasets import store
    from datasets.filters import Filters

PRODUCT: Final = "DPRK–Russia sanctions-response tracker"
_FORM: Final = re.compile(
    r"\[(?P<name>[a-z_]+)(?:\?(?P<query>[^\]\s]*))?\].*?release (?P<release>[0-9a-z-]+), (?P<rows>\d+) rows?, "
    r"sha256:(?P<digest>[0-9a-f]{64})",
    re.DOTALL,
)


class CitationError(ValueError):
    """A text that is no citation of ours, or names what is not there."""


@dataclass(frozen=True)
class Citation:
    """What a citation names.

    Attributes:
        name: Table or result.
        filters: Filters in force; what changes no rows is left out.
        release: Release id.
        rows: Number of rows.
        digest: sha256 of the raw CSV of these rows.
    """

    name: str
    filters: Filters
    release: str
    rows: int
    digest: str


def key(name: str, filters: Filters) -> str:
    """Table and filters as a citation and an address write them."""
    query = {k: v for k, v in flt.to_query(results.readable_part(filters, name)).items() if k not in flt.VIEW_ONLY}
    text = urlencode([(k, value) for k, values in query.items() for value in values])
    return f"{name}?{text}" if text else name


def cite(
    release: store.Release, name: str, filters: Filters, *, title: str, accessed: dt.date, address: str = ""
) -> str:
    """The citation of the rows of a view.

    Args:
        release: Release that is shown.
        name: Table or result.
        filters: The state; filters that the rows do not read are left out.
        title: What the figure or table is called.
        accessed: Day of access.
        address: Address of the view, if it has one.
    """
    shown = results.readable_part(filters, name)
    digest, rows = _digest(release, name, shown)
    as_of = f" As publicly known on {shown.as_of}." if shown.as_of else ""
    where = f" {address}" if address else ""
    count = f"{rows} row" if rows == 1 else f"{rows} rows"
    return (
        f"{PRODUCT}. {title} [{key(name, shown)}].{as_of} In: release {release.id}, {count}, sha256:{digest}. "
        f"Accessed {accessed}.{where}"
    )


def read(text: str) -> Citation:
    """Read a citation.

    Raises:
        CitationError: If the text has no table, release, number of rows and digest, or filters that are not understood.
    """
    found = _FORM.search(text)
    if not found:
        raise CitationError("this is no citation of ours: it needs [table?filters], release, rows and sha256")
    if found["name"] not in results.names():
        raise CitationError(f"there is no table {found['name']!r}; there are: {', '.join(results.names())}")
    filters, faults = flt.parse(parse_qs(found["query"] or "", keep_blank_values=True))
    if faults:
        odd = "; ".join(f"{f.name}={f.value} (allowed: {f.allowed[:80]})" for f in faults)
        raise CitationError(f"the citation has filters that are not understood: {odd}")
    return Citation(found["name"], filters, found["release"], int(found["rows"]), found["digest"])


def differences(release: store.Release, citation: Citation) -> list[str]:
    """What of a citation does not agree with a release; empty if all does."""
    found: list[str] = []
    if release.id != citation.release:
        return [f"the release is {release.id}, the citation names {citation.release}"]
    digest, rows = _digest(release, citation.name, citation.filters)
    if rows != citation.rows:
        found.append(f"the release gives {rows} rows, the citation names {citation.rows}")
    if digest != citation.digest:
        found.append(f"the rows have sha256 {digest}, the citation names {citation.digest}")
    return found


def _digest(release: store.Release, name: str, filters: Filters) -> tuple[str, int]:
    """Digest and number of rows, over the columns that the release itself holds: a contract may gain some later."""
    tables: Any = tables_of(release, filters.as_of)
    pieces = results.stream(tables, name, filters)
    held = release.held.get(name)
    return export.raw_digest(piece.select(held) for piece in pieces) if held else export.raw_digest(pieces)
