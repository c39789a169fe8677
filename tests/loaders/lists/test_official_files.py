"""The real files, as published: every one is read in full, with the count its description gives, and nothing left over.

``TRACKER_TEST_LISTS`` names their folder; none of them is part of the project.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from datasets.names import ALIKE, script_of, similarity
from loaders.cli import main
from loaders.lists.errors import ListError
from loaders.lists.registry import LISTS

pytestmark = pytest.mark.official_lists

# List, file or folder, live entries, deletion notices.
FILES: Final = (
    ("us-ofac-sdn", "us/sdn-csv/2019-01", 7_379, 0),
    ("us-ofac-sdn", "us/sdn-csv/2021-07", 8_976, 0),
    ("us-ofac-cons", "us/consolidated-xml/2020-12-14", 376, 0),
    ("us-ofac-cons", "us/consolidated-xml/2021-06-03", 446, 0),
    ("us-ofac-cons", "us/consolidated-xml/2022-02-22", 444, 0),
    ("us-ofac-cons", "us/consolidated-xml/2022-02-24", 462, 0),
    ("us-ofac-cons", "us/consolidated-xml/2022-04-06", 450, 0),
    ("us-ofac-cons", "us/consolidated-xml/2022-04-29", 449, 0),
    ("us-ofac-cons", "us/consolidated-xml/2022-12-15", 447, 0),
    ("us-ofac-cons", "us/cons-advanced-xml/2020-03-17", 375, 0),
    ("us-ofac-cons", "us/cons-enhanced-xml/2025-01-10", 443, 0),
    ("us-ofac-cons", "us/cons-csv/2025-12", 442, 0),
    ("us-csl", "us/csl-csv/2022-05", 14_160, 0),
    ("eu-fsf", "eu/fsf-xml-excerpt/2020-04-15", 7, 0),
    # One more than its description counts: row 12 of sheet 16 has its English name in the next column.
    ("jp-mof", "jp/mof-asset-freeze-xlsx/2026-03-05", 2_862, 598),
    ("jp-mof", "jp/mof-asset-freeze-csv-excerpt/2026-08-28", 12, 0),
    ("jp-meti-eul", "jp/meti-end-user-list-xlsx/2025-09-29", 835, 0),
    ("jp-meti-export-ban", "jp/meti-export-ban-pdf/2025-09-12/list_russia_tokutei.pdf", 561, 0),
    ("jp-meti-export-ban", "jp/meti-export-ban-pdf/2025-09-12/list_daisangoku_tokutei.pdf", 56, 0),
    ("jp-meti-export-ban", "jp/meti-export-ban-pdf/2025-09-12", 617, 0),
    ("un-sc", "un/consolidated-xml/2018-10-29", 1_093, 0),
    ("un-sc", "un/consolidated-xml/2020-09-14", 1_017, 0),
    ("un-sc", "un/consolidated-xml/2025-11-18", 1_000, 0),
)
FAILURES: Final = {
    "us-consolidated-zero-bytes.xml": ("us-ofac-cons", "empty"),
    "us-sdn-object-store-error.xml": ("us-ofac-sdn", "error page"),
    "eu-git-lfs-pointer.xml": ("eu-fsf", "Git LFS pointer"),
    "un-not-well-formed.xml": ("un-sc", "not well-formed"),
}


def folder() -> Path:
    """Where the real files lie."""
    return Path(os.environ["TRACKER_TEST_LISTS"])


@pytest.mark.parametrize(("list_name", "name", "live", "deleted"), FILES)
def test_every_record_is_read_and_every_field_consumed(list_name: str, name: str, live: int, deleted: int) -> None:
    reading = LISTS[list_name].read(folder() / name)
    for entry in reading:
        assert entry.entry_id
        assert entry.raw
        assert entry.names or entry.delisted
    assert (reading.count, reading.deleted) == (live, deleted)
    assert not reading.leftovers


@pytest.mark.parametrize(("name", "expected"), FAILURES.items())
def test_real_failures_are_refused(name: str, expected: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    list_name, word = expected
    assert main(["read", list_name, str(folder() / "failures" / name), "--format", "jsonl"]) == 1
    out, err = capsys.readouterr()
    assert not out
    assert err.count("\n") == 1
    assert word in err


def test_an_excerpt_that_declares_the_whole_is_refused() -> None:
    with pytest.raises(ListError, match="declares 8,197 records and holds 8"):
        list(LISTS["us-ofac-sdn"].read(folder() / "us/sdn-xml-excerpt/2020-04-22"))


def test_the_dprk_regime_of_the_security_council_is_whole() -> None:
    entries = list(LISTS["un-sc"].read(folder() / "un/consolidated-xml/2025-11-18"))
    dprk = [entry for entry in entries if entry.part == "DPRK"]
    assert len(dprk) == 155
    assert all(entry.nexus in {"dprk", "dprk_russia_evasion"} for entry in dprk)


def test_the_notice_of_may_2024_names_eleven_bodies_and_one_person() -> None:
    """The finance ministry's announcement of 24 May 2024: nine bodies of Russia, two of Cyprus, one person."""
    entries = LISTS["jp-mof"].read(folder() / "jp/mof-asset-freeze-xlsx/2026-03-05")
    war = [e for e in entries if e.nexus == "dprk_russia_war" and e.listed and e.listed.raw.startswith("2024.5.24")]
    assert Counter(entry.part for entry in war) == {"028": 9, "034": 2, "029": 1}


def test_the_same_list_in_two_forms_has_the_same_ids() -> None:
    root = folder() / "us"
    classic = {e.entry_id for e in LISTS["us-ofac-cons"].read(root / "consolidated-xml/2020-12-14")}
    advanced = {e.entry_id for e in LISTS["us-ofac-cons"].read(root / "cons-advanced-xml/2020-03-17")}
    assert len(classic & advanced) > 370


def test_korean_names_of_the_annex_find_their_spellings_on_other_lists() -> None:
    """A third party's parse of part of the annex: Hangul names must find the Latin ones of the United States' list."""
    with (folder() / "kr/fsc-notice-2026-2-names.csv").open(encoding="utf-8-sig", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert Counter(map(script_of, names)) == {"latin": 230, "hangul": 131, "cyrillic": 1}
    theirs = [
        entry.names[0].text
        for entry in LISTS["us-csl"].read(folder() / "us/csl-csv/2022-05")
        if entry.part == "SDN" and entry.kind == "person" and entry.nexus in {"dprk", "dprk_russia_evasion"}
    ]
    found = {
        name: max(theirs, key=lambda other: similarity(name, other))
        for name in ("리덕진", "박동석", "백종삼", "김만춘")
    }
    assert found == {
        "리덕진": "RI, Tok Jin", "박동석": "PAK, Tong Sok", "백종삼": "PAEK, Jong Sam", "김만춘": "KIM, Man Chun",
    }  # fmt: skip
    alike = [name for name in names if any(similarity(name, other) >= ALIKE for other in theirs)]
    assert len(alike) >= 25
