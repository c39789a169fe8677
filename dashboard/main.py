"""Page frame and navigation: what stands around every page, in the order in which it must run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import address, frame
from dashboard.pages import FIRST, PAGES, VIEWS
from dashboard.text import t
from datasets import store

ICON = Path(__file__).parent / "static" / "icon.png"

if TYPE_CHECKING:
    from streamlit.navigation.page import Page as StreamlitPage

st.set_page_config(page_title="DPRK–Russia tracker", page_icon=str(ICON), layout="wide")
door = st.Page(VIEWS / "door.py", title="DPRK–Russia tracker", default=True)
pages = {page.slug: st.Page(page.file, url_path=page.slug, title=page.slug.capitalize()) for page in PAGES}
chosen: StreamlitPage = st.navigation([door, *pages.values()], position="hidden")

if chosen is door:
    address.restore("")
    frame.enter(pages[FIRST.slug])

slug = chosen.url_path
filters = address.restore(slug)
frame.language()
menu = st.sidebar.container(gap="xxsmall")
try:
    frame.filter_bar(slug)
    frame.heading(slug)
    frame.notices(slug)
    chosen.run()
except store.TableUnavailableError as error:
    st.error(t("error.table", table=error.table, reason=error.reason), icon=":material/error:")
except store.StoreError as error:
    st.error(t("error.release", reason=str(error)), icon=":material/error:")
address.publish()
frame.menu(menu, pages)
frame.footer()
