"""A release with as many listings as asked for: the shipped one, its targets and listings extended.

Every other table stays as shipped; derived tables are derived again from the whole. The same release and seed give the
same bytes.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from datasets import store, vocabulary
from datasets.definitions.derive import derive
from datasets.schema import TABLES

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.random import Generator

BEGIN: Final = dt.date(2022, 1, 1)
LISTINGS_A_TARGET: Final = 1.6
# Share of listings whose day is known to the month only, and of listings that ended.
MONTH_ONLY, ENDED = 0.03, 0.05
SHARES: Final = {"US": 0.38, "EU": 0.22, "JP": 0.12, "KR": 0.12, "UK": 0.12, "UN": 0.04}
KIND_SHARES: Final = {"person": 0.45, "entity": 0.45, "vessel": 0.09, "aircraft": 0.01}
COUNTRIES: Final = (
    "RU", "KP", "CN", "HK", "AE", "TR", "IR", "BY", "KZ", "KG", "IN", "SG", "MY", "VN", "TW", "CY", "MT", "PA", "LR",
    "MH", "MN", "GE", "AM", "UZ", "ZA", "SY", "MM", "LA",
)  # fmt: skip
SYLLABLES: Final = (
    "al", "ba", "chen", "dor", "el", "gor", "hin", "ivan", "jo", "kas", "lin", "mar", "nov", "ok", "pet", "qua", "ro",
    "sun", "tor", "ul", "vo", "xan", "yam",
)  # fmt: skip
FIRMS: Final = ("TRADING", "SHIPPING", "BANK", "INDUSTRIES", "LOGISTICS", "TECHNOLOGIES", "PETROLEUM", "ARMS", "OOO")
GROUNDS: Final = (
    ("procures electronics for a listed body", "指定団体のために電子部品を調達", "지정 단체를 위해 전자 부품을 조달"),
    ("carried cargo between the two states", "両国間で貨物を輸送", "양국 간 화물을 운송"),
    ("keeps accounts for a listed bank", "指定銀行のために口座を管理", "지정 은행의 계좌를 관리"),
    ("is owned by a listed person", "指定個人が所有", "지정 개인이 소유"),
    ("sends workers abroad", "労働者を国外に派遣", "노동자를 해외에 파견"),
    ("sells refined oil above the limit", "上限を超えて石油精製品を販売", "한도를 넘겨 정제유를 판매"),
)


def enlarge(source: Path, folder: Path, *, listings: int, seed: int = 11) -> None:
    """Write a release with ``listings`` rows in table ``listings``.

    Args:
        source: Folder of the release to extend; its own rows stay.
        folder: Where to write.
        listings: Rows of table ``listings`` in all.
        seed: Of every random choice.
    """
    old = store.open_release(source, engine="polars")
    frames = {name: store.collect(old.table(name)) for name in TABLES}
    chance = np.random.default_rng(seed)
    wanted = listings - frames["listings"].height
    sources = frames["sources"]["source_id"].to_list() or [None]
    targets = _targets(int(wanted / LISTINGS_A_TARGET), chance, sources)
    made = _listings(wanted, targets, frames["measures"], chance, last=old.day, sources=sources)
    for name, rows in (("targets", targets), ("listings", made)):
        added = store.conform(_filled(rows, TABLES[name].arrow), TABLES[name].arrow)
        frames[name] = pl.concat([frames[name], added]).sort(TABLES[name].key)
    frames |= derive({name: store.lazy(frame) for name, frame in frames.items()}, old.day)
    tables = {name: frame.to_arrow().cast(TABLES[name].arrow) for name, frame in frames.items()}
    store.write_release(tables, folder, date=old.day, data_through=old.day, inputs={"seed": str(seed)})


def _targets(count: int, chance: Generator, sources: list[Any]) -> pl.DataFrame:
    """Generated targets: only people have a birth year, only ships a flag."""
    kinds = _picked(chance, list(KIND_SHARES), count, list(KIND_SHARES.values()))
    countries = _picked(chance, COUNTRIES, count)
    is_ship, is_person = pl.col("kind") == "vessel", pl.col("kind") == "person"
    frame = pl.DataFrame({"kind": kinds, "name": _names(count, chance), "nationality_or_registry": countries})
    frame = frame.with_columns(
        pl.Series("located_in", _picked(chance, COUNTRIES, count)),
        pl.Series("birth_year", chance.integers(1940, 2000, count)),
        pl.Series("source_ids", _lists([[s] for s in sources], count, chance), dtype=pl.List(pl.String)),
        target_id=pl.format("{}-generated-{}", "kind", pl.int_range(count).cast(pl.String).str.zfill(7)),
        known_from=pl.lit(BEGIN),
    )
    return frame.with_columns(
        flag=pl.when(is_ship).then("nationality_or_registry"), birth_year=pl.when(is_person).then("birth_year")
    )


def _listings(
    count: int, targets: pl.DataFrame, measures: pl.DataFrame, chance: Generator, *, last: dt.date, sources: list[Any]
) -> pl.DataFrame:
    """Generated listings; within a day jurisdictions take turns, so that a filter on them changes the first rows."""
    jurisdictions = _picked(chance, list(SHARES), count, list(SHARES.values()))
    frame = pl.DataFrame({"jurisdiction": jurisdictions}).with_columns(*_days("listed", count, last, chance))
    frame = frame.hstack(targets[chance.integers(0, targets.height, count)].select(
        "target_id", target_name="name", target_kind="kind", name_as_listed=pl.col("name").str.to_uppercase()
    ))  # fmt: skip
    frame = frame.with_columns(turn=pl.int_range(pl.len()).over("listed", "jurisdiction").cast(pl.String).str.zfill(4))
    frame = _with_acts(frame, measures, chance).with_columns(*_codes(count, chance), *_grounds(count, chance))
    ended = pl.Series(chance.random(count) < ENDED)
    later = pl.when(ended & (pl.col("listed_basis") == "stated") & (pl.col("listed_latest") < last)).then(pl.lit(last))
    return frame.with_columns(
        pl.Series("source_ids", _lists([[s] for s in sources], count, chance), dtype=pl.List(pl.String)),
        listing_id=pl.format("listing-generated-{}-{}-{}", "listed", "turn", pl.col("jurisdiction").str.to_lowercase()),
        spell=pl.lit(1), list_name=pl.format("{}-list", pl.col("jurisdiction").str.to_lowercase()),
        list_reference=pl.int_range(count).cast(pl.String), origins=pl.lit(["official_list"]),
        known_from=pl.col("listed_latest"), delisted_earliest=later, delisted_latest=later, delisted=later.cast(pl.String),
        delisted_basis=pl.when(later.is_not_null()).then(pl.lit("stated")),
        delisting_reason=pl.when(later.is_not_null()).then(pl.lit("policy")),
    )  # fmt: skip


def _days(name: str, count: int, last: dt.date, chance: Generator) -> list[pl.Expr]:
    """A date field: most days exact, some known to the month."""
    first = np.datetime64(BEGIN)
    span = max((last - BEGIN).days, 31)
    day = pl.lit(pl.Series(first + chance.integers(0, span, count).astype("timedelta64[D]")).cast(pl.Date))
    rough = pl.lit(pl.Series(chance.random(count) < MONTH_ONLY))
    return [
        pl.when(rough).then(day.dt.strftime("%Y-%m")).otherwise(day.cast(pl.String)).alias(name),
        pl.when(rough).then(day.dt.month_start()).otherwise(day).alias(f"{name}_earliest"),
        pl.when(rough).then(day.dt.month_end()).otherwise(day).alias(f"{name}_latest"),
        pl.lit("stated").alias(f"{name}_basis"),
    ]


def _with_acts(frame: pl.DataFrame, measures: pl.DataFrame, chance: Generator) -> pl.DataFrame:
    """Every second listing under one of the measures of its jurisdiction, where there is one."""
    acts = measures.sort("measure_id").select(
        "jurisdiction", "measure_id", "package_id", "kinds", number=pl.int_range(pl.len()).over("jurisdiction")
    )
    held = acts.group_by("jurisdiction").agg(held=pl.len())
    frame = frame.join(held, on="jurisdiction", how="left", maintain_order="left")
    draw = pl.lit(pl.Series(chance.integers(0, 2**30, frame.height)))
    frame = frame.with_columns(number=pl.when(draw % 2 == 0).then(draw // 2 % pl.col("held")).cast(pl.Int64))
    acts = acts.with_columns(pl.col("number").cast(pl.Int64))
    return frame.join(acts, on=["jurisdiction", "number"], how="left", maintain_order="left")


def _codes(count: int, chance: Generator) -> list[pl.Series]:
    """Columns of codes and of lists of codes."""
    effects = [[e] for e in vocabulary.codes("effect")] + [["asset_freeze", "travel_ban"]]
    lists = {"effects": effects, "programmes": [["RUSSIA-EO14024"], ["DPRK3", "DPRK4"], ["PRK"]],
             "legal_basis": [["E.O. 14024"], ["Regulation (EU) 2017/1509"], ["FEFA"]]}  # fmt: skip
    singles = ("nexus", "nexus_by", "resolution_basis")
    return [
        *(pl.Series(name, _picked(chance, vocabulary.codes(name), count)) for name in singles),
        *(pl.Series(name, _lists(values, count, chance), dtype=pl.List(pl.String)) for name, values in lists.items()),
    ]


def _grounds(count: int, chance: Generator) -> list[pl.Series]:
    """Grounds in three languages, each with a number of its own."""
    which, number = chance.integers(0, len(GROUNDS), count), pl.Series(chance.integers(10_000, 99_999, count))
    return [
        (pl.Series([row[place] for row in GROUNDS])[which] + " " + number.cast(pl.String)).alias(f"grounds_{language}")
        for place, language in enumerate(("en", "ja", "ko"))
    ]


def _names(count: int, chance: Generator) -> pl.Series:
    """Names of two words and a line of business."""
    words = pl.Series([(a + b).capitalize() for a in SYLLABLES for b in SYLLABLES])
    first, second = (words[chance.integers(0, words.len(), count)] for _ in range(2))
    return first + " " + second + " " + pl.Series(FIRMS)[chance.integers(0, len(FIRMS), count)]


def _picked(chance: Generator, values: Any, count: int, shares: list[float] | None = None) -> pl.Series:
    """Values drawn at random, with replacement."""
    return pl.Series(values, dtype=pl.String)[chance.choice(len(values), count, p=shares)]


def _lists(values: list[list[Any]], count: int, chance: Generator) -> pl.Series:
    """Lists drawn at random, with replacement."""
    return pl.Series(values, dtype=pl.List(pl.String))[chance.integers(0, len(values), count)]


def _filled(frame: pl.DataFrame, schema: pa.Schema) -> pl.DataFrame:
    """A frame with every column of a schema; what it lacks is null."""
    return frame.with_columns(pl.lit(None).alias(name) for name in schema.names if name not in frame.columns)


if __name__ == "__main__":
    enlarge(Path(sys.argv[1]), Path(sys.argv[2]), listings=int(sys.argv[3]))
