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
