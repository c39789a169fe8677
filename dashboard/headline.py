"""Headline numbers of the situation, each a link to its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from dashboard import address, data
from dashboard.text import t
from datasets import filters as flt
from datasets.queries import rows

if TYPE_CHECKING:
    from datasets.filters import Filters

WAR = ("dprk_russia_war", "dprk_russia_evasion")


def strip(filters: Filters) -> None:
    """Counts of claims, measures, listings and replies that the state shows; each opens its page with the same filters."""
    tables = data.tables(filters)
    shared = address.shared(filters)
    tied = shared.but(codes={"nexus": WAR, "direction": ()})
    numbers = (
        ("claims", "transfers", shared.but(codes={"jurisdiction": ()}), ""),
        ("measures", "measures", tied, ""),
        ("listings", "measures", tied.but(unit="listings"), "listings"),
        ("stances", "timeline", shared.but(codes={"jurisdiction": ()}), "stances"),
    )
    for place, (name, page, state, tab) in zip(st.columns(len(numbers)), numbers, strict=True):
        count = rows.count(tables, name, state)
        place.markdown(f"### [{count:,}]({_link(page, state.but(tab=tab))})\n{t(f'headline.{name}')}")


def _link(page: str, state: Filters) -> str:
    """Relative address of a page in a state."""
    return f"{page}?{urlencode([(k, v) for k, values in flt.to_query(state).items() for v in values])}"
