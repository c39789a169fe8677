"""The app in process: a page at an address, drawn once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest

import dashboard
from dashboard.pages import BY_SLUG
from dashboard.text import speak

if TYPE_CHECKING:
    from collections.abc import Iterator

MAIN = Path(dashboard.__file__).parent / "main.py"


def open_page(slug: str, query: str = "") -> AppTest:
    """A page drawn at an address; fails if it raised."""
    app = AppTest.from_file(str(MAIN), default_timeout=30)
    app.query_params.update(parse_qs(query, keep_blank_values=True))
    app.switch_page(str(BY_SLUG[slug].file.relative_to(MAIN.parent)))
    return drawn(app)


def drawn(app: AppTest) -> AppTest:
    """Run the app again; fails if it raised. Inputs are read back in this thread, in the language they were shown in."""
    speak(address(app).get("lang", ["en"])[0])
    try:
        app.run()
    finally:
        speak("en")
    assert not app.exception, app.exception
    return app


def figures(app: AppTest) -> Iterator[dict[str, Any]]:
    """Every figure of a page as Plotly reads it, with its text alternative."""
    for chart in app.get("plotly_chart"):
        yield {**json.loads(chart.proto.spec), "alt": chart.proto.alt, "config": json.loads(chart.proto.config)}


def address(app: AppTest) -> dict[str, list[str]]:
    """The query of the address as the page left it."""
    return {name: [v] if isinstance(v, str) else list(v) for name, v in app.query_params.items()}


def words(app: AppTest) -> str:
    """All text of a page."""
    parts = [*app.markdown, *app.caption, *app.info, *app.warning, *app.error, *app.title, *app.subheader]
    return "\n".join(str(part.value) for part in parts)
