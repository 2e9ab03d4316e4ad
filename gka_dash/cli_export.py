"""The command line for what can be taken along: ``python -m gka_dash export csv`` and its sisters."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from gka_dash.errors import ArtefactError, SourceError
from gka_dash.exports.files import FILES
from gka_dash.exports.origin import Origin
from gka_dash.exports.picture import Picture, read_geometry
from gka_dash.settings import Settings

if TYPE_CHECKING:
    from gka_dash.model.selection import Reading, Selection
    from gka_dash.model.story import Story
    from gka_dash.model.view import View
    from gka_dash.model.vocabulary import Vocabulary


Parser = TypeVar("Parser", bound=argparse._ActionsContainer)


class Source(Protocol):
    """What is asked of the services of the dashboard (gka_dash.web.services)."""

    @property
    def vocabulary(self) -> Vocabulary:
        """What may stand in a link."""
        ...

    @property
    def stories(self) -> Mapping[str, Story]:
        """The stories that can be told, by name."""
        ...

    @property
    def version(self) -> str:
        """Version of the data."""
        ...

    def read(self, query: Any) -> Reading:
        """Read a query string."""
        ...

    def of(self, selection: Selection) -> View:
        """The view of a selection."""
        ...


def add_commands(commands: Any) -> None:
    """Add a command for every kind of file to ``export``."""
    for kind, (meaning, _) in FILES.items():
        _output(_selection(commands.add_parser(kind, help=f"{meaning} ({kind})")))
    sheet = _selection(commands.add_parser("pdf", help="een factsheet op A4 (pdf) van een gemeente of regio"))
    which = sheet.add_mutually_exclusive_group()
    which.add_argument("--municipality", default="", metavar="CODE", help="van deze gemeente (GM0034)")
    which.add_argument("--region", default="", metavar="CODE", help="van deze regio (PV30)")
    _output(sheet)
    told = commands.add_parser("html", help="een verhaal om zonder internet te presenteren (html)")
    which = told.add_mutually_exclusive_group(required=True)
    which.add_argument("--story", default="", metavar="NAAM", help="dit verhaal (gka-in-zes-stappen)")
    _selection(which)
    told.add_argument("--region", default="", metavar="CODE", help="voor deze regio (PV30)")
    _output(told)
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


def _output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, required=True, metavar="BESTAND", help="waar het bestand komt")


def run(options: argparse.Namespace, settings: Settings, open_source: Callable[[Settings], Source]) -> int:
    """Write the file that was asked for; returns the exit code. Raises GkaError with what to mend."""
    source = _opened(settings, open_source)
    selection = _chosen(source, options.selection)
    if options.export_command in FILES:
        _, make = FILES[options.export_command]
        view = source.of(selection)
        write_file(options.output, make(picture_of(settings, view), origin_of(source, settings, view)))
        return 0
    if options.export_command == "html":
        from gka_dash import cli_presentation

        return cli_presentation.run(options, settings, source, selection)
    # typst comes with this module, and other files can do without it.
    from gka_dash import cli_sheets

    return cli_sheets.run(options, cli_sheets.Bench(source, settings, selection))


def origin_of(source: Source, settings: Settings, view: View) -> Origin:
    """What a file says of itself."""
    return Origin(view, source.version, settings.base_url)


def _opened(settings: Settings, open_source: Callable[[Settings], Source]) -> Source:
    try:
        return open_source(settings)
    except OSError as error:
        raise ArtefactError(
            "De kaart is nog niet gemaakt. Voer eerst dit uit: python -m gka_dash build."
        ) from error


def picture_of(settings: Settings, view: View) -> Picture:
    """The map of a view; raises ArtefactError when its borders were not built."""
    try:
        return Picture(view, read_geometry(settings.build_dir, view))
    except OSError as error:
        raise ArtefactError(
            "De grenzen van deze kaart ontbreken. Voer eerst dit uit: python -m gka_dash build."
        ) from error


def _chosen(source: Source, query: str) -> Selection:
    """The selection of a query string; a file with another filter than was asked for is never made."""
    reading = source.read(query.rpartition("?")[2])
    if reading.dropped:
        words = "; ".join(f"{label}: {text}" for label, text in reading.dropped)
        raise SourceError(f"Deze keuze is niet bekend ({words}). Kopieer de link van het dashboard opnieuw.")
    return reading.selection


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and say so; raises SourceError when that cannot be done."""
    from gka_dash.sources.replace import replace_file

    try:
        replace_file(path, content)
    except OSError as error:
        raise SourceError(f"{path} is niet te schrijven: {error.strerror or error}.") from error
    print(f"Geschreven: {path} ({max(1, len(content) // 1000)} kB).")
