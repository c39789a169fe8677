"""Which filters are clicked in which order, and what each click must bring to the screen."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from datasets import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.benchmarks.answers import Facts, Screen, State
    from tests.benchmarks.views import View


class NoWalkError(Exception):
    """No filter of a view changes its chart, its table and its count at once."""


@dataclass(frozen=True)
class Click:
    """One click on one code of a filter.

    Attributes:
        parameter: The filter.
        code: The code.
        label: How the page says the code.
        adds: Whether the code is chosen by it, else it is taken away.
        screen: What the page must show then.
    """

    parameter: str
    code: str
    label: str
    adds: bool
    screen: Screen


class Answers:
    """Screens of a view, each computed once."""

    def __init__(self, view: View, facts: Facts) -> None:
        self.view, self.facts = view, facts
        self.known: dict[tuple[State, str], Screen] = {}

    def screen(self, state: State, before: Screen | None) -> Screen:
        """What must be shown in a state that was reached from another screen."""
        key = (state, before.item if before else "")
        if key not in self.known:
            self.known[key] = self.view.answer(self.facts, state, before)
        return self.known[key]


def walk(view: View, facts: Facts, *, clicks: int, is_large: bool) -> list[Click]:
    """Clicks of which each leads to a state that was not shown before, as far as the filters reach.

    So a product that keeps what it has computed is measured on first visits.

    Args:
        view: The view.
        facts: The release that is served.
        clicks: Number of clicks.
        is_large: Whether the release has 1,000,000 listings.

    Raises:
        NoWalkError: If no code changes chart, table and count at once.
    """
    answers, state = Answers(view, facts), view.first(is_large=is_large)
    before, visits, codes = answers.screen(state, None), Counter([state]), deque(_candidates(view))
    made: list[Click] = []
    while len(made) < clicks:
        step = _next(answers, state, before, visits, codes)
        if step is None:
            raise NoWalkError(
                f"{view.name}: no {' or '.join(view.clicked)} changes chart, table and count from {state}"
            )
        parameter, code = step
        state = state.toggled(parameter, code)
        before = answers.screen(state, before)
        visits[state] += 1
        codes.remove(step)
        codes.append(step)
        terms = view.clicked[parameter]
        label = vocabulary.label(terms, code, "en") if terms else code
        made.append(Click(parameter, code, label, step in state.chosen, before))
    return made


def _candidates(view: View) -> Iterator[tuple[str, str]]:
    for parameter, terms in view.clicked.items():
        for code in vocabulary.codes(terms) if terms else view.start[parameter]:
            yield parameter, code


def _next(
    answers: Answers, state: State, before: Screen, visits: Counter[State], codes: Iterable[tuple[str, str]]
) -> tuple[str, str] | None:
    """The code that leads to the least visited state near the start whose screen cannot be the one before."""
    start = next(iter(visits)).chosen
    near = sorted(codes, key=lambda code: len(state.toggled(*code).chosen ^ start))  # else the one not clicked longest
    for limit in range(1 + max(visits.values())):
        for code in near:
            after = state.toggled(*code)
            if visits[after] == limit and answers.screen(after, before).differs(before):
                return code
    return None
