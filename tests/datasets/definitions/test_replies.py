"""What each party says of each transfer: its last reply about it, else its last general one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from datasets.definitions.asof import known_on
from datasets.definitions.replies import replies
from tests.datasets.definitions.builders import claim, one, world

CLAIM = claim("c", "2024-02-26")
TRANSFERS = (
    one("transfers", transfer_id="t"),
    one("transfers", transfer_id="oil", direction="russia_to_dprk", category="refined_oil"),
)


def reply(stance_id: str, stated: str, **given: Any) -> tuple[str, Any]:
    """A reply of Moscow, general unless a test says otherwise."""
    return one("stances", stance_id=stance_id, stated=stated, **{"scope": "general", **given})


def about(stance_id: str, stated: str, **given: Any) -> tuple[str, Any]:
    """A reply of Moscow about transfer ``t``."""
    return reply(stance_id, stated, **{"scope": "transfer", "transfer_ids": ["t"], **given})


def said(*made: tuple[str, Any], transfer: str = "t", country: str = "RU") -> tuple[str, bool] | None:
    """The reply told of a country about a transfer, and whether it is general; ``None`` if there is none."""
    rows = [
        r for r in replies(world(CLAIM, *TRANSFERS, *made)) if (r["transfer_id"], r["country"]) == (transfer, country)
    ]
    assert len(rows) <= 1
    return (rows[0]["stance_id"], rows[0]["is_general"]) if rows else None


def test_a_reply_about_the_transfer_is_told_as_such() -> None:
    (found,) = replies(world(CLAIM, TRANSFERS[0], about("s", "2024-03-01", stance="deny")))
    assert found == {
        "transfer_id": "t",
        "country": "RU",
        "stance": "deny",
        "stance_id": "s",
        "stated": "2024-03-01",
        "is_general": False,
    }


def test_the_last_of_several_replies_wins_whatever_the_order() -> None:
    made = [about("old", "2024-03-01"), about("new", "2024-06-01", stance="confirm"), about("mid", "2024-04-01")]
    assert said(*made) == said(*made[::-1]) == ("new", False)


def test_of_one_day_the_greater_key_is_the_last() -> None:
    assert said(about("b", "2024-06-01"), about("a", "2024-06-01")) == ("b", False)


def test_a_later_general_reply_does_not_take_the_place_of_one_about_the_transfer() -> None:
    assert said(about("own", "2024-03-01"), reply("general", "2024-09-01")) == ("own", False)
    assert said(reply("general", "2024-03-01"), about("own", "2024-09-01")) == ("own", False)


def test_without_a_reply_about_it_the_last_general_one_is_told_as_general() -> None:
    assert said(reply("s1", "2022-09-22"), reply("s2", "2024-05-01")) == ("s2", True)


@pytest.mark.parametrize(("stated", "is_general"), [
    ("2024-02-25", True), ("2024-02-26", False), ("2024-02-27", False), ("2024-02", False), ("2024-01", True),
])  # fmt: skip
def test_a_reply_before_the_first_claim_is_told_as_general(stated: str, is_general: bool) -> None:
    assert said(about("s", stated)) == ("s", is_general)


def test_after_the_first_of_several_claims_is_enough() -> None:
    assert said(about("s", "2024-03-01"), claim("later", "2024-05-01")) == ("s", False)


def test_where_nobody_has_claimed_yet_a_reply_about_the_transfer_is_about_it() -> None:
    assert said(about("s", "2024-01-01", transfer_ids=["oil"]), transfer="oil") == ("s", False)


@pytest.mark.parametrize(("given", "expected"), [
    ({"scope": "category", "categories": ["artillery_ammunition"], "direction": "dprk_to_russia"}, ("s", False)),
    ({"scope": "category", "categories": ["artillery_ammunition"]}, ("s", False)),
    ({"scope": "category", "categories": ["artillery_ammunition"], "direction": "russia_to_dprk"}, None),
    ({"scope": "category", "categories": ["troops", "workers"], "direction": "dprk_to_russia"}, None),
    ({"scope": "category", "categories": ["troops", "artillery_ammunition"]}, ("s", False)),
    ({"scope": "transfer", "transfer_ids": ["oil"]}, None),
    ({"scope": "transfer", "transfer_ids": ["oil", "t"]}, ("s", False)),
    ({"scope": "claim", "claim_ids": ["c"]}, ("s", False)),
    ({"scope": "claim", "claim_ids": ["not-there"]}, None),
    ({"scope": "general"}, ("s", True)), ({"scope": "general", "direction": "dprk_to_russia"}, ("s", True)),
    ({"scope": "general", "direction": "russia_to_dprk"}, None),
    ({"scope": "general", "transfer_ids": ["t"]}, ("s", True)),
])  # fmt: skip
def test_a_reply_counts_where_its_scope_category_and_direction_reach(
    given: dict[str, Any], expected: tuple[str, bool] | None
) -> None:
    assert said(reply("s", "2024-03-01", **given)) == expected


def test_a_denial_of_one_category_is_no_general_denial_of_another() -> None:
    made = (reply("s", "2024-03-01", scope="category", categories=["troops"]), reply("g", "2022-09-22"))
    assert said(*made) == ("g", True)
    assert said(*made, transfer="oil") == ("g", True)


def test_a_reply_of_a_category_before_the_first_claim_is_told_as_general() -> None:
    made = reply("s", "2024-01-01", scope="category", categories=["artillery_ammunition"])
    assert said(made) == ("s", True)


def test_each_country_is_told_by_itself_whoever_of_it_speaks() -> None:
    made = (
        about("ru", "2024-03-01"),
        about("kp", "2024-03-02", party_id="kp-kcna"),
        about("us", "2024-03-03", party_id="us-state"),
    )
    assert [said(*made, country=c) for c in ("RU", "KP", "US")] == [("ru", False), ("kp", False), ("us", False)]


def test_a_voice_without_a_country_is_no_party() -> None:
    assert replies(world(CLAIM, TRANSFERS[0], about("s", "2024-03-01", party_id="g7"))) == []


def test_a_reply_of_an_open_day_is_told() -> None:
    assert said(about("s", "2024-03-01/..")) == ("s", False)


def test_an_earlier_day_tells_what_was_the_last_reply_then() -> None:
    made = world(
        CLAIM, TRANSFERS[0], reply("general", "2022-09-22"), about("deny", "2024-03-01"), about("admit", "2025-04-26")
    )
    told = {}
    for day in ("2022-12-31", "2024-02-27", "2024-12-31", "2025-12-31"):
        rows = replies(known_on(made, dt.date.fromisoformat(day)))
        told[day] = [(r["stance_id"], r["is_general"]) for r in rows]
    assert told == {
        "2022-12-31": [("general", True)], "2024-02-27": [("general", True)], "2024-12-31": [("deny", False)],
        "2025-12-31": [("admit", False)],
    }  # fmt: skip
