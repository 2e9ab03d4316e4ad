"""Make boundaries usable: valid polygons inside the Netherlands, one per code."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from gka_dash.geo.columns import same_name
from gka_dash.geo.progress import Progress
from gka_dash.geo.reference import NETHERLANDS
from gka_dash.model.problem import Problem

SLIVER_M2 = 1.0
"""Repair may leave crumbs; parts smaller than this are dropped."""


def repair_shapes(
    tidy: gpd.GeoDataFrame,
    table: str,
    problems: list[Problem],
    incomplete: list[str],
    progress: Progress | None = None,
) -> gpd.GeoDataFrame:
    """Repair invalid polygons (a warning), leave out what is no area in the Netherlands (an error).

    `tidy` is in RD New and has the columns feature, statcode, statnaam; problems are appended, and to
    `incomplete` the codes of areas that lie somewhere else.
    """
    kept: list[int] = []
    shapes: list[Any] = []
    progress = progress or Progress.silent()
    progress.step("vlakken controleren en herstellen")
    for position, row in enumerate(tidy.itertuples(index=False)):
        progress.part(position, len(tidy))
        shape, fault = _usable(row.geometry)
        if shape is None:
            if row.geometry is not None and row.geometry.area > SLIVER_M2:
                incomplete.append(row.statcode)
            problems.append(
                Problem(
                    table,
                    int(row.feature),
                    "geometry",
                    f"Vlak {row.feature} ({label(row)}) {fault} en is weggelaten.",
                    "Teken het vlak opnieuw of haal het bestand opnieuw op.",
                )
            )
            continue
        if fault:
            problems.append(
                Problem(
                    table,
                    int(row.feature),
                    "geometry",
                    f"Vlak {row.feature} ({label(row)}) {fault}; het is hersteld.",
                    "Kijk op de kaart of de grens klopt.",
                    "waarschuwing",
                )
            )
        kept.append(position)
        shapes.append(shape)
    return tidy.iloc[kept].reset_index(drop=True).set_geometry(shapes, crs=tidy.crs)


def label(row: Any) -> str:
    """Return how a user knows the feature: code and name."""
    return f"{row.statcode} {row.statnaam}".strip()


def _usable(shape: Any) -> tuple[Any, str]:
    """Return (usable shape or None, what is wrong with the given one in Dutch or "")."""
    if shape is None or shape.is_empty:
        return None, "heeft geen vorm"
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        return None, "heeft coördinaten die niet kunnen"
    minx, miny, maxx, maxy = shape.bounds
    left, bottom, right, top = NETHERLANDS
    if minx < left or miny < bottom or maxx > right or maxy > top:
        return None, "ligt niet in Nederland"
    flat = shapely.force_2d(shape)
    fault = ""
    if not flat.is_valid:
        # "structure" keeps an area that is drawn twice; the other method would make a hole of it.
        flat = shapely.make_valid(flat, method="structure", keep_collapsed=False)
        fault = "heeft een grens die zichzelf kruist of raakt"
    polygons = [
        part
        for piece in shapely.get_parts(flat)
        for part in shapely.get_parts(piece)
        if part.geom_type == "Polygon" and part.area > SLIVER_M2
    ]
    if not polygons:
        return None, "is geen vlak"
    return shapely.multipolygons(polygons), fault


def _one_place(one: str, other: str) -> bool:
    """A polygon without a name can be a part of the one that has its code."""
    return not one or not other or same_name(one, other)


def combine_same_code(
    tidy: gpd.GeoDataFrame, table: str, problems: list[Problem], incomplete: list[str]
) -> gpd.GeoDataFrame:
    """Give every code one polygon: parts with one name (or none) are joined, other names are left out.

    The codes of which something was left out are added to `incomplete`.
    """
    doubled = tidy["statcode"].duplicated(keep=False)
    if not doubled.any():
        return tidy
    shapes = list(tidy.geometry)
    drop: list[int] = []
    for _, positions in sorted(tidy[doubled].groupby("statcode").indices.items()):
        rows = tidy[doubled].iloc[positions]
        first = rows.iloc[0]
        same = [index for index, row in rows.iterrows() if _one_place(row.statnaam, first.statnaam)]
        shapes[same[0]] = shapely.multipolygons(
            shapely.get_parts(shapely.union_all([shapes[i] for i in same]))
        )
        drop.extend(index for index in rows.index if index != same[0])
        if len(same) > 1:
            numbers = ", ".join(str(tidy.at[index, "feature"]) for index in same)
            problems.append(
                Problem(
                    table,
                    int(first.feature),
                    "statcode",
                    f"De vlakken {numbers} hebben dezelfde code ({label(first)}); ze zijn samengevoegd.",
                    "Is dit één gemeente in delen, dan is dit goed.",
                    "waarschuwing",
                )
            )
        for index in rows.index.difference(same):
            other = rows.loc[index]
            incomplete.append(other.statcode)
            problems.append(
                Problem(
                    table,
                    int(other.feature),
                    "statcode",
                    f"Vlak {other.feature} ({other.statnaam or 'zonder naam'}) heeft de code "
                    f"{other.statcode}, die al van vlak {first.feature} "
                    f"({first.statnaam or 'zonder naam'}) is; het is weggelaten.",
                    "Geef elk vlak zijn eigen code.",
                )
            )
    return tidy.set_geometry(shapes, crs=tidy.crs).drop(index=drop).reset_index(drop=True)
