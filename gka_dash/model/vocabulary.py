"""What may stand in a link: short words for themes, sectors, kinds and regions, made from the dataset."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from gka_dash.model.dataset import Dataset
from gka_dash.model.regions_table import PROVINCE, divisions_in
from gka_dash.model.schema import ACTIVITY_KINDS, UNKNOWN, Intervention

UNKNOWN_LABEL = "Niet bekend"
TRUE_MAP, TILES = "kaart", "tegels"
TILE_NOTE = "Elke gemeente is één tegel en even groot. De tegels staan ongeveer waar de gemeente ligt."
MAP_FORMS: Mapping[str, str] = {TRUE_MAP: "Kaart", TILES: "Tegels"}
FIXED_COLOURINGS = ("jaar", "interventies")
RESERVED = FIXED_COLOURINGS


@lru_cache(maxsize=4096)  # words of a file that somebody hands in come here too
def slug(text: str) -> str:
    """``Armoede en gezondheid`` becomes ``armoede-en-gezondheid``: plain letters, digits and dashes.

    A word with a fixed meaning in a link gets ``-eigen`` behind it, so that a theme may be called Jaar.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    word = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return f"{word}-eigen" if word in RESERVED else word


@dataclass(frozen=True)
class Vocabulary:
    """The values that a Selection may hold, with their Dutch labels, in the order they are shown."""

    dataset: Dataset

    @cached_property
    def themes(self) -> Mapping[str, str]:
        """Theme labels by slug, with ``onbekend`` last: a class of its own, never dropped."""
        return {slug(t.thema): t.thema for t in self.dataset.themas} | {UNKNOWN: UNKNOWN_LABEL}

    @cached_property
    def themes_by_frequency(self) -> tuple[str, ...]:
        """Theme slugs, the one with most described activities first and ``onbekend`` last.

        The order is of all activities, so that bars stay where they are when a filter changes.
        """
        numbers = Counter(slug(theme) for row in self.dataset.interventies for theme in row.themas)
        known = [key for key in self.themes if key != UNKNOWN]
        return (*sorted(known, key=lambda key: (-numbers[key], key)), UNKNOWN)

    @cached_property
    def sector_abbreviations(self) -> Mapping[str, str]:
        """Labels of four signs or fewer for narrow columns: the key, or the last word of the name."""

        def short(key: str, name: str) -> str:
            if key == UNKNOWN:
                return "n.b."
            return next(
                (word for word in (key, name.split()[-1]) if len(word) <= 4), key[:3] + "."
            ).capitalize()

        return {key: short(key, name) for key, name in self.sectors.items()}

    @cached_property
    def sectors(self) -> Mapping[str, str]:
        """Sector names by slug, with ``onbekend`` last."""
        return {slug(s.sector): s.naam for s in self.dataset.sectoren} | {UNKNOWN: UNKNOWN_LABEL}

    def sector_labels(self, activity: Intervention) -> list[str]:
        """Names of the sectors of an activity."""
        return [self.sectors.get(slug(key), key) for key in activity.sectoren]

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """Kinds of activity by slug."""
        return {slug(kind): kind.capitalize() for kind in ACTIVITY_KINDS}

    @cached_property
    def kind_keys(self) -> Mapping[str, str]:
        """Kinds as they stand in the data, by slug."""
        return {slug(kind): kind for kind in ACTIVITY_KINDS}

    @cached_property
    def divisions(self) -> Mapping[str, str]:
        """Labels of the divisions into regions that can be chosen, the provinces first."""
        return divisions_in(self.dataset)

    @cached_property
    def regions_of_division(self) -> Mapping[str, Mapping[str, str]]:
        """Names of the regions by code, per division; ordered by name."""
        found = {PROVINCE: self.dataset.regions}
        for division in self.divisions:
            if division != PROVINCE:
                rows = {
                    (r.regio, r.regiocode) for r in self.dataset.regioindelingen if r.indeling == division
                }
                found[division] = {code: name for name, code in sorted(rows)}
        return found

    @cached_property
    def regions(self) -> Mapping[str, str]:
        """Names of the regions of every division by code."""
        return {code: name for names in self.regions_of_division.values() for code, name in names.items()}

    def division_of(self, region: str) -> str:
        """The division that a region belongs to; the provinces for a code that is not known."""
        found = (key for key, names in self.regions_of_division.items() if region in names)
        return next(found, PROVINCE)

    @property
    def at_table(self) -> tuple[str, ...]:
        """Codes of the municipalities that can sit at a table together: all of today."""
        return self.dataset.codes

    @cached_property
    def colourings(self) -> Mapping[str, str]:
        """What the map can be coloured by: joining year, number of activities, or a theme."""
        fixed = {"jaar": "Jaar van aansluiting", "interventies": "Aantal activiteiten"}
        return fixed | {s: f"Thema: {label}" for s, label in self.themes.items() if s != UNKNOWN}

    @property
    def forms(self) -> Mapping[str, str]:
        """What the map can look like: as the country is, or with a tile of one size for everybody."""
        return MAP_FORMS

    @cached_property
    def start_years(self) -> tuple[int, ...]:
        """Years in which an activity started, first to last without gaps."""
        years = sorted({int(i.start[:4]) for i in self.dataset.interventies if i.start})
        return tuple(range(years[0], years[-1] + 1)) if years else ()

    @cached_property
    def first_day(self) -> date:
        """First day of the timeline: the first milestone."""
        return min((m.datum for m in self.dataset.mijlpalen), default=date(2016, 1, 1))

    @cached_property
    def last_day(self) -> date:
        """Last day of the timeline: the end of the year of the last dated fact."""
        days = [self.first_day, *(m.datum for m in self.dataset.mijlpalen)]
        days += [a.ondertekend_tot for a in self.dataset.agendas if a.ondertekend_tot]
        return date(max(days).year, 12, 31)

    @cached_property
    def initial_day(self) -> date:
        """The day a link without a date shows: the last published total of municipalities."""
        days = [m.datum for m in self.dataset.mijlpalen if m.gemeenten is not None]
        return max(days, default=self.last_day)
