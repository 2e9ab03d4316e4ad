"""The map on two days: who joined in between and which municipalities merged."""

from dataclasses import dataclass
from datetime import date

from gka_dash.model.dates import dutch_precise
from gka_dash.model.division import mergers_between
from gka_dash.model.lists import name_key
from gka_dash.model.membership import Status, joined_between, unit_name
from gka_dash.model.schema import Merger
from gka_dash.model.selection import Selection
from gka_dash.model.view import View
from gka_dash.model.vocabulary import Vocabulary


def two_days(selection: Selection, vocabulary: Vocabulary) -> tuple[date, date]:
    """The days of a selection; without a first day that of the first published total before the last one."""
    day = selection.day or vocabulary.initial_day
    totals = (m.datum for m in vocabulary.dataset.mijlpalen if m.gemeenten is not None and m.datum < day)
    return selection.since or min(totals, default=vocabulary.first_day), day


@dataclass(frozen=True)
class Change:
    """A unit that joined between two days; ``code`` is a municipality that can be opened."""

    code: str
    name: str


@dataclass(frozen=True)
class TwoDays:
    """Two views of one selection, each on the borders of its own day."""

    before: View
    after: View

    @property
    def counts(self) -> tuple[tuple[str, str, str], ...]:
        """What is counted or published on either day: label, before and after."""
        rows = [
            ("Zeker aangesloten (met naam bekend)", *self._number(Status.CERTAIN)),
            ("Mogelijk aangesloten (met naam bekend)", *self._number(Status.POSSIBLE)),
            ("Gepubliceerd door de GKA (heel Nederland)", _published(self.before), _published(self.after)),
        ]
        before, after = (str(len(view.municipalities)) for view in (self.before, self.after))
        return (*rows, ("Gemeenten op de kaart", before, after))

    def _number(self, status: Status) -> tuple[str, str]:
        return str(len(self.before.members[status])), str(len(self.after.members[status]))

    def joined(self, kind: str) -> tuple[Change, ...]:
        """Who joined, ``zeker`` or ``mogelijk``, by name."""
        view = self.after
        units = joined_between(view.dataset, self.before.day, view.day, view.selection.region or None)[kind]
        rows = (
            Change((view.dataset.today.successors(unit) or (unit,))[0], unit_name(view.dataset, unit))
            for unit in units
        )
        return tuple(sorted(rows, key=lambda row: name_key(row.name)))

    @property
    def mergers(self) -> tuple[Merger, ...]:
        """Municipalities that went up into another one between the two days, inside the region."""
        inside = {place.gemeentecode for place in self.after.municipalities}
        rows = mergers_between(self.after.dataset, self.before.day, self.after.day)
        return tuple(row for row in rows if inside & {*self.after.dataset.successors(row.nieuwe_code)})


def _published(view: View) -> str:
    if view.published is None:
        return "nog geen aantal"
    when = dutch_precise(view.published.datum, view.published.precisie)
    return f"{view.published.gemeenten} ({when})"
