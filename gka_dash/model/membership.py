"""Who is a member of the Gelijke Kansen Alliantie at a date: certain, possible, or not.

A signing date is an interval. On day d a municipality is certain when the interval ended on or before d,
possible when d lies inside it, and not a member before it. An agenda without dates is a member whose date
was not found: certain on every day on or after the day the alliance started, because it cannot be shown
otherwise.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache, partial

from gka_dash.model.dataset import Dataset, once_per_dataset
from gka_dash.model.schema import UNKNOWN, Agenda, Milestone


class Status(StrEnum):
    """The sign of a municipality at a date, as it stands in a membership string."""

    CERTAIN = "z"
    POSSIBLE = "m"
    NOT_YET = "n"
    NEVER = "-"


# Days (and regions) of which the members are kept per dataset; most visitors look at the same few.
KEPT_DAYS = 256
_RANK = (Status.CERTAIN, Status.POSSIBLE, Status.NOT_YET, Status.NEVER)


def agenda_status(agenda: Agenda, on: date) -> Status:
    """Status of one agenda on a day."""
    if agenda.precisie == UNKNOWN or agenda.ondertekend_van is None or agenda.ondertekend_tot is None:
        return Status.CERTAIN
    if agenda.ondertekend_tot <= on:
        return Status.CERTAIN
    if agenda.ondertekend_van <= on:
        return Status.POSSIBLE
    return Status.NOT_YET


def combined_status(agendas: Iterable[Agenda], on: date) -> Status:
    """Status of a municipality with these agendas: the surest one counts; no agendas is NEVER."""
    statuses = {agenda_status(agenda, on) for agenda in agendas}
    return next((status for status in _RANK if status in statuses), Status.NEVER)


def membership_at(dataset: Dataset, on: date) -> Mapping[str, Status]:
    """Status on a day of every municipality of today, by code, in the order of ``dataset.codes``."""
    return _memberships(dataset)(on)


@once_per_dataset
def _memberships(dataset: Dataset) -> Callable[[date], Mapping[str, Status]]:
    return lru_cache(maxsize=KEPT_DAYS)(partial(_membership, dataset))


def _membership(dataset: Dataset, on: date) -> Mapping[str, Status]:
    agendas = dataset.agendas_by_municipality
    return {code: combined_status(agendas.get(code, ()), on) for code in dataset.codes}


def signs_at(dataset: Dataset, on: date) -> str:
    """Membership string: one status sign per municipality, in the order of ``dataset.codes``."""
    return "".join(membership_at(dataset, on).values())


def agenda_unit(dataset: Dataset, agenda: Agenda) -> str:
    """The unit that an agenda counts for."""
    return unit_of(dataset, agenda.gemeentecode)


def unit_of(dataset: Dataset, code: str) -> str:
    """What a code counts as: its one successor of today, or itself when it was split over several.

    Two predecessors that merged later share a unit, so that they are counted once. A unit does not depend
    on the borders that are shown, so neither does any count of agendas.
    """
    successors = dataset.today.successors(code)
    return successors[0] if len(successors) == 1 else code


def members_at(dataset: Dataset, on: date, region: str | None = None) -> Mapping[Status, tuple[str, ...]]:
    """Units per status on a day; ``len`` of an entry is the number that may be shown.

    ``region`` keeps only the units that lie, in whole or in part, in that region. An agenda whose code leads
    to no municipality of today cannot be shown on the map and is not counted either.
    """
    return _members(dataset)(on, region)


@once_per_dataset
def _members(dataset: Dataset) -> Callable[[date, str | None], Mapping[Status, tuple[str, ...]]]:
    return lru_cache(maxsize=KEPT_DAYS)(partial(_members_of, dataset))


def _members_of(dataset: Dataset, on: date, region: str | None) -> Mapping[Status, tuple[str, ...]]:
    agendas_of: dict[str, list[Agenda]] = {}
    for agenda in dataset.agendas:
        places = [dataset.municipality[code] for code in dataset.successors(agenda.gemeentecode)]
        if any(region in (None, "", place.provinciecode) for place in places):
            agendas_of.setdefault(agenda_unit(dataset, agenda), []).append(agenda)
    found: dict[Status, list[str]] = {status: [] for status in _RANK[:3]}
    for unit, agendas in agendas_of.items():
        found[combined_status(agendas, on)].append(unit)
    return {status: tuple(sorted(units)) for status, units in found.items()}


def joined_between(
    dataset: Dataset, since: date, day: date, region: str | None = None
) -> Mapping[str, tuple[str, ...]]:
    """Units that joined after ``since`` and up to ``day``: ``zeker`` and ``mogelijk``."""
    before, now = members_at(dataset, since, region), members_at(dataset, day, region)
    was_certain, was_none = set(before[Status.CERTAIN]), set(before[Status.NOT_YET])
    certain = tuple(unit for unit in now[Status.CERTAIN] if unit in was_none)
    possible = tuple(
        unit
        for unit in (*now[Status.CERTAIN], *now[Status.POSSIBLE])
        if unit not in was_certain and unit not in certain
    )
    return {"zeker": certain, "mogelijk": possible}


def unit_name(dataset: Dataset, unit: str) -> str:
    """Name of a unit: today's municipality, or the old one whose area was split."""
    if unit in dataset.today.municipality:
        return dataset.today.municipality[unit].gemeente
    mergers = dataset.mergers_by_old_code.get(unit)
    return mergers[0].oude_naam if mergers else unit


def published_at(dataset: Dataset, on: date) -> Milestone | None:
    """The last milestone with a published number of municipalities on or before a day."""
    return _last(dataset, on, "gemeenten")


def published_interventions_at(dataset: Dataset, on: date) -> Milestone | None:
    """The last milestone with a published number of interventions on or before a day."""
    return _last(dataset, on, "interventies")


def _last(dataset: Dataset, on: date, attribute: str) -> Milestone | None:
    with_count = [m for m in dataset.mijlpalen if getattr(m, attribute) is not None and m.datum <= on]
    # Of two on one day the later row holds, as in the timeline; max() alone would take the first.
    return max(reversed(with_count), key=lambda milestone: milestone.datum, default=None)


def end_of(agenda: Agenda) -> str:
    """Last possible day of signing as ISO text that sorts; an agenda without dates comes last."""
    return agenda.ondertekend_tot.isoformat() if agenda.ondertekend_tot else "9999-12-31"


def earliest(agendas: Iterable[Agenda]) -> Agenda | None:
    """The agenda that was surely signed first; None without agendas."""
    return min(agendas, key=end_of, default=None)


def joining_year(agendas: Iterable[Agenda]) -> int | None:
    """Year of joining when both ends of the earliest interval lie in it; None when the year was not found.

    One agenda without dates leaves the year open: it may be the earliest.
    """
    rows = list(agendas)
    dated = [a for a in rows if a.ondertekend_van is not None and a.ondertekend_tot is not None]
    if not dated or len(dated) < len(rows):
        return None
    start = min(a.ondertekend_van for a in dated if a.ondertekend_van)
    end = min(a.ondertekend_tot for a in dated if a.ondertekend_tot)
    return start.year if start.year == end.year else None
