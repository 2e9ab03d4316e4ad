"""A view as a file of each kind that can be taken along. The same view and data give the same bytes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gka_dash.exports.csv_table import records_csv
from gka_dash.exports.origin import Origin
from gka_dash.exports.picture import Picture
from gka_dash.exports.screen_csv import SCREENS, preamble
from gka_dash.model.selection import Selection
from gka_dash.model.view import View
from gka_dash.model.vocabulary import Vocabulary, slug

if TYPE_CHECKING:
    from gka_dash.exports.bench import Bench
    from gka_dash.exports.sheets import Press
    from gka_dash.model.story import Story


@dataclass(frozen=True)
class Tools:
    """What files are made with; typst comes along with the first file that needs it."""

    build_dir: Path

    @cached_property
    def press(self) -> "Press":
        """Made once: fonts and templates are read a single time."""
        from gka_dash.exports.sheets import Press

        return Press(self.build_dir)


LONGEST_NAME = 60  # signs of a place in the name of a file
MakeFile = Callable[[Picture, Origin, Tools], bytes]


@dataclass(frozen=True)
class Kind:
    """A kind of file: how a menu calls it, what it is and for whom, its media type and its maker."""

    name: str
    what: str
    media_type: str
    make: MakeFile


def _csv(picture: Picture, origin: Origin, _tools: Tools) -> bytes:
    title, table = SCREENS["interventies"]
    above = [*preamble(picture.view, title, origin.version), f"Link: {origin.link}"]
    return records_csv(*table(picture.view), above, bom=True).encode()


def _xlsx(_picture: Picture, origin: Origin, _tools: Tools) -> bytes:
    from gka_dash.exports.xlsx_tables import view_workbook

    return view_workbook(origin)


def _svg(picture: Picture, origin: Origin, _tools: Tools) -> bytes:
    from gka_dash.exports.svg_map import map_svg

    return map_svg(picture, origin).encode()


def _png(picture: Picture, origin: Origin, tools: Tools) -> bytes:
    from gka_dash.exports.png_map import map_png

    return map_png(picture, origin, tools.press)


def _pptx(picture: Picture, origin: Origin, _tools: Tools) -> bytes:
    from gka_dash.exports.pptx_deck import deck

    return deck(picture, origin)


def _pdf(picture: Picture, origin: Origin, tools: Tools) -> bytes:
    return tools.press.view(picture, origin)


@dataclass(frozen=True)
class _OneView:
    """A view and its origin as what a presentation is made of."""

    view: View
    version: str

    @property
    def vocabulary(self) -> Vocabulary:
        return self.view.vocabulary

    def of(self, _selection: Selection) -> View:
        return self.view


def _html(picture: Picture, origin: Origin, tools: Tools) -> bytes:
    from gka_dash.exports.built import Built
    from gka_dash.exports.offline_html import offline_html
    from gka_dash.exports.presentation import Place, presentation, view_story

    view = picture.view
    shown = presentation(view_story(view), _OneView(view, origin.version), "", Place(origin.base_url))
    return offline_html(shown, Built.load(tools.build_dir), origin.base_url).encode()


_OFFICE = "application/vnd.openxmlformats-officedocument"

# What a view can be taken along as, in the order of a menu. A library is loaded with the file that needs it.
FILES: Mapping[str, Kind] = {
    "pptx": Kind(
        "Dia's (PowerPoint)",
        "Kaart, cijfers en grafieken om te presenteren. U kunt alles nog aanpassen.",
        f"{_OFFICE}.presentationml.presentation",
        _pptx,
    ),
    "html": Kind(
        "Presentatie (HTML)",
        "Eén bestand dat u zonder internet opent en groot laat zien.",
        "text/html",
        _html,
    ),
    "pdf": Kind(
        "A4 (PDF)",
        "Kaart, cijfers en grafieken op papier, voor aan tafel.",
        "application/pdf",
        _pdf,
    ),
    "png": Kind(
        "Plaatje (PNG)",
        "De kaart als plaatje, voor een bericht of een verslag.",
        "image/png",
        _png,
    ),
    "svg": Kind(
        "Tekening (SVG)",
        "De kaart als tekening die altijd scherp is, voor een vormgever.",
        "image/svg+xml",
        _svg,
    ),
    "xlsx": Kind(
        "Tabellen (Excel)",
        "Alle cijfers en lijsten, om zelf mee te rekenen.",
        f"{_OFFICE}.spreadsheetml.sheet",
        _xlsx,
    ),
    "csv": Kind(
        "Activiteiten (CSV)",
        "De activiteiten als lijst, voor een ander programma.",
        "text/csv",
        _csv,
    ),
}


def _story_pptx(story: "Story", bench: "Bench", region: str, tell: Callable[[str], None]) -> bytes:
    from gka_dash.exports.pptx_story import story_deck

    return story_deck(story, bench, region, tell)


def _story_html(story: "Story", bench: "Bench", region: str, _tell: Callable[[str], None]) -> bytes:
    from gka_dash.exports.built import Built
    from gka_dash.exports.offline_html import offline_html
    from gka_dash.exports.presentation import Place, presentation

    shown = presentation(story, bench.source, region, Place(bench.base_url))
    return offline_html(shown, Built.load(bench.borders.tools.build_dir), bench.base_url).encode()


MakeStory = Callable[["Story", "Bench", str, Callable[[str], None]], bytes]
# What a whole story can be taken along as; the maker tells which step it is at.
STORY_FILES: Mapping[str, MakeStory] = {"pptx": _story_pptx, "html": _story_html}


def story_name(story: "Story", region: str, kind: str) -> str:
    """``gka-mijn-regio-pv30.pptx``."""
    name = slug(story.slug)[:LONGEST_NAME].removeprefix("gka-")
    return f"{'-'.join(filter(None, ['gka', name, slug(region)]))}.{kind}"


def file_name(view: View, kind: str, what: str = "") -> str:
    """``gka-noord-brabant-2022-12-31.pptx``: where and when, in letters that every computer can keep."""
    place = view.chosen.gemeente if view.chosen else view.region_name
    days = [day.isoformat() for day in (view.since, view.day) if day]
    return f"{'-'.join(filter(None, ['gka', what, slug(place)[:LONGEST_NAME], *days]))}.{kind}"
