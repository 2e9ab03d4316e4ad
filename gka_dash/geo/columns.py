"""Which column holds the codes, which the names, and what a code looks like in all its disguises."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import pandas as pd

CODE_COLUMNS = (
    "statcode",
    "gemeentecode",
    "gm_code",
    "gmcode",
    "gem_code",
    "gemcode",
    "identificatie",
    "code",
    "gm",
    "jrstatcode",
)
NAME_COLUMNS = (
    "statnaam",
    "gemeentenaam",
    "gm_naam",
    "gmnaam",
    "gem_naam",
    "gemnaam",
    "gemeente",
    "naam",
    "name",
    "officielenaam",
)
GROUP_CODE_COLUMNS = ("provcode", "provinciecode", "prov_code", "pv_code", "ligtinprovinciecode")
GROUP_NAME_COLUMNS = ("provnaam", "provincienaam", "provincie", "pv_naam", "ligtinprovincienaam")
WATER_COLUMNS = ("h2o", "water")
YEAR_COLUMNS = ("jrstatcode", "jaarcode", "jaar", "peiljaar")
KIND_COLUMNS = ("rubriek",)

_DBF_NAME = 10
"""A Shapefile cuts the names of columns after this many characters."""
_CODE = re.compile(r"(?:(?:19|20)\d\d)?GM ?(\d{1,4})|(\d{1,4})(?:\.0+)?")
_WRITTEN_CODE = re.compile(r"(?:(?:19|20)\d\d)?GM ?\d{4}")
_NEARLY = 0.9
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\x00"), None)


def text_of(value: object) -> str:
    """Return a cell as text without blanks around it or invisible signs in it; "" for an empty one."""
    if value is None or (not isinstance(value, str) and bool(pd.isna(value))):
        return ""
    return str(value).translate(_INVISIBLE).strip()


def normalise_code(value: object) -> str | None:
    """Return a code as GM and four digits (14, "14", 14.0, " gm0014 " -> "GM0014"), None when it is no
    code."""
    match = _CODE.fullmatch(text_of(value).upper())
    number = int(match.group(1) or match.group(2)) if match else 0
    return f"GM{number:04d}" if number else None


def normalise_province(value: object) -> str:
    """Return a province code as PV and two digits (20, "PV20", "20.0" -> "PV20"), "" when it is none."""
    match = re.fullmatch(r"(?:PV ?)?(\d{1,2})(?:\.0+)?", text_of(value).upper())
    return f"PV{int(match.group(1)):02d}" if match else ""


def find_column(columns: Iterable[Any], names: tuple[str, ...]) -> str | None:
    """Return the column that has one of these names, the first name first.

    Capitals, blanks, dashes and underscores do not count; a name that a Shapefile cut off is known too.
    """
    known: dict[str, str] = {}
    for column in columns:
        known.setdefault(_plain(str(column)), str(column))
    for name in map(_plain, names):
        for form in (name, name[:_DBF_NAME]):
            if form in known:
                return known[form]
    return None


def find_code_column(table: pd.DataFrame, expected: Collection[str] = ()) -> str | None:
    """Return the column with municipality codes, None when there is none.

    With `expected` the content decides: of the columns that hold nearly as many different codes of that
    list as the best one (an object number that happens to be called `code` does not) the one with the most
    usual name. Without it the name does, and a column with another name must hold written codes such as
    GM0363 in half of its rows.
    """
    found: list[tuple[int, int, str]] = []
    for column in (str(column) for column in table.columns if str(column) != "geometry"):
        rank = _rank(column, CODE_COLUMNS)
        cells = [text_of(value) for value in table[column]]
        if expected:
            score = len({normalise_code(cell) for cell in cells} & set(expected))
            enough = score > 0 if rank else score * 2 >= min(len(expected), len(cells))
        else:
            score = sum(bool(_WRITTEN_CODE.fullmatch(cell.upper())) for cell in cells)
            enough = score * 2 >= len(cells)
        if enough or rank:
            found.append((score, rank, column))
    if not found:
        return None
    best = max(score for score, _, _ in found) * _NEARLY if expected else 0
    return max((rank, score, column) for score, rank, column in found if score >= best)[2]


def find_name_column(table: pd.DataFrame, codes: list[str | None], names: Mapping[str, str]) -> str | None:
    """Return the column with names: where they agree most with `names` (code -> name), else by its usual
    name."""
    usual = find_column(table.columns, NAME_COLUMNS)
    if not names:
        return usual
    best, chosen = 0, usual
    for column in (str(column) for column in table.columns if str(column) != "geometry"):
        score = sum(
            code in names and same_name(text_of(value), names[code])
            for code, value in zip(codes, table[column], strict=True)
            if code
        )
        if score > best:
            best, chosen = score, column
    return chosen


def same_name(one: str, other: str) -> bool:
    """Tell whether two names mean the same: accents, capitals, punctuation and "(L.)" do not count."""
    return _fold(one) == _fold(other) or _fold(mended(one)) == _fold(other)


def mended(text: str) -> str:
    """Return text that was written as UTF-8 and read as a Western code page as it was meant."""
    for page in ("cp1252", "latin-1"):
        try:
            return text.encode(page).decode("utf-8")
        except UnicodeError:
            continue
    return text


def is_water(value: object) -> bool:
    """Tell whether a cell of a column such as H2O says that the polygon is water or lies abroad."""
    return text_of(value).upper() in {"JA", "J", "B", "TRUE", "1", "WATER"}


def years_in(table: pd.DataFrame) -> tuple[str | None, list[int | None]]:
    """Return the column that tells the year of each feature and those years; (None, …) when there is none."""
    for name in YEAR_COLUMNS:
        column = find_column(table.columns, (name,))
        if column is None:
            continue
        years = [_year(value) for value in table[column]]
        if any(years):
            return column, years
    return None, [None] * len(table)


def most_common(values: Iterable[Any]) -> Any:
    """Return the value that occurs most (the first of equals), None for no values."""
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted else None


def _year(value: object) -> int | None:
    match = re.match(r"((?:19|20)\d\d)(?!\d)", text_of(value))
    return int(match.group(1)) if match else None


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())


def _rank(column: str, names: tuple[str, ...]) -> int:
    """Return how usual a name is: higher is better, 0 is not usual. GM2022 and GM_2022 count as GM."""
    plain = re.sub(r"(?<=gm)(?:19|20)?\d\d$", "", _plain(column))
    forms = [_plain(name) for name in names]
    for place, form in enumerate(forms):
        if plain in (form, form[:_DBF_NAME]):
            return len(forms) - place
    return 0


def _fold(name: str) -> str:
    without_addition = re.sub(r"\s*\([^)]*\)?\s*$", "", name)
    letters = unicodedata.normalize("NFKD", without_addition).casefold()
    return "".join(sign for sign in letters if sign.isalnum())
