"""Bring borders in: read, check, make compact, and keep them only when they can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import geopandas as gpd

from gka_dash.errors import BoundaryError
from gka_dash.geo.compact import Compact, compact, dissolve
from gka_dash.geo.installed import Installed
from gka_dash.geo.keep import fingerprint, keep
from gka_dash.geo.progress import Progress
from gka_dash.geo.read import Boundaries, read_boundaries
from gka_dash.geo.verify import (
    check_gaps,
    check_list,
    check_names,
    check_overlaps,
    check_places,
    water_note,
)
from gka_dash.model.dataset import Dataset
from gka_dash.model.dates import dutch_date
from gka_dash.model.division import (
    change_dates,
    days_to_check,
    expected_municipalities,
    first_known_day,
    mergers_between,
    municipality_provinces,
)
from gka_dash.model.problem import Problem

LAST_YEAR = 2100
STEPS = 7
"""Steps of one import, for the progress bar."""


@dataclass(frozen=True)
class Imported:
    """What came of an import: `written` is empty when the borders were refused, and `problems` says why."""

    year: int
    written: tuple[Installed, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]

    @property
    def trusted(self) -> bool:
        """Whether the borders were written."""
        return bool(self.written)

    @property
    def reasons(self) -> tuple[Problem, ...]:
        """The problems because of which borders are refused."""
        return tuple(problem for problem in self.problems if _blocks(problem))


def default_attribution(year: int) -> str:
    """Return the line to show with CBS borders of a year (CC BY 4.0)."""
    return f"Gemeentegrenzen {year}: © CBS / Kadaster, CC BY 4.0; bewerkt."


def add_boundaries(
    file: Path,
    *,
    year: int,
    folder: Path,
    dataset: Dataset,
    reference: gpd.GeoDataFrame | None = None,
    valid_from: date | None = None,
    layer: str | None = None,
    attribution: str | None = None,
    origin: str | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Bring the borders of `year` in `file` into `folder`.

    `reference` holds today's municipalities (statcode, statnaam, RD New), to check that each lies in its
    place. `valid_from` is the first day they hold; without it that is 1 January, or the day in that year
    whose list of municipalities the file has. `origin` is the address the file came from. A change later
    in the year that only joins municipalities is made as well. Raises BoundaryError when the file as a
    whole cannot be used.
    """
    progress = progress or Progress.silent()
    days = _days(dataset, year, valid_from)
    names: dict[str, str] = {}
    # Today's too: a municipality that does not belong in the year is reported for that only.
    provinces = {row.gemeentecode: (row.provinciecode, row.provincie) for row in dataset.gemeenten}
    for day in reversed(days):
        names |= expected_municipalities(dataset, day)
        provinces |= municipality_provinces(dataset, day)
    read = read_boundaries(file, year=year, provinces=provinces, names=names, layer=layer, progress=progress)
    problems = [
        *read.problems,
        *_doubts(read, year, file.name),
        *_check_codes(read, dataset, days, file.name),
    ]
    day = _nearest_day(read, dataset, days)
    progress.step("overlappingen zoeken")
    problems += check_overlaps(read.frame, file.name)
    progress.step("vereenvoudigen en op elkaar laten aansluiten")
    small = compact(read.frame.geometry.to_numpy())
    frame = read.frame.set_geometry(small.shapes, crs=read.frame.crs)
    progress.step("met bekende grenzen vergelijken")
    notes = [*read.notes, *_what_was_done(small)]
    problems += _check_against(frame, reference, dataset, file.name, notes)
    if any(_blocks(problem) for problem in problems):
        return Imported(year, (), tuple(problems), tuple(notes))
    progress.step("schrijven")
    described = {
        "attribution": attribution or default_attribution(year),
        "source": {**fingerprint(file), "layer": read.layer, "origin": origin or ""},
        "notes": tuple(notes),
    }
    written = [keep(frame, day, folder, dataset, described, small, problems)]
    for change in days_to_check(dataset, year) if valid_from is None else ():
        joined = _joined(frame, dataset, day, change)
        if joined is not None:
            made = f"Gemaakt uit de grenzen van {dutch_date(day)} door gemeenten samen te voegen."
            more = {**described, "notes": (*notes, made)}
            written.append(keep(joined, change, folder, dataset, more, small, problems))
    return Imported(year, tuple(written), tuple(problems), tuple(notes))


def _days(dataset: Dataset, year: int, valid_from: date | None) -> tuple[date, ...]:
    """Return the days whose list the file may have."""
    first = first_known_day(dataset)
    start = first.year if first else year
    if not start <= year <= LAST_YEAR:
        raise BoundaryError(
            f"Grenzen van {year} kunnen niet worden gecontroleerd: welke gemeenten er waren, is bekend van "
            f"{start} tot nu. Kies een jaar vanaf {start}."
        )
    if valid_from is None:
        return days_to_check(dataset, year)
    if valid_from.year != year:
        raise BoundaryError(
            f"De datum {dutch_date(valid_from)} valt niet in {year}. Geef een dag in dat jaar."
        )
    return (valid_from,)


def _nearest_day(read: Boundaries, dataset: Dataset, days: tuple[date, ...]) -> date:
    codes = set(read.frame["statcode"])
    return min(days, key=lambda day: len(codes ^ expected_municipalities(dataset, day).keys()))


def _check_codes(read: Boundaries, dataset: Dataset, days: tuple[date, ...], table: str) -> list[Problem]:
    """Compare codes and names with the list of the day that fits best."""
    day = _nearest_day(read, dataset, days)
    codes = dict(zip(read.frame["statcode"], read.frame["statnaam"], strict=True))
    hint = _better_year(codes, dataset, day)
    return [
        *check_list(codes, expected_municipalities(dataset, day), day, table, hint),
        *check_names(read.problems, len(codes), table),
    ]


def _doubts(read: Boundaries, year: int, table: str) -> list[Problem]:
    """Return what makes the file as a whole doubtful: another year, or a municipality that lost a piece."""
    found: list[Problem] = []
    if read.years and year not in read.years:
        said = " en ".join(str(one) for one in read.years)
        message = f"Het bestand zegt zelf dat het van {said} is, niet van {year}."
        found.append(Problem(table, None, None, message, f"Gebruik --year {read.years[-1]}."))
    for code in dict.fromkeys(read.incomplete):
        message = f"Een stuk met de code {code} is weggelaten, dus die gemeente is niet compleet."
        hint = "Verbeter het bestand en probeer het opnieuw."
        found.append(Problem(table, None, "statcode", message, hint))
    return found


def _better_year(codes: Mapping[str, str], dataset: Dataset, day: date) -> str:
    """Return a hint when the codes fit the list of another day better."""
    off = {
        one: len(codes.keys() ^ expected_municipalities(dataset, one).keys())
        for one in (day, *change_dates(dataset))
    }
    best = min(off, key=lambda one: off[one])
    if off[best] >= off[day]:
        return ""
    return f"De codes passen beter bij de indeling van {dutch_date(best)}: probeer --year {best.year}."


def _check_against(
    frame: gpd.GeoDataFrame,
    reference: gpd.GeoDataFrame | None,
    dataset: Dataset,
    table: str,
    notes: list[str],
) -> list[Problem]:
    if reference is None:
        notes.append(
            "De plaats van de gemeenten is niet gecontroleerd: er zijn geen grenzen om mee te vergelijken."
        )
        return []
    water = water_note(frame, reference)
    notes.extend([water] if water else [])
    successors = {code: dataset.successors(code) for code in frame["statcode"]}
    return [
        *check_places(frame, reference, successors, table),
        *check_gaps(frame, reference, table),
    ]


def _joined(frame: gpd.GeoDataFrame, dataset: Dataset, day: date, change: date) -> gpd.GeoDataFrame | None:
    """Return the borders of a later day in the year, when joining those of `day` makes them."""
    if change <= day:
        return None
    rows = mergers_between(dataset, day, change)
    return dissolve(frame, rows, expected_municipalities(dataset, change))


def _blocks(problem: Problem) -> bool:
    """A feature that was left out has a row number; whether that matters shows in the list and the gaps."""
    return problem.severity == "fout" and problem.row is None


def _what_was_done(small: Compact) -> list[str]:
    before, after = (
        f"{count:,}".replace(",", ".") for count in (small.vertices_before, small.vertices_after)
    )
    done = []
    if small.tolerance:
        done.append(
            f"Vereenvoudigd van {before} naar {after} punten; grenzen schuiven daarbij ongeveer "
            f"{small.tolerance:.0f} meter op, meestal minder."
        )
    if small.cleaned:
        done.append("Smalle kieren en dubbele stukken tussen buren zijn gedicht.")
    return done
