"""The tables and borders of the twin, read with pandas the way the Plotly tutorials do.

The same CSV files and the same borders as the dashboard: nothing is left out and nothing is added.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import shapely

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
BORDERS = ROOT / "build" / "open" / "gemeenten.geojson"
UNKNOWN = "niet bekend"
YEARS = tuple(range(2016, 2024))


@cache
def borders() -> dict[str, Any]:
    """The 342 municipalities as GeoJSON (EPSG:4326, 5 decimals), with clockwise outer rings.

    Plotly draws a ring that runs the other way as "everything except this place", so whoever follows the
    tutorial with a file that keeps to RFC 7946 turns the rings first.
    """
    collection: dict[str, Any] = json.loads(BORDERS.read_text(encoding="utf-8"))
    for feature in collection["features"]:
        shape = shapely.orient_polygons(shapely.geometry.shape(feature["geometry"]), exterior_cw=True)
        feature["geometry"] = shapely.geometry.mapping(shape)
    return collection


@cache
def municipalities() -> pd.DataFrame:
    """One row per municipality: code, name, province, first and last possible day of joining."""
    rows = pd.json_normalize([feature["properties"] for feature in borders()["features"]])
    for column in ("ondertekend_van", "ondertekend_tot"):
        rows[column] = pd.to_datetime(rows[column])
    return rows


@cache
def activities() -> pd.DataFrame:
    """One row per activity; codes of merged municipalities are those of their successor."""
    rows = pd.read_csv(DATA / "interventies.csv")
    mergers = pd.read_csv(DATA / "herindelingen.csv")
    successor = dict(zip(mergers["oude_code"], mergers["nieuwe_code"], strict=True))
    rows["gemeentecode"] = rows["gemeentecode"].replace(successor)
    provinces = municipalities().set_index("statcode")["provcode"]
    rows["provcode"] = rows["gemeentecode"].map(provinces)
    rows["jaar"] = pd.to_numeric(rows["start"].str[:4])
    for column in ("themas", "sectoren"):
        rows[column] = rows[column].fillna(UNKNOWN).str.split("|")
    return rows


@cache
def themes() -> list[str]:
    """Names of the themes, and "niet bekend"."""
    return [*pd.read_csv(DATA / "themas.csv")["thema"], UNKNOWN]


@cache
def sectors() -> dict[str, str]:
    """Name of each sector by key, and "niet bekend"."""
    rows = pd.read_csv(DATA / "sectoren.csv")
    return dict(zip(rows["sector"], rows["naam"], strict=True)) | {UNKNOWN: UNKNOWN}


@cache
def regions() -> dict[str, str]:
    """Name of each province by code, in the order of their names."""
    rows = municipalities()[["provcode", "provnaam"]].drop_duplicates().sort_values("provnaam")
    return dict(zip(rows["provcode"], rows["provnaam"], strict=True))


@cache
def milestones() -> pd.DataFrame:
    """The published totals, with their dates."""
    rows = pd.read_csv(DATA / "mijlpalen.csv")
    rows["datum"] = pd.to_datetime(rows["datum"])
    return rows.sort_values("datum")


def matching(
    regio: str | None,
    thema: list[str],
    sector: list[str],
    aard: list[str],
    vanaf: int | None,
    tot: int | None,
    zoek: str,
) -> pd.DataFrame:
    """The activities that fit the filters."""
    rows = activities()
    if regio:
        rows = rows[rows["provcode"] == regio]
    rows = narrowed(rows, thema, sector)
    if aard:
        rows = rows[rows["aard"].isin(aard)]
    if vanaf:
        rows = rows[rows["jaar"] >= vanaf]
    if tot:
        rows = rows[rows["jaar"] <= tot]
    if zoek:
        rows = rows[rows["titel"].str.contains(zoek, case=False, regex=False)]
    return rows


def narrowed(rows: pd.DataFrame, themes: list[str], sectors: list[str]) -> pd.DataFrame:
    """The activities with one of these themes and one of these sectors; an empty list leaves all."""
    for column, wanted in (("themas", set(themes)), ("sectoren", set(sectors))):
        if wanted:
            rows = rows[[bool(wanted & set(found)) for found in rows[column]]]
    return rows


def totals(rows: pd.DataFrame, classes: pd.DataFrame, year: int) -> str:
    """The line above the map."""
    published = milestones()
    published = published[published["datum"] <= pd.Timestamp(year, 12, 31)]["gemeenten"].dropna()
    known = int((~classes["klasse"].isin(["geen agenda", "nog niet", "mogelijk"])).sum())
    total = (
        f"{int(published.iloc[-1])} gemeenten gepubliceerd" if len(published) else "nog niets gepubliceerd"
    )
    return f"Eind {year}: {total}, {known} met naam bekend; {len(rows)} activiteiten."
