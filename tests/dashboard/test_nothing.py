"""Nothing to show: a page says so in words, and never draws an empty chart or a zero for what is absent."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from dashboard import data
from dashboard.parts import coverage, measures, responses, situation, timeline, transfers
from datasets import store
from datasets.columns import LANGUAGES
from datasets.definitions.derive import derive
from datasets.schema import TABLES
from tests.dashboard.apptest import figures, open_page, words
from tests.datasets.definitions.builders import USUAL, claim, full_coverage, measure, one, tables, trigger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.testing.v1 import AppTest

PARTS: Final = {
    "responses": responses.TABS, "coverage": coverage.TABS, "transfers": transfers.TABS, "outlook": ("",), "measures": measures.TABS,
    "situation": situation.TABS, "timeline": tuple(timeline.TABS),
}  # fmt: skip
EVERY: Final = [(slug, tab) for slug, tabs in PARTS.items() for tab in tabs]
LOCALES: Final = Path(data.__file__).parent / "locales"
DAY: Final = dt.date(2024, 12, 31)


def say(language: str, key: str) -> str:
    """A message up to its first blank to fill in."""
    messages: dict[str, str] = json.loads((LOCALES / f"{language}.json").read_text("utf-8"))
    return messages[key].split("{")[0]


def values(trace: dict[str, Any]) -> Iterator[Any]:
    """What a trace draws, blanks left out."""
    for axis in ("x", "lon", "lat", "locations"):
        found = trace.get(axis) or []
        yield from (v for v in (found.values() if isinstance(found, dict) else found) if v is not None)


def assert_explained(app: AppTest, language: str) -> None:
    """The page says in its language why there is nothing, and draws no chart."""
    notices = [str(i.value) for i in app.info]
    because = [say(language, key) for key in ("table.empty", "table.empty_all", "responses.none", "responses.too_few")]
    assert any(n.startswith(b) for n in notices for b in because), notices
    assert [f["alt"] for f in figures(app)] == []


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("slug", "tab"), EVERY)
def test_a_day_before_everything_is_explained_on_every_part(slug: str, tab: str, language: str) -> None:
    app = open_page(slug, f"as_of=1990-01-01&lang={language}&tab={tab}")
    assert_explained(app, language)
    assert "1990-01-01" in words(app)


@pytest.fixture
def poor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A release with one transfer that nobody claims, one measure that answers nothing, and one trigger only planned."""
    actors = [(name, row | {f"name_{language}": row["actor_id"] for language in LANGUAGES}) for name, row in USUAL[:-2]]
    named = {f"title_{language}": "Title" for language in LANGUAGES}
    made = tables(
        *actors, *full_coverage(), one("packages", package_id="p", announced="2024-05-16", **named),
        one("transfers", transfer_id="bare", **named), one("transfers", transfer_id="t", category="troops", **named),
        claim("plan", "2024-05-01", stage="planned", category="troops"), measure("m", "2024-05-16", **named), trigger("plan", **named),
    )  # fmt: skip
    frames = {n: store.collect(f) for n, f in made.items()} | derive(made, DAY)
    arrow = {
        name: (frames[name] if name in frames else store.frame_of([], name)).to_arrow().cast(table.arrow)
        for name, table in TABLES.items()
    }
    store.write_release(arrow, tmp_path, date=DAY, data_through=DAY, inputs={})
    monkeypatch.setenv("TRACKER_TABLES", str(tmp_path))
    monkeypatch.setattr(data, "_opened", None)
    return tmp_path


@pytest.mark.usefixtures("poor")
@pytest.mark.parametrize(("slug", "tab"), EVERY)
def test_a_part_with_too_little_to_draw_draws_no_empty_chart(slug: str, tab: str) -> None:
    app = open_page(slug, f"tab={tab}")
    for figure in figures(app):
        assert any(True for trace in figure["data"] for _ in values(trace)), f"an empty chart: {figure['alt']}"


@pytest.mark.usefixtures("poor")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("slug", "tab", "query"), [
    ("transfers", "proof", "category=artillery_ammunition"), ("transfers", "estimates", "category=artillery_ammunition"),
    ("transfers", "contradictions", ""), ("transfers", "silences", ""), ("transfers", "replies", ""), ("transfers", "cap", ""),
    ("responses", "waiting", ""), ("responses", "detection", ""), ("coverage", "matrix", ""), ("coverage", "overlap", ""),
    ("coverage", "roles", ""), ("coverage", "voyages", ""), ("outlook", "", ""),
])  # fmt: skip
def test_a_transfer_without_claims_or_too_few_triggers_are_explained(
    slug: str, tab: str, query: str, language: str
) -> None:
    app = open_page(slug, f"tab={tab}&lang={language}&{query}")
    if (slug, tab) == ("transfers", "proof"):
        assert not list(figures(app))
    else:
        assert_explained(app, language)


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("slug", "tab", "query"), [
    *(("transfers", tab, "q=nothingofthekind") for tab in transfers.TABS if tab not in {"proof", "map"}),
    ("coverage", "matrix", "q=nothingofthekind"), ("coverage", "matrix", "status=delisted&jurisdiction=UK"),
    ("coverage", "instruments", "jurisdiction=UK"), ("responses", "side_by_side", "jurisdiction=UK"),
    ("responses", "waiting", "jurisdiction=UK"), ("responses", "sensitivity", "jurisdiction=UK"),
    ("responses", "marks", "jurisdiction=UK"),
    ("measures", "new", "q=nothingofthekind"), ("situation", "timeline", "q=nothingofthekind"),
    ("timeline", "events", "q=nothingofthekind"),
])  # fmt: skip
def test_an_empty_selection_is_explained(slug: str, tab: str, query: str, language: str) -> None:
    assert_explained(open_page(slug, f"tab={tab}&lang={language}&{query}"), language)
