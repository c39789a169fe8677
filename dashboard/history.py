"""The releases of the store: the one in service and those kept before, with what changed in each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from dashboard import address, data
from dashboard.text import label, t
from datasets import store

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import polars as pl

    from datasets.filters import Filters

MANIFESTS_HELD = 64


@dataclass(frozen=True)
class Past:
    """One release.

    Attributes:
        id: Its id.
        day: Its day.
        through: Day through which announcements were checked.
        rows: Rows by table.
        previous: Release that it was compared with, if any.
        is_in_service: Whether it is the one that pages show unless asked otherwise.
        is_kept: Whether later builds leave it.
        folder: Where it lies.
    """

    id: str
    day: dt.date
    through: str
    rows: Mapping[str, int]
    previous: str | None
    is_in_service: bool
    is_kept: bool
    folder: Path

    @property
    def state(self) -> str:
        """Its standing in words."""
        held = {"in_service": self.is_in_service, "kept": self.is_kept}
        return ", ".join(t(f"changes.{name}") for name, holds in held.items() if holds)

    @property
    def total(self) -> int:
        """Rows of all tables, the changes apart."""
        return sum(number for name, number in self.rows.items() if name != "changes")

    def changes(self) -> pl.DataFrame:
        """Its table ``changes``.

        Raises:
            StoreError: If it cannot be read.
        """
        return _changes(str(self.folder), self.id, is_kept=not self.is_in_service)


def releases() -> list[Past]:
    """The release in service, then the kept ones, last kept first; a kept one that cannot be read is left out.

    Raises:
        StoreError: If there is none in service.
    """
    current = data.release()
    kept = store.kept_releases(current.folder)
    found = [_past(current.manifest, current.folder, is_in_service=True, is_kept=current.id in kept)]
    for release in kept:
        try:
            manifest = _manifest(str(current.folder), release)
        except store.StoreError:
            continue
        if release != current.id:
            found.append(_past(manifest, current.folder, is_in_service=False, is_kept=True))
    return found


def _past(manifest: Mapping[str, Any], folder: Path, *, is_in_service: bool, is_kept: bool) -> Past:
    release = store.Release(folder, dict(manifest), "", {}, {})
    return Past(release.id, release.day, str(manifest["data_through"]), release.rows, manifest.get("previous"),
                is_in_service, is_kept, folder)  # fmt: skip


@lru_cache(maxsize=MANIFESTS_HELD)
def _manifest(folder: str, release: str) -> dict[str, Any]:
    """Manifest of a kept release, which never changes."""
    return store.read_manifest(Path(folder), release)


@lru_cache(maxsize=MANIFESTS_HELD)
def _changes(folder: str, release: str, *, is_kept: bool) -> pl.DataFrame:
    """Changes of a release; its id names its content."""
    return store.table_of(Path(folder), "changes", release if is_kept else None)


def reasons(found: pl.DataFrame) -> str:
    """How many changes each reason has, in words."""
    counts = Counter(found["reason"].to_list())
    order = sorted(counts, key=lambda reason: (-counts[reason], str(reason)))
    return ", ".join(f"{reason_label(reason)} {counts[reason]:,}" for reason in order)


def reason_label(reason: str | None) -> str:
    """Label of a reason; of none, that it is still to be given."""
    return label("change_reason", reason) if reason else t("changes.open")


def links() -> str:
    """Links to every other release than the one shown, as kept; empty if there is none."""
    filters = address.current()
    shown = data.release_of(filters.release).id
    others = (one for one in releases() if one.id != shown)
    made = " · ".join(f"[{one.id}](changes?{urlencode(_asked(one, filters))})" for one in others)
    return t("changes.open_release", links=made) if made else ""


def _asked(one: Past, filters: Filters) -> dict[str, str]:
    """Parameters of the page of a release."""
    return {
        **({} if one.is_in_service else {"release": one.id}),
        **({} if filters.lang == "en" else {"lang": filters.lang}),
    }
