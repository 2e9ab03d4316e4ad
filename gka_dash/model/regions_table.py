"""In which region of a division (province, COROP, …) each municipality of a day lies.

Divisions are installed per year; a day without a table of its own uses the nearest year, through the mergers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gka_dash.model.dataset import Dataset
from gka_dash.model.mergers import nearest

PROVINCE = "provincie"
LABELS: Mapping[str, str] = {
    PROVINCE: "Provincie",
    "corop": "COROP-gebied",
    "arbeidsmarkt": "Arbeidsmarktregio",
    "rmc": "RMC-regio",
    "veiligheid": "Veiligheidsregio",
    "gka": "GKA-regio",
}
NOWHERE = ("", "niet bekend")

Region = tuple[str, str]
"""Code and name of a region."""


@dataclass(frozen=True)
class Placements:
    """Regions of the municipalities of a day; ``year`` is the table they come from (None: built in).

    ``notes`` are Dutch sentences about municipalities that could not simply be looked up.
    """

    regions: Mapping[str, Region]
    year: int | None
    notes: tuple[str, ...] = ()


def label_of(division: str) -> str:
    """Return what one region of a division is called by itself: ``jeugd-zorg`` becomes ``Jeugd zorg``."""
    return LABELS.get(division) or division.replace("-", " ").capitalize()


def divisions_in(dataset: Dataset) -> dict[str, str]:
    """Return label per division that can be chosen: provinces first, then the known ones, then others.

    The label is the one that was given with the last year that has one, else made from the short name.
    """
    found = {row.indeling for row in dataset.regioindelingen} - {PROVINCE}
    known = [division for division in LABELS if division in found]
    others = sorted(found.difference(known))
    rows = sorted(dataset.regioindelingen, key=lambda row: row.jaar)
    given = {row.indeling: row.benaming for row in rows if row.benaming}
    return {division: given.get(division) or label_of(division) for division in (PROVINCE, *known, *others)}


def installed_years(dataset: Dataset, division: str) -> tuple[int, ...]:
    """Return the years of which a division is installed, ascending; the provinces need none."""
    return tuple(sorted({row.jaar for row in dataset.regioindelingen if row.indeling == division}))


@dataclass(frozen=True)
class InstalledDivision:
    """A division of a year; ``year`` None is built in and holds for every year."""

    division: str
    label: str
    year: int | None
    regions: int
    municipalities: int


def installed_divisions(dataset: Dataset) -> tuple[InstalledDivision, ...]:
    """Return what there is to choose from, in the order of ``divisions_in``, each by year."""
    found: list[InstalledDivision] = []
    for division, label in divisions_in(dataset).items():
        if division == PROVINCE:
            places = dataset.gemeenten
            found.append(InstalledDivision(division, label, None, len(dataset.regions), len(places)))
        for year in installed_years(dataset, division):
            rows = [r for r in dataset.regioindelingen if (r.indeling, r.jaar) == (division, year)]
            count = len({row.regiocode for row in rows})
            found.append(InstalledDivision(division, label, year, count, len(rows)))
    return tuple(found)


def regions_of(dataset: Dataset, division: str, on: date) -> dict[str, Region]:
    """Return code and name of the region per code of ``dataset``: exactly one each.

    Raises KeyError for a division that is not installed.
    """
    return dict(placements(dataset, division, on).regions)


def placements(dataset: Dataset, division: str, on: date) -> Placements:
    """Return the regions of the municipalities of ``dataset`` on a day, with what had to be assumed.

    A municipality that is not in the table lies where its successors or predecessors are; when these lie in
    several regions, in the one with most of them (of equals the first code). One that leads nowhere lies in
    NOWHERE. Raises KeyError for a division that is not installed.
    """
    if division == PROVINCE:
        return Placements(
            {place.gemeentecode: (place.provinciecode, place.provincie) for place in dataset.gemeenten}, None
        )
    years = installed_years(dataset, division)
    if not years:
        raise KeyError(f"division {division} is not installed")
    year = min(years, key=lambda candidate: (_days_away(candidate, on), -candidate))
    table = {
        row.gemeentecode: (row.regiocode, row.regio)
        for row in dataset.regioindelingen
        if row.indeling == division and row.jaar == year
    }
    regions: dict[str, Region] = {}
    notes: list[str] = []
    for code in dataset.codes:
        regions[code], note = _region_of(dataset, code, table, year, on)
        if note:
            notes.append(note)
    return Placements(regions, year, tuple(notes))


def _region_of(
    dataset: Dataset, code: str, table: Mapping[str, Region], year: int, on: date
) -> tuple[Region, str]:
    if code in table:
        return table[code], ""
    name = dataset.municipality[code].gemeente
    counts = Counter(table[part] for part in _parts(dataset, code, table, later=date(year, 1, 1) > on))
    if not counts:
        return NOWHERE, f"{code} {name}: de indeling van {year} kent deze gemeente niet."
    region = min(counts, key=lambda candidate: (-counts[candidate], candidate))
    if len(counts) == 1:
        return region, ""
    where = ", ".join(f"{found[1]} ({count})" for found, count in sorted(counts.items()))
    parts = f"{code} {name}: de delen liggen in {year} in verschillende regio's: {where}."
    return region, f"{parts} De kaart toont {region[1]}."


def _parts(dataset: Dataset, code: str, table: Container[str], later: bool) -> tuple[str, ...]:
    """Return the codes of the table that ``code`` became (``later``) or came from, else the other way."""

    def after(known: str) -> Iterable[str]:
        return (merger.nieuwe_code for merger in dataset.mergers_by_old_code.get(known, ()))

    def before(known: str) -> Iterable[str]:
        return (merger.oude_code for merger in dataset.mergers_by_new_code.get(known, ()))

    first, second = (after, before) if later else (before, after)
    return nearest(code, table, first) or nearest(code, table, second)


def _days_away(year: int, on: date) -> int:
    """Return how many days lie between a day and a year: 0 inside it."""
    return max(0, (date(year, 1, 1) - on).days, (on - date(year, 12, 31)).days)
