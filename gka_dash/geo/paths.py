"""RD New polygons to short relative SVG paths on an integer grid.

Rounding happens on absolute coordinates and differences are taken afterwards: two regions that share a
vertex in RD New share it on the grid too, so no crack can open between them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import shapely

Ring: TypeAlias = npt.NDArray[np.int64]
"""Grid vertices of one closed ring, shape (n, 2), the first vertex not repeated at the end."""

LONGEST_SIDE = 4000
MARGIN = 20


@dataclass(frozen=True)
class Grid:
    """A drawing grid over RD New: x to the right, y down, origin at the top left."""

    left: float
    top: float
    metres_per_unit: float
    width: int
    height: int

    @classmethod
    def around(
        cls, bounds: Sequence[float], *, longest_side: int = LONGEST_SIDE, margin: int = MARGIN
    ) -> Grid:
        """Return the grid for `bounds` (minx, miny, maxx, maxy in metres) with a margin on every side.

        The scale is rounded up to 0.1 metre so that the number written in the artefact is exact.
        """
        minx, miny, maxx, maxy = (float(value) for value in bounds)
        longest = max(maxx - minx, maxy - miny)
        if not math.isfinite(longest) or longest <= 0:
            raise ValueError("a grid needs bounds with a size")
        unit = math.ceil(longest / (longest_side - 2 * margin) * 10 - 1e-9) / 10
        return cls(
            left=minx - margin * unit,
            top=maxy + margin * unit,
            metres_per_unit=unit,
            width=math.ceil((maxx - minx) / unit) + 2 * margin,
            height=math.ceil((maxy - miny) / unit) + 2 * margin,
        )

    def snap(self, coordinates: npt.NDArray[np.float64]) -> Ring:
        """Round RD New coordinates of shape (n, 2) to the grid; halves always go the same way."""
        shifted = (np.asarray(coordinates, dtype=float) - [self.left, self.top]) / self.metres_per_unit
        return np.floor(shifted * [1, -1] + 0.5).astype(np.int64)


def clean_ring(ring: Ring) -> Ring:
    """Drop repeated vertices and there-and-back spikes; a collapsed ring becomes empty."""
    kept: list[tuple[int, int]] = []
    for x, y in ring.tolist():
        kept.append((x, y))
        _trim_end(kept)
    # The same across the seam: what is dropped here leaves a repeated vertex for the next turn.
    while len(kept) > 1:
        if kept[0] == kept[-1] or (len(kept) > 2 and kept[0] == kept[-2]):
            kept.pop()
        elif len(kept) > 2 and kept[1] == kept[-1]:
            del kept[0]
        else:
            break
    cleaned = np.array(kept, dtype=np.int64).reshape(-1, 2)
    return cleaned if len(cleaned) >= 3 and doubled_area(cleaned) else cleaned[:0]


def _trim_end(kept: list[tuple[int, int]]) -> None:
    while True:
        if len(kept) >= 2 and kept[-1] == kept[-2]:
            kept.pop()
        elif len(kept) >= 3 and kept[-1] == kept[-3]:
            del kept[-2:]
        else:
            return


def doubled_area(ring: Ring) -> int:
    """Return twice the signed area of a ring (shoelace), in square units."""
    x, y = ring[:, 0], ring[:, 1]
    return int(np.dot(x, np.roll(y, -1)) - np.dot(np.roll(x, -1), y))


def grid_rings(geometry: Any, grid: Grid) -> list[Ring]:
    """Return the rings of a (multi)polygon on the grid, shell before its holes, collapsed rings left out.

    A region that would vanish altogether keeps a diamond of two units, so that it can still be seen and hit.
    """
    rings: list[Ring] = []
    for polygon in shapely.get_parts(geometry):
        shell = _ring(polygon.exterior, grid)
        if len(shell):
            rings.append(shell)
            rings.extend(hole for hole in (_ring(inner, grid) for inner in polygon.interiors) if len(hole))
    if not rings:
        x, y = grid.snap(shapely.get_coordinates(shapely.point_on_surface(geometry)))[0].tolist()
        rings.append(np.array([(x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)], dtype=np.int64))
    return rings


def _ring(line: Any, grid: Grid) -> Ring:
    return clean_ring(grid.snap(shapely.get_coordinates(line)[:-1]))


def path_string(rings: Sequence[Ring], *, backwards: bool = False) -> str:
    """Write rings as one relative SVG path such as `m12 30l4-5 6 2z`, with `h` and `v` where shorter.

    After `z` the pen is back at the start of that ring, so every next `m` is relative to it. `backwards`
    turns every ring round: the drawing is the same, but it can make a border read like that of the
    neighbour (see artefact.alternate), which compresses better.
    """
    pen_x = pen_y = 0
    text: list[str] = []
    for ring in rings:
        vertices = ring[::-1] if backwards else ring
        start_x, start_y = vertices[0].tolist()
        text.append(_tokens("m", [start_x - pen_x, start_y - pen_y]))
        command = "m"
        for dx, dy in np.diff(vertices, axis=0).tolist():
            wanted = "h" if dy == 0 else "v" if dx == 0 else "l"
            numbers = [dx, dy] if wanted == "l" else [dx or dy]
            text.append(_tokens("" if wanted == command else wanted, numbers))
            command = wanted
        text.append("z")
        pen_x, pen_y = start_x, start_y
    return "".join(text)


def _tokens(command: str, numbers: Sequence[int]) -> str:
    """Join numbers with the fewest characters: a minus sign needs no blank before it."""
    text = command
    for position, number in enumerate(numbers):
        needs_blank = number >= 0 and (position > 0 or not command)
        text += f" {number}" if needs_blank else str(number)
    return text
