"""Six hand-made regions for most tests, the real country for the rest."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from gka_dash.geo.artefact import build_boundaries
from gka_dash.geo.read import Boundaries, read_boundaries

DATA = Path(__file__).parents[2] / "data"
WEST, SOUTH, SIDE = 100_000.0, 400_000.0, 10_000.0


def cell(column: float, row: float, size: float = 1.0) -> Any:
    """Return a square of `size` times 10 km, `column` to the east and `row` to the north."""
    x, y = WEST + column * SIDE, SOUTH + row * SIDE
    return shapely.box(x, y, x + size * SIDE, y + size * SIDE)


@pytest.fixture
def square() -> Callable[..., Any]:
    return cell


@pytest.fixture
def squares() -> gpd.GeoDataFrame:
    """A 2 x 2 block in two provinces, an enclave inside one of them and an island to the east.

    0002 | 0003 |            Boven: 0002 0003
    0001 | 0004 (0005) 0006  Onder: 0001 0004 0005 0006
    """
    enclave = cell(1.4, 0.4, 0.2)
    shapes = [cell(0, 0), cell(0, 1), cell(1, 1), cell(1, 0).difference(enclave), enclave, cell(3, 0)]
    names = ["Linksonder", "Linksboven", "Rechtsboven", "Rechtsonder", "Binnenin", "Eiland"]
    provinces = ["PV01", "PV02", "PV02", "PV01", "PV01", "PV01"]
    return gpd.GeoDataFrame(
        {
            "statcode": [f"GM{number:04d}" for number in range(1, 7)],
            "statnaam": names,
            "provcode": provinces,
            "provnaam": [{"PV01": "Onder", "PV02": "Boven"}[code] for code in provinces],
        },
        geometry=[shapely.multipolygons([shape]) for shape in shapes],
        crs=28992,
    )


@pytest.fixture(scope="session")
def country() -> Boundaries:
    return read_boundaries(DATA / "geo" / "gemeenten_2024_afgeleid.gpkg", year=2024)


@pytest.fixture(scope="session")
def artefact(country: Boundaries) -> dict[str, Any]:
    return build_boundaries(country.frame, year=2024)


@pytest.fixture(scope="session")
def municipalities() -> dict[str, dict[str, str]]:
    with (DATA / "gemeenten.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {row["gemeentecode"]: row for row in csv.DictReader(stream)}


@pytest.fixture(scope="session")
def parse_path() -> Callable[[str], list[list[tuple[int, int]]]]:
    """Return an independent reader of relative paths: text -> rings of absolute vertices."""

    def parse(text: str) -> list[list[tuple[int, int]]]:
        rings: list[list[tuple[int, int]]] = []
        pen = np.array([0, 0])
        for command, body in re.findall(r"([mlhvz])([^mlhvz]*)", text):
            numbers = [int(number) for number in re.findall(r"-?\d+", body)]
            if command == "z":
                pen = np.array(rings[-1][0])
                continue
            if command == "m":
                rings.append([])
            steps = {
                "h": [(number, 0) for number in numbers],
                "v": [(0, number) for number in numbers],
            }.get(command) or list(zip(numbers[::2], numbers[1::2], strict=True))
            for step in steps:
                pen = pen + step
                rings[-1].append((int(pen[0]), int(pen[1])))
        return rings

    return parse
