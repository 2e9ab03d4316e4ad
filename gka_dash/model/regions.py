"""A region at a glance: its members, what they do, and what needs attention."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from gka_dash.model.activities import highlighted
from gka_dash.model.lists import name_key
from gka_dash.model.membership import Status, combined_status, joining_year
from gka_dash.model.schema import UNKNOWN, Municipality
from gka_dash.model.view import View


@dataclass(frozen=True)
class Region:
    """A region of a View whose selection has that region chosen."""

    view: View

    @cached_property
    def places(self) -> tuple[Municipality, ...]:
        """Municipalities of the region by name."""
        return tuple(sorted(self.view.municipalities, key=lambda place: name_key(place.gemeente)))

    @cached_property
    def by_status(self) -> Mapping[Status, tuple[Municipality, ...]]:
        """Municipalities of the region per status at the view's day."""
        agendas = self.view.dataset.agendas_by_municipality
        found: dict[Status, list[Municipality]] = {status: [] for status in Status}
        for place in self.places:
            found[combined_status(agendas.get(place.gemeentecode, ()), self.view.day)].append(place)
        return {status: tuple(places) for status, places in found.items()}

    @cached_property
    def missing_themes(self) -> tuple[str, ...]:
        """Slugs of themes of which no activity in the region is described."""
        counts = self.view.counts.themes
        return tuple(t for t in self.view.vocabulary.themes if t != UNKNOWN and not counts.get(t))

    @cached_property
    def missing_sectors(self) -> tuple[str, ...]:
        """Slugs of sectors of which no activity in the region is described."""
        counts = self.view.counts.sectors
        return tuple(s for s in self.view.vocabulary.sectors if s != UNKNOWN and not counts.get(s))

    @cached_property
    def attention(self) -> tuple[tuple[Municipality, tuple[str, ...]], ...]:
        """Members whose facts are incomplete, with what is missing."""
        rows = []
        for place in self.places:
            agendas = self.view.dataset.agendas_by_municipality.get(place.gemeentecode, ())
            activities = self.view.dataset.interventions_by_municipality.get(place.gemeentecode, ())
            if not agendas and not activities:
                continue
            points = []
            if not agendas:
                points.append("wel een activiteit, geen agenda gevonden")
            elif joining_year(agendas) is None:
                points.append("jaar van ondertekening niet gevonden")
            if agendas and not any(agenda.agenda_url for agenda in agendas):
                points.append("geen link naar de agenda")
            if agendas and not any(agenda.themas for agenda in agendas):
                points.append("geen thema's van de agenda bekend")
            if not activities:
                points.append("geen activiteit beschreven")
            elif highlighted(activities) is None:
                points.append("geen activiteit met thema, sector en samenvatting")
            if points:
                rows.append((place, tuple(points)))
        return tuple(rows)
