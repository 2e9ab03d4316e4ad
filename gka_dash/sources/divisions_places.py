"""Which municipality a cell means, on 1 January of a year: a code, a name, or another spelling."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from gka_dash.model.dataset import Dataset
from gka_dash.model.division import expected_municipalities, first_known_day
from gka_dash.sources.wording import Suggester, folded

FULL_CODE = re.compile(r"GM[0-9]{4}")
_CODE = re.compile(r"(?:GM)?[ _-]?([0-9]{1,4})", re.IGNORECASE)
_ADDITION = re.compile(r"\s*\([^()]*\)$")


class Places:
    """The municipalities of 1 January of a year by code and by every spelling.

    Raises BoundaryError for a year before the merger table.
    """

    def __init__(self, dataset: Dataset, year: int) -> None:
        today = dataset.today
        self.year = year
        self.expected = expected_municipalities(today, date(year, 1, 1))
        self._names: dict[str, set[str]] = {}
        self._short: dict[str, set[str]] = {}
        spelled = [(name, code) for code, name in self.expected.items()]
        spelled += [(alias.alias, alias.gemeentecode) for alias in today.gemeentenaam_alias]
        for name, code in spelled:
            if code in self.expected:
                self._names.setdefault(folded(name), set()).add(code)
                self._short.setdefault(_short(name), set()).add(code)

    def codes_of(self, cell: str) -> set[str]:
        """The codes a cell can mean: none, one, or several of the same name.

        The CBS puts a province behind some names (``Hengelo (O.)``); that is needed only where names are
        equal without it.
        """
        code = code_in(cell)
        if code:
            return {code} & self.expected.keys()
        return self._names.get(folded(cell)) or self._short.get(_short(cell)) or set()

    def meant_by(self, cell: str, suggester: Suggester) -> list[str]:
        """Code and name of the municipalities that a cell that means none may have meant."""
        spelled = {folded(name): name for name in self.expected.values()}
        codes = {code for name in suggester.place(cell, spelled) for code in self.codes_of(name)}
        return [self.label(code) for code in sorted(codes)]

    def label(self, code: str) -> str:
        """Code and name, for a message."""
        return f"{code} {self.expected.get(code, '')}".strip()


def code_in(cell: str) -> str:
    """``GM0363`` for GM0363, gm363, 0363 and 363; empty for what is no code of a municipality."""
    number = _CODE.fullmatch(cell)
    return f"GM{number[1].zfill(4)}" if number else ""


def names_before(dataset: Dataset) -> dict[str, str]:
    """Names by code of every municipality of today and before."""
    today = dataset.today
    return {row.oude_code: row.oude_naam for row in today.herindelingen} | {
        place.gemeentecode: place.gemeente for place in today.gemeenten
    }


def place_test(dataset: Dataset) -> Callable[[str], bool]:
    """Make a test whether a cell is a code or a name of any municipality: to tell a row from a heading."""
    known = names_before(dataset)
    names = [*known.values(), *(alias.alias for alias in dataset.today.gemeentenaam_alias)]
    plain = {folded(name) for name in names} | {_short(name) for name in names}

    def is_place(cell: str) -> bool:
        return bool(cell) and (code_in(cell) in known or folded(cell) in plain or _short(cell) in plain)

    return is_place


def years_known(dataset: Dataset, this_year: int) -> range:
    """The years whose municipalities are known, up to the next one."""
    first = first_known_day(dataset.today)
    return range(first.year if first else this_year, this_year + 2)


def _short(name: str) -> str:
    return folded(_ADDITION.sub("", name))
