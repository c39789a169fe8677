"""What must be refused: one clear line of our own error class, whatever the form of the list."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from loaders.cli import main
from loaders.lists import archives, tables
from loaders.lists.errors import ListError
from tests.loaders.lists.support import FIXTURES, FORMS, copy_of, opened

if TYPE_CHECKING:
    from collections.abc import Callable

XML_FORMS: Final = [form for form in FORMS if FORMS[form][1].endswith(".xml")]
CSV_FORMS: Final = [form for form in FORMS if "csv" in form]
TEXT: Final = [*XML_FORMS, *CSV_FORMS, "csl-json"]
PAGE: Final = b"<!DOCTYPE html>\n<html><head><title>Access denied</title></head><body>403</body></html>\n"
POINTER: Final = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
STORE_ERROR: Final = b"<?xml version='1.0' encoding='UTF-8'?><Error><Code>NoSuchKey</Code></Error>"


def main_file(path: Path) -> Path:
    """The file itself; of a CSV set the main one."""
    return path / "sdn.csv" if path.is_dir() else path


def refused(form: str, path: Path) -> str:
    """The message of the refusal; a reading that ends well is a failure."""
    with pytest.raises(ListError) as caught:
        list(opened(FORMS[form][0], path))
    message = str(caught.value)
    assert "\n" not in message
    assert str(path.parent) in message
    return message


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("content", [b"", b"\n", PAGE, POINTER, STORE_ERROR, b"\x00" * 512], ids=str)
def test_what_is_not_the_list_is_refused(form: str, content: bytes, tmp_path: Path) -> None:
    _, path = copy_of(form, tmp_path)
    main_file(path).write_bytes(content)
    refused(form, path)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("tenth", range(10))
def test_a_download_cut_at_a_tenth_is_refused_or_said_to_be_short(form: str, tenth: int, tmp_path: Path) -> None:
    """Only CSV has no end of its own: cut at a line it is read as far as it goes, cut in a line the cut is named."""
    list_name, path = copy_of(form, tmp_path)
    whole = [entry.entry_id for entry in opened(list_name, path)]
    file = main_file(path)
    content = file.read_bytes()
    file.write_bytes(content[: len(content) * tenth // 10])
    if form not in CSV_FORMS:
        refused(form, path)
        return
    try:
        reading = opened(list_name, path)
        read = [entry.entry_id for entry in reading]
    except ListError:
        return
    assert len(read) < len(whole)
    assert file.read_bytes().endswith(b"\n") or any("cut short" in notice for notice in reading.notices)


@pytest.mark.parametrize("form", TEXT)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32", "cp037"])
def test_another_encoding_is_refused(form: str, encoding: str, tmp_path: Path) -> None:
    _, path = copy_of(form, tmp_path)
    file = main_file(path)
    file.write_bytes(file.read_text(encoding="utf-8-sig").encode(encoding, "replace"))
    refused(form, path)


@pytest.mark.parametrize("form", XML_FORMS)
def test_xml_that_says_its_encoding_is_read_in_it(form: str, tmp_path: Path) -> None:
    list_name, path = copy_of(form, tmp_path)
    before = list(opened(list_name, path))
    path.write_bytes(path.read_text(encoding="utf-8-sig").replace("UTF-8", "UTF-16", 1).encode("utf-16"))
    assert list(opened(list_name, path)) == before


@pytest.mark.parametrize("form", [form for form in TEXT if form != "ofac-csv"])
def test_broken_utf_8_is_refused(form: str, tmp_path: Path) -> None:
    _, path = copy_of(form, tmp_path)
    text = path.read_bytes()
    middle = next(i for i in range(len(text) // 2, len(text)) if chr(text[i]).isalpha())
    path.write_bytes(text[:middle] + b"\xff\xfe" + text[middle:])
    refused(form, path)


@pytest.mark.parametrize("form", XML_FORMS)
@pytest.mark.parametrize(
    "declaration",
    [
        "<!DOCTYPE list>",
        '<!DOCTYPE list [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE list [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
        '<!DOCTYPE list SYSTEM "http://127.0.0.1:9/list.dtd">',
        '<!DOCTYPE list [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>',
    ],
    ids=["plain", "file", "network", "dtd", "bomb"],
)
@pytest.mark.parametrize("padding", [0, 100_000], ids=["at-the-top", "far-down"])
def test_a_document_type_is_refused(form: str, declaration: str, padding: int, tmp_path: Path) -> None:
    _, path = copy_of(form, tmp_path)
    text = path.read_text(encoding="utf-8")
    head, _end, rest = text.partition("?>")
    path.write_text(f"{head}?><!--{' ' * padding}-->{declaration}{rest}", encoding="utf-8")
    assert "DOCTYPE" in refused(form, path)


@pytest.mark.parametrize("form", XML_FORMS)
def test_an_entity_without_a_definition_is_refused(form: str, tmp_path: Path) -> None:
    _, path = copy_of(form, tmp_path)
    text = path.read_text(encoding="utf-8")
    end = text.rindex("</")
    path.write_text(f"{text[:end]}&x;{text[end:]}", encoding="utf-8")
    refused(form, path)


@pytest.mark.parametrize("form", XML_FORMS)
def test_another_root_is_refused(form: str, tmp_path: Path) -> None:
    _, path = copy_of(form, tmp_path)
    path.write_text("<?xml version='1.0'?><other><record/></other>", encoding="utf-8")
    assert "root element" in refused(form, path)


@pytest.mark.parametrize(
    ("form", "column", "other"),
    [("csl-csv", "source,", "origin,"), ("eu-csv", "NameAlias_WholeName", "Name"), ("mof-csv", "告示日付", "日付")],
)
def test_a_missing_column_is_refused_by_name(form: str, column: str, other: str, tmp_path: Path) -> None:
    _, path = copy_of(form, tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(column, other, 1), encoding="utf-8")
    assert column.strip(",") in refused(form, path)


@pytest.mark.parametrize("form", ["csl-csv", "eu-csv", "mof-csv"])
def test_a_column_that_stands_twice_is_refused(form: str, tmp_path: Path) -> None:
    _, path = copy_of(form, tmp_path)
    head, _end, rest = path.read_text(encoding="utf-8").partition("\n")
    sign = ";" if form == "eu-csv" else ","
    first = head.rstrip("\r").lstrip("\ufeff").split(sign)[0]
    path.write_text(f"{head.rstrip()}{sign}{first}\n{rest}", encoding="utf-8")
    assert "twice" in refused(form, path)


def zipped(path: Path, members: dict[str, bytes], *, level: int = 6) -> Path:
    """A ZIP archive with those members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


ENHANCED: Final = (FIXTURES / "ofac/enhanced.xml").read_bytes()


def test_an_archive_with_the_one_file_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "sdn.zip", {"SDN_ENHANCED.XML": ENHANCED})
    assert [e.entry_id for e in opened("us-ofac-sdn", path)] == [
        e.entry_id for e in opened("us-ofac-sdn", FIXTURES / "ofac/enhanced.xml")
    ]


@pytest.mark.parametrize(
    ("members", "word"),
    [
        ({"../SDN_ENHANCED.XML": ENHANCED}, "leads elsewhere"),
        ({"/etc/SDN_ENHANCED.XML": ENHANCED}, "leads elsewhere"),
        ({"..\\SDN_ENHANCED.XML": ENHANCED}, "leads elsewhere"),
        ({"C:/SDN_ENHANCED.XML": ENHANCED}, "leads elsewhere"),
        ({"a.xml": ENHANCED, "b.xml": ENHANCED}, "must hold one"),
        ({"readme.txt": b"x"}, "must hold one"),
        ({"SDN.XML": b"<?xml version='1.0'?><s>" + b" " * 30_000_000 + b"</s>"}, "bomb"),
    ],
    ids=["up", "absolute", "backslash", "drive", "two", "none", "bomb"],
)
def test_tricks_of_archives_are_refused(members: dict[str, bytes], word: str, tmp_path: Path) -> None:
    path = zipped(tmp_path / "sdn.zip", members)
    assert word in refused("ofac-enhanced", path)


def test_a_nameless_member_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "sdn.zip", {"SDN.XML": ENHANCED})
    path.write_bytes(path.read_bytes().replace(b"SDN.XML", b"\0DN.XML"))
    assert "leads elsewhere" in refused("ofac-enhanced", path)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_is_refused_as_damage_and_a_fault_of_its_reader_is_not(method: int, tmp_path: Path) -> None:
    path = tmp_path / "sdn.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("SDN.XML", ENHANCED)
    with pytest.raises(ValueError, match="a fault"), archives.open_member(path, suffix=".xml"):
        raise ValueError("a fault of the reader")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))
    assert "broken ZIP" in refused("ofac-enhanced", path)


def test_an_archive_of_very_many_files_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "sdn.zip", {f"{n}.xml": b"" for n in range(archives.MAX_MEMBERS + 1)})
    assert "2,001 files" in refused("ofac-enhanced", path)


def test_a_member_larger_than_its_header_says_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "sdn.zip", {"SDN.XML": ENHANCED})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    refused("ofac-enhanced", path)


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sdn.zip"
    link = zipfile.ZipInfo("SDN.XML")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/hostname")
    assert "leads elsewhere" in refused("ofac-enhanced", path)


def test_a_gzip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (FIXTURES / "csl/csl.csv").read_bytes()
    path = tmp_path / "csl.csv.gz"
    path.write_bytes(gzip.compress(text + text.splitlines()[1] * 100))
    monkeypatch.setattr(tables, "GZIP_LIMIT", len(text))
    assert "bomb" in refused("csl-csv", path)


def test_a_workbook_with_a_document_type_in_a_part_is_refused(tmp_path: Path) -> None:
    _, path = copy_of("mof-xlsx", tmp_path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/workbook.xml"
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    head, _end, rest = parts[name].rpartition(b"?>")
    parts[name] = (head + b"?>" if head else b"") + bomb + rest
    zipped(path, parts)
    assert "DOCTYPE" in refused("mof-xlsx", path)


@pytest.mark.parametrize("form", ["ofac-classic", "ofac-enhanced", "ofac-advanced", "csl-csv", "eu-xml", "un-xml"])
def test_a_list_is_refused_under_another_name(form: str, tmp_path: Path) -> None:
    _, path = copy_of(form, tmp_path)
    others: dict[str, Callable[[], object]] = {
        name: lambda name=name: list(opened(name, path))  # type: ignore[misc]
        for name in ("us-csl", "eu-fsf", "jp-mof", "jp-meti-eul", "kr-fsc", "un-sc", "jp-meti-export-ban")
        if name != FORMS[form][0]
    }
    for read in others.values():
        with pytest.raises(ListError):
            read()


@pytest.mark.parametrize("form", FORMS)
def test_the_command_says_one_line_and_fails(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    list_name, path = copy_of(form, tmp_path)
    main_file(path).write_bytes(PAGE)
    assert main(["read", list_name, str(path), "--format", "jsonl"]) == 1
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith("tracker: ")
    assert err.count("\n") == 1


def test_a_device_is_no_file() -> None:
    for form in FORMS:
        with pytest.raises(ListError):
            list(opened(FORMS[form][0], Path("/dev/null")))
