"""A file with regions as a sheet: a title per column, and rows of cells without their padding.

Such files come from StatLine, from OData or from somebody's spreadsheet, so nothing is taken for granted
about the delimiter, the encoding, or how many lines stand above the table.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gka_dash.errors import SourceError
from gka_dash.sources.grid import MOST_BYTES, MOST_COLUMNS, MOST_ROWS

DELIMITERS = (";", ",", "\t")
MOST_HEADING_LINES = 50
_LINES_FOR_DELIMITER = 200
_NO_CSV = {b"PK\x03\x04": "een Excel-werkmap", b"\xd0\xcf\x11\xe0": "een Excel-werkmap", b"%PDF": "een pdf"}
_NO_TABLE = {"<": "een webpagina", "{": "een json-bestand", "[": "een json-bestand"}


@dataclass(frozen=True)
class Line:
    """Cells of a row, stripped, as many as there are titles; ``number`` is the row a spreadsheet shows."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """Titles and rows. ``above`` is the text of all lines above the first row, to find a year in."""

    titles: tuple[str, ...]
    lines: tuple[Line, ...]
    above: str = ""

    def column(self, place: int) -> list[str]:
        """The cells of a column, top to bottom."""
        return [line.cells[place] for line in self.lines]


def read_sheet(path: Path, is_place: Callable[[str], bool]) -> Sheet:
    """Read a CSV file; ``is_place`` tells whether a cell is the code or the name of a municipality.

    Raises SourceError (Dutch) for a file that cannot be read or has no municipality in it.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SourceError(f"Het bestand {path} is niet te lezen: {error.strerror or error}.") from error
    return sheet_of(decoded(data, path.name), path.name, is_place)


def decoded(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252. Raises SourceError for what is no text."""
    if len(data) > MOST_BYTES:
        raise SourceError(f"{name} is groter dan {MOST_BYTES // 1_000_000} MB en is niet gelezen.")
    for magic, what in _NO_CSV.items():
        if data.startswith(magic):
            raise SourceError(
                f"{name} is {what}, geen CSV-bestand. Sla het op als CSV en probeer het opnieuw."
            )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    if not text.strip("\0 \t\r\n"):
        raise SourceError(f"{name} is leeg.")
    if "\0" in text:
        raise SourceError(f"{name} is geen tekst maar iets anders. Geef een CSV-bestand op.")
    what = _NO_TABLE.get(text.lstrip()[:1], "")
    if what:
        raise SourceError(f"{name} is {what}, geen CSV-bestand. Haal bij het CBS de CSV op.")
    return text


def sheet_of(text: str, name: str, is_place: Callable[[str], bool]) -> Sheet:
    """Make a sheet of CSV text. Raises SourceError without a row of a municipality."""
    rows = _rows(text, name)
    first = next(
        (place for place, row in enumerate(rows[:MOST_HEADING_LINES]) if any(map(is_place, row.cells))), None
    )
    if first is None:
        raise SourceError(
            f"In {name} staat boven in het bestand geen enkele gemeente. Er moet een kolom zijn met codes "
            "(GM0363) of namen van gemeenten."
        )
    width = max(len(row.cells) for row in rows[first : first + _LINES_FOR_DELIMITER])
    if width > MOST_COLUMNS:
        raise SourceError(f"{name} heeft {width} kolommen; het mogen er {MOST_COLUMNS} zijn.")
    heading = [row.cells for row in rows[:first] if sum(map(bool, row.cells)) > 1 or width == 1]
    titles = tuple(
        "/".join(dict.fromkeys(cells[place] for cells in heading if place < len(cells) and cells[place]))
        for place in range(width)
    )
    lines = tuple(
        Line(row.number, (*row.cells, *[""] * width)[:width]) for row in rows[first:] if any(row.cells)
    )
    return Sheet(titles, lines, "\n".join(" ".join(row.cells) for row in rows[:first]))


def _rows(text: str, name: str) -> list[Line]:
    delimiter = _delimiter(text)
    rows: list[Line] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for number, cells in enumerate(reader, start=1):
            if number > MOST_ROWS:
                raise SourceError(f"{name} heeft meer dan {MOST_ROWS} rijen en is niet gelezen.")
            rows.append(Line(number, tuple(_cell(cell) for cell in cells)))
    except csv.Error as error:
        raise SourceError(f"{name} is na rij {len(rows)} niet te lezen: {error}.") from error
    return rows


def _cell(text: str) -> str:
    return " ".join(text.replace("\ufeff", "").replace("\u2019", "'").replace("\u2018", "'").split())


def _delimiter(text: str) -> str:
    """The delimiter that divides most lines; of equals the one that makes most cells."""
    lines = re.split(r"\r\n|\r|\n", text[: 1 << 20])[:_LINES_FOR_DELIMITER]

    def score(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter)]
        except csv.Error:
            return (0, 0)
        return (sum(width > 1 for width in widths), sum(widths))

    return max(DELIMITERS, key=score)


def sheet_from_records(records: Sequence[dict[str, object]], titles: dict[str, str]) -> Sheet:
    """Make a sheet of OData records; ``titles`` are the full titles by key, where known."""
    keys = list(dict.fromkeys(key for record in records for key in record))
    lines = tuple(
        Line(number, tuple(_cell("" if record.get(key) is None else str(record[key])) for key in keys))
        for number, record in enumerate(records, start=1)
    )
    return Sheet(tuple(titles.get(key, key) for key in keys), lines)
