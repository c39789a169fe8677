"""The mirrored timeline: one row a dated thing, oldest first, filters applied to the lanes that have a column for them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from datasets.definitions.derive import tables_of
from datasets.filters import Filters
from datasets.queries import rows, timeline

if TYPE_CHECKING:
    import polars as pl

    from datasets import store


def lanes(found: pl.DataFrame) -> dict[str, int]:
    return dict(Counter(found["lane"]))


def test_every_shown_claim_event_and_measure_stands_once(rich_release: store.Release) -> None:
    world = tables_of(rich_release, None)
    found = timeline.rows(world, Filters())
    assert lanes(found) == {name: rows.count(world, name, Filters()) for name in timeline.MIRRORED}
    assert found["id"].n_unique() == found.height


def test_rows_run_from_the_oldest_and_unbounded_begins_come_first(rich_release: store.Release) -> None:
    days = timeline.rows(tables_of(rich_release, None), Filters())["day_earliest"].to_list()
    known = [day for day in days if day]
    assert days == [None] * (len(days) - len(known)) + sorted(known)
    assert len(days) > len(known)


def test_a_row_tells_its_day_its_code_and_its_words_in_three_languages(rich_release: store.Release) -> None:
    found = {
        r["id"]: r
        for r in timeline.rows(tables_of(rich_release, None), Filters(), lanes=tuple(timeline.LANES)).to_dicts()
    }
    measure, claim, event, stance = (found[key] for key in ("m-us", "c-first", "e-veto", "st-deny"))
    assert (measure["code"], measure["jurisdiction"], measure["direction"], measure["title_ja"]) == (
        "restrictive",
        "US",
        None,
        "凍結",
    )
    assert (claim["code"], claim["direction"], claim["title_ko"]) == (
        "artillery_ammunition",
        "dprk_to_russia",
        "나진 컨테이너",
    )
    assert (event["code"], event["title_en"], event["day_earliest"]) == ("un_vote", "Veto", dt.date(2024, 3, 28))
    assert (stance["code"], stance["lane"], stance["title_en"]) == ("deny", "stances", "Denied")
    assert claim["source_ids"] == ["s-dated", "s-month"]


def test_a_filter_narrows_only_the_lanes_that_have_a_column_for_it(rich_release: store.Release) -> None:
    world = tables_of(rich_release, None)
    every = lanes(timeline.rows(world, Filters()))
    only_jp = lanes(timeline.rows(world, Filters(codes={"jurisdiction": ("JP",)})))
    assert only_jp == every | {"measures": 1}
    votes = lanes(timeline.rows(world, Filters(codes={"kind": ("un_vote",)})))
    assert (votes["events"], votes["claims"]) == (1, every["claims"])


def test_a_period_narrows_every_lane(rich_release: store.Release) -> None:
    state = Filters(since=dt.date(2024, 3, 1), until=dt.date(2024, 3, 31), dates="inside")
    found = timeline.rows(tables_of(rich_release, None), state, lanes=tuple(timeline.LANES))
    assert set(found["id"]) == {"c-later", "m-words", "e-veto", "st-deny"}


def test_on_an_earlier_day_what_came_later_is_not_there(rich_release: store.Release) -> None:
    found = timeline.rows(tables_of(rich_release, dt.date(2024, 2, 26)), Filters())
    assert "c-nis" in set(found["id"])
    assert {"c-variant", "m-us", "e-veto"}.isdisjoint(found["id"])
