"""Bringing lists up to date: fetch or take from disk, read whole, accept or refuse, keep, extract."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from loaders.archive import Archive, RawFile, State, raw_file, sweep
from loaders.errors import TrackerError
from loaders.fetch import Policy, Validators, fetch, page
from loaders.lists import shipped
from loaders.lists.acceptance import Version, refusal
from loaders.lists.discover import candidates, date_of
from loaders.lists.errors import ListError
from loaders.lists.extract import Watch, admitted_by, row, to_parquet
from loaders.lists.paths import visible
from loaders.lists.shipped import Shipped
from loaders.lists.sources import downloads, without_key
from loaders.paths import LISTS as FOLDER
from loaders.published_dates import published

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from datasets.dates import PartialDate
    from loaders.lists.reading import Reading
    from loaders.lists.registry import OfficialList

ACCEPTED, UNCHANGED, REFUSED, FAILED, ABSENT = "accepted", "unchanged", "refused", "failed", "absent"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one list.

    Attributes:
        list_name: Id of the list.
        result: ``accepted``, ``unchanged``, ``refused``, ``failed`` (not fetched) or ``absent`` (nothing on disk).
        detail: The reason, or the version and its counts.
        changed: Whether an extract was written.
    """

    list_name: str
    result: str
    detail: str
    changed: bool = False


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a refresh works with.

    Attributes:
        archive: Where raw files are kept.
        out: Folder of the extracts.
        watch: What the curated facts know.
        policy: Limits of downloads.
        now: Tells the time.
    """

    archive: Archive
    out: Path = FOLDER
    watch: Watch = field(default_factory=Watch)
    policy: Policy = field(default_factory=Policy)
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)


@dataclass(frozen=True, kw_only=True)
class Whole:
    """One version read in full: what the file says, its rows, and how many entries of which kind it holds."""

    reading: Reading
    rows: list[dict[str, Any]]
    kinds: dict[str, int]
    date: PartialDate | None
    basis: str
    raw: str | None


def from_network(one: OfficialList, desk: Desk) -> Outcome:
    """Fetch the newest copy of a list and decide on it."""
    state = desk.archive.state(one.list_name)
    held = desk.archive.folder(state)
    with desk.archive.staging(one.list_name) as folder:
        try:
            files = _fetched(one.list_name, folder, state if held else State(list_name=one.list_name), held, desk)
        except TrackerError as error:
            return _noted(state, Outcome(list_name=one.list_name, result=FAILED, detail=without_key(str(error))), desk)
        if files is None and held is not None:
            outcome = _decide(one, _subject(held), [RawFile(**fields) for fields in state.files], desk, state=state)
        else:
            outcome = _decide(one, _subject(folder), files or [], desk, state=state, retrieved=desk.now().date())
    return _noted(state, outcome, desk)


def from_folder(one: OfficialList, paths: Sequence[Path], desk: Desk) -> Outcome:
    """Decide on copies of a list on disk, the newest first, until one is accepted; the older ones are left alone."""
    state = desk.archive.state(one.list_name)
    outcome = Outcome(list_name=one.list_name, result=ABSENT, detail="no copy of this list lies there")
    for path in paths:
        files = [raw_file(file) for file in _files(one, path)]
        outcome = _decide(one, path, files, desk, state=state)
        if outcome.result in (ACCEPTED, UNCHANGED):
            break
    return _noted(state, outcome, desk)


def refresh(wanted: Iterable[OfficialList], desk: Desk, *, folder: Path | None = None) -> list[Outcome]:
    """Refresh lists one after the other; a list that fails or is refused leaves the others and its old version alone.

    Raises:
        ArchiveError: If another refresh is running.
    """
    lists = list(wanted)
    with desk.archive.locked():
        sweep(desk.out)
        if folder is None:
            return [from_network(one, desk) for one in lists]
        found = candidates(folder, {one.list_name for one in lists})
        return [from_folder(one, found.get(one.list_name, []), desk) for one in lists]


def _fetched(list_name: str, folder: Path, state: State, held: Path | None, desk: Desk) -> list[RawFile] | None:
    """The files of the newest copy in a folder; ``None`` if none of them changed."""
    known = {fields["address"]: RawFile(**fields) for fields in state.files}
    files, changed = [], False
    for download in downloads(list_name, lambda address: page(address, folder, policy=desk.policy)):
        address = without_key(download.address)
        old = known.get(address)
        validators = Validators(etag=old.etag, last_modified=old.last_modified) if old else None
        brought = fetch(download.address, folder / download.name, policy=desk.policy, known=validators)
        if brought is None and old is not None and held is not None:
            (folder / download.name).write_bytes((held / old.name).read_bytes())
            files.append(old)
        elif brought is not None:
            changed = True
            files.append(RawFile(
                name=download.name, sha256=brought.sha256, bytes=brought.bytes, address=address,
                etag=brought.etag, last_modified=brought.last_modified,
            ))  # fmt: skip
    return files if changed or len(files) != len(known) else None


def _subject(folder: Path) -> Path:
    files = visible(folder)
    return files[0] if len(files) == 1 else folder


def _files(one: OfficialList, path: Path) -> list[Path]:
    """The files of one copy: itself, or those of its folder that belong to the set."""
    if path.is_file():
        return [path]
    suffixes = {"jp-meti-export-ban": (".pdf",), "kr-fsc": (".xml",)}.get(one.list_name, (".csv",))
    return [file for file in visible(path) if file.name.casefold().endswith(suffixes)]


def _decide(
    one: OfficialList,
    path: Path,
    files: Sequence[RawFile],
    desk: Desk,
    *,
    state: State,
    retrieved: dt.date | None = None,
) -> Outcome:
    """Read a copy whole, accept or refuse it, and put it into service."""
    last = shipped.current(one.list_name, desk.out)
    try:
        whole = _whole(one, path, files, desk.watch)
        new = Version(date=whole.date, count=whole.reading.count)
        before = None if last is None or _same(files, last) else Version(date=last.date, count=last.count)
        reason = refusal(new, last=before, floor=one.floor)
    except ListError as error:
        return _refused(one, path, str(error), state, desk)
    if reason:
        return _refused(one, path, reason, state, desk)
    return _in_service(one, path, files, whole, desk, state=state, retrieved=retrieved, last=last)


def _in_service(
    one: OfficialList, path: Path, files: Sequence[RawFile], whole: Whole, desk: Desk, *,
    state: State, retrieved: dt.date | None, last: Shipped | None,
) -> Outcome:  # fmt: skip
    base = path.parent if path.is_file() else path
    kept = desk.archive.keep(one.list_name, [(base / raw.name, raw) for raw in files])
    same = last is not None and _same(files, last)
    version = _version(one, files, whole, retrieved=last.retrieved if same and last else _day(retrieved))
    content = to_parquet(whole.rows)
    about = {"title": one.title, "publisher": one.publisher, "page": one.page, "terms": one.terms}
    changed = shipped.publish(version, content, about=about, folder=desk.out)
    state.files, state.raw = [vars(raw) for raw in files], kept.name
    detail = f"version {version.version or 'undated'}: {version.count:,} entries, {version.admitted:,} in the extract"
    return Outcome(list_name=one.list_name, result=UNCHANGED if same else ACCEPTED, detail=detail, changed=changed)


def _whole(one: OfficialList, path: Path, files: Sequence[RawFile], watch: Watch) -> Whole:
    """Read every entry; those that a rule admits become rows."""
    reading = one.read(path)
    admitted, kinds = [], Counter[str]()
    for entry in reading:
        if entry.names:
            kinds[entry.kind or "unknown"] += 1
        rule = admitted_by(entry, watch)
        if rule:
            admitted.append((entry, rule))
    date, basis, raw = _date(reading, path, files)
    rows = [row(entry, jurisdiction=one.jurisdiction, rule=rule, version=date, basis=basis) for entry, rule in admitted]
    return Whole(reading=reading, rows=rows, kinds=dict(sorted(kinds.items())), date=date, basis=basis, raw=raw)


def _date(reading: Reading, path: Path, files: Sequence[RawFile]) -> tuple[PartialDate | None, str, str | None]:
    """Date of a copy: what it states, else its name or folder, else what the server said."""
    if reading.version is not None:
        return reading.version, "stated", reading.version_raw
    raw, date = date_of(path)
    if date is not None:
        return date, "inferred", raw
    newest = max((one.last_modified or "" for one in files), key=lambda text: str(_http_day(text)), default="")
    return _http_day(newest), "inferred", newest or None


def _http_day(text: str) -> PartialDate | None:
    """Day of a ``Last-Modified`` header: ``Wed, 01 Jul 2026 09:00:00 GMT``."""
    parts = text.split()
    return published(" ".join(parts[1:4])) if len(parts) == 6 else None


def _version(one: OfficialList, files: Sequence[RawFile], whole: Whole, *, retrieved: str | None) -> Shipped:
    content = to_parquet(whole.rows)
    text = whole.date.text if whole.date else None
    name = shipped.extract_name(one.list_name, text, content)
    return Shipped(
        list_name=one.list_name, version=text, version_basis=whole.basis, version_raw=whole.raw, count=whole.reading.count,
        deleted=whole.reading.deleted, declared=whole.reading.declared, kinds=whole.kinds, admitted=len(whole.rows),
        extract=name, extract_sha256=shipped.digest(content), retrieved=retrieved,
        files=[{"name": f.name, "sha256": f.sha256, "bytes": f.bytes, "address": f.address} for f in files],
        leftovers=dict(sorted(whole.reading.leftovers.items())), notices=dict(sorted(whole.reading.notices.items())),
    )  # fmt: skip


def _refused(one: OfficialList, path: Path, reason: str, state: State, desk: Desk) -> Outcome:
    date = date_of(path)[1]
    state.refusals.append({"at": _at(desk), "version": date.text if date else path.name, "reason": reason})
    return Outcome(list_name=one.list_name, result=REFUSED, detail=reason)


def _noted(state: State, outcome: Outcome, desk: Desk) -> Outcome:
    state.checks.append({"at": _at(desk), "result": outcome.result, "detail": outcome.detail})
    desk.archive.save(state)
    return outcome


def _same(files: Sequence[RawFile], version: Shipped) -> bool:
    """Whether a version was made of these files."""
    return {one.sha256 for one in files} == {fields["sha256"] for fields in version.files}


def _day(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


def _at(desk: Desk) -> str:
    return desk.now().isoformat(timespec="seconds")


RESULTS: Final = (ACCEPTED, UNCHANGED, REFUSED, FAILED, ABSENT)
