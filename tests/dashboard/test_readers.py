"""Programs read the addresses of the running app unchanged: pandas and Polars, filtered and not."""

from __future__ import annotations

import datetime as dt
from typing import Final

import pandas as pd
import polars as pl
import pytest

from dashboard import data, downloads
from datasets.filters import Filters
from datasets.queries import results
from tests.browser.conftest import server

__all__ = ["server"]

STATES: Final = [
    ("claims", Filters()), ("claims", Filters(codes={"direction": ("russia_to_dprk",)})),
    ("measures", Filters(codes={"jurisdiction": ("US", "KR")}, as_of=dt.date(2024, 6, 1))),
    ("listings", Filters(q="bank")), ("lags", Filters()),
    ("timeline", Filters(since=dt.date(2024, 3, 15), until=dt.date(2024, 9, 30), dates="inside")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "state"), STATES)
def test_pandas_and_polars_read_every_address_as_the_rows_of_the_view(
    server: str, name: str, state: Filters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRACKER_TABLES", raising=False)
    monkeypatch.setattr(data, "_opened", None)
    wanted = results.whole(data.tables(state), name, state)
    texts = [c for c, kind in wanted.schema.items() if kind == pl.String and not wanted[c].null_count()]
    values = wanted[texts[0]].to_list()
    assert values
    for more in ({}, {"raw": "1"}):
        address = f"{server}/{downloads.address(name, state, **more)}"
        for frame in (pd.read_csv(address, dtype=str), pl.read_csv(address, infer_schema=False)):
            assert list(frame.columns) == wanted.columns
            assert list(frame[texts[0]]) == values
    parquet = f"{server}/{downloads.address(name, state, 'parquet')}"
    assert pl.read_parquet(parquet).rows() == wanted.rows()
    assert len(pd.read_parquet(parquet)) == wanted.height
