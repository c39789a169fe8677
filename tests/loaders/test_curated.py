"""Curated files: every error says file, line, record, field and what is allowed; nothing is typed by YAML."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from datasets import vocabulary
from loaders import curated
from loaders.curated import CuratedError, read_folder
from loaders.errors import TrackerError
from tests.conftest import MINI_FACTS
from tests.loaders.facts import PLACE, by_id, problems, write

if TYPE_CHECKING:
    from pathlib import Path

    from loaders.curated import Problem

CLAIM = """\
- claim_id: claim-x
  transfer_id: transfer-x
  claimant_id: actor-x
  attribution: document
  claimed: 2024-02-26
  item: other
  stage: shipped
  derivation: unknown
  asserts: [movement]
  evidence_access: none_given
  summary_en: A
  summary_ja: あ
  summary_ko: 가
"""


def only(folder: Path) -> Problem:
    """The one thing that is wrong."""
    (problem,) = problems(folder)
    return problem


def with_line(line: str, base: str = PLACE) -> str:
    """A record with one line more, its last."""
    return base + f"  {line}\n"


def test_norway_stays_text(tmp_path: Path) -> None:
    write(tmp_path, "places", PLACE)
    (record,) = read_folder(tmp_path)
    assert record.row["country"] == "NO"
    assert (record.table, record.id, record.file, record.line, record.lines["country"]) == (
        "places",
        "place-narvik",
        "places/f.yaml",
        1,
        6,
    )


def test_every_scalar_is_read_by_its_column_and_not_by_its_looks(tmp_path: Path) -> None:
    write(
        tmp_path,
        "places",
        PLACE.replace("Narvik", "2024-05-01") + "  latitude: 68.42\n  longitude: -17\n  notes: 007\n",
    )
    row = read_folder(tmp_path)[0].row
    assert (row["name_en"], row["notes"]) == ("2024-05-01", "007")
    assert (row["latitude"], row["longitude"]) == (68.42, -17.0)
    assert isinstance(row["longitude"], float)


@pytest.mark.parametrize(
    "word", ["null", "~", "Null", "yes", "Yes", "no", "No", "none", "n/a", "unknown", "''", '""', ""]
)
def test_a_bare_word_that_says_nothing_is_refused_with_a_hint(tmp_path: Path, word: str) -> None:
    write(tmp_path, "places", with_line(f"notes: {word}"))
    problem = only(tmp_path)
    assert (problem.file, problem.line, problem.record, problem.field) == ("places/f.yaml", 7, "place-narvik", "notes")
    assert problem.message.endswith(
        "says nothing: leave the field out if it is unknown, or quote the word if it is meant"
    )


@pytest.mark.parametrize("word", ["null", "yes", "no", "none", "unknown", "-"])
def test_a_quoted_word_is_meant(tmp_path: Path, word: str) -> None:
    write(tmp_path, "places", with_line(f'notes: "{word}"'))
    assert read_folder(tmp_path)[0].row["notes"] == word


def test_a_bare_word_that_is_a_code_of_its_column_is_meant(tmp_path: Path) -> None:
    write(tmp_path, "claims", CLAIM)
    row = read_folder(tmp_path)[0].row
    assert (row["derivation"], row["asserts"]) == ("unknown", ["movement"])


def test_an_unknown_term_is_named_with_the_allowed_ones(tmp_path: Path) -> None:
    write(tmp_path, "places", PLACE.replace("kind: port", "kind: harbour"))
    problem = only(tmp_path)
    assert str(problem).startswith(
        "places/f.yaml:5: place-narvik: kind: 'harbour' is not in the vocabulary place_kind; allowed: "
    )
    assert all(code in problem.message for code in vocabulary.codes("place_kind"))


def test_an_unknown_term_in_a_list_is_named(tmp_path: Path) -> None:
    write(tmp_path, "claims", CLAIM.replace("[movement]", "[movement, arrival]"))
    assert "'arrival' is not in the vocabulary element; allowed: loading, movement" in only(tmp_path).message


def test_an_unknown_column_is_named_with_the_allowed_ones(tmp_path: Path) -> None:
    write(tmp_path, "places", with_line("lattitude: 68.42"))
    problem = only(tmp_path)
    assert (problem.line, problem.field) == (7, "lattitude")
    assert problem.message.startswith("no such column; allowed: place_id, name_en")
    assert "latitude" in problem.message


def test_children_are_named_among_the_allowed_columns(tmp_path: Path) -> None:
    write(tmp_path, "claims", with_line("part: x", CLAIM))
    assert only(tmp_path).message.endswith(", parts")


@pytest.mark.parametrize(("line", "base", "table"), [
    ("claimed_earliest: 2024-02-26", CLAIM, "claims"), ("quantity_display: many", CLAIM, "claims"), ("series_id: x", CLAIM, "claims"),
    ("direction: dprk_to_russia", CLAIM, "claims"), ("family_id: x", CLAIM, "claims"),
])  # fmt: skip
def test_a_computed_column_is_not_typed(tmp_path: Path, line: str, base: str, table: str) -> None:
    write(tmp_path, table, with_line(line, base))
    assert only(tmp_path).message == "is computed; leave it out"


def test_a_required_column_that_is_missing_is_named_with_its_meaning(tmp_path: Path) -> None:
    write(tmp_path, "places", PLACE.replace("  kind: port\n", ""))
    problem = only(tmp_path)
    assert (problem.line, problem.record, problem.field) == (1, "place-narvik", "kind")
    assert problem.message == "is required (Port, rail node, depot …)"


def test_a_record_without_key_is_still_named_by_its_line(tmp_path: Path) -> None:
    write(tmp_path, "places", PLACE + PLACE.replace("- place_id: place-narvik\n  name_en", "- name_en"))
    assert str(only(tmp_path)).startswith("places/f.yaml:7: (no id): place_id: is required")


@pytest.mark.parametrize(("line", "message"), [
    ("claimed: 2024-02-30", "names a day that does not exist"), ("claimed: 26 February 2024", "is not a date; allowed: 2024-02-26"),
    ("claimed: 2024-03/2024-02", "ends before it begins"), ("claimed: [2024]", "holds one value"),
    ("withdrawn_on: 2024-02", "is not one day; write it like 2024-02-26"), ("quantity_best: 6,700", "is no number"),
    ("quantity_best: 1e6", "is no number"), ("quantity_best: .5", "is no number"), ("known_from: soon", "is not a date"),
    ("relayed_by: New York Times", "is no id; allowed: lower-case"), ("relayed_by: Ministère", "is no id"),
    ("evidence: documents", "holds a list: write [a, b]"), ("evidence: []", "the list is empty: leave the field out"),
    ("evidence: [documents, documents]", "a value stands twice in the list"), ("evidence: [null]", "says nothing"),
    ("evidence: [[documents]]", "holds one value, not a list or mapping"), ("quantity_text: {a: b}", "holds one value"),
    ("place_ids: [Rajin]", "is no id"),
])  # fmt: skip
def test_a_value_that_its_column_does_not_allow_is_refused_with_what_it_allows(
    tmp_path: Path, line: str, message: str
) -> None:
    name = line.split(":", maxsplit=1)[0]
    base = CLAIM if name != "claimed" else CLAIM.replace("  claimed: 2024-02-26\n", "")
    write(tmp_path, "claims", with_line(line, base))
    problem = only(tmp_path)
    assert (problem.record, problem.field, problem.line) == ("claim-x", name, base.count("\n") + 1)
    assert message in problem.message


def test_whole_numbers_and_flags_are_strict(tmp_path: Path) -> None:
    write(tmp_path, "targets", "- {target_id: t, kind: person, name: X, birth_year: 1970.0}")
    assert "is no whole number" in only(tmp_path).message
    route = "- {route_id: r, name_en: A, name_ja: あ, name_ko: 가, mode: sea, place_ids: [a], is_schematic: %s}"
    write(tmp_path / "routes-only", "routes", route % "maybe")
    assert only(tmp_path / "routes-only").message == "'maybe' is neither true nor false"
    write(tmp_path / "routes-only", "routes", route % "false")
    assert read_folder(tmp_path / "routes-only")[0].row["is_schematic"] is False


def test_a_repeated_key_is_named_with_both_lines(tmp_path: Path) -> None:
    write(tmp_path, "places", with_line("kind: rail_node"))
    problem = only(tmp_path)
    assert (problem.line, problem.field, problem.message) == (7, "kind", "given twice, first in line 5; keep one")


@pytest.mark.parametrize(("content", "line", "message"), [
    (b"", 1, "the file is empty or no list; begin each record with '- '"), (b"# nothing yet\n", 1, "the file is empty"),
    (b"[]", 1, "the file is empty"), (b"place_id: p\n", 1, "no list"), (b"place\n", 1, "no list"),
    ("- 라진".encode("utf-16"), 1, "not UTF-8 text"), ("- place_id: 나진".encode("cp949"), 1, "not UTF-8 text (byte 12)"),
    (b"- place_id: p\n\tkind: port\n", 2, "not YAML"), (b"- place_id: 'p\n", 2, "not YAML"), (b"- a: b\n- a: [b\n", 3, "not YAML"),
    ("- place_id: 나진\n  notes: \"a\x01\"\n".encode(), 2, "not YAML: control characters are not allowed"),
    (b"- a: b\n---\n- a: b\n", 2, "another document"), (b"- a: *nobody\n", 1, "not YAML"),
    (b"- place\n", 1, "a record of places is a mapping of column: value"), (b"- [place]\n", 1, "is a mapping"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_named_with_its_line(
    tmp_path: Path, content: bytes, line: int, message: str
) -> None:
    write(tmp_path, "places", content)
    problem = only(tmp_path)
    assert (problem.file, problem.line) == ("places/f.yaml", line)
    assert message in problem.message


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    write(tmp_path, "places", b"\xef\xbb\xbf" + PLACE.encode())
    assert read_folder(tmp_path)[0].id == "place-narvik"


def test_every_problem_of_every_file_is_told_at_once_in_order_of_files(tmp_path: Path) -> None:
    write(tmp_path, "places", with_line("kind: rail_node").replace("NO", "null"), "b.yaml")
    write(tmp_path, "places", PLACE.replace("kind: port", "kind: harbour"), "a.yaml")
    write(tmp_path, "actors", b"")
    assert [(p.file, p.field) for p in problems(tmp_path)] == [
        ("actors/f.yaml", ""), ("places/a.yaml", "kind"), ("places/b.yaml", "country"), ("places/b.yaml", "kind"),
    ]  # fmt: skip


def test_the_error_is_one_message_for_a_person_and_says_that_nothing_was_built(tmp_path: Path) -> None:
    many = "".join(
        PLACE.replace("kind: port", "kind: harbour").replace("narvik", f"n{n}") for n in range(curated.MAX_SHOWN + 5)
    )
    write(tmp_path, "places", many)
    with pytest.raises(TrackerError) as error:
        read_folder(tmp_path)
    first, *lines = str(error.value).splitlines()
    assert first == "the curated facts have errors; nothing was built"
    assert len(lines) == curated.MAX_SHOWN + 1
    assert lines[-1] == "… and 5 more"


def test_a_folder_of_no_table_is_named_with_the_tables(tmp_path: Path) -> None:
    write(tmp_path, "rumours", PLACE)
    problem = only(tmp_path)
    assert problem.file == "rumours/f.yaml"
    assert problem.message.startswith("'rumours' is no curated table; allowed: sources, actors, places")
    write(tmp_path / "derived", "lags", PLACE)
    assert "is no curated table" in only(tmp_path / "derived").message


@pytest.mark.parametrize("made", [True, False])
def test_a_folder_without_facts_is_an_error_not_an_empty_success(tmp_path: Path, made: bool) -> None:
    folder = tmp_path / "curated"
    if made:
        folder.mkdir()
    with pytest.raises(CuratedError, match=r"holds no curated facts: no \.yaml file below it"):
        read_folder(folder)


def test_a_file_of_another_ending_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    write(tmp_path, "places", PLACE)
    write(tmp_path, "places", PLACE, "more.yml")
    assert str(only(tmp_path)) == "places/more.yml:1: is not read: name it .yaml"


def test_a_date_field_fills_its_interval_and_is_stated_unless_said_otherwise(tmp_path: Path) -> None:
    write(tmp_path, "claims", with_line("period_start: ../2024-01\n  period_start_basis: inferred", CLAIM))
    row = read_folder(tmp_path)[0].row
    assert (row["claimed"], row["claimed_earliest"], row["claimed_latest"]) == (
        "2024-02-26",
        dt.date(2024, 2, 26),
        dt.date(2024, 2, 26),
    )
    assert row["claimed_basis"] == "stated"
    assert (row["period_start_earliest"], row["period_start_latest"], row["period_start_basis"]) == (
        None,
        dt.date(2024, 1, 31),
        "inferred",
    )
    assert "period_end" not in row


def test_files_are_read_below_subfolders_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("2024/b.yaml", "2024/a.yaml", "2023/z.yaml"):
        write(tmp_path, "places", PLACE.replace("narvik", name[-6]), name)
    assert [record.file for record in read_folder(tmp_path)] == [
        "places/2023/z.yaml",
        "places/2024/a.yaml",
        "places/2024/b.yaml",
    ]


def test_the_mini_facts_are_read_whole() -> None:
    records = read_folder(MINI_FACTS)
    assert len(records) == len(by_id(records))
    assert {record.table for record in records} >= {
        "sources",
        "claims",
        "measures",
        "links",
        "announced_counts",
        "target_names",
    }
