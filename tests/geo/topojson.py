"""Write polygons as TopoJSON with shared arcs, the way d3 and mapshaper do: for tests of the reader."""

from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import shapely


def topology(frame: gpd.GeoDataFrame, *, name: str = "gemeenten", grid: int = 1_000_000) -> dict[str, Any]:
    """Return a quantised topology in which every common border stands once; statcode is the id."""
    left, bottom, right, top = frame.total_bounds
    scale = [(right - left) / (grid - 1), (top - bottom) / (grid - 1)]

    def snap(ring: Any) -> list[tuple[int, int]]:
        places = np.round((shapely.get_coordinates(ring) - [left, bottom]) / scale).astype(int).tolist()
        kept = [tuple(places[0]), *(tuple(b) for a, b in pairwise(places) if a != b)]
        return kept if len(kept) > 3 else [tuple(place) for place in places]

    shapes = [
        [[snap(ring) for ring in (part.exterior, *part.interiors)] for part in shapely.get_parts(shape)]
        for shape in frame.geometry
    ]
    rings = [ring for shape in shapes for polygon in shape for ring in polygon]
    nodes = _nodes(rings)
    arcs: list[list[tuple[int, int]]] = []
    known: dict[tuple[tuple[int, int], ...], int] = {}

    def arc_numbers(ring: list[tuple[int, int]]) -> list[int]:
        turns = [place for place, vertex in enumerate(ring[:-1]) if vertex in nodes]
        if turns:
            ring = [*ring[turns[0] : -1], *ring[: turns[0]], ring[turns[0]]]
        pieces: list[list[tuple[int, int]]] = [[ring[0]]]
        for vertex in ring[1:]:
            pieces[-1].append(vertex)
            if vertex in nodes:
                pieces.append([vertex])
        numbers = []
        for piece in (piece for piece in pieces if len(piece) > 1):
            if tuple(reversed(piece)) in known:
                numbers.append(~known[tuple(reversed(piece))])
                continue
            if tuple(piece) not in known:
                known[tuple(piece)] = len(arcs)
                arcs.append(piece)
            numbers.append(known[tuple(piece)])
        return numbers

    geometries = [
        {
            "type": "MultiPolygon",
            "id": code,
            "properties": {"statcode": code, "statnaam": called},
            "arcs": [[arc_numbers(ring) for ring in polygon] for polygon in shape],
        }
        for code, called, shape in zip(frame["statcode"], frame["statnaam"], shapes, strict=True)
    ]
    return {
        "type": "Topology",
        "transform": {"scale": scale, "translate": [left, bottom]},
        "objects": {name: {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [_steps(arc) for arc in arcs],
    }


def _nodes(rings: list[list[tuple[int, int]]]) -> set[tuple[int, int]]:
    """Return the vertices where borders meet: those with other neighbours in one ring than in another."""
    around: dict[tuple[int, int], frozenset[tuple[int, int]]] = {}
    nodes: set[tuple[int, int]] = set()
    for ring in rings:
        closed = [ring[-2], *ring]
        for before, vertex, after in zip(closed, closed[1:], closed[2:], strict=False):
            own = frozenset((before, after))
            if around.setdefault(vertex, own) != own:
                nodes.add(vertex)
    return nodes


def _steps(arc: list[tuple[int, int]]) -> list[list[int]]:
    return [list(arc[0]), *([x1 - x0, y1 - y0] for (x0, y0), (x1, y1) in pairwise(arc))]
