"""Record: one row with all its fields, its sources, and every row that refers to it."""

import streamlit as st

from dashboard import address, data, records, share
from dashboard.text import plain, t
from datasets.queries import record

filters = address.current()
if not filters.id:
    share.alone(is_printable=False)
    st.info(t("record.none"), icon=":material/search:")
else:
    found = record.find(data.tables(filters), filters.id)
    share.alone(is_printable=found is not None)
    if found is None:
        st.warning(t("record.unknown", id=plain(filters.id)), icon=":material/search_off:")
    else:
        records.draw(found)
