"""The ASGI app: pages, ``/data``, ``/ready`` and the headers on every answer.

Started by ``tracker serve`` as ``python -m streamlit run <this file>``.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from dashboard import headers, routes

HERE = Path(__file__).parent

app = st.App(
    HERE / "main.py",
    routes=routes.routes(st.get_option("server.baseUrlPath")),
    middleware=[Middleware(headers.Headers)],
)
