"""Fewer vertices, same borders: the whole country is simplified as one coverage."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

TOLERANCE_M = 200.0
"""Metres; a vertex goes when the triangle it spans is smaller than the square of this.

The source was traced from a raster image: 200 takes the steps of that image out of the borders, while an
island of 300 by 300 metres still has all its corners.
"""


def simplify_coverage(geometries: Any, tolerance: float = TOLERANCE_M) -> Any:
    """Simplify polygons that share borders (RD New, metres) without opening cracks between them.

    Returns an array of as many geometries in the same order. Enclaves and islands stay: no ring is removed
    here, and a geometry that would come out empty or invalid keeps its original form.
    """
    original = np.asarray(geometries, dtype=object)
    if tolerance <= 0 or not len(original):
        return original.copy()
    simplified = shapely.coverage_simplify(original, tolerance)
    bad = shapely.is_empty(simplified) | ~shapely.is_valid(simplified)
    return np.where(bad, original, simplified)


def coverage_faults(geometries: Any) -> list[int]:
    """Return the positions of polygons that overlap a neighbour or do not match its vertices."""
    edges = shapely.coverage_invalid_edges(np.asarray(geometries, dtype=object))
    return [int(position) for position in np.flatnonzero(~shapely.is_empty(edges))]
