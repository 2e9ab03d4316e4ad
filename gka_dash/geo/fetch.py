"""Fetch official borders from PDOK: three services, of which one is enough."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import geopandas as gpd

from gka_dash.errors import BoundaryError
from gka_dash.geo.addresses import ATOM, OGC, SERVICES, WFS, Service, address
from gka_dash.geo.download import download
from gka_dash.geo.importer import STEPS as IMPORT_STEPS
from gka_dash.geo.importer import Imported, add_boundaries
from gka_dash.geo.installed import installed_boundaries
from gka_dash.geo.pages import collect, ogc_next, wfs_first, wfs_next
from gka_dash.geo.progress import Progress
from gka_dash.geo.web import Client
from gka_dash.model.dataset import Dataset
from gka_dash.model.division import first_known_day

SOURCES = (OGC.key, ATOM.key, WFS.key)
"""In the order they are tried: the OGC API gives the same generalised borders as the GeoPackage in a
fiftieth of the bytes; the WFS does too, but is the oldest of the three."""
STEPS = IMPORT_STEPS + 1
UNFINISHED = ".ophalen"
"""Folder next to the borders for downloads that were cut off."""


def years_to_fetch(folder: Path, dataset: Dataset, today: date) -> tuple[int, ...]:
    """Return the years up to this one that have no official borders yet."""
    installed, _ = installed_boundaries([folder])
    have = {borders.year for borders in installed}
    first = first_known_day(dataset)
    return tuple(
        year for year in range(first.year if first else today.year, today.year + 1) if year not in have
    )


def fetch_boundaries(
    year: int,
    *,
    folder: Path,
    dataset: Dataset,
    reference: gpd.GeoDataFrame | None = None,
    addresses: Mapping[str, str],
    client: Client | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Fetch the borders of a year and add them to `folder` as importer.add_boundaries does.

    `addresses` are those of the settings by key of the service, in the order in which they are tried until
    one gives borders that can be trusted. Raises BoundaryError with what went wrong at each and what to do
    without internet.
    """
    client, progress = client or Client(), progress or Progress.silent()
    of_year = {key: address(SERVICES[key], year, given) for key, given in addresses.items()}
    failures: list[str] = []
    refused: Imported | None = None
    for key, url in of_year.items():
        service = SERVICES[key]
        try:
            imported = _try(service, url, year, folder, dataset, reference, client, progress)
        except BoundaryError as error:
            failures.append(f"- {service.title}: {error}")
            continue
        except OSError as error:
            raise BoundaryError(
                f"De grenzen van {year} kunnen niet worden opgeslagen in {folder}: {error.strerror or error}."
            ) from error
        if imported.trusted:
            return imported
        refused = imported
        failures.append(
            f"- {service.title}: de grenzen zijn niet te vertrouwen ({imported.reasons[0].message})"
        )
    if refused is not None and len(failures) == 1:
        return refused
    raise BoundaryError("\n".join([*_in_words(year, failures, of_year)]))


def _try(
    service: Service,
    url: str,
    year: int,
    folder: Path,
    dataset: Dataset,
    reference: gpd.GeoDataFrame | None,
    client: Client,
    progress: Progress,
) -> Imported:
    progress.step(f"ophalen bij PDOK ({service.title})")
    with tempfile.TemporaryDirectory(prefix="pdok-") as workshop:
        name = f"pdok_{service.key}_{year}"
        if service is ATOM:
            file = download(url, folder / UNFINISHED, f"{name}.gpkg", client, progress)
        elif service is OGC:
            file = collect(url, ogc_next(url), Path(workshop) / f"{name}.geojson", client, progress)
        else:
            first = wfs_first(url)
            file = collect(first, wfs_next(url), Path(workshop) / f"{name}.geojson", client, progress)
        try:
            return add_boundaries(
                file,
                year=year,
                folder=folder,
                dataset=dataset,
                reference=reference,
                origin=url,
                progress=progress,
            )
        finally:
            if service is ATOM:
                _clean_up(file)


def _clean_up(file: Path) -> None:
    file.unlink(missing_ok=True)
    if not any(file.parent.iterdir()):
        file.parent.rmdir()


def _in_words(year: int, failures: Sequence[str], addresses: Mapping[str, str]) -> list[str]:
    best = addresses.get(ATOM.key) or next(iter(addresses.values()))
    name = f"cbsgebiedsindelingen{year}.gpkg" if ATOM.key in addresses else f"gemeenten_{year}.json"
    return [
        f"De grenzen van {year} konden niet worden opgehaald. Er is niets veranderd.",
        *failures,
        "Zonder internet op deze computer: download het bestand op een andere computer",
        f"  {best}",
        "en voeg het hier toe:",
        f"  python -m gka_dash boundaries add {name} --year {year}",
    ]
