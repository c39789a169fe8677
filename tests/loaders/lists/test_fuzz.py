"""Every reader on damaged files: it yields entries or refuses with its own error class, and nothing else."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.lists.errors import ListError
from loaders.lists.rows import to_json
from tests.loaders.lists.support import FORMS, copy_of, opened

SLOW: Final = {"ban-pdf"}  # a page of a PDF takes a tenth of a second
PIECES: Final = (
    b"", b"\x00", b"\xff\xfe", b"<", b"</", b"&#0;", b"&x;", b"<!DOCTYPE x>", b"<![CDATA[", b"]]>", b'"', b",", b";", b"\r", b"\n",
    b"-0- ", b"\x1a", b"{", b"]", b"null", b"1e999", b"\xe3\x80\x80", "令和".encode(), b"2024.13.45", b"=1+1", b"(", b" 0 R", b"stream",
)  # fmt: skip
Change = tuple[int, int, bytes]
CHANGES: Final = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 40), st.sampled_from(PIECES) | st.binary(max_size=6)),
    min_size=1,
    max_size=6,
)


@cache
def sound(form: str) -> tuple[str, str, bytes]:
    """List, file name and content of the sound file of a form; of a CSV set the main file."""
    with tempfile.TemporaryDirectory() as folder:
        list_name, path = copy_of(form, Path(folder))
        file = path / "sdn.csv" if path.is_dir() else path
        return list_name, file.name, file.read_bytes()


def damaged(content: bytes, changes: list[Change]) -> bytes:
    """Content with pieces cut out and put in; places are ten-thousandths of its length."""
    for place, cut, piece in changes:
        at = len(content) * place // 10_000
        content = content[:at] + piece + content[at + cut :]
    return content


def check(form: str, changes: list[Change]) -> None:
    """Read a damaged file; any other error than ours fails the test."""
    list_name, name, content = sound(form)
    with tempfile.TemporaryDirectory() as folder:
        _, path = copy_of(form, Path(folder))
        (path / name if path.is_dir() else path).write_bytes(damaged(content, changes))
        try:
            for entry in opened(list_name, path):
                assert entry.names or entry.delisted or entry.raw
                assert "\n" not in to_json(entry)
        except ListError as error:
            assert "\n" not in str(error)
            assert str(folder) in str(error)


@pytest.mark.parametrize("form", [form for form in FORMS if form not in SLOW])
@given(changes=CHANGES)
def test_a_damaged_file_is_read_or_refused(form: str, changes: list[Change]) -> None:
    check(form, changes)


@pytest.mark.parametrize(
    "changes", [[(tenth * 1_000 + 37, 25, piece)] for tenth in range(10) for piece in (b"", b"<< /Length 9 >>")]
)
def test_a_damaged_pdf_is_read_or_refused(changes: list[Change]) -> None:
    check("ban-pdf", changes)


@pytest.mark.soak
@pytest.mark.parametrize("form", FORMS)
@given(changes=CHANGES)
def test_a_damaged_file_is_read_or_refused_at_length(form: str, changes: list[Change]) -> None:
    check(form, changes)
