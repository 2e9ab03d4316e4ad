"""What is wrong with a source, in words that the owner of the source can act on."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["fout", "waarschuwing"]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where it is, and what to do.

    ``row`` is the line a spreadsheet shows (the header is row 1); ``None`` means the whole file. ``fout``
    means that the row was left out, ``waarschuwing`` that it was used all the same. ``where`` is the place as
    a spreadsheet names it, such as ``Interventies!C14``, for a source that has sheets.
    """

    table: str
    row: int | None
    column: str | None
    message: str
    hint: str
    severity: Severity = "fout"
    where: str = ""

    def __post_init__(self) -> None:
        """Keep every text on one line: a quoted cell may hold line ends, a list of problems may not."""
        for text in ("message", "hint"):
            object.__setattr__(self, text, " ".join(getattr(self, text).split()))

    @property
    def place(self) -> str:
        """The place in Dutch: ``agendas, rij 3, kolom ondertekend_van``, or ``Agenda's!C3`` in a workbook."""
        if self.where:
            return self.where
        parts = [self.table]
        if self.row is not None:
            parts.append(f"rij {self.row}")
        if self.column:
            parts.append(f"kolom {self.column}")
        return ", ".join(parts)

    def __str__(self) -> str:
        return f"{self.place}: {self.message} {self.hint}".strip()
