"""A file that a coordinator brings in, of whatever kind: looked at, read, checked and put among the rest.

What kind of file it is follows from its content, never from its name; the name is only used in messages.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from gka_dash.errors import SourceError
from gka_dash.exports.csv_table import table_csv
from gka_dash.model.dataset import Dataset
from gka_dash.model.problem import Problem
from gka_dash.model.provenance import Provenance, Source
from gka_dash.model.regional import REGIONAL, Misplaced, codes_in, region_name, with_region
from gka_dash.model.schema import TABLE_BY_NAME, TABLES, Table
from gka_dash.sources.archive import MOST_BYTES, Archive, open_archive, too_large
from gka_dash.sources.assemble import check_tables, dataset_of
from gka_dash.sources.csv_folder import folder_grids, grid_of
from gka_dash.sources.grid import Grid
from gka_dash.sources.report import Report
from gka_dash.sources.rows import TableRows
from gka_dash.sources.sheets import is_workbook, read_book
from gka_dash.sources.wording import listed, shown, without_invisible
from gka_dash.sources.workbook import Read, read_workbook

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS = (
    (b"%PDF", "een pdf"),
    (b"<", "een webpagina of XML-bestand"),
    (b"{", "een json-bestand"),
    (b"{\\rtf", "een tekstdocument"),
)
WANTED = "Lever een werkmap (.xlsx) in, of een zip of map met de CSV-bestanden."
FULL_SHARE = 0.5
"""A file with less than this part of the rows, all of one province, is taken for a regional one."""


@dataclass(frozen=True)
class Incoming:
    """What the data would be with this file in it. Nothing is published when there is an error.

    ``dataset`` holds every table, drafts included: those of the file, and what was there for the others.
    ``tables`` are the ones that the file brought, ``provenance`` says where their rows stand in it.
    """

    dataset: Dataset
    provenance: Provenance
    tables: tuple[str, ...]
    region: str = ""
    version: str = ""
    understood: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended before this can be published."""
        return tuple(p for p in self.dataset.problems if p.severity == "fout")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What somebody should look at."""
        return tuple(p for p in self.dataset.problems if p.severity == "waarschuwing")


def read_incoming(
    name: str, data: bytes, current: Dataset | None = None, limit: int = MOST_BYTES
) -> Incoming:
    """Read and check a workbook, or a zip with the CSV files; ``name`` is what its owner calls it.

    Tables that are not in the file stay as they are in ``current``. Raises SourceError (Dutch) for a file
    that cannot be read at all.
    """
    called = file_name(name)
    if len(data) > limit:
        raise too_large(called, limit)
    _refuse_other_kinds(called, data)
    archive = open_archive(called, data)
    read = read_workbook(read_book(archive)) if is_workbook(archive) else _read_zip(archive)
    return _checked(read, called, current)


def read_incoming_folder(folder: Path, current: Dataset | None = None) -> Incoming:
    """Read and check a folder with the CSV files. Raises SourceError when it cannot be read at all."""
    grids = folder_grids(folder)
    present = {t.name: grids[t.name] for t in TABLES if (folder / f"{t.name}.csv").exists()}
    return _checked(Read(_strict(present)), file_name(str(folder)), current)


def file_name(name: str) -> str:
    """The last part of a name, safe to show: what its owner calls a file is never used as a path."""
    last = re.split(r"[\\/]", without_invisible(name[:1000]))[-1]
    return " ".join(last.split())[:80] or "Het bestand"


def _refuse_other_kinds(name: str, data: bytes) -> None:
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not data.strip(b"\0 \t\r\n"):
        raise SourceError(f"{name} is leeg. {WANTED}")
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise SourceError(f"{name} is met een wachtwoord beveiligd. Haal het wachtwoord eraf.")
        raise SourceError(f"{name} is een oude Excel-werkmap (.xls). Sla hem op als Excel-werkmap (.xlsx).")
    for magic, kind in _OTHER_KINDS:
        if start.startswith(magic):
            raise SourceError(f"{name} is {kind}, geen werkmap. {WANTED}")
    if not data.startswith(b"PK"):
        raise SourceError(f"{name} is geen werkmap en geen zip. {WANTED}")


def _read_zip(archive: Archive) -> Read:
    """The CSV files in a zip, in a folder or not; another file is named and not read."""
    wanted = {f"{table.name}.csv": table for table in TABLES}
    read = Read({})
    others: list[str] = []
    for member in archive.members:
        path = PurePosixPath(member.replace("\\", "/"))
        table = wanted.get(path.name.casefold())
        if member.endswith("/") or "__MACOSX" in path.parts or path.name.startswith("."):
            continue
        if table is None:
            others.append(path.name)
        elif table.name in read.grids:
            raise SourceError(f"In {archive.name} zit {path.name} twee keer. Laat er een in de zip.")
        else:
            read.grids[table.name] = grid_of(table, archive.read(member))
    if not read.grids:
        inside = [n for n in others if n.casefold().endswith((".xlsx", ".zip"))]
        hint = f"Pak hem uit en lever {shown(inside[0])} zelf in." if inside else WANTED
        raise SourceError(f"In {archive.name} zitten geen CSV-bestanden van deze gegevens. {hint}")
    if others:
        read.unread.append(f"Niet gelezen uit de zip: {listed([shown(name) for name in others])}.")
    read.grids = _strict(read.grids)
    return read


def _strict(grids: dict[str, Grid]) -> dict[str, Grid]:
    for grid in grids.values():
        grid.report.strict = True
    return grids


def _checked(read: Read, name: str, current: Dataset | None) -> Incoming:
    if read.region and (current is None or region_name(current, read.region) is None):
        raise SourceError(
            f"{name} gaat volgens het werkblad 'Lees mij' over de regio {shown(read.region)}, maar die is "
            "onbekend. Haal een nieuwe werkmap op."
        )
    brought = tuple(t.name for t in TABLES if t.name in read.grids and (t.regional or not read.region))
    others = [TABLE_BY_NAME[n].sheet for n in read.grids if n not in brought]
    if others:
        read.unread.append(f"Niet gelezen, want dit is een werkmap van één regio: {listed(others)}.")
    grids = {t.name: read.grids[t.name] if t.name in brought else _absent(t, current) for t in TABLES}
    tables = check_tables(grids)
    dataset = dataset_of(tables)
    provenance = _provenance(tables, brought, name, grids)
    problems = [*_about_file(read), *dataset.problems]
    if current is not None:
        problems += _missing_notes(tables, brought, current)
    if read.region and current is not None:
        absent = {t.name: current.rows(t.name) for t in REGIONAL if t.name not in brought}
        own = {t.name: dataset.rows(t.name) for t in REGIONAL if t.name in brought}
        dataset, misplaced = with_region(current, read.region, Dataset.from_tables(own))
        dataset = replace(dataset, **absent)  # type: ignore[arg-type]
        problems += [_misplaced(each, read.region, provenance) for each in misplaced]
    elif current is not None:
        problems += _seems_regional(dataset, current, brought)
    understood = list(read.understood)
    left = [t.sheet for t in TABLES if t.name not in brought]
    if left and current is not None:
        understood.append(f"Niet in dit bestand, dus blijft zoals het is: {listed(left, most=12)}.")
    return Incoming(
        replace(dataset, problems=tuple(problems)),
        provenance,
        brought,
        read.region,
        read.version,
        tuple(understood),
    )


def _absent(table: Table, current: Dataset | None) -> Grid:
    """The grid of a table that the file does not bring: what there was, or nothing at all."""
    if current is not None:
        return grid_of(table, table_csv(table, current.rows(table.name)).encode())
    grid = Grid(Report(table.name, table.sheet))
    hint = "Neem een volledige werkmap of map met CSV-bestanden."
    severity = "fout" if table.needed else "waarschuwing"
    grid.report.add(None, None, "deze lijst ontbreekt.", hint, severity)  # type: ignore[arg-type]
    return grid


def _missing_notes(
    tables: Mapping[str, TableRows], brought: tuple[str, ...], current: Dataset
) -> list[Problem]:
    """Errors about columns that need not be there, but whose values, such as a status, would get lost."""
    found = []
    for table in (TABLE_BY_NAME[name] for name in brought):
        report = tables[table.name].report
        for column in (c for c in table.columns if c.may_be_absent and report.columns):
            filled = sum(bool(getattr(row, column.name)) for row in current.rows(table.name))
            if filled and column.name not in report.columns:
                message = f"de kolom {column.label} ontbreekt; van {filled} rijen zou de waarde verdwijnen."
                hint = "Voeg de kolom toe, of gebruik een nieuwe werkmap."
                found.append(Problem(table.name, None, column.name, message, hint, where=report.sheet))
    return found


def _about_file(read: Read) -> list[Problem]:
    return [Problem("bestand", None, None, text, "", "waarschuwing", "Bestand") for text in read.unread]


def _provenance(
    tables: Mapping[str, TableRows], brought: tuple[str, ...], name: str, grids: Mapping[str, Grid]
) -> Provenance:
    rows = {}
    for table in brought:
        found, sheet = tables[table], grids[table].report.sheet
        file = name if sheet else f"{name}: {table}.csv"
        source = Source(file, sheet, dict(found.report.columns))
        rows[table] = {found.table.key_of(row.record): (source, row.number) for row in found.rows}
    return Provenance(rows)


def _misplaced(row: Misplaced, region: str, provenance: Provenance) -> Problem:
    table = TABLE_BY_NAME[row.table]
    place = provenance.of(row.table, row.key, table.key[-1] if row.taken_by else "gemeentecode")
    key = listed([str(part) for part in row.key])
    message = f"{key} hoort niet bij de regio {region} van deze werkmap."
    hint = "Haal de rij weg of verbeter de gemeentecode."
    if row.taken_by:
        message = f"{key} is al in gebruik bij {row.taken_by}, in een andere regio."
        hint = "Kies een nummer dat nog niet bestaat."
    where = f"{place.sheet}!{place.cell}" if place else ""
    return Problem(row.table, place.row if place else None, table.key[-1], message, hint, where=where)


def _seems_regional(dataset: Dataset, current: Dataset, brought: tuple[str, ...]) -> list[Problem]:
    """An error when a file for the whole country only has rows of one province: the rest would disappear."""
    for table in (t for t in REGIONAL if t.name in brought):
        new, old = dataset.rows(table.name), current.rows(table.name)
        provinces = [code for code in current.regions if _all_in(dataset, new, codes_in(current, code))]
        if new and provinces and len(new) < FULL_SHARE * len(old):
            name = current.regions[provinces[0]]
            message = f"er staan alleen rijen van {name}; de {len(old) - len(new)} andere zouden verdwijnen."
            hint = "Gebruik de werkmap van uw regio, met het werkblad Lees mij erin."
            return [Problem(table.name, None, None, message, hint, where=table.sheet)]
    return []


def _all_in(dataset: Dataset, rows: tuple[object, ...], codes: frozenset[str]) -> bool:
    return all(not codes.isdisjoint(dataset.successors(row.gemeentecode)) for row in rows)  # type: ignore[attr-defined]
