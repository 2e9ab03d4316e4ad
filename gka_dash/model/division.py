"""Which municipalities existed on a day, by walking today's list back through the mergers.

No GeoPandas here, so that the web process may use it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from gka_dash.errors import BoundaryError
from gka_dash.model.dataset import Dataset
from gka_dash.model.dates import dutch_date
from gka_dash.model.regions_table import regions_of
from gka_dash.model.schema import Merger, Municipality

FIRST_CODE_OF_TABLE = 1942
"""Gooise Meren, the first municipality formed on or after 1 January 2016. Some higher numbers are older
(given out of order, long before): see formation_dates."""

PROVINCE_BEFORE: Mapping[str, tuple[date, str, str]] = {
    "GM0545": (date(2019, 1, 1), "PV28", "Zuid-Holland"),
    "GM0707": (date(2019, 1, 1), "PV28", "Zuid-Holland"),
}
"""Leerdam and Zederik went from Zuid-Holland to Utrecht when they merged into Vijfheerenlanden (Vianen was in
Utrecht already): the only change of province since 2016. Code -> day of the change, province until then."""


def first_known_day(dataset: Dataset) -> date | None:
    """Return the day of the oldest merger of the table, before which it tells nothing (None: no table)."""
    return min((merger.datum for merger in dataset.herindelingen), default=None)


def change_dates(dataset: Dataset) -> tuple[date, ...]:
    """Return the days on which the list of municipalities changed, ascending."""
    return tuple(sorted({merger.datum for merger in dataset.herindelingen}))


def formation_dates(dataset: Dataset) -> dict[str, date]:
    """Return per code of a newly formed municipality the day it began.

    A merger table tells who went up into whom, not whether the successor was there already. New
    municipalities get the next number of one ascending series, so a successor is new when its number is
    higher than every number given before; Amsterdam (0363) or Súdwest-Fryslân (1900) that take in a
    neighbour are not.
    """
    formed: dict[str, date] = {}
    last = FIRST_CODE_OF_TABLE - 1
    for day in change_dates(dataset):
        numbers = {_number(merger.nieuwe_code) for merger in dataset.herindelingen if merger.datum == day}
        new = {number for number in numbers if number > last}
        formed.update({f"GM{number:04d}": day for number in new})
        last = max((last, *new))
    return formed


def expected_municipalities(dataset: Dataset, on: date) -> dict[str, str]:
    """Return code -> name of every municipality that existed on a day, ordered by code.

    Raises BoundaryError for a day before the first merger of the table, where the list is not known.
    """
    first = first_known_day(dataset)
    if first and on < first:
        raise BoundaryError(
            f"Welke gemeenten er op {dutch_date(on)} waren, is niet bekend: de tabel met herindelingen "
            f"begint op {dutch_date(first)}. Kies een jaar vanaf {first.year}."
        )
    names = {row.gemeentecode: row.gemeente for row in dataset.gemeenten}
    formed = formation_dates(dataset)
    for day in reversed(change_dates(dataset)):
        if day <= on:
            break
        rows = [merger for merger in dataset.herindelingen if merger.datum == day]
        for row in rows:
            if formed.get(row.nieuwe_code) == day:
                names.pop(row.nieuwe_code, None)
        names.update({row.oude_code: row.oude_naam for row in rows})
    return dict(sorted(names.items()))


def municipality_provinces(dataset: Dataset, on: date) -> dict[str, tuple[str, str]]:
    """Return code -> (code, name) of the province of every municipality that existed on a day.

    A municipality of the past is placed where its successors are now, and by PROVINCE_BEFORE where it is
    known that this differs. One whose successors lie in several provinces is left out: the table cannot tell.
    """
    found: dict[str, tuple[str, str]] = {}
    for code in expected_municipalities(dataset, on):
        if code in PROVINCE_BEFORE and on < PROVINCE_BEFORE[code][0]:
            found[code] = PROVINCE_BEFORE[code][1:]
            continue
        now = [dataset.municipality[successor] for successor in dataset.successors(code)]
        provinces = {(row.provinciecode, row.provincie) for row in now}
        if len(provinces) == 1:
            found[code] = provinces.pop()
    return found


def same_list(dataset: Dataset, on: date) -> tuple[date | None, date | None]:
    """Return the first and last day of the stretch around `on` with the same municipalities; None: open."""
    changes = change_dates(dataset)
    start = max((day for day in changes if day <= on), default=None)
    after = min((day for day in changes if day > on), default=None)
    return start, after - timedelta(days=1) if after else None


def days_to_check(dataset: Dataset, year: int) -> tuple[date, ...]:
    """Return the days of `year` on which a list of municipalities began: 1 January and later changes."""
    start = date(year, 1, 1)
    return (start, *(day for day in change_dates(dataset) if day.year == year and day > start))


def mergers_between(dataset: Dataset, after: date, until: date) -> tuple[Merger, ...]:
    """Return the merger rows with after < date <= until, by date."""
    rows = (merger for merger in dataset.herindelingen if after < merger.datum <= until)
    return tuple(sorted(rows, key=lambda merger: (merger.datum, merger.oude_code)))


def _number(code: str) -> int:
    return int(code.removeprefix("GM"))


def redivided(dataset: Dataset, division: str, on: date) -> Dataset:
    """Return the same facts with the regions of a division where the provinces stood.

    Raises nothing: a municipality that the division does not know lies in no region.
    """
    regions = regions_of(dataset, division, on)
    municipalities = tuple(
        replace(
            place,
            provinciecode=regions.get(place.gemeentecode, ("", ""))[0],
            provincie=regions.get(place.gemeentecode, ("", "niet bekend"))[1],
        )
        for place in dataset.gemeenten
    )
    return replace(dataset, gemeenten=municipalities, base=dataset.today)


def rebased(dataset: Dataset, on: date) -> Dataset:
    """Return the same facts on the municipalities of another day.

    Agendas and activities follow through the mergers in both directions; counts of agendas stay those of
    ``dataset``, which is kept as ``today``. Municipalities whose province the table cannot tell get none.
    Raises BoundaryError for a day before the first merger of the table.
    """
    today = dataset.today
    provinces = municipality_provinces(today, on)
    municipalities = tuple(
        Municipality(
            gemeentecode=code,
            gemeente=name,
            provinciecode=provinces.get(code, ("", ""))[0],
            provincie=provinces.get(code, ("", "niet bekend"))[1],
        )
        for code, name in expected_municipalities(today, on).items()
    )
    return replace(today, gemeenten=municipalities, base=today)
