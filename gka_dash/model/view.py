"""Dataset and Selection in, everything a screen or an export shows out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from gka_dash.model.activities import Counts, Matching, counted, matching
from gka_dash.model.dataset import Dataset, once_per_dataset
from gka_dash.model.history import Changes
from gka_dash.model.membership import (
    Status,
    joined_between,
    members_at,
    published_at,
    published_interventions_at,
    signs_at,
)
from gka_dash.model.schema import Intervention, Milestone, Municipality
from gka_dash.model.selection import Selection
from gka_dash.model.vocabulary import Vocabulary, slug


@dataclass(frozen=True)
class View:
    """What a selection shows of a dataset; every number on screen is read from here.

    All properties are computed on first use and kept; a View never changes. ``edition`` is the key of the
    borders that ``dataset`` stands on, ``border_note`` says so when they are not those of the day, and
    ``attribution`` must stand under a map of them. ``changes`` says since which publication values are so.
    """

    dataset: Dataset
    vocabulary: Vocabulary
    selection: Selection
    edition: str = ""
    border_note: str = ""
    attribution: str = ""
    changes: Changes = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def day(self) -> date:
        """The day that the map and the totals stand at."""
        return self.selection.day or self.vocabulary.initial_day

    @property
    def since(self) -> date | None:
        """First day of the difference, or None when the view shows one day."""
        return self.selection.since

    @property
    def division_name(self) -> str:
        """What a region of the chosen division is called: ``Provincie``, ``COROP-gebied``, …"""
        return self.vocabulary.divisions[self.selection.division]

    @cached_property
    def region_name(self) -> str:
        """Name of the chosen region, or ``Nederland``."""
        return self.vocabulary.regions.get(self.selection.region, "Nederland")

    @cached_property
    def municipalities(self) -> tuple[Municipality, ...]:
        """Municipalities inside the chosen region, by code."""
        rows = (self.dataset.municipality[code] for code in self.dataset.codes)
        return tuple(m for m in rows if self.selection.region in ("", m.provinciecode))

    @cached_property
    def signs(self) -> str:
        """Membership string of the whole country at ``day``."""
        return signs_at(self.dataset, self.day)

    @cached_property
    def signs_since(self) -> str:
        """Membership string of the whole country at ``since``; empty without one."""
        return signs_at(self.dataset, self.since) if self.since else ""

    @cached_property
    def members(self) -> Mapping[Status, tuple[str, ...]]:
        """Units per status at ``day`` inside the region."""
        return members_at(self.dataset, self.day, self.selection.region or None)

    @cached_property
    def joined(self) -> Mapping[str, tuple[str, ...]]:
        """Units that joined between ``since`` and ``day``: ``zeker`` and ``mogelijk``."""
        if self.since is None:
            return {"zeker": (), "mogelijk": ()}
        return joined_between(self.dataset, self.since, self.day, self.selection.region or None)

    @cached_property
    def published(self) -> Milestone | None:
        """Milestone with the published number of municipalities at ``day``; of the whole country."""
        return published_at(self.dataset, self.day)

    @cached_property
    def published_interventions(self) -> Milestone | None:
        """Milestone with the published number of interventions at ``day``; of the whole country."""
        return published_interventions_at(self.dataset, self.day)

    @cached_property
    def matching(self) -> Matching:
        """Activities that fit the filters; the day of the map plays no part, most have no start year."""
        return matching(self.dataset, self.vocabulary, self.selection)

    @property
    def activities(self) -> tuple[Intervention, ...]:
        """Activities that fit the filters."""
        return self.matching.kept

    @cached_property
    def counts(self) -> Counts:
        """Numbers of the activities that fit the filters."""
        return counted(self.dataset, self.activities)

    @cached_property
    def chosen(self) -> Municipality | None:
        """The chosen municipality."""
        places = self.dataset.successors(self.selection.municipality)
        return self.dataset.municipality[places[0]] if places else None

    @cached_property
    def chosen_activities(self) -> tuple[Intervention, ...]:
        """Activities of the chosen municipality that fit the filters."""
        code = self.chosen.gemeentecode if self.chosen else ""
        return self.activities_by_municipality.get(code, ())

    @cached_property
    def chosen_counts(self) -> Counts:
        """Numbers of the chosen municipality's activities that fit the filters."""
        return counted(self.dataset, self.chosen_activities)

    @cached_property
    def counts_by_municipality(self) -> Mapping[str, Counts]:
        """The same for every municipality with an activity that fits, by code."""
        return {code: counted(self.dataset, rows) for code, rows in self.activities_by_municipality.items()}

    @cached_property
    def activities_by_municipality(self) -> Mapping[str, tuple[Intervention, ...]]:
        """Activities that fit the filters by today's code; after a split they stand at every part."""
        found: dict[str, list[Intervention]] = {}
        for activity in self.activities:
            for code in self.dataset.successors(activity.gemeentecode):
                found.setdefault(code, []).append(activity)
        return {code: tuple(rows) for code, rows in found.items()}

    @cached_property
    def narrows(self) -> bool:
        """Whether a filter other than the region is on: then the map fades what does not fit."""
        return replace(self.selection, region="").filters_activities

    @property
    def only_themes(self) -> bool:
        """Whether themes are the only filter, beside the region: then what an agenda names counts as well."""
        rest = replace(self.selection, region="", themes=())
        return bool(self.selection.themes) and not rest.filters_activities

    @cached_property
    def fits(self) -> str:
        """One sign per municipality: ``1`` when it fits the filters, ``0`` when not.

        A municipality fits when one of its activities does, or, when themes are the only filter, when its
        agenda names one of them.
        """
        fitting = {*self.activities_by_municipality, *(self._naming_agendas() if self.only_themes else ())}
        return "".join("1" if code in fitting else "0" for code in self.dataset.codes)

    def _naming_agendas(self) -> list[str]:
        """Codes of the municipalities in the region whose agenda names one of the chosen themes."""
        region, place = self.selection.region, self.dataset.municipality
        return [
            code
            for code, themes in agenda_themes(self.dataset).items()
            if region in ("", place[code].provinciecode) and not themes.isdisjoint(self.selection.themes)
        ]


@once_per_dataset
def agenda_themes(dataset: Dataset) -> Mapping[str, frozenset[str]]:
    """Slugs of the themes that the agendas of a municipality name, by its code."""
    return {
        code: frozenset(slug(theme) for agenda in agendas for theme in agenda.themas)
        for code, agendas in dataset.agendas_by_municipality.items()
    }


def make_view(
    dataset: Dataset,
    vocabulary: Vocabulary,
    selection: Selection,
    *,
    changes: Changes | None = None,
    **borders: str,
) -> View:
    """Make the view of a selection; cheap, because nothing is counted before it is asked for.

    ``borders`` are ``edition``, ``border_note`` and ``attribution``.
    """
    return View(dataset, vocabulary, selection, **borders, changes=changes or {})
