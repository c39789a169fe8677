"""ZIP archives from outside: opened only if they are what they say, never unpacked to disk."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Final

from loaders.lists.errors import ListError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES: Final = 1 << 30  # unpacked; the largest official file is about 150 MB
MAX_RATIO: Final = 200
MAX_MEMBERS: Final = 2_000
# What opening and reading a damaged member raises; no more: a fault of whoever reads it is not to be called damage.
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError, UnicodeError)


def check_archive(path: Path) -> list[zipfile.ZipInfo]:
    """The members of an archive, refused if it is broken, a bomb, or a trick with paths.

    Raises:
        ListError: With what is wrong.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (*_BROKEN, ValueError) as error:  # a ValueError of names and offsets in its directory
        raise ListError(f"it is a broken ZIP archive ({error}); it may be cut short", file=path) from None
    if len(members) > MAX_MEMBERS:
        raise ListError(f"the archive holds {len(members):,} files; refused", file=path)
    for member in members:
        _check_member(member, path)
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_BYTES or unpacked > MAX_RATIO * max(path.stat().st_size, 1 << 16):
        raise ListError(f"the archive would unpack to {unpacked:,} bytes; refused as a bomb", file=path)
    return members


def _check_member(member: zipfile.ZipInfo, path: Path) -> None:
    name = member.filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    is_link = (member.external_attr >> 16) & 0o170000 == 0o120000
    if not parts or ".." in parts or name.startswith(("/", "\\")) or ":" in name or is_link or "\x00" in name:
        raise ListError(f"the archive holds a path that leads elsewhere ({name!r}); refused", file=path)
    if member.flag_bits & 0x1:
        raise ListError("the archive is encrypted; refused", file=path)


@contextmanager
def open_member(path: Path, *, suffix: str) -> Iterator[IO[bytes]]:
    """The one file with that suffix (any case) inside an archive, as a stream.

    Raises:
        ListError: If there is none or more than one, or the archive is not safe.
    """
    members = [m for m in check_archive(path) if not m.is_dir()]
    wanted = [m for m in members if m.filename.casefold().endswith(suffix)]
    if len(wanted) != 1 or len(members) != 1:
        names = ", ".join(sorted(m.filename for m in members)[:5]) or "nothing"
        raise ListError(f"the archive must hold one {suffix} file and holds {names}", file=path)
    try:
        with zipfile.ZipFile(path) as archive, archive.open(wanted[0]) as member:
            yield member
    except _BROKEN as error:
        raise ListError(f"it is a broken ZIP archive ({error}); it may be cut short", file=path) from None
