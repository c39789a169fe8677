"""The CSV form of the European Union's file: rows of one entity are grouped back into the elements of the XML form.

``;``, UTF-8 with a mark, one row per name × birth × address × document. The publisher swaps what two columns hold, so
either may say person or enterprise. The generation date is day/month/year. No copy was at hand: the form follows published
descriptions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from loaders.lists import tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from loaders.lists.reading import Reading

REQUIRED: Final = ("fileGenerationDate", "Entity_LogicalId", "Entity_SubjectType", "NameAlias_WholeName")
GROUPS: Final = {
    "NameAlias": "nameAlias", "Address": "address", "BirthDate": "birthdate", "Identification": "identification",
    "Citizenship": "citizenship",
}  # fmt: skip
RENAMED: Final = {
    "LogicalId": "logicalId",
    "BirthDate": "birthdate", "RegulationLanguage": "regulationLanguage", "CountryIso2Code": "countryIso2Code",
    "CountryDescription": "countryDescription", "Day": "dayOfMonth", "Month": "monthOfYear",
    "TypeCode": "identificationTypeCode", "TypeDescription": "identificationTypeDescription", "IssuedDate": "issueDate",
}  # fmt: skip
ENTITY: Final = {
    "Entity_LogicalId": "@logicalId", "Entity_EU_ReferenceNumber": "@euReferenceNumber",
    "Entity_UnitedNationId": "@unitedNationId", "Entity_DesignationDate": "@designationDate",
    "Entity_DesignationDetails": "@designationDetails", "Entity_DelistingDate": "@delistingDate",
    "Entity_Remark": "remark", "fileGenerationDate": "@fileGenerationDate",
}  # fmt: skip
SUBJECT: Final = {"Entity_SubjectType": "@code", "Entity_SubjectType_ClassificationCode": "@classificationCode"}
ELEMENTS: Final = ("Remark", "ContactInfo")


def looks_like_csv(path: Path) -> bool:
    """Whether the file begins with the header of the CSV form."""
    with path.open("rb") as file:
        head = file.read(tables.HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.lower().startswith(b"filegenerationdate") or (b";" in head[:200] and not head.startswith(b"<"))


def records(reading: Reading) -> Iterator[dict[str, Any]]:
    """One record per entity, in the order in which its last row stands.

    Rows of one entity need not stand together; only unfinished entities are held.
    """
    tables.note_cut(reading)
    last = _last_rows(reading.path)
    opened: dict[str, dict[str, Any]] = {}
    with tables.opened(reading.path) as text:
        for line, row in tables.dict_rows(text, reading.path, required=REQUIRED, delimiter=";"):
            number = row["Entity_LogicalId"].strip()
            _merge(opened.setdefault(number, {}), row)
            if last[number] == line:
                yield opened.pop(number)


def _last_rows(path: Path) -> dict[str, int]:
    with tables.opened(path) as text:
        return {
            row["Entity_LogicalId"].strip(): line
            for line, row in tables.dict_rows(text, path, required=REQUIRED, delimiter=";")
        }


def _merge(record: dict[str, Any], row: dict[str, str]) -> None:
    parts: dict[str, dict[str, str]] = {name: {} for name in (*GROUPS.values(), "regulation", "subjectType")}
    for column, cell in row.items():
        if text := cell.strip():
            _place(column, text, record, parts)
    if parts["subjectType"]:
        record.setdefault("subjectType", parts["subjectType"])
    for name, fields in parts.items():
        if fields and name != "subjectType":
            held = record.setdefault(name, [])
            if fields not in held:
                held.append(fields)


def _place(column: str, text: str, record: dict[str, Any], parts: dict[str, dict[str, str]]) -> None:
    """Put one cell where the XML form has it; an unknown column stays under its own name and is a leftover."""
    if column in ENTITY:
        record.setdefault(ENTITY[column], text)
    elif column in SUBJECT:
        parts["subjectType"][SUBJECT[column]] = text
    elif column.startswith("Entity_Regulation_"):
        _regulation(parts["regulation"], column.removeprefix("Entity_Regulation_"), text)
    else:
        group, _mark, field = column.partition("_")
        if group not in GROUPS:
            record.setdefault(column, text)
        elif field.startswith("Regulation_"):
            parts[GROUPS[group]]["regulationSummary"] = text
        elif field in ELEMENTS:
            parts[GROUPS[group]][field[0].lower() + field[1:]] = text
        else:
            parts[GROUPS[group]]["@" + RENAMED.get(field, field[:1].lower() + field[1:])] = text


def _regulation(regulation: dict[str, str], field: str, text: str) -> None:
    name = {
        "PublicationUrl": "publicationUrl",
        "Remark": "remark",
        "Type": "@regulationType",
        "LogicalId": "@logicalId",
    }.get(field)
    regulation[name or "@" + field[0].lower() + field[1:]] = text
