"""HTML written piece by piece: text is escaped, and only what was made here passes as markup."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from dashboard.display import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

EMPTY: Final = {"meta", "wbr"}


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *children: object, **attributes: object) -> Markup:
    """An element.

    Args:
        name: Its name.
        children: Markup stands as it is, all else as text; ``None`` is left out.
        attributes: By name, a trailing ``_`` and ``_`` for ``-`` allowed; ``None`` is left out.
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in EMPTY:
        return Markup(f"<{name}{said}>")
    return Markup(f"<{name}{said}>{joined(*children)}</{name}>")


def joined(*children: object) -> Markup:
    """Pieces one after the other."""
    return Markup("".join(_escaped(child) for child in children if child is not None))


def each(name: str, /, children: Iterable[object], **attributes: object) -> Markup:
    """One element of a kind for each piece."""
    return joined(*(tag(name, child, **attributes) for child in children))


def link(address: str | None, text: object) -> Markup:
    """A link to a document, if its address is one that may become one: https only; else its text."""
    found = safe(address)
    return tag("a", text, href=found) if found else joined(text)


def _escaped(child: object) -> str:
    return str(child) if isinstance(child, Markup) else html.escape(str(child))
