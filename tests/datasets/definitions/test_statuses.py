"""The word in captions: alleged, acknowledged in part, acknowledged — never more than the parties said."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from datasets.definitions.asof import known_on
from datasets.definitions.proof import statuses
from tests.datasets.definitions.builders import claim, one, world


def status(*rows: Any, day: str = "2025-12-31") -> str:
    return statuses(known_on(world(*rows), dt.date.fromisoformat(day)))["t"]


def admits(party: str, *elements: str, **given: Any) -> Any:
    key = f"{party}-{'-'.join(elements)}"
    return one("stances", **{"stance_id": key, "party_id": party, "stated": "2025-04-26", "stance": "confirm",
                             "transfer_ids": ["t"], "elements": list(elements) or None, **given})  # fmt: skip


def test_without_an_admission_a_transfer_is_alleged_however_well_shown() -> None:
    shown = claim("c", "2024-02-26", asserts=["use"], shows=["use"], evidence_access="independently_examined")
    assert status() == "alleged"
    assert status(shown) == "alleged"


@pytest.mark.parametrize("second", ["use", "receipt"])
def test_both_parties_contents_and_receipt_or_use_make_it_acknowledged(second: str) -> None:
    rows = [admits("ru-mfa", "contents", second), admits("kp-kcna", "contents", "use")]
    assert status(*rows) == "acknowledged"
    assert status(rows[0]) == "acknowledged_in_part"
    assert status(rows[1]) == "acknowledged_in_part"


@pytest.mark.parametrize(
    "elements", [("contents",), ("use",), ("movement",), ("use", "receipt"), ("contents", "movement")]
)
def test_less_than_contents_and_receipt_or_use_is_in_part(elements: tuple[str, ...]) -> None:
    assert status(admits("ru-mfa", *elements), admits("kp-kcna", "contents", "use")) == "acknowledged_in_part"


def test_elements_of_several_replies_of_one_party_add_up() -> None:
    rows = [admits("ru-mfa", "contents"), admits("ru-mfa", "use"), admits("kp-kcna", "contents", "receipt")]
    assert status(*rows) == "acknowledged"


@pytest.mark.parametrize("given", [
    {"stance": "non_denial"}, {"stance": "deny"}, {"scope": "general"}, {"party_role": "third_party"}, {"transfer_ids": ["other"]},
    {"withdrawn_on": "2025-06-01"}, {"elements": None},
])  # fmt: skip
def test_what_is_no_admission_of_this_transfer_leaves_it_alleged(given: dict[str, Any]) -> None:
    assert status(admits("ru-mfa", "contents", "use", **given)) == "alleged"


def test_a_government_that_is_no_party_admits_nothing_for_them() -> None:
    assert status(admits("us-state", "contents", "use")) == "alleged"


def test_a_partial_confirmation_counts_for_what_it_names() -> None:
    rows = [admits(p, "contents", "use", stance="partly_confirm") for p in ("ru-mfa", "kp-kcna")]
    assert status(*rows) == "acknowledged"


def test_a_later_denial_does_not_unsay_an_admission_and_before_it_the_transfer_was_alleged() -> None:
    rows = [admits("ru-mfa", "contents", "use"), admits("kp-kcna", "contents", "use", stated="2025-04-28"),
            admits("ru-mfa", stance="deny", stated="2025-06-01")]  # fmt: skip
    assert [status(*rows, day=day) for day in ("2025-04-25", "2025-04-26", "2025-04-27", "2025-04-28", "2025-07-01")] == [
        "alleged", "acknowledged_in_part", "acknowledged_in_part", "acknowledged", "acknowledged",
    ]  # fmt: skip
