"""The page with the map follows the link: one question per interaction, and only what changes is answered.

The browser says what is chosen now and for which choices its parts are on screen. A part is sent when its
slice of the link, the borders of the day or its own form differ between the two. So nothing is lost when a
next question overtakes an answer, and Dash's renderer, which a click waits for most, has one round to make.
"""

from collections.abc import Callable
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from callbacks import grafieken
from callbacks.part import Part
from gka_dash.figures.charts import CHARTS
from gka_dash.figures.map_classes import map_state
from gka_dash.model.selection import write_query
from gka_dash.model.summary import filters_text, map_title
from gka_dash.model.view import View
from gka_dash.web.services import Services
from layouts import ids, kaart


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
        asked = kaart.asked(view, forms)
        now, before = _rests_on(services, asked), _rests_on(services, shown)
        same = [now(part) == before(part) for part in parts]
        kept = ([no_update] * len(part.outputs) for part in parts)
        answers = (k if s else part.answer(view, asked) for part, s, k in zip(parts, same, kept, strict=True))
        return [*(value for answer in answers for value in answer), asked]

    app.clientside_callback(
        ClientsideFunction("gka", "drawMap"),
        Output(ids.MAP_DRAWN, "data"),
        Input(ids.MAP_STATE, "data"),
    )


def _rests_on(services: Services, asked: Any) -> Callable[[Part], Any]:
    """What a part rests on, for a query string and the forms of the charts; nothing for anything else."""
    if not isinstance(asked, list) or len(asked) != 1 + len(CHARTS):
        return lambda _: None
    selection = services.read(asked[0]).selection
    slices = {name: write_query(selection, parameters) for name, parameters in ids.SLICES.items()}
    borders = services.edition_of(selection)
    return lambda part: (slices[part.slice], borders, part.form and asked[part.form])


def _parts() -> tuple[Part, ...]:
    """The map with its words, the totals and the card of the chosen municipality."""
    words = (
        ids.MAP_TITLE,
        ids.STATUS,
        ids.FILTER_WORDS,
        ids.BORDER_NOTE,
        ids.ATTRIBUTION,
        ids.TOTALS,
        ids.EMPTY,
    )
    return (
        Part("kaart", (Output(ids.MAP_STATE, "data"),), lambda view, _: [map_state(view)]),
        Part("totalen", tuple(Output(name, "children") for name in words), lambda view, _: _words(view)),
        Part("kaartje", (Output(ids.CARD, "children"),), lambda view, _: [kaart.chosen_card(view)]),
    )


def _words(view: View) -> list[Any]:
    words = [map_title(view), kaart.status(view), filters_text(view), view.border_note, view.attribution]
    return [*words, kaart.totals(view), kaart.empty(view)]
