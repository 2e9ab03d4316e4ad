"""The two lists of a View, in the order the user chose: municipalities and activities."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from gka_dash.model.activities import folded, start_year
from gka_dash.model.dataset import Dataset, once_per_dataset
from gka_dash.model.dates import dutch_interval
from gka_dash.model.membership import Status, earliest, end_of, membership_at
from gka_dash.model.schema import Intervention, Municipality
from gka_dash.model.view import View

NOT_KNOWN = "9999-12-31"
STATUS_WORDS = {
    Status.CERTAIN: "aangesloten",
    Status.POSSIBLE: "mogelijk aangesloten",
    Status.NOT_YET: "nog niet aangesloten",
    Status.NEVER: "geen agenda gevonden",
}


class MunicipalityRow(NamedTuple):
    """A municipality as the list and its download show it."""

    code: str
    name: str
    region: str
    signed: str
    status: str
    interventions: int
    activities: int
    signed_by: str


class _Place(NamedTuple):
    """What no selection changes in the row of a municipality, and what it sorts by."""

    place: Municipality
    name_key: str
    signed: str
    signed_key: str
    signed_by: str


@once_per_dataset
def _places(dataset: Dataset) -> tuple[_Place, ...]:
    """Every municipality by name, worked out once per dataset."""
    found = [_place(dataset, dataset.municipality[code]) for code in dataset.codes]
    return tuple(sorted(found, key=lambda place: place.name_key))


def _place(dataset: Dataset, place: Municipality) -> _Place:
    agendas = dataset.agendas_by_municipality.get(place.gemeentecode, ())
    first = earliest(agendas)
    others = [agenda.gemeente for agenda in agendas if agenda.gemeentecode != place.gemeentecode]
    return _Place(
        place,
        name_key(place.gemeente),
        dutch_interval(first.ondertekend_van, first.ondertekend_tot) if first else "",
        end_of(first) if first else "9999-99-99",
        ", ".join(others),
    )


def municipality_rows(view: View) -> list[MunicipalityRow]:
    """Municipalities of the region; by name unless the selection sorts otherwise."""
    region, fitting = view.selection.region, view.activities_by_municipality
    statuses = membership_at(view.dataset, view.day)
    pairs = [
        (_municipality_row(known, statuses[known.place.gemeentecode], fitting), known)
        for known in _places(view.dataset)
        if region in ("", known.place.provinciecode)
    ]
    keys: dict[str, Callable[[tuple[MunicipalityRow, _Place]], Any]] = {
        "provincie": lambda pair: pair[0].region,
        "aansluiting": lambda pair: pair[1].signed_key,
        "activiteiten": lambda pair: pair[0].activities,
    }
    key, reverse = _order(view)
    pairs.sort(key=keys.get(key, lambda pair: pair[1].name_key), reverse=reverse)
    if key == "aansluiting":  # what is not known stands last in either direction
        pairs.sort(key=lambda pair: pair[1].signed_key >= NOT_KNOWN)
    return [row for row, _ in pairs]


def _municipality_row(
    known: _Place, status: Status, fitting: Mapping[str, tuple[Intervention, ...]]
) -> MunicipalityRow:
    place = known.place
    own = fitting.get(place.gemeentecode, ())
    return MunicipalityRow(
        code=place.gemeentecode,
        name=place.gemeente,
        region=place.provincie,
        signed=known.signed,
        status=STATUS_WORDS[status],
        interventions=sum(row.aard == "interventie" for row in own) if own else 0,
        activities=len(own),
        signed_by=known.signed_by,
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
