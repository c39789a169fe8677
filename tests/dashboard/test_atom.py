"""Atom: well-formed whatever the texts hold, with what RFC 4287 asks of a feed and of an entry."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dashboard import atom
from dashboard.atom import Entry, Feed

DAY = dt.date(2024, 2, 26)
NS = {"a": atom.NAMESPACE}
ANY = st.text(max_size=60) | st.sampled_from(
    ["\x00", "\ud800", "\ufffe", "]]>", "<b>&amp;", '"', "\u202e", "\x1b[0m", "\t\n"]
)


def feed(**given: object) -> Feed:
    plain = {"id": "feed/x", "title": "T", "subtitle": "S", "updated": DAY, "address": "https://h/feed/x.atom", "page": "https://h/x",
             "language": "en", "author": "A", "rights": "R", "entries": []}  # fmt: skip
    return Feed(**{**plain, **given})  # type: ignore[arg-type]


def read(made: Feed) -> etree._Element:
    return etree.fromstring(atom.written(made))


def test_a_feed_has_what_the_standard_asks() -> None:
    entry = Entry(id="claims/c", title="C", updated=DAY, link="https://h/record?id=c&lang=ja", summary="Words",
                  sources=[("https://example.org/a?b=1&c=2", "Wire")], terms=[("t", "Term")])  # fmt: skip
    root = read(feed(entries=[entry], language="ja"))
    assert root.tag == f"{{{atom.NAMESPACE}}}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ja"
    for name in ("id", "title", "updated", "author", "subtitle", "rights"):
        assert len(root.findall(f"a:{name}", NS)) == 1, name
    links = {link.get("rel"): link.get("href") for link in root.findall("a:link", NS)}
    assert links == {"self": "https://h/feed/x.atom", "alternate": "https://h/x"}
    (found,) = root.findall("a:entry", NS)
    assert found.findtext("a:id", namespaces=NS) == "tag:dprk-russia-tracker.invalid,2026:claims/c"
    assert found.findtext("a:updated", namespaces=NS) == "2024-02-26T00:00:00Z"
    titled = {link.get("rel"): (link.get("href"), link.get("title")) for link in found.findall("a:link", NS)}
    assert titled == {
        "alternate": ("https://h/record?id=c&lang=ja", None), "via": ("https://example.org/a?b=1&c=2", "Wire"),
    }  # fmt: skip
    assert {(c.get("term"), c.get("label")) for c in found.findall("a:category", NS)} == {("t", "Term")}


@given(ANY, ANY, ANY, ANY)
def test_any_text_gives_well_formed_xml_and_stays_text(title: str, summary: str, address: str, key: str) -> None:
    entry = Entry(id=key.encode(errors="replace").decode(), title=title, updated=DAY, link=address, summary=summary,
                  sources=[(address, title)], terms=[(title, summary)])  # fmt: skip
    root = read(feed(title=title, subtitle=summary, address=address, entries=[entry]))
    (found,) = root.findall("a:entry", NS)
    assert len(found.findall("a:*", NS)) == len(list(found))
    assert [child for child in root.iter() if etree.QName(child).localname in {"b", "script"}] == []
    shown = found.findtext("a:title", namespaces=NS) or ""
    kept = atom._NO_XML.sub("", title)
    assert shown.replace("\r", "\n") == kept.replace("\r\n", "\n").replace("\r", "\n")


def test_the_same_feed_gives_the_same_bytes() -> None:
    assert atom.written(feed()) == atom.written(feed())
    assert atom.written(feed()).startswith(b"<?xml version='1.0' encoding='utf-8'?>")


@pytest.mark.parametrize(("name", "uri"), [
    ("claims/claim-x", "claims/claim-x"), ("feed/claims?q=a b&lang=ja", "feed/claims?q=a%20b&lang=ja"), ("x|y/é", "x%7Cy/%C3%A9"),
])  # fmt: skip
def test_a_tag_holds_only_what_an_address_may(name: str, uri: str) -> None:
    assert atom.tag(name) == atom.AUTHORITY + uri
