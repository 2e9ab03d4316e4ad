"""Checks of boundaries against each other and against the list of municipalities."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd

from gka_dash.geo.simplify import coverage_faults
from gka_dash.model.problem import Problem


def check_codes(frame: gpd.GeoDataFrame, names: Mapping[str, str], table: str) -> list[Problem]:
    """Report municipalities of `names` (code -> name) without a polygon, and polygons that are not in it."""
    drawn = dict(zip(frame["statcode"], frame["statnaam"], strict=True))
    missing = [
        Problem(
            table,
            None,
            "statcode",
            f"{names[code]} ({code}) heeft geen grens en staat niet op de kaart.",
            "Voeg het vlak toe of kies de grenzen van het goede jaar.",
        )
        for code in sorted(names.keys() - drawn.keys())
    ]
    unknown = [
        Problem(
            table,
            None,
            "statcode",
            f"{drawn[code] or 'Een vlak zonder naam'} ({code}) staat niet in de lijst met gemeenten.",
            "Controleer de code of kies de grenzen van het goede jaar.",
            "waarschuwing",
        )
        for code in sorted(drawn.keys() - names.keys())
    ]
    return missing + unknown


def check_coverage(frame: gpd.GeoDataFrame, table: str) -> list[Problem]:
    """Report regions that overlap a neighbour or whose border does not match that of the neighbour."""
    faults = coverage_faults(frame.geometry.to_numpy())
    if not faults:
        return []
    shown = [f"{frame['statnaam'].iloc[i]} ({frame['statcode'].iloc[i]})" for i in faults[:5]]
    return [
        Problem(
            table,
            None,
            "geometry",
            f"Bij {len(faults)} gemeenten sluit de grens niet aan op die van de buren: "
            f"{', '.join(shown)}{' …' if len(faults) > 5 else ''}.",
            "Op de kaart kunnen daar smalle kieren of dubbele stukken te zien zijn.",
            "waarschuwing",
        )
    ]
