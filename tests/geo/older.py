"""Borders of another day, cut out of those of 2024: right codes in about the right places, made-up lines.

Enough to try whatever depends on the list of municipalities of a day, without official files of every year.
"""

from datetime import date
from itertools import pairwise

import geopandas as gpd
import numpy as np
import shapely

from gka_dash.model.dataset import Dataset
from gka_dash.model.division import expected_municipalities


def borders_of(day: date, today: gpd.GeoDataFrame, dataset: Dataset) -> gpd.GeoDataFrame:
    """The municipalities of ``day``: each of today is cut into as many strips as it had predecessors."""
    expected = expected_municipalities(dataset, day)
    shapes = dict(zip(today["statcode"], today.geometry, strict=True))
    parts: dict[str, list[str]] = {code: [] for code in shapes}
    for code in expected:
        for successor in dataset.successors(code):
            parts[successor].append(code)
    pieces: dict[str, list[shapely.Geometry]] = {code: [] for code in expected}
    for code, shape in shapes.items():
        for old, strip in zip(parts[code], _strips(shape, len(parts[code])), strict=True):
            pieces[old].append(strip)
    return gpd.GeoDataFrame(
        {"statcode": list(expected), "statnaam": list(expected.values())},
        geometry=[shapely.union_all(pieces[code]) for code in expected],
        crs=28992,
    )


def _strips(shape: shapely.Geometry, count: int) -> list[shapely.Geometry]:
    """Cut a shape from west to east into parts of about the same size."""
    left, _, right, _ = shape.bounds
    if count == 1:
        return [shape]
    edges = np.linspace(left, right, 101)
    sizes = np.cumsum([_between(shape, west, east).area for west, east in pairwise(edges)])
    shares = sizes[-1] * np.arange(1, count) / count
    cuts = [left, *edges[1 + np.searchsorted(sizes, shares)], right]
    return [_between(shape, west, east) for west, east in pairwise(cuts)]


def _between(shape: shapely.Geometry, west: float, east: float) -> shapely.Geometry:
    strip = shape.intersection(shapely.box(west, shape.bounds[1], east, shape.bounds[3]))
    return shapely.multipolygons(_areas(strip))


def _areas(shape: shapely.Geometry) -> list[shapely.Geometry]:
    return [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
