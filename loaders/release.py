"""Keeping a release: only what the facts give, and only when every change since the one kept before has a reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from datasets import store
from loaders import paths, reasons
from loaders.build import digests
from loaders.curated import REASONS
from loaders.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from loaders.reasons import Recorded

MAX_SHOWN: Final = 200
MAX_WORDS: Final = 60


class ReleaseError(TrackerError):
    """The release is not kept."""


@dataclass(frozen=True)
class Kept:
    """A release that is kept.

    Attributes:
        release: Its id.
        previous: Id of the release it was compared with, if there is one.
        changes: Lines by table and reason.
    """

    release: str
    previous: str | None
    changes: Counter[tuple[str, str]]


def keep(*, curated: Path = paths.CURATED, lists: Path = paths.LISTS, out: Path = paths.TABLES) -> Kept:
    """Keep the built release, so that it stays addressable and later builds are compared with it.

    Nothing is written but the numbered copy of the manifest, whole and last.

    Raises:
        ReleaseError: If there is no whole release, the facts changed since it was built, a change has no reason, or a
            recorded reason is about nothing that changed.
        CuratedError: If the recorded reasons have errors.
    """
    try:
        release = store.open_release(out)
    except store.StoreError as error:
        raise ReleaseError(str(error)) from None
    if release.faults:
        raise ReleaseError(f"release {release.id} is not whole: {'; '.join(release.faults.values())}")
    previous = release.manifest.get("previous")
    _refuse_stale(release, curated, lists)
    rows = store.rows(release.table("changes").sort("change_id"))
    recorded = [one for one in reasons.read(curated) if one.since == previous]
    missing = [row for row in rows if row["reason"] is None]
    if missing:
        raise ReleaseError(_ask(missing, str(previous), curated))
    if idle := reasons.idle(rows, recorded):
        raise ReleaseError(_name(idle, str(previous)))
    try:
        store.keep_release(out)
    except store.StoreError as error:
        raise ReleaseError(str(error)) from None
    return Kept(release.id, previous, Counter((row["table"], row["reason"]) for row in rows))


def _refuse_stale(release: store.Release, curated: Path, lists: Path) -> None:
    """Fail unless the inputs are those that the release was built from."""
    before: dict[str, str] = release.manifest["inputs"]
    now = digests(curated, lists)
    built = {name: digest for name, digest in before.items() if name != "all" and not name.startswith(f"{store.KEPT}/")}
    given = {name: digest for name, digest in now.items() if name != "all"}
    if built != given:
        odd = sorted(name for name in {*built, *given} if built.get(name) != given.get(name))
        more = f" and {len(odd) - 3} more" if len(odd) > 3 else ""
        raise ReleaseError(
            f"release {release.id} was built from other facts ({', '.join(odd[:3])}{more}): run `tracker build` first"
        )


def _ask(missing: Sequence[dict[str, Any]], previous: str, curated: Path) -> str:
    """Which changes have no reason, as records that can be completed and pasted."""
    lines = [
        f"- {{table: {row['table']}, row_id: {_quoted(row['row_id'])}, field: {_quoted(row['field'])}, reason: , note: }}"
        f"  # {_short(row['old'])} → {_short(row['new'])}"
        for row in missing[:MAX_SHOWN]
    ]  # fmt: skip
    if len(missing) > MAX_SHOWN:
        lines.append(f"# … and {len(missing) - MAX_SHOWN} more")
    counts = ", ".join(f"{n} in {table}" for table, n in sorted(Counter(row["table"] for row in missing).items()))
    number = "1 change has" if len(missing) == 1 else f"{len(missing)} changes have"
    return (
        f"{number} no reason ({counts}); release {previous} stays the last one kept.\n"
        f"Say why in {curated.name}/{REASONS}/{previous}.yaml (without row_id or field a record is about every row "
        "or column), run `tracker build`, then `tracker release` again:\n" + "\n".join(lines)
    )


def _name(idle: Sequence[Recorded], previous: str) -> str:
    """Which recorded reasons are about nothing."""
    lines = [f"{one.place}: {' '.join(filter(None, (one.table, one.row_id, one.field)))}" for one in idle]
    return f"recorded reasons that no change since release {previous} needs; take them out:\n" + "\n".join(lines)


def _quoted(text: str) -> str:
    """A text as a YAML value inside a flow mapping."""
    return (
        text
        if text.replace("-", "").replace("_", "").replace(".", "").isalnum()
        else f"'{text.replace(chr(39), chr(39) * 2)}'"
    )


def _short(value: str | None) -> str:
    """A value in one short line."""
    if value is None:
        return "(none)"
    line = " ".join(value.split())
    return line if len(line) <= MAX_WORDS else f"{line[: MAX_WORDS - 1]}…"
