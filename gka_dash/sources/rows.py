"""A grid of cells to records of one table. Every row becomes a record or is named in a problem."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gka_dash.model.column import Column
from gka_dash.model.row_checks import ROW_CHECKS
from gka_dash.model.schema import Table
from gka_dash.sources.cells import Reading, Words, read_cell
from gka_dash.sources.grid import Grid, GridRow
from gka_dash.sources.privacy import NO_PERSONS, is_about_persons
from gka_dash.sources.report import Report
from gka_dash.sources.wording import Suggester, folded, listed, shown, without_invisible

MOST_SEEN = 2000  # cells of a column that is not in the schema, to see what it is about


@dataclass(frozen=True)
class Row:
    """A record with the row of the file that it came from."""

    number: int
    record: Any


@dataclass
class TableRows:
    """The rows of a table that can be used, and what was wrong with it."""

    table: Table
    report: Report
    rows: list[Row] = field(default_factory=list)
    guarded: set[int] = field(default_factory=set)
    """Rows in which something is filled in about who may see them, also when they were left out."""

    def warn(self, row: "Row", column: str, message: str, hint: str) -> None:
        """Report something about a row that is used all the same."""
        self.report.add(row.number, column, message, hint, "waarschuwing")

    def leave_out(self, reasons: Mapping[int, tuple[str | None, str, str]]) -> None:
        """Leave out rows by number, each for a reason: column, message and hint."""
        for number, (column, message, hint) in reasons.items():
            self.report.add(number, column, message, hint)
        self.rows = [row for row in self.rows if row.number not in reasons]


def read_rows(table: Table, grid: Grid, words: Words) -> TableRows:
    """Records of ``table`` from ``grid``, with every row that was left out named in the problems."""
    found = TableRows(table, grid.report)
    if not grid.header:
        if not grid.report.problems():
            found.report.add(None, None, "het bestand heeft geen kop.", "Zet kolomnamen in rij 1.")
        return found
    places = _places(found, grid, words.suggester)
    if places is None:
        return found
    found.report.columns = places
    filled = [row for row in grid.rows if any(cell.strip() for cell in row.cells)]
    if table.needed and not filled:
        message = "er staat geen enkele rij onder de kop."
        found.report.add(None, None, message, "Kijk of dit het goede bestand is.", "waarschuwing")
    for row in filled:
        _read_row(found, row, places, len(grid.header), words)
    _check_keys(found)
    return found


def _places(found: TableRows, grid: Grid, suggester: Suggester) -> dict[str, int] | None:
    """Where each column stands; None when a column is missing without which no row can be used.

    A column is known by its name or its Dutch label, small or capital letters.
    """
    table = found.table
    names = {folded(text): c.name for c in table.columns for text in (c.label, c.name)}
    places: dict[str, int] = {}
    unknown: dict[int, str] = {}
    for place, cell in enumerate(grid.header):
        title = folded(without_invisible(cell))
        name = names.get(title)
        if name is None:
            unknown[place] = title
        elif name in places:
            found.report.add(
                None,
                name,
                "de kolom staat er twee keer; de eerste is gebruikt.",
                "Haal er een weg.",
                "waarschuwing",
                loses=True,
            )
        else:
            places[name] = place
    if not places:
        wanted = listed([column.name for column in table.columns if column.required])
        message = f"rij 1 is geen kop van deze tabel; alle {len(grid.rows)} rijen eronder zijn weggelaten."
        found.report.add(None, None, message, f"Zet in rij 1 de kolomnamen: ten minste {wanted}.")
        return None
    missing = [c for c in table.columns if c.name not in places and not c.may_be_absent]
    named = [title for title in unknown.values() if title]
    for column in missing:
        _report_missing(found, column, named, len(grid.rows), suggester)
    _refuse_persons(found, grid, unknown)
    if named:
        found.report.add(
            None,
            None,
            f"niet gelezen, want onbekende kolom: {listed([shown(title) for title in named])}.",
            "Haal weg wat er niet hoort, of verbeter de naam.",
            "waarschuwing",
        )
    return None if any(column.required for column in missing) else places


def _report_missing(
    found: TableRows, column: Column, named: Sequence[str], rows: int, suggester: Suggester
) -> None:
    meant = suggester.closest(column.name, named)
    name = column.label if found.report.sheet else column.name
    hint = f"Heet de kolom {shown(meant)}? Noem die {name}." if meant else f"Voeg de kolom {name} toe."
    if column.required:
        message = f"de kolom ontbreekt; zonder deze kolom is geen rij te gebruiken ({rows} weggelaten)."
        found.report.add(None, column.name, message, hint)
    else:
        found.report.add(
            None, column.name, "de kolom ontbreekt; alle cellen zijn leeg.", hint, "waarschuwing", loses=True
        )


def _refuse_persons(found: TableRows, grid: Grid, unknown: Mapping[int, str]) -> None:
    """Name columns with data about persons as errors: they may not even be handed over."""
    for place, title in unknown.items():
        cells = (row.cells[place] for row in grid.rows[:MOST_SEEN] if place < len(row.cells))
        if is_about_persons(title, cells):
            message = f"de kolom {shown(title)} lijkt over personen te gaan en is niet gelezen. {NO_PERSONS}"
            found.report.add(None, None, message, "Haal de kolom weg uit het bestand.")


def _read_row(found: TableRows, row: GridRow, places: Mapping[str, int], width: int, words: Words) -> None:
    if len(row.cells) < width or any(cell.strip() for cell in row.cells[width:]):
        found.report.add(
            row.number,
            None,
            f"de rij heeft {len(row.cells)} cellen en de kop {width}. De rij is weggelaten.",
            "Kijk of er een komma in een tekst staat zonder aanhalingstekens, of een komma te weinig.",
        )
        return
    values: dict[str, Any] = {}
    usable = True
    for column in found.table.columns:
        place = places.get(column.name)
        if column.guards and place is not None and row.cells[place].strip():
            found.guarded.add(row.number)
        reading = read_cell(column, row.cells[place], words) if place is not None else Reading("")
        usable &= _accept(found, row.number, column, reading, values)
    if not usable:
        return
    record = found.table.record(**values)
    for check in ROW_CHECKS.get(found.table.name, ()):
        complaint = check(record)
        if complaint:
            name, message, hint = complaint
            found.report.add(row.number, name, f"{message} De rij is weggelaten.", hint)
            return
    found.rows.append(Row(row.number, record))


def _accept(found: TableRows, number: int, column: Column, reading: Reading, values: dict[str, Any]) -> bool:
    """Put the reading of a cell in ``values`` and report its remarks; False when the row must be left out."""
    lost = reading.value is None
    needed = column.required or column.guards or reading.refused
    for place, remark in enumerate(reading.remarks):
        decisive = lost and place == len(reading.remarks) - 1
        if decisive and needed:
            found.report.add(number, column.name, f"{remark.message} De rij is weggelaten.", remark.hint)
        else:
            message = f"{remark.message} De waarde is weggelaten." if decisive else remark.message
            loses = decisive or remark.loses
            found.report.add(number, column.name, message, remark.hint, "waarschuwing", loses)
    if column.required and reading.value in ("", ()):
        message = "de cel is leeg, maar moet gevuld zijn. De rij is weggelaten."
        found.report.add(number, column.name, message, "Vul de cel.")
        return False
    if not lost and reading.value != "":
        values[column.name] = reading.value
    return not (lost and needed)


def _check_keys(found: TableRows) -> None:
    first: dict[tuple[Any, ...], int] = {}
    reasons: dict[int, tuple[str | None, str, str]] = {}
    for row in found.rows:
        key = tuple(getattr(row.record, name) for name in found.table.key)
        earlier = first.setdefault(key, row.number)
        if earlier != row.number:
            same = listed([str(part) for part in key])
            reasons[row.number] = (
                found.table.key[-1],
                f"{same} staat ook in rij {earlier}. Rij {row.number} is weggelaten.",
                f"Haal rij {earlier} of rij {row.number} weg, of verbeter een van beide.",
            )
    found.leave_out(reasons)


def vocabulary(rows: Iterable[Row], key: str) -> dict[str, str]:
    """The values of a vocabulary by the spelling in which they are compared."""
    return {folded(str(getattr(row.record, key))): str(getattr(row.record, key)) for row in rows}
