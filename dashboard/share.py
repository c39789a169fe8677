"""The address of a view to copy, and its brief."""

from __future__ import annotations

import streamlit as st

from dashboard import address, downloads
from dashboard.text import t


def view(*, is_printable: bool = True) -> None:
    """The whole address of the view, with a button that copies it, and a link to its brief.

    Args:
        is_printable: Whether the view has a figure or a table.
    """
    here = address.here()
    st.markdown(f"**{t('share.link')}**")
    st.code(f"{downloads.base()}/{here}", language=None, wrap_lines=True)
    if is_printable:
        st.markdown(f"[{t('brief.open')}](brief/{here})")


def alone(*, is_printable: bool) -> None:
    """The same on request, on a page that has no rows beside which it could stand."""
    name = t("share.alone") if is_printable else t("share.link")
    more = st.popover(name, icon=":material/link:", key="more", on_change="rerun")
    if more.open:
        with more:
            view(is_printable=is_printable)
