"""The command line: ``python -m gka_dash build`` and ``python -m gka_dash check``."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from gka_dash import (
    cli_backup,
    cli_boundaries,
    cli_divisions,
    cli_export,
    cli_links,
    cli_publications,
    cli_workbook,
)
from gka_dash.cli_parser import DutchParser
from gka_dash.errors import BoundaryError, GkaError
from gka_dash.figures.charts import CHART_BY_KEY
from gka_dash.model.dataset import Dataset
from gka_dash.model.problem import Problem
from gka_dash.model.vocabulary import Vocabulary
from gka_dash.settings import PROJECT_ROOT, Settings
from gka_dash.sources.csv_folder import read_folder
from gka_dash.sources.stories import STORIES, read_stories
from gka_dash.sources.stories_check import check_story

EXPORTS = {"workbook": cli_workbook.run, "tables": cli_publications.run}
BOUNDARY_YEAR = 2024
BOUNDARY_FILE = "geo/gemeenten_2024_afgeleid.gpkg"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code. Errors a user can cause are printed without a trace."""
    parser = DutchParser(prog="python -m gka_dash", description="Landkaart Gelijke Kansen")
    commands = parser.add_subparsers(dest="command", required=True, metavar="opdracht")
    commands.add_parser("build", help="lees en controleer alles en maak de bestanden die de server geeft")
    check = commands.add_parser(
        "check", help="toon elk probleem in de gegevens; exitcode 1 als er fouten zijn"
    )
    check.add_argument("folder", nargs="?", type=Path, help="map, werkmap of zip (standaard: de eigen data)")
    cli_boundaries.add_commands(commands)
    cli_divisions.add_commands(commands)
    cli_workbook.add_commands(commands)
    cli_links.add_commands(commands)
    cli_publications.add_commands(commands)
    cli_backup.add_commands(commands)
    options = parser.parse_args(arguments)
    try:
        settings = Settings.from_environment()
        run: dict[str, Callable[[], int]] = {
            "build": lambda: build(settings),
            "check": lambda: check_data(options.folder or settings.data_dir, settings),
            "boundaries": lambda: cli_boundaries.run(options, settings),
            "divisions": lambda: cli_divisions.run(options, settings),
            "check-links": lambda: cli_links.run(options, settings),
            "export": lambda: export(options, settings),
            **dict.fromkeys(("backup", "restore"), lambda: cli_backup.run(options, settings)),
            **dict.fromkeys(
                ("publish", "publications", "undo"), lambda: cli_publications.run(options, settings)
            ),
        }
        return run[options.command]()
    except GkaError as error:
        print(error, file=sys.stderr)
        return 1


def build(settings: Settings) -> int:
    """Write everything the web process serves to the build folder; prints every problem."""
    # GeoPandas comes with this module, and the web process must do without it.
    from gka_dash.build import build_all
    from gka_dash.web.static_build import build_static

    dataset, editions, problems = build_all(settings)
    build_static(PROJECT_ROOT, settings.build_dir)
    _report([*problems, *check_stories(settings.data_dir, dataset)])
    years = ", ".join(edition.key for edition in editions)
    counts = f"{len(dataset.agendas)} agenda's, {len(dataset.interventies)} activiteiten"
    print(f"Gemaakt: {len(dataset.gemeenten)} gemeenten, {counts}; grenzen van {years}.")
    return 0


def export(options: argparse.Namespace, settings: Settings) -> int:
    """Write a workbook to fill in, the tables, or what the dashboard shows as a file to take along."""
    if options.export_command in EXPORTS:
        return EXPORTS[options.export_command](options, settings)
    # The dashboard comes with this module, and other commands can do without it.
    from gka_dash.web.publications import Publications

    return cli_export.run(options, settings, lambda settings: Publications(settings).current.newest)


def check_data(folder: Path, settings: Settings) -> int:
    """Print every problem of a data folder and its boundaries; 1 when something would be left out."""
    if folder.is_file():
        return cli_workbook.check(folder, settings)
    from gka_dash.geo.check import check_codes, check_coverage
    from gka_dash.geo.read import read_boundaries

    dataset = read_folder(folder, coordinator=True)
    problems = list(dataset.problems)
    path = folder / BOUNDARY_FILE
    path = path if path.is_file() else settings.data_dir / BOUNDARY_FILE
    try:
        boundaries = read_boundaries(path, year=BOUNDARY_YEAR)
    except BoundaryError as error:  # the rows have been read all the same
        problems.append(Problem(path.name, None, None, str(error), ""))
    else:
        names = {m.gemeentecode: m.gemeente for m in dataset.gemeenten}
        problems += boundaries.problems
        problems += check_codes(boundaries.frame, names, path.name)
        problems += check_coverage(boundaries.frame, path.name)
    problems += check_stories(folder, dataset)
    _report(problems)
    errors = sum(problem.severity == "fout" for problem in problems)
    print(f"{errors} fouten, {len(problems) - errors} waarschuwingen in {folder}.")
    return 1 if errors else 0


def check_stories(folder: Path, dataset: Dataset) -> list[Problem]:
    """Every problem of the stories beside the tables: also links and numbers that the data does not know."""
    vocabulary = Vocabulary(dataset)
    reads = read_stories(folder / STORIES)
    return [problem for read in reads for problem in check_story(read, vocabulary, CHART_BY_KEY)]


def _report(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(f"{problem.severity.upper()}: {problem}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
