"""In which coordinates a file really is: what its label says, or what the numbers themselves make plain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from pyproj.network import set_network_enabled  # type: ignore[attr-defined]  # pyproj lists no exports

from gka_dash.errors import BoundaryError

# Coordinates are never a reason to ask another computer for a grid file.
set_network_enabled(active=False)

RD_NEW = 28992
NETHERLANDS = (0.0, 300_000.0, 290_000.0, 640_000.0)
"""Box in RD New metres (minx, miny, maxx, maxy) that holds all of the European Netherlands."""


@dataclass(frozen=True)
class System:
    """A way to write coordinates in the Netherlands: EPSG code, Dutch name and the box they must lie in."""

    epsg: int
    name: str
    box: tuple[float, float, float, float]
    swapped: bool = False


SYSTEMS = (
    System(4326, "graden (WGS84, lengte en breedte)", (3.0, 50.5, 7.5, 53.8)),
    System(4326, "graden (WGS84) met breedte en lengte verwisseld", (50.5, 3.0, 53.8, 7.5), swapped=True),
    System(RD_NEW, "RD New (meters)", NETHERLANDS),
    System(
        RD_NEW, "RD New (meters) met x en y verwisseld", (300_000.0, 0.0, 640_000.0, 290_000.0), swapped=True
    ),
    System(3857, "web-Mercator (EPSG:3857)", (334_000.0, 6_540_000.0, 835_000.0, 7_140_000.0)),
)
"""The boxes have nothing in common, so that numbers fit one system at most."""


def to_rd_new(raw: gpd.GeoDataFrame, table: str, notes: list[str]) -> gpd.GeoDataFrame:
    """Return the frame in RD New.

    A label that puts most features in the Netherlands is believed. Without one, or with one that cannot be
    right, the numbers decide and a Dutch sentence about that is added to `notes`. Raises BoundaryError
    when they do not fit any system of SYSTEMS.
    """
    centres = _centres(raw.geometry)
    if not len(centres):
        return raw.set_crs(RD_NEW, allow_override=True)
    label = raw.crs
    if label is not None and _lands_in_the_netherlands(centres, label):
        return raw.to_crs(RD_NEW)
    found = _plain_system(centres)
    if found is None:
        raise BoundaryError(_no_system(table, label, centres))
    if label is None:
        notes.append(
            f"{table} zegt niet in welk coördinatenstelsel de grenzen staan; aangenomen is {found.name}, "
            "want dat past bij de getallen."
        )
    else:
        notes.append(
            f"{table} zegt dat de grenzen in {_called(label)} staan, maar de getallen passen daar niet bij; "
            f"aangenomen is {found.name}."
        )
    if found.swapped:
        turned = shapely.transform(raw.geometry.to_numpy(), lambda coordinates: coordinates[:, ::-1])
        raw = raw.set_geometry(turned)
    return raw.set_crs(found.epsg, allow_override=True).to_crs(RD_NEW)


def _centres(shapes: Any) -> npt.NDArray[np.float64]:
    """Return the middles of the boxes around the features, shape (n, 2), of those that have a usable one."""
    boxes = np.asarray(shapely.bounds(shapes.to_numpy()), dtype=float).reshape(-1, 4)
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    return np.asarray((boxes[:, :2] + boxes[:, 2:]) / 2)


def _lands_in_the_netherlands(centres: npt.NDArray[np.float64], label: Any) -> bool:
    try:
        change = pyproj.Transformer.from_crs(label, RD_NEW, always_xy=True)
        x, y = change.transform(centres[:, 0], centres[:, 1])
    except pyproj.exceptions.ProjError:
        return False
    return _share_inside(np.column_stack([x, y]), NETHERLANDS) > 0.5


def _plain_system(centres: npt.NDArray[np.float64]) -> System | None:
    """Return the system that at least nine of ten features fit."""
    return next((system for system in SYSTEMS if _share_inside(centres, system.box) >= 0.9), None)


def _share_inside(points: npt.NDArray[np.float64], box: tuple[float, float, float, float]) -> float:
    left, bottom, right, top = box
    x, y = points[:, 0], points[:, 1]
    return float(np.mean((x >= left) & (x <= right) & (y >= bottom) & (y <= top)))


def _called(label: Any) -> str:
    code = label.to_epsg()
    return f"EPSG:{code}" if code else f"“{label.name}”"


def _no_system(table: str, label: Any, centres: npt.NDArray[np.float64]) -> str:
    x, y = np.median(centres, axis=0)
    said = "zonder coördinatenstelsel" if label is None else f"volgens het bestand in {_called(label)}"
    return (
        f"De grenzen in {table} ({said}) liggen niet in Nederland: een gemiddeld punt is x {x:.6g}, y "
        f"{y:.6g}. "
        "Sla het bestand opnieuw op met het juiste coördinatenstelsel, het liefst RD New (EPSG:28992)."
    )
