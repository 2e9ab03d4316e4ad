"""Official borders made small enough to keep: fewer vertices, borders that match, no cracks or double
pieces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from gka_dash.geo.simplify import coverage_faults
from gka_dash.model.schema import Merger

MOST_VERTICES = 400_000
"""The generalised borders of the whole country have about 41 000 vertices, the full ones millions."""
TOLERANCES_M = (5.0, 10.0, 20.0, 40.0, 80.0)
CRACK_M = 20.0
"""Cracks between neighbours up to this width are closed, but only in a file that has faults."""


@dataclass(frozen=True)
class Compact:
    """The shapes that are kept, and what that took."""

    shapes: Any
    vertices_before: int
    vertices_after: int
    tolerance: float
    """Metres; 0 when every vertex was kept."""
    cleaned: bool


def compact(shapes: Any, *, most_vertices: int = MOST_VERTICES) -> Compact:
    """Return polygons (RD New) as a clean coverage with at most about `most_vertices` vertices.

    Simplifying comes first, because closing cracks takes ten times the memory. A file that fits and has no
    faults comes back as it was, vertex by vertex.
    """
    kept = np.asarray(shapes, dtype=object)
    before = after = _count(kept)
    tolerance = 0.0
    for step in TOLERANCES_M:
        if after <= most_vertices:
            break
        kept, tolerance = _simplified(kept, step), step
        after = _count(kept)
    cleaned = bool(coverage_faults(kept)) or not shapely.is_valid(kept).all()
    if cleaned:
        kept = _areas(shapely.coverage_clean(_valid(kept), gap_width=CRACK_M))
    return Compact(kept, before, _count(kept), tolerance, cleaned)


def dissolve(
    frame: gpd.GeoDataFrame, mergers: Iterable[Merger], names: dict[str, str]
) -> gpd.GeoDataFrame | None:
    """Return the borders after mergers, made by joining polygons; None when a split makes that impossible.

    `names` (code -> name) is the list after the mergers; the result has exactly those codes or is None.
    """
    becomes: dict[str, str] = {}
    for merger in mergers:
        if merger.soort != "samenvoeging":
            return None
        becomes[merger.oude_code] = merger.nieuwe_code
    target = [becomes.get(code, code) for code in frame["statcode"]]
    if set(target) != set(names):
        return None
    members: dict[str, list[int]] = {}
    for position, code in enumerate(target):
        members.setdefault(code, []).append(position)
    before, shapes = frame["statcode"].tolist(), frame.geometry.to_numpy()
    # The province comes from the municipality that keeps its code, else from the first one.
    leading = [
        next((p for p in members[code] if before[p] == code), members[code][0]) for code in sorted(names)
    ]
    joined = [shapely.coverage_union_all(shapes[members[code]]) for code in sorted(names)]
    facts = frame.iloc[leading].assign(
        statcode=sorted(names), statnaam=[names[code] for code in sorted(names)]
    )
    return facts.reset_index(drop=True).set_geometry(joined, crs=frame.crs)


def _count(shapes: Any) -> int:
    return int(shapely.get_num_coordinates(shapes).sum())


def _simplified(shapes: Any, tolerance: float) -> Any:
    simple = shapely.coverage_simplify(shapes, tolerance)
    return np.where(shapely.is_empty(simple), shapes, simple)


def _valid(shapes: Any) -> Any:
    broken = ~shapely.is_valid(shapes)
    if not broken.any():
        return shapes
    mended = shapes.copy()
    mended[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    return _areas(mended)


def _areas(shapes: Any) -> Any:
    """Return every shape as a multipolygon of its polygons."""
    return np.array(
        [
            shapely.multipolygons([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])
            for shape in shapes
        ],
        dtype=object,
    )
