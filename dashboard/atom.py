"""Atom feeds (RFC 4287) from plain values: every text is escaped, and what XML cannot hold is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
TYPE: Final = "application/atom+xml"
# Tag URIs (RFC 4151) name a row for good, wherever it is served from; nobody can own a name under .invalid.
AUTHORITY: Final = "tag:dprk-russia-tracker.invalid,2026:"
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry.

    Attributes:
        id: What it is, below :data:`AUTHORITY`.
        title: One line.
        updated: Day of the fact.
        link: Address of its page.
        summary: Plain text.
        sources: Address and title of the documents behind it.
        terms: Code and label of what it is filed under.
    """

    id: str
    title: str
    updated: dt.date
    link: str
    summary: str = ""
    sources: Sequence[tuple[str, str]] = ()
    terms: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed.

    Attributes:
        id: What it is, below :data:`AUTHORITY`.
        title: Its name.
        subtitle: What it holds and what it is not.
        updated: Day of the release it was made from.
        address: Its own address.
        page: Address of the page that shows the same.
        language: Language of its texts.
        author: Who publishes it.
        rights: Its licence.
        entries: Newest first.
    """

    id: str
    title: str
    subtitle: str
    updated: dt.date
    address: str
    page: str
    language: str
    author: str
    rights: str
    entries: Sequence[Entry]


def written(feed: Feed) -> bytes:
    """The feed as an XML document in UTF-8; the same bytes for the same feed."""
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": feed.language})
    _text(root, "id", tag(feed.id))
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", moment(feed.updated))
    _link(root, "self", feed.address, TYPE)
    _link(root, "alternate", feed.page, "text/html")
    _text(ET.SubElement(root, "author"), "name", feed.author)
    _text(root, "rights", feed.rights)
    for entry in feed.entries:
        _entry(ET.SubElement(root, "entry"), entry)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _entry(element: ET.Element, entry: Entry) -> None:
    _text(element, "id", tag(entry.id))
    _text(element, "title", entry.title)
    _text(element, "updated", moment(entry.updated))
    _text(element, "published", moment(entry.updated))
    _link(element, "alternate", entry.link, "text/html")
    for address, title in entry.sources:
        _link(element, "via", address, None, title)
    for code, label in entry.terms:
        ET.SubElement(element, "category", {"term": _held(code), "label": _held(label)})
    if entry.summary:
        _text(element, "summary", entry.summary)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _held(text)


def _link(parent: ET.Element, relation: str, address: str, kind: str | None, title: str = "") -> None:
    given = {"rel": relation, "type": kind, "href": _held(address), "title": _held(title)}
    ET.SubElement(parent, "link", {name: value for name, value in given.items() if value})


def _held(text: str) -> str:
    """What an XML document can hold of a text."""
    return _NO_XML.sub("", text)


def tag(name: str) -> str:
    """A tag URI."""
    return AUTHORITY + quote(name, safe="/?&=:;,+@!$'()*~._-")


def moment(day: dt.date) -> str:
    """A day as the date construct of Atom wants it: its first moment in UTC."""
    return f"{day.isoformat()}T00:00:00Z"
