"""The map as it stands on another website: no header, no menu, no Dash; with source, day and the way back.

With scripts it is the same map as on the first page. A still picture needs no script at all. Its filters are
a plain form, so they work in both.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Final
from urllib.parse import parse_qsl

from gka_dash.exports.inline import json_for_script
from gka_dash.exports.picture import LegendLine, Picture, read_geometry
from gka_dash.exports.screen_csv import SOURCE
from gka_dash.exports.svg_map import frame, shapes, swatch
from gka_dash.model.embed import PATH, WORDS, EmbedOptions
from gka_dash.model.selection import Reading, write_query
from gka_dash.model.summary import activities_line, listed, map_title, members_line, tile_note
from gka_dash.model.view import View
from gka_dash.settings import Settings
from gka_dash.web.index import SITE_NAME, json_addresses
from gka_dash.web.manifest import Manifest
from gka_dash.web.services import Services
from gka_dash.web.static_build import EMBED_CSS, EMBED_JS

_HEIGHT_PX: Final = 560  # lines of a still picture are as wide as on a map of this height
# What the form chooses itself; all the rest of the link goes along unseen.
_CHOSEN: Final = ("regio", "thema", "sector", "kleur")

_PAGE: Final = """<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<title>{title} · {site}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="stylesheet" href="{css}">
{head}
</head>
<body class="embed">
<main>
<h1>{title}</h1>
<p class="embed-status">{status}</p>
{dropped}{filters}
<div class="embed-map">{map}</div>
{chosen}</main>
<footer>
<p>Bron: {source}. {attribution} Gegevens: {version}.</p>
<p><a href="{full}" target="_blank" rel="noopener">Bekijk de hele kaart op {site}</a></p>
</footer>
{script}
</body>
</html>
"""
_INTERACTIVE: Final = (
    '<div id="inbed-kaart" class="map-host"><p role="status">De kaart wordt geladen…</p></div>'
    "{legend}"
    '<noscript><p>Zonder JavaScript is de kaart er <a href="{still}">als stilstaand beeld</a>.</p></noscript>'
)


# assets/inbed/inbed.js puts in its place what is known of the municipality that is chosen.
_CHOSEN_LINE: Final = (
    '<p id="inbed-gekozen" class="embed-chosen" role="status">Kies een gemeente op de kaart om meer te '
    "lezen.</p>\n"
)


@dataclass(frozen=True)
class Embedded:
    """A view on another website; ``config`` gives what the scripts must know of it."""

    services: Services
    settings: Settings
    manifest: Manifest
    options: EmbedOptions
    reading: Reading
    config: Callable[[View], Mapping[str, Any]]

    @property
    def view(self) -> View:
        """What is shown."""
        return self.services.of(self.reading.selection)

    @property
    def stays(self) -> str:
        """Code of the region that cannot be left; empty when there is none."""
        return self.reading.selection.region if self.options.fixed else ""


def embed_page(page: Embedded) -> str:
    """The whole document."""
    view, manifest = page.view, page.manifest
    query = write_query(view.selection)
    still = page.options.still
    return _PAGE.format(
        title=escape(map_title(view)),
        site=SITE_NAME,
        css=manifest.url(EMBED_CSS),
        head="" if still else f'<script defer src="{manifest.url(EMBED_JS)}"></script>',
        status=escape(f"{members_line(view)} {activities_line(view)}"),
        dropped=_dropped(page.reading),
        filters=_filters(page) if page.options.filters else "",
        map=_still(page) if still else _interactive(page),
        chosen="" if still else _CHOSEN_LINE,
        source=escape(SOURCE),
        attribution=escape(" ".join(filter(None, (view.attribution, view.border_note, tile_note(view))))),
        version=escape(page.services.version),
        full=escape(f"/?{query}" if query else "/"),
        script="" if still else _config(page),
    )


def _dropped(reading: Reading) -> str:
    if not reading.dropped:
        return ""
    words = listed([f"{label} “{text}”" for label, text in reading.dropped[:5]])
    return f'<p class="embed-note" role="status">Niet bekend en daarom weggelaten: {escape(words)}.</p>'


def _config(page: Embedded) -> str:
    # The page on which the choices stand is this one: no part of it asks the server for anything.
    config = page.config(page.view)
    files = {**json_addresses(page.manifest), **config["bestanden"]}
    own = {**config, "bestanden": files, "alleen": page.stays}
    return f'<script type="application/json" id="gka-config">{json_for_script(own)}</script>'


def _interactive(page: Embedded) -> str:
    legend = '<div id="inbed-legenda" class="legend"></div>' if page.options.legend else ""
    pairs = [(name, word) for name, word in _words(page.options) if name != WORDS["still"][0]]
    words = "&".join(["=".join(pair) for pair in [*pairs, WORDS["still"]]])
    query = "&".join(filter(None, (write_query(page.view.selection), words)))
    return _INTERACTIVE.format(legend=legend, still=escape(f"{PATH}?{query}"))


def _words(options: EmbedOptions) -> Iterable[tuple[str, str]]:
    usual = EmbedOptions()
    return [WORDS[name] for name in WORDS if getattr(options, name) != getattr(usual, name)]


def _still(page: Embedded) -> str:
    picture = Picture(page.view, read_geometry(page.settings.build_dir, page.view))
    left, top, width, height = frame(picture)
    drawn = (
        f'<svg class="embed-still" role="img" aria-labelledby="inbed-beeld" '
        f'viewBox="{left:g} {top:g} {width:g} {height:g}">'
        f'<title id="inbed-beeld">{escape(f"Kaart: {map_title(page.view)}. {picture.spoken}.")}</title>'
        f"{shapes(picture, height / _HEIGHT_PX)}</svg>"
    )
    if not page.options.legend:
        return drawn
    lines = "".join(map(_legend_line, picture.legend))
    return f'{drawn}<div class="legend"><ul class="lk-legend" aria-label="Legenda">{lines}</ul></div>'


def _legend_line(line: LegendLine) -> str:
    return (
        f'<li class="lk-line{"" if line.count else " lk-empty"}">'
        '<svg class="lk-swatch" width="22" height="16" viewBox="0 0 22 16" aria-hidden="true">'
        f'{swatch(line)}</svg><span class="lk-label">{escape(line.label)}</span> '
        f'<span class="lk-count">{line.count}</span></li>'
    )


def _filters(page: Embedded) -> str:
    """A form that asks for the same page with other choices."""
    selection, vocabulary = page.reading.selection, page.services.vocabulary
    regions = {"": "Heel Nederland"} | dict(vocabulary.regions_of_division[selection.division])
    places = "" if page.stays else _select("regio", "Regio", regions, selection.region)
    return (
        f'<form class="embed-filters" action="{PATH}" method="get" aria-label="Filter de kaart">'
        f"{_hidden(page)}{places}"
        f"{_ticks('thema', 'Thema', vocabulary.themes, selection.themes)}"
        f"{_ticks('sector', 'Sector', vocabulary.sectors, selection.sectors)}"
        f"{_select('kleur', 'Kleur', vocabulary.colourings, selection.colouring)}"
        '<button type="submit" class="button">Toon</button></form>'
    )


def _hidden(page: Embedded) -> str:
    shown = [name for name in _CHOSEN if name != "regio" or not page.stays]
    pairs = [pair for pair in parse_qsl(write_query(page.reading.selection)) if pair[0] not in shown]
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(text)}">'
        for name, text in [*pairs, *_words(page.options)]
    )


def _select(name: str, label: str, options: Mapping[str, str], chosen: str) -> str:
    rows = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in options.items()
    )
    return f'<label>{label} <select name="{name}" class="form-select">{rows}</select></label>'


def _ticks(name: str, label: str, options: Mapping[str, str], chosen: tuple[str, ...]) -> str:
    rows = "".join(
        f'<label><input type="checkbox" name="{name}" value="{escape(value)}"'
        f"{' checked' if value in chosen else ''}> {escape(text)}</label>"
        for value, text in options.items()
    )
    count = f" ({len(chosen)})" if chosen else ""
    inside = f"<fieldset><legend>{label}</legend>{rows}</fieldset>"
    return f"<details><summary>{label}{count}</summary>{inside}</details>"
