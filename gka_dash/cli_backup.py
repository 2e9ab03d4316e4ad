"""The command line for backups: ``python -m gka_dash backup`` and ``restore``."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any

from gka_dash.errors import StoreError
from gka_dash.settings import Settings


def add_commands(subparsers: Any) -> None:
    """Add ``backup`` and ``restore`` to the parser of ``python -m gka_dash``."""
    backup = subparsers.add_parser("backup", help="maak een reservekopie van alle publicaties")
    backup.add_argument("--output", type=Path, required=True, metavar="BESTAND", help="waar de kopie komt")
    restore = subparsers.add_parser("restore", help="zet een reservekopie terug; wat er nu staat vervalt")
    restore.add_argument("file", type=Path, metavar="BESTAND", help="een kopie die met backup gemaakt is")
    restore.add_argument("--yes", action="store_true", help="ja, vervang de publicaties die er nu zijn")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Do what was asked for; returns the exit code. Raises GkaError with what to mend."""
    # SQLAlchemy comes with these modules, and other commands can do without it.
    from gka_dash.store.backup import make_backup, restore_backup
    from gka_dash.store.engine import is_there

    if options.command == "backup":
        if not is_there(settings.store_url):
            raise StoreError("Er is nog geen database met publicaties om te kopiëren.")
        make_backup(settings.store_url, options.output)
        print(f"Reservekopie gemaakt: {options.output} ({options.output.stat().st_size / 1000:.0f} kB).")
        return 0
    if not options.yes:
        raise StoreError(
            "Terugzetten vervangt alle publicaties die er nu zijn. Maak eerst een kopie daarvan en geef dan "
            "--yes mee."
        )
    with closing(restore_backup(settings.store_url, options.file)) as store:
        newest = store.latest()
    number = newest.number if newest else "geen"
    print(f"Teruggezet: {options.file}. De laatste publicatie is nu {number}.")
    return 0
