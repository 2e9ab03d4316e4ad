"""Coverages for the scale benchmarks: more vertices, or more regions, than the borders we have.

Both keep common borders exactly common, as official borders have them.
"""

from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

_GRID_M = 0.01
_DISTRICT = 5
"""Neighbourhoods per district: 14 000 in some 3 200."""

Points = npt.NDArray[np.float64]


def crooked(shapes: Any, levels: int, amplitude: float = 0.06) -> Any:
    """Return (multi)polygons with 2 ** levels times the vertices: each edge is broken in its middle,
    sideways.

    How far is drawn from the coordinates of the edge alone, so two neighbours break a common edge alike.
    """
    polygons, shape_of = shapely.get_parts(shapes, return_index=True)
    rings, polygon_of = shapely.get_rings(polygons, return_index=True)
    for _ in range(levels):
        rings = _broken(rings, amplitude, shapely.linearrings)
    first = np.searchsorted(polygon_of, np.arange(len(polygons) + 1))
    whole = [shapely.polygons(rings[start], rings[start + 1 : end]) for start, end in pairwise(first)]
    return shapely.multipolygons(np.array(whole, dtype=object), indices=shape_of)


def neighbourhoods(frame: gpd.GeoDataFrame, count: int, *, seed: int = 1) -> gpd.GeoDataFrame:
    """Split municipalities (RD New) into about `count` neighbourhoods, crowded in the middle like real ones.

    The columns are those of read_boundaries; a neighbourhood keeps the province of its municipality.
    """
    random = np.random.default_rng(seed)
    shapes = frame.geometry.to_numpy()
    share = np.sqrt(shapely.area(shapes)) * random.lognormal(0, 0.5, len(shapes))
    numbers = np.maximum(2, np.round(share / share.sum() * count)).astype(int)
    middles = [_middles(shape, number, random) for shape, number in zip(shapes, numbers, strict=True)]
    lines = [shapely.boundary(shapes)]
    for shape, own in zip(shapes, middles, strict=True):
        edges = shapely.voronoi_polygons(shapely.multipoints(own), extend_to=shape, only_edges=True)
        pieces = shapely.get_parts(shapely.line_merge(edges))
        for _ in range(3):
            pieces = _broken(pieces, 0.08, shapely.linestrings)
        lines.append(np.atleast_1d(shapely.intersection(shapely.multilinestrings(pieces), shape)))
    # On a grid, because an edge that was cut off at a border must end exactly on it.
    network = shapely.union_all(np.concatenate(lines), grid_size=_GRID_M)
    faces = shapely.get_parts(shapely.polygonize([network]))
    return _labelled(frame, middles, faces)


def _labelled(frame: gpd.GeoDataFrame, middles: list[Points], faces: Any) -> gpd.GeoDataFrame:
    """Give every face to the nearest middle of the municipality it lies in; lakes are left out."""
    inside, home = shapely.STRtree(frame.geometry.to_numpy()).query(
        shapely.point_on_surface(faces), predicate="within"
    )
    places = shapely.get_coordinates(shapely.point_on_surface(faces))
    members: dict[tuple[int, int], list[int]] = {}
    for face, municipality in zip(inside.tolist(), home.tolist(), strict=True):
        away = middles[municipality] - places[face]
        nearest = int(np.argmin(away[:, 0] ** 2 + away[:, 1] ** 2))
        members.setdefault((municipality, nearest), []).append(face)
    order = sorted(members)
    facts = frame.iloc[[municipality for municipality, _ in order]].reset_index(drop=True)
    codes = [f"BU{code[2:]}{number:04d}" for code, (_, number) in zip(facts["statcode"], order, strict=True)]
    names = [f"{name}, buurt {number}" for name, (_, number) in zip(facts["statnaam"], order, strict=True)]
    joined = [_one_shape(faces[members[key]]) for key in order]
    regions = facts.assign(statcode=codes, statnaam=names).set_geometry(joined, crs=frame.crs)
    return regions.sort_values("statcode", ignore_index=True)


def _one_shape(faces: Any) -> Any:
    joined = shapely.coverage_union_all(faces)
    return joined if joined.geom_type == "MultiPolygon" else shapely.multipolygons([joined])


def _middles(shape: Any, number: int, random: np.random.Generator) -> Points:
    """Half of the points crowd around one place in the shape, half lie anywhere in it."""
    centre = shapely.get_coordinates(shapely.point_on_surface(shape))[0]
    left, bottom, right, top = shape.bounds
    spread = 0.12 * np.sqrt(shape.area)
    found: list[Points] = []
    have = 0
    while have < number:
        near = random.normal(centre, spread, (number, 2))
        anywhere = random.uniform((left, bottom), (right, top), (number, 2))
        points = np.concatenate([near, anywhere])[random.permutation(2 * number)]
        points = points[shapely.contains_xy(shape, points[:, 0], points[:, 1])][: number - have]
        found.append(points)
        have += len(points)
    return _numbered(np.concatenate(found), random)


def _numbered(points: Points, random: np.random.Generator) -> Points:
    """Order points as CBS numbers neighbourhoods: those of one district (wijk) follow each other, in any
    order."""
    along = gpd.GeoSeries(shapely.points(points)).hilbert_distance().to_numpy()
    place = np.argsort(along, kind="stable")
    districts = [place[start : start + _DISTRICT] for start in range(0, len(place), _DISTRICT)]
    shuffled = [random.permutation(districts[number]) for number in random.permutation(len(districts))]
    return points[np.concatenate(shuffled)]


def _broken(lines: Any, amplitude: float, build: Any) -> Any:
    """Return lines or rings with a vertex added on every edge."""
    points, line_of = shapely.get_coordinates(lines, return_index=True)
    inner = line_of[1:] == line_of[:-1]
    place = np.arange(len(points)) + np.concatenate([[0], np.cumsum(inner)])
    more = np.empty((len(points) + int(inner.sum()), 2))
    owner = np.empty(len(more), dtype=np.int64)
    more[place], owner[place] = points, line_of
    between = place[:-1][inner] + 1
    more[between] = _aside(points[:-1][inner], points[1:][inner], amplitude)
    owner[between] = line_of[:-1][inner]
    return build(more, indices=owner)


def _aside(one: Points, other: Points, amplitude: float) -> Points:
    """Return a point next to the middle of each edge, the same for both directions of the edge."""
    turned = (one[:, 0] > other[:, 0]) | ((one[:, 0] == other[:, 0]) & (one[:, 1] > other[:, 1]))
    low, high = np.where(turned[:, None], other, one), np.where(turned[:, None], one, other)
    along = high - low
    noise = np.sin(low @ [12.9898, 78.233] + high @ [37.719, 4.581]) * 43758.5453
    part = (noise - np.floor(noise) - 0.5) * 2 * amplitude
    return (low + high) / 2 + np.column_stack([-along[:, 1], along[:, 0]]) * part[:, None]
