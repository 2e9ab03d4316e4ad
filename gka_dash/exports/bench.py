"""Where files are made, by command, on a page or in a long job: what is there to make them of.

The facts come from a ``Source`` (the services of the dashboard), the borders from the build.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Protocol

from gka_dash.errors import ArtefactError, SourceError
from gka_dash.exports.files import FILES, STORY_FILES, Tools, file_name, story_name
from gka_dash.exports.origin import Origin
from gka_dash.exports.picture import Picture, read_geometry
from gka_dash.exports.zipped import zipped
from gka_dash.model.selection import Selection

if TYPE_CHECKING:
    from gka_dash.model.selection import Reading
    from gka_dash.model.story import Story
    from gka_dash.model.view import View
    from gka_dash.model.vocabulary import Vocabulary

KEPT_BORDERS: Final = 4
NOT_MADE: Final = "niet-gelukt.txt"
Place = tuple[str, str]  # code and name; a region or country has no code here


class Source(Protocol):
    """What is asked of the services of the dashboard (gka_dash.web.services)."""

    @property
    def vocabulary(self) -> Vocabulary:
        """What may stand in a link."""
        ...

    @property
    def version(self) -> str:
        """Version of the data."""
        ...

    @property
    def stories(self) -> Mapping[str, Story]:
        """The stories that come with the dashboard, by name."""
        ...

    def read(self, query: Any) -> Reading:
        """Read a query string."""
        ...

    def of(self, selection: Selection) -> View:
        """The view of a selection."""
        ...


@dataclass(frozen=True)
class Borders:
    """The borders that the build wrote; the few that were used last are kept."""

    tools: Tools
    _kept: OrderedDict[tuple[str, str], Mapping[str, Any]] = field(default_factory=OrderedDict)
    _reading: Lock = field(default_factory=Lock)

    def of(self, view: View) -> Mapping[str, Any]:
        """The borders of a view; raises ArtefactError when they were not built."""
        key = (view.edition, view.selection.division)
        with self._reading:
            if key not in self._kept:
                self._kept[key] = self._read(view)
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT_BORDERS:
                self._kept.popitem(last=False)
            return self._kept[key]

    def _read(self, view: View) -> Mapping[str, Any]:
        try:
            return read_geometry(self.tools.build_dir, view)
        except OSError as error:
            raise ArtefactError(
                "De grenzen van deze kaart ontbreken. Voer eerst dit uit: python -m gka_dash build."
            ) from error


@dataclass(frozen=True)
class Bench:
    """What files are made with: facts, borders, and the address where everybody can see them."""

    source: Source
    borders: Borders
    base_url: str = ""

    def picture(self, selection: Selection) -> Picture:
        """The map of a selection; raises ArtefactError when its borders were not built."""
        view = self.source.of(selection)
        return Picture(view, self.borders.of(view))

    def origin(self, view: View) -> Origin:
        """What a file says of itself."""
        return Origin(view, self.source.version, self.base_url)

    def file(self, kind: str, selection: Selection) -> tuple[str, bytes]:
        """Name and content of a file of a kind of FILES."""
        picture = self.picture(selection)
        made = FILES[kind].make(picture, self.origin(picture.view), self.borders.tools)
        return file_name(picture.view, kind), made

    # ---- stories -----------------------------------------------------------------------------------------

    def story(self, name: str, region: str = "") -> tuple[Story, str]:
        """A story with the region that it is about, if it asks for one. Raises SourceError."""
        story = self.source.stories.get(name)
        if story is None:
            known = ", ".join(self.source.stories) or "geen"
            raise SourceError(f"Het verhaal {name[:60]} is onbekend. Bekend zijn: {known}.")
        if not story.asks:
            return story, ""
        if not region:
            raise SourceError("Dit verhaal gaat over een regio. Geef er een op, zoals PV30.")
        return story, self.region(Selection(), region).region

    def story_file(
        self, kind: str, story: Story, region: str, tell: Callable[[str], None] = lambda _name: None
    ) -> tuple[str, bytes]:
        """Name and content of a story as a file of a kind of STORY_FILES; ``tell`` hears how far it is."""
        return story_name(story, region, kind), STORY_FILES[kind](story, self, region, tell)

    # ---- factsheets --------------------------------------------------------------------------------------

    def region(self, chosen: Selection, code: str) -> Selection:
        """The choice with a region; without a code the one that was chosen already. Raises SourceError."""
        chosen = replace(chosen, municipality="")
        if not code:
            return chosen
        vocabulary = self.source.vocabulary
        code = code.strip().upper() if code.strip().upper() in vocabulary.regions else code.strip()
        if code not in vocabulary.regions:
            raise SourceError(f"De regio {code} is onbekend. Geef de code van een regio op, zoals PV30.")
        return replace(chosen, region=code, division=vocabulary.division_of(code))

    def municipality(self, selection: Selection, code: str) -> Selection:
        """The choice with a municipality in its region. Raises SourceError for a code that is not known."""
        chosen = self.source.of(replace(selection, region="", municipality=code)).chosen
        if chosen is None:
            raise SourceError(f"De gemeente {code} is onbekend. Geef de CBS-code op, zoals GM0034.")
        return replace(selection, region=chosen.provinciecode, municipality=chosen.gemeentecode)

    def sheet(self, selection: Selection) -> tuple[str, bytes]:
        """Name and content of a factsheet."""
        from gka_dash.exports.sheets import file_name as sheet_name

        picture = self.picture(selection)
        made = self.borders.tools.press.sheet(picture, self.origin(picture.view))
        return sheet_name(picture), made

    def places(self, region: Selection) -> list[Place]:
        """What there are sheets of: the region itself, and each of its municipalities."""
        towns = self.source.of(region).municipalities
        return [("", "de regio"), *((place.gemeentecode, place.gemeente) for place in towns)]

    def sheets(
        self, region: Selection, failed: list[str], tell: Callable[[str], None] = lambda _name: None
    ) -> Iterator[tuple[str, bytes]]:
        """Name and content of every sheet; one that fails is named in ``failed`` and never stops the rest.

        ``tell`` hears which sheet is being made now.
        """
        for code, name in self.places(region):
            tell(name)
            try:
                made = self.sheet(self.municipality(region, code) if code else region)
            except Exception as error:  # whatever is the matter with this one, the others are wanted too
                failed.append(f"Het factsheet van {name} {code} is niet gelukt: {error}".rstrip())
            else:
                yield made

    def bundle(
        self, region: Selection, failed: list[str], tell: Callable[[str], None] = lambda _name: None
    ) -> tuple[str, bytes]:
        """Name and content of the zip with every sheet; what failed is named in a text file inside it."""

        def parts() -> Iterator[tuple[str, bytes]]:
            yield from self.sheets(region, failed, tell)
            if failed:
                yield NOT_MADE, "\r\n".join(failed).encode()

        return file_name(self.source.of(region), "zip", "bladen"), zipped(parts())
