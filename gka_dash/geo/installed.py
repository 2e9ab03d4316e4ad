"""Which borders are installed: a GeoPackage and, next to it, a small JSON file that says what they are.

No GeoPandas here, so that the web process may use it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from gka_dash.errors import BoundaryError

FORMAT = 1
DERIVED = re.compile(r"gemeenten_(\d{4})_afgeleid\.gpkg")
_NAME = re.compile(r"gemeenten_(\d{4})(?:_(\d{2})(\d{2}))?\.json")
_MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Installed:
    """Borders that can be drawn.

    They hold from `valid_from` to `valid_to` (both included) of one year. `same_from` and `same_to` bound the
    stretch in which the list of municipalities is the same (None: open), so in which they can stand in for
    another year. `official` is false for the borders that come with the dashboard.
    """

    path: Path
    year: int
    valid_from: date
    valid_to: date
    same_from: date | None
    same_to: date | None
    count: int
    official: bool
    attribution: str
    source: dict[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Tell whether these are the borders of that day."""
        return self.valid_from <= day <= self.valid_to

    def same_list_on(self, day: date) -> bool:
        """Tell whether the same municipalities existed on that day."""
        return (self.same_from is None or self.same_from <= day) and (
            self.same_to is None or day <= self.same_to
        )

    @property
    def key(self) -> str:
        """`2022`, or `2022-0324` for borders that begin on another day than 1 January."""
        start = self.valid_from
        return f"{start.year}" if (start.month, start.day) == (1, 1) else f"{start:%Y-%m%d}"


def file_name(valid_from: date) -> str:
    """Return the name of the GeoPackage for borders that begin on a day."""
    later = "" if (valid_from.month, valid_from.day) == (1, 1) else f"_{valid_from:%m%d}"
    return f"gemeenten_{valid_from.year:04d}{later}.gpkg"


def side_car(borders: Installed, more: dict[str, Any]) -> dict[str, Any]:
    """Return the content of the JSON file next to the GeoPackage; `more` is what only people read."""
    facts = asdict(borders)
    facts["path"] = borders.path.name
    facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
    return {"format": FORMAT, **facts, **more}


def installed_from(facts: Mapping[str, Any], folder: Path) -> Installed:
    """Return the borders that JSON describes; KeyError, TypeError or ValueError when it does not."""
    return Installed(
        path=folder / str(facts["path"]),
        year=int(facts["year"]),
        valid_from=date.fromisoformat(facts["valid_from"]),
        valid_to=date.fromisoformat(facts["valid_to"]),
        same_from=_day(facts["same_from"]),
        same_to=_day(facts["same_to"]),
        count=int(facts["count"]),
        official=bool(facts["official"]),
        attribution=str(facts["attribution"]),
        source=dict(facts["source"]),
        notes=tuple(map(str, facts["notes"])),
    )


def read_side_car(path: Path) -> Installed:
    """Read one JSON file; raises BoundaryError when it does not describe a GeoPackage next to it."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError("too large")
        facts = json.loads(path.read_text(encoding="utf-8"))
        if facts["format"] != FORMAT:
            raise ValueError("other format")
        borders = replace(installed_from(facts, path.parent), path=path.with_suffix(".gpkg"))
        if borders.path.stat().st_size != int(facts["bytes"]):
            raise ValueError("another file")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise BoundaryError(
            f"Het bestand {path.name} hoort niet (meer) bij {path.stem}.gpkg. Voeg de grenzen opnieuw toe "
            "met "
            "python -m gka_dash boundaries add."
        ) from error
    return borders


def installed_boundaries(folders: Iterable[Path]) -> tuple[list[Installed], list[str]]:
    """Return the borders in these folders, by first day, and Dutch sentences on files that cannot be used.

    Of two sets for one day the one in the first folder counts.
    """
    found: dict[date, Installed] = {}
    faults: list[str] = []
    for folder in folders:
        for path in sorted(folder.glob("gemeenten_*.json")) if folder.is_dir() else ():
            if not _NAME.fullmatch(path.name):
                continue
            try:
                borders = read_side_car(path)
            except BoundaryError as error:
                faults.append(str(error))
                continue
            found.setdefault(borders.valid_from, borders)
    return [found[day] for day in sorted(found)], faults


def best_for(borders: Iterable[Installed], day: date) -> tuple[Installed | None, bool]:
    """Return the borders to draw for a day and whether they show the municipalities of that day.

    First those that hold on the day; then those with the same municipalities; then those whose days are
    nearest, of equals the later ones. Within a rank official borders come before derived ones. (None,
    False) for none.
    """
    all_of_them = list(borders)
    if not all_of_them:
        return None, False
    best = min(
        all_of_them,
        key=lambda one: (
            not one.holds_on(day),
            not one.same_list_on(day),
            _days_away(one, day),
            not one.official,
            -one.valid_from.toordinal(),
        ),
    )
    return best, best.holds_on(day) or best.same_list_on(day)


def _days_away(borders: Installed, day: date) -> int:
    """Return how many days a day lies outside the stretch with the municipalities of these borders."""
    start = min(borders.valid_from, borders.same_from or borders.valid_from)
    end = max(borders.valid_to, borders.same_to or borders.valid_to)
    return max((start - day).days, (day - end).days, 0)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
