"""Fields of the asset-freeze list: the same columns under many names, several values in one cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from loaders.cleaning import country, country_of_address, half_width, tidy
from loaders.lists.draft import Draft
from loaders.lists.entry import Identifier, Kind, ListDate, Strength
from loaders.lists.errors import ListError
from loaders.lists.jp_mof_names import names_in
from loaders.lists.privacy import BLANK, redact, years_only
from loaders.published_dates import japanese, published

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loaders.lists.entry import Entry
    from loaders.lists.reading import Reading
    from loaders.lists.records import Data

UNKNOWN: Final = ("不明", "なし", "-", "－")
JAPANESE_NAME: Final = ("日本語表記", "氏名（日本語）")
ENGLISH_NAME: Final = ("英語表記", "氏名（英語）")
ALIASES: Final = (
    "別名", "別名・別称", "別称", "別称・別名", "別称・旧称", "確定可能な別名", "旧称", "旧称・以前の呼称", "以前の別名",
    "過去の別名", "別名・別称（日本語）", "別名・別称（英語）", "旧称（日本語）", "旧称（英語）",
)  # fmt: skip
WEAK: Final = ("確定に十分でない別名", "確定に十分でない別名（日本語）", "確定に十分でない別名（英語）")
WORDS: Final = (
    "称号", "称号（日本語）", "称号（英語）", "肩書", "肩書等", "役職", "役職（日本語）", "役職（英語）", "詳細",
    "決議1483上の根拠", "指定の根拠", "その他の情報",
)  # fmt: skip
BIRTHS: Final = ("生年月日", "生年月日・出生地")
BIRTHPLACES: Final = ("出生地", "出生地・出身地", "出生地（日本語）", "出生地（英語）")
NATIONALITIES: Final = ("国籍", "国籍（日本語）", "国籍（英語）")
COUNTRIES: Final = ("住所・所在地（国）（日本語）", "住所・所在地（国）（英語）")
ADDRESSES: Final = (
    "住所", "住所等", "住所・所在地", "所在地", "所在地・住所登録された事務所の住所", "活動地域・住所",
    "住所・所在地（都市その他の情報）（日本語）", "住所・所在地（都市その他の情報）（英語）",
)  # fmt: skip
PRIVATE: Final = ("旅券番号", "ID番号", "身分登録番号", "身分証番号")
RAW_ONLY: Final = (
    "電話", "FAX", "電話番号", "国連参照番号", "リスト掲載日", "国連制裁員会による指定日", "国連制裁委員会による指定日",
    "個人・団体", "区分", "番号", "告示番号",
)  # fmt: skip
NOTICE: Final = "外務省告示情報"
DATE: Final = "告示日付"
_SEPARATOR: Final = re.compile(r"[;；、,，\n]|又は|及び|[（(][a-z][）)]")
_IMO: Final = re.compile(r"IMO番号\s*[:：]\s*(\d{7})")
_SWIFT: Final = re.compile(r"SWIFT(?:/BIC)?\s*[:：]\s*([A-Z0-9]{8,11})")
_REGISTRATION: Final = re.compile(r"登録番号\s*[:：]\s*([\w/-]{5,})")
_WALLETS: Final = re.compile(r"暗号資産アドレス\s*[:：]((?:\s*[；;]?\s*[A-Za-z0-9]{25,})+)")
_FIRST_DAY: Final = re.compile(r"\d{4}\.\d{1,2}\.\d{1,2}")


def build(
    fields: Mapping[str, str], *, number: str, category: str, kind: Kind | None, where: str,
    legal_basis: str | None, reading: Reading, birth: str | None = None,
) -> Entry:  # fmt: skip
    """One entry from the cells of one row.

    Args:
        fields: Column → cell; empty cells left out.
        number: Notice number or stable id as published.
        category: Number of the category, ``1`` to ``44``.
        kind: What the publisher says it is, if it does.
        where: How to name the row in an error.
        legal_basis: Title of the category.
        reading: The reading, for notices.
        birth: Years of birth, where the cell held a spreadsheet date.

    Raises:
        ListError: If the row has no number, or neither a name nor a deletion.
    """
    entry_id = stable_id(number, category)
    if entry_id is None:
        raise ListError("the row has no number", file=reading.path, record=where, field="番号")
    draft = Draft(reading.list_name, entry_id, kind=kind, part=entry_id[:3])
    draft.programmes = [entry_id[:3]]
    draft.legal_basis = [legal_basis] if legal_basis else []
    _dates(fields.get(DATE, ""), draft)
    for name in JAPANESE_NAME:
        draft.name(tidy(fields[name]) if name in fields else None, strength="primary", language="ja")
    for name in ENGLISH_NAME:
        _names(fields.get(name), draft, strength="primary")
    for column in (*ALIASES, *WEAK):
        _names(
            fields.get(column),
            draft,
            strength="weak" if column in WEAK else "alias",
            with_latin=_latin_pair(column, fields),
        )
    if not draft.names and draft.delisted is None:
        raise ListError(
            "the row has neither a name nor a deletion", file=reading.path, record=where, field=JAPANESE_NAME[0]
        )
    _birth(fields, draft, birth)
    _places(fields, draft)
    _words(fields, draft)
    raw = {column: _blanked(column, cell, birth) for column, cell in fields.items()}
    known = (*JAPANESE_NAME, *ENGLISH_NAME, *ALIASES, *WEAK, *WORDS, *BIRTHS, *BIRTHPLACES, *NATIONALITIES, *COUNTRIES)
    left = tuple(c for c in fields if c not in {*known, *ADDRESSES, *PRIVATE, *RAW_ONLY, NOTICE, DATE})
    return draft.entry(raw, left, text=redact(fields.get(NOTICE, "")))


def stable_id(number: str, category: str) -> str | None:
    """``16`` and ``2(*39)`` → ``016-000002``; an id already in that form stays. Cross marks are no part of it."""
    text = half_width(number).strip()
    if re.fullmatch(r"\d{3}-\d{6}", text):
        return text
    found = re.match(r"[*#＊]?(\d+)", text)
    return f"{int(category):03d}-{int(found[1]):06d}" if found and category.isdecimal() else None


def _dates(text: str, draft: Draft) -> None:
    """The first date is the notice; ``2025.9.12削除`` is a deletion, later ``…改訂`` are revisions kept in the raw text."""
    text = text.strip()
    if "削除" in text:
        draft.delisted = ListDate(text, published(found[0]) if (found := _FIRST_DAY.search(text)) else japanese(text))
        note = text.split("削除", 1)[1].strip()
        draft.remarks += [tidy(note)] if note else []
    elif text:
        found = _FIRST_DAY.search(text)
        draft.listed = ListDate(text, published(found[0]) if found else published(text))


def _latin_pair(column: str, fields: Mapping[str, str]) -> bool:
    """Whether the Latin spellings of a column stand in a column of their own."""
    return column.endswith(("（日本語）", "（英語）")) or column not in fields


def _names(cell: str | None, draft: Draft, *, strength: Strength, with_latin: bool = False) -> None:
    if not cell or cell.strip() in UNKNOWN:
        return
    for text in names_in(cell, single=strength == "primary", paired=not with_latin):
        draft.name(text, strength=strength)


def _birth(fields: Mapping[str, str], draft: Draft, birth: str | None) -> None:
    for column in BIRTHS:
        cell = birth or fields.get(column)
        if cell and cell not in UNKNOWN:
            draft.birth(cell)
    if draft.birth_years and draft.kind is None:
        draft.kind = "person"


def _places(fields: Mapping[str, str], draft: Draft) -> None:
    for columns, reader in ((NATIONALITIES, country), (COUNTRIES, country), (ADDRESSES, country_of_address)):
        for column in columns:
            parts = (
                _SEPARATOR.split(fields.get(column, ""))
                if reader is country
                else re.split(r"[;；\n]", fields.get(column, ""))
            )
            for part in parts:
                text = tidy(part)
                if text and text not in UNKNOWN:
                    draft.country(text, reader=reader)


def _words(fields: Mapping[str, str], draft: Draft) -> None:
    for column in WORDS:
        cell = fields.get(column)
        if not cell or cell in UNKNOWN:
            continue
        draft.remarks.append(redact(tidy(cell)))
        text = half_width(cell)
        for digits in _IMO.findall(text):
            draft.identifier(Identifier("imo" if draft.kind == "vessel" else "company_imo", digits))
        for code in _SWIFT.findall(text):
            draft.identifier(Identifier("swift", code))
        for found in _WALLETS.findall(text):
            for wallet in re.findall(r"[A-Za-z0-9]{25,}", found):
                draft.identifier(Identifier("other", wallet))
        if draft.kind != "person":
            for code in _REGISTRATION.findall(text):
                draft.identifier(Identifier("registration", code))


def _blanked(column: str, cell: str, birth: str | None) -> Data:
    if column in BIRTHS:
        return cell if cell in UNKNOWN else years_only(birth or cell)
    if column in PRIVATE or column in BIRTHPLACES:
        return cell if cell in UNKNOWN else BLANK
    return redact(cell)
