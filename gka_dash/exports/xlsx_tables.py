"""A view as a workbook: the tables of the screen, each on its own sheet, and where they come from."""

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from gka_dash.exports.origin import NAME, Origin
from gka_dash.exports.screen_csv import Table, activities, municipalities
from gka_dash.exports.xlsx_parts import packed, write_text
from gka_dash.figures.charts import CHARTS
from gka_dash.figures.theme import colour
from gka_dash.model.explain import totals

WIDEST, NARROWEST = 60, 10
ORIGIN = "Herkomst"


def view_workbook(origin: Origin) -> bytes:
    """The .xlsx of a view; the same view and data give the same bytes."""
    book = Workbook()
    book.remove(book.active)
    for name, table in _sheets(origin):
        _write(book.create_sheet(name), *table)
    return packed(book, origin.view.day, NAME, origin.title)


def _sheets(origin: Origin) -> Iterator[tuple[str, Table]]:
    view = origin.view
    yield ORIGIN, (["Gegeven", "Waarde"], [list(fact) for fact in origin.facts])
    numbers: list[list[Any]] = [
        [row.value, row.label, row.origin, row.rule, row.source] for row in totals(view)
    ]
    yield "In cijfers", (["Aantal", "Wat", "Gepubliceerd of geteld", "Regel", "Bron"], numbers)
    yield "Gemeenten", municipalities(view)
    yield "Activiteiten", activities(view)
    for chart in CHARTS:
        yield chart.key.capitalize(), chart.table(view)


def _write(sheet: Any, headers: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    bold = Font(bold=True)
    fill = PatternFill("solid", fgColor="FF" + colour("--structure-soft").removeprefix("#").upper())
    for place, header in enumerate(headers, start=1):
        write_text(sheet, 1, place, header, bold)
        sheet.cell(1, place).fill = fill
        longest = max((len(str(row[place - 1] or "")) for row in rows), default=0)
        width = min(WIDEST, max(NARROWEST, len(header), longest) + 2)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, row in enumerate(rows, start=2):
        for place, value in enumerate(row, start=1):
            if isinstance(value, int):
                sheet.cell(number, place, value)
            elif value not in (None, ""):
                write_text(sheet, number, place, str(value))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headers))}{len(rows) + 1}"
