"""Whether a version of a list comes into service: rules that compare it with the version before and with a floor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datasets.dates import PartialDate

KEPT_SHARE: Final = 0.7


@dataclass(frozen=True, kw_only=True)
class Version:
    """What is compared: the date of a copy, ``None`` if unknown, and how many live entries it holds."""

    date: PartialDate | None
    count: int


def refusal(new: Version, *, last: Version | None, floor: int) -> str | None:
    """Why a version that was read in full is not accepted; ``None`` if it is.

    Args:
        new: The version.
        last: The last accepted version, ``None`` for the first.
        floor: Fewest entries a whole copy can hold.
    """
    if new.count < floor:
        return f"it holds {new.count:,} entries; a whole copy holds at least {floor:,}"
    if last is None:
        return None
    if new.count < KEPT_SHARE * last.count:
        return f"it holds {new.count:,} entries, below 70 % of the {last.count:,} of the last accepted version"
    return _older(new.date, last.date)


def _older(new: PartialDate | None, last: PartialDate | None) -> str | None:
    if last is None or last.earliest is None:
        return None
    if new is None or new.latest is None:
        return f"its date is unknown, the last accepted version is of {last.text}; put it in a folder named by its date"
    if new.latest < last.earliest:
        return f"its date {new.text} is before {last.text} of the last accepted version"
    return None
