"""The map on which every municipality is one equal tile, in the same form as the true map.

The borders that come with the dashboard decide where everybody stands. Other editions follow: who existed
then too stands on the same tile, a successor where its largest predecessor stood, and who has no place yet
gets a free tile beside its own province.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import geopandas as gpd
import numpy as np
import shapely

from gka_dash.geo.artefact import build_boundaries, build_division
from gka_dash.geo.neighbours import Borders, Points, shared_borders
from gka_dash.geo.paths import MARGIN
from gka_dash.geo.tile_names import short_names
from gka_dash.geo.tile_search import MOVES_EACH, SIDES, Cell, TileSearch, pieces, spread, with_ferries
from gka_dash.model.dataset import Dataset
from gka_dash.model.mergers import nearest

Layout: TypeAlias = dict[str, Cell]
Bounds: TypeAlias = tuple[float, float, float, float]
TILE_M = 10_000.0
"""Side of a tile in the metres of the grid; the size of the paper, not of a place."""
TILE_UNITS = 125
"""Side of a tile as it is drawn: a whole number, so that no tile is a unit larger than the next."""


def base_layout(frame: gpd.GeoDataFrame) -> Layout:
    """Return a cell for each municipality of the borders (EPSG:28992)."""
    wanted, borders = _wanted(frame)
    search = TileSearch(wanted, borders, [str(code) for code in frame["provcode"]])
    search.improve(MOVES_EACH * len(frame))
    return dict(zip(map(str, frame["statcode"]), search.at, strict=True))


def _wanted(frame: gpd.GeoDataFrame) -> tuple[Points, Borders]:
    """Return where each municipality would stand without a grid, and who should be near whom."""
    shapes = frame.geometry.to_numpy()
    points = shapely.get_coordinates(shapely.point_on_surface(shapes))
    borders = with_ferries(shared_borders(shapes), points, [str(code) for code in frame["provcode"]])
    return spread(points, borders, float(shapely.area(shapes).sum())), borders


def layout_of(
    frame: gpd.GeoDataFrame, base: Layout, base_areas: Mapping[str, float], data: Dataset
) -> Layout:
    """Return a cell for each municipality of other borders, as the base has them as far as can be."""
    area = areas(frame)
    found = {code: base[code] for code in area if code in base}
    homes = _homes(area, found, base, base_areas, data)
    found.update(homes)
    province = dict(zip(map(str, frame["statcode"]), map(str, frame["provcode"]), strict=True))
    for code in sorted(area):
        if code not in found:
            found[code] = _free_cell(code, found, province, base, data)
    return dict(sorted(found.items()))


def areas(frame: gpd.GeoDataFrame) -> dict[str, float]:
    """Return the size of each municipality by code."""
    return dict(zip(map(str, frame["statcode"]), frame.geometry.area.tolist(), strict=True))


def _homes(
    area: Mapping[str, float], kept: Layout, base: Layout, base_areas: Mapping[str, float], data: Dataset
) -> Layout:
    """Return the cells that pass from a municipality of the base to one that is not in it.

    To a younger one from its largest predecessor, to the largest predecessor of a younger one.
    """
    found: Layout = {}
    missing = sorted(set(area) - set(kept))
    before, after = _backwards(data), _onwards(data)
    for code in missing:
        gone = [old for old in nearest(code, base, before) if old not in kept]
        if gone:
            found[code] = base[max(gone, key=lambda old: (base_areas[old], old))]
    heirs: dict[str, list[str]] = {}
    for code in missing:
        for younger in nearest(code, base, after)[:1] if code not in found else ():
            if younger not in kept:
                heirs.setdefault(younger, []).append(code)
    for younger, codes in heirs.items():
        found[max(codes, key=lambda code: (area[code], code))] = base[younger]
    return found


def _onwards(data: Dataset) -> Callable[[str], list[str]]:
    return lambda code: [row.nieuwe_code for row in data.mergers_by_old_code.get(code, ())]


def _backwards(data: Dataset) -> Callable[[str], list[str]]:
    return lambda code: [row.oude_code for row in data.mergers_by_new_code.get(code, ())]


def _free_cell(code: str, found: Layout, province: Mapping[str, str], base: Layout, data: Dataset) -> Cell:
    """Return the free cell nearest to where a municipality belongs, beside its own province if any."""
    relatives = [*nearest(code, base, _onwards(data)), *nearest(code, base, _backwards(data))]
    own = {cell for other, cell in found.items() if province[other] == province[code]}
    taken = set(found.values())
    middle = base[relatives[0]] if relatives else _middle(own or taken or {(0, 0)})
    beside = {cell for cell in _around(own) if cell not in taken} or {
        cell for cell in _around(taken | {middle}) if cell not in taken
    }
    return min(beside, key=lambda cell: (math.dist(cell, middle), cell))


def _around(cells: Iterable[Cell]) -> set[Cell]:
    return {(x + dx, y + dy) for x, y in cells for dx, dy in SIDES}


def _middle(cells: Iterable[Cell]) -> Cell:
    points = sorted(cells)
    return points[len(points) // 2]


def tile_bounds(layouts: Iterable[Layout]) -> Bounds:
    """Return what all layouts together cover, so that a tile stands on the same spot in every edition."""
    cells = np.array([cell for layout in layouts for cell in layout.values()])
    (left, top), (right, bottom) = cells.min(axis=0), cells.max(axis=0)
    return (left * TILE_M, -(bottom + 1) * TILE_M, (right + 1) * TILE_M, -top * TILE_M)


def tile_frame(frame: gpd.GeoDataFrame, layout: Layout) -> gpd.GeoDataFrame:
    """Return the same rows with a square for a shape."""
    cells = np.array([layout[str(code)] for code in frame["statcode"]], dtype=float)
    left, top = cells[:, 0] * TILE_M, -cells[:, 1] * TILE_M
    return frame.set_geometry(shapely.box(left, top - TILE_M, left + TILE_M, top), crs=frame.crs)


def build_tiles(
    frame: gpd.GeoDataFrame, layout: Layout, bounds: Bounds, names: Mapping[str, str], *, year: int
) -> dict[str, Any]:
    """Build the artefact of the tiles; `names` are the short names by code."""
    own = tile_frame(frame, layout)
    content = build_boundaries(own, year=year, attribution=ATTRIBUTION, **_drawing(bounds))
    content["regions"]["short"] = [names[code] for code in content["regions"]["code"]]
    return content


def build_tile_division(
    frame: gpd.GeoDataFrame, layout: Layout, bounds: Bounds, regions: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    """Build the groups and outlines of another division over the tiles."""
    return build_division(tile_frame(frame, layout), regions, **_drawing(bounds))


def _drawing(bounds: Bounds) -> dict[str, Any]:
    left, bottom, right, top = bounds
    side = round(max(right - left, top - bottom) / TILE_M) * TILE_UNITS + 2 * MARGIN
    return {"tolerance": 0, "bounds": bounds, "longest_side": side}


ATTRIBUTION = "Tegelkaart: elke gemeente is even groot; de plaats is bij benadering en geen grens."


def names_for_tiles(data: Dataset, frames: Iterable[gpd.GeoDataFrame] = ()) -> dict[str, str]:
    """Return the short name of every municipality of the tables and borders, those of the past included."""
    drawn = {str(c): str(n) for f in frames for c, n in zip(f["statcode"], f["statnaam"], strict=True)}
    known = drawn | {row.oude_code: row.oude_naam for row in data.herindelingen}
    known |= {row.nieuwe_code: row.nieuwe_naam for row in data.herindelingen}
    return short_names(known | {row.gemeentecode: row.gemeente for row in data.gemeenten})


@dataclass(frozen=True)
class Quality:
    """How well a layout tells where everybody lies.

    `touching` is the share of pairs with a common border whose tiles touch, `beside` with a whole side.
    `drift` is the mean distance in tiles from where the municipality was pushed to. `torn` holds the regions
    in more than one piece, with the number of pieces.
    """

    touching: float
    beside: float
    drift: float
    torn: dict[str, int]


def quality(frame: gpd.GeoDataFrame, layout: Layout) -> Quality:
    """Measure a layout of the borders."""
    shapes = frame.geometry.to_numpy()
    borders = shared_borders(shapes)
    cells = np.array([layout[str(code)] for code in frame["statcode"]], dtype=float)
    away = np.abs(cells[borders.first] - cells[borders.second])
    moved = cells - _wanted(frame)[0]
    moved -= moved.mean(axis=0)
    parts = _pieces_by_province(frame, layout)
    return Quality(
        touching=float((away.max(axis=1) <= 1).mean()),
        beside=float((away.sum(axis=1) <= 1).mean()),
        drift=float(np.hypot(moved[:, 0], moved[:, 1]).mean()),
        torn={code: number for code, number in parts.items() if number > 1},
    )


def _pieces_by_province(frame: gpd.GeoDataFrame, layout: Layout) -> dict[str, int]:
    cells: dict[str, list[Cell]] = {}
    for code, province in zip(map(str, frame["statcode"]), map(str, frame["provcode"]), strict=True):
        cells.setdefault(province, []).append(layout[code])
    return {province: pieces(own) for province, own in sorted(cells.items()) if province}
