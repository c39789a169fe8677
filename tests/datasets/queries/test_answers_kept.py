"""A result is made once for the figure and the table of a page, and never handed to another release, day or state."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from datasets import store
from datasets.definitions.derive import Stored, tables_of
from datasets.filters import Filters
from datasets.queries import claims, measures, results, rows, timeline

if TYPE_CHECKING:
    from pathlib import Path

JAPAN = Filters(codes={"status": ("listed",), "jurisdiction": ("JP",)})


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the results that were made, one each time."""
    calls: list[str] = []
    for name, result in results.RESULTS.items():

        def counted(tables: Any, filters: Filters, *, name: str = name, rows: Any = result.rows) -> Any:
            calls.append(name)
            return rows(tables, filters)

        held = results.Result(result.table, counted, result.reads, result.only)
        monkeypatch.setitem(results.RESULTS, name, held)
    return calls


def test_the_same_question_is_answered_once(rich_folder: Path, made: list[str]) -> None:
    tables = tables_of(store.open_release(rich_folder), None)
    first, again = (results.whole(tables, "coverage_matrix", JAPAN) for _ in range(2))
    assert first is again
    assert made == ["coverage_matrix"]


def test_another_state_day_result_or_release_is_another_question(rich_folder: Path, made: list[str]) -> None:
    one, other = store.open_release(rich_folder), store.open_release(rich_folder)
    day = dt.date(2024, 6, 1)
    for _ in range(2):
        results.whole(tables_of(one, None), "coverage_matrix", JAPAN)
        results.whole(tables_of(other, None), "coverage_matrix", JAPAN)
        results.whole(tables_of(one, day), "coverage_matrix", JAPAN.but(as_of=day))
        results.whole(tables_of(one, None), "coverage_matrix", JAPAN.but(q="angara"))
        results.whole(tables_of(one, None), "instruments", JAPAN)
    assert len(made) == 5


def test_only_the_last_few_answers_are_kept(rich_folder: Path, made: list[str]) -> None:
    tables = tables_of(store.open_release(rich_folder), None)
    states = [JAPAN.but(q=f"word {n}") for n in range(results.ANSWERS.most + 1)]
    for state in [*states, states[-1], states[0]]:
        results.whole(tables, "coverage_matrix", state)
    assert len(made) == len(states) + 1


def test_an_answer_asked_for_again_stays(rich_folder: Path, made: list[str]) -> None:
    tables = tables_of(store.open_release(rich_folder), None)
    for n in range(3 * results.ANSWERS.most):
        results.whole(tables, "coverage_matrix", JAPAN)
        results.whole(tables, "instruments", JAPAN.but(q=f"word {n}"))
    assert made.count("coverage_matrix") == 1


def test_tables_made_by_hand_are_asked_each_time(rich_folder: Path, made: list[str]) -> None:
    tables = dict(Stored(store.open_release(rich_folder)))
    for _ in range(2):
        results.whole(tables, "instruments", Filters())
    assert made == ["instruments"] * 2


def test_many_readers_at_once_get_the_rows_of_their_own_state(rich_folder: Path) -> None:
    tables = tables_of(store.open_release(rich_folder), None)
    states = [Filters(codes={"status": (status,)}) for status in ("listed", "none", "owner_listed", "delisted")] * 25
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda state: results.whole(tables, "coverage_matrix", state).rows(), states))
    by_hand = dict(Stored(store.open_release(rich_folder)))
    expected = {s.codes["status"]: results.whole(by_hand, "coverage_matrix", s).rows() for s in states[:4]}
    assert all(rows == expected[state.codes["status"]] for state, rows in zip(states, found, strict=True))


def by_hand(tables: Any) -> Any:
    """The same tables, for which nothing is kept."""
    return dict(tables)


SEVERAL = [
    Filters(), JAPAN, Filters(codes={"kind": ("un_vote",)}), Filters(codes={"kind": ("asset_freeze",)}), Filters(q="angara"),
    Filters(since=dt.date(2024, 3, 1)), Filters(since=dt.date(2024, 3, 1), dates="inside"), Filters(until=dt.date(2024, 3, 1)),
    Filters(codes={"direction": ("dprk_to_russia",)}), Filters(unit="targets"), Filters(unit="packages"), Filters(id="m-withdrawn"),
    Filters(codes={"category": ("troops",)}), Filters(codes={"claimant": ("rok-nis",)}), Filters(codes={"nexus": ("russia",)}),
]  # fmt: skip


@pytest.mark.parametrize("ask", [
    measures.by_month, measures.by_kind, measures.by_country, claims.by_month, claims.counted, timeline.rows,
    lambda tables, state: claims.series(tables, state, "munitions_containers", "containers", "cumulative"),
    *(lambda tables, state, name=name: rows.count(tables, name, state) for name in ("claims", "measures", "events", "gaps", "lags")),
])  # fmt: skip
def test_what_is_kept_is_what_the_tables_say_under_every_state(rich_folder: Path, ask: Any) -> None:
    tables = tables_of(store.open_release(rich_folder), None)
    for _ in range(2):
        for state in SEVERAL:
            found, expected = ask(tables, state), ask(by_hand(tables), state)
            assert found == expected if isinstance(found, int) else found.equals(expected), state
