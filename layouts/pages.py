"""Which address shows which page, with its title and whether the filter panel belongs to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from gka_dash.model.dataset import Dataset
from gka_dash.model.origins import Origins
from gka_dash.model.selection import Selection
from gka_dash.model.story import Story
from gka_dash.model.summary import map_title, region_label
from gka_dash.model.view import View
from gka_dash.model.vocabulary import Vocabulary
from layouts import (
    achtergrond,
    data,
    gemeente,
    gemeenten,
    interventies,
    kaart,
    niet_gevonden,
    presenteren,
    regios,
    toegankelijkheid,
    vergelijken,
)


class Source(Protocol):
    """What a page may ask for (gka_dash.web.services.Services)."""

    @property
    def dataset(self) -> Dataset:
        """The tables and their look-ups."""
        ...

    @property
    def vocabulary(self) -> Vocabulary:
        """What may stand in a link."""
        ...

    @property
    def version(self) -> str:
        """Which publication this is, in words."""
        ...

    @property
    def origins(self) -> Origins:
        """Where each value came from."""
        ...

    @property
    def base(self) -> str:
        """What stands before every address of a preview; empty for what is published."""
        ...

    @property
    def editions(self) -> Sequence[data.Borders]:
        """The borders that can be drawn, by first day."""
        ...

    @property
    def stories(self) -> Mapping[str, Story]:
        """The stories that come with the dashboard, by slug."""
        ...

    @property
    def neighbours(self) -> Mapping[str, tuple[str, ...]]:
        """Codes of the neighbours, by code."""
        ...

    def view(self, query: Any) -> View:
        """The view of a query string."""
        ...

    def of(self, selection: Selection) -> View:
        """The view of a selection."""
        ...


@dataclass(frozen=True)
class Page:
    """A page: ``path`` is exact, or ends in ``/`` when a code follows; ``label`` stands in the menu."""

    key: str
    path: str
    label: str
    title: Callable[[Source, View, str], str]
    build: Callable[[Source, View, str], Any]
    knows: Callable[[Source, str], bool] = lambda _source, code: not code
    has_filters: bool = False


def region_view(source: Source, view: View, code: str) -> View:
    division = source.vocabulary.division_of(code)
    return source.of(replace(view.selection, division=division, region=code))


def _region_views(source: Source, view: View) -> dict[str, View]:
    regions = source.vocabulary.regions_of_division[view.selection.division]
    return {code: region_view(source, view, code) for code in regions}


def _regions(source: Source, view: View, _code: str) -> Any:
    chosen = view.selection
    return regios.index(_region_views(source, view), chosen.division, source.vocabulary.divisions, chosen)


def _municipality(source: Source, view: View, code: str) -> Any:
    return gemeente.build(
        source.dataset,
        source.vocabulary,
        code,
        source.neighbours.get(code, ()),
        view.selection,
        source.origins,
    )


def _municipality_title(source: Source, _view: View, code: str) -> str:
    return f"{source.dataset.municipality[code].gemeente}: {region_label(source.dataset, code)}"


def _data(source: Source, _view: View, _code: str) -> Any:
    return data.build(source.of(Selection()), source.version, source.editions)


def _comparing(part: vergelijken.Part) -> Page:
    return Page(
        part.key,
        part.path,
        "Vergelijken" if part is vergelijken.FIRST else "",
        lambda _source, _view, _code: part.title,
        lambda source, view, _code: vergelijken.build(source, view, part),
    )


PAGES: tuple[Page, ...] = (
    Page(
        "kaart",
        "/",
        "Kaart",
        lambda _source, view, _code: map_title(view),
        lambda _source, view, _code: kaart.build(view),
        has_filters=True,
    ),
    Page(
        "interventies",
        "/interventies",
        "Interventies",
        lambda _source, _view, _code: "Interventies en andere activiteiten",
        lambda _source, view, _code: interventies.build(view),
        has_filters=True,
    ),
    Page(
        "gemeenten",
        "/gemeenten",
        "Gemeenten",
        lambda _source, _view, _code: "Gemeenten",
        lambda _source, view, _code: gemeenten.build(view),
        has_filters=True,
    ),
    Page(
        "regios",
        "/regios",
        "Regio's",
        lambda _source, _view, _code: "Regio's",
        _regions,
    ),
    *(_comparing(part) for part in vergelijken.PARTS.values()),
    Page(
        "achtergrond",
        "/achtergrond",
        "Achtergrond",
        lambda _source, _view, _code: "Achtergrond",
        lambda source, _view, _code: achtergrond.build(source.dataset),
    ),
    Page(
        "presenteren",
        presenteren.PATH,
        "Presenteren",
        lambda _source, _view, _code: "Presenteren",
        lambda source, _view, _code: presenteren.build(source.stories.values(), source.vocabulary),
    ),
    Page(
        "toegankelijkheid",
        "/toegankelijkheid",
        "",
        lambda _source, _view, _code: "Toegankelijkheid",
        lambda _source, _view, _code: toegankelijkheid.build(),
    ),
    Page("data", "/data", "Over de data", lambda _source, _view, _code: "Over de data", _data),
    Page(
        "gemeente",
        "/gemeente/",
        "",
        _municipality_title,
        _municipality,
        lambda source, code: code in source.dataset.municipality,
    ),
    Page(
        "regio",
        "/regio/",
        "",
        lambda source, _view, code: source.vocabulary.regions[code],
        lambda source, view, code: regios.build(region_view(source, view, code)),
        lambda source, code: code in source.vocabulary.regions,
    ),
)


@dataclass(frozen=True)
class Found:
    """The page of an address and the code in it; ``page`` is None when there is none."""

    page: Page | None
    code: str = ""

    @property
    def status(self) -> int:
        """HTTP status of the address."""
        return 200 if self.page else 404

    def title(self, source: Source, view: View) -> str:
        """Title of the page, without the name of the dashboard."""
        return self.page.title(source, view, self.code) if self.page else "Deze pagina bestaat niet"

    def build(self, source: Source, view: View) -> Any:
        """The components of the page."""
        return self.page.build(source, view, self.code) if self.page else niet_gevonden.build(self.code)


def find(source: Source, path: Any) -> Found:
    """The page of a path; a trailing slash does not count, an unknown code or what is no text is no page."""
    if not isinstance(path, str):
        return Found(None)
    path = path.removeprefix(source.base)
    path = path if path == "/" else path.rstrip("/")
    for page in PAGES:
        with_code = page.path.endswith("/") and page.path != "/"
        if not with_code and path == page.path:
            return Found(page)
        if with_code and path.startswith(page.path):
            code = path.removeprefix(page.path)
            return Found(page, code) if page.knows(source, code) else Found(None, code)
    return Found(None)


def moved_to(source: Source, path: str) -> str:
    """Where an old address went: the successor of a municipality that merged; empty when it did not move.

    A municipality that was split leads to its first part in the merger table, which names it as predecessor.
    """
    prefix = "/gemeente/"
    code = path.rstrip("/").removeprefix(prefix)
    if not path.startswith(prefix) or code in source.dataset.municipality:
        return ""
    successors = source.dataset.successors(code)
    return prefix + successors[0] if successors else ""
