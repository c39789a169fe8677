"""What stands around every page: menu, language, filters, heading, notices, footer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import streamlit as st

from dashboard import address, data, widgets
from dashboard.headers import language_script
from dashboard.pages import BY_SLUG, PAGES, STATES, offered
from dashboard.text import NAMES, plain, speak, t
from datasets import filters as flt
from datasets import store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.delta_generator import DeltaGenerator
    from streamlit.navigation.page import Page as StreamlitPage


def enter(first: StreamlitPage) -> NoReturn:
    """Lead a visitor of the bare address to the first page: with the defaults, or with what the address says."""
    given = address.query()
    if not given:
        spoken = (st.context.locale or "en").split("-")[0]
        given = flt.to_query(address.DEFAULT.but(lang=spoken if spoken in NAMES else "en"))
    st.switch_page(first, query_params=given)


def language() -> None:
    """The language switch, and the language of the page for screen readers."""
    with st.sidebar:
        widgets.language(address.current())
    filters = address.current()
    speak(filters.lang)
    st.html(f"<script>{language_script(filters.lang)}</script>", unsafe_allow_javascript=True, width=1)


def filter_bar(slug: str) -> None:
    """The filters that a page offers."""
    page = BY_SLUG[slug]
    with st.sidebar:
        for name in page.filters:
            filters = address.current()
            if name == "kind":
                widgets.terms("kind", filters, page.kinds)
            elif name in _FEW:
                widgets.pills(name, filters)
            elif name in _MAKERS:
                _MAKERS[name](filters)
            else:
                widgets.terms(name, filters)
        if st.button(t("frame.reset"), icon=":material/restart_alt:", type="tertiary"):
            reset(slug)


_FEW = ("jurisdiction", "direction")
_MAKERS: Mapping[str, Any] = {
    "period": widgets.period, "as_of": widgets.as_of, "q": widgets.text, "unit": widgets.unit,
    "claimant": widgets.claimant, "clock": lambda f: widgets.single("clock", f), "endpoint": lambda f: widgets.single("endpoint", f),
    "changed": widgets.changed, "nobody": widgets.nobody, "status": lambda f: widgets.terms("status", f, STATES),
}  # fmt: skip


def reset(slug: str) -> NoReturn:
    """Back to the defaults of a page, in the language in use; a record stays the same record."""
    now = address.current()
    blank = address.DEFAULT.but(lang=now.lang, tab=now.tab, id=now.id if slug == "record" else "")
    st.query_params.from_dict(flt.to_query(offered(slug, blank)))
    st.rerun()


def menu(place: DeltaGenerator, pages: Mapping[str, StreamlitPage]) -> None:
    """Links to all pages, each with the part of the state that goes along and that it has filters for."""
    filters = address.shared(address.current())
    with place:
        for page in PAGES:
            if page.slug == "record":
                continue
            query = flt.to_query(offered(page.slug, filters))
            st.page_link(pages[page.slug], label=t(f"{page.slug}.menu"), icon=page.icon, query_params=query)


def heading(slug: str) -> None:
    """Title of the page and what it answers."""
    st.title(t(f"{slug}.title"), anchor=False)
    st.caption(t(f"{slug}.question"))


def notices(slug: str) -> None:
    """What of the address was not understood, what this page does not use, and which day is shown."""
    faults = address.faults()
    if faults:
        listed = "; ".join(
            f"{plain(f.name)} = {plain(f.value)} ({t('frame.allowed')}: {plain(f.allowed[:200])})" for f in faults
        )
        st.warning(t("frame.not_understood", listed=listed), icon=":material/link_off:")
    filters = address.current()
    unused = sorted(set(filters.codes) - set(BY_SLUG[slug].filters))
    if unused:
        st.info(
            t("frame.unused", names=", ".join(t(f"widget.{name}") for name in unused)), icon=":material/filter_alt_off:"
        )
    release = data.release_of(filters.release)
    if release is not data.release():
        words = t("frame.kept_release", asked=release.id, served=data.release().id)
        st.info(words, icon=":material/inventory_2:")
    if filters.as_of:
        st.info(t("frame.as_of", day=filters.as_of.isoformat(), release=release.id), icon=":material/history:")


def footer() -> None:
    """Release, data-through day, versions of the official lists, and the terms under which everything is shown."""
    try:
        release = data.release_of(address.current().release)
    except store.StoreError:  # said above
        return
    lists = ", ".join(f"{name} {version}" for name, version in release.manifest.get("lists", {}).items()) or "–"
    st.caption(t("frame.footer", release=release.id, through=release.manifest["data_through"], lists=lists))
