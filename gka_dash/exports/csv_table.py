"""CSV files that a spreadsheet can open safely and that the reader gives back unchanged.

A spreadsheet runs a cell that begins with ``= + - @``, a tab or a line end as a formula (OWASP, ASVS 1.2.10).
Such a text gets a leading apostrophe. Spaces before the sign do not help: some spreadsheets trim them, so
they are looked through. Apostrophes are looked through as well, which makes the rule reversible: a text that
begins with an apostrophe of its own, such as ``'s-Hertogenbosch``, stays as it is.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from gka_dash.model.column import Column
from gka_dash.model.schema import LIST_SEPARATOR, Table

BOM = "\ufeff"
# The last four are the full-width twins, which East Asian editions of spreadsheets read as formulas too.
_RISKY = re.compile(r"['\s]*(?:[=+\-@\t\r\n]|[\uff1d\uff0b\uff0d\uff20])")


def safe_cell(value: object, decimal_sign: str = ".") -> str:
    """The text of ``value`` for a CSV cell: dates as ISO, lists joined by ``|``, None empty, no formulas.

    Numbers stay numbers, also negative ones; ``decimal_sign`` is used for fractions. NUL signs are removed.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value).replace(".", decimal_sign)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return safe_cell(LIST_SEPARATOR.join(str(item) for item in value))
    text = str(value).replace("\0", "")
    return f"'{text}" if _RISKY.match(text) else text


def plain_cell(text: str) -> str:
    """The text that ``safe_cell`` was given: takes away the apostrophe that it put in front."""
    return text[1:] if text.startswith("'") and _RISKY.match(text, 1) else text


def columns_of(table: Table, rows: Sequence[Any]) -> list[Column]:
    """The columns of a file with these rows: one that may be absent is left out when it is nowhere filled."""
    return [c for c in table.columns if not c.may_be_absent or any(getattr(row, c.name) for row in rows)]


def table_csv(table: Table, rows: Iterable[Any]) -> str:
    """The records of ``table`` as RFC 4180 text: column names, commas, lines that end in CR LF."""
    rows = tuple(rows)
    names = [column.name for column in columns_of(table, rows)]
    return _written([names, *([safe_cell(getattr(row, name)) for name in names] for row in rows)], ",")


def records_csv(
    headers: Sequence[str],
    rows: Iterable[Sequence[object]],
    preamble: Sequence[str] = (),
    delimiter: str = ";",
    bom: bool = False,
) -> str:
    """What is on screen as CSV text for a Dutch spreadsheet.

    ``preamble`` lines come first as ``# ...`` in one cell each (date, filters, source). With a semicolon as
    ``delimiter`` fractions get a decimal comma, otherwise a spreadsheet set to Dutch reads them as dates.
    ``bom`` puts the byte order mark in front by which Excel knows UTF-8.
    """
    decimal_sign = "," if delimiter == ";" else "."
    lines: list[list[str]] = [["# " + " ".join(line.replace("\0", "").split())] for line in preamble]
    lines.append([safe_cell(header) for header in headers])
    lines.extend([safe_cell(value, decimal_sign) for value in row] for row in rows)
    return (BOM if bom else "") + _written(lines, delimiter)


def _written(lines: Iterable[Sequence[str]], delimiter: str) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    return stream.getvalue()
