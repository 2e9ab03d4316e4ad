"""Bring divisions into regions in: read, check, and put into ``regioindelingen.csv``, or change nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gka_dash.errors import SourceError
from gka_dash.exports.csv_table import table_csv
from gka_dash.model.dataset import Dataset
from gka_dash.model.problem import Problem
from gka_dash.model.regions_table import LABELS, divisions_in, label_of
from gka_dash.model.schema import TABLE_BY_NAME, RegionOfMunicipality
from gka_dash.sources.cells import Words
from gka_dash.sources.csv_folder import grid_of
from gka_dash.sources.divisions_cbs import columns_of, has_divisions, place_column, read_cbs
from gka_dash.sources.divisions_check import Check
from gka_dash.sources.divisions_found import CBS_DIVISIONS, Found, problem
from gka_dash.sources.divisions_own import OWN, checked_name, read_own, used_prefixes
from gka_dash.sources.divisions_places import Places, names_before, place_test, years_known
from gka_dash.sources.divisions_sheet import Sheet, read_sheet
from gka_dash.sources.replace import replace_file
from gka_dash.sources.rows import read_rows
from gka_dash.sources.wording import shown

TABLE = TABLE_BY_NAME["regioindelingen"]
TABLES_OF_CBS = {
    2016: "83287NED",
    2017: "83553NED",
    2018: "83859NED",
    2019: "84378NED",
    2020: "84721NED",
    2021: "84929NED",
    2022: "85067NED",
    2023: "85385NED",
    2024: "85755NED",
    2025: "86059NED",
    2026: "86247NED",
}
"""The table "Gebieden in Nederland" of the CBS per year."""


@dataclass(frozen=True)
class Imported:
    """What an import did. ``rows`` are those of the divisions that were read, sorted; nothing is written
    while a problem is a ``fout`` (see ``trusted``)."""

    year: int
    rows: tuple[RegionOfMunicipality, ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def trusted(self) -> bool:
        """Whether the rows may be used."""
        return bool(self.rows) and not any(problem.severity == "fout" for problem in self.problems)

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """Per division: how many municipalities, in how many regions."""
        divisions = dict.fromkeys(row.indeling for row in self.rows)
        mine = {name: [row for row in self.rows if row.indeling == name] for name in divisions}
        return {name: (len(rows), len({row.regiocode for row in rows})) for name, rows in mine.items()}


def read_divisions(
    path: Path, dataset: Dataset, this_year: int, year: int | None = None, name: str = "", label: str = ""
) -> Imported:
    """Read a table of the CBS, or with ``name`` or ``label`` (or without divisions of the CBS) an own list.

    Writes nothing. Raises SourceError or BoundaryError for a file that cannot be used at all.
    """
    sheet = read_sheet(path, place_test(dataset))
    own = checked_name(name or name_from(label)) if name or label else ""
    year, notes = _year(sheet, path.name, dataset, this_year, year)
    places = Places(dataset, year)
    if not own and not _is_of_cbs(sheet, places):
        if len(sheet.titles) > 5:
            raise SourceError(
                f"In {path.name} staat geen indeling die wordt gebruikt: geen kolom met codes van "
                "COROP-gebieden (CR), arbeidsmarktregio's (AM), RMC-regio's (MC) of veiligheidsregio's (VR)."
            )
        own = OWN
    if own:
        shown_as = _checked_label(label, own, dataset)
        imported = checked(read_own(sheet, places, own, dataset), places, path.name, dataset, notes)
        return replace(imported, rows=tuple(replace(row, benaming=shown_as) for row in imported.rows))
    return checked(read_cbs(sheet, places, path.name), places, path.name, dataset, notes)


def _checked_label(label: str, division: str, dataset: Dataset) -> str:
    """Return the label to keep; empty when the short name gives the same. Raises SourceError."""
    longest = TABLE.column("benaming").longest
    if not label.isprintable() or len(label) > longest:
        raise SourceError(f"De tekst bij --label mag {longest} gewone tekens lang zijn, op één regel.")
    others = {name: text for name, text in {**LABELS, **divisions_in(dataset)}.items() if name != division}
    same = [name for name, text in others.items() if text.casefold() == label.casefold()]
    if same:
        raise SourceError(f"{shown(label)} is al de naam op het scherm van de indeling {same[0]}.")
    return "" if label == label_of(division) else label


def checked(
    found: Found, places: Places, source: str, dataset: Dataset, notes: Sequence[str] = ()
) -> Imported:
    """Check what was read of each division against the municipalities of the year."""
    rows: list[RegionOfMunicipality] = []
    problems = list(found.problems)
    known = names_before(dataset)
    for division, entries in found.divisions.items():
        taken = () if division in CBS_DIVISIONS else used_prefixes(dataset, division)
        check = Check(division, entries, places, source, known, taken)
        rows += check.rows
        problems += check.problems
    if not found.divisions and not any(problem.severity == "fout" for problem in problems):
        problems.append(
            problem(source, "er is geen enkele indeling gevonden.", "Kijk of dit de goede tabel is.")
        )
    return Imported(places.year, tuple(sorted(rows, key=_order)), (*notes, *found.notes), tuple(problems))


def write_divisions(imported: Imported, folder: Path, dataset: Dataset) -> Path:
    """Put the rows into the table in ``folder``: those of the same division and year are replaced.

    All or nothing. Raises SourceError when the rows are not to be trusted, when the table that is there has
    rows that cannot be read (they would be lost), or when the disk refuses.
    """
    path = folder / f"{TABLE.name}.csv"
    if not imported.trusted:
        raise SourceError("De indelingen zijn niet te vertrouwen en zijn niet opgeslagen.")
    lost = [p for p in dataset.problems if p.table == TABLE.name and p.severity == "fout"]
    if lost:
        raise SourceError(f"Herstel eerst {path.name}, anders gaan er rijen verloren. {lost[0]}")
    data = table_csv(TABLE, merged(dataset.regioindelingen, imported.rows)).encode()
    read = read_rows(TABLE, grid_of(TABLE, data), Words())
    if read.report.problems() or len(read.rows) != data.count(b"\n") - 1:
        raise SourceError("De indelingen zijn niet goed op te slaan. Er is niets veranderd.")
    try:
        replace_file(path, data)
    except OSError as error:
        raise SourceError(f"{path} is niet op te slaan: {error.strerror or error}.") from error
    return path


def merged(
    before: Collection[RegionOfMunicipality], new: Collection[RegionOfMunicipality]
) -> list[RegionOfMunicipality]:
    """Return the rows of before, without those of a division and year that is new, and the new ones."""
    replaced = {(row.indeling, row.jaar) for row in new}
    return sorted([*(row for row in before if (row.indeling, row.jaar) not in replaced), *new], key=_order)


def name_from(label: str) -> str:
    """Make the short name of an own division from its label: ``Jeugdregio`` becomes ``jeugdregio``."""
    if label.casefold() == label_of(OWN).casefold():
        return OWN
    return re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")[:20].strip("-")


def _is_of_cbs(sheet: Sheet, places: Places) -> bool:
    return has_divisions(columns_of(sheet, place_column(sheet, places)))


def _year(
    sheet: Sheet, name: str, dataset: Dataset, this_year: int, asked: int | None
) -> tuple[int, list[str]]:
    """Return the year that was asked, else that of the file, else one whose municipalities fit."""
    inside = _year_in(sheet.above)
    if asked:
        if inside and inside != asked:
            raise SourceError(
                f"Boven in {name} staat het jaar {inside}, maar gevraagd is {asked}. Klopt het jaar?"
            )
        return asked, []
    said = inside or _year_in(name)
    if said:
        return said, [
            f"Het jaar is {said}, volgens {'de kop van het bestand' if inside else 'de bestandsnaam'}."
        ]
    fitting = []
    for year in years_known(dataset, this_year):
        places = Places(dataset, year)
        codes = {c for cell in sheet.column(place_column(sheet, places)) for c in places.codes_of(cell)}
        if codes == places.expected.keys():
            fitting.append(year)
    chosen = this_year if this_year in fitting or not fitting else max(fitting)
    how = "de gemeenten passen daarbij" if fitting else "dat is dit jaar"
    return chosen, [f"Het jaar is {chosen}: {how}. Kies een ander jaar met --year."]


def _year_in(text: str) -> int | None:
    """The year behind "Gebieden in Nederland", or of the number of its table."""
    words = re.sub(r"[\s_]+", " ", text)
    title = re.search(r"Gebieden in Nederland ((?:19|20)\d\d)\b", words, re.IGNORECASE)
    if title:
        return int(title[1])
    return next((year for year, table in TABLES_OF_CBS.items() if table.casefold() in words.casefold()), None)


def _order(row: RegionOfMunicipality) -> tuple[str, int, str]:
    return row.indeling, row.jaar, row.gemeentecode
