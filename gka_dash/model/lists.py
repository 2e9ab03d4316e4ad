"""The two lists of a View, in the order the user chose: municipalities and activities."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from typing import Any, NamedTuple

from gka_dash.model.activities import folded, start_year
from gka_dash.model.dataset import Dataset, once_per_dataset
from gka_dash.model.dates import dutch_interval
from gka_dash.model.membership import Status, earliest, end_of, membership_at
from gka_dash.model.schema import Intervention, Municipality
from gka_dash.model.view import View

NOT_KNOWN = "9999-12-31"
KEPT_DAYS = 16
STATUS_WORDS = {
    Status.CERTAIN: "aangesloten",
    Status.POSSIBLE: "mogelijk aangesloten",
    Status.NOT_YET: "nog niet aangesloten",
    Status.NEVER: "geen agenda gevonden",
}


class MunicipalityRow(NamedTuple):
    """A municipality as the list and its download show it; the keys are what its name and signing sort by."""

    code: str
    name: str
    region: str
    region_code: str
    signed: str
    signed_by: str
    status: str
    name_key: str
    signed_key: str
    interventions: int = 0
    activities: int = 0


_KEYS: dict[str, Callable[[MunicipalityRow], Any]] = {
    "provincie": lambda row: row.region,
    "aansluiting": lambda row: row.signed_key,
    "activiteiten": lambda row: row.activities,
}


def municipality_rows(view: View) -> list[MunicipalityRow]:
    """Municipalities of the region; by name unless the selection sorts otherwise."""
    region, fitting = view.selection.region, view.activities_by_municipality
    rows = [
        _with_activities(row, fitting[row.code]) if row.code in fitting else row
        for row in _rows_by_day(view.dataset)(view.day)
        if region in ("", row.region_code)
    ]
    key, reverse = _order(view)
    if key in _KEYS or reverse:  # they stand by name already
        rows.sort(key=_KEYS.get(key, lambda row: row.name_key), reverse=reverse)
    if key == "aansluiting":  # what is not known stands last in either direction
        rows.sort(key=lambda row: row.signed_key >= NOT_KNOWN)
    return rows


def _with_activities(row: MunicipalityRow, activities: tuple[Intervention, ...]) -> MunicipalityRow:
    interventions = sum(activity.aard == "interventie" for activity in activities)
    return row._replace(interventions=interventions, activities=len(activities))


@once_per_dataset
def _rows_by_day(dataset: Dataset) -> Callable[[date], tuple[MunicipalityRow, ...]]:
    return lru_cache(maxsize=KEPT_DAYS)(partial(_rows_on, dataset))


def _rows_on(dataset: Dataset, on: date) -> tuple[MunicipalityRow, ...]:
    """Every municipality by name, without what a filter changes: made once per day that somebody asks for."""
    statuses = membership_at(dataset, on)
    rows = [_row(dataset, dataset.municipality[code], status) for code, status in statuses.items()]
    return tuple(sorted(rows, key=lambda row: row.name_key))


def _row(dataset: Dataset, place: Municipality, status: Status) -> MunicipalityRow:
    agendas = dataset.agendas_by_municipality.get(place.gemeentecode, ())
    first = earliest(agendas)
    return MunicipalityRow(
        code=place.gemeentecode,
        name=place.gemeente,
        region=place.provincie,
        region_code=place.provinciecode,
        signed=dutch_interval(first.ondertekend_van, first.ondertekend_tot) if first else "",
        signed_by=", ".join(a.gemeente for a in agendas if a.gemeentecode != place.gemeentecode),
        status=STATUS_WORDS[status],
        name_key=name_key(place.gemeente),
        signed_key=end_of(first) if first else "9999-99-99",
    )


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
