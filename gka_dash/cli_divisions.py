"""The command line for divisions into regions: ``python -m gka_dash divisions import | fetch | list``."""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gka_dash.model.regions_table import PROVINCE, divisions_in, installed_years
from gka_dash.settings import Settings

if TYPE_CHECKING:
    from gka_dash.model.dataset import Dataset
    from gka_dash.sources.divisions import Imported


def add_commands(subparsers: Any) -> None:
    """Add ``divisions`` with its own commands to the parser of ``python -m gka_dash``."""
    divisions = subparsers.add_parser("divisions", help="indelingen in regio's toevoegen of ophalen")
    commands = divisions.add_subparsers(dest="divisions_command", required=True, metavar="opdracht")
    add = commands.add_parser(
        "import", help="lees 'Gebieden in Nederland' van het CBS (CSV), of een lijst met eigen regio's"
    )
    add.add_argument("file", type=Path, metavar="BESTAND")
    add.add_argument("--year", type=_year, metavar="JAAR", help="het jaar van de indeling")
    add.add_argument("--name", default="", metavar="NAAM", help="korte naam voor eigen regio's (gka)")
    add.add_argument("--label", default="", metavar="TEKST", help="hoe een regio heet (GKA-regio)")
    fetch = commands.add_parser("fetch", help="haal de indelingen van een jaar op bij het CBS")
    fetch.add_argument("--year", type=_year, required=True, metavar="JAAR", help="het jaar van de indeling")
    fetch.add_argument("--table", default="", metavar="NUMMER", help="nummer van de tabel, zoals 85755NED")
    commands.add_parser("list", help="toon welke indelingen er zijn")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Run the command that was chosen; returns the exit code. Raises GkaError for what a user can mend."""
    from gka_dash.sources.csv_folder import read_folder

    dataset = read_folder(settings.data_dir)
    if options.divisions_command == "list":
        return _list(dataset)
    if options.divisions_command == "import":
        from gka_dash.sources.divisions import read_divisions

        this_year = date.today().year
        imported = read_divisions(
            options.file, dataset, this_year, options.year, options.name.strip(), options.label.strip()
        )
        return _finish(imported, options.file.name, settings, dataset)
    from gka_dash.sources.divisions_fetch import fetch_divisions

    print(f"Indelingen van {options.year} ophalen …", flush=True)
    imported = fetch_divisions(settings.cbs_odata, options.year, dataset, options.table.strip())
    return _finish(imported, f"de tabel van {options.year}", settings, dataset)


def _finish(imported: Imported, name: str, settings: Settings, dataset: Dataset) -> int:
    """Print what was found and keep it when it can be trusted; returns the exit code."""
    from gka_dash.sources.divisions import write_divisions

    for note in imported.notes:
        print(f"AANGENOMEN OF GEDAAN: {note}")
    for problem in imported.problems:
        print(f"{problem.severity.upper()}: {problem}", file=sys.stderr)
    if not imported.trusted:
        count = sum(problem.severity == "fout" for problem in imported.problems)
        print(
            f"Niet toegevoegd: {name} is niet te vertrouwen ({count} {'reden' if count == 1 else 'redenen'}, "
            "zie de regels met FOUT). Er is niets veranderd.",
            file=sys.stderr,
        )
        return 1
    path = write_divisions(imported, settings.data_dir, dataset)
    labels = divisions_in(replace(dataset, regioindelingen=(*dataset.regioindelingen, *imported.rows)))
    for division, (places, regions) in imported.counts.items():
        print(f"Toegevoegd: {labels[division]} {imported.year}, {places} gemeenten in {regions} regio's.")
    print(f"Opgeslagen in {path}. Voer nu python -m gka_dash build uit om ze op het scherm te zien.")
    return 0


def _list(dataset: Dataset) -> int:
    for division, label in divisions_in(dataset).items():
        years = installed_years(dataset, division)
        where = ", ".join(map(str, years)) or ("alle jaren, ingebouwd" if division == PROVINCE else "")
        print(f"{label} ({division}): {where}")
    return 0


def _year(text: str) -> int:
    if not re.fullmatch(r"(19|20)\d\d", text.strip()):
        raise argparse.ArgumentTypeError(f"{text!r} is geen jaar; schrijf het als 2024")
    return int(text)
