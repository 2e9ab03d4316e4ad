"""Write checked borders where the build finds them: a GeoPackage and the JSON file that describes it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio

from gka_dash.geo.artefact import write_boundaries
from gka_dash.geo.compact import Compact
from gka_dash.geo.installed import Installed, file_name, side_car
from gka_dash.model.dataset import Dataset
from gka_dash.model.division import days_to_check, same_list
from gka_dash.model.problem import Problem

LAYER = "gemeenten"
_ONE_DATE = "2000-01-01T00:00:00Z"
"""Written in the GeoPackage instead of now, so that equal borders give equal bytes."""


def describe(
    path: Path, frame: gpd.GeoDataFrame, day: date, dataset: Dataset, described: Mapping[str, Any]
) -> Installed:
    """Return what borders that begin on a day are and how long they hold."""
    same_from, same_to = same_list(dataset, day)
    later = [one - timedelta(days=1) for one in days_to_check(dataset, day.year) if one > day]
    return Installed(
        path=path,
        year=day.year,
        valid_from=day,
        valid_to=min([date(day.year, 12, 31), *later]),
        same_from=same_from,
        same_to=same_to,
        count=len(frame),
        official=True,
        **described,
    )


def keep(
    frame: gpd.GeoDataFrame,
    day: date,
    folder: Path,
    dataset: Dataset,
    described: Mapping[str, Any],
    small: Compact,
    problems: Sequence[Problem],
) -> Installed:
    """Write borders that begin on `day`; a reader sees the old pair, the new one, or one that does not match.

    `described` holds attribution, source and notes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / file_name(day)
    borders = describe(target, frame, day, dataset, described)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".grenzen-") as workshop:
        made = Path(workshop) / target.name
        _write_layer(frame, made)
        more = {
            "bytes": made.stat().st_size,
            "vertices": {"source": small.vertices_before, "kept": small.vertices_after},
            "tolerance_m": small.tolerance,
            "problems": [str(problem) for problem in problems],
        }
        os.chmod(made, 0o644)
        os.replace(made, target)
    write_boundaries(side_car(borders, more), target.with_suffix(".json"))
    return borders


def fingerprint(file: Path) -> dict[str, Any]:
    """Return name, size and SHA-256 of a file; of a folder those of its first .shp."""
    one = next(iter(sorted(file.glob("*.[sS][hH][pP]"))), file) if file.is_dir() else file
    with one.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"name": one.name, "bytes": one.stat().st_size, "sha256": digest}


def _write_layer(frame: gpd.GeoDataFrame, path: Path) -> None:
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _ONE_DATE})
    try:
        pyogrio.write_dataframe(
            frame, path, layer=LAYER, driver="GPKG", geometry_type="MultiPolygon", promote_to_multi=True
        )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
