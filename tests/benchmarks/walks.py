"""Which filters are clicked in which order, and what each click must bring to the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from datasets import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.answers import Facts, Screen, State
    from tests.benchmarks.views import View

KEPT: Final = 3  # codes that are clicked on in turn


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
    """Clicks that choose and take away a few codes in turn.

    Args:
        view: The view.
        facts: The release that is served.
        clicks: Clicks wanted; made up to whole rounds, at the end of which the page is as it was opened.
        is_large: Whether the release has 1,000,000 listings.

    Raises:
        NoWalkError: If there is no code whose every click changes chart, table and count.
    """
    answers, start = Answers(view, facts), view.first(is_large=is_large)
    codes: list[tuple[str, str]] = []
    for candidate in _candidates(view):
        if _is_clear(answers, start, [*codes, candidate]):
            codes.append(candidate)
        if len(codes) == KEPT:
            break
    if not codes:
        raise NoWalkError(f"{view.name}: no filter of {', '.join(view.clicked)} changes chart, table and count at once")
    rounds = -(-clicks // (2 * len(codes)))
    return [click for click, _ in _steps(answers, start, codes * rounds)]


def _candidates(view: View) -> Iterator[tuple[str, str]]:
    for parameter, terms in view.clicked.items():
        for code in view.start.get(parameter) or vocabulary.codes(terms):
            yield parameter, code


def _is_clear(answers: Answers, start: State, codes: list[tuple[str, str]]) -> bool:
    """Whether no screen of two rounds can pass for the next one."""
    return all(click.screen.differs(before) for click, before in _steps(answers, start, codes * 2))


def _steps(answers: Answers, state: State, codes: list[tuple[str, str]]) -> Iterator[tuple[Click, Screen]]:
    """Each code clicked twice; with the screen before each click."""
    before = answers.screen(state, None)
    for parameter, code in codes:
        terms = answers.view.clicked[parameter]
        label = vocabulary.label(terms, code, "en") if terms else code
        for _ in range(2):
            state = state.toggled(parameter, code)
            screen = answers.screen(state, before)
            yield Click(parameter, code, label, (parameter, code) in state.chosen, screen), before
            before = screen
