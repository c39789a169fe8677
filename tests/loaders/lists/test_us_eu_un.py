"""The screening list, the European Union's file and the Security Council's list: what is particular to each."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from loaders.lists.errors import ListError
from tests.loaders.lists.support import FIXTURES, copy_of, fixture, names, opened, read

if TYPE_CHECKING:
    from pathlib import Path


def changed(form: str, folder: Path, old: str, new: str) -> Path:
    """A copy of a fixture with one text replaced."""
    _, path = copy_of(form, folder)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_the_screening_list_is_read_packed_as_plain(tmp_path: Path) -> None:
    path = tmp_path / "consolidated.csv.gz"
    path.write_bytes(gzip.compress((FIXTURES / "csl/csl.csv").read_bytes()))
    assert list(opened("us-csl", path)) == list(opened("us-csl", FIXTURES / "csl/csl.csv"))


def test_the_screening_list_keeps_the_sub_list_and_one_id_in_two_of_them() -> None:
    entries = list(opened("us-csl", FIXTURES / "csl/csl.csv"))
    assert [entry.part for entry in entries if entry.entry_id == "34616"] == ["CAP", "SDN"]


def test_both_forms_of_the_screening_list_give_the_same_entries() -> None:
    table, records = fixture("csl-csv"), fixture("csl-json")
    for entry_id, entry in records.items():
        same = table[entry_id]
        assert (entry.names, entry.programmes, entry.identifiers) == (same.names, same.programmes, same.identifiers)


def test_a_new_column_of_the_screening_list_is_a_leftover(tmp_path: Path) -> None:
    _, path = copy_of("csl-csv", tmp_path)
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head + ",mood", *(row + ",calm" for row in rows)]) + "\n", encoding="utf-8")
    reading = opened("us-csl", path)
    assert len(list(reading)) == 5
    assert dict(reading.leftovers) == {"mood": 5}


def test_a_short_row_of_the_screening_list_is_refused_with_its_number(tmp_path: Path) -> None:
    _, path = copy_of("csl-csv", tmp_path)
    path.write_text(path.read_text(encoding="utf-8").rstrip().removesuffix(","), encoding="utf-8")
    with pytest.raises(ListError, match=r"record row 6: the row has \d+ cells"):
        list(opened("us-csl", path))


def test_both_forms_of_the_european_file_give_the_same_entries() -> None:
    xml, table = fixture("eu-xml"), fixture("eu-csv")
    assert list(xml) == list(table)
    for entry_id, entry in xml.items():
        same = table[entry_id]
        assert set(names(same)) <= set(names(entry))
        assert (entry.kind, entry.programmes, entry.countries) == (same.kind, same.programmes, same.countries)
        assert (entry.listed, entry.birth_years) == (same.listed, same.birth_years)


def test_the_european_programme_of_the_war_and_a_korean_national_make_the_nexus() -> None:
    entry = fixture("eu-xml")["EU.11738.1"]
    assert entry.nexus == "dprk_russia_war"
    assert entry.nexus_rule == "measure over Russia's war (UKR) and country KP"
    assert [name.strength for name in entry.names] == ["primary", "alias", "weak"]


def test_rows_of_one_european_entity_need_not_stand_together(tmp_path: Path) -> None:
    _, path = copy_of("eu-csv", tmp_path)
    before = read("eu-fsf", path)
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *rows[1:], rows[0]]) + "\n", encoding="utf-8")
    after = read("eu-fsf", path)
    assert set(after) == set(before)
    assert {i: set(names(e)) for i, e in after.items()} == {i: set(names(e)) for i, e in before.items()}


def test_the_european_day_comes_before_the_month(tmp_path: Path) -> None:
    reading = opened("eu-fsf", FIXTURES / "eu/fsf.csv")
    list(reading)
    assert reading.version is not None
    assert reading.version.text == "2026-08-05"


UN_NUMBER = "<REFERENCE_NUMBER>KPi.033</REFERENCE_NUMBER>"
UN_NAME = "<FIRST_NAME>RI</FIRST_NAME><SECOND_NAME>WON HO</SECOND_NAME>"


def test_a_record_without_a_reference_number_has_the_number_of_its_data(tmp_path: Path) -> None:
    path = changed("un-xml", tmp_path, UN_NUMBER, "")
    assert "6908555" in read("un-sc", path)
    path = changed("un-xml", tmp_path, UN_NUMBER, "")
    path.write_text(path.read_text(encoding="utf-8").replace("<DATAID>6908555</DATAID>", ""), encoding="utf-8")
    with pytest.raises(ListError, match="field REFERENCE_NUMBER: a record has no reference number"):
        list(opened("un-sc", path))


def test_a_record_without_a_name_is_refused_by_its_number(tmp_path: Path) -> None:
    path = changed("un-xml", tmp_path, UN_NAME, "")
    with pytest.raises(ListError, match=r"record KPi\.033, field FIRST_NAME: the record has no name"):
        list(opened("un-sc", path))


def test_a_european_record_without_reference_number_has_its_logical_id(tmp_path: Path) -> None:
    path = changed("eu-xml", tmp_path, 'euReferenceNumber="EU.11738.1"', "")
    assert list(read("eu-fsf", path))[1:] == ["EU.10362.2", "EU.4011.64"]


def test_security_council_years_between_are_both_kept_and_days_are_not() -> None:
    entry = fixture("un-xml")["KPi.066"]
    assert entry.birth_years == (1967, 1969)
    assert [name.strength for name in entry.names] == ["primary", "weak"]


def test_a_new_element_of_the_security_council_is_a_leftover(tmp_path: Path) -> None:
    path = changed("un-xml", tmp_path, "<DATAID>6908555</DATAID>", "<DATAID>6908555</DATAID><MOOD>calm</MOOD>")
    reading = opened("un-sc", path)
    entries = list(reading)
    assert len(entries) == 3
    assert dict(reading.leftovers) == {"MOOD": 1}
    assert entries[0].leftovers == ("MOOD",)


def test_the_firms_number_is_no_ships_number() -> None:
    assert [str(one) for one in fixture("un-xml")["KPe.055"].identifiers] == ["company_imo:5963351"]


def test_a_list_of_no_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "consolidated.xml"
    path.write_text(
        '<CONSOLIDATED_LIST dateGenerated="2025-11-18T23:00:09Z"><INDIVIDUALS/><ENTITIES/></CONSOLIDATED_LIST>',
        encoding="utf-8",
    )
    with pytest.raises(ListError, match="holds no record"):
        list(opened("un-sc", path))
