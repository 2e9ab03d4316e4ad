"""What is new, changed and gone between two datasets, by the keys of their rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from gka_dash.model.dataset import Dataset
from gka_dash.model.dates import dutch_date
from gka_dash.model.schema import TABLE_BY_NAME, TABLES, Table

EMPTY = "(leeg)"
NOTHING = "Er verandert niets."


@dataclass(frozen=True)
class FieldChange:
    """One field of a row, before and after."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class RowChange:
    """A row that is in both, and its fields that differ, in the order of the columns."""

    key: tuple[Any, ...]
    before: Any
    after: Any
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class TableDiff:
    """New and changed rows in the order of the new table, rows that are gone in the order of the old one."""

    table: str
    new: tuple[Any, ...] = ()
    changed: tuple[RowChange, ...] = ()
    gone: tuple[Any, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the two tables hold the same rows."""
        return not (self.new or self.changed or self.gone)

    @property
    def sentence(self) -> str:
        """``3 nieuwe, 2 gewijzigde en 1 verdwenen interventie``; empty without a difference."""
        table = TABLE_BY_NAME[self.table]
        counts = (("nieuw", len(self.new)), ("gewijzigd", len(self.changed)), ("verdwenen", len(self.gone)))
        told = [(word, count) for word, count in counts if count]
        if not told:
            return ""
        parts = [f"{count} {_inflected(word, count, table)}" for word, count in told]
        one, many = table.words
        listed = " en ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
        return f"{listed} {one if told[-1][1] == 1 else many}"


@dataclass(frozen=True)
class Diff:
    """The tables that differ, in the order of the schema."""

    tables: tuple[TableDiff, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not self.tables

    @cached_property
    def counts(self) -> dict[str, int]:
        """Numbers of new, changed and gone rows in all."""
        return {
            kind: sum(len(getattr(table, kind)) for table in self.tables)
            for kind in ("new", "changed", "gone")
        }

    @property
    def sentence(self) -> str:
        """All differences in one plain Dutch sentence."""
        if self.is_empty:
            return NOTHING
        return "; ".join(table.sentence for table in self.tables) + "."


def difference(before: Dataset, after: Dataset) -> Diff:
    """What changes when ``after`` takes the place of ``before``; the order of rows is no change."""
    found = (_table_diff(table, before.rows(table.name), after.rows(table.name)) for table in TABLES)
    return Diff(tuple(diff for diff in found if not diff.is_empty))


def value_text(value: Any) -> str:
    """A value of a field as somebody reads it."""
    if value in ("", (), None):
        return EMPTY
    if isinstance(value, date):
        return dutch_date(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _table_diff(table: Table, before: Sequence[Any], after: Sequence[Any]) -> TableDiff:
    old = {table.key_of(row): row for row in before}
    new = {table.key_of(row): row for row in after}
    changed = (
        RowChange(key, old[key], row, _changes(table, old[key], row))
        for key, row in new.items()
        if key in old and old[key] != row
    )
    return TableDiff(
        table.name,
        tuple(row for key, row in new.items() if key not in old),
        tuple(changed),
        tuple(row for key, row in old.items() if key not in new),
    )


def _changes(table: Table, before: Any, after: Any) -> tuple[FieldChange, ...]:
    pairs = ((c.name, getattr(before, c.name), getattr(after, c.name)) for c in table.columns)
    return tuple(FieldChange(name, old, new) for name, old, new in pairs if old != new)


def _inflected(word: str, count: int, table: Table) -> str:
    """``nieuwe agenda``, but ``nieuw thema``; ``verdwenen`` stays as it is."""
    return word if word.endswith("en") or (count == 1 and table.neuter) else f"{word}e"
