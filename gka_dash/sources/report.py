"""The problems of one table, bounded: a hostile file must not fill the memory with messages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from gka_dash.model.problem import Problem, Severity
from gka_dash.model.provenance import column_letters
from gka_dash.model.schema import TABLE_BY_NAME, TABLES

MOST_PER_SEVERITY = 1000
_LEFT_OUT = re.compile(r" (?:De rij|(?:De|Deze) waarde|Rij [0-9]+) is weggelaten\.")


@dataclass
class _Rest:
    """Problems that are counted, no longer listed."""

    count: int = 0
    first: int | None = None
    last: int | None = None


@dataclass
class Report:
    """Problems of ``table``: the first thousand of each severity in full, the rest counted with its rows.

    With ``sheet`` each place is named as a spreadsheet does, by the ``columns`` where the table stands. A
    ``strict`` report calls it an error when something of a row gets lost: what is brought in must be whole.
    """

    table: str
    sheet: str = ""
    strict: bool = False
    columns: Mapping[str, int] = field(default_factory=dict)
    _listed: dict[Severity, list[Problem]] = field(default_factory=dict)
    _rest: dict[Severity, _Rest] = field(default_factory=dict)

    def add(
        self,
        row: int | None,
        column: str | None,
        message: str,
        hint: str,
        severity: Severity = "fout",
        loses: bool = False,
    ) -> None:
        """Add a problem; ``row`` and ``column`` None mean the whole file and the whole row.

        ``loses`` says that a part of the row is not used.
        """
        severity = "fout" if loses and self.strict else severity
        listed = self._listed.setdefault(severity, [])
        if len(listed) < MOST_PER_SEVERITY or row is None:
            listed.append(self._problem(row, column, message, hint, severity))
            return
        rest = self._rest.setdefault(severity, _Rest())
        rest.count += 1
        rest.first = min(row, rest.first or row)
        rest.last = max(row, rest.last or row)

    def problems(self) -> list[Problem]:
        """Everything that was added, in the order of the rows, the whole file first."""
        every = [problem for listed in self._listed.values() for problem in listed]
        every.sort(key=lambda problem: problem.row or 0)
        for severity, rest in self._rest.items():
            what = "fouten; die rijen zijn weggelaten" if severity == "fout" else "waarschuwingen"
            message = f"rij {rest.first} tot en met {rest.last} geven nog {rest.count} {what}."
            hint = "Verbeter eerst de meldingen hierboven en lees het bestand opnieuw."
            every.append(self._problem(None, None, message, hint, severity))
        return every

    def _problem(
        self, row: int | None, column: str | None, message: str, hint: str, severity: Severity
    ) -> Problem:
        if self.strict:  # nothing is left out of what is not published
            message = _LEFT_OUT.sub("", message)
        if not self.sheet:
            return Problem(self.table, row, column, message, hint, severity)
        where = self._where(row, column)
        return Problem(self.table, row, column, _in_sheets(message), _in_sheets(hint), severity, where)

    def _where(self, row: int | None, column: str | None) -> str:
        if row is not None and column and column in self.columns:
            return f"{self.sheet}!{column_letters(self.columns[column])}{row}"
        parts = [self.sheet]
        if row is not None:
            parts.append(f"rij {row}")
        if column:
            parts.append(f"kolom {TABLE_BY_NAME[self.table].column(column).label}")
        return ", ".join(parts)


def _in_sheets(text: str) -> str:
    """A sentence about files in the words of somebody who looks at sheets."""
    for table in TABLES:
        text = text.replace(f"{table.name}.csv", f"het werkblad {table.sheet}")
    return text
