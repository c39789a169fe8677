"""Ids for records to which the publisher gives none: from what the record is, never from its position."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from loaders.cleaning import half_width

LENGTH: Final = 12
_NOISE: Final = re.compile(r"[\W_]+")


def derived_id(*parts: str) -> str:
    """A short id from list, printed name and listing date; case, width, blanks and punctuation do not change it."""
    text = "\x1f".join(_NOISE.sub("", half_width(part)).casefold() for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
