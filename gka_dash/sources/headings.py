"""Which sheet is which table and which column is which, also when names were changed a little."""

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from gka_dash.model.schema import Table
from gka_dash.sources.wording import folded, shown, without_invisible

LOOKED_THROUGH = 30
"""Rows above which the header must stand: titles and dates may come first."""
FEWEST = 2
"""Titles that a header has at least; one word may stand in any row by chance."""
NEAR = 0.82
MOST_COMPARED = 60


@dataclass(frozen=True)
class Heading:
    """The header of a table: its row, the column at each place, and what was understood (Dutch)."""

    row: int
    names: Mapping[int, str]
    understood: tuple[str, ...] = ()


def plain(text: str) -> str:
    """A title as it is compared: small letters and digits only, so that spaces and dashes do not matter."""
    return re.sub(r"[\W_]+", "", folded(without_invisible(text[:200])))


def closest(title: str, names: Collection[str]) -> str:
    """The one name that ``title`` is a misspelling of, or an empty text."""
    near = difflib.get_close_matches(plain(title), names, n=2, cutoff=NEAR)
    return near[0] if near else ""


def find_heading(table: Table, rows: Mapping[int, Mapping[int, str]]) -> Heading | None:
    """The header of ``table`` in the first rows: the row in which most of its columns are named."""
    best: tuple[int, int] | None = None
    for number in sorted(rows)[:LOOKED_THROUGH]:
        score = len(set(_exact(table, rows[number]).values()))
        if score >= FEWEST and (best is None or score > best[0]):
            best = (score, number)
    return _heading(table, best[1], rows[best[1]]) if best else None


def fits(table: Table, heading: Heading | None) -> bool:
    """Whether a header is so complete that the sheet can only be this table."""
    return heading is not None and {c.name for c in table.columns if c.required} <= set(
        heading.names.values()
    )


def _titles(table: Table) -> dict[str, str]:
    return {plain(text): c.name for c in table.columns for text in (c.label, c.name)}


def _exact(table: Table, cells: Mapping[int, str]) -> dict[int, str]:
    titles = _titles(table)
    return {place: titles[plain(text)] for place, text in cells.items() if plain(text) in titles}


def _heading(table: Table, row: int, cells: Mapping[int, str]) -> Heading:
    names = _exact(table, cells)
    free = {title: name for title, name in _titles(table).items() if name not in names.values()}
    understood: list[str] = []
    for place, text in list(cells.items())[:MOST_COMPARED]:
        if place not in names and text.strip() and (title := closest(text, free)):
            names[place] = free[title]
            label = table.column(names[place]).label
            understood.append(f"{table.sheet}: de kolom {shown(text)} is gelezen als {shown(label)}.")
            free = {other: name for other, name in free.items() if name != names[place]}
    return Heading(row, names, tuple(understood))


def match_sheets(
    tables: Sequence[Table], sheets: Mapping[str, Mapping[int, Mapping[int, str]]]
) -> tuple[dict[str, list[str]], list[str]]:
    """Which sheets hold which table, by name or else by their columns; with what was understood (Dutch).

    ``sheets`` holds the texts of the first rows of each sheet.
    """
    found: dict[str, list[str]] = {}
    understood: list[str] = []
    names = {plain(text): t for t in tables for text in (t.sheet, t.title, t.name)}
    left: list[str] = []
    for sheet in sheets:
        table = names.get(plain(sheet))
        if table is None:
            left.append(sheet)
        else:
            found.setdefault(table.name, []).append(sheet)
    for sheet in left:
        table = _by_likeness(sheet, {k: t for k, t in names.items() if t.name not in found}, sheets[sheet])
        if table:
            found.setdefault(table.name, []).append(sheet)
            understood.append(f"Het werkblad {shown(sheet)} is gelezen als {shown(table.sheet)}.")
    return found, understood


def _by_likeness(
    sheet: str, names: Mapping[str, Table], rows: Mapping[int, Mapping[int, str]]
) -> Table | None:
    title = closest(sheet, names)
    if title and find_heading(names[title], rows):
        return names[title]
    fitting = {t.name: t for t in names.values() if fits(t, find_heading(t, rows))}
    # Of tables that all fit, the one with most columns is meant: a short header fits in a longer one.
    return max(fitting.values(), key=lambda t: sum(c.required for c in t.columns), default=None)
