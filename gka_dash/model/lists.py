"""The two lists of a View, in the order the user chose: municipalities and activities."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gka_dash.model.activities import folded, start_year
from gka_dash.model.dates import dutch_interval
from gka_dash.model.membership import Status, combined_status, earliest, end_of
from gka_dash.model.schema import Intervention, Municipality
from gka_dash.model.view import View

NOT_KNOWN = "9999-12-31"
STATUS_WORDS = {
    Status.CERTAIN: "aangesloten",
    Status.POSSIBLE: "mogelijk aangesloten",
    Status.NOT_YET: "nog niet aangesloten",
    Status.NEVER: "geen agenda gevonden",
}


@dataclass(frozen=True)
class MunicipalityRow:
    """A municipality as the list and its download show it."""

    code: str
    name: str
    region: str
    signed: str
    status: str
    interventions: int
    activities: int
    signed_by: str


def municipality_rows(view: View) -> list[MunicipalityRow]:
    """Municipalities of the region; by name unless the selection sorts otherwise."""
    pairs = [(_municipality_row(view, place), _signed_key(view, place)) for place in view.municipalities]
    pairs.sort(key=lambda pair: name_key(pair[0].name))
    keys: dict[str, Callable[[tuple[MunicipalityRow, str]], Any]] = {
        "provincie": lambda pair: pair[0].region,
        "aansluiting": lambda pair: pair[1],
        "activiteiten": lambda pair: pair[0].activities,
    }
    key, reverse = _order(view)
    pairs.sort(key=keys.get(key, lambda pair: name_key(pair[0].name)), reverse=reverse)
    if key == "aansluiting":  # what is not known stands last in either direction
        pairs.sort(key=lambda pair: pair[1] >= NOT_KNOWN)
    return [row for row, _ in pairs]


def _municipality_row(view: View, place: Municipality) -> MunicipalityRow:
    agendas = view.dataset.agendas_by_municipality.get(place.gemeentecode, ())
    fitting = view.activities_by_municipality.get(place.gemeentecode, ())
    first = earliest(agendas)
    return MunicipalityRow(
        code=place.gemeentecode,
        name=place.gemeente,
        region=place.provincie,
        signed=dutch_interval(first.ondertekend_van, first.ondertekend_tot) if first else "",
        status=STATUS_WORDS[combined_status(agendas, view.day)],
        interventions=sum(row.aard == "interventie" for row in fitting),
        activities=len(fitting),
        signed_by=", ".join(
            agenda.gemeente for agenda in agendas if agenda.gemeentecode != place.gemeentecode
        ),
    )


def _signed_key(view: View, place: Municipality) -> str:
    agendas = view.dataset.agendas_by_municipality.get(place.gemeentecode, ())
    return min(map(end_of, agendas), default="9999-99-99")


def sorted_activities(view: View) -> list[Intervention]:
    """Activities that fit; by municipality and title unless the selection sorts otherwise."""

    def place(row: Intervention) -> str:
        return name_key(place_of(view, row).gemeente)

    rows = sorted(view.activities, key=lambda row: (place(row), folded(row.titel)))
    keys: dict[str, Callable[[Intervention], Any]] = {
        "titel": lambda row: folded(row.titel),
        "aard": lambda row: row.aard,
        "start": lambda row: (start_year(row) or 9999, row.start),
    }
    key, reverse = _order(view)
    rows.sort(key=keys.get(key, place), reverse=reverse)
    if key == "start":
        rows.sort(key=lambda row: not row.start)
    return rows


def place_of(view: View, activity: Intervention) -> Municipality:
    """Today's municipality of an activity; the first part when its municipality was split."""
    return view.dataset.municipality[view.dataset.successors(activity.gemeentecode)[0]]


def name_key(name: str) -> str:
    """Sort key of a Dutch name: ``'s-Gravenhage`` stands at the g, accents do not count."""
    return folded(name).removeprefix("'s-").lstrip("'")


def _order(view: View) -> tuple[str, bool]:
    sort = view.selection.sort
    return sort.removeprefix("-"), sort.startswith("-")
