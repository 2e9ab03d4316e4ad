"""The command line for borders: ``python -m gka_dash boundaries add | fetch | list``."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gka_dash.errors import BoundaryError, GkaError
from gka_dash.model.dates import MONTHS, dutch_date
from gka_dash.settings import PROJECT_ROOT, Settings

if TYPE_CHECKING:  # GeoPandas is imported by the commands themselves, because it takes a second
    import geopandas as gpd

    from gka_dash.geo.importer import Imported
    from gka_dash.model.dataset import Dataset

REFERENCE = "geo/gemeenten_2024_afgeleid.gpkg"
REFERENCE_YEAR = 2024


def add_commands(subparsers: Any) -> None:
    """Add ``boundaries`` with its own commands to the parser of ``python -m gka_dash``."""
    boundaries = subparsers.add_parser("boundaries", help="officiële gemeentegrenzen toevoegen of ophalen")
    commands = boundaries.add_subparsers(dest="boundaries_command", required=True, metavar="opdracht")
    add = commands.add_parser(
        "add", help="voeg grenzen toe uit een bestand (GeoPackage, GeoJSON, TopoJSON, Shapefile of zip)"
    )
    add.add_argument("file", type=Path, metavar="BESTAND")
    add.add_argument("--year", type=_year, required=True, metavar="JAAR", help="het jaar van de grenzen")
    add.add_argument(
        "--valid-from",
        type=_day,
        metavar="DATUM",
        help="eerste dag waarop de grenzen gelden, als dat niet 1 januari is (2022-03-24)",
    )
    add.add_argument("--layer", metavar="NAAM", help="de kaartlaag met gemeenten, als dat niet duidelijk is")
    add.add_argument("--attribution", metavar="TEKST", help="bronvermelding die bij de kaart komt te staan")
    fetch = commands.add_parser("fetch", help="haal de grenzen van een jaar op bij PDOK")
    which = fetch.add_mutually_exclusive_group(required=True)
    which.add_argument("--year", type=_year, metavar="JAAR", help="het jaar van de grenzen")
    which.add_argument("--all", action="store_true", help="alle jaren die nog ontbreken")
    fetch.add_argument(
        "--source", choices=("ogc", "atom", "wfs"), help="alleen deze dienst van PDOK (anders: wat lukt)"
    )
    commands.add_parser("list", help="toon welke grenzen er zijn")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Run the command that was chosen; returns the exit code. Raises GkaError for what a user can mend."""
    command = options.boundaries_command
    if command == "list":
        return _list(settings)
    if command == "add":
        return _add(options, settings)
    return _fetch(options, settings)


def _add(options: argparse.Namespace, settings: Settings) -> int:
    from gka_dash.geo.importer import STEPS, add_boundaries
    from gka_dash.geo.progress import Progress

    dataset = _dataset(settings)
    progress = Progress.on_stderr(STEPS)
    try:
        imported = add_boundaries(
            options.file,
            year=options.year,
            folder=settings.border_folder,
            dataset=dataset,
            reference=_reference(settings),
            valid_from=options.valid_from,
            layer=options.layer,
            attribution=options.attribution,
            progress=progress,
        )
    except OSError as error:
        raise BoundaryError(
            f"De grenzen kunnen niet worden gelezen of opgeslagen: {error.strerror or error}."
        ) from error
    finally:
        progress.close()
    return report(imported, options.file.name)


def _fetch(options: argparse.Namespace, settings: Settings) -> int:
    from gka_dash.geo.fetch import SOURCES, STEPS, fetch_boundaries, years_to_fetch
    from gka_dash.geo.progress import Progress

    dataset = _dataset(settings)
    folder = settings.border_folder
    years = years_to_fetch(folder, dataset, date.today()) if options.all else (options.year,)
    if not years:
        print("Alle jaren zijn er al. Haal één jaar opnieuw op met --year.")
        return 0
    failed: list[int] = []
    given = {"ogc": settings.pdok_ogc, "atom": settings.pdok_atom, "wfs": settings.pdok_wfs}
    reference = _reference(settings)
    for year in years:
        print(f"Grenzen van {year} ophalen …", flush=True)
        progress = Progress.on_stderr(STEPS)
        try:
            imported = fetch_boundaries(
                year,
                folder=folder,
                dataset=dataset,
                reference=reference,
                addresses={key: given[key] for key in ((options.source,) if options.source else SOURCES)},
                progress=progress,
            )
        except GkaError as error:
            progress.close()
            print(error, file=sys.stderr)
            failed.append(year)
            continue
        finally:
            progress.close()
        if report(imported, f"de grenzen van {year}"):
            failed.append(year)
    if failed:
        print(f"Niet gelukt: {', '.join(map(str, failed))}.", file=sys.stderr)
    return 1 if failed else 0


def _list(settings: Settings) -> int:
    from gka_dash.geo.installed import installed_boundaries

    found, faults = installed_boundaries([settings.border_folder])
    for borders in found:
        print(
            f"{borders.key}: {borders.count} gemeenten, van {dutch_date(borders.valid_from)} tot en met "
            f"{dutch_date(borders.valid_to)} ({borders.path.name})"
        )
    for fault in faults:
        print(f"WAARSCHUWING: {fault}", file=sys.stderr)
    if not found:
        print("Er zijn geen officiële grenzen toegevoegd. De kaart gebruikt de grenzen die erbij zitten.")
    return 0


def report(imported: Imported, name: str) -> int:
    """Print what was assumed, every problem and the outcome; returns the exit code."""
    for note in imported.notes:
        print(f"AANGENOMEN OF GEDAAN: {note}")
    for problem in imported.problems:
        print(f"{problem.severity.upper()}: {problem}", file=sys.stderr)
    for borders in imported.written:
        print(
            f"Toegevoegd: {borders.path.name} met {borders.count} gemeenten, geldig van "
            f"{dutch_date(borders.valid_from)} tot en met {dutch_date(borders.valid_to)}."
        )
    if imported.trusted:
        print("Voer nu python -m gka_dash build uit om ze op de kaart te zien.")
        return 0
    count = len(imported.reasons)
    print(
        f"Niet toegevoegd: {name} is niet te vertrouwen ({count} {'reden' if count == 1 else 'redenen'}, "
        "zie de "
        "regels met FOUT). Er is niets veranderd.",
        file=sys.stderr,
    )
    return 1


def _dataset(settings: Settings) -> Dataset:
    from gka_dash.sources.csv_folder import read_folder

    return read_folder(settings.data_dir)


def _reference(settings: Settings) -> gpd.GeoDataFrame | None:
    """Return the borders that come with the dashboard, to check where municipalities lie; None without
    them."""
    from gka_dash.geo.read import read_boundaries

    for home in (settings.data_dir, PROJECT_ROOT / "data"):
        if (home / REFERENCE).is_file():
            return read_boundaries(home / REFERENCE, year=REFERENCE_YEAR).frame
    return None


def _year(text: str) -> int:
    if not re.fullmatch(r"(19|20)\d\d", text.strip()):
        raise argparse.ArgumentTypeError(f"{text!r} is geen jaar; schrijf het als 2022")
    return int(text)


def _day(text: str) -> date:
    """Read 2022-03-24, 24-03-2022 or 24 maart 2022."""
    words = text.strip().casefold()
    for number, month in enumerate(MONTHS, start=1):
        words = words.replace(f" {month} ", f"-{number}-")
    parts: Sequence[str] = re.split(r"[-/. ]", words)
    if len(parts) == 3 and all(part.isdecimal() for part in parts):
        numbers = [int(part) for part in (parts if len(parts[0]) == 4 else parts[::-1])]
        try:
            return date(*numbers)
        except ValueError:
            pass
    raise argparse.ArgumentTypeError(f"{text!r} is geen datum; schrijf die als 2022-03-24")
