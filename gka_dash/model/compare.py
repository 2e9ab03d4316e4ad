"""Two municipalities or regions side by side: what they share, what only one has, and what is not known.

A profile is what is known of one place; a comparison is two profiles. Nothing in it knows which of the two
somebody asked for first, so that the comparison the other way round is its mirror image.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from gka_dash.model.activities import sectors_of, themes_of
from gka_dash.model.dataset import Dataset
from gka_dash.model.membership import Status, agenda_unit, combined_status, joining_year
from gka_dash.model.schema import UNKNOWN, Agenda, Intervention
from gka_dash.model.view import View
from gka_dash.model.vocabulary import slug

INTERVENTION = "interventie"
MUNICIPALITY = "gemeente"


class Relation(StrEnum):
    """Which of two places has something."""

    BOTH = "beide"
    LEFT = "links"
    RIGHT = "rechts"
    NEITHER = "geen"


MIRRORED = {Relation.LEFT: Relation.RIGHT, Relation.RIGHT: Relation.LEFT}


@dataclass(frozen=True)
class Mention:
    """How often a theme or sector occurs: in agendas, in interventions and in other described activities.

    Two agendas of municipalities that merged later count once, as everywhere.
    """

    agendas: int = 0
    interventions: int = 0
    others: int = 0

    @property
    def there(self) -> bool:
        """Whether it occurs at all."""
        return bool(self.agendas or self.interventions or self.others)


NOT_MENTIONED = Mention()


@dataclass(frozen=True)
class Profile:
    """What is known of a place. ``kind`` is ``gemeente`` or the name of a division, ``size`` how many
    municipalities it has.

    ``statuses`` counts the agendas of a region per status; of a municipality it holds its own status once.
    """

    code: str
    name: str
    kind: str
    size: int
    agendas: tuple[Agenda, ...]
    activities: tuple[Intervention, ...]
    statuses: Mapping[Status, int]
    themes: Mapping[str, Mention]
    sectors: Mapping[str, Mention]

    @property
    def is_region(self) -> bool:
        """Whether this is a region."""
        return self.kind != MUNICIPALITY

    @property
    def interventions(self) -> int:
        """Number of activities that the source calls an intervention."""
        return sum(row.aard == INTERVENTION for row in self.activities)

    @cached_property
    def known_themes(self) -> frozenset[str]:
        """Slugs of the themes that an agenda or an activity names."""
        return frozenset(key for key, mention in self.themes.items() if mention.there)

    @cached_property
    def known_sectors(self) -> frozenset[str]:
        """Slugs of the sectors that an activity names."""
        return frozenset(key for key, mention in self.sectors.items() if mention.there)


@dataclass(frozen=True)
class Pair:
    """A theme or sector at both places."""

    key: str
    left: Mention
    right: Mention

    @property
    def relation(self) -> Relation:
        """Which of the two has it."""
        if self.left.there:
            return Relation.BOTH if self.right.there else Relation.LEFT
        return Relation.RIGHT if self.right.there else Relation.NEITHER

    def mirrored(self) -> "Pair":
        """The same with left and right changed about."""
        return Pair(self.key, self.right, self.left)


@dataclass(frozen=True)
class Comparison:
    """Two profiles and their pairs, in the order of the vocabulary."""

    left: Profile
    right: Profile
    themes: tuple[Pair, ...]
    sectors: tuple[Pair, ...]

    @property
    def alike(self) -> bool:
        """Whether both are municipalities or both are regions of one division."""
        return self.left.kind == self.right.kind

    def themes_that(self, relation: Relation) -> tuple[str, ...]:
        """Slugs of the themes with this relation."""
        return tuple(pair.key for pair in self.themes if pair.relation == relation)

    def mirrored(self) -> "Comparison":
        """The same with left and right changed about."""
        themes, sectors = (tuple(p.mirrored() for p in rows) for rows in (self.themes, self.sectors))
        return Comparison(self.right, self.left, themes, sectors)


def compare(left: Profile, right: Profile, themes: Iterable[str], sectors: Iterable[str]) -> Comparison:
    """Put two profiles side by side; ``themes`` and ``sectors`` are the slugs to look at, in their order."""
    return Comparison(
        left,
        right,
        _pairs(themes, left.themes, right.themes),
        _pairs(sectors, left.sectors, right.sectors),
    )


def longest(pairs: Iterable[Pair]) -> int:
    """The largest number of interventions at either place: the whole length of a bar."""
    return max((max(pair.left.interventions, pair.right.interventions) for pair in pairs), default=0)


def _pairs(
    keys: Iterable[str], left: Mapping[str, Mention], right: Mapping[str, Mention]
) -> tuple[Pair, ...]:
    known = (key for key in keys if key != UNKNOWN)
    return tuple(Pair(key, left.get(key, NOT_MENTIONED), right.get(key, NOT_MENTIONED)) for key in known)


def municipality_profile(view: View, code: str) -> Profile:
    """The profile of a municipality on the borders of the view."""
    dataset = view.dataset
    agendas = dataset.agendas_by_municipality.get(code, ())
    return _profile(
        dataset,
        code,
        dataset.municipality[code].gemeente,
        MUNICIPALITY,
        1,
        agendas,
        dataset.interventions_by_municipality.get(code, ()),
        {combined_status(agendas, view.day): 1},
    )


def region_profile(view: View) -> Profile:
    """The profile of the region that the view has chosen; its filters play no part."""
    dataset, region = view.dataset, view.selection.region
    inside = {place.gemeentecode for place in view.municipalities}
    return _profile(
        dataset,
        region,
        view.region_name,
        view.division_name,
        len(view.municipalities),
        tuple(row for row in dataset.agendas if inside & {*dataset.successors(row.gemeentecode)}),
        tuple(row for row in dataset.interventies if inside & {*dataset.successors(row.gemeentecode)}),
        {status: len(units) for status, units in view.members.items()},
    )


def _profile(
    dataset: Dataset,
    code: str,
    name: str,
    kind: str,
    size: int,
    agendas: tuple[Agenda, ...],
    activities: tuple[Intervention, ...],
    statuses: Mapping[Status, int],
) -> Profile:
    units: dict[str, set[str]] = {}
    for agenda in agendas:
        for theme in agenda.themas:
            units.setdefault(slug(theme), set()).add(agenda_unit(dataset, agenda))
    named = {key: len(own) for key, own in units.items()}
    return Profile(
        code,
        name,
        kind,
        size,
        agendas,
        activities,
        statuses,
        _mentions(named, activities, themes_of),
        _mentions({}, activities, sectors_of),
    )


def _mentions(
    agendas: Mapping[str, int],
    activities: Iterable[Intervention],
    keys_of: Callable[[Intervention], tuple[str, ...]],
) -> Mapping[str, Mention]:
    interventions: dict[str, int] = {}
    others: dict[str, int] = {}
    for row in activities:
        counts = interventions if row.aard == INTERVENTION else others
        for key in keys_of(row):
            counts[key] = counts.get(key, 0) + 1
    keys = {*agendas, *interventions, *others}
    return {k: Mention(agendas.get(k, 0), interventions.get(k, 0), others.get(k, 0)) for k in sorted(keys)}


def without_year(profile: Profile) -> int:
    """Number of agendas of which the year of signing was not found."""
    return sum(joining_year([agenda]) is None for agenda in profile.agendas)
