"""The address of a view to copy, its brief, and its reset: on every page, in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

from dashboard import address as keeper
from dashboard.pages import offered
from dashboard.text import catalogue
from datasets import filters as flt
from datasets.columns import LANGUAGES
from tests.dashboard.apptest import address, drawn, open_page
from tests.dashboard.briefs import CLAIM, PROSE, VIEWS

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.usefixtures("served")
EVERY = [*VIEWS, "record?", "record?id=nobody"]
STATES = ["situation?direction=russia_to_dprk", "transfers?evidence=satellite_imagery&tab=ledger", "measures?jurisdiction=US&unit=packages",
          "responses?jurisdiction=KR", "coverage?q=ship", "timeline?tab=stances&from=2024-01-01", "outlook?as_of=2024-06-01",
          "changes?as_of=2024-06-01", "method?tab=codebook&table=claims", f"record?id={CLAIM}&as_of=2025-01-01"]  # fmt: skip


def shared(view: str) -> AppTest:
    """A page with the address of its view laid open."""
    slug, query = view.split("?")
    app = open_page(slug, query)
    app.session_state[_key(app)] = True
    return drawn(app)


def _key(app: AppTest) -> str:
    """Key of the popover of a page: its own, or that of its last table."""
    tables = [str(link.key) for link in app.get("link_button") if str(link.key).startswith("download-")]
    return tables[-1].replace("download-", "more-") if tables else "more"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", EVERY)
def test_every_view_gives_its_whole_address_and_its_brief(view: str, language: str) -> None:
    app = shared(f"{view}&lang={language}")
    copied = str(app.code[0].value)
    slug, _, query = copied.rpartition("/")[2].partition("?")
    assert slug == view.split("?", maxsplit=1)[0]
    assert parse_qs(query) == address(app)
    printed = [str(m.value) for m in app.markdown if "](brief/" in str(m.value)]
    if view in {*PROSE, "record?", "record?id=nobody"}:
        assert not printed
    else:
        assert printed == [
            f"[{catalogue(language)['brief.open']}](brief/{slug}?{query})"
            if query
            else f"[{catalogue(language)['brief.open']}](brief/{slug})"
        ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", STATES)
def test_reset_leads_to_the_defaults_of_the_page_in_the_same_language(view: str, language: str) -> None:
    slug, query = view.split("?")
    app = open_page(slug, f"{query}&lang={language}")
    (reset,) = [button for button in app.button if button.label == catalogue(language)["frame.reset"]]
    reset.click()
    drawn(app)
    kept = {"tab": address(app).get("tab", [""])[0], "id": CLAIM if slug == "record" else ""}
    wanted = flt.to_query(offered(slug, keeper.DEFAULT.but(lang=language, **kept)))
    found = address(app)
    assert {name: found.get(name) for name in wanted} == wanted
    assert set(found) - set(wanted) <= {"clock", "endpoint"}, "only what a page always chooses is there beside"
