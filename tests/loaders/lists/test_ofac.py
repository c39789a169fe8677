from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from loaders.lists.errors import ListError
from loaders.lists.ofac.labels import identifier, is_private
from tests.loaders.lists.support import FIXTURES, fixture, names, opened, read

if TYPE_CHECKING:
    from pathlib import Path

    from loaders.lists.entry import Kind

FORMS = ("ofac-classic", "ofac-enhanced", "ofac-advanced", "ofac-csv")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("entry_id", "kind", "programmes", "countries", "identifiers", "birth_years"),
    [
        ("12211", "person", ("DPRK",), (), (), (1947, 1946)),
        ("17084", "vessel", ("DPRK",), ("KP",), ("imo:8132835",), ()),
        ("19569", "entity", ("DPRK3",), ("KP",), ("company_imo:5878589",), ()),
        ("23516", "person", ("DPRK2",), ("RU", "KP"), (), (1970,)),
    ],
)
def test_every_form_says_the_same(
    *,
    form: str, entry_id: str, kind: Kind, programmes: tuple[str, ...], countries: tuple[str, ...],
    identifiers: tuple[str, ...], birth_years: tuple[int, ...],
) -> None:  # fmt: skip
    entry = fixture(form)[entry_id]
    assert (entry.kind, entry.programmes, entry.countries) == (kind, programmes, countries)
    assert tuple(map(str, entry.identifiers)) == identifiers
    assert entry.birth_years == birth_years
    assert {"12211": "KIM, Young-Cheol", "17084": "AP ROK GANG", "23516": "PAK, Gwang Hun"}.get(
        entry_id, entry.name
    ) in names(entry)


@pytest.mark.parametrize("form", FORMS)
def test_nexus_and_its_rule(form: str) -> None:
    entries = fixture(form)
    assert entries["23516"].nexus == "dprk_russia_evasion"
    assert entries["23516"].nexus_rule == "measure against the DPRK (DPRK2) and country RU"
    assert entries["19569"].nexus == "dprk"


@pytest.mark.parametrize("form", ["ofac-enhanced", "ofac-advanced"])
def test_listing_day_and_legal_basis(form: str) -> None:
    entry = fixture(form)["19569"]
    assert entry.listed is not None
    assert entry.listed.date is not None
    assert entry.listed.date.text == "2016-03-16"
    assert entry.legal_basis == ("Executive Order 13722 (North Korea)",)


def test_enhanced_keeps_the_name_in_its_own_script() -> None:
    hangul = [name for name in fixture("ofac-enhanced")["12211"].names if name.script == "hangul"]
    assert [(name.text, name.language) for name in hangul] == [("김영철", "ko")]


def test_enhanced_inside_a_zip_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "SDN_ENHANCED.ZIP"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(FIXTURES / "ofac/enhanced.xml", "SDN_ENHANCED.XML")
    assert read("us-ofac-sdn", path) == fixture("ofac-enhanced")


def test_spilled_remarks_are_joined_inside_the_word() -> None:
    entry = fixture("ofac-csv")["28263"]
    assert [(name.text, name.strength) for name in entry.names[1:]] == [
        ("tianyinyin0404", "weak"),
        ("snowsjohn", "weak"),
    ]
    assert str(entry.identifiers[0]) == "other:XBT 134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak"
    assert entry.programmes == ("DPRK3", "CYBER2")


def test_four_programmes_without_outer_brackets() -> None:
    assert fixture("ofac-csv")["4632"].programmes == ("IRAN", "SDGT", "IRGC", "IFSR")


def _csv_copy(folder: Path, *, leave: tuple[str, ...] = ()) -> Path:
    for file in (FIXTURES / "ofac/sdn-csv").iterdir():
        if file.name not in leave:
            (folder / file.name).write_bytes(file.read_bytes())
    return folder


def test_a_set_without_comments_or_addresses_is_read_with_a_notice(tmp_path: Path) -> None:
    reading = opened("us-ofac-sdn", _csv_copy(tmp_path, leave=("sdn_comments.csv", "add.csv")))
    assert len(list(reading)) == 7
    assert "the set has no add.csv; it is read without" in reading.notices
    assert "a remark is cut at 1,000 characters and its rest is missing" in reading.notices


def test_orphan_alias_and_address_rows_are_noticed(tmp_path: Path) -> None:
    folder = _csv_copy(tmp_path)
    alias = folder / "alt.csv"
    alias.write_bytes(b'99999,1,"aka","NOBODY",-0- \r\n' + alias.read_bytes())
    reading = opened("us-ofac-sdn", folder)
    assert len(list(reading)) == 7
    assert reading.examples["a row of alt.csv belongs to no record"] == ["99999"]


def test_a_repeated_id_is_noticed_and_kept(tmp_path: Path) -> None:
    folder = _csv_copy(tmp_path)
    main = folder / "sdn.csv"
    first = main.read_bytes().split(b"\r\n", 1)[0]
    main.write_bytes(first + b"\r\n" + main.read_bytes())
    reading = opened("us-ofac-sdn", folder)
    assert [entry.entry_id for entry in reading][:2] == ["12211", "12211"]
    assert reading.notices["an id stands more than once; every record is kept"] == 1


def test_the_end_mark_is_no_record_and_its_lack_is_noticed(tmp_path: Path) -> None:
    folder = _csv_copy(tmp_path)
    main = folder / "sdn.csv"
    main.write_bytes(main.read_bytes().removesuffix(b"\r\n\x1a"))
    reading = opened("us-ofac-sdn", folder)
    assert len(list(reading)) == 7
    assert reading.examples["the end mark (0x1A) is missing; the file may be cut short"] == ["sdn.csv"]


def test_an_extra_field_keeps_the_entry_and_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "sdn.xml"
    text = (FIXTURES / "ofac/classic.xml").read_text(encoding="utf-8")
    text = text.replace("<uid>17084</uid>", "<uid>17084</uid><newField>x</newField>")
    text = text.replace("<vesselType>", "<hullNumber>7</hullNumber><vesselType>").replace(
        "</sdnList>", "<news/></sdnList>"
    )
    path.write_text(text, encoding="utf-8")
    reading = opened("us-ofac-sdn", path)
    entries = {entry.entry_id: entry for entry in reading}
    assert len(entries) == 4
    assert set(entries["17084"].leftovers) == {"vesselInfo/hullNumber", "newField"}
    assert dict(reading.leftovers) == {"vesselInfo/hullNumber": 1, "newField": 1, "sdnList/news": 1}
    assert list(reading.report())[-1].startswith("leftovers: 3 (")


def test_the_other_list_is_refused() -> None:
    with pytest.raises(ListError, match="read it as us-ofac-sdn"):
        list(opened("us-ofac-cons", FIXTURES / "ofac/enhanced.xml"))


def test_a_side_file_alone_is_refused() -> None:
    with pytest.raises(ListError, match=r"not sdn\.csv"):
        opened("us-ofac-sdn", FIXTURES / "ofac/sdn-csv/alt.csv")


@pytest.mark.parametrize(
    ("label", "number", "kind", "kept"),
    [
        ("Vessel Registration Identification", "IMO 8132835", "vessel", "imo:8132835"),
        ("Vessel Registration Identification", "IMO 5878589", "entity", "company_imo:5878589"),
        ("Aircraft Tail Number", "P-532", "aircraft", "tail:P-532"),
        ("MMSI", "445 123 000", "vessel", "mmsi:445123000"),
        ("SWIFT/BIC", "DCBKKPPY", "entity", "swift:DCBKKPPY"),
        ("Tax ID No.", "7811489970", "entity", "tax:7811489970"),
        ("Tax ID No.", "7811489970", "person", None),
        ("Passport", "1", "person", None),
        ("Cedula No.", "1", "entity", None),
        ("Some New Passport Kind", "1", "entity", None),
        ("Digital Currency Address - TRX", "T9x", "person", "other:TRX T9x"),
        ("Gender", "Male", "person", None),
    ],
)
def test_identifiers_that_are_kept(label: str, number: str, kind: Kind, kept: str | None) -> None:
    found = identifier(label, number, kind)
    assert (str(found) if found else None) == kept
    assert not (kept and is_private(label, kind))
