"""The search page: one box, the hits with what matched, what can be asked, and hostile questions on page and ``/data``."""

from __future__ import annotations

import csv
import io
import re
import shutil
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import data, routes
from dashboard.text import catalogue
from datasets.columns import LANGUAGES
from loaders.build import build
from tests.conftest import MINI_FACTS
from tests.dashboard.apptest import address, drawn, open_page, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MORE_NAMES = """
    - name: Ангара
      script: cyrillic
      strength: weak
      origin: press
    - name: Ankara Maru
      script: latin
      strength: alias
      origin: compiler
"""


@pytest.fixture(scope="session")
def named_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mini facts with a weak alias and a spelling of ours."""
    folder = tmp_path_factory.mktemp("named")
    facts = shutil.copytree(MINI_FACTS, folder / "facts")
    file = facts / "targets" / "f.yaml"
    file.write_text(
        file.read_text("utf-8").replace("  identifiers:", MORE_NAMES.strip("\n") + "\n  identifiers:", 1), "utf-8"
    )
    build(curated=facts, lists=folder / "no-lists", out=folder / "tables")
    return folder / "tables"


@pytest.fixture(autouse=True)
def served(named_release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That release is served."""
    monkeypatch.setenv("TRACKER_TABLES", str(named_release))
    monkeypatch.setattr(data, "_opened", None)


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=routes.routes("")), raise_server_exceptions=False) as made:
        yield made


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_question_the_page_says_what_can_be_asked_and_that_it_is_no_screening(language: str) -> None:
    app = open_page("search", f"lang={language}")
    assert not app.dataframe
    text = words(app)
    assert catalogue(language)["search.start"] in text
    assert catalogue(language)["search.caption"] in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("q", ["앙가라호", "Ангара", "angara", "IMO 9179842"])
def test_a_question_in_any_script_finds_the_record_in_any_language(language: str, q: str) -> None:
    app = open_page("search", urlencode({"lang": language, "q": q}))
    (table,) = app.dataframe
    say = catalogue(language)
    assert "id=vessel-angara-9179842" in table.value[say["column.id"]].iloc[0]
    assert table.value[say["column.score"]].iloc[0] >= (82 if q == "앙가라호" else 99)
    assert say["search.caption"] in words(app)
    assert say["search.after"].partition("{")[0] in words(app)


@pytest.mark.parametrize(
    ("q", "column", "said"),
    [
        ("Ангара", "column.strength", {"en": "Weak alias", "ja": "弱い別名", "ko": "약한 별칭"}),
        ("Ankara Maru", "column.origin", {"en": "Compiler", "ja": "編者", "ko": "편집자"}),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_weak_alias_and_a_spelling_of_ours_are_named_as_such(
    q: str, column: str, said: dict[str, str], language: str
) -> None:
    (table,) = open_page("search", urlencode({"lang": language, "q": q})).dataframe
    assert table.value[catalogue(language)["column.matched"]].iloc[0] == q
    assert table.value[catalogue(language)[column]].iloc[0] == said[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_is_explained(language: str) -> None:
    app = open_page("search", f"lang={language}&q=nothingofthekind")
    assert not app.dataframe
    assert catalogue(language)["search.none"] in words(app)


def test_the_box_writes_the_address_and_a_link_fills_the_box() -> None:
    app = open_page("search", "q=Rajin")
    (box,) = app.text_input
    assert box.value == "Rajin"
    box.set_value("두나이")
    drawn(app)
    assert address(app) == {"q": ["두나이"]}
    assert "place-dunay" in app.dataframe[0].value["Record"].iloc[0]


def test_a_kind_narrows_the_hits_and_the_page_counts_what_the_file_holds(client: TestClient) -> None:
    for query in ("q=Angara", "q=Angara&kind=vessel"):
        app = open_page("search", query)
        (count,) = (int(f[1]) for m in app.markdown if (f := re.fullmatch(r"\*\*(\d+) hits\*\*", str(m.value))))
        rows = list(csv.DictReader(io.StringIO(client.get(f"/data/search.csv?{query}").content.decode("utf-8-sig"))))
        assert count == len(rows) == app.dataframe[0].value.shape[0]
    assert {row["kind"] for row in rows} == {"vessel"}
    assert rows[0]["score"] == "100"


HOSTILE = [
    "%00",
    "a%00b",
    "%25_",
    "x" * 5_000,
    "%EA%B9%80" * 300,
    "(" * 199,
    "%F0%9F%9A%A2" * 40,
    "'%3B--",
    "%E2%80%AEabc",
    "of+the",
]


@pytest.mark.parametrize("q", HOSTILE)
def test_a_hostile_question_is_answered_or_refused_and_never_breaks(client: TestClient, q: str) -> None:
    for ending in ("csv", "json"):
        assert client.get(f"/data/search.{ending}?q={q}").status_code in {200, 400}
    open_page("search", f"q={q}")


def test_ten_thousand_questions_at_once_are_refused(client: TestClient) -> None:
    many = "&".join(["q=a"] * 10_000)
    answer = client.get(f"/data/search.csv?{many}")
    assert answer.status_code == 400
    assert "at most 100 values" in answer.text
    assert len(open_page("search", "&".join(["q=a"] * 150)).warning) == 1
    assert not open_page("search", many).dataframe, "Streamlit drops an address of more than a thousand values"


def test_data_names_what_a_search_understands(client: TestClient) -> None:
    assert client.get("/data/search.csv").status_code == 200, "no question, no rows"
    for query in ("q=a&jurisdiction=US", "q=a&kind=port", "q=a&from=2024-01-01"):
        assert client.get(f"/data/search.csv?{query}").status_code == 400, query


def test_an_earlier_day_finds_only_what_was_known() -> None:
    now, before = (open_page("search", f"q=Angara{more}") for more in ("", "&as_of=2000-01-01"))
    assert now.dataframe
    assert not before.dataframe
