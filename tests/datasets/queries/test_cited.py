"""Documents behind rows: those that rows name, or those of the claims and measures that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from datasets.definitions.derive import tables_of
from datasets.filters import Filters
from datasets.queries import cited, results

if TYPE_CHECKING:
    from datasets import store


def keys(mini: store.Release, name: str) -> list[str]:
    tables, table = tables_of(mini, None), results.declaration(name)
    found = results.whole(tables, name, Filters())
    return [row["source_id"] for row in cited.documents(tables, table, found)]


def test_rows_that_name_documents_give_them_once_in_their_order(mini: store.Release) -> None:
    rows = results.whole(tables_of(mini, None), "claims", Filters())
    named = dict.fromkeys(key for cell in rows["source_ids"].to_list() for key in cell)
    assert keys(mini, "claims") == list(named)


@pytest.mark.parametrize("name", ["proof", "lags", "un_cap"])
def test_rows_that_name_claims_or_measures_give_the_documents_of_those(mini: store.Release, name: str) -> None:
    assert keys(mini, name)
    assert not set(cited.columns(results.declaration(name))) & {"source_ids", "target_id", "transfer_id", "claimant_id"}


@pytest.mark.parametrize("name", ["sensitivity", "lead_lag", "instruments"])
def test_counts_lead_to_no_document(mini: store.Release, name: str) -> None:
    assert keys(mini, name) == []
