"""The release in service: opened once, opened again when a build has replaced it."""

from __future__ import annotations

import gc
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasets import store
from datasets.columns import LANGUAGES
from datasets.definitions.derive import tables_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import narwhals.stable.v2 as nw

    from datasets.filters import Filters

    Tables = Mapping[str, nw.LazyFrame[Any]]

_LOCK = threading.Lock()
_opened: tuple[int, store.Release] | None = None


def release() -> store.Release:
    """The release in service.

    Raises:
        StoreError: If it cannot be opened; a release opened before stays in service while a new one is broken.
    """
    global _opened  # noqa: PLW0603 - one release a process, swapped under the lock
    try:
        stamp = (store.folder_of_release() / store.MANIFEST).stat().st_mtime_ns
    except OSError:
        stamp = -1
    if _opened is None or _opened[0] != stamp:
        with _LOCK:
            if _opened is None or _opened[0] != stamp:
                try:
                    _opened = (stamp, store.open_release())
                except store.StoreError:
                    if _opened is None:
                        raise
                    _opened = (stamp, _opened[1])
                # Tables and modules are permanent: later collections need not look at them.
                gc.collect()
                gc.freeze()
    return _opened[1]


class NoSuchReleaseError(store.StoreError):
    """A release that is not in the store."""


def release_of(wanted: str | None) -> store.Release:
    """A release by id: the one in service, or a kept one of the same store.

    Raises:
        NoSuchReleaseError: If it is not here.
        StoreError: If it cannot be opened.
    """
    current = release()
    if wanted in (None, current.id):
        return current
    kept = store.kept_releases(current.folder)
    if wanted not in kept:
        raise NoSuchReleaseError(f"release {wanted} is not here; there are {', '.join([current.id, *kept])}")
    return _kept(wanted, str(current.folder))


@lru_cache(maxsize=2)
def _kept(wanted: str, folder: str) -> store.Release:
    """A kept release, opened once."""
    return store.open_release(Path(folder), release=wanted)


def tables(filters: Filters) -> Tables:
    """Tables of the release that the state names, as of its day."""
    return tables_of(release_of(filters.release), filters.as_of)


@lru_cache(maxsize=2 * len(LANGUAGES))
def _names(release_id: str, language: str) -> Mapping[str, str]:  # noqa: ARG001 - the release is part of the key
    """Name in a language of every actor, place, transfer, trigger and package."""
    found: dict[str, str] = {}
    current = release()
    for table, key, column in (("actors", "actor_id", f"name_{language}"), ("places", "place_id", f"name_{language}"),
                               ("transfers", "transfer_id", f"title_{language}"), ("triggers", "trigger_id", f"title_{language}"),
                               ("packages", "package_id", f"title_{language}")):  # fmt: skip
        if table in current.frames:
            rows = store.rows(current.table(table).select(key, column))
            found |= {row[key]: row[column] for row in rows}
    return found


def names(language: str) -> Mapping[str, str]:
    """Name of every actor, place, transfer, trigger and package by key."""
    return _names(release().id, language)


@lru_cache(maxsize=2)
def _sources(release_id: str) -> Mapping[str, Mapping[str, Any]]:  # noqa: ARG001 - the release is part of the key
    """Every source by key."""
    return {row["source_id"]: row for row in store.rows(release().table("sources"))}


def sources() -> Mapping[str, Mapping[str, Any]]:
    """Every source by key."""
    return _sources(release().id)


def triggers(filters: Filters) -> dict[str, str]:
    """Title of every trigger in the language of the page, in the order of their days."""
    current = tables(filters)
    lags = store.collect(current["lags"].select("trigger_id", "trigger_latest").sort("trigger_latest", "trigger_id"))
    days: dict[str, Any] = {}
    for key, day in lags.iter_rows():
        days[key] = min(filter(None, (days.get(key), day)), default=None)
    titles = {row["trigger_id"]: row[f"title_{filters.lang}"] for row in store.rows(current["triggers"])}
    order = sorted(titles, key=lambda k: (str(days.get(k)), k))
    return {key: f"{days[key]} {titles[key]}" if days.get(key) else titles[key] for key in order}
