"""Can borders be trusted? Checks against the list of that day and against where municipalities are known
to lie.

A problem with severity "fout" means: do not use these borders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from gka_dash.geo.simplify import coverage_faults
from gka_dash.model.dates import dutch_date
from gka_dash.model.problem import Problem

KM2 = 1_000_000.0
MOST_OVERLAP_M2 = 1.0 * KM2
MOST_OVERLAP_SHARE = 0.05
"""Two municipalities may overlap by at most this, and this part of the smaller one: more is no drawing
error."""
NAMED_OVERLAP_M2 = 10_000.0
MOST_GAP_M2 = 10.0 * KM2
MOST_GAP_SHARE = 0.10
NAMED_GAP_M2 = 6.0 * KM2
"""Land without a municipality. The official borders of 2022 leave at most 5.4 square kilometres (or 2.0 %)
per municipality of the borders that come with the dashboard uncovered, more than SHORE_M inside them."""
SHORE_M = 300.0
LEAST_IN_PLACE = 0.5
MOST_OTHER_NAMES = 0.05


def check_list(
    codes: Mapping[str, str], expected: Mapping[str, str], on: date, table: str, hint: str
) -> list[Problem]:
    """Compare codes (code -> name) with the list of a day; each deviation is a problem of its own."""
    day = dutch_date(on)
    missing = [
        Problem(
            table, None, "statcode", f"{code} {expected[code]} ontbreekt; de gemeente bestond op {day}.", ""
        )
        for code in sorted(expected.keys() - codes.keys())
    ]
    unknown = [
        Problem(
            table,
            None,
            "statcode",
            f"{code} {codes[code] or '(zonder naam)'} hoort er niet bij: op {day} bestond deze gemeente "
            "niet.",
            "",
        )
        for code in sorted(codes.keys() - expected.keys())
    ]
    if not missing and not unknown:
        return []
    count = Problem(
        table, None, None, f"Er zijn {len(codes)} gemeenten; op {day} waren het er {len(expected)}.", hint
    )
    return [count, *missing, *unknown]


def check_names(problems: Sequence[Problem], count: int, table: str) -> list[Problem]:
    """Refuse borders of which so many names are different that codes and polygons must have been mixed up."""
    other = sum(problem.column == "statnaam" for problem in problems)
    if other <= max(3, count * MOST_OTHER_NAMES):
        return []
    return [
        Problem(
            table,
            None,
            "statnaam",
            f"Bij {other} van de {count} gemeenten hoort de naam niet bij de code.",
            "De codes en de namen staan waarschijnlijk niet op dezelfde regel.",
        )
    ]


def check_overlaps(frame: gpd.GeoDataFrame, table: str) -> list[Problem]:
    """Report pairs that overlap by more than NAMED_OVERLAP_M2; more than a drawing error is a "fout"."""
    shapes = frame.geometry.to_numpy()
    faulty = np.array(coverage_faults(shapes), dtype=np.int64)
    if not len(faulty):
        return []
    near, other = shapely.STRtree(shapes).query(shapes[faulty], predicate="intersects")
    pairs = sorted({(min(a, b), max(a, b)) for a, b in zip(faulty[near], other, strict=True) if a != b})
    one, two = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
    area = shapely.area(shapely.intersection(shapes[one], shapes[two]))
    smaller = np.minimum(shapely.area(shapes[one]), shapely.area(shapes[two]))
    return [
        Problem(
            table,
            None,
            "geometry",
            f"{_named(frame, first)} en {_named(frame, second)} overlappen elkaar: {_size(size)}.",
            "Het dubbele stuk is aan één van beide gegeven."
            if small
            else "Zo'n groot stuk kan niet kloppen.",
            "waarschuwing" if small else "fout",
        )
        for (first, second), size, least in zip(pairs, area.tolist(), smaller.tolist(), strict=True)
        if size > NAMED_OVERLAP_M2 or size > least * MOST_OVERLAP_SHARE
        for small in [size <= MOST_OVERLAP_M2 and size <= least * MOST_OVERLAP_SHARE]
    ]


def check_places(
    frame: gpd.GeoDataFrame,
    reference: gpd.GeoDataFrame,
    successors: Mapping[str, Sequence[str]],
    table: str,
) -> list[Problem]:
    """Report municipalities that do not lie where they (or what they became) lie in the borders we know.

    `reference` holds today's municipalities, `successors` tells which of those each code became.
    """
    known = dict(zip(reference["statcode"], reference.geometry, strict=True))
    problems: list[Problem] = []
    for position, (code, shape) in enumerate(zip(frame["statcode"], frame.geometry, strict=True)):
        parts = [known[now] for now in successors.get(code, ()) if now in known]
        if not parts:
            continue
        # Borders may run through water or stop at the shore: the smaller of the two must lie in the other.
        common = sum(float(shapely.intersection(shape, part).area) for part in parts)
        smaller = min(float(shape.area), sum(float(part.area) for part in parts))
        if common < smaller * LEAST_IN_PLACE:
            problems.append(
                Problem(
                    table,
                    None,
                    "geometry",
                    f"{_named(frame, position)} ligt niet op de plek waar deze gemeente hoort te liggen.",
                    "Controleer of de code bij het goede vlak staat.",
                )
            )
    return problems


def check_gaps(frame: gpd.GeoDataFrame, reference: gpd.GeoDataFrame, table: str) -> list[Problem]:
    """Report land of the borders we know that no municipality covers."""
    land = reference.geometry.to_numpy()
    inside = shapely.buffer(shapely.union_all(land), -SHORE_M)
    open_land = shapely.difference(inside, shapely.union_all(frame.geometry.to_numpy()))
    if open_land.is_empty:
        return []
    uncovered = shapely.area(shapely.intersection(land, open_land))
    share = uncovered / np.maximum(shapely.area(land), 1.0)
    too_much = (share > MOST_GAP_SHARE) | (uncovered > MOST_GAP_M2)
    problems: list[Problem] = []
    for position in np.flatnonzero(too_much | (uncovered > NAMED_GAP_M2)).tolist():
        part = f"{share[position]:.0%} van die gemeente" if share[position] >= 0.01 else "minder dan 1%"
        problems.append(
            Problem(
                table,
                None,
                "geometry",
                f"Bij {_named(reference, position)} hoort {_size(float(uncovered[position]))} land ({part}) "
                "bij "
                "geen enkele gemeente.",
                "Daar zit een gat in de grenzen." if too_much[position] else "Misschien is het water.",
                "fout" if too_much[position] else "waarschuwing",
            )
        )
    return problems


def water_note(frame: gpd.GeoDataFrame, reference: gpd.GeoDataFrame) -> str | None:
    """Return a sentence when the borders hold far more than the land we know: they run through open water."""
    extra = float(frame.area.sum() - reference.area.sum())
    if extra < 0.1 * float(reference.area.sum()):
        return None
    return (
        f"De grenzen bevatten {_size(extra)} meer dan het land: ze lopen door het water. "
        "De kaart ziet er dan anders uit; grenzen tot aan de kust zijn mooier."
    )


def _named(frame: gpd.GeoDataFrame, position: Any) -> str:
    row = frame.iloc[int(position)]
    return f"{row.statcode} {row.statnaam}".strip()


def _size(square_metres: float) -> str:
    if square_metres >= 0.1 * KM2:
        return f"{square_metres / KM2:.1f} km²".replace(".", ",")
    return f"{max(1, round(square_metres / 10_000))} ha"
