"""From the columns of a file to our own: code, name and province of each polygon that is a municipality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import geopandas as gpd
import numpy as np

from gka_dash.geo.columns import (
    GROUP_CODE_COLUMNS,
    GROUP_NAME_COLUMNS,
    KIND_COLUMNS,
    WATER_COLUMNS,
    find_column,
    find_name_column,
    is_water,
    mended,
    normalise_code,
    normalise_province,
    same_name,
    text_of,
    years_in,
)
from gka_dash.model.problem import Problem

NOT_A_MUNICIPALITY = {
    "GM0997": "water",
    "GM0998": "buitenland",
    "GM0999": "niet ingedeeld",
    "GM9999": "water",
}


def only_municipalities(raw: gpd.GeoDataFrame, notes: list[str]) -> gpd.GeoDataFrame:
    """Keep the features that say they are municipalities, in a file that mixes them with other regions."""
    column = find_column(raw.columns, KIND_COLUMNS)
    if column is None:
        return raw
    ours = np.array([text_of(value).casefold() == "gemeente" for value in raw[column]])
    if ours.all() or not ours.any():
        return raw
    notes.append(
        f"{int((~ours).sum())} vlakken zijn volgens de kolom {column} geen gemeente en zijn weggelaten."
    )
    return raw[ours]


def without_water(raw: gpd.GeoDataFrame, notes: list[str]) -> gpd.GeoDataFrame:
    """Drop the polygons that CBS marks as water or abroad."""
    column = find_column(raw.columns, WATER_COLUMNS)
    if column is None:
        return raw
    water = np.array([is_water(value) for value in raw[column]])
    if not water.any() or water.all():
        return raw
    count = int(water.sum())
    what = "1 vlak is" if count == 1 else f"{count} vlakken zijn"
    notes.append(f"{what} volgens de kolom {column} water en {'is' if count == 1 else 'zijn'} weggelaten.")
    return raw[~water]


def only_this_year(
    raw: gpd.GeoDataFrame, year: int, least: int, notes: list[str]
) -> tuple[gpd.GeoDataFrame, tuple[int, ...]]:
    """Keep the features of `year` in a file with several years; returns the years that are left as well.

    With fewer than `least` features of that year the column must mean something else, and tells nothing.
    """
    column, years = years_in(raw.drop(columns=raw.geometry.name))
    named = Counter(found for found in years if found)
    if len(named) <= 1:
        return raw, tuple(named)
    if named[year] < max(least, 1):
        return raw, ()
    notes.append(
        f"Het bestand bevat meer jaren (kolom {column}); alleen de vlakken van {year} zijn gebruikt."
    )
    return raw[[found == year for found in years]], (year,)


def tidy_table(
    raw: gpd.GeoDataFrame, code_column: str, names: Mapping[str, str], table: str, problems: list[Problem]
) -> gpd.GeoDataFrame:
    """Return the own columns plus `feature`, the number in the file; features without a code are left out."""
    codes = [normalise_code(value) for value in raw[code_column]]
    facts = raw.drop(columns=raw.geometry.name)
    name_column = find_name_column(facts, codes, names)
    called = [text_of(value) for value in raw[name_column]] if name_column else [""] * len(raw)
    numbers = [int(index) + 1 for index in raw.index]
    for number, code, value, name in zip(numbers, codes, raw[code_column], called, strict=True):
        if code is None:
            problems.append(_without_code(table, number, code_column, text_of(value), name))
        elif code in NOT_A_MUNICIPALITY and code not in names:
            problems.append(
                Problem(
                    table,
                    number,
                    code_column,
                    f"Vlak {number} ({code}) is {NOT_A_MUNICIPALITY[code]}, geen gemeente, en is weggelaten.",
                    "",
                    "waarschuwing",
                )
            )
    tidy = gpd.GeoDataFrame(
        {
            "feature": numbers,
            "statcode": codes,
            "statnaam": called,
            "provcode": _column(raw, GROUP_CODE_COLUMNS, normalise_province),
            "provnaam": _column(raw, GROUP_NAME_COLUMNS, text_of),
        },
        geometry=raw.geometry.to_numpy(),
        crs=raw.crs,
    )
    keep = [code is not None and (code not in NOT_A_MUNICIPALITY or code in names) for code in codes]
    return tidy[keep].reset_index(drop=True)


def fill_names(
    tidy: gpd.GeoDataFrame, names: Mapping[str, str], table: str, notes: list[str], problems: list[Problem]
) -> gpd.GeoDataFrame:
    """Write names as the list does; a name that means something else is reported and kept for now."""
    written = [mended(name) if same_name(name, names.get(code, "")) else name for code, name in _pairs(tidy)]
    if names and not any(written):
        notes.append("Het bestand heeft geen namen van gemeenten; ze komen uit de eigen lijst.")
    final: list[str] = []
    for number, code, name in zip(tidy["feature"], tidy["statcode"], written, strict=True):
        listed = names.get(code, "")
        if listed and name and not same_name(name, listed):
            problems.append(
                Problem(
                    table,
                    int(number),
                    "statnaam",
                    f"{code} heet in het bestand “{name}” en in de lijst met gemeenten “{listed}”.",
                    "Controleer of de codes bij de goede vlakken staan.",
                    "waarschuwing",
                )
            )
            final.append(name)
        else:
            final.append(listed or name)
    return tidy.assign(statnaam=final)


def with_provinces(
    tidy: gpd.GeoDataFrame, provinces: Mapping[str, tuple[str, str]], table: str, problems: list[Problem]
) -> gpd.GeoDataFrame:
    """Fill the provinces that the file does not tell; those that nobody knows are reported and stay ""."""
    pairs = [
        (province, name or provinces.get(code, ("", province))[1])
        if province
        else provinces.get(code, ("", ""))
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


def _pairs(tidy: gpd.GeoDataFrame) -> list[tuple[str, str]]:
    return list(zip(tidy["statcode"], tidy["statnaam"], strict=True))


def _column(raw: gpd.GeoDataFrame, names: tuple[str, ...], clean: object) -> list[str]:
    column = find_column(raw.columns, names)
    if column is None or not callable(clean):
        return [""] * len(raw)
    return [clean(value) for value in raw[column]]


def _without_code(table: str, number: int, column: str, value: str, name: str) -> Problem:
    called = f" ({name})" if name else ""
    what = f"de code “{value}”" if value else "geen gemeentecode"
    return Problem(
        table,
        number,
        column,
        f"Vlak {number}{called} heeft {what} en is weggelaten.",
        "Geef het vlak een code van GM en vier cijfers, bijvoorbeeld GM0363.",
    )
