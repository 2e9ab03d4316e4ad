"""The command line for publications: ``publish``, ``publications``, ``undo`` and ``export tables``."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gka_dash.errors import SourceError, StoreError
from gka_dash.settings import Settings

if TYPE_CHECKING:
    from gka_dash.model.dataset import Dataset
    from gka_dash.sources.incoming import Incoming
    from gka_dash.store.publication import Publication, PublicationLine
    from gka_dash.store.store import Store


def add_commands(subparsers: Any) -> None:
    """Add the commands to the parser of ``python -m gka_dash``."""
    publish = subparsers.add_parser("publish", help="controleer een werkmap, zip of map en maak hem openbaar")
    publish.add_argument("file", type=Path, metavar="BESTAND", help="werkmap (.xlsx), zip of map met CSV")
    subparsers.add_parser("publications", help="toon welke publicaties er zijn")
    undo = subparsers.add_parser("undo", help="maak een eerdere publicatie weer de laatste")
    undo.add_argument("number", type=int, metavar="NUMMER", help="de publicatie die terugkomt")
    for command in (publish, undo):
        command.add_argument("--who", required=True, metavar="NAAM", help="wie dit doet")
        command.add_argument("--why", required=True, metavar="TEKST", help="waarom")


def add_export(commands: Any) -> None:
    """Add ``tables`` to the commands of ``export``."""
    export = commands.add_parser(
        "tables", help="schrijf de tabellen van een publicatie als CSV, concepten ook"
    )
    export.add_argument("--publication", type=int, metavar="NUMMER", help="standaard: de laatste")
    export.add_argument("--output", type=Path, required=True, metavar="MAP", help="waar de bestanden komen")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Do what was asked for; returns the exit code. Raises GkaError with what to mend."""
    # SQLAlchemy comes with this module, and other commands can do without it.
    from gka_dash.store.engine import open_store
    from gka_dash.store.first import filled

    with closing(open_store(settings.store_url)) as store:
        latest = filled(store, settings.data_dir)
        if options.command == "publish":
            return _publish(options, settings, store, latest)
        if options.command == "undo":
            made = store.undo(options.number, who=options.who, why=options.why)
            _tell_made(made, latest.dataset)
        elif options.command == "publications":
            for line in store.lines():
                print(_shown(line))
        else:
            _export(latest if options.publication is None else store.get(options.publication), options)
    return 0


def latest_if_any(settings: Settings) -> Publication | None:
    """The latest publication for a command that only looks; None when nothing was ever published."""
    from gka_dash.store.engine import is_there, open_store

    if not is_there(settings.store_url):
        return None
    with closing(open_store(settings.store_url)) as store:
        return store.latest()


def _publish(options: argparse.Namespace, settings: Settings, store: Store, latest: Publication) -> int:
    from gka_dash.model.diff import difference

    found = _read(options.file, settings, latest.dataset)
    for sentence in found.understood:
        print(f"OPGEMERKT: {sentence}")
    for problem in (*found.errors, *found.warnings):
        print(f"{problem.severity.upper()}: {problem}", file=sys.stderr)
    if found.errors:
        print(f"{len(found.errors)} fouten in {options.file}. Er is niets gepubliceerd.")
        return 1
    if difference(latest.dataset, found.dataset).is_empty:
        print(f"Er verandert niets; publicatie {latest.number} blijft de laatste.")
        return 0
    made = store.publish(
        found.dataset, who=options.who, why=options.why, base=latest.number, provenance=found.provenance
    )
    _tell_made(made, latest.dataset)
    return 0


def _read(path: Path, settings: Settings, current: Dataset) -> Incoming:
    from gka_dash.sources.incoming import read_incoming, read_incoming_folder

    if path.is_dir():
        return read_incoming_folder(path, current)
    try:
        with path.open("rb") as file:
            data = file.read(settings.upload_bytes + 1)
    except OSError as error:
        raise SourceError(f"{path} is niet te lezen: {error.strerror or error}.") from error
    return read_incoming(path.name, data, current, settings.upload_bytes)


def _export(publication: Publication | None, options: argparse.Namespace) -> None:
    from gka_dash.exports.csv_table import table_csv
    from gka_dash.model.schema import TABLES
    from gka_dash.sources.replace import replace_file

    if publication is None:
        raise StoreError(f"Publicatie {options.publication} bestaat niet.")
    folder: Path = options.output
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table in TABLES:
            text = table_csv(table, publication.dataset.rows(table.name))
            replace_file(folder / f"{table.name}.csv", text.encode())
    except OSError as error:
        raise SourceError(f"{folder} is niet te schrijven: {error.strerror or error}.") from error
    print(f"Geschreven: {len(TABLES)} tabellen van publicatie {publication.number} in {folder}.")


def _tell_made(made: Publication, before: Dataset) -> None:
    from gka_dash.model.diff import difference

    print(f"Wat er verandert: {difference(before, made.dataset).sentence}")
    print(f"Gepubliceerd: {_shown(made)}")


def _shown(line: PublicationLine) -> str:
    from gka_dash.model.dates import dutch_date

    made = line.made_at.astimezone()
    back = f" (terug naar {line.undone})" if line.undone else ""
    return f"{line.number}  {dutch_date(made.date())} {made:%H:%M}  {line.who}: {line.why}{back}"
