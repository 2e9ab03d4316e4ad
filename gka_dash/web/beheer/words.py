"""Rows, publications and differences in the words of the management pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from gka_dash.model.diff import Diff, value_text
from gka_dash.model.schema import TABLE_BY_NAME, Table
from gka_dash.model.stamp import home_day

MOST_ROWS: Final = 200
KINDS: Final = (("new", "Nieuw"), ("changed", "Gewijzigd"), ("gone", "Verdwenen"))


@dataclass(frozen=True)
class ShownRow:
    """A row of a difference: what it is called, and per field the label with its value before and after."""

    name: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class ShownPart:
    """The new, changed or gone rows of a table; ``more`` are not shown."""

    title: str
    kind: str
    rows: tuple[ShownRow, ...]
    more: int


@dataclass(frozen=True)
class ShownTable:
    """A table that differs."""

    title: str
    sentence: str
    parts: tuple[ShownPart, ...]


def shown(diff: Diff) -> tuple[ShownTable, ...]:
    """A difference as tables for a page; very long ones are cut and say so."""
    found = []
    for table_diff in diff.tables:
        table = TABLE_BY_NAME[table_diff.table]
        parts = tuple(
            _part(table, kind, title, getattr(table_diff, kind))
            for kind, title in KINDS
            if getattr(table_diff, kind)
        )
        found.append(ShownTable(table.sheet, table_diff.sentence, parts))
    return tuple(found)


def _part(table: Table, kind: str, title: str, rows: Sequence[Any]) -> ShownPart:
    made = tuple(_row(table, kind, row) for row in rows[:MOST_ROWS])
    return ShownPart(title, kind, made, max(0, len(rows) - MOST_ROWS))


def _row(table: Table, kind: str, row: Any) -> ShownRow:
    if kind == "changed":
        changes = (
            (table.column(c.name).label, value_text(c.before), value_text(c.after)) for c in row.fields
        )
        return ShownRow(row_name(table, row.after), tuple(changes))
    values = ((c.label, value_text(getattr(row, c.name))) for c in table.columns if getattr(row, c.name))
    pairs = ((label, text, "") if kind == "gone" else (label, "", text) for label, text in values)
    return ShownRow(row_name(table, row), tuple(pairs))


def row_name(table: Table, row: Any) -> str:
    """What somebody calls a row: its key, and its title or municipality when it has one."""
    key = ", ".join(value_text(value) for value in table.key_of(row))
    name = getattr(row, "titel", "") or getattr(row, "gemeente", "")
    return f"{key} · {name}" if name and name != key else key


def today() -> date:
    """The day it is in the Netherlands."""
    return home_day(datetime.now(UTC))
