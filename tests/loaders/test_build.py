"""The build: same facts, same bytes; an error leaves the release before in service; a stale release is said to be."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from datasets import store
from datasets.definitions.derive import DERIVED
from datasets.schema import CURATED, TABLES
from loaders import build as building
from loaders.build import BuildError, build, verify
from loaders.curated import CuratedError
from tests.conftest import MINI_FACTS
from tests.loaders.facts import add, change, mini

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_LISTS = Path("no-lists")


def make(curated: Path, out: Path) -> str:
    return build(curated=curated, lists=NO_LISTS, out=out)


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def manifest(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / store.MANIFEST).read_text())
    return read


def test_a_second_build_gives_the_same_bytes_manifest_included(tmp_path: Path) -> None:
    one, other = make(MINI_FACTS, tmp_path / "one"), make(MINI_FACTS, tmp_path / "other")
    assert one == other
    assert content(tmp_path / "one") == content(tmp_path / "other")
    make(MINI_FACTS, tmp_path / "one")
    assert content(tmp_path / "one") == content(tmp_path / "other")


def test_the_order_in_which_the_disk_lists_files_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(MINI_FACTS, tmp_path / "one")
    rglob = Path.rglob

    def backwards(self: Path, pattern: str) -> Iterator[Path]:
        yield from sorted(rglob(self, pattern), reverse=True)

    monkeypatch.setattr(Path, "rglob", backwards)
    make(MINI_FACTS, tmp_path / "other")
    assert content(tmp_path / "one") == content(tmp_path / "other")


def test_facts_moved_between_files_give_the_same_tables(tmp_path: Path) -> None:
    make(MINI_FACTS, tmp_path / "one")
    folder = mini(tmp_path)
    for table in ("sources", "targets", "events", "places"):
        records = (folder / table / "f.yaml").read_text().split("\n- ")
        (folder / table / "f.yaml").unlink()
        for number, record in enumerate(records):
            text = record if record.startswith("- ") else f"- {record}"
            (folder / table / f"{len(records) - number}.yaml").write_text(text.rstrip("\n") + "\n")
    make(folder, tmp_path / "other")
    assert manifest(tmp_path / "one")["tables"] == manifest(tmp_path / "other")["tables"]
    assert manifest(tmp_path / "one")["inputs"] != manifest(tmp_path / "other")["inputs"]


def test_a_release_holds_every_table_sorted_by_its_key(mini: store.Release) -> None:
    assert set(mini.manifest["tables"]) == set(TABLES)
    assert mini.faults == {}
    for table in (*CURATED, *(TABLES[name] for name in DERIVED)):
        keys = store.collect(mini.table(table.name)).select(table.key).rows()
        assert keys == sorted(keys), table.name
        assert len(keys) == len(set(keys))
    assert all(mini.rows[name] > 0 for name in ("claims", "links", "target_names", "participations", *DERIVED))


def test_a_changed_fact_changes_the_id_the_digest_of_its_file_and_its_table_only(tmp_path: Path) -> None:
    folder = mini(tmp_path)
    change(folder, "events", "event-2024-03-28-veto", title_en="Veto of the experts")
    make(MINI_FACTS, tmp_path / "one")
    make(folder, tmp_path / "other")
    before, after = manifest(tmp_path / "one"), manifest(tmp_path / "other")
    assert before["release"] != after["release"]
    assert {n for n in TABLES if before["tables"][n] != after["tables"][n]} == {"events"}
    differ = {n for n in before["inputs"] if before["inputs"][n] != after["inputs"].get(n)}
    assert differ == {"all", "curated/events/f.yaml"}


def test_the_release_day_is_that_of_the_newest_check_or_document(tmp_path: Path) -> None:
    make(MINI_FACTS, tmp_path / "one")
    assert manifest(tmp_path / "one")["date"] == "2024-07-01"
    folder = mini(tmp_path)
    change(folder, "sources", "src-three", published="2024-07-15")
    make(folder, tmp_path / "other")
    assert manifest(tmp_path / "other")["date"] == "2024-07-15"
    assert manifest(tmp_path / "other")["release"].startswith("2024-07-15-")


def test_a_document_of_which_only_the_year_is_known_moves_no_release_into_the_future(tmp_path: Path) -> None:
    folder = mini(tmp_path)
    change(folder, "sources", "src-three", published="2024")
    with pytest.raises(CuratedError, match="2024 may lie after 2024-07-01"):
        make(folder, tmp_path / "out")
    change(folder, "sources", "src-three", published="2024/2024-07-01")
    make(folder, tmp_path / "out")
    assert manifest(tmp_path / "out")["date"] == "2024-07-01"


def test_data_reach_as_far_as_the_jurisdiction_checked_least(tmp_path: Path) -> None:
    make(MINI_FACTS, tmp_path / "one")
    assert manifest(tmp_path / "one")["data_through"] == "2023-12-31"
    folder = mini(tmp_path)
    change(folder, "coverage", "coverage-eu", to="2025-01-01")
    make(folder, tmp_path / "other")
    assert manifest(tmp_path / "other")["data_through"] == "2024-06-30"


def test_without_any_day_there_is_no_release(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="a release needs a day"):
        building.newest_day({"coverage": [], "sources": []})
    assert building.newest_day({"coverage": [{"checked_on": dt.date(2024, 1, 1)}], "sources": []}) == dt.date(
        2024, 1, 1
    )


@pytest.mark.parametrize("fault", ["in one file", "across files", "in the disk"])
def test_a_failed_build_leaves_the_release_before_in_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    out, folder = tmp_path / "out", mini(tmp_path)
    make(folder, out)
    before = content(out)
    change(folder, "events", "event-2024-03-28-veto", title_en="Changed")
    if fault == "in one file":
        change(folder, "places", "place-rajin", kind="harbour")
    elif fault == "across files":
        change(folder, "places", "place-rajin", latitude="91")
    else:
        monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises((CuratedError, OSError)):
        make(folder, out)
    assert content(out) == before


def refuse(path: Path, target: Path) -> None:
    """A disk that is full."""
    raise OSError(28, "No space left on device", str(target))


def test_nothing_is_written_where_the_facts_have_errors(tmp_path: Path) -> None:
    folder = mini(tmp_path)
    add(folder, "places", {"place_id": "place-x"})
    with pytest.raises(CuratedError, match="nothing was built"):
        make(folder, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_verify_passes_what_the_facts_give_and_writes_nothing(tmp_path: Path) -> None:
    release = make(MINI_FACTS, tmp_path / "out")
    before = content(tmp_path / "out")
    assert verify(curated=MINI_FACTS, lists=NO_LISTS, out=tmp_path / "out") == release
    assert content(tmp_path / "out") == before


def test_verify_says_which_tables_of_a_stale_release_differ(tmp_path: Path) -> None:
    release = make(MINI_FACTS, tmp_path / "out")
    folder = mini(tmp_path)
    change(folder, "events", "event-2024-03-28-veto", title_en="Changed")
    with pytest.raises(BuildError) as error:
        verify(curated=folder, lists=NO_LISTS, out=tmp_path / "out")
    assert str(error.value) == f"the committed release {release} is stale (events differ): run `tracker build`"


def test_verify_tells_inputs_that_changed_without_changing_a_table(tmp_path: Path) -> None:
    make(MINI_FACTS, tmp_path / "out")
    folder = mini(tmp_path)
    path = folder / "events" / "f.yaml"
    path.write_text("# a remark\n" + path.read_text())
    with pytest.raises(BuildError, match=r"is stale \(inputs differ\)"):
        verify(curated=folder, lists=NO_LISTS, out=tmp_path / "out")


def test_verify_without_a_release_says_so(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="is missing: run `tracker build`"):
        verify(curated=MINI_FACTS, lists=NO_LISTS, out=tmp_path / "nowhere")


def test_a_hidden_alternative_stays_out_of_every_sum(mini: store.Release) -> None:
    """Hard case 1 through the whole build: the two calibres share their words, and neither may be added."""
    rows = {r["claim_id"]: r for r in store.rows(mini.table("claims"))}
    pair = [rows[f"claim-rok-mnd-2024-02-26-rounds-{calibre}"] for calibre in (152, 122)]
    assert len({r["quantity_display"] for r in pair}) == 1
    assert not any(r["additive"] for r in pair)
