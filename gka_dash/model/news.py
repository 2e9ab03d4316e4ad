"""What is new since the last meeting: who joined, what merged, and what publications brought.

When somebody joined and when we came to know of it are two things. The first follows from the dates of
signing, the second from the publications; each says what it cannot know.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gka_dash.model.dates import dutch_date, dutch_interval
from gka_dash.model.division import mergers_between
from gka_dash.model.history import FOLLOWED, Since
from gka_dash.model.lists import name_key
from gka_dash.model.membership import agenda_unit, joined_between, unit_name
from gka_dash.model.schema import TABLE_BY_NAME, UNKNOWN, Agenda, Intervention, Merger
from gka_dash.model.stamp import Stamp, home_day
from gka_dash.model.summary import listed, number_of
from gka_dash.model.view import View


@dataclass(frozen=True)
class Joined:
    """A unit that joined; ``code`` is a municipality that can be opened."""

    unit: str
    code: str
    name: str
    when: str
    certain: bool
    source: str


@dataclass(frozen=True)
class Published:
    """A row that publications since the last meeting brought (no ``changed``) or changed in these columns."""

    table: str
    row: Agenda | Intervention
    code: str
    changed: tuple[str, ...]
    stamp: Stamp

    @property
    def title(self) -> str:
        """What the row is about."""
        return self.row.titel if isinstance(self.row, Intervention) else f"agenda van {self.row.gemeente}"

    @property
    def is_new(self) -> bool:
        """Whether the row was not there before."""
        return not self.changed


@dataclass(frozen=True)
class News:
    """What is new in a View since ``day``; the region of the view counts, its date and filters do not."""

    view: View
    day: date

    @property
    def until(self) -> date:
        """The last day that the data tells of."""
        return max(self.day, self.view.vocabulary.last_day)

    @cached_property
    def joined(self) -> tuple[Joined, ...]:
        """Who joined after the day: the certain ones first, then by name."""
        dataset, region = self.view.dataset, self.view.selection.region or None
        units = joined_between(dataset, self.day, self.until, region)
        first: dict[str, Agenda] = {}
        for agenda in dataset.agendas:
            first.setdefault(agenda_unit(dataset, agenda), agenda)
        rows = [
            Joined(
                unit,
                (dataset.successors(unit) or (unit,))[0],
                unit_name(dataset, unit),
                dutch_interval(first[unit].ondertekend_van, first[unit].ondertekend_tot),
                kind == "zeker",
                first[unit].bron_url,
            )
            for kind in ("zeker", "mogelijk")
            for unit in units[kind]
        ]
        return tuple(sorted(rows, key=lambda row: (not row.certain, name_key(row.name))))

    @cached_property
    def undated(self) -> tuple[str, ...]:
        """Names of members whose date was not found: whether they are new cannot be known."""
        dataset = self.view.dataset
        units = {
            agenda_unit(dataset, row)
            for row in dataset.agendas
            if row.precisie == UNKNOWN and self._inside(row.gemeentecode)
        }
        return tuple(sorted((unit_name(dataset, unit) for unit in units), key=name_key))

    @cached_property
    def mergers(self) -> tuple[Merger, ...]:
        """Municipalities that went up into another one after the day."""
        rows = mergers_between(self.view.dataset, self.day, date.max)
        return tuple(row for row in rows if self._inside(row.nieuwe_code))

    @cached_property
    def published(self) -> tuple[Published, ...]:
        """Rows that publications after the day brought or changed, the newest publication first."""
        dataset, found = self.view.dataset, []
        for name in FOLLOWED:
            table = TABLE_BY_NAME[name]
            for row in dataset.rows(name):
                if not self._inside(row.gemeentecode):
                    continue
                sinces = self.view.changes.get((name, table.key_of(row)), {})
                fresh = {column: since for column, since in sinces.items() if self._is_fresh(since)}
                if not fresh:
                    continue
                labels = tuple(c.label for c in table.columns if c.name in fresh)
                is_new = all(column in fresh for column in table.key)
                stamp = max((since.stamp for since in fresh.values()), key=lambda stamp: stamp.number)
                code = dataset.successors(row.gemeentecode)[0]
                found.append(Published(name, row, code, () if is_new else labels, stamp))
        return tuple(
            sorted(found, key=lambda row: (-row.stamp.number, name_key(row.row.gemeente), row.title))
        )

    @cached_property
    def known_from(self) -> date | None:
        """The day of the oldest publication that was looked at; None when no publication is known."""
        days = [
            home_day(since.stamp.made_at)
            for columns in self.view.changes.values()
            for since in columns.values()
            if since.stamp.made_at is not None
        ]
        return min(days, default=None)

    def _inside(self, code: str) -> bool:
        region, dataset = self.view.selection.region, self.view.dataset
        places = [dataset.municipality[one] for one in dataset.successors(code)]
        return bool(places) and (not region or any(place.provinciecode == region for place in places))

    def _is_fresh(self, since: Since) -> bool:
        """The first publication brings everything there was: that is a beginning and no news."""
        stamp = since.stamp
        first = stamp.number <= 1 or since.or_earlier
        return not first and stamp.made_at is not None and home_day(stamp.made_at) > self.day


def news_sentence(news: News) -> str:
    """What is new, in a few sentences."""
    certain = sum(row.certain for row in news.joined)
    possible = len(news.joined) - certain
    ended = len({row.oude_code for row in news.mergers})
    parts = [
        f"{number_of(certain, 'gemeente', 'gemeenten')} zeker nieuw aangesloten",
        f"{number_of(possible, 'gemeente', 'gemeenten')} mogelijk",
        f"{number_of(ended, 'gemeente', 'gemeenten')} opgegaan in een andere",
    ]
    line = f"Sinds {dutch_date(news.day)}: {listed(parts)}."
    if news.known_from is None:
        return line
    if not news.published:
        return f"{line} In onze gegevens is sindsdien niets toegevoegd of gewijzigd."
    new = sum(row.is_new for row in news.published)
    changed = len(news.published) - new
    return (
        f"{line} In onze gegevens: {number_of(new, 'rij', 'rijen')} toegevoegd en "
        f"{number_of(changed, 'rij', 'rijen')} gewijzigd."
    )


def not_known(news: News) -> tuple[str, ...]:
    """What these numbers cannot tell, in sentences."""
    found = []
    if any(not row.certain for row in news.joined):
        found.append(
            "Mogelijk nieuw is een gemeente waarvan de precieze datum niet is gevonden: de agenda kan ook "
            f"voor {dutch_date(news.day)} zijn ondertekend."
        )
    if news.undated:
        count = number_of(len(news.undated), "gemeente", "gemeenten")
        found.append(
            f"Van {count} met een agenda is de datum niet gevonden. Of die nieuw zijn, is niet te zeggen: "
            f"{listed(news.undated)}."
        )
    if news.day >= news.view.vocabulary.last_day:
        found.append(
            f"Na {dutch_date(news.view.vocabulary.last_day)} staat er nog geen datum in onze gegevens. Wie "
            "daarna aansloot, is hier dus nog niet te zien."
        )
    if news.known_from is None:
        found.append("Wanneer iets in onze gegevens kwam, is niet bewaard: er is geen gegevensbank.")
    elif news.day < news.known_from:
        found.append(
            f"De oudste publicatie waar wij naar kijken is van {dutch_date(news.known_from)}. Wat daar al in "
            "stond, telt niet als nieuw."
        )
    found.append("Wat uit de gegevens is weggehaald, staat hier niet.")
    return tuple(found)


def merger_names(mergers: Iterable[Merger]) -> tuple[tuple[date, str, str], ...]:
    """Day, old name and new names of each municipality that ended; a split has more than one new name."""
    grouped: dict[tuple[date, str, str], list[str]] = {}
    for row in mergers:
        grouped.setdefault((row.datum, row.oude_code, row.oude_naam), []).append(row.nieuwe_naam)
    return tuple((day, old, listed(sorted(new, key=name_key))) for (day, _, old), new in grouped.items())


def news_rows(news: News) -> tuple[tuple[str, str, str, str, str, str], ...]:
    """The news as rows: what, code, municipality, remark, day or publication, source."""
    joined = (
        ("zeker nieuw" if r.certain else "mogelijk nieuw", r.code, r.name, "ondertekend", r.when, r.source)
        for r in news.joined
    )
    merged = (
        (
            "herindeling",
            row.oude_code,
            row.oude_naam,
            f"opgegaan in {row.nieuwe_naam}",
            dutch_date(row.datum),
            "",
        )
        for row in news.mergers
    )
    published = (
        (
            "nieuw in de gegevens" if row.is_new else "gewijzigd in de gegevens",
            row.code,
            row.row.gemeente,
            row.title if row.is_new else f"{row.title}: {', '.join(row.changed)}",
            str(row.stamp),
            row.row.bron_url,
        )
        for row in news.published
    )
    return (*joined, *merged, *published)
