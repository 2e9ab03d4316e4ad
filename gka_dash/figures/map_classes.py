"""What each municipality looks like on the map: one sign per municipality and a legend of classes.

A sign that is drawn comes from two: the *base* sign of the colouring, which knows no date, and the
membership sign at a date. ``STAND`` and ``DIFFERENCE`` say how they combine; the browser uses the same two
tables to recolour while somebody drags the timeline, so the rule stands here and nowhere else.
"""

from dataclasses import dataclass
from typing import Any

from gka_dash.model.dataset import Dataset, once_per_dataset
from gka_dash.model.membership import joining_year
from gka_dash.model.view import View, agenda_themes
from gka_dash.model.vocabulary import slug

NO_AGENDA, NOT_YET, POSSIBLE, YEAR_UNKNOWN = "-", "n", "m", "y"

# Membership sign -> sign that is drawn; None keeps the base sign.
STAND: dict[str, str | None] = {"-": None, "n": NOT_YET, "m": POSSIBLE, "z": None}
# Membership sign at the first day and at the last day -> sign that is drawn.
DIFFERENCE: dict[str, str] = {
    "--": NO_AGENDA,
    "nn": NOT_YET,
    "nm": "?",
    "nz": "+",
    "mm": "?",
    "mz": "?",
    "zz": "=",
}
RAMP = ("--ramp-1", "--ramp-2", "--ramp-3", "--ramp-4", "--ramp-5")
AMOUNTS = (
    (1, "1 activiteit"),
    (2, "2 activiteiten"),
    (4, "3 of 4 activiteiten"),
    (None, "5 of meer activiteiten"),
)


@dataclass(frozen=True)
class MapClass:
    """A row of the legend: ``fill`` and ``base`` are names of colours in assets/tokens.css."""

    sign: str
    label: str
    fill: str
    pattern: str | None = None
    base: str | None = None

    def as_json(self) -> dict[str, str | None]:
        """The class as the map script reads it."""
        return dict(vars(self))


@dataclass(frozen=True)
class Colouring:
    """Base signs in the order of ``Dataset.codes``, and the classes in legend order."""

    base: str
    classes: tuple[MapClass, ...]


_POSSIBLE = MapClass(POSSIBLE, "mogelijk al aangesloten", "--ramp-3", "dots", "--card")
_NOT_YET = MapClass(NOT_YET, "op deze datum nog niet aangesloten", "--later")
_NO_AGENDA = MapClass(NO_AGENDA, "geen agenda gevonden", "--none")
_MEMBERSHIP = (_POSSIBLE, _NOT_YET, _NO_AGENDA)


def colouring(view: View) -> Colouring:
    """Base signs and classes of the chosen colouring; in a difference the classes of the difference."""
    chosen = view.selection.colouring
    if view.since:
        return Colouring(_years(view.dataset).base, _DIFFERENCE_CLASSES)
    if chosen == "jaar":
        return _years(view.dataset)
    if chosen == "interventies":
        return _amounts(view)
    return _theme(view, chosen)


_DIFFERENCE_CLASSES = (
    MapClass("+", "nieuw aangesloten", "--ramp-1"),
    MapClass("?", "mogelijk nieuw", "--ramp-3", "dots", "--card"),
    MapClass("=", "was al aangesloten", "--ramp-4"),
    MapClass(NOT_YET, "nog niet aangesloten", "--later"),
    _NO_AGENDA,
)


def drawn_signs(view: View) -> str:
    """The signs that are drawn at the view's day, or for its difference."""
    if view.since:
        pairs = zip(view.signs_since, view.signs, strict=True)
        return "".join(DIFFERENCE[before + after] for before, after in pairs)
    base = colouring(view).base
    return "".join(STAND[sign] or own for own, sign in zip(base, view.signs, strict=True))


def class_counts(view: View) -> dict[str, int]:
    """Number of municipalities per class inside the chosen region; adds up to all of them."""
    inside = {m.gemeentecode for m in view.municipalities}
    signs = [sign for code, sign in zip(view.dataset.codes, drawn_signs(view), strict=True) if code in inside]
    return {cls.sign: signs.count(cls.sign) for cls in colouring(view).classes}


def map_state(view: View) -> dict[str, Any]:
    """What the map script needs of a view; membership at a date comes from the timeline in the browser."""
    look = colouring(view)
    return {
        "base": look.base,
        "classes": [cls.as_json() for cls in look.classes],
        "fits": view.fits if view.narrows else "",
        "group": view.selection.region or None,
        "edition": view.edition,
        "division": view.selection.division,
    }


@once_per_dataset
def _years(dataset: Dataset) -> Colouring:
    agendas = dataset.agendas_by_municipality
    year_of = {code: joining_year(rows) for code, rows in agendas.items()}
    years = sorted({year for year in year_of.values() if year is not None})
    # There are no more colours than RAMP: later years share the last one, and its label says so.
    first = years[: len(RAMP)]
    sign_of = {year: chr(ord("A") + min(index, len(RAMP) - 1)) for index, year in enumerate(years)}
    base = "".join(
        NO_AGENDA if code not in agendas else sign_of.get(year_of[code] or 0, YEAR_UNKNOWN)
        for code in dataset.codes
    )
    labels = [str(year) for year in first]
    if len(years) > len(first):
        labels[-1] += " en later"
    rows = zip(first, labels, RAMP, strict=False)
    classes = [MapClass(sign_of[year], label, fill) for year, label, fill in rows]
    unknown = MapClass(YEAR_UNKNOWN, "aangesloten, jaar niet gevonden", "--ramp-3", "hatch", "--ramp-5")
    return Colouring(base, (*classes, unknown, *_MEMBERSHIP))


def _amounts(view: View) -> Colouring:
    agendas = view.dataset.agendas_by_municipality
    found = view.activities_by_municipality

    def sign(code: str) -> str:
        number = len(found.get(code, ()))
        if number == 0:
            return "0" if code in agendas else NO_AGENDA
        step = next(i for i, (most, _) in enumerate(AMOUNTS) if most is None or number <= most)
        return str(step + 1)

    classes = [MapClass(str(i + 1), label, RAMP[3 - i]) for i, (_, label) in enumerate(AMOUNTS)][::-1]
    none = MapClass("0", "agenda, geen (passende) activiteit beschreven", "--ramp-3", "hatch", "--card")
    return Colouring("".join(sign(code) for code in view.dataset.codes), (*classes, none, *_MEMBERSHIP))


def _theme(view: View, theme: str) -> Colouring:
    agendas = view.dataset.agendas_by_municipality
    activities = view.dataset.interventions_by_municipality
    named = agenda_themes(view.dataset)
    label = view.vocabulary.themes[theme]

    def sign(code: str) -> str:
        in_agenda = theme in named.get(code, ())
        in_activity = any(theme in map(slug, row.themas) for row in activities.get(code, ()))
        if in_agenda and in_activity:
            return "b"
        if in_agenda:
            return "a"
        if in_activity:
            return "i"
        return "0" if code in agendas else NO_AGENDA

    classes = (
        MapClass("b", f"{label} in agenda en activiteit", "--ramp-1"),
        MapClass("a", "alleen in de agenda", "--ramp-3"),
        MapClass("i", "alleen in een activiteit", "--ramp-4"),
        MapClass("0", "agenda zonder dit thema", "--line-strong", "cross", "--card"),
        *_MEMBERSHIP,
    )
    return Colouring("".join(sign(code) for code in view.dataset.codes), classes)
