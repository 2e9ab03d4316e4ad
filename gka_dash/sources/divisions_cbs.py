"""The columns of the CBS table "Gebieden in Nederland", whose numbers differ from year to year.

A column belongs to a division by its title (``Lokaliseringen van gemeenten/COROP-gebieden/Code (code)``), and
where there are only keys with numbers (``Code_10``) by how its values begin: CR, AM, MC, VR.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from gka_dash.model.problem import Problem
from gka_dash.sources.divisions_found import CBS_DIVISIONS, Entry, Found, problem
from gka_dash.sources.divisions_places import FULL_CODE, Places
from gka_dash.sources.divisions_sheet import Sheet
from gka_dash.sources.wording import listed, shown

REGION_CODE = re.compile(r"([A-Z]{2})[0-9]{2,4}")
# Letters that a title has and letters that it must not have, because neighbours of the table are called
# nearly the same: COROP-subgebieden, Regioplus-arbeidsmarktregio's.
_TITLES = {
    "corop": (("corop",), ("coropsub", "coropplus")),
    "arbeidsmarkt": (("arbeidsmarktregio",), ("plusarbeidsmarktregio",)),
    "rmc": (("meldencoordinatie", "rmcregio", "rmcgebied"), ()),
    "veiligheid": (("veiligheidsregio",), ()),
}


@dataclass(frozen=True)
class Column:
    """A column: where it stands, its title, the division of its title, and how its codes begin."""

    place: int
    title: str
    division: str
    prefix: str


def place_column(sheet: Sheet, places: Places) -> int:
    """The column of the municipalities: the first of mostly codes, else that with most different names.

    Codes come first, also where one of them is unknown while the name beside it is not.
    """

    def score(place: int) -> tuple[bool, int, int]:
        cells = sheet.column(place)
        codes = {next(iter(found)) for cell in cells if len(found := places.codes_of(cell)) == 1}
        mostly_codes = 2 * sum(bool(FULL_CODE.fullmatch(cell)) for cell in cells) > len(cells)
        return mostly_codes, 0 if mostly_codes else len(codes), -place

    return max(range(len(sheet.titles)), key=score)


def columns_of(sheet: Sheet, skip: int) -> list[Column]:
    """Every column but that of the municipalities, with what can be told of it."""
    found = []
    for place, title in enumerate(sheet.titles):
        if place != skip:
            found.append(Column(place, title, _division_of(title), _prefix(sheet.column(place))))
    return found


def has_divisions(columns: list[Column]) -> bool:
    """Whether any column is a code column of a division of the CBS."""
    return any(column.prefix and _division(column) for column in columns)


def read_cbs(sheet: Sheet, places: Places, source: str) -> Found:
    """Read the divisions of CBS_DIVISIONS from a table of the CBS; other columns are passed over."""
    at = place_column(sheet, places)
    columns = columns_of(sheet, at)
    divisions: dict[str, tuple[Entry, ...]] = {}
    notes: list[str] = []
    problems: list[Problem] = []
    for division, (_, _, called) in CBS_DIVISIONS.items():
        pair = _pair(columns, division, called, source, problems)
        if pair:
            code, name = pair
            notes.append(f"{called}: kolom {_named(code)} met kolom {_named(name)}.")
            divisions[division] = tuple(
                Entry(line.number, line.cells[at], line.cells[code.place], line.cells[name.place])
                for line in sheet.lines
                if _counts(line.cells[at], line.cells[code.place])
            )
        elif not any(problem.column == division for problem in problems):
            notes.append(f"{called}: staan niet in dit bestand.")
    others = sorted({column.prefix for column in columns if column.prefix and not _division(column)})
    if others:
        notes.append(f"Niet gebruikt: andere indelingen (codes met {listed(others, most=12)}).")
    return Found(divisions, tuple(notes), tuple(problems))


def _pair(
    columns: list[Column], division: str, called: str, source: str, problems: list[Problem]
) -> tuple[Column, Column] | None:
    """The columns with codes and names of a division; None, with a problem, when one cannot be told."""
    mine = [column for column in columns if _division(column) == division]
    codes = [column for column in mine if column.prefix or _says(column.title, "code")]
    if not mine:
        return None
    if not codes:
        message = f"er zijn wel namen maar geen codes van {called}; die indeling is overgeslagen."
        problems.append(
            problem(source, message, "Haal ook de kolom met codes op.", None, division, "waarschuwing")
        )
        return None
    if len(codes) > 1:
        message = (
            f"er zijn {len(codes)} kolommen met codes van {called}: {listed([_named(c) for c in codes])}."
        )
        problems.append(problem(source, message, "Haal de kolom weg die er niet hoort.", None, division))
        return None
    (code,) = codes
    named = [column for column in mine if column is not code]
    after = [
        c for c in columns if c.place == code.place + 1 and not c.prefix and c.division in ("", division)
    ]
    candidates = [c for c in named if _says(c.title, "naam")] or after or named
    if not candidates:
        message = f"er zijn wel codes maar geen namen van {called}; die indeling is overgeslagen."
        problems.append(
            problem(source, message, "Haal ook de kolom met namen op.", None, division, "waarschuwing")
        )
        return None
    return code, candidates[0]


def _division(column: Column) -> str:
    """The division by title, else by how the codes begin, unless the title is that of a neighbour."""
    if column.division or _is_neighbour(column.title):
        return column.division
    return next((name for name, (prefixes, _, _) in CBS_DIVISIONS.items() if column.prefix in prefixes), "")


def _division_of(title: str) -> str:
    letters = _letters(title)
    if _is_neighbour(title):
        return ""
    return next(
        (name for name, (wanted, _) in _TITLES.items() if any(word in letters for word in wanted)), ""
    )


def _is_neighbour(title: str) -> bool:
    letters = _letters(title)
    return any(word in letters for _, unwanted in _TITLES.values() for word in unwanted)


def _letters(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.lower())


def _says(title: str, word: str) -> bool:
    return word in _letters(title.rsplit("/", 1)[-1])


def _prefix(cells: list[str]) -> str:
    """How most codes of a column begin; empty for a column whose cells are mostly no codes."""
    filled = [cell for cell in cells if cell]
    found = Counter(code[1] for cell in filled if (code := REGION_CODE.fullmatch(cell)))
    return found.most_common(1)[0][0] if 2 * found.total() > len(filled) else ""


def _counts(place: str, code: str) -> bool:
    """Whether a row is about a municipality, and not a total or a line such as "Bron: CBS"."""
    return bool(FULL_CODE.fullmatch(place)) or bool(code and code != ".")


def _named(column: Column) -> str:
    return shown(
        column.title.rsplit("/", 2)[-2] if column.title.count("/") > 1 else column.title or "zonder naam"
    )
