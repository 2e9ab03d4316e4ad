"""What every file says of itself: what it shows, of when, with which filters, from which data and where."""

from dataclasses import dataclass

from gka_dash.exports.screen_csv import SOURCE
from gka_dash.model.dates import dutch_date
from gka_dash.model.selection import write_query
from gka_dash.model.summary import filters_text, map_title, tile_note
from gka_dash.model.view import View

NAME = "Landkaart Gelijke Kansen"


@dataclass(frozen=True)
class Origin:
    """A view, the version of its data, and the address where everybody can see it.

    Without a public address the link begins at the root of the dashboard, wherever that stands.
    """

    view: View
    version: str
    base_url: str = ""

    @property
    def title(self) -> str:
        """What the view shows, in one line."""
        return map_title(self.view)

    @property
    def when(self) -> str:
        """The day of the view, or the two days of a difference."""
        day = dutch_date(self.view.day)
        return f"{dutch_date(self.view.since)} tot en met {day}" if self.view.since else day

    @property
    def borders(self) -> str:
        """Whose the borders are, and of when, if not of the day of the view."""
        return " ".join(filter(None, (self.view.attribution, self.view.border_note, tile_note(self.view))))

    @property
    def link(self) -> str:
        """The address of the view itself."""
        return self.address("/")

    def address(self, path: str) -> str:
        """The address of a page with the choices of the view."""
        query = write_query(self.view.selection)
        return self.base_url + (f"{path}?{query}" if query else path)

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Label and value of everything above, in the order of a colophon."""
        rows = (
            ("Wat", self.title),
            ("Datum", self.when),
            ("Filter", filters_text(self.view)),
            ("Gegevensversie", self.version),
            ("Bron", f"{SOURCE}."),
            ("Kaart", self.borders),
            ("Link", self.link),
        )
        return tuple((label, value) for label, value in rows if value)

    @property
    def lines(self) -> tuple[str, ...]:
        """The same as sentences, without what it shows: a title says that already."""
        return tuple(f"{label}: {value}" for label, value in self.facts[1:])
