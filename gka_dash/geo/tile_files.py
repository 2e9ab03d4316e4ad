"""Write the tiles of every edition beside its borders, for the same scripts to draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd

from gka_dash.geo.artefact import browser_part, write_boundaries
from gka_dash.geo.file_names import borders_file, division_file
from gka_dash.geo.tile_kept import kept_layout
from gka_dash.geo.tiles import (
    areas,
    build_tile_division,
    build_tiles,
    layout_of,
    names_for_tiles,
    tile_bounds,
)
from gka_dash.model.dataset import Dataset
from gka_dash.model.vocabulary import TILES


@dataclass(frozen=True)
class Drawn:
    """An edition as it was drawn: `divisions` has per division the region (code, name) by municipality."""

    key: str
    year: int
    frame: gpd.GeoDataFrame
    divisions: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)


def write_tiles(
    folder: Path, data: Dataset, base: gpd.GeoDataFrame, editions: Sequence[Drawn], kept: Path
) -> None:
    """Write the tiles of every edition, and the outlines of other divisions over them.

    `base` are the borders that decide where everybody stands; where that is stays in the folder `kept`.
    """
    first, sizes = kept_layout(base, kept), areas(base)
    names = names_for_tiles(data, [edition.frame for edition in editions])
    layouts = {edition.key: layout_of(edition.frame, first, sizes, data) for edition in editions}
    bounds = tile_bounds([first, *layouts.values()])
    for edition in editions:
        layout = layouts[edition.key]
        content = build_tiles(edition.frame, layout, bounds, names, year=edition.year)
        write_boundaries(browser_part(content), folder / borders_file(edition.key, TILES))
        for division, regions in edition.divisions.items():
            outlines = build_tile_division(edition.frame, layout, bounds, regions)
            write_boundaries(outlines, folder / division_file(division, edition.key, TILES))
