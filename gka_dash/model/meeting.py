"""The municipalities around a table: what they share, what only one or two have, and what nobody has."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from gka_dash.model.activities import highlighted
from gka_dash.model.compare import Profile, municipality_profile
from gka_dash.model.lists import name_key
from gka_dash.model.schema import UNKNOWN, Intervention
from gka_dash.model.summary import listed, number_of
from gka_dash.model.view import View

FEW = 2


@dataclass(frozen=True)
class Spread:
    """A theme or sector: ``doing`` have an activity, ``planning`` only name it in an agenda."""

    key: str
    label: str
    doing: tuple[Profile, ...]
    planning: tuple[Profile, ...]

    @property
    def places(self) -> int:
        """How many of the table have it."""
        return len(self.doing) + len(self.planning)


@dataclass(frozen=True)
class Meeting:
    """The table; ``profiles`` stand by name."""

    profiles: tuple[Profile, ...]
    themes: tuple[Spread, ...]
    sectors: tuple[Spread, ...]

    @property
    def few(self) -> int:
        """How many still are an exception at this table: two, or one when there are no more than three."""
        return FEW if len(self.profiles) > FEW + 1 else 1

    @cached_property
    def shared(self) -> tuple[Spread, ...]:
        """Themes that everybody has; nothing is shared by one."""
        return tuple(s for s in self.themes if len(self.profiles) > 1 and s.places == len(self.profiles))

    @cached_property
    def widespread(self) -> tuple[Spread, ...]:
        """Themes that more than a few have, but not everybody."""
        return tuple(s for s in self.themes if self.few < s.places < len(self.profiles))

    @cached_property
    def contrasts(self) -> tuple[Spread, ...]:
        """Themes that only one or two have, while others could learn from them."""
        return tuple(s for s in self.themes if 0 < s.places <= self.few and s.places < len(self.profiles))

    @cached_property
    def missing_themes(self) -> tuple[Spread, ...]:
        """Themes that nobody has."""
        return tuple(s for s in self.themes if not s.places)

    @cached_property
    def missing_sectors(self) -> tuple[Spread, ...]:
        """Sectors that nobody has a described activity for."""
        return tuple(s for s in self.sectors if not s.places)

    @cached_property
    def talks(self) -> tuple[Spread, ...]:
        """Themes to talk about: somebody has an activity, and somebody else has not. Most to gain first."""
        mixed = (s for s in self.themes if s.doing and len(s.doing) < len(self.profiles))
        return tuple(
            sorted(mixed, key=lambda spread: (-len(spread.planning), len(spread.doing), spread.label))
        )


def meeting(view: View, codes: Iterable[str]) -> Meeting:
    """The table of these municipalities on the borders of the view."""
    known = (municipality_profile(view, code) for code in codes if code in view.dataset.municipality)
    profiles = tuple(sorted(known, key=lambda profile: name_key(profile.name)))
    themes = {key: label for key, label in view.vocabulary.themes.items() if key != UNKNOWN}
    sectors = {key: label for key, label in view.vocabulary.sectors.items() if key != UNKNOWN}
    return Meeting(
        profiles,
        tuple(_theme(key, label, profiles) for key, label in themes.items()),
        tuple(_sector(key, label, profiles) for key, label in sectors.items()),
    )


def _theme(key: str, label: str, profiles: tuple[Profile, ...]) -> Spread:
    doing = tuple(p for p in profiles if _acts(p, key))
    return Spread(key, label, doing, tuple(p for p in profiles if key in p.known_themes and p not in doing))


def _acts(profile: Profile, theme: str) -> bool:
    mention = profile.themes.get(theme)
    return mention is not None and bool(mention.interventions or mention.others)


def _sector(key: str, label: str, profiles: tuple[Profile, ...]) -> Spread:
    return Spread(key, label, tuple(p for p in profiles if key in p.known_sectors), ())


def names(profiles: Iterable[Profile]) -> str:
    """The names of places, as a list in a sentence."""
    return listed(profile.name for profile in profiles)


def spread_words(spread: Spread) -> str:
    """``Mentoring (Almere; in de agenda van Zwolle)``."""
    parts = [names(spread.doing)] if spread.doing else []
    if spread.planning:
        parts.append(f"in de agenda van {names(spread.planning)}")
    return f"{spread.label} ({'; '.join(parts)})"


def table_sentence(table: Meeting) -> str:
    """Who sit at the table and what they have in common."""
    count = len(table.profiles)
    agendas = sum(bool(profile.agendas) for profile in table.profiles)
    activities = sum(len(profile.activities) for profile in table.profiles)
    line = (
        f"{number_of(count, 'gemeente', 'gemeenten')} aan tafel. Met agenda: {agendas}. "
        f"Beschreven: {number_of(activities, 'activiteit', 'activiteiten')}."
    )
    if count < FEW:
        return line
    if not table.shared:
        return f"{line} Er is geen thema dat iedereen heeft."
    return f"{line} Iedereen heeft: {listed(spread.label for spread in table.shared)}."


def shown_first(profile: Profile) -> Intervention | None:
    """The activity that the page of the municipality shows first."""
    return highlighted(profile.activities)
