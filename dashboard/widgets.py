"""The only place that makes inputs: each shows the state, hands its value to :mod:`dashboard.address`, keeps codes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard import address, data
from dashboard.text import NAMES, label, t
from datasets import vocabulary
from datasets.columns import LANGUAGES
from datasets.filters import MAX_LENGTH
from datasets.queries import claims
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from datasets.filters import Filters

FIRST_DAY: Final = dt.date(1948, 1, 1)
LAST_DAY: Final = dt.date(2099, 12, 31)
ISO: Final = "YYYY-MM-DD"
# Vocabulary of each code filter; ``kind`` depends on the page.
VOCABULARIES: Final = {
    "jurisdiction": "jurisdiction", "direction": "direction", "category": "category", "nexus": "nexus",
    "evidence": "evidence", "reason": "change_reason",
}  # fmt: skip


def language(filters: Filters) -> None:
    """The language switch."""
    shown = address.seed("lang", filters.lang)
    chosen = st.selectbox(t("widget.lang"), LANGUAGES, key=shown, format_func=lambda c: NAMES[c], width=140,
                          label_visibility="collapsed")  # fmt: skip
    address.take("lang", chosen)


def codes(name: str, filters: Filters, *, options: Sequence[str], show: Callable[[str], str]) -> None:
    """A choice of several codes; none chosen = all."""
    known = [code for code in filters.chosen(name) if code in options]
    shown = address.seed(name, known)
    chosen = st.multiselect(t(f"widget.{name}"), options, key=shown, format_func=show, placeholder=t("widget.all"))
    address.take(name, tuple(option for option in options if option in chosen))


def pills(name: str, filters: Filters) -> None:
    """A choice of several of a few terms, one click each; none chosen = all."""
    options = vocabulary.codes(VOCABULARIES[name])
    shown = address.seed(name, [code for code in filters.chosen(name) if code in options])
    chosen = st.pills(t(f"widget.{name}"), options, selection_mode="multi", key=shown, help=t("help.pills"),
                      format_func=lambda c: label(VOCABULARIES[name], c))  # fmt: skip
    address.take(name, tuple(option for option in options if option in chosen))


def terms(name: str, filters: Filters, terms_of: str | None = None) -> None:
    """A choice of several terms of a vocabulary."""
    chosen_vocabulary = terms_of or VOCABULARIES[name]
    codes(name, filters, options=vocabulary.codes(chosen_vocabulary), show=lambda c: label(chosen_vocabulary, c))


def single(name: str, filters: Filters) -> str:
    """A choice of exactly one term; the address always names it."""
    options = vocabulary.codes(name)
    given = next((code for code in filters.chosen(name) if code in options), options[0])
    shown = address.seed(name, given)
    chosen = st.selectbox(
        t(f"widget.{name}"), options, key=shown, help=t(f"help.{name}"), format_func=lambda c: label(name, c)
    )
    address.take(name, (str(chosen or given),))
    return str(chosen or given)


def nobody(filters: Filters) -> None:
    """Only targets that no tracked jurisdiction lists."""
    shown = address.seed("nobody", filters.nobody)
    address.take("nobody", st.toggle(t("widget.nobody"), key=shown, help=t("help.nobody")))


def claimant(filters: Filters) -> None:
    """A choice of claimants that have claims."""
    names = data.names(filters.lang)
    options = sorted(claims.claimants(data.tables(filters)), key=lambda k: names.get(k, k))
    codes("claimant", filters, options=_with_chosen("claimant", filters, options), show=lambda k: names.get(k, k))


def changed(filters: Filters) -> None:
    """A choice of tables among which changes are told."""
    options = _with_chosen("changed", filters, [name for name in TABLES if name != "changes"])
    codes("changed", filters, options=options, show=lambda name: t(f"noun.{name}") if name in TABLES else name)


def _with_chosen(name: str, filters: Filters, options: Sequence[str]) -> list[str]:
    """Options and the keys that the address chooses beside them: without these, other rows than its files' were shown."""
    return [*options, *(key for key in filters.chosen(name) if key not in options)]


def day(name: str, field: str, value: dt.date | None) -> None:
    """A day that may be left open."""
    shown = address.seed(field, value)
    chosen = st.date_input(t(f"widget.{name}"), value=None, key=shown, format=ISO, min_value=FIRST_DAY,
                           max_value=LAST_DAY, help=t(f"help.{name}"))  # fmt: skip
    address.take(field, chosen if isinstance(chosen, dt.date) else None)


def period(filters: Filters) -> None:
    """First and last day, and whether a row's dates must lie inside or only overlap."""
    day("from", "since", filters.since)
    day("to", "until", filters.until)
    shown = address.seed("dates", filters.dates == "inside")
    inside = st.toggle(t("widget.dates"), key=shown, help=t("help.dates"))
    address.take("dates", "inside" if inside else "overlap")


def as_of(filters: Filters) -> None:
    """The day whose public knowledge is shown."""
    day("as_of", "as_of", filters.as_of)


def text(filters: Filters) -> None:
    """Text searched in titles, summaries and names."""
    shown = address.seed("q", filters.q)
    typed = st.text_input(t("widget.q"), key=shown, placeholder=t("widget.q_hint"), max_chars=100)
    address.take("q", (typed or "").strip())


def question(filters: Filters) -> None:
    """The box of the search page."""
    shown = address.seed("q", filters.q)
    typed = st.text_input(t("widget.search"), key=shown, placeholder=t("widget.search_hint"), max_chars=MAX_LENGTH,
                          icon=":material/search:")  # fmt: skip
    address.take("q", (typed or "").strip())


def unit(filters: Filters) -> None:
    """The unit of count."""
    shown = address.seed("unit", filters.unit)
    chosen = st.segmented_control(t("widget.unit"), vocabulary.codes("unit_of_count"), key=shown, required=True,
                                  format_func=lambda c: label("unit_of_count", c), help=t("help.unit"))  # fmt: skip
    address.take("unit", chosen or filters.unit)


class Inputs:
    """Inputs of the board: read when they are asked for, drawn later together with what depends on them.

    What reaches the browser together is painted once.
    """

    def __init__(self) -> None:
        self._drawings: list[Callable[[], object]] = []

    def draw(self) -> None:
        """Draw what was asked for and is not drawn yet, in this order."""
        for drawing in self._drawings:
            drawing()
        self._drawings.clear()

    def tab(self, filters: Filters, names: Sequence[str], page: str) -> str:
        """The parts of a page, one drawn at a time; an unknown one in the address gives the first."""
        shown, chosen = _held("tab", filters.tab, names)
        self._drawings.append(lambda: st.segmented_control(
            t("widget.tab"), names, key=shown, required=True, label_visibility="collapsed", width="stretch",
            format_func=lambda n: t(f"{page}.tab.{n}"),
        ))  # fmt: skip
        return chosen

    def one_of(self, name: str, field: str, options: Sequence[str], value: str, show: Callable[[str], str]) -> str:
        """A choice of exactly one option, held by a field of the state."""
        shown, chosen = _held(field, value, options)
        self._drawings.append(lambda: st.selectbox(t(f"widget.{name}"), options, key=shown, format_func=show))
        return chosen

    def factor(self, filters: Filters, *, lowest: float, highest: float, given: float) -> float:
        """Units per container that the reader tries."""
        shown = address.seed("factor", min(max(filters.factor or given, lowest), highest))
        chosen = float(st.session_state[shown])
        self._drawings.append(
            lambda: st.slider(t("widget.factor"), lowest, highest, key=shown, step=5.0, help=t("help.factor"))
        )
        address.take("factor", None if chosen == given else chosen)
        return chosen

    def page(self, filters: Filters, count: int, size: int) -> int:
        """The page of a long table, drawn only if there is more than one; one past the last gives the last."""
        last = max(-(-count // size), 1)
        chosen = min(filters.page, last)
        if last > 1:
            shown = address.seed("page", chosen)
            chosen = min(int(st.session_state[shown] or chosen), last)
            if st.session_state[shown] != chosen:
                st.session_state[shown] = chosen
            self._drawings.append(lambda: st.pagination(last, key=shown))
        address.take("page", chosen)
        return chosen


def _held(field: str, given: str, options: Sequence[str]) -> tuple[str, str]:
    """Widget key of a field and the option that it holds: the first where the state names none of them."""
    shown = address.seed(field, given)
    chosen = st.session_state[shown]
    if chosen not in options:
        chosen = st.session_state[shown] = given if given in options else options[0]
    address.take(field, "" if chosen == options[0] else chosen)
    return shown, str(chosen)
