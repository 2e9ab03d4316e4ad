"""The geometry artefact that the browser draws, and the same borders as open data."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from gka_dash.errors import BoundaryError
from gka_dash.geo.neighbours import Borders, arrow_targets, shared_borders
from gka_dash.geo.paths import LONGEST_SIDE, Grid, Ring, grid_rings, path_string
from gka_dash.geo.simplify import TOLERANCE_M, simplify_coverage

ATTRIBUTION = (
    "Gemeentegrenzen: © CBS / Kadaster; kaart via Wikimedia Commons (Ellywa, Husky, Gpvos, Commonpike) "
    "en nl-maps; bewerkt. Codes: GeoNames, CC BY 4.0."
)
NO_GROUP = -1
_WGS84 = 4326


def build_boundaries(
    frame: gpd.GeoDataFrame,
    *,
    year: int,
    attribution: str = ATTRIBUTION,
    tolerance: float = TOLERANCE_M,
    longest_side: int = LONGEST_SIDE,
    bounds: Sequence[float] | None = None,
) -> dict[str, Any]:
    """Build the artefact from boundaries as read_boundaries gives them (EPSG:28992, ordered by code).

    `tolerance` is in metres, `longest_side` in grid units; `bounds` is what the grid covers when that is more
    than these regions. A region without a province has group -1.
    Raises BoundaryError when there is nothing to draw.
    """
    if not len(frame):
        raise BoundaryError("Er zijn geen grenzen om te tekenen.")
    shapes = frame.geometry.to_numpy()
    grid = Grid.around(frame.total_bounds if bounds is None else bounds, longest_side=longest_side)
    borders = shared_borders(shapes)
    simple = simplify_coverage(shapes, tolerance)
    rings = [grid_rings(shape, grid) for shape in simple]
    backwards = alternate(borders, _outline_lengths(frame, borders))
    drawn = [grid_polygon(parts) for parts in rings]
    points = [inner_point(polygon) for polygon in drawn]
    upwards = np.array(points, dtype=float) * [1.0, -1.0]
    groups, outlines = _outlines(frame, simple, grid)
    return {
        "year": year,
        "attribution": attribution,
        "width": grid.width,
        "height": grid.height,
        "metres_per_unit": grid.metres_per_unit,
        "regions": {
            "code": [str(code) for code in frame["statcode"]],
            "name": [str(name) for name in frame["statnaam"]],
            "group": groups,
            "path": [
                path_string(parts, backwards=turn) for parts, turn in zip(rings, backwards, strict=True)
            ],
            "point": [list(point) for point in points],
            "size": [max(1, round(float(np.sqrt(polygon.area / np.pi)))) for polygon in drawn],
            "next": arrow_targets(upwards, _on_grid(borders, grid)),
        },
        "neighbours": borders.lists(len(rings)),
        "outlines": outlines,
    }


def build_division(
    frame: gpd.GeoDataFrame,
    regions: Mapping[str, tuple[str, str]],
    *,
    tolerance: float = TOLERANCE_M,
    longest_side: int = LONGEST_SIDE,
    bounds: Sequence[float] | None = None,
) -> dict[str, Any]:
    """Build the groups and outlines of another division for the artefact of the same borders.

    `regions` says per municipality code in which region it lies (code, name); without one it has group -1.
    """
    codes = frame["statcode"]
    own = frame.assign(
        provcode=[regions.get(code, ("", ""))[0] for code in codes],
        provnaam=[regions.get(code, ("", ""))[1] for code in codes],
    )
    grid = Grid.around(frame.total_bounds if bounds is None else bounds, longest_side=longest_side)
    groups, outlines = _outlines(own, simplify_coverage(frame.geometry.to_numpy(), tolerance), grid)
    return {"group": groups, "outlines": outlines}


def browser_part(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the map script needs of the artefact: all but the neighbours, which only pages name.

    With many regions the neighbours are a quarter of the bytes on the wire.
    """
    return {key: value for key, value in content.items() if key != "neighbours"}


def grid_polygon(rings: Sequence[Ring]) -> Any:
    """Return the polygon that rings cover under the even-odd rule, in grid units."""
    area = shapely.GeometryCollection()
    for ring in rings:
        area = shapely.symmetric_difference(area, shapely.make_valid(shapely.Polygon(ring)))
    return area


def inner_point(polygon: Any) -> tuple[int, int]:
    """Return a whole-number point well inside a polygon: the middle of its largest inscribed circle."""
    parts = [part for part in shapely.get_parts(polygon) if part.geom_type == "Polygon"]
    largest = max(parts, key=lambda part: float(part.area))
    middle = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=1.0), 0)
    x, y = round(float(middle.x)), round(float(middle.y))
    return x, y


def alternate(borders: Borders, outline: npt.NDArray[np.float64]) -> list[bool]:
    """Choose the regions whose rings are written backwards.

    Two neighbours follow their common border in opposite directions, so the same line is written as two
    different texts. With one of them turned round the texts are equal and a compressor stores only one.
    `outline` is the length of border that a region shares with the outline of its group, which is never
    turned and follows it in the same direction. Greedy: a region turns as long as that makes more
    kilometres of border equal.
    """
    around: list[list[tuple[int, float]]] = [[] for _ in outline]
    for one, other, length in zip(
        borders.first.tolist(), borders.second.tolist(), borders.length.tolist(), strict=True
    ):
        around[one].append((other, length))
        around[other].append((one, length))
    turned = [False] * len(around)
    changed = True
    while changed:
        changed = False
        for region, edges in enumerate(around):
            gain = sum(length if turned[other] == turned[region] else -length for other, length in edges)
            gain += float(outline[region]) * (1 if turned[region] else -1)
            if gain > 1e-6:
                turned[region] = not turned[region]
                changed = True
    return turned


def _outline_lengths(frame: gpd.GeoDataFrame, borders: Borders) -> npt.NDArray[np.float64]:
    """Return per region the metres of its border that are also the border of its group."""
    lengths = np.asarray(shapely.length(frame.geometry.to_numpy()), dtype=float)
    group = frame["provcode"].to_numpy()
    inside = group[borders.first] == group[borders.second]
    for side in (borders.first, borders.second):
        np.subtract.at(lengths, side[inside], borders.length[inside])
    return lengths


def _on_grid(borders: Borders, grid: Grid) -> Borders:
    middle = (borders.middle - [grid.left, grid.top]) / grid.metres_per_unit
    return Borders(borders.first, borders.second, borders.length, middle)


def _outlines(frame: gpd.GeoDataFrame, simple: Any, grid: Grid) -> tuple[list[int], dict[str, list[Any]]]:
    """Return the group of each region and the dissolved outline of each group, ordered by code."""
    codes = [str(code) for code in frame["provcode"]]
    names = dict(zip(codes, (str(name) for name in frame["provnaam"]), strict=True))
    order = sorted(code for code in names if code)
    place: Mapping[str, int] = {code: position for position, code in enumerate(order)}
    paths: list[str] = []
    bounds: list[list[int]] = []
    for code in order:
        members = simple[[own == code for own in codes]]
        rings = grid_rings(_dissolve(members), grid)
        vertices = np.concatenate(rings)
        paths.append(path_string(rings))
        bounds.append([int(value) for value in (*vertices.min(axis=0), *vertices.max(axis=0))])
    outlines: dict[str, list[Any]] = {
        "code": list(order),
        "name": [names[code] for code in order],
        "path": list(paths),
        "bounds": list(bounds),
    }
    return [place.get(code, NO_GROUP) for code in codes], outlines


def _dissolve(members: Any) -> Any:
    """Join regions; coverage_union keeps their vertices exactly, but needs borders that match."""
    if shapely.coverage_is_valid(members):
        return shapely.coverage_union_all(members)
    return shapely.union_all(members)


def boundaries_geojson(frame: gpd.GeoDataFrame, *, attribution: str = ATTRIBUTION) -> dict[str, Any]:
    """Return boundaries as GeoJSON (RFC 7946): WGS84, 5 decimals (about a metre), shells anticlockwise."""
    world = frame.to_crs(_WGS84).geometry.to_numpy()
    rounded = shapely.transform(world, lambda coordinates: np.round(coordinates, 5))
    oriented = shapely.orient_polygons(rounded, exterior_cw=False)
    facts = frame.drop(columns="geometry").astype(object)
    properties = facts.where(facts.notna(), None).to_dict("records")
    return {
        "type": "FeatureCollection",
        "name": "gemeenten",
        "attribution": attribution,
        "features": [
            {"type": "Feature", "properties": own, "geometry": shapely.geometry.mapping(shape)}
            for own, shape in zip(properties, oriented, strict=True)
        ],
    }


def write_boundaries(content: Mapping[str, Any], path: Path | str) -> int:
    """Write JSON so that equal content gives equal bytes and a reader never sees half a file.

    Missing folders are made. Returns the number of bytes.
    """
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    data = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return len(data)
