"""What our .xlsx files have in common: text that stays text, and the same bytes for the same content."""

import io
import re
import zipfile
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from gka_dash.exports.zipped import repacked

TEXT_FORMAT = "@"
_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """``text`` as it stands in a cell: signs that XML has no place for as ``_x0001_``, which reads back."""
    text = _ESCAPED.sub(lambda found: f"_x005F{found[0]}", text)
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def write_text(sheet: Worksheet, row: int, place: int, text: str, font: Font | None = None) -> None:
    """Write a text as text: never as a formula, number or error, also after somebody edits the cell."""
    cell = sheet.cell(row, place)
    cell.value = escaped(text)
    cell.data_type = "s"
    cell.number_format = TEXT_FORMAT
    cell.quotePrefix = text.lstrip()[:1] in tuple("=+-@'")
    if font:
        cell.font = font


def packed(book: Workbook, made: date, author: str, title: str) -> bytes:
    """The bytes of a workbook, with the day it was made for every time that stands in it."""
    day = datetime(made.year, made.month, made.day)
    book.properties = DocumentProperties(creator=author, title=escaped(title), created=day, modified=day)
    written = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(written, "w")).save()
    return repacked(written.getvalue())
