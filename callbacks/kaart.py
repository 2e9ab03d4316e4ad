"""The page with the map follows the link: one question per interaction, and only what changes is answered.

The browser says what is chosen now and for which choices its parts are on screen. A part is sent when its
slice of the link, the borders of the day or its own form differ between the two, and of words only what
differs. So nothing is lost when a next question overtakes an answer, and Dash's renderer, which a click waits
for most, has one round to make.
"""

from collections.abc import Sequence
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from callbacks import grafieken
from callbacks.part import Part, Screen, news
from gka_dash.figures.charts import CHARTS
from gka_dash.figures.map_classes import map_state
from gka_dash.model.selection import write_query
from gka_dash.model.summary import filters_text, map_title
from gka_dash.model.view import View
from gka_dash.web.services import Services
from layouts import ids, kaart

WORDS = (
    ids.MAP_TITLE,
    ids.STATUS,
    ids.FILTER_WORDS,
    ids.BORDER_NOTE,
    ids.ATTRIBUTION,
    ids.TOTALS,
    ids.EMPTY,
)


def register(app: Dash, services: Services) -> None:
    parts = (*grafieken.parts(), *_parts())

    @app.callback(
        [*(output for part in parts for output in part.outputs), Output(ids.SHOWN, "data")],
        Input(ids.ASKED_MAP, "data"),
        *(Input(ids.chart_part(chart.key, "vorm"), "value") for chart in CHARTS),
        State(ids.SHOWN, "data"),
        prevent_initial_call=True,
    )
    def follow(*given):
        query, *forms, shown = given
        view = services.view(query)
        asked = kaart.asked(write_query(view.selection), forms)
        before = _screen(services.view(shown[0]), shown) if kaart.is_asked(shown) else None
        now = _screen(view, asked)
        return [*(value for part in parts for value in news(part, now, before)), asked]

    app.clientside_callback(
        ClientsideFunction("gka", "drawMap"),
        Output(ids.MAP_DRAWN, "data"),
        Input(ids.MAP_STATE, "data"),
    )


def _screen(view: View, asked: Sequence[str]) -> Screen:
    """The page of a view, for what was asked (``layouts.kaart.asked``)."""
    return Screen(view, asked, {name: write_query(view.selection, keep) for name, keep in ids.SLICES.items()})


def _parts() -> tuple[Part, ...]:
    """The map with its words, the totals and the card of the chosen municipality."""
    return (
        Part("kaart", (Output(ids.MAP_STATE, "data"),), lambda view, _: [map_state(view)]),
        Part("totalen", tuple(Output(name, "children") for name in WORDS), _words, by_place=True),
        Part("kaartje", (Output(ids.CARD, "children"),), _card, by_place=True),
    )


def _words(view: View, _: Any) -> list[Any]:
    words = [map_title(view), kaart.status(view), filters_text(view), view.border_note, view.attribution]
    return [*words, kaart.totals(view), kaart.empty(view)]


def _card(view: View, _: Any) -> list[Any]:
    return [kaart.chosen_card(view)]
