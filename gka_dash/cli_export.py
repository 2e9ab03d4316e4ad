"""The command line for what can be taken along: ``python -m gka_dash export csv`` and its sisters."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from gka_dash import cli_presentation, cli_sheets
from gka_dash.cli_sheets import write_file
from gka_dash.errors import ArtefactError, SourceError
from gka_dash.exports.bench import Bench, Borders, Source
from gka_dash.exports.files import FILES, STORY_FILES, Tools
from gka_dash.geo.progress import Progress
from gka_dash.settings import Settings

if TYPE_CHECKING:
    from gka_dash.model.selection import Selection

SHEET: Final = "pdf"  # the kind that can also be the factsheet of one place
PRESENTED: Final = "html"  # the kind that is a story before anything else: it has a command of its own
Parser = TypeVar("Parser", bound=argparse._ActionsContainer)


def add_commands(commands: Any) -> None:
    """Add a command for every kind of file to ``export``."""
    told = commands.add_parser(PRESENTED, help="een verhaal om zonder internet te presenteren (html)")
    one = told.add_mutually_exclusive_group(required=True)
    one.add_argument("--story", default="", metavar="NAAM", help="dit verhaal (gka-in-zes-stappen)")
    _selection(one)
    told.add_argument("--region", default="", metavar="CODE", help="voor deze regio (PV30)")
    _output(told)
    for kind, made in FILES.items():
        if kind == PRESENTED:
            continue
        parser = _output(_selection(commands.add_parser(kind, help=f"{made.name}: {made.what}")))
        if kind in STORY_FILES:
            parser.add_argument("--story", default="", metavar="NAAM", help="een heel verhaal (mijn-regio)")
            parser.add_argument(
                "--region", default="", metavar="CODE", help="de regio van het verhaal (PV30)"
            )
        if kind == SHEET:
            which = parser.add_mutually_exclusive_group()
            which.add_argument(
                "--municipality", default="", metavar="CODE", help="factsheet van een gemeente"
            )
            which.add_argument("--region", default="", metavar="CODE", help="factsheet van een regio")
    sheets = _selection(commands.add_parser("sheets", help="de factsheets van een regio en haar gemeenten"))
    sheets.add_argument("--region", default="", metavar="CODE", help="van deze regio (PV30); leeg: alles")
    sheets.add_argument(
        "--output",
        type=Path,
        required=True,
        metavar="MAP",
        help="een map, of een bestand dat eindigt op .zip",
    )


def _selection(parser: Parser) -> Parser:
    parser.add_argument(
        "--selection", default="", metavar="KEUZE", help="wat achter het vraagteken van een link staat"
    )
    return parser


def _output(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--output", type=Path, required=True, metavar="BESTAND", help="waar het bestand komt")
    return parser


def run(options: argparse.Namespace, settings: Settings, open_source: Callable[[Settings], Source]) -> int:
    """Write the file that was asked for; returns the exit code. Raises GkaError with what to mend."""
    source = _opened(settings, open_source)
    bench = Bench(source, Borders(Tools(settings.build_dir)), settings.base_url)
    selection = _chosen(source, options.selection)
    if options.export_command == PRESENTED:
        return cli_presentation.run(options, settings, source, selection)
    if options.export_command == "sheets":
        return cli_sheets.run(options.output, bench, bench.region(selection, options.region))
    if options.export_command in STORY_FILES and options.story:
        story, region = bench.story(options.story, options.region)
        progress = Progress.on_stderr(len(story.steps))
        made = bench.story_file(options.export_command, story, region, progress.step)[1]
        progress.close()
        write_file(options.output, made)
    elif options.export_command == SHEET and (options.municipality or options.region):
        place = options.municipality.strip().upper()
        chosen = bench.municipality(selection, place) if place else bench.region(selection, options.region)
        write_file(options.output, bench.sheet(chosen)[1])
    else:
        write_file(options.output, bench.file(options.export_command, selection)[1])
    return 0


def _opened(settings: Settings, open_source: Callable[[Settings], Source]) -> Source:
    try:
        return open_source(settings)
    except OSError as error:
        raise ArtefactError(
            "De kaart is nog niet gemaakt. Voer eerst dit uit: python -m gka_dash build."
        ) from error


def _chosen(source: Source, query: str) -> Selection:
    """The selection of a query string; a file with another filter than was asked for is never made."""
    reading = source.read(query.rpartition("?")[2])
    if reading.dropped:
        words = "; ".join(f"{label}: {text}" for label, text in reading.dropped)
        raise SourceError(f"Deze keuze is niet bekend ({words}). Kopieer de link van het dashboard opnieuw.")
    return reading.selection
