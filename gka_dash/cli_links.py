"""The command line for web addresses: ``python -m gka_dash check-links``."""

import argparse
from datetime import date
from typing import Any

from gka_dash.cli_publications import latest_if_any
from gka_dash.errors import SourceError
from gka_dash.settings import Settings

SECONDS_PER_LINK = 15
SECONDS_IN_ALL = 900


def add_commands(subparsers: Any) -> None:
    """Add ``check-links`` to the parser of ``python -m gka_dash``."""
    check = subparsers.add_parser("check-links", help="kijk welke webadressen in de gegevens nog werken")
    check.add_argument(
        "--seconds",
        type=int,
        default=SECONDS_IN_ALL,
        metavar="SECONDEN",
        help=f"hoe lang het mag duren (standaard {SECONDS_IN_ALL})",
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Ask every address of the latest publication, or of the folder without one; returns the exit code.

    The answers are kept, and those that do not work are printed.
    """
    # urllib3 comes with these modules, and other commands can do without it.
    from gka_dash.sources.csv_folder import read_folder
    from gka_dash.sources.guarded_http import Asker
    from gka_dash.sources.link_check import addresses_in, check_links, read_links, write_links

    latest = latest_if_any(settings)
    dataset = latest.dataset if latest else read_folder(settings.data_dir, coordinator=True)
    addresses = addresses_in(dataset)
    asker = Asker(SECONDS_PER_LINK, settings.private_links)
    print(f"{len(addresses)} webadressen worden bekeken …", flush=True)
    found = check_links(addresses, asker.ask, date.today(), options.seconds)
    if found and not any(state.works for state in found.values()):
        raise SourceError(
            "Geen enkel webadres werkt. Waarschijnlijk is er geen internet; er is niets opgeslagen."
        )
    known = {
        address: state for address, state in read_links(settings.build_dir).items() if address in addresses
    }
    try:
        path = write_links(settings.build_dir, known | found)
    except OSError as error:
        raise SourceError(f"De uitkomst is niet op te slaan: {error.strerror or error}.") from error
    dead = {address: state for address, state in found.items() if not state.works}
    for address, state in dead.items():
        print(f"WERKT NIET: {address}: {state.reason}.")
    late = f" Aan {len(addresses) - len(found)} is niet toegekomen." if len(found) < len(addresses) else ""
    print(f"{len(found)} bekeken, {len(dead)} werken niet.{late} Opgeslagen in {path}.")
    return 0
