"""The folder ``data/``: one CSV file per table of the schema."""

import difflib
import stat
from datetime import date
from pathlib import Path

from gka_dash.errors import SourceError
from gka_dash.model.dataset import Dataset
from gka_dash.model.schema import TABLES, Table
from gka_dash.sources.assemble import assemble
from gka_dash.sources.grid import MOST_BYTES, Grid, read_grid
from gka_dash.sources.report import Report


def read_folder(folder: Path, day: date | None = None, coordinator: bool = False) -> Dataset:
    """Read the CSV files in ``folder`` and check them; a coordinator also gets what ``day`` still hides.

    What is wrong stands in ``Dataset.problems``; a wrong cell, row or file never stops the rest. Raises
    SourceError only when ``folder`` itself cannot be used. Without a ``day`` it is today.
    """
    return assemble(folder_grids(folder), None if coordinator else day or date.today())


def folder_grids(folder: Path) -> dict[str, Grid]:
    """The cells of every table in ``folder``. Raises SourceError when ``folder`` itself cannot be used."""
    try:
        home = folder.resolve(strict=True)
        present = sorted(path.name for path in home.iterdir())
    except (OSError, ValueError, RuntimeError) as error:
        raise SourceError(
            f"De map met gegevens '{folder}' is niet te lezen. Geef een bestaande map met CSV-bestanden op."
        ) from error
    return {table.name: _read_file(home, table, present) for table in TABLES}


def grid_of(table: Table, data: bytes) -> Grid:
    """The cells of the CSV file ``data`` that should hold ``table``."""
    names = [text for column in table.columns for text in (column.name, column.label)]
    return read_grid(table.name, data, names)


def _read_file(home: Path, table: Table, present: list[str]) -> Grid:
    path = home / f"{table.name}.csv"
    try:
        real = path.resolve()
        # A link to a file elsewhere could show secrets; a pipe or device could wait for ever.
        if not real.is_relative_to(home):
            return _without(table, f"{path.name} wijst naar een bestand buiten de map en is niet gelezen.")
        if not stat.S_ISREG(real.stat().st_mode):
            return _without(table, f"{path.name} is geen gewoon bestand en is niet gelezen.")
        with real.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return _missing(table, present)
    except (OSError, RuntimeError):
        return _without(table, f"{path.name} is niet te lezen.", "Kijk of u het bestand mag openen.")
    return grid_of(table, data)


def _missing(table: Table, present: list[str]) -> Grid:
    wanted = f"{table.name}.csv"
    known = {f"{other.name}.csv" for other in TABLES}
    spare = {name.casefold(): name for name in present if name not in known}
    near = difflib.get_close_matches(wanted, list(spare)[:500], n=1, cutoff=0.8)
    hint = f"Heet het bestand '{spare[near[0]]}'? Noem het {wanted}." if near else f"Zet {wanted} in de map."
    report = Report(table.name)
    report.add(None, None, f"{wanted} ontbreekt.", hint, "fout" if table.needed else "waarschuwing")
    return Grid(report)


def _without(table: Table, message: str, hint: str = "Zet het bestand zelf in de map.") -> Grid:
    report = Report(table.name)
    report.add(None, None, message, hint)
    return Grid(report)
