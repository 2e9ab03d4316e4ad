"""Two dates on two maps that lie over each other, with one handle between them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from gka_dash.figures.map_classes import map_state
from gka_dash.model.dates import dutch_date
from gka_dash.model.lists import STATUS_WORDS
from gka_dash.model.news import merger_names
from gka_dash.model.selection import Selection
from gka_dash.model.summary import map_title, number_of
from gka_dash.model.two_days import Change, TwoDays, two_days
from gka_dash.model.view import View
from layouts import ids, parts
from layouts import vergelijken_delen as delen
from layouts.elements import dbc, html

LEAD = "Twee datums op twee kaarten. Versleep de schuif of gebruik de pijltjes."
HANDLE, BESIDE = "schuif", "naast"


def _pair(source: delen.Views, view: View) -> TwoDays:
    before, after = two_days(view.selection, source.vocabulary)
    chosen = Selection(division=view.selection.division, region=view.selection.region)
    day = None if after == source.vocabulary.initial_day else after
    return TwoDays(source.of(replace(chosen, day=before)), source.of(replace(chosen, day=day)))


def choices(source: delen.Views, view: View) -> list[Any]:
    """Two dates, and the card with the maps, which the browser draws."""
    vocabulary = source.vocabulary
    before, after = two_days(view.selection, vocabulary)
    bounds = (vocabulary.first_day, vocabulary.last_day)
    return [
        delen.fields(
            delen.date_field("sinds", "Datum links", before, *bounds),
            delen.date_field("datum", "Datum rechts", after, *bounds),
            delen.region_field(view),
            label="Kies twee datums en een regio",
        ),
        *delen.places_lists("regio"),
        _maps(),
    ]


def _maps() -> html.Section:
    return parts.card(
        html.Div(
            [
                html.H2("De kaart op twee datums"),
                dbc.RadioItems(
                    id=ids.COMPARE_FORM,
                    options=[
                        {"label": "Met schuif", "value": HANDLE},
                        {"label": "Naast elkaar", "value": BESIDE},
                    ],
                    value=HANDLE,
                    inline=True,
                    class_name="segmented",
                ),
            ],
            className="card-head",
        ),
        html.Div(id=ids.COMPARE_MAPS, className="two-maps"),
        html.Div(
            [
                html.Div(
                    [html.P(className="two-legend-label"), html.Div(id=name, className="legend two-legend")]
                )
                for name in ids.COMPARE_LEGENDS
            ],
            className="two-legends",
        ),
        class_name="two-maps-card",
    )


def state(source: delen.Views, view: View) -> dict[str, Any]:
    """What the browser draws on either side."""
    pair = _pair(source, view)
    return {"links": _side(pair.before), "rechts": _side(pair.after)}


def _side(view: View) -> dict[str, Any]:
    return map_state(view) | {
        "date": view.day.isoformat(),
        "label": dutch_date(view.day),
        "title": map_title(view),
        "words": {status.value: words for status, words in STATUS_WORDS.items()},
    }


def results(source: delen.Views, view: View) -> list[Any]:
    """Numbers beside each other, who joined and what merged."""
    pair = _pair(source, view)
    before, after = dutch_date(pair.before.day), dutch_date(pair.after.day)
    certain, possible = pair.joined("zeker"), pair.joined("mogelijk")
    merged = merger_names(pair.mergers)
    sentence = (
        f"Van {before} tot en met {after}: {number_of(len(certain), 'gemeente', 'gemeenten')} zeker nieuw, "
        f"{number_of(len(possible), 'gemeente', 'gemeenten')} mogelijk, "
        f"{number_of(len(merged), 'gemeente', 'gemeenten')} opgegaan in een andere."
    )
    notes = dict.fromkeys(filter(None, (pair.before.border_note, pair.after.border_note)))
    sources = dict.fromkeys(filter(None, (pair.before.attribution, pair.after.attribution)))
    where = f" in {pair.after.region_name}" if view.selection.region else ""
    return [
        parts.card(
            html.Div(
                [
                    html.H2(f"Wat veranderde er{where}?"),
                    html.Div([delen.print_button()], className="buttons"),
                ],
                className="card-head",
            ),
            html.P(sentence, role="status"),
            parts.table("Aantallen op twee datums", ["Wat", before, after], pair.counts),
            *(html.P(note, className="hint") for note in notes),
            *(html.P(text, className="attribution") for text in sources),
        ),
        _places("Zeker nieuw aangesloten", certain),
        _places("Mogelijk nieuw aangesloten", possible),
        _mergers(merged),
    ]


def _places(title: str, rows: tuple[Change, ...]) -> html.Section:
    items = [html.Li(parts.place_link(row.code, row.name)) for row in rows]
    return _list_card(f"{title} ({len(rows)})", items)


def _mergers(merged: Iterable[tuple[date, str, str]]) -> html.Section:
    """The arrow is for the eye; who hears the line gets a sentence."""
    items = [
        html.Li(
            parts.seen_and_heard(
                f"{old} → {new} ({dutch_date(day)})", f"{old} ging op {dutch_date(day)} op in {new}."
            )
        )
        for day, old, new in merged
    ]
    return _list_card(f"Opgegaan in een andere gemeente ({len(items)})", items, " fold-list-wide")


def _list_card(title: str, items: list[Any], wide: str = "") -> html.Section:
    listing = html.Ul(items, className=f"plain fold-list{wide}")
    return parts.card(html.H2(title), listing if items else html.P("Geen.", className="soft"))
