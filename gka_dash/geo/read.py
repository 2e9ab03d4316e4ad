"""Read a file with municipal boundaries into one tidy table; what is wrong becomes a problem, not a stop.

Another format is one more entry in READERS; everything after it works on the same table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio

from gka_dash.errors import BoundaryError
from gka_dash.geo.repair import combine_same_code, repair_shapes
from gka_dash.model.problem import Problem

RD_NEW = 28992
COLUMNS = ("statcode", "statnaam", "provcode", "provnaam", "geometry")
CODE_COLUMNS = ("statcode", "gemeentecode", "gm_code", "code")
NAME_COLUMNS = ("statnaam", "gemeentenaam", "gm_naam", "naam", "gemeente")
GROUP_CODE_COLUMNS = ("provcode", "provinciecode")
GROUP_NAME_COLUMNS = ("provnaam", "provincie")
LAYERS = ("gemeenten", "gemeente_gegeneraliseerd", "gemeente_niet_gegeneraliseerd")
"""Layers to take, in this order, from a file that has more than one."""

EXPECTED_COUNTS: Mapping[int, frozenset[int]] = {
    2016: frozenset({390}),
    2017: frozenset({388}),
    2018: frozenset({380}),
    2019: frozenset({355}),
    2020: frozenset({355}),
    2021: frozenset({352}),
    2022: frozenset({345, 344}),  # Weesp joined Amsterdam on 24 March
}
COUNT_SINCE_2023 = frozenset({342})


@dataclass(frozen=True)
class Boundaries:
    """The usable boundaries of one year and everything that was wrong with the rest.

    `frame` has the columns COLUMNS in EPSG:28992, is ordered by statcode, has every code once and holds
    valid (multi)polygons only. provcode and provnaam are "" where the file does not tell.
    """

    year: int
    frame: gpd.GeoDataFrame
    problems: tuple[Problem, ...]


def read_boundaries(
    path: Path | str, *, year: int, provinces: Mapping[str, tuple[str, str]] | None = None
) -> Boundaries:
    """Read the municipal boundaries of `year`; `provinces` (code -> code, name) fills what is missing.

    Raises BoundaryError when the file as a whole cannot be used. A feature that cannot be used is left out
    and reported in `problems` with its number in the file, counted from 1.
    """
    file = Path(path)
    raw = _load(file)
    if not len(raw):
        raise BoundaryError(f"Het bestand {file.name} bevat geen grenzen. Kies een ander bestand.")
    code_column = _find_column(raw, CODE_COLUMNS)
    if code_column is None:
        columns = ", ".join(str(column) for column in raw.columns if column != raw.geometry.name)
        raise BoundaryError(
            f"Het bestand {file.name} heeft geen kolom met gemeentecodes. Gevonden kolommen: {columns}. "
            f"Noem de kolom met de codes {CODE_COLUMNS[0]}."
        )
    if raw.crs is None:
        raise BoundaryError(
            f"Het bestand {file.name} zegt niet in welk coördinatenstelsel de grenzen staan. "
            "Sla het opnieuw op met het stelsel erbij, het liefst RD New (EPSG:28992)."
        )
    problems: list[Problem] = []
    tidy = _tidy(raw, code_column, file.name, problems)
    tidy = repair_shapes(tidy.to_crs(RD_NEW), file.name, problems)
    tidy = combine_same_code(tidy, file.name, problems)
    if not len(tidy):
        raise BoundaryError(
            f"Het bestand {file.name} bevat geen enkele bruikbare gemeente. Eerste probleem: {problems[0]}"
        )
    tidy = _with_provinces(tidy, provinces or {}, file.name, problems)
    problems.extend(count_problems(len(tidy), year, file.name))
    frame = tidy.sort_values("statcode", ignore_index=True)[list(COLUMNS)]
    return Boundaries(year, frame, tuple(problems))


def expected_counts(year: int) -> frozenset[int] | None:
    """Return how many municipalities `year` had (two numbers when it changed), None before 2016."""
    return COUNT_SINCE_2023 if year >= 2023 else EXPECTED_COUNTS.get(year)


def count_problems(found: int, year: int, table: str) -> list[Problem]:
    """Report a number of municipalities that does not fit the year."""
    expected = expected_counts(year)
    if expected is None or found in expected:
        return []
    wanted = " of ".join(str(number) for number in sorted(expected, reverse=True))
    return [
        Problem(
            table,
            None,
            None,
            f"Er zijn {found} bruikbare gemeenten; in {year} waren er {wanted}.",
            "Controleer of het bestand bij dit jaar hoort en of alle gemeenten erin staan.",
            "waarschuwing",
        )
    ]


def normalise_code(value: object) -> str | None:
    """Return a code as GM and four digits (14, "14", " gm0014 " -> "GM0014"), None when it is no code."""
    text = "" if value is None else str(value).strip().upper()
    match = re.fullmatch(r"(?:GM)?(\d{1,4})(?:\.0)?", text)
    return f"GM{int(match.group(1)):04d}" if match and int(match.group(1)) else None


def _load(file: Path) -> gpd.GeoDataFrame:
    if not file.is_file():
        raise BoundaryError(f"Het bestand {file} met grenzen bestaat niet. Controleer de naam en de map.")
    if file.stat().st_size == 0:
        raise BoundaryError(f"Het bestand {file.name} is leeg. Haal het opnieuw op.")
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise BoundaryError(
            f"Het bestand {file.name} heeft een soort die niet gelezen kan worden. "
            f"Gebruik een van deze: {', '.join(sorted(READERS))}."
        )
    try:
        raw = reader(file)
    except BoundaryError:
        raise
    except Exception as error:  # GDAL and its drivers raise many kinds; each means the same to the user
        raise BoundaryError(
            f"Het bestand {file.name} kan niet gelezen worden; misschien is het beschadigd of afgebroken. "
            "Haal het opnieuw op."
        ) from error
    if not isinstance(raw, gpd.GeoDataFrame):
        raise BoundaryError(f"Het bestand {file.name} bevat wel gegevens, maar geen grenzen.")
    return raw


def _read_with_gdal(file: Path) -> Any:
    layers = [str(name) for name, _ in pyogrio.list_layers(file)]
    if not layers:
        raise BoundaryError(f"Het bestand {file.name} bevat geen kaartlaag. Kies een ander bestand.")
    chosen = next((name for name in LAYERS if name in layers), layers[0] if len(layers) == 1 else None)
    if chosen is None:
        raise BoundaryError(
            f"Het bestand {file.name} heeft deze kaartlagen: {', '.join(layers)}. "
            f"Geen ervan heet {' of '.join(LAYERS)}."
        )
    return gpd.read_file(file, layer=chosen)


READERS: dict[str, Callable[[Path], Any]] = {
    ".gpkg": _read_with_gdal,
    ".geojson": _read_with_gdal,
    ".json": _read_with_gdal,
}
"""File suffix -> function that returns the raw GeoDataFrame."""


def _find_column(raw: gpd.GeoDataFrame, names: tuple[str, ...]) -> str | None:
    by_lower = {str(column).lower(): str(column) for column in raw.columns}
    return next((by_lower[name] for name in names if name in by_lower), None)


def _texts(raw: gpd.GeoDataFrame, names: tuple[str, ...]) -> list[str]:
    column = _find_column(raw, names)
    if column is None:
        return [""] * len(raw)
    return ["" if pd.isna(value) else str(value).strip() for value in raw[column]]


def _tidy(raw: gpd.GeoDataFrame, code_column: str, table: str, problems: list[Problem]) -> gpd.GeoDataFrame:
    """Return the own columns plus `feature`, the number in the file; features without a code are left out."""
    names = _texts(raw, NAME_COLUMNS)
    codes = [None if pd.isna(value) else normalise_code(value) for value in raw[code_column]]
    for number, (code, value, name) in enumerate(zip(codes, raw[code_column], names, strict=True), start=1):
        if code is None:
            called = f" ({name})" if name else ""
            what = "geen gemeentecode" if pd.isna(value) or not str(value).strip() else f"de code “{value}”"
            problems.append(
                Problem(
                    table,
                    number,
                    code_column,
                    f"Vlak {number}{called} heeft {what} en is weggelaten.",
                    "Geef het vlak een code van GM en vier cijfers, bijvoorbeeld GM0363.",
                )
            )
    tidy = gpd.GeoDataFrame(
        {
            "feature": range(1, len(raw) + 1),
            "statcode": codes,
            "statnaam": names,
            "provcode": _texts(raw, GROUP_CODE_COLUMNS),
            "provnaam": _texts(raw, GROUP_NAME_COLUMNS),
        },
        geometry=raw.geometry.to_numpy(),
        crs=raw.crs,
    )
    return tidy[[code is not None for code in codes]].reset_index(drop=True)


def _with_provinces(
    tidy: gpd.GeoDataFrame, provinces: Mapping[str, tuple[str, str]], table: str, problems: list[Problem]
) -> gpd.GeoDataFrame:
    pairs = [
        (province, name) if province else provinces.get(code, ("", ""))
        for code, province, name in zip(tidy["statcode"], tidy["provcode"], tidy["provnaam"], strict=True)
    ]
    without = [code for code, pair in zip(tidy["statcode"], pairs, strict=True) if not pair[0]]
    if without:
        shown = ", ".join(without[:5]) + (" …" if len(without) > 5 else "")
        problems.append(
            Problem(
                table,
                None,
                GROUP_CODE_COLUMNS[0],
                f"Van {len(without)} gemeenten is de provincie niet bekend: {shown}.",
                "Ze staan wel op de kaart, maar horen bij geen provincie.",
                "waarschuwing",
            )
        )
    return tidy.assign(provcode=[pair[0] for pair in pairs], provnaam=[pair[1] for pair in pairs])
