"""Bytes of a CSV file to rows of cells. Nothing here knows what a column means, and nothing raises."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gka_dash.sources.report import Report
from gka_dash.sources.wording import folded, shown

MOST_BYTES = 20_000_000
MOST_ROWS = 200_000
MOST_LINES = 5 * MOST_ROWS
MOST_COLUMNS = 200
SAVE_AS_UTF8 = "Sla het bestand op als 'CSV UTF-8' (in Excel: Opslaan als, CSV UTF-8)."
_DELIMITERS = {",": "komma", ";": "puntkomma", "\t": "tab"}
_TOO_MANY_ROWS = (
    f"het bestand heeft meer dan {MOST_ROWS} rijen en is niet gelezen.",
    "Haal rijen weg die er niet horen.",
)
_NOT_CSV = {
    b"PK\x03\x04": "een Excel-werkmap of zip-bestand",
    b"\xd0\xcf\x11\xe0": "een oude Excel-werkmap",
    b"%PDF": "een pdf",
    b"<!": "een webpagina",
    b"<html": "een webpagina",
    b"{": "een json-bestand",
}


@dataclass(frozen=True)
class GridRow:
    """Cells of one row; ``number`` is the row that a spreadsheet shows."""

    number: int
    cells: Sequence[str]


@dataclass
class Grid:
    """A header, rows and what was wrong while reading them; no header means that nothing could be read."""

    report: Report
    header: Sequence[str] = ()
    rows: list[GridRow] = field(default_factory=list)


def read_grid(table: str, data: bytes, known_names: Sequence[str]) -> Grid:
    """Rows of the CSV file ``data``; ``known_names`` are column names by which the delimiter is found."""
    grid = Grid(Report(table))
    refusal = _refusal(data)
    if refusal:
        return _refused(grid, *refusal)
    text = _decoded(data, grid.report)
    if text.count("\n") + text.count("\r") > MOST_LINES:
        return _refused(grid, *_TOO_MANY_ROWS)
    lines = list(io.StringIO(text, newline=""))
    first = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    delimiter = _delimiter(lines[first : first + 2], known_names)
    if delimiter != ",":
        message = f"de cellen zijn gescheiden met een {_DELIMITERS[delimiter]}; zo is het bestand gelezen."
        grid.report.add(None, None, message, "Gebruik liever een komma.", "waarschuwing")
    for row in _records(lines, delimiter, grid.report):
        if len(grid.rows) >= MOST_ROWS:
            return _refused(grid, *_TOO_MANY_ROWS)
        if grid.header:
            grid.rows.append(row)
        elif any(cell.strip() for cell in row.cells) and not _names_delimiter(row.cells):
            grid.header = row.cells
    if len(grid.header) > MOST_COLUMNS:
        message = f"het bestand heeft {len(grid.header)} kolommen; het mogen er {MOST_COLUMNS} zijn."
        return _refused(grid, f"{message} Het is niet gelezen.", "Haal kolommen weg die er niet horen.")
    return grid


def _refused(grid: Grid, message: str, hint: str) -> Grid:
    grid.report.add(None, None, message, hint)
    return Grid(grid.report)


def _refusal(data: bytes) -> tuple[str, str] | None:
    if len(data) > MOST_BYTES:
        return (
            f"het bestand is groter dan {MOST_BYTES // 1_000_000} MB en is niet gelezen.",
            "Haal rijen of kolommen weg die er niet horen.",
        )
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.strip(b"\x00"):
        return ("het bestand is leeg.", "Zet er een kop met kolomnamen en rijen in.")
    for magic, name in _NOT_CSV.items():
        if start[:8].lower().startswith(magic.lower()):
            return (f"dit is {name}, geen CSV-bestand.", SAVE_AS_UTF8)
    return None


def _decoded(data: bytes, report: Report) -> str:
    """Text of ``data``; a file that is not UTF-8 is read as Excel would have written it, with a warning."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        message = "het bestand is UTF-16 in plaats van UTF-8; zo is het gelezen."
        report.add(None, None, message, SAVE_AS_UTF8, "waarschuwing")
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        message = (
            f"het bestand is geen UTF-8: byte {error.start + 1} is 0x{data[error.start]:02X}. "
            "Het is gelezen als Windows-1252; letters met een accent kunnen fout zijn."
        )
        report.add(row, None, message, SAVE_AS_UTF8, "waarschuwing")
        return data.decode("cp1252", errors="replace")


def _names_delimiter(cells: Sequence[str]) -> bool:
    """Whether this is the line ``sep=;`` that some spreadsheets put above the header."""
    return cells[0].lower().startswith("sep=")


def _delimiter(lines: Sequence[str], known_names: Sequence[str]) -> str:
    """The delimiter with which most column names are found; a comma when in doubt."""
    known = {folded(name) for name in known_names}

    def found(delimiter: str) -> int:
        try:
            cells = [cell for row in csv.reader(lines, delimiter=delimiter) for cell in row]
        except csv.Error:
            return 0
        return len({folded(cell) for cell in cells} & known)

    return max(_DELIMITERS, key=found)


def _records(lines: Sequence[str], delimiter: str, report: Report) -> Iterator[GridRow]:
    """Rows with their numbers. After a line that cannot be read it goes on with the next line.

    A file can be made so that each line is the start of a row that has no end. Finding that out costs time
    for each of them, so the signs that are read in vain are limited.
    """
    start, number, spare = 0, 1, 3 * sum(map(len, lines)) + 100_000
    while start < len(lines):
        reader = csv.reader((lines[i] for i in range(start, len(lines))), delimiter=delimiter, strict=True)
        read = 0
        try:
            for cells in reader:
                yield GridRow(number, cells)
                number, read = number + 1, reader.line_num
            return
        except csv.Error:
            spare -= sum(len(lines[i]) for i in range(start + read, start + reader.line_num))
            start += read + 1
        unread = " De rijen hierna zijn niet meer gelezen." if spare < 0 and start < len(lines) else ""
        report.add(
            number,
            None,
            "de rij is niet te lezen en is weggelaten: een aanhalingsteken staat verkeerd of wordt niet "
            f"gesloten, of een cel is veel te lang. De rij begint met {shown(lines[start - 1])}.{unread}",
            'Zet een tekst met een komma tussen " en ". Schrijf een aanhalingsteken in de tekst dubbel.',
        )
        if unread:
            return
        number += 1
