"""HTML piece by piece: text never becomes markup."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.markup import Markup, each, joined, link, tag


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Cn"])))
def test_text_comes_back_as_text(text: str) -> None:
    tree = lxml.html.fragment_fromstring(tag("p", text, title=text))
    assert tree.text_content() == text
    assert tree.get("title") == text
    assert len(tree) == 0


def test_what_was_made_here_stands_as_it_is_and_nothing_is_left_out() -> None:
    assert tag("p", tag("b", 1), None, " & ") == "<p><b>1</b> &amp; </p>"
    assert each("li", ["a", Markup("<i>b</i>")]) == "<li>a</li><li><i>b</i></li>"
    assert tag("meta", http_equiv="x", class_=None) == '<meta http-equiv="x">'
    assert isinstance(joined("<"), Markup)


@pytest.mark.parametrize(
    "address", [None, "", "javascript:alert(1)", "http://example.org", "//example.org", "data:text/html,x"]
)
def test_only_https_becomes_a_link(address: str | None) -> None:
    assert link(address, "a<b") == "a&lt;b"


def test_an_address_cannot_leave_its_attribute() -> None:
    assert link('https://example.org/"onclick="x', "a") == '<a href="https://example.org/&quot;onclick=&quot;x">a</a>'
