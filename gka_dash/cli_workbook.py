"""The command line for workbooks: ``python -m gka_dash export workbook`` and ``check`` of a file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gka_dash import cli_export, cli_publications
from gka_dash.errors import SourceError
from gka_dash.settings import Settings

if TYPE_CHECKING:
    from gka_dash.model.dataset import Dataset
    from gka_dash.model.problem import Problem


def add_commands(subparsers: Any) -> None:
    """Add ``export`` with its own commands to the parser of ``python -m gka_dash``."""
    export = subparsers.add_parser("export", help="gegevens naar een bestand schrijven")
    commands = export.add_subparsers(dest="export_command", required=True, metavar="opdracht")
    cli_publications.add_export(commands)
    workbook = commands.add_parser("workbook", help="maak een werkmap (.xlsx) om in te vullen")
    workbook.add_argument("--region", default="", metavar="CODE", help="alleen de rijen van een regio (PV30)")
    workbook.add_argument(
        "--output", type=Path, required=True, metavar="BESTAND", help="waar de werkmap komt"
    )
    cli_export.add_commands(commands)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Write the workbook that was asked for; returns the exit code. Raises GkaError with what to mend."""
    # openpyxl comes with this module, and other commands can do without it.
    from gka_dash.exports.workbook import workbook
    from gka_dash.model.stamp import called
    from gka_dash.sources.csv_folder import read_folder
    from gka_dash.sources.replace import replace_file
    from gka_dash.sources.version import data_version

    published = cli_publications.latest_if_any(settings)
    dataset = published.dataset if published else read_folder(settings.data_dir, coordinator=True)
    version = called(published.number) if published else data_version(settings.data_dir)
    errors = [problem for problem in dataset.problems if problem.severity == "fout"]
    _print(errors)
    if errors:
        raise SourceError(
            "Er is geen werkmap gemaakt: rijen met een fout zouden erin ontbreken. Verbeter ze eerst."
        )
    made = workbook(dataset, date.today(), version, options.region.strip().upper())
    try:
        replace_file(options.output, made)
    except OSError as error:
        raise SourceError(f"{options.output} is niet te schrijven: {error.strerror or error}.") from error
    print(f"Geschreven: {options.output} ({len(made) // 1000} kB).")
    return 0


def check(path: Path, settings: Settings) -> int:
    """Print every problem of a workbook or zip, and what it would change; 1 when it cannot be published."""
    from gka_dash.model.diff import difference
    from gka_dash.sources.incoming import read_incoming

    try:
        with path.open("rb") as file:
            data = file.read(settings.upload_bytes + 1)
    except OSError as error:
        raise SourceError(f"{path} is niet te lezen: {error.strerror or error}.") from error
    current = _current(settings)
    found = read_incoming(path.name, data, current, settings.upload_bytes)
    for sentence in found.understood:
        print(f"OPGEMERKT: {sentence}")
    _print([*found.errors, *found.warnings])
    if not found.errors and current is not None:
        print(f"Wat er verandert: {difference(current, found.dataset).sentence}")
    print(f"{len(found.errors)} fouten, {len(found.warnings)} waarschuwingen in {path}.")
    return 1 if found.errors else 0


def _current(settings: Settings) -> Dataset | None:
    """The data that a file is held against, or None: without it the file is checked all the same."""
    from gka_dash.sources.csv_folder import read_folder

    published = cli_publications.latest_if_any(settings)
    if published:
        return published.dataset
    try:
        return read_folder(settings.data_dir, coordinator=True)
    except SourceError as error:
        print(f"WAARSCHUWING: {error}", file=sys.stderr)
        return None


def _print(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(f"{problem.severity.upper()}: {problem}", file=sys.stderr)
