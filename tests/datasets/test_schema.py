"""The contract holds together: keys, references, vocabularies, dates, and the order of public columns."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest

from datasets import vocabulary
from datasets.columns import ARROW, LANGUAGES, Column, curated, dated, key, plain, ref, text
from datasets.queries import results
from datasets.schema import CURATED, DERIVED, TABLES, references

ALL = {**TABLES, **{name: result.table for name, result in results.RESULTS.items()}}


@pytest.mark.parametrize("name", ALL)
def test_a_table_has_unique_columns_a_key_among_them_and_a_meaning_for_each(name: str) -> None:
    table = ALL[name]
    assert len(table.names) == len(set(table.names))
    assert table.key
    assert set(table.key) <= set(table.names)
    assert table.row
    for column in table.columns:
        assert column.meaning.strip().endswith((".", "…", ")")), column.name
        assert re.fullmatch(r"[a-z][a-z0-9_]*(_(US|EU|JP|KR))?|n_(US|EU|JP|KR)", column.name), column.name


@pytest.mark.parametrize("name", ALL)
def test_codes_have_a_vocabulary_that_exists_and_keys_a_table_that_exists(name: str) -> None:
    for column in ALL[name].columns:
        assert (column.vocabulary is not None) is (column.kind in {"code", "codes"}), column.name
        if column.vocabulary:
            assert vocabulary.codes(column.vocabulary)
        assert set(column.refers_to) <= set(TABLES)
        assert not column.refers_to or column.kind in {"id", "ids"}


@pytest.mark.parametrize("name", ALL)
def test_a_date_field_has_its_interval_in_order_and_a_period_is_one(name: str) -> None:
    table = ALL[name]
    for field in table.dates:
        place = table.names.index(field)
        assert table.names[place : place + 4] == (field, f"{field}_earliest", f"{field}_latest", f"{field}_basis")
        assert [table.columns[place + n].kind for n in range(4)] == ["text", "day", "day", "code"]
    if table.period:
        assert {f"{table.period}_earliest", f"{table.period}_latest"} <= set(table.names)
    assert table.public_day is None or table.public_day in table.dates


@pytest.mark.parametrize("name", [table.name for table in CURATED])
def test_a_curated_table_says_where_its_sources_come_from(name: str) -> None:
    declared = TABLES[name]
    has_sources = "source_ids" in declared.names
    assert has_sources is (declared.name not in {"sources", "coverage"})
    if has_sources:
        assert {"known_from", "known_from_why", "withdrawn_on", "withdrawn_why", "distinct_from", "notes"} <= set(
            declared.names
        )
    referred = {other.name for other in CURATED for c in references(other) if declared.name in c.refers_to}
    assert declared.sources_from != "referrers" or referred


@pytest.mark.parametrize("name", ALL)
def test_texts_in_languages_come_in_all_three(name: str) -> None:
    names = ALL[name].names
    stems = {n[:-3] for n in names if n.endswith(("_ja", "_ko"))}
    assert {f"{stem}_{language}" for stem in stems for language in LANGUAGES} <= set(names)


def test_the_codes_that_a_key_column_can_refer_to_are_whole_tables() -> None:
    for table in TABLES.values():
        for column in references(table):
            assert all(len(TABLES[other].key) == 1 for other in column.refers_to)


def test_downloads_of_claims_begin_with_how_a_quantity_must_be_read() -> None:
    assert TABLES["claims"].names[:2] == ("quantity_display", "additive")


def test_derived_and_curated_tables_are_apart_and_named_once() -> None:
    assert len(TABLES) == len(CURATED) + len(DERIVED)
    assert all(table.curated for table in CURATED)
    assert not any(table.curated for table in DERIVED)


def test_the_arrow_schema_follows_the_columns() -> None:
    for table in ALL.values():
        assert table.arrow.names == list(table.names)
        assert [field.type for field in table.arrow] == [ARROW[c.kind] for c in table.columns]
    assert TABLES["claims"].arrow.field("evidence").type == pa.list_(pa.string())


def test_a_declaration_finds_its_dates_and_key_by_itself() -> None:
    table = curated(
        "things", "a thing", text("shown", "Shown.", computed=True), key("thing_id"), dated("made", "Made.", later=True)
    )
    assert (table.key, table.dates, table.curated, table.period) == (("thing_id",), ("made",), True, None)
    assert "made_known_from" in table.names
    assert table.names[-1] == "notes"
    other = plain("ties", "a tie", ref("a", "things", "One."), ref("b", "things|others", "Other."), keys=("a", "b"))
    assert (other.key, other.column("b").refers_to) == (("a", "b"), ("things", "others"))
    with pytest.raises(KeyError, match="table ties has no column c"):
        other.column("c")


def test_a_column_of_each_kind_has_a_type() -> None:
    for kind in ARROW:
        assert Column(name="x", kind=kind, meaning="X.").arrow == ARROW[kind]
