"""A workbook to the same grids of cells that a folder of CSV files gives, with the place of every cell."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gka_dash.exports import workbook_words as words
from gka_dash.exports.csv_table import safe_cell
from gka_dash.model.provenance import column_letters
from gka_dash.model.schema import TABLES, Table
from gka_dash.sources.cell_text import cell_text
from gka_dash.sources.grid import MOST_COLUMNS, Grid, GridRow
from gka_dash.sources.headings import LOOKED_THROUGH, Heading, find_heading, match_sheets, plain
from gka_dash.sources.report import Report
from gka_dash.sources.sheets import Book, RawSheet, column_number
from gka_dash.sources.wording import listed, shown, without_invisible

_OWN_SHEETS = (words.READ_ME, words.LISTS)
_FACTS = (words.VERSION, words.REGION)
MOST_NOTES = 20
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class Read:
    """The grids of the tables that a file holds, and what it says about itself.

    ``region`` is the code of the region that a regional workbook is about; ``version`` the publication that
    it was made from. ``understood`` says in Dutch what was taken for what, ``unread`` what was not read.
    """

    grids: dict[str, Grid]
    region: str = ""
    version: str = ""
    understood: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_workbook(book: Book) -> Read:
    """The tables in the sheets of ``book``; nothing is dropped without a word."""
    facts = _facts(book.sheets)
    read = Read({}, region=facts[words.REGION].partition(" ")[0], version=facts[words.VERSION])
    if plain(facts[words.REGION]) == plain(words.EVERYWHERE):
        read.region = ""
    read.unread += book.notes
    sheets = {s.name: s for s in book.sheets if plain(s.name) not in map(plain, _OWN_SHEETS)}
    found, understood = match_sheets(TABLES, {name: _texts(sheet) for name, sheet in sheets.items()})
    read.understood += understood
    for table in TABLES:
        named = [sheets.pop(name) for name in found.get(table.name, ())]
        if len(named) == 1:
            read.grids[table.name] = _Gridder(table, named[0], book.starts_in_1904, read).grid()
        elif named:
            read.grids[table.name] = _too_many(table, named)
    for sheet in sheets.values():
        if sheet.rows:
            read.unread.append(f"Het werkblad {shown(sheet.name)} is niet herkend en niet gelezen.")
    return read


def _facts(sheets: Iterable[RawSheet]) -> dict[str, str]:
    """What the first sheet says: the value behind each label."""
    found = dict.fromkeys(_FACTS, "")
    for sheet in sheets:
        if plain(sheet.name) == plain(words.READ_ME):
            for number in sorted(sheet.rows)[:LOOKED_THROUGH]:
                cells = sheet.rows[number]
                label = next((f for f in _FACTS if 0 in cells and plain(cells[0].text) == plain(f)), None)
                if label and 1 in cells and not found[label]:
                    found[label] = " ".join(without_invisible(cells[1].text[:100]).split())
    return found


def _texts(sheet: RawSheet) -> dict[int, dict[int, str]]:
    """The texts in the first filled rows, to find a header in."""
    return {
        number: {p: cell.text for p, cell in sheet.rows[number].items() if p < MOST_COLUMNS}
        for number in sorted(sheet.rows)[:LOOKED_THROUGH]
    }


def _too_many(table: Table, sheets: list[RawSheet]) -> Grid:
    report = Report(table.name, table.sheet, strict=True)
    names = listed([shown(sheet.name) for sheet in sheets])
    message = f"de werkbladen {names} horen allemaal bij deze lijst; er is er geen gelezen."
    report.add(None, None, message, "Houd er een over.")
    return Grid(report)


class _Gridder:
    """Makes the grid of one table from one sheet."""

    def __init__(self, table: Table, sheet: RawSheet, starts_in_1904: bool, read: Read) -> None:
        self.table, self.sheet, self.read = table, sheet, read
        self.starts_in_1904 = starts_in_1904
        name = " ".join(without_invisible(sheet.name).split())[:31] or table.sheet
        self.report = Report(table.name, name, strict=True)

    def grid(self) -> Grid:
        heading = find_heading(self.table, _texts(self.sheet))
        if heading is None:
            what = (
                "er staat geen rij met de namen van de kolommen"
                if self.sheet.rows
                else "het werkblad is leeg"
            )
            wanted = listed([column.label for column in self.table.columns if column.required], most=9)
            self.report.add(None, None, f"{what}.", f"Zet in de eerste rij ten minste: {wanted}.")
            return Grid(self.report)
        self.read.understood += heading.understood
        self.report.columns = {name: place for place, name in reversed(list(heading.names.items()))}
        self._warn_hidden(heading)
        self._warn_merged(heading)
        titles = self.sheet.rows[heading.row]
        places = {p for n, cells in self.sheet.rows.items() if n >= heading.row for p in cells}
        width = max((p for p in places if p < MOST_COLUMNS), default=-1) + 1
        header = [heading.names.get(p, titles[p].text if p in titles else "") for p in range(width)]
        self._warn_unread(heading, header, places)
        grid = Grid(self.report, header)
        for number in sorted(n for n in self.sheet.rows if n > heading.row):
            row = self._row(number, header, heading.names)
            if row:
                grid.rows.append(row)
        return grid

    def _row(self, number: int, header: list[str], names: Mapping[int, str]) -> GridRow | None:
        """The texts of a row, or None when a cell in it cannot be trusted."""
        texts = [""] * len(header)
        usable = True
        for place, cell in self.sheet.rows[number].items():
            if place >= len(header):
                continue
            if place not in names:
                texts[place] = safe_cell(cell.text)
                continue
            name = names[place]
            found = cell_text(cell, self.table.column(name), self.starts_in_1904)
            if found.fault:
                self.report.add(number, name, f"{found.fault} De rij is weggelaten.", found.hint)
                usable = False
            elif found.remark:
                self.report.add(number, name, found.remark, found.hint, "waarschuwing")
            texts[place] = found.text
        return GridRow(number, texts) if usable else None

    def _warn(self, row: int | None, message: str, hint: str) -> None:
        self.report.add(row, None, message, hint, "waarschuwing")

    def _warn_hidden(self, heading: Heading) -> None:
        rows = [
            f"rij {n}" for n in sorted(self.sheet.hidden_rows & self.sheet.rows.keys()) if n > heading.row
        ]
        columns = [
            f"kolom {column_letters(place)}"
            for place in sorted(heading.names)
            if any(first <= place <= last for first, last in self.sheet.hidden_columns)
        ]
        if self.sheet.hidden:
            self._warn(
                None, "het werkblad is verborgen; het is wel gelezen.", "Haal het weg of maak het zichtbaar."
            )
        if rows or columns:
            hint = "Maak ze zichtbaar en kijk of ze kloppen."
            self._warn(None, f"verborgen, maar wel gelezen: {listed([*columns, *rows])}.", hint)

    def _warn_merged(self, heading: Heading) -> None:
        """Merged cells keep their value in the first one only; the others are empty, whatever one sees."""
        told = 0
        for merged in self.sheet.merged:
            match = _RANGE.fullmatch(merged)
            if not match or int(match[4]) <= heading.row or told >= MOST_NOTES:
                continue
            told += 1
            filled = self.sheet.rows.get(int(match[2]), {}).get(column_number(match[1]))
            if filled:
                message = (
                    f"de cellen {merged} zijn samengevoegd; de waarde telt alleen in {match[1]}{match[2]}."
                )
                self._warn(int(match[2]), message, "Hef het samenvoegen op en vul elke cel.")

    def _warn_unread(self, heading: Heading, header: list[str], places: set[int]) -> None:
        above = [n for n in self.sheet.rows if n < heading.row]
        if above:
            rows = listed([f"rij {n}" for n in sorted(above)])
            self.read.understood.append(
                f"{self.report.sheet}: de kop is rij {heading.row}; niet gelezen is {rows}."
            )
        loose = sorted(p for p in places if p >= len(header) or not header[p].strip())
        if loose:
            letters = listed([column_letters(p) for p in loose])
            first = min(n for n in self.sheet.rows if n >= heading.row and loose[0] in self.sheet.rows[n])
            where = f"{column_letters(loose[0])}{first}"
            message = f"boven kolom {letters} staat geen kop, maar er staat wel iets in, zoals in {where}."
            self._warn(None, f"{message} Dat is niet gelezen.", "Zet er een kop boven of haal het weg.")
