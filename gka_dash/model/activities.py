"""Which activities a selection keeps, and how they are counted. Nothing is dropped: what has no theme, no
sector or no start year is a class of its own."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from gka_dash.model.dataset import Dataset, once_per_dataset
from gka_dash.model.membership import unit_of
from gka_dash.model.schema import UNKNOWN, Intervention
from gka_dash.model.selection import Selection
from gka_dash.model.vocabulary import Vocabulary, slug

_ACCENTS = re.compile("[\u0300-\u036f]+")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Text without accents and capitals and with one kind of apostrophe, to search in."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    return _ACCENTS.sub("", plain).casefold()


@lru_cache(maxsize=4096)
def _slugs(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(slug, labels))) or (UNKNOWN,)


def themes_of(activity: Intervention) -> tuple[str, ...]:
    """Theme slugs of an activity, or ``onbekend``."""
    return _slugs(activity.themas)


def sectors_of(activity: Intervention) -> tuple[str, ...]:
    """Sector slugs of an activity, or ``onbekend``."""
    return _slugs(activity.sectoren)


def start_year(activity: Intervention) -> int | None:
    """Year in which an activity started; None when it is not known."""
    return int(activity.start[:4]) if activity.start else None


@dataclass(frozen=True)
class Matching:
    """The activities that a selection keeps, and those that only the period leaves out for want of a year."""

    kept: tuple[Intervention, ...]
    without_year: tuple[Intervention, ...] = ()


class _Filterable(NamedTuple):
    """What the filters look at in an activity."""

    activity: Intervention
    themes: frozenset[str]
    sectors: frozenset[str]
    regions: frozenset[str]
    year: int | None
    text: str


@once_per_dataset
def _filterable(dataset: Dataset) -> tuple[_Filterable, ...]:
    """Every activity, read once per dataset, so that a new selection only compares."""
    return tuple(
        _Filterable(
            activity,
            frozenset(themes_of(activity)),
            frozenset(sectors_of(activity)),
            frozenset(dataset.municipality[code].provinciecode for code in codes),
            start_year(activity),
            _search_text(dataset, activity, codes),
        )
        for activity in dataset.interventies
        for codes in [dataset.successors(activity.gemeentecode)]
    )


def matching(dataset: Dataset, vocabulary: Vocabulary, selection: Selection) -> Matching:
    """Activities that fit the selection.

    Values within one filter widen (theme A or B), filters narrow each other (theme and sector).
    """
    kept: list[Intervention] = []
    without_year: list[Intervention] = []
    words = folded(selection.text).split()
    kinds = {vocabulary.kind_keys[kind] for kind in selection.kinds}
    for activity, themes, sectors, regions, year, text in _filterable(dataset):
        if kinds and activity.aard not in kinds:
            continue
        if selection.themes and themes.isdisjoint(selection.themes):
            continue
        if selection.sectors and sectors.isdisjoint(selection.sectors):
            continue
        if selection.region and selection.region not in regions:
            continue
        if not all(word in text for word in words):
            continue
        if selection.year_from or selection.year_to:
            if year is None:
                without_year.append(activity)
                continue
            if not (selection.year_from or 0) <= year <= (selection.year_to or 9999):
                continue
        kept.append(activity)
    return Matching(tuple(kept), tuple(without_year))


def _search_text(dataset: Dataset, activity: Intervention, codes: Iterable[str]) -> str:
    names = [dataset.municipality[code].gemeente for code in codes]
    names += [name for code in codes for name in dataset.search_names.get(code, ())]
    return folded(
        " ".join([activity.titel, activity.samenvatting, activity.doelgroep, activity.gemeente, *names])
    )


@dataclass(frozen=True)
class Counts:
    """Numbers of activities: in all, per theme, per sector, per pair and per kind.

    An activity with two themes counts under both, so the parts can add up to more than ``total``.
    """

    total: int
    themes: Mapping[str, int]
    sectors: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    kinds: Mapping[str, int]
    municipalities: int

    @property
    def without_theme(self) -> int:
        """Activities of which no theme is known."""
        return self.themes.get(UNKNOWN, 0)

    @property
    def without_sector(self) -> int:
        """Activities of which no sector is known."""
        return self.sectors.get(UNKNOWN, 0)


def counted(dataset: Dataset, activities: Iterable[Intervention]) -> Counts:
    """Count activities in every way the charts need."""
    themes: Counter[str] = Counter()
    sectors: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    kinds: Counter[str] = Counter()
    places: set[str] = set()
    total = 0
    for activity in activities:
        total += 1
        own_sectors = sectors_of(activity)
        for sector in own_sectors:
            sectors[sector] += 1
        for theme in themes_of(activity):
            themes[theme] += 1
            for sector in own_sectors:
                pairs[theme, sector] += 1
        kinds[activity.aard] += 1
        places.add(unit_of(dataset, activity.gemeentecode))
    return Counts(total, themes, sectors, pairs, kinds, len(places))


def highlighted(activities: Iterable[Intervention]) -> Intervention | None:
    """The one activity that a municipality page shows first.

    A row marked ``uitgelicht`` wins; otherwise the first of kind interventie with theme, sector and summary;
    otherwise none.
    """
    rows = tuple(activities)
    marked = next((row for row in rows if row.uitgelicht), None)
    complete = (r for r in rows if r.aard == "interventie" and r.themas and r.sectoren and r.samenvatting)
    return marked or next(complete, None)
