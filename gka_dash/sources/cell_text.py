"""A cell of a workbook to the text that the same cell has in a CSV file, by the declaration of its column."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from gka_dash.exports.csv_table import safe_cell
from gka_dash.model.column import Column
from gka_dash.model.dates import dutch_date
from gka_dash.model.schema import FIRST_DAY, LAST_DAY
from gka_dash.sources.sheets import RawCell
from gka_dash.sources.wording import shown

_NO_DAY = re.compile(r'".*?"|\[[^\]]*\]|\\.|_.')
_ERRORS = {
    "#N/A": "#N/B",
    "#REF!": "#VERW!",
    "#NAME?": "#NAAM?",
    "#VALUE!": "#WAARDE!",
    "#DIV/0!": "#DEEL/0!",
}
_AS_VALUE = "Kopieer de cel en plak hem als waarde (Plakken speciaal, Waarden)."


@dataclass(frozen=True)
class CellText:
    """The text of a cell. ``fault`` and ``remark`` are Dutch: why it cannot be used, or what was assumed."""

    text: str
    fault: str = ""
    remark: str = ""
    hint: str = ""


def cell_text(cell: RawCell, column: Column, starts_in_1904: bool) -> CellText:
    """What ``cell`` says in ``column``; a formula or an error value is never taken for a fact."""
    if cell.formula:
        return CellText("", fault="er staat een formule; de uitkomst is niet te controleren.", hint=_AS_VALUE)
    if cell.kind == "e":
        name = _ERRORS.get(cell.text, cell.text)
        return CellText(
            "", fault=f"er staat een foutwaarde: {shown(name)}.", hint="Vul de cel of maak hem leeg."
        )
    if cell.kind == "b":
        return CellText("ja" if cell.text in ("1", "true") else "nee")
    if cell.kind == "d":
        return _day(cell.text, _iso(cell.text), column)
    if cell.kind == "n":
        return _number(cell, column, starts_in_1904)
    return CellText(safe_cell(cell.text))


def _number(cell: RawCell, column: Column, starts_in_1904: bool) -> CellText:
    try:
        number = float(cell.text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        return CellText("", fault=f"{shown(cell.text)} is geen getal.", hint="Typ de cel opnieuw.")
    if is_date_format(cell.format):
        moment = _moment(number, starts_in_1904)
        if moment and column.kind == "moment" and not _shows_a_day(cell.format):
            return CellText(f"{moment.year}-{moment.month:02}")
        return _day(cell.text, moment, column)
    if column.kind == "date":
        return _loose_day(number, starts_in_1904)
    # As many digits as a spreadsheet keeps, and a comma where somebody reads it as text.
    text = str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.15g}"
    return CellText(text if column.kind == "integer" else text.replace(".", ","))


def _moment(number: float, starts_in_1904: bool) -> datetime | None:
    try:
        found = from_excel(number, MAC_EPOCH if starts_in_1904 else WINDOWS_EPOCH)
    except (ValueError, OverflowError):
        return None
    return found if isinstance(found, datetime) else None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return None


def _shows_a_day(code: str) -> bool:
    return "d" in _NO_DAY.sub("", code.split(";")[0]).casefold()


def _day(raw: str, moment: datetime | None, column: Column) -> CellText:
    if moment is None:
        return CellText("", fault=f"{shown(raw)} is geen datum die bestaat.", hint="Typ de datum opnieuw.")
    day = moment.date().isoformat()
    if (moment.hour, moment.minute, moment.second) != (0, 0, 0):
        day = moment.isoformat(timespec="minutes")
    if column.kind in ("date", "moment"):
        return CellText(day)
    remark = f"er staat een datum; die is gelezen als {day}."
    return CellText(day, remark=remark, hint="Maak de cel op als tekst en typ hem opnieuw.")


def _loose_day(number: float, starts_in_1904: bool) -> CellText:
    """A number in a column of dates: the day that it stands for, when that is a likely one."""
    moment = _moment(number, starts_in_1904)
    day: date | None = moment.date() if moment and number.is_integer() else None
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        return CellText(f"{number:.15g}")
    remark = f"het getal {number:.0f} is gelezen als {dutch_date(day)}."
    return CellText(day.isoformat(), remark=remark, hint="Maak de cel op als datum.")
