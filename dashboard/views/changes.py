"""Changes: the releases of the store, and what differs between one and the one kept before, with reasons."""

import streamlit as st

from dashboard import blocks, feeds, history

blocks.page("changes")
for line in (history.links(), feeds.links()):
    if line:
        st.caption(line)
