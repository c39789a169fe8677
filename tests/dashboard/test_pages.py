"""Every page in every language: it draws, says what it counts, and its figure, table and address agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from dashboard.pages import PAGES
from datasets.columns import LANGUAGES
from tests.dashboard.apptest import address, drawn, figures, open_page, words

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.usefixtures("served")
CLAIM = "claim-rok-mnd-2024-02-26-containers"
SLUGS = [page.slug for page in PAGES]


def counted(app: AppTest) -> list[int]:
    """Numbers of the count lines, in order."""
    found = [re.fullmatch(r"\*\*\D*([\d,]+)\D*\*\*", str(m.value)) for m in app.markdown]
    return [int(f[1].replace(",", "")) for f in found if f]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_draws_in_its_language_and_keeps_its_address(slug: str, language: str) -> None:
    app = open_page(slug, f"lang={language}" + (f"&id={CLAIM}" if slug == "record" else ""))
    script = {"en": r"[A-Za-z]{4}", "ja": r"[ぁ-んァ-ヶ]", "ko": r"[가-힣]"}[language]
    assert re.search(script, str(app.title[0].value))
    assert not app.error
    assert not app.warning
    assert address(app).get("lang", ["en"]) == [language]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_figure_says_its_finding_and_asks_no_other_server(slug: str) -> None:
    for figure in figures(open_page(slug, f"id={CLAIM}" if slug == "record" else "")):
        assert re.search(r"\d", figure["alt"]), "a text alternative names numbers"
        assert figure["config"]["topojsonURL"].startswith("app/static/")


def test_a_filter_changes_chart_table_and_count_together() -> None:
    every = open_page("measures")
    assert counted(every) == [2]
    one = open_page("measures", "jurisdiction=US")
    assert counted(one) == [1]
    assert one.dataframe[0].value.shape[0] == 1
    (figure,) = figures(one)
    assert sum(sum(trace["y"]) for trace in figure["data"]) == 1


def test_a_row_whose_month_is_not_known_is_counted_and_stands_apart() -> None:
    (figure,) = figures(open_page("measures"))
    hatched = [t for t in figure["data"] if t["marker"].get("pattern", {}).get("shape") == "\\"]
    assert [t["y"] for t in hatched] == [[1]]


def test_a_widget_writes_the_address_and_a_link_sets_the_widget() -> None:
    app = open_page("transfers", "q=department")
    assert app.text_input[0].value == "department"
    app.text_input[0].set_value("ministry")
    drawn(app)
    assert address(app)["q"] == ["ministry"]


def test_a_link_made_in_one_language_opens_in_another() -> None:
    app = open_page("measures", "lang=ja&jurisdiction=KR&unit=packages")
    app.selectbox[0].set_value("ko")
    drawn(app)
    assert address(app) == {"jurisdiction": ["KR"], "unit": ["packages"], "lang": ["ko"]}
    assert counted(app) == [1]


def test_what_is_not_understood_is_named_and_the_rest_is_shown() -> None:
    app = open_page("measures", "jurisdiction=US&jurisdiction=XX&colour=red&from=2024-02-30")
    (warning,) = app.warning
    for part in ("XX", "colour", "2024\\-02\\-30"):
        assert part in str(warning.value)
    assert counted(app) == [1]


def test_markup_in_an_address_is_shown_as_text() -> None:
    app = open_page("measures", "colour=[x](https://example.org)<b>")
    (warning,) = app.warning
    assert "](https" not in str(warning.value)


def test_an_earlier_day_hides_later_rows_and_says_so() -> None:
    app = open_page("measures", "as_of=2024-04-30")
    assert counted(app) == [1]
    assert "2024-04-30" in words(app)


def test_nothing_found_is_explained_with_the_filters_to_loosen() -> None:
    app = open_page("measures", "q=nothingofthekind")
    assert any("Text" in str(i.value) for i in app.info)
    assert not list(figures(app))


def test_a_record_names_its_sources_and_what_refers_to_it() -> None:
    text = words(open_page("record", f"id={CLAIM}"))
    assert "https://example.org/one" in text
    assert "record?id=trigger-munitions" in text


def test_an_unknown_record_is_explained() -> None:
    app = open_page("record", "id=claim-that-is-not-there")
    assert len(app.warning) == 1


def test_text_from_data_cannot_become_markup() -> None:
    text = words(open_page("record", "id=src-two"))
    assert "=HYPERLINK(" not in text.replace("\\", "") or "\\=HYPERLINK\\(" in text


def test_pages_link_on_with_the_filters_that_they_share() -> None:
    app = open_page("measures", "jurisdiction=US&as_of=2024-06-01&lang=ko")
    links = {link.proto.page: link.proto.query_string for link in app.get("page_link")}
    assert "jurisdiction=US" in links["situation"]
    assert all("lang=ko" in query for query in links.values())
