"""Explain this number: behind every total the rule, the source and the list of rows.

A counted number and its list cannot differ: the list has one row for each thing that was counted. A published
number has no list of its own, so it shows what is known by name beside it and says so. The rows are only made
when somebody asks for them: most totals are just shown.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Literal

from gka_dash.model.activities import folded
from gka_dash.model.dates import dutch_interval, dutch_precise
from gka_dash.model.lists import name_key
from gka_dash.model.membership import Status, members_at, unit_name, unit_of
from gka_dash.model.schema import Intervention, Milestone
from gka_dash.model.summary import filters_text, number_of
from gka_dash.model.view import View

Origin = Literal["gepubliceerd", "geteld"]


@dataclass(frozen=True)
class Row:
    """A line of the list: a municipality or activity, its code for a link, a remark and its source."""

    name: str
    code: str
    remark: str
    source: str


@dataclass(frozen=True)
class Explanation:
    """What a total rests on; ``value`` is None when nothing was published yet."""

    key: str
    value: int | None
    label: str
    origin: Origin
    rule: str
    source: str
    make_rows: Callable[[], tuple[Row, ...]]
    rows_title: str = "De lijst"

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The list behind the total."""
        return self.make_rows()


Explain = Callable[[View], Explanation]


def _member_rows(view: View, units: Iterable[str]) -> tuple[Row, ...]:
    wanted = set(units)
    found = {}
    for agenda in view.dataset.agendas:
        unit = unit_of(view.dataset, agenda.gemeentecode)
        if unit in wanted and unit not in found:
            when = dutch_interval(agenda.ondertekend_van, agenda.ondertekend_tot)
            found[unit] = _row_of(view, unit, f"ondertekend: {when}", agenda.bron_url)
    return tuple(sorted(found.values(), key=lambda row: name_key(row.name)))


def _row_of(view: View, unit: str, remark: str, source: str) -> Row:
    """A line for a unit; the link of one that was split leads to its first part."""
    code = (view.dataset.successors(unit) or (unit,))[0]
    return Row(unit_name(view.dataset, unit), code, remark, source)


def _activity_rows(view: View, activities: Iterable[Intervention]) -> tuple[Row, ...]:
    rows = []
    for activity in activities:
        place = _row_of(view, unit_of(view.dataset, activity.gemeentecode), "", "")
        rows.append(Row(activity.titel, place.code, f"{place.name}, {activity.aard}", activity.bron_url))
    return tuple(sorted(rows, key=lambda row: (name_key(row.remark), folded(row.name))))


def _published(
    view: View, key: str, milestone: Milestone | None, value: int | None, label: str
) -> Explanation:
    by_name = key == "gemeenten-gepubliceerd"
    # A published total has no region and no filter, so neither has the list beside it.
    if by_name:
        units = members_at(view.dataset, view.day)[Status.CERTAIN]
        number, make_rows = len(units), partial(_member_rows, view, units)
        known = number_of(number, "gemeente", "gemeenten")
    else:
        named = [row for row in view.dataset.interventies if row.aard == "interventie"]
        number, make_rows = len(named), partial(_activity_rows, view, named)
        known = number_of(number, "interventie", "interventies")
    when = dutch_precise(milestone.datum, milestone.precisie) if milestone else ""
    rule = (
        f"Het laatste aantal dat de GKA op of voor deze datum publiceerde: {milestone.titel} ({when}). "
        "Het is niet uit onze lijst geteld en geldt voor heel Nederland."
        if milestone
        else "Op deze datum had de GKA nog geen aantal gepubliceerd."
    )
    title = f"Met naam bekend in onze lijst, in heel Nederland: {known}."
    if not by_name:
        title += " Of elk daarvan in de gepubliceerde bundel staat, is niet bekend."
    elif value and value > number:
        title += " De andere namen zijn niet gevonden."
    source = milestone.bron if milestone else ""
    return Explanation(key, value, label, "gepubliceerd", rule, source, make_rows, title)


def _municipalities_published(view: View) -> Explanation:
    milestone = view.published
    value = milestone.gemeenten if milestone else None
    return _published(view, "gemeenten-gepubliceerd", milestone, value, "gemeenten met een agenda")


def _interventions_published(view: View) -> Explanation:
    milestone = view.published_interventions
    value = milestone.interventies if milestone else None
    return _published(view, "interventies-gepubliceerd", milestone, value, "interventies")


AGENDAS = "tabel Agenda's, met de bron per rij"
ACTIVITIES = "tabel Activiteiten, met de bron per rij"


def _of_members(key: str, label: str, rule: str, units_of: Callable[[View], tuple[str, ...]]) -> Explain:
    """A total of members; a region goes into its label, because the total is of that region."""

    def explain(view: View) -> Explanation:
        units = units_of(view)
        place = f" in {view.region_name}" if view.selection.region else ""
        make_rows = partial(_member_rows, view, units)
        return Explanation(key, len(units), label + place, "geteld", rule, AGENDAS, make_rows)

    return explain


def _of_activities(key: str, label: str, rule: str, keep: Callable[[Intervention], bool]) -> Explain:
    """A total of the activities that fit the filters and that ``keep`` keeps."""

    def explain(view: View) -> Explanation:
        kept = [activity for activity in view.activities if keep(activity)]
        full_rule = f"{rule} Filter: {filters_text(view)}."
        make_rows = partial(_activity_rows, view, kept)
        return Explanation(key, len(kept), label, "geteld", full_rule, ACTIVITIES, make_rows)

    return explain


def _places(view: View) -> Explanation:
    rule = f"Gemeenten met minstens één activiteit die past bij het filter. Filter: {filters_text(view)}."
    return Explanation(
        "gemeenten-met-activiteit",
        view.counts.municipalities,
        "gemeenten met een beschreven activiteit",
        "geteld",
        rule,
        ACTIVITIES,
        partial(_place_rows, view),
    )


def _place_rows(view: View) -> tuple[Row, ...]:
    found: dict[str, list[Intervention]] = {}
    for activity in view.activities:
        found.setdefault(unit_of(view.dataset, activity.gemeentecode), []).append(activity)
    rows = [
        _row_of(view, unit, number_of(len(own), "activiteit", "activiteiten"), own[0].bron_url)
        for unit, own in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: name_key(row.name)))


def _without_year(view: View) -> Explanation:
    activities = view.matching.without_year
    return Explanation(
        "zonder-startjaar",
        len(activities),
        "activiteiten zonder startjaar",
        "geteld",
        "Deze activiteiten passen verder wel bij het filter, maar hun startjaar is niet bekend.",
        "tabel Activiteiten",
        partial(_activity_rows, view, activities),
    )


POSSIBLE = "gemeenten-mogelijk"

# Every total on screen, by the key that its button carries.
EXPLANATIONS: dict[str, Explain] = {
    "gemeenten-gepubliceerd": _municipalities_published,
    "gemeenten-zeker": _of_members(
        "gemeenten-zeker",
        "zeker aangesloten, met naam bekend",
        "Geteld zijn gemeenten waarvan de agenda uiterlijk op deze datum is ondertekend. Een gemeente die "
        "is opgegaan in een andere telt bij haar opvolger, nooit dubbel.",
        lambda view: view.members[Status.CERTAIN],
    ),
    POSSIBLE: _of_members(
        POSSIBLE,
        "mogelijk aangesloten, met naam bekend",
        "De agenda kan op deze datum al ondertekend zijn, maar de precieze dag is niet bekend: de datum "
        "valt tussen de vroegst en de laatst mogelijke dag.",
        lambda view: view.members[Status.POSSIBLE],
    ),
    "gemeenten-nieuw": _of_members(
        "gemeenten-nieuw",
        "zeker nieuw, met naam bekend",
        "De hele periode waarin de agenda kan zijn ondertekend, valt tussen de twee datums.",
        lambda view: view.joined["zeker"],
    ),
    "gemeenten-mogelijk-nieuw": _of_members(
        "gemeenten-mogelijk-nieuw",
        "mogelijk nieuw, met naam bekend",
        "De periode waarin de agenda kan zijn ondertekend, valt deels tussen de twee datums.",
        lambda view: view.joined["mogelijk"],
    ),
    "interventies-gepubliceerd": _interventions_published,
    "activiteiten": _of_activities(
        "activiteiten",
        "beschreven activiteiten",
        "Geteld zijn alle beschreven activiteiten: interventies, andere inzet en verwante programma's. "
        "Zij hangen niet af van de datum van de kaart, want van de meeste is geen startjaar bekend.",
        lambda _: True,
    ),
    "interventies": _of_activities(
        "interventies",
        "interventies met naam bekend",
        "Geteld zijn alleen activiteiten die de bron een interventie noemt.",
        lambda row: row.aard == "interventie",
    ),
    "gemeenten-met-activiteit": _places,
    "zonder-thema": _of_activities(
        "zonder-thema", "activiteiten zonder thema", "Het thema is niet bekend.", lambda row: not row.themas
    ),
    "zonder-sector": _of_activities(
        "zonder-sector",
        "activiteiten zonder sector",
        "De sector is niet bekend.",
        lambda row: not row.sectoren,
    ),
    "zonder-startjaar": _without_year,
}


def explain(view: View, key: str) -> Explanation:
    """The explanation of a total; raises KeyError for a key that is not in EXPLANATIONS."""
    return EXPLANATIONS[key](view)


def every_total(view: View) -> list[Explanation]:
    """The totals that belong to a view, also one that says nothing: the same ones at any day."""
    keys = ["gemeenten-gepubliceerd", "gemeenten-zeker"]
    keys += ["gemeenten-nieuw", "gemeenten-mogelijk-nieuw"] if view.since else [POSSIBLE]
    keys += ["interventies-gepubliceerd", "interventies", "activiteiten", "gemeenten-met-activiteit"]
    keys += ["zonder-startjaar"] if view.matching.without_year else []
    return [explain(view, key) for key in keys]


def says_something(total: Explanation) -> bool:
    """That no municipality is a possible member is not worth a place; any other 0 is."""
    return bool(total.value) or total.key != POSSIBLE


def totals(view: View) -> list[Explanation]:
    """The totals to show of a view, published and counted side by side."""
    return [total for total in every_total(view) if says_something(total)]
