"""Records written inside others: their keys, their parents, and errors that name them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from datasets.schema import CURATED
from loaders.curated import NESTED, read_folder
from tests.conftest import MINI_FACTS
from tests.loaders.facts import by_id, problems, write

if TYPE_CHECKING:
    from pathlib import Path

    from loaders.curated import Problem


def only(folder: Path) -> Problem:
    """The one thing that is wrong."""
    (problem,) = problems(folder)
    return problem


TARGET = """\
- target_id: vessel-angara
  kind: vessel
  name: ANGARA
  names:
    - name: ANGARA
      script: latin
      strength: primary
      origin: issuer_text
    - name: Ангара
      script: cyrillic
      strength: alias
      origin: press
  identifiers:
    - type: imo
      value: "9179842"
      origin: issuer_text
"""


def test_children_get_the_key_of_the_record_around_them_and_one_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, "targets", TARGET)
    found = by_id(read_folder(tmp_path))
    (cyrillic,) = {r.id for r in found.values() if r.row.get("name") == "Ангара"}
    assert set(found) == {"vessel-angara", "vessel-angara.angara", cyrillic, "vessel-angara.imo.9179842"}
    assert cyrillic.startswith("vessel-angara.")
    assert cyrillic.isascii()
    child = found["vessel-angara.imo.9179842"]
    assert (child.table, child.row["target_id"], child.parent, child.line) == (
        "target_identifiers",
        "vessel-angara",
        "vessel-angara",
        14,
    )


def test_the_key_of_a_child_does_not_depend_on_its_place(tmp_path: Path) -> None:
    write(tmp_path / "one", "targets", TARGET)
    head, latin, cyrillic, rest = re.split(r"(?=    - name|  identifiers)", TARGET, maxsplit=3)
    write(tmp_path / "other", "targets", head + cyrillic + latin + rest)
    assert set(by_id(read_folder(tmp_path / "one"))) == set(by_id(read_folder(tmp_path / "other")))


def test_a_child_may_name_its_own_key(tmp_path: Path) -> None:
    write(
        tmp_path,
        "targets",
        TARGET.replace("    - type: imo", "    - target_identifier_id: angara-imo\n      type: imo"),
    )
    assert "angara-imo" in by_id(read_folder(tmp_path))


def test_parts_of_a_claim_take_its_transfer_and_parts_of_a_listing_its_target(tmp_path: Path) -> None:
    found = by_id(read_folder(MINI_FACTS))
    part = found["claim-rok-mnd-2024-02-26-containers.vessel-angara-9179842.carrier"].row
    assert (part["claim_id"], part["transfer_id"], part["target_id"]) == (
        "claim-rok-mnd-2024-02-26-containers", "transfer-munitions", "vessel-angara-9179842",
    )  # fmt: skip
    link = found["us-2024-05-16-arms.transfer-munitions.stated"].row
    assert (link["measure_id"], link["transfer_id"], link["basis"]) == (
        "us-2024-05-16-arms",
        "transfer-munitions",
        "stated",
    )


def test_an_error_in_a_child_names_the_child_and_its_line(tmp_path: Path) -> None:
    write(tmp_path, "targets", TARGET.replace("strength: alias", "strength: nickname"))
    problem = only(tmp_path)
    assert (problem.line, problem.field) == (11, "strength")
    assert problem.record.startswith("vessel-angara.")


def test_children_that_are_no_list_are_named(tmp_path: Path) -> None:
    write(tmp_path, "targets", TARGET[: TARGET.index("  names")] + "  names: ANGARA\n")
    assert "holds a list of records" in only(tmp_path).message


def test_two_equal_children_have_one_key_which_the_check_refuses(tmp_path: Path) -> None:
    write(tmp_path, "targets", TARGET.replace("Ангара", "Angara"))
    keys = [record.id for record in read_folder(tmp_path)]
    assert len(keys) == len(set(keys)) + 1


def test_children_go_to_curated_tables_under_columns_that_exist() -> None:
    tables = {table.name: table for table in CURATED}
    for (table, _), child in NESTED.items():
        assert table in tables
        assert {child.parent, *child.key, *child.copied} <= set(tables[child.table].names)
