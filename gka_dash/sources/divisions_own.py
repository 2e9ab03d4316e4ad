"""A list of own regions: municipality and region, each in a column, with or without a header."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gka_dash.errors import SourceError
from gka_dash.model.dataset import Dataset
from gka_dash.model.regions_table import PROVINCE
from gka_dash.sources.divisions_cbs import REGION_CODE, place_column
from gka_dash.sources.divisions_found import CBS_DIVISIONS, PREFIXES_IN_USE, Entry, Found
from gka_dash.sources.divisions_places import Places
from gka_dash.sources.divisions_sheet import Line, Sheet
from gka_dash.sources.wording import folded, shown

OWN = "gka"
NAME = re.compile(r"[a-z0-9-]{2,20}")
_SAME_PLACE = 0.9
_MOST_COLUMNS = 5


def checked_name(name: str) -> str:
    """Return the short name of an own division. Raises SourceError for one that cannot be used."""
    if not NAME.fullmatch(name):
        raise SourceError(
            f"{shown(name)} kan geen naam van een indeling zijn. "
            "Gebruik 2 tot 20 kleine letters, cijfers en streepjes."
        )
    if name == PROVINCE or name in CBS_DIVISIONS:
        raise SourceError(
            f"De naam {name} is van een indeling van het CBS. Kies een andere naam, zoals {OWN}."
        )
    return name


def read_own(sheet: Sheet, places: Places, name: str, dataset: Dataset) -> Found:
    """Read a list of own regions as one division called ``name``.

    Regions without a code get one: that of the same region in an earlier import, else the next free number
    by name. Raises SourceError when the columns cannot be told apart.
    """
    at = place_column(sheet, places)
    columns = [place for place in range(len(sheet.titles)) if place != at and any(sheet.column(place))]
    if len(columns) > 1:
        columns = [place for place in columns if not _repeats(sheet, places, at, place)]
    coded = [place for place in columns if _all_codes(sheet.column(place))]
    named = [place for place in columns if place not in coded]
    if len(named) != 1 or len(coded) > 1:
        raise SourceError(
            f"Het bestand heeft {len(sheet.titles)} kolommen, maar het is niet duidelijk welke de "
            "regio's zijn. Geef per rij een gemeente en de naam van de regio, eventueel met een code van de "
            "regio ertussen."
        )
    rows = [line for line in sheet.lines if line.cells[at] or line.cells[named[0]]]
    if coded:
        return Found({name: tuple(_entry(line, at, line.cells[coded[0]], named[0]) for line in rows)})
    codes = codes_for({line.cells[named[0]] for line in rows} - {""}, name, dataset)
    entries = tuple(_entry(line, at, codes.get(folded(line.cells[named[0]]), ""), named[0]) for line in rows)
    return Found({name: entries}, (f"De regio's hebben deze codes gekregen: {_listed_codes(entries)}.",))


def codes_for(names: set[str], division: str, dataset: Dataset) -> Mapping[str, str]:
    """Return a code per folded name of a region; a name that was imported before keeps its code."""
    before = sorted((r.jaar, r.regio, r.regiocode) for r in dataset.regioindelingen if r.indeling == division)
    known = {folded(name): code for _, name, code in before}
    taken = set(known.values())
    prefix = prefix_for(division, dataset)
    codes: dict[str, str] = {}
    number = 0
    for name in sorted({folded(name) for name in names}):
        if name in known:
            codes[name] = known[name]
            continue
        number += 1
        while f"{prefix}{number:02d}" in taken:
            number += 1
        codes[name] = f"{prefix}{number:02d}"
    return codes


def prefix_for(division: str, dataset: Dataset) -> str:
    """Return the two letters for the codes of an own division, not used by any other division."""
    taken = used_prefixes(dataset, division)
    letters = re.sub(r"[^A-Z]", "", division.upper())
    wished = "GK" if division == OWN else (letters + "XX")[:2]
    others = (first + second for first in "XYZQ" for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return next(prefix for prefix in (wished, *others) if prefix not in taken)


def used_prefixes(dataset: Dataset, division: str) -> set[str]:
    """Return how codes of other divisions begin: a code in a link must tell its division."""
    others = {row.regiocode[:2] for row in dataset.regioindelingen if row.indeling != division}
    return {*others, *PREFIXES_IN_USE, "GM"}


def _entry(line: Line, at: int, code: str, named: int) -> Entry:
    return Entry(line.number, line.cells[at], code, line.cells[named])


def _repeats(sheet: Sheet, places: Places, at: int, place: int) -> bool:
    """Whether a column says the same municipalities again: the name beside the code."""
    pairs = [(line.cells[at], line.cells[place]) for line in sheet.lines if line.cells[place]]
    same = sum(bool(places.codes_of(one) & places.codes_of(other)) for one, other in pairs)
    return same >= _SAME_PLACE * len(pairs)


def _all_codes(cells: list[str]) -> bool:
    return all(REGION_CODE.fullmatch(cell) for cell in cells if cell)


def _listed_codes(entries: tuple[Entry, ...]) -> str:
    found = sorted({(entry.code, entry.name) for entry in entries if entry.code})
    return ", ".join(f"{code} {name}" for code, name in found[:30]) + (", …" if len(found) > 30 else "")
