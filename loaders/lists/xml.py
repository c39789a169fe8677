"""XML of official lists, read as a stream, with everything off that an attacker could use.

No document type is accepted (none of the official files has one), no entity is expanded, nothing is fetched. Large
text nodes are allowed: a notice can be long. Elements are matched on local names; publishers change namespaces.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Final

from lxml import etree

from loaders.lists.archives import open_member
from loaders.lists.errors import ListError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from loaders.lists.records import Data

PROLOG_LIMIT: Final = 1 << 20
ENCODINGS: Final = {
    "utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "windows-1252", "euc-kr", "cp949", "ks_c_5601-1987",
    "ms949", "windows-949",
}  # fmt: skip
_DECLARED = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_SKIPPED = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of an XML file, or of the one XML file inside a ZIP archive.

    Raises:
        ListError: If it cannot be read, or the archive is not safe to open.
    """
    try:
        with path.open("rb") as file:
            if file.read(4) == b"PK\x03\x04":
                with open_member(path, suffix=".xml") as member:
                    yield member
            else:
                file.seek(0)
                yield file
    except OSError as error:
        raise ListError(f"cannot be read: {error.strerror or error}", file=path) from None


def root_of(path: Path) -> str:
    """Local name of the root element, found without a parser.

    Raises:
        ListError: If the file is empty, no XML, has a document type, or an encoding no official list uses.
    """
    with opened(path) as file:
        head = file.read(PROLOG_LIMIT)
    if not head.strip():
        raise ListError("the file is empty; fetch it again", file=path)
    text = _decoded(head, path)
    if text.startswith("version https://git-lfs"):
        raise ListError("it is a Git LFS pointer, not the list; fetch the file it points to", file=path)
    if _HTML.match(text.lstrip()):
        raise ListError("it is a web page, not the list; the server may be refusing or busy", file=path)
    return _root(text, path)


def _decoded(head: bytes, path: Path) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", errors="replace").lstrip("\ufeff")
    text = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    if "\x00" in text[:64]:
        raise ListError("its encoding is not one an official list uses; save it as UTF-8", file=path)
    declared = _DECLARED.match(text)
    if declared and declared[1].casefold() not in ENCODINGS:
        raise ListError(f"its encoding {declared[1]!r} is not one an official list uses; save it as UTF-8", file=path)
    return text


def _root(text: str, path: Path) -> str:
    position = 0
    while skipped := _SKIPPED.match(text, position):
        position = skipped.end()
    if text.startswith("<!DOCTYPE", position):
        raise ListError("it has a document type (DOCTYPE), which no official list has; refused", file=path)
    found = _ROOT.match(text, position)
    if not found:
        raise ListError("it is not XML; fetch the file again", file=path)
    return found[1]


def require_root(path: Path, expected: Iterable[str]) -> str:
    """The root element's local name, refused unless it is one of those expected."""
    wanted = tuple(expected)
    root = root_of(path)
    if root not in wanted:
        hint = " (an error page of the server's storage)" if root == "Error" else ""
        raise ListError(f"its root element is {root}{hint}, not {' or '.join(wanted)}", file=path)
    return root


def elements(path: Path, wanted: Iterable[str]) -> Iterator[tuple[str, etree._Element]]:
    """Stream the elements of the wanted local names; each is emptied once the caller has moved on.

    Wanted elements must not lie inside each other.

    Yields:
        Local name and element. At the end, ``("", root)`` with what nobody wanted still inside the root.

    Raises:
        ListError: If the file is not well-formed.
    """
    with opened(path) as file:
        parser = etree.iterparse(
            file, events=("end",), tag=[f"{{*}}{name}" for name in wanted], resolve_entities=False, load_dtd=False,
            no_network=True, dtd_validation=False, remove_comments=True, remove_pis=True, huge_tree=True, recover=False,
        )  # fmt: skip
        try:
            for _event, element in parser:
                yield local_name(element.tag), element
                _forget(element)
            root = parser.root
        except etree.XMLSyntaxError as error:
            raise ListError(f"it is not well-formed XML ({error.msg}); it may be cut short", file=path) from None
        if root is not None:
            yield "", root


def _forget(element: etree._Element) -> None:
    """Empty an element and drop what came before it, so that memory stays flat."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


_LOCAL: dict[str, str] = {}


def local_name(tag: str) -> str:
    """A tag without its namespace."""
    name = _LOCAL.get(tag)
    if name is None:
        name = _LOCAL[tag] = tag.rpartition("}")[2]
    return name


def to_fields(element: etree._Element) -> Data:
    """An element as plain data: text alone, or a dict of children, attributes as ``@name``, text as ``#text``.

    A repeated child becomes a list.
    """
    return _fields(element) if len(element) or element.items() else element.text or ""


def _fields(element: etree._Element) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for child in element:
        tag = child.tag
        name = _LOCAL.get(tag) or local_name(tag)
        value = _fields(child) if len(child) or child.items() else child.text or ""
        if name in fields:
            held = fields[name]
            if type(held) is list:
                held.append(value)
            else:
                fields[name] = [held, value]
        else:
            fields[name] = value
    for attribute, held_value in element.items():
        fields[f"@{local_name(str(attribute))}"] = str(held_value)
    text = element.text
    if text and not text.isspace():
        fields["#text"] = text.strip()
    return fields


def leftovers_of(root: etree._Element, *, containers: Iterable[str] = ()) -> Iterator[str]:
    """Paths of elements still inside the root after a stream: nobody wanted them.

    Args:
        root: The root element.
        containers: Local names of children that only hold wanted elements; what they still hold is reported.
    """
    holders = set(containers)
    for child in root:
        if isinstance(child.tag, str):
            name = local_name(child.tag)
            if name not in holders:
                yield f"{local_name(root.tag)}/{name}"
            yield from (f"{name}/{local_name(inner.tag)}" for inner in child if name in holders)
