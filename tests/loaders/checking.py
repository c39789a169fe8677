"""What a rule says of the mini facts with rows changed or added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loaders import checks
from loaders.curated import read_folder
from tests.loaders.facts import add, change, mini

if TYPE_CHECKING:
    from pathlib import Path

Rows = dict[str, list[dict[str, Any]]]

SUMMARY = {"summary_en": "Words of one row.", "summary_ja": "一行の文。", "summary_ko": "한 줄의 글."}
TITLE = {"title_en": "Title", "title_ja": "題名", "title_ko": "제목"}


def told(tmp_path: Path, rows: Rows | None = None, **changed: tuple[str, dict[str, Any]]) -> list[str]:
    """Problems as ``record: field: message`` of the mini facts with rows added and, per table, one record changed."""
    folder = mini(tmp_path)
    for table, new in (rows or {}).items():
        add(folder, table, *new)
    for table, (key, fields) in changed.items():
        change(folder, table, key, **fields)
    return [f"{p.record}: {p.field}: {p.message}" for p in checks.check(read_folder(folder))]


def claim(key: str, claimed: str, **given: Any) -> dict[str, Any]:
    """A claim on containers by the second claimant of the mini facts; without a number unless one is given."""
    row = {
        "claim_id": key, "transfer_id": "transfer-munitions", "claimant_id": "us-state", "attribution": "named_body",
        "claimed": claimed, "item": "munitions_containers", "stage": "shipped", "derivation": "original", "asserts": ["movement"],
        "evidence_access": "described", "source_ids": ["src-three"], "summary_en": f"Statement {key}.", "summary_ja": "声明。",
        "summary_ko": "성명.",
    }  # fmt: skip
    if "quantity_best" in given:
        number = {"unit": "containers", "measure_of": "cumulative", "hedge": "exact", "bounds_by": "claimant"}
        row |= number | {"quantity_text": str(given["quantity_best"])}
    return row | given
