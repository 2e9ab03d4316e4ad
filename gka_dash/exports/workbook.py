"""The data as a workbook that a coordinator fills in, made from the schema.

The same data, version and day give the same bytes. No cell is ever a formula: a text that begins with ``=``
is written as text and marked so, and reads back as it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from gka_dash.errors import SourceError
from gka_dash.exports import workbook_words as words
from gka_dash.exports.xlsx_parts import TEXT_FORMAT, packed, write_text
from gka_dash.model.column import Column
from gka_dash.model.dataset import Dataset
from gka_dash.model.regional import codes_in, region_name, rows_in
from gka_dash.model.schema import FIRST_DAY, LAST_DAY, LIST_SEPARATOR, TABLE_BY_NAME, TABLES, Table

ROWS_WITH_LISTS = 5000
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY_FORMAT = "dd-mm-yyyy"
_WIDTHS = {"text": 40, "list": 32, "link": 40, "source": 40, "date": 18, "integer": 14}
_SETTLED = {"choice": "stop", "date": "warning", "integer": "warning"}
_HEADER = PatternFill("solid", fgColor="FFE8EEF4")


@dataclass(frozen=True)
class PickLists:
    """The columns of the sheet with choices: title and values, by the column that chooses from them."""

    columns: tuple[tuple[str, tuple[str, ...]], ...]
    place: Mapping[tuple[str, str], int]

    def reference(self, table: Table, column: Column) -> str:
        """The cells to choose from, as a spreadsheet writes them; empty when there is nothing to choose."""
        place = self.place.get((table.name, column.name))
        if place is None or not self.columns[place][1]:
            return ""
        letter, last = get_column_letter(place + 1), len(self.columns[place][1]) + 1
        return f"{quote_sheetname(words.LISTS)}!${letter}$2:${letter}${last}"


def workbook(dataset: Dataset, made: date, version: str, region: str = "") -> bytes:
    """All tables of ``dataset`` as an .xlsx file, or only the rows of one region.

    Raises SourceError (Dutch) for a region that is not known.
    """
    name = region_name(dataset, region) if region else ""
    if name is None:
        raise SourceError(f"De regio {region} is onbekend. Geef de code van een regio op, zoals PV30.")
    tables: Mapping[str, Sequence[Any]] = (
        rows_in(dataset, region) if region else {table.name: dataset.rows(table.name) for table in TABLES}
    )
    codes = codes_in(dataset, region) if region else frozenset(dataset.codes)
    lists = _pick_lists(dataset, tables, codes)
    book = Workbook()
    _write_read_me(book.active, version, made, f"{region} {name}".strip(), tables)
    for table in TABLES:
        if table.name in tables:
            _write_table(book.create_sheet(table.sheet), table, tables[table.name], lists)
    _write_lists(book.create_sheet(words.LISTS), lists)
    return packed(book, made, words.AUTHOR, words.AUTHOR)


def _pick_lists(dataset: Dataset, names: Iterable[str], codes: frozenset[str]) -> PickLists:
    """Fixed choices, vocabularies and municipalities, each once."""
    places = sorted(
        ((m.gemeente, m.gemeentecode) for m in dataset.gemeenten if m.gemeentecode in codes), key=str
    )
    columns: dict[tuple[str, tuple[str, ...]], int] = {}
    place: dict[tuple[str, str], int] = {}
    shared = {
        "gemeente": tuple(name for name, _ in places),
        "gemeentecode": tuple(code for _, code in places),
    }
    for table in (TABLE_BY_NAME[name] for name in names):
        for column in table.columns:
            if column.vocabulary:
                source = TABLE_BY_NAME[column.vocabulary]
                title = source.sheet
                values = tuple(str(source.key_of(row)[0]) for row in dataset.rows(source.name))
            elif column.choices:
                title, values = column.label, column.choices
            elif table.regional and column.name in shared:
                title, values = column.label, shared[column.name]
            else:
                continue
            place[table.name, column.name] = columns.setdefault((title, values), len(columns))
    return PickLists(tuple(columns), place)


def _write_read_me(
    sheet: Worksheet, version: str, made: date, region: str, tables: Mapping[str, Sequence[Any]]
) -> None:
    sheet.title = words.READ_ME
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 90
    write_text(sheet, 1, 1, words.AUTHOR, Font(bold=True, size=14))
    row = 3
    for label, value in words.facts(version, made, region):
        write_text(sheet, row, 1, label, Font(bold=True))
        write_text(sheet, row, 2, value)
        row += 1
    for number, line in enumerate(words.explanation(bool(region))):
        row += 1
        write_text(sheet, row, 1, line, Font(bold=number == 0))
    row += 2
    write_text(sheet, row, 1, "Werkblad", Font(bold=True))
    write_text(sheet, row, 2, "Wat erin staat", Font(bold=True))
    for name, rows in tables.items():
        row, table = row + 1, TABLE_BY_NAME[name]
        write_text(sheet, row, 1, table.sheet)
        write_text(sheet, row, 2, f"{table.note[:1].upper()}{table.note[1:]}. Aantal rijen: {len(rows)}.")
    write_text(sheet, row + 1, 1, words.LISTS)
    write_text(
        sheet, row + 1, 2, "De waarden waaruit u kunt kiezen. Wat u hier verandert, wordt niet gelezen."
    )


def _write_table(sheet: Worksheet, table: Table, rows: Iterable[Any], lists: PickLists) -> None:
    for place, column in enumerate(table.columns, start=1):
        write_text(sheet, 1, place, column.label, Font(bold=column.required))
        header = sheet.cell(1, place)
        header.fill, header.alignment = _HEADER, Alignment(vertical="top")
        note = Comment(words.column_note(table, column), words.AUTHOR, height=150, width=320)
        header.comment = note
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = max(_WIDTHS.get(column.kind, 18), len(column.label) + 4)
        dimension.number_format = _format(column)
        _offer(sheet, place, table, column, lists)
    last = 1
    for last, record in enumerate(rows, start=2):
        for place, column in enumerate(table.columns, start=1):
            _value(sheet, last, place, column, getattr(record, column.name))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{last}"


def _format(column: Column) -> str:
    return {"date": DAY_FORMAT, "integer": "0"}.get(column.kind, TEXT_FORMAT)


def _offer(sheet: Worksheet, place: int, table: Table, column: Column, lists: PickLists) -> None:
    """A list to choose from, or the bounds of a date or number; only one choice of several is enforced."""
    reference = lists.reference(table, column)
    if reference:
        rule = DataValidation(type="list", formula1=reference, allow_blank=True)
        rule.showErrorMessage = column.kind == "choice"
    elif column.kind == "date":
        bounds = (f"DATE({day.year},{day.month},{day.day})" for day in (FIRST_DAY, LAST_DAY))
        rule = DataValidation("date", *bounds, operator="between", allow_blank=True, showErrorMessage=True)
    elif column.kind == "integer":
        rule = DataValidation(
            "whole",
            str(column.smallest),
            operator="greaterThanOrEqual",
            allow_blank=True,
            showErrorMessage=True,
        )
    else:
        return
    rule.errorStyle = _SETTLED.get(column.kind, "information")
    rule.errorTitle, rule.error = column.label[:32], words.column_note(table, column)[:250]
    letter = get_column_letter(place)
    rule.add(f"{letter}2:{letter}{ROWS_WITH_LISTS}")
    sheet.add_data_validation(rule)


def _value(sheet: Worksheet, row: int, place: int, column: Column, value: Any) -> None:
    if value is None or value in ("", ()):
        return
    if isinstance(value, (date, int)):
        sheet.cell(row, place, value).number_format = _format(column)
    else:
        text = LIST_SEPARATOR.join(value) if isinstance(value, tuple) else str(value)
        write_text(sheet, row, place, text)


def _write_lists(sheet: Worksheet, lists: PickLists) -> None:
    for place, (title, values) in enumerate(lists.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = 28
        write_text(sheet, 1, place, title, Font(bold=True))
        for row, value in enumerate(values, start=2):
            write_text(sheet, row, place, value)
    sheet.freeze_panes = "A2"
