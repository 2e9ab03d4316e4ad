"""What is wrong with a source, in words that the owner of the source can act on."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["fout", "waarschuwing"]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where it is, and what to do.

    ``row`` is the line a spreadsheet shows (the header is row 1); ``None`` means the whole file. ``fout``
    means that the row was left out, ``waarschuwing`` that it was used all the same.
    """

    table: str
    row: int | None
    column: str | None
    message: str
    hint: str
    severity: Severity = "fout"

    @property
    def place(self) -> str:
        """Table, row and column in Dutch, for example ``agendas, rij 3, kolom ondertekend_van``."""
        parts = [self.table]
        if self.row is not None:
            parts.append(f"rij {self.row}")
        if self.column:
            parts.append(f"kolom {self.column}")
        return ", ".join(parts)

    def __str__(self) -> str:
        return f"{self.place}: {self.message} {self.hint}".strip()
