"""Who borders on whom, and where the arrow keys lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import shapely

Points: TypeAlias = npt.NDArray[np.float64]
Places: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]

UP, RIGHT, DOWN, LEFT = range(4)
NOWHERE = -1

_SECTOR = np.radians(50.0)
"""Half the width of the sector of one arrow for border neighbours: 45 degrees and a little overlap."""
_WATER_SECTOR = np.radians(45.0)
_WATER_REACH = 0.2
"""An arrow jumps over water (or a foreign country) at most this part of the size of the map."""
_REPAIR_SECTORS = tuple(np.radians((50.0, 70.0, 89.0)))


@dataclass(frozen=True)
class Borders:
    """Pairs of regions that share a border: `first` < `second` positions, `length` in metres."""

    first: npt.NDArray[np.int64]
    second: npt.NDArray[np.int64]
    length: npt.NDArray[np.float64]
    middle: npt.NDArray[np.float64]
    """Middle of each shared border, shape (n, 2)."""

    def lists(self, count: int) -> list[list[int]]:
        """Return per region the ascending positions of its neighbours."""
        found: list[list[int]] = [[] for _ in range(count)]
        for one, other in zip(self.first.tolist(), self.second.tolist(), strict=True):
            found[one].append(other)
            found[other].append(one)
        return [sorted(positions) for positions in found]


def shared_borders(geometries: Any) -> Borders:
    """Find all pairs of polygons that share a border; touching in one point only does not count."""
    shapes = np.asarray(geometries, dtype=object)
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, other = one[one < other], other[one < other]
    order = np.lexsort((other, one))
    one, other = one[order], other[order]
    common = shapely.intersection(shapes[one], shapes[other])
    length = shapely.length(common)
    real = length > 0
    middle = shapely.get_coordinates(shapely.centroid(common[real])).reshape(-1, 2)
    return Borders(one[real].astype(np.int64), other[real].astype(np.int64), length[real], middle)


def arrow_targets(points: Points, borders: Borders) -> list[list[int]]:
    """Return per region the position of the next one [up, right, down, left], or -1.

    `points` has shape (n, 2), y upwards. First choice is the border neighbour that lies best in that
    direction; over water the nearest region in the sector, within reach. Where that would leave a region
    out, arrows are bent until every region can be reached from every other one.
    """
    targets = np.full((len(points), 4), NOWHERE, dtype=np.int64)
    if len(points) > 1:
        _use_borders(targets, points, borders)
        _cross_water(targets, points)
        _connect(targets, points)
    return [[int(end) for end in ways] for ways in targets]


def _axis_angles(offsets: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Angle between each offset (n, 2) and the four arrow directions, shape (n, 4), in radians."""
    direction = np.arctan2(offsets[:, 1], offsets[:, 0])[:, None]
    axes = np.array([np.pi / 2, 0.0, -np.pi / 2, np.pi])
    return np.asarray(np.abs((direction - axes + np.pi) % (2 * np.pi) - np.pi))


def _unit(vectors: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    size = np.hypot(vectors[:, 0], vectors[:, 1])[:, None]
    return np.asarray(np.divide(vectors, size, out=np.zeros_like(vectors), where=size > 0))


def _use_borders(targets: Places, points: Points, borders: Borders) -> None:
    source = np.concatenate([borders.first, borders.second])
    target = np.concatenate([borders.second, borders.first])
    middle = np.concatenate([borders.middle, borders.middle])
    # Half the way to the neighbour's middle, half to the border itself: large neighbours bend round.
    angles = _axis_angles(_unit(points[target] - points[source]) + _unit(middle - points[source]))
    edge, way = np.nonzero(angles <= _SECTOR)
    order = np.lexsort((edge, angles[edge, way]))[::-1]  # the best comes last and stays
    targets[source[edge[order]], way[order]] = target[edge[order]]


def _cross_water(targets: Places, points: Points) -> None:
    """Let arrows that lead nowhere jump to the nearest region in their sector; looks further and further."""
    places = shapely.points(points)
    tree = shapely.STRtree(places)
    reach = _WATER_REACH * float(np.max(np.ptp(points, axis=0)))
    for radius in (reach / 16, reach / 4, reach):
        open_starts = np.flatnonzero((targets == NOWHERE).any(axis=1))
        near, end = tree.query(places[open_starts], predicate="dwithin", distance=radius)
        start = open_starts[near]
        start, end = start[start != end], end[start != end]
        offsets = points[end] - points[start]
        distance = np.hypot(offsets[:, 0], offsets[:, 1])
        pair, way = np.nonzero(_axis_angles(offsets) <= _WATER_SECTOR)
        usable = (targets[start[pair], way] == NOWHERE) & (distance[pair] <= radius)
        pair, way = pair[usable], way[usable]
        order = np.lexsort((end[pair], distance[pair]))[::-1]  # the nearest comes last and stays
        targets[start[pair[order]], way[order]] = end[pair[order]]


def reachable(targets: Sequence[Sequence[int]], start: int = 0) -> set[int]:
    """Return the regions that the arrows reach from `start`, itself included."""
    links = np.asarray(targets, dtype=np.int64).reshape(len(targets), -1)
    return {int(place) for place in np.flatnonzero(_reached(links, start))}


def _reached(targets: Places, start: int = 0) -> Flags:
    """Return which regions the arrows (n, 4) reach from `start`; all regions at one distance in one step."""
    seen = np.zeros(len(targets), dtype=bool)
    seen[start] = True
    front = np.array([start], dtype=np.int64)
    while len(front):
        ends = targets[front].ravel()
        ends = ends[ends != NOWHERE]
        front = np.unique(ends[~seen[ends]])
        seen[front] = True
    return seen


def _reaching(targets: Places, goal: int = 0) -> Flags:
    """Return which regions have a way to `goal` along the arrows."""
    start, way = np.nonzero(targets != NOWHERE)
    end = targets[start, way]
    order = np.argsort(end, kind="stable")
    sources = start[order]
    first = np.searchsorted(end[order], np.arange(len(targets) + 1))
    seen = np.zeros(len(targets), dtype=bool)
    seen[goal] = True
    front = np.array([goal], dtype=np.int64)
    while len(front):
        number = first[front + 1] - first[front]
        place = np.repeat(first[front] - np.cumsum(number) + number, number) + np.arange(number.sum())
        found = sources[place]
        front = np.unique(found[~seen[found]])
        seen[front] = True
    return seen


def _connect(targets: Places, points: Points) -> None:
    """Bend as few arrows as needed until region 0 reaches all regions and all regions reach it."""
    places = shapely.points(points)
    changed = True
    while changed:
        out, back = _reached(targets), _reaching(targets)
        reached = int(out.sum() + back.sum())
        if not out.all():
            changed = _bend(targets, points, places, out, reached)
        elif not back.all():
            changed = _bend(targets, points, places, ~back, reached)
        else:
            return


def _bend(targets: Places, points: Points, places: Any, starts: Flags, reached: int) -> bool:
    """Point one arrow of `starts` at a region outside them so that more is reached; False when none helps.

    The cheapest arrow is looked for nearby first: no pair further apart than a radius can cost less than it.
    """
    inside, outside = np.flatnonzero(starts), np.flatnonzero(~starts)
    few, many = sorted((inside, outside), key=len)
    tree = shapely.STRtree(places[many])
    size = float(np.hypot(*np.ptp(points, axis=0)))
    for sector in _REPAIR_SECTORS:
        tried = 0.0
        for radius in (size / 64, size / 16, size / 4, size * 4):
            one, other = tree.query(places[few], predicate="dwithin", distance=radius)
            start, end = (few[one], many[other]) if few is inside else (many[other], few[one])
            for place, way, goal in _by_cost(targets, points, start, end, sector, tried, radius):
                before = int(targets[place, way])
                targets[place, way] = goal
                if int(_reached(targets).sum() + _reaching(targets).sum()) > reached:
                    return True
                targets[place, way] = before
            tried = radius
    return False


def _by_cost(
    targets: Places, points: Points, start: Places, end: Places, sector: float, above: float, most: float
) -> list[tuple[int, int, int]]:
    """Return (start, way, end) for arrows within a sector that cost more than `above` and at most `most`."""
    offsets = points[end] - points[start]
    distance = np.hypot(offsets[:, 0], offsets[:, 1])
    angles = _axis_angles(offsets)
    pair, way = np.nonzero(angles <= sector)
    # An arrow that led nowhere is the best one to use; one that is taken costs as if twice as far.
    taken = targets[start[pair], way] != NOWHERE
    cost = distance[pair] * (1 + angles[pair, way] + taken)
    right = (cost > above) & (cost <= most)
    pair, way, cost = pair[right], way[right], cost[right]
    order = np.lexsort((way, end[pair], start[pair], cost))
    pair, way = pair[order], way[order]
    return list(zip(start[pair].tolist(), way.tolist(), end[pair].tolist(), strict=True))
