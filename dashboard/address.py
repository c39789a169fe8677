"""Filters ↔ widgets ↔ address: the only keeper of view state.

A run begins with :func:`restore`, which reads the address if the reader changed it (link, Back, Forward) and else the
state last published. Widgets hand their values to :func:`take`. The run ends with :func:`publish`, which writes the
address once. Widget keys carry the language, because Streamlit stores a choice by its label.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import streamlit as st

from dashboard.text import language, speak
from datasets import filters as flt
from datasets.filters import COLUMNS_OF, Filters

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX: Final = "w."
TRACKED: Final = ("US", "EU", "JP", "KR")
BEGIN: Final = dt.date(2022, 1, 1)
# What a first visit and "reset" show: the four tracked jurisdictions since the turn of 2022, context lanes off.
DEFAULT: Final = Filters(codes={"jurisdiction": TRACKED}, since=BEGIN)
# State that goes along from page to page; the rest belongs to one page.
SHARED_CODES: Final = ("jurisdiction", "direction", "category", "nexus")


def restore(slug: str) -> Filters:
    """State at the begin of a run of a page.

    Args:
        slug: Address of the page below the base path.
    """
    state = st.session_state
    now = query()
    # Menu entries of the browser or of Streamlit may drop the query; then the state goes along.
    followed_bare_link = state.get("_slug", slug) != slug and not now
    state["_slug"] = slug
    if "_filters" not in state or (now != state["_address"] and not followed_bare_link):
        state["_filters"], state["_faults"] = flt.parse(now)
        state["_address"] = now
        for key in [k for k in state if str(k).startswith(PREFIX)]:
            del state[key]
    state["_taken"] = {}
    speak(state["_filters"].lang)
    return current()


def query() -> dict[str, list[str]]:
    """The query of the address as it stands."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def faults() -> list[flt.Fault]:
    """What of the address was not understood."""
    found: list[flt.Fault] = st.session_state["_faults"]
    return found


def key(name: str) -> str:
    """Widget key of a parameter."""
    return f"{PREFIX}{name}.{language()}"


def seed(name: str, value: Any) -> str:  # noqa: ANN401 - a widget's own type of value
    """Widget key of a parameter, given its value where the widget has none yet."""
    made = key(name)
    if made not in st.session_state:
        st.session_state[made] = value
    return made


def take(name: str, value: Any) -> None:  # noqa: ANN401 - a widget's own type of value
    """Accept what a widget holds: codes of a parameter of :data:`COLUMNS_OF`, or the value of a field."""
    st.session_state["_taken"][name] = value


def current() -> Filters:
    """State with what the widgets of this run have handed over so far; a new choice goes back to page 1."""
    before: Filters = st.session_state["_filters"]
    taken: Mapping[str, Any] = st.session_state["_taken"]
    codes = {name: tuple(value) for name, value in taken.items() if name in COLUMNS_OF}
    fields = {name: value for name, value in taken.items() if name not in COLUMNS_OF}
    after = before.but(codes=codes, **fields)
    if dataclasses.replace(after, page=1) != dataclasses.replace(before, page=1, lang=after.lang):
        after = dataclasses.replace(after, page=1)
        st.session_state.pop(key("page"), None)
    return after


def publish() -> None:
    """Write the state to the address, once, at the end of a run."""
    state = st.session_state
    state["_filters"] = current()
    written = flt.to_query(state["_filters"])
    if written != query():
        st.query_params.from_dict(written)
    if written != state["_address"]:
        state["_faults"] = []
    state["_address"] = written


def here() -> str:
    """Address of the page in the state of this run, relative to the pages."""
    query = urlencode([(k, v) for k, values in flt.to_query(current()).items() for v in values])
    slug = str(st.session_state["_slug"])
    return f"{slug}?{query}" if query else slug


def shared(filters: Filters) -> Filters:
    """The part of a state that goes along to another page."""
    codes = {name: filters.codes[name] for name in SHARED_CODES if name in filters.codes}
    return Filters(
        codes=codes, since=filters.since, until=filters.until, dates=filters.dates, as_of=filters.as_of,
        release=filters.release, lang=filters.lang, unit=filters.unit,
    )  # fmt: skip
