"""What the web process reads, made once: borders, and the facts joined to them.

Imports GeoPandas, so only the command line and tests import this module.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path

import geopandas as gpd

from gka_dash.errors import BoundaryError, SourceError
from gka_dash.geo.artefact import (
    ATTRIBUTION,
    boundaries_geojson,
    browser_part,
    build_boundaries,
    build_division,
    write_boundaries,
)
from gka_dash.geo.file_names import borders_file, division_file
from gka_dash.geo.installed import DERIVED, Installed, installed_boundaries
from gka_dash.geo.join import join_facts
from gka_dash.geo.read import Boundaries, read_boundaries
from gka_dash.geo.tile_files import Drawn, write_tiles
from gka_dash.model.dataset import Dataset
from gka_dash.model.division import municipality_provinces, rebased, same_list
from gka_dash.model.problem import Problem
from gka_dash.model.regions_table import PROVINCE, divisions_in, regions_of
from gka_dash.settings import Settings
from gka_dash.sources.csv_folder import read_folder
from gka_dash.sources.version import data_version

BUNDLED = "gemeenten_2024_afgeleid.gpkg"
# Beside what is served: finding the place of every tile takes seconds.
KEPT_TILES = "tiles"


def build_all(settings: Settings) -> tuple[Dataset, list[Installed], list[Problem]]:
    """Read, check, join and write; returns the data, the borders on the map and every problem found.

    A wrong row or file is named in the problems and never stops the rest. Raises BoundaryError when no
    borders can be used at all, and SourceError without any municipality: what was built before is worth more.
    """
    dataset = read_folder(settings.data_dir)
    if not dataset.gemeenten:
        raise SourceError(f"Er is geen enkele gemeente. {_of_table(dataset, 'gemeenten')}")
    found, problems = editions_of(settings, dataset)
    version = data_version(settings.data_dir)
    editions: list[Installed] = []
    drawn: list[Drawn] = []
    for edition in found:
        try:
            own, its_problems = _write_edition(settings.build_dir, dataset, edition)
            problems += its_problems
            drawn.append(own)
            editions.append(edition)
        except BoundaryError as error:
            problems.append(Problem(edition.path.name, None, None, str(error), ""))
    if not editions:
        reasons = " ".join(str(problem) for problem in problems if problem.severity == "fout")
        raise BoundaryError(
            f"Er zijn geen grenzen om te tekenen; {BUNDLED} ontbreekt of is onleesbaar. {reasons}"
        )
    where = _where_all_stand(settings, dataset, drawn)
    write_tiles(settings.build_dir / "geo", dataset, where, drawn, settings.build_dir / KEPT_TILES)
    listed = [asdict(edition) | {"path": edition.path.name} for edition in editions]
    write_boundaries({"editions": _plain(listed)}, settings.build_dir / "open" / "editions.json")
    described = [asdict(problem) for problem in problems]
    write_boundaries(
        {"version": version, "problems": described}, settings.build_dir / "open" / "problems.json"
    )
    return dataset, editions, [*dataset.problems, *problems]


def _of_table(dataset: Dataset, table: str) -> str:
    return " ".join(str(problem) for problem in dataset.problems if problem.table == table)[:500]


def editions_of(settings: Settings, dataset: Dataset) -> tuple[list[Installed], list[Problem]]:
    """Borders that are installed, by first day: official ones, and those that come with the data."""
    folder = settings.data_dir / "geo"
    installed, faults = installed_boundaries([settings.border_folder, folder])
    found = {edition.key: edition for edition in installed}
    for path in sorted(folder.glob("*.gpkg")):
        match = DERIVED.fullmatch(path.name)
        if match and match[1] not in found:
            found[match[1]] = _bundled(path, int(match[1]), dataset)
    problems = [Problem("grenzen", None, None, fault, "", "waarschuwing") for fault in faults]
    return sorted(found.values(), key=lambda edition: edition.valid_from), problems


def _bundled(path: Path, year: int, dataset: Dataset) -> Installed:
    first = date(year, 1, 1)
    same_from, same_to = same_list(dataset, first)
    return Installed(
        path=path,
        year=year,
        valid_from=first,
        valid_to=date(year, 12, 31),
        same_from=same_from,
        same_to=same_to,
        count=len(dataset.codes),
        official=False,
        attribution=ATTRIBUTION,
    )


def _where_all_stand(settings: Settings, dataset: Dataset, drawn: list[Drawn]) -> gpd.GeoDataFrame:
    """The borders that decide where a tile stands: those that come with the dashboard, else the newest.

    Official borders of the same year would move tiles about that people know where to find.
    """
    path = settings.data_dir / "geo" / BUNDLED
    year = int(BUNDLED.split("_")[1])
    if not path.is_file():
        return drawn[-1].frame
    return read_boundaries(path, year=year, provinces=municipality_provinces(dataset, date(year, 1, 1))).frame


def _write_edition(folder: Path, dataset: Dataset, edition: Installed) -> tuple[Drawn, Iterable[Problem]]:
    """Write the borders and, for today's list, the open data of one edition."""
    own = dataset if edition.same_list_on(date(2100, 1, 1)) else rebased(dataset, edition.valid_from)
    provinces = municipality_provinces(dataset, edition.valid_from)
    borders: Boundaries = read_boundaries(edition.path, year=edition.year, provinces=provinces)
    joined, unmatched = join_facts(borders.frame, own)
    artefact = build_boundaries(borders.frame, year=edition.year, attribution=edition.attribution)
    # Neighbours stay on the server: only pages name them, and they are bytes on the wire.
    write_boundaries(browser_part(artefact), folder / "geo" / borders_file(edition.key))
    write_boundaries(artefact, folder / "open" / borders_file(edition.key))
    others = [division for division in divisions_in(dataset) if division != PROVINCE]
    divisions = {division: regions_of(own, division, edition.valid_from) for division in others}
    for division, regions in divisions.items():
        outlines = build_division(borders.frame, regions)
        write_boundaries(outlines, folder / "geo" / division_file(division, edition.key))
    name = "gemeenten.geojson" if own is dataset else f"gemeenten-{edition.key}.geojson"
    write_boundaries(boundaries_geojson(joined, attribution=edition.attribution), folder / "open" / name)
    drawn = Drawn(edition.key, edition.year, borders.frame, divisions)
    return drawn, [*borders.problems, *unmatched]


def _plain(rows: list[dict[str, object]]) -> object:
    return json.loads(json.dumps(rows, default=str))
