"""What was read about divisions, before it is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gka_dash.model.problem import Problem, Severity

CBS_DIVISIONS: Mapping[str, tuple[tuple[str, ...], int, str]] = {
    "corop": (("CR",), 40, "COROP-gebieden"),
    "arbeidsmarkt": (("AM",), 35, "arbeidsmarktregio's"),
    # The CBS calls the RMC-regions "Regionale Meld- en Coördinatiepunten" and numbers them MC01, MC02, …
    "rmc": (("MC", "RM"), 40, "RMC-regio's"),
    "veiligheid": (("VR",), 25, "veiligheidsregio's"),
}
"""Per division: how its codes begin, how many regions there usually are, and what they are called."""

PREFIXES_IN_USE = ("PV", "LD", *(prefix for prefixes, _, _ in CBS_DIVISIONS.values() for prefix in prefixes))


@dataclass(frozen=True)
class Entry:
    """A row: in which region (code, name) a municipality lies. ``row`` is the row of the file."""

    row: int
    place: str
    code: str
    name: str


@dataclass(frozen=True)
class Found:
    """What a source says: entries per division, what was done with it, and what is wrong."""

    divisions: Mapping[str, tuple[Entry, ...]]
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def problem(
    source: str,
    message: str,
    hint: str = "",
    row: int | None = None,
    column: str | None = None,
    severity: Severity = "fout",
) -> Problem:
    """A problem of a source that is no table of ours."""
    return Problem(source, row, column, message, hint, severity)
