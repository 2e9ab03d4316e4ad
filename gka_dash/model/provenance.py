"""From which file, sheet and cell a value came."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Key = tuple[Any, ...]


def column_letters(place: int) -> str:
    """The letters of a column of a spreadsheet, the first one being 0: ``A``, ``Z``, ``AA``."""
    letters = ""
    place += 1
    while place > 0:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True)
class Source:
    """A sheet of a file, and in which column of it each field stands. ``sheet`` is empty for a CSV file."""

    file: str
    sheet: str
    columns: Mapping[str, int]


@dataclass(frozen=True)
class Place:
    """Where one value stands; ``cell`` is its address, empty when the file has no such column."""

    file: str
    sheet: str
    row: int
    cell: str

    def __str__(self) -> str:
        where = f"werkblad {self.sheet}, " if self.sheet else ""
        return f"{self.file}, {where}" + (f"cel {self.cell}" if self.cell else f"rij {self.row}")


@dataclass(frozen=True)
class Provenance:
    """The source and row of every record, by table and key."""

    rows: Mapping[str, Mapping[Key, tuple[Source, int]]] = field(default_factory=dict)

    def of(self, table: str, key: Key, name: str = "") -> Place | None:
        """Where a row, or its field ``name``, came from; None for a row that is not known."""
        found = self.rows.get(table, {}).get(key)
        if found is None:
            return None
        source, row = found
        place = source.columns.get(name)
        return Place(source.file, source.sheet, row, "" if place is None else f"{column_letters(place)}{row}")
