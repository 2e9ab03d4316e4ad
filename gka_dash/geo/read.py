"""Read a file with municipal boundaries into one tidy table; what is wrong becomes a problem, not a stop."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd

from gka_dash.errors import BoundaryError
from gka_dash.geo.columns import CODE_COLUMNS, find_code_column, normalise_code
from gka_dash.geo.counts import count_problems, expected_counts
from gka_dash.geo.formats import choose_layer, layers_of, read_layer
from gka_dash.geo.progress import Progress
from gka_dash.geo.reference import RD_NEW, to_rd_new
from gka_dash.geo.repair import combine_same_code, repair_shapes
from gka_dash.geo.tidy import (
    fill_names,
    only_municipalities,
    only_this_year,
    tidy_table,
    with_provinces,
    without_water,
)
from gka_dash.model.problem import Problem

__all__ = [
    "COLUMNS",
    "RD_NEW",
    "Boundaries",
    "count_problems",
    "expected_counts",
    "normalise_code",
    "read_boundaries",
]

COLUMNS = ("statcode", "statnaam", "provcode", "provnaam", "geometry")


@dataclass(frozen=True)
class Boundaries:
    """The usable boundaries of one year and everything that was wrong with the rest.

    `frame` has the columns COLUMNS in EPSG:28992, is ordered by statcode, has every code once and holds
    valid (multi)polygons only. provcode and provnaam are "" where the file does not tell. `notes` are Dutch
    sentences on what was assumed; `layer` is the layer that was read, `years` the years its features name and
    `incomplete` the codes of which a piece that lies somewhere was left out.
    """

    year: int
    frame: gpd.GeoDataFrame
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    layer: str = ""
    years: tuple[int, ...] = ()
    incomplete: tuple[str, ...] = ()


def read_boundaries(
    path: Path | str,
    *,
    year: int,
    provinces: Mapping[str, tuple[str, str]] | None = None,
    names: Mapping[str, str] | None = None,
    layer: str | None = None,
    progress: Progress | None = None,
) -> Boundaries:
    """Read the municipal boundaries of `year` from any file that `formats` knows.

    `provinces` (code -> code, name) fills what is missing. `names` (code -> name) is the list to expect: it
    decides which column holds the codes and how names are written. Raises BoundaryError when the file as a
    whole cannot be used. A feature that cannot be used is left out and reported in `problems` with its
    number in the file, counted from 1.
    """
    file = Path(path)
    _must_be_there(file)
    listed = names or {}
    step = (progress or Progress.silent()).step
    step(f"{file.name} lezen")
    with tempfile.TemporaryDirectory(prefix="grenzen-") as workshop:
        chosen = choose_layer(
            layers_of(file, Path(workshop)), file=file.name, year=year, wanted=layer, expected=listed
        )
        raw = read_layer(chosen)
    if not len(raw):
        raise BoundaryError(f"Het bestand {file.name} bevat geen grenzen. Kies een ander bestand.")
    notes: list[str] = []
    problems: list[Problem] = []
    raw = without_water(only_municipalities(raw, notes), notes)
    raw, years = only_this_year(raw, year, len(listed) // 2, notes)
    code_column = find_code_column(raw.drop(columns=raw.geometry.name), listed)
    if code_column is None:
        columns = ", ".join(str(column) for column in raw.columns if column != raw.geometry.name)
        raise BoundaryError(
            f"Het bestand {file.name} heeft geen kolom met gemeentecodes. Gevonden kolommen: {columns}. "
            f"Noem de kolom met de codes {CODE_COLUMNS[0]}."
        )
    tidy = tidy_table(raw, code_column, listed, file.name, problems)
    del raw
    step("naar RD New omrekenen")
    tidy = to_rd_new(tidy, file.name, notes)
    incomplete: list[str] = []
    tidy = repair_shapes(tidy, file.name, problems, incomplete, progress)
    tidy = fill_names(tidy, listed, file.name, notes, problems)
    tidy = combine_same_code(tidy, file.name, problems, incomplete)
    # From here on a municipality has one name: that of the list, so that map and tables agree.
    tidy["statnaam"] = [
        listed.get(code, name) for code, name in zip(tidy.statcode, tidy.statnaam, strict=True)
    ]
    if not len(tidy):
        first = f" Eerste probleem: {problems[0]}" if problems else ""
        raise BoundaryError(f"Het bestand {file.name} bevat geen enkele bruikbare gemeente.{first}")
    tidy = with_provinces(tidy, provinces or {}, file.name, problems)
    if not listed:  # with a list the codes themselves are compared: see verify.py
        problems.extend(count_problems(len(tidy), year, file.name))
    frame = tidy.sort_values("statcode", ignore_index=True)[list(COLUMNS)]
    return Boundaries(year, frame, tuple(problems), tuple(notes), chosen.title, years, tuple(incomplete))


def _must_be_there(file: Path) -> None:
    if file.is_dir():
        return
    if not file.is_file():
        raise BoundaryError(f"Het bestand {file} met grenzen bestaat niet. Controleer de naam en de map.")
    if file.stat().st_size == 0:
        raise BoundaryError(f"Het bestand {file.name} is leeg. Haal het opnieuw op.")
