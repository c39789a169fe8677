"""Rows of table ``lags`` by hand, for the definitions that take them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.datasets.definitions.builders import row

if TYPE_CHECKING:
    from tests.datasets.definitions.builders import Row

WAYS: Final = {"clock": "first_official", "endpoint": "stated"}


def lagged(trigger_id: str, jurisdiction: str = "US", class_: str = "none_yet", **given: Any) -> Row:
    """One row of ``lags`` of the default clock and endpoint."""
    return row("lags", **{"trigger_id": trigger_id, "jurisdiction": jurisdiction, "class": class_, **WAYS, **given})


def answered(trigger_id: str, low: int, high: int | None = None, package: str | None = "p", **given: Any) -> Row:
    """An answer after so many days, at most ``high``."""
    days = {"lag_days_low": low, "lag_days_high": low if high is None else high}
    return lagged(trigger_id, **{"class_": "responded", "package_id": package, **days, **given})


def waits(trigger_id: str, days: int, **given: Any) -> Row:
    """No answer yet after so many days."""
    return lagged(trigger_id, lag_days_low=days, is_censored=True, **given)
