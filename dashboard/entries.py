"""Rows as entries of a feed, in the language of this run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from dashboard import data, display, history
from dashboard.atom import Entry
from dashboard.text import label, language, t
from datasets.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from datasets.filters import Filters

    Row = Mapping[str, Any]

# Table → page that shows its rows, with its part, if not the first.
PAGES: Final = {
    "claims": ("transfers", "ledger"), "measures": ("measures", ""), "listings": ("measures", "listings"),
    "events": ("timeline", ""), "stances": ("timeline", "stances"),
}  # fmt: skip
# Columns that an entry is filed under.
FILED_UNDER: Final = ("jurisdiction", "direction", "category", "kind", "kinds", "stance", "nexus", "target_kind")


def of_rows(name: str, rows: Iterable[Row], base: str, filters: Filters) -> Iterator[Entry]:
    """Rows of a table.

    Args:
        name: One of :data:`PAGES`.
        rows: Whole rows.
        base: Address of the app.
        filters: The state; its language, day and release go along to the record.
    """
    key = TABLES[name].key[0]
    for row in rows:
        yield Entry(
            id=f"{name}/{row[key]}", title=_TITLES[name](row), updated=row["known_from"],
            link=f"{base}{display.record_address(row[key], filters)}", summary=_summary(name, row),
            sources=list(_sources(row)), terms=list(_terms(name, row)),
        )  # fmt: skip


def _measure(row: Row) -> str:
    return f"{label('jurisdiction', row['jurisdiction'])}: {row[f'title_{language()}']}"


def _event(row: Row) -> str:
    return str(row[f"title_{language()}"])


def _claim(row: Row) -> str:
    names = data.names(language())
    item = f"{label('item', row['item'])}, {label('stage', row['stage'])}"
    return f"{names.get(row['claimant_id'], row['claimant_id'])}: {item}"


def _stance(row: Row) -> str:
    names = data.names(language())
    return f"{names.get(row['party_id'], row['party_id'])}: {label('stance', row['stance'])}"


def _listing(row: Row) -> str:
    return f"{label('jurisdiction', row['jurisdiction'])}: {row['name_as_listed'] or row['target_name']}"


_TITLES: Final[dict[str, Callable[[Row], str]]] = {
    "claims": _claim, "measures": _measure, "listings": _listing, "events": _event, "stances": _stance,
}  # fmt: skip


def _summary(name: str, row: Row) -> str:
    """Date, figure and text of a row."""
    period = TABLES[name].period
    lines = [f"{_column(period)}: {row[period]}"] if period and row[period] else []
    if row.get("quantity_display"):
        lines.append(f"{_column('quantity_display')}: {row['quantity_display']}")
    if name == "listings":
        effects = ", ".join(label("effect", code) for code in row["effects"] or ())
        lines += [f"{_column(c)}: {v}" for c, v in (("list_name", row["list_name"]), ("effects", effects)) if v]
        lines.append(t("listings.notice"))
    text = row.get(f"summary_{language()}") or row.get(f"grounds_{language()}")
    return "\n".join([*([str(text)] if text else []), *lines])


def _column(name: str) -> str:
    return t(f"column.{name}")


def _sources(row: Row) -> Iterator[tuple[str, str]]:
    """Address and publisher of every source that has one."""
    known = data.sources()
    for key in row["source_ids"] or ():
        source = known.get(key, {})
        address = display.safe(source.get("url"))
        if address:
            yield address, ", ".join(str(source[c]) for c in ("publisher", "title") if source.get(c))


def _terms(name: str, row: Row) -> Iterator[tuple[str, str]]:
    """Codes with their labels."""
    table = TABLES[name]
    for column in FILED_UNDER:
        if column in table.names:
            vocabulary, value = table.column(column).vocabulary, row[column]
            for code in value if isinstance(value, list) else [value] if value else []:
                yield str(code), label(str(vocabulary), code)


def of_releases(releases: Iterable[history.Past], base: str, lang: str) -> Iterator[Entry]:
    """One entry a release: its rows by table, and how many changes each reason has."""
    for one in releases:
        counts = ", ".join(f"{n:,} {t(f'noun.{name}')}" for name, n in one.rows.items() if n and name != "changes")
        lines = [t("changes.entry", through=one.through, counts=counts)]
        if one.previous:
            changed = one.changes()
            lines.append(t("changes.since", n=f"{changed.height:,}", previous=one.previous))
            lines += [history.reasons(changed)] if changed.height else []
        yield Entry(
            id=f"releases/{one.id}", title=f"{t('changes.release')} {one.id}", updated=one.day,
            link=f"{base}changes?{urlencode({'release': one.id} | ({} if lang == 'en' else {'lang': lang}))}", summary="\n".join(lines),
        )  # fmt: skip


def of_changes(changes: Iterable[Row], past: history.Past, base: str, filters: Filters) -> Iterator[Entry]:
    """One entry a changed row, with a line for each field.

    Args:
        changes: Rows of the table ``changes``.
        past: Release that holds them.
        base: Address of the app.
        filters: The state.
    """
    shown = filters.but(release=None if past.is_in_service else past.id)
    rows: dict[tuple[str, str], list[Row]] = {}
    for change in changes:
        rows.setdefault((change["table"], change["row_id"]), []).append(change)
    for (table, row_id), fields in rows.items():
        reasons = dict.fromkeys(change["reason"] for change in fields)
        yield Entry(
            id=f"changes/{past.previous}/{table}/{row_id}", title=f"{t(f'noun.{table}')}: {row_id}", updated=past.day,
            link=f"{base}{display.record_address(row_id, shown)}",
            summary="\n".join(_change(change) for change in fields),
            terms=[(reason, history.reason_label(reason)) for reason in reasons if reason],
        )  # fmt: skip


def _change(change: Row) -> str:
    """One changed field."""
    if change["old"] is None and change["new"] == change["row_id"]:
        what = t("changes.new_row")
    elif change["new"] is None and change["old"] == change["row_id"]:
        what = t("changes.gone_row")
    else:
        what = f"{change['field']}: {change['old'] or '–'} → {change['new'] or '–'}"
    note = f": {change['note']}" if change["note"] else ""
    return f"{what} ({history.reason_label(change['reason'])}{note})"
