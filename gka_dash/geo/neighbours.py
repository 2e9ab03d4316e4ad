"""Who borders on whom, and where the arrow keys lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

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


def arrow_targets(points: npt.NDArray[np.float64], borders: Borders) -> list[list[int]]:
    """Return per region the position of the next one [up, right, down, left], or -1.

    `points` has shape (n, 2), y upwards. First choice is the border neighbour that lies best in that
    direction; over water the nearest region in the sector, within reach. Where that would leave a region
    out, arrows are bent until every region can be reached from every other one.
    """
    count = len(points)
    targets = [[NOWHERE] * 4 for _ in range(count)]
    _use_borders(targets, points, borders)
    _cross_water(targets, points)
    _connect(targets, points)
    return targets


def _axis_angles(offsets: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Angle between each offset (n, 2) and the four arrow directions, shape (n, 4), in radians."""
    direction = np.arctan2(offsets[:, 1], offsets[:, 0])[:, None]
    axes = np.array([np.pi / 2, 0.0, -np.pi / 2, np.pi])
    return np.asarray(np.abs((direction - axes + np.pi) % (2 * np.pi) - np.pi))


def _unit(vectors: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    size = np.hypot(vectors[:, 0], vectors[:, 1])[:, None]
    return np.asarray(np.divide(vectors, size, out=np.zeros_like(vectors), where=size > 0))


def _use_borders(targets: list[list[int]], points: npt.NDArray[np.float64], borders: Borders) -> None:
    source = np.concatenate([borders.first, borders.second])
    target = np.concatenate([borders.second, borders.first])
    middle = np.concatenate([borders.middle, borders.middle])
    # Half the way to the neighbour's middle, half to the border itself: large neighbours bend round.
    angles = _axis_angles(_unit(points[target] - points[source]) + _unit(middle - points[source]))
    best = np.full((len(points), 4), np.inf)
    for edge, (start, end) in enumerate(zip(source.tolist(), target.tolist(), strict=True)):
        for way in range(4):
            angle = angles[edge, way]
            if angle <= _SECTOR and angle < best[start, way]:
                best[start, way] = angle
                targets[start][way] = end


def _cross_water(targets: list[list[int]], points: npt.NDArray[np.float64]) -> None:
    if len(points) < 2:
        return
    reach = _WATER_REACH * float(np.max(np.ptp(points, axis=0)))
    for start, ways in enumerate(targets):
        if NOWHERE not in ways:
            continue
        offsets = points - points[start]
        distance = np.hypot(offsets[:, 0], offsets[:, 1])
        angles = _axis_angles(offsets)
        distance[start] = np.inf
        for way in range(4):
            inside = (angles[:, way] <= _WATER_SECTOR) & (distance <= reach)
            if ways[way] == NOWHERE and inside.any():
                ways[way] = int(np.argmin(np.where(inside, distance, np.inf)))


def reachable(targets: Sequence[Sequence[int]], start: int = 0) -> set[int]:
    """Return the regions that the arrows reach from `start`, itself included."""
    seen, todo = {start}, [start]
    while todo:
        for end in targets[todo.pop()]:
            if end != NOWHERE and end not in seen:
                seen.add(end)
                todo.append(end)
    return seen


def _reversed(targets: Sequence[Sequence[int]]) -> list[list[int]]:
    sources: list[list[int]] = [[] for _ in targets]
    for start, ways in enumerate(targets):
        for end in ways:
            if end != NOWHERE:
                sources[end].append(start)
    return sources


def _connect(targets: list[list[int]], points: npt.NDArray[np.float64]) -> None:
    """Bend as few arrows as needed until region 0 reaches all regions and all regions reach it."""
    everyone = set(range(len(targets)))
    while everyone:
        out, back = reachable(targets), reachable(_reversed(targets))
        if out != everyone:
            changed = _bend(targets, points, out, everyone - out, len(out) + len(back))
        elif back != everyone:
            changed = _bend(targets, points, everyone - back, back, len(out) + len(back))
        else:
            return
        if not changed:
            return


def _bend(
    targets: list[list[int]],
    points: npt.NDArray[np.float64],
    starts: set[int],
    ends: set[int],
    reached: int,
) -> bool:
    """Point one arrow of `starts` at one of `ends` so that more is reached; False when none helps."""
    start_list, end_list = sorted(starts), sorted(ends)
    offsets = (points[end_list][None, :, :] - points[start_list][:, None, :]).reshape(-1, 2)
    distance = np.hypot(offsets[:, 0], offsets[:, 1])
    angles = _axis_angles(offsets)
    for sector in _REPAIR_SECTORS:
        pairs, ways = np.nonzero(angles <= sector)
        # An arrow that led nowhere is the best one to use; one that is taken costs as if twice as far.
        taken = np.array(
            [targets[start_list[p // len(end_list)]][w] != NOWHERE for p, w in zip(pairs, ways, strict=True)],
            dtype=float,
        )
        cost = distance[pairs] * (1 + angles[pairs, ways] + taken)
        for choice in np.argsort(cost, kind="stable").tolist():
            pair, way = divmod(int(pairs[choice]), len(end_list)), int(ways[choice])
            start, end = start_list[pair[0]], end_list[pair[1]]
            before = targets[start][way]
            targets[start][way] = end
            if len(reachable(targets)) + len(reachable(_reversed(targets))) > reached:
                return True
            targets[start][way] = before
    return False
