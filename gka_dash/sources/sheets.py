"""The sheets of an .xlsx file as cells by row and column.

Only filled cells are kept, so a sheet that claims a million rows, or has one cell far away, costs nothing.
The parts of the file are read as a stream with limits; openpyxl builds its cells in memory first and is
therefore only used for what it knows about dates and formats.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.escape import unescape

from gka_dash.errors import SourceError
from gka_dash.sources.archive import Archive, damaged
from gka_dash.sources.grid import MOST_ROWS
from gka_dash.sources.sheet_xml import Budget, scan

MOST_CELLS = 200_000
MOST_SHEETS = 100
MOST_MERGED = 5_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_TRUE = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class RawCell:
    """A filled cell: its text as it stands in the file, its type (t) and the code of its number format."""

    text: str
    kind: str = "s"
    format: str = ""
    formula: bool = False


@dataclass
class RawSheet:
    """The filled cells of a sheet by row and by column, from 1 and from 0."""

    name: str
    hidden: bool = False
    rows: dict[int, dict[int, RawCell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)


@dataclass
class Book:
    """The sheets of a workbook. ``starts_in_1904``: how an old Mac counts its days. ``notes`` are Dutch."""

    sheets: list[RawSheet]
    starts_in_1904: bool = False
    notes: list[str] = field(default_factory=list)


def read_book(archive: Archive) -> Book:
    """Read every sheet of an .xlsx file. Raises SourceError (Dutch) for what is no workbook or too much."""
    return _Reader(archive).book()


def is_workbook(archive: Archive) -> bool:
    """Whether the zip is an .xlsx file, by what is in it."""
    return "[Content_Types].xml" in archive.members and any(n.startswith("xl/") for n in archive.members)


class _Reader:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.budget = Budget()
        self.strings: list[str] = []
        self.formats: list[str] = []
        self.cells = 0

    def book(self) -> Book:
        self._refuse()
        main = next(iter(self._related("", "officeDocument").values()), "xl/workbook.xml")
        book = Book([])
        sheets: list[tuple[str, str, bool]] = []

        def started(name: str, attributes: Mapping[str, str]) -> None:
            if name == "workbookPr":
                book.starts_in_1904 = attributes.get("date1904", "") in _TRUE
            elif name == "sheet":
                number = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
                hidden = attributes.get("state", "visible") != "visible"
                sheets.append((unescape(attributes.get("name", "")), number, hidden))

        self._scan(main, started)
        names = [name.casefold() for name, _, _ in sheets]
        if len(sheets) > MOST_SHEETS or not sheets:
            raise SourceError(f"{self.archive.name} heeft {len(sheets)} werkbladen; dat klopt niet.")
        if len(set(names)) < len(names):
            raise SourceError(f"In {self.archive.name} hebben twee werkbladen dezelfde naam. Hernoem er een.")
        for kind in ("sharedStrings", "styles"):
            for member in self._related(main, kind).values():
                (self._read_strings if kind == "sharedStrings" else self._read_formats)(member)
        members = self._related(main, "worksheet")
        for name, number, hidden in sheets:
            if number in members:  # anything else is a sheet with only a chart
                book.sheets.append(self._read_sheet(RawSheet(name, hidden), members[number]))
        if any(name.startswith("xl/externalLinks/") for name in self.archive.members):
            book.notes.append("Koppelingen naar andere bestanden zijn niet gelezen.")
        return book

    def _refuse(self) -> None:
        """Raise for kinds of workbooks that are not read: with macros, or in binary form."""
        names = [name.casefold() for name in self.archive.members]
        types = self.archive.read("[Content_Types].xml")
        if any(name.endswith("vbaproject.bin") for name in names) or b"macroEnabled" in types:
            raise SourceError(
                f"{self.archive.name} is een werkmap met macro's. Die wordt niet gelezen. Kies in Excel: "
                "Opslaan als, Excel-werkmap (.xlsx)."
            )
        if any(name.startswith("xl/") and name.endswith("workbook.bin") for name in names):
            raise SourceError(f"{self.archive.name} is een binaire werkmap (.xlsb). Sla hem op als .xlsx.")

    def _related(self, part: str, kind: str) -> dict[str, str]:
        """The members that ``part`` refers to as ``kind``, by the number of the reference."""
        folder, name = posixpath.split(part)
        found: dict[str, str] = {}

        def started(element: str, attributes: Mapping[str, str]) -> None:
            if element != "Relationship" or attributes.get("TargetMode", "") == "External":
                return
            if attributes.get("Type", "").rpartition("/")[2] == kind:
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                found[attributes.get("Id", "")] = target.lstrip("/")

        self._scan(posixpath.join(folder, "_rels", f"{name}.rels"), started)
        return found

    def _scan(self, member: str, started: object, ended: object = None) -> None:
        if member not in self.archive.members:
            raise damaged(self.archive.name)
        scan(self.archive, member, self.budget, started, ended or (lambda *_: None))  # type: ignore[arg-type]

    def _read_strings(self, member: str) -> None:
        text = _Text()

        def ended(name: str, content: str) -> None:
            text.ended(name, content)
            if name == "si":
                self.strings.append(text.taken())

        self._scan(member, text.started, ended)

    def _read_formats(self, member: str) -> None:
        own: dict[str, str] = {}
        inside: list[str] = []

        def started(name: str, attributes: Mapping[str, str]) -> None:
            if name == "numFmt":
                own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif name == "cellXfs":
                inside.append(name)
            elif name == "xf" and inside:
                number = attributes.get("numFmtId", "0")
                known = BUILTIN_FORMATS.get(int(number), "") if number.isdecimal() else ""
                self.formats.append(own.get(number, known))

        def ended(name: str, _content: str) -> None:
            if name == "cellXfs":
                inside.clear()

        self._scan(member, started, ended)

    def _read_sheet(self, sheet: RawSheet, member: str) -> RawSheet:
        reader = _SheetReader(self, sheet)
        self._scan(member, reader.started, reader.ended)
        return sheet


class _Text:
    """The text of a cell or shared string: its runs, without the spelling that East Asian cells carry."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.spelling = False

    def started(self, name: str, _attributes: Mapping[str, str]) -> None:
        self.spelling = self.spelling or name == "rPh"

    def ended(self, name: str, content: str) -> None:
        if name == "t" and not self.spelling:
            self.parts.append(content)
        elif name == "rPh":
            self.spelling = False

    def taken(self) -> str:
        text, self.parts = "".join(self.parts), []
        return str(unescape(text))


class _SheetReader:
    def __init__(self, reader: _Reader, sheet: RawSheet) -> None:
        self.reader, self.sheet = reader, sheet
        self.text = _Text()
        self.row, self.column = 0, -1
        self.cell: Mapping[str, str] = {}
        self.value, self.formula = "", False

    def started(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            number = attributes.get("r", "")
            self.row, self.column = int(number) if number.isdecimal() else self.row + 1, -1
            if not 1 <= self.row <= LAST_ROW:
                raise damaged(self.reader.archive.name)
            if attributes.get("hidden", "") in _TRUE:
                self.sheet.hidden_rows.add(self.row)
        elif name == "c":
            self.cell = attributes
            self.value, self.formula = "", False
            self._find(attributes.get("r", ""))
        elif name == "f":
            self.formula = True
        elif name == "col" and attributes.get("hidden", "") in _TRUE:
            self.sheet.hidden_columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1))
        elif name == "mergeCell" and len(self.sheet.merged) < MOST_MERGED:
            self.sheet.merged.append(attributes.get("ref", ""))
        self.text.started(name, attributes)

    def _find(self, address: str) -> None:
        match = _ADDRESS.fullmatch(address)
        self.column += 1
        if match:
            self.column = column_number(match[1])
        if (address and not match) or (match and int(match[2]) != self.row) or self.column >= LAST_COLUMN:
            raise damaged(self.reader.archive.name)

    def ended(self, name: str, content: str) -> None:
        self.text.ended(name, content)
        if name == "v":
            self.value = content
        elif name == "c":
            self._keep(self.text.taken())

    def _keep(self, inline: str) -> None:
        kind, style = self.cell.get("t", "n"), self.cell.get("s", "")
        text = self.value if kind != "inlineStr" else inline
        if kind == "s":
            strings = self.reader.strings
            if not text.isdecimal() or int(text) >= len(strings):
                raise damaged(self.reader.archive.name)
            text = strings[int(text)]
        elif kind == "str":
            text = unescape(text)
        if not text.strip() and not self.formula:
            return
        number = int(style) if style.isdecimal() else 0
        formats = self.reader.formats
        row = self.sheet.rows.setdefault(self.row, {})
        if self.column in row:
            raise damaged(self.reader.archive.name)
        row[self.column] = RawCell(
            text,
            "s" if kind in ("inlineStr", "str") else kind,
            formats[number] if number < len(formats) and kind == "n" else "",
            self.formula,
        )
        self.reader.cells += 1
        if self.reader.cells > MOST_CELLS or len(self.sheet.rows) > MOST_ROWS:
            raise SourceError(
                f"{self.reader.archive.name} heeft meer dan {MOST_CELLS} gevulde cellen en is niet gelezen. "
                "Haal rijen weg die er niet horen."
            )


def column_number(letters: str) -> int:
    """The place of a column, the first one being 0."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1
