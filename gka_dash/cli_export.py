"""The command line for what can be taken along: ``python -m gka_dash export csv`` and its sisters."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from gka_dash.errors import ArtefactError, SourceError
from gka_dash.exports.files import FILES
from gka_dash.exports.origin import Origin
from gka_dash.exports.picture import Picture, read_geometry
from gka_dash.settings import Settings

if TYPE_CHECKING:
    from gka_dash.model.selection import Reading, Selection
    from gka_dash.model.view import View
    from gka_dash.model.vocabulary import Vocabulary


class Source(Protocol):
    """What is asked of the services of the dashboard (gka_dash.web.services)."""

    @property
    def vocabulary(self) -> Vocabulary:
        """What may stand in a link."""
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


def _selection(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument(
        "--selection", default="", metavar="KEUZE", help="wat achter het vraagteken van een link staat"
    )
    return parser


def _output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, required=True, metavar="BESTAND", help="waar het bestand komt")


def run(options: argparse.Namespace, settings: Settings, open_source: Callable[[Settings], Source]) -> int:
    """Write the file that was asked for; returns the exit code. Raises GkaError with what to mend."""
    source = _opened(settings, open_source)
    view = source.of(_chosen(source, options.selection))
    _, make = FILES[options.export_command]
    _write(options.output, make(_picture(settings, view), Origin(view, source.version, settings.base_url)))
    return 0


def _opened(settings: Settings, open_source: Callable[[Settings], Source]) -> Source:
    try:
        return open_source(settings)
    except OSError as error:
        raise ArtefactError(
            "De kaart is nog niet gemaakt. Voer eerst dit uit: python -m gka_dash build."
        ) from error


def _picture(settings: Settings, view: View) -> Picture:
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


def _write(path: Path, content: bytes) -> None:
    from gka_dash.sources.replace import replace_file

    try:
        replace_file(path, content)
    except OSError as error:
        raise SourceError(f"{path} is niet te schrijven: {error.strerror or error}.") from error
    print(f"Geschreven: {path} ({max(1, len(content) // 1000)} kB).")
