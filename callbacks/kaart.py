"""Map, totals and chosen municipality follow the link."""

from dash import ClientsideFunction, Dash, Input, Output

from gka_dash.model.summary import filters_text, map_title
from gka_dash.web.services import Services
from layouts import ids, kaart


def register(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.MAP_STATE, "data"), Input(ids.slice_store("kaart"), "data"), prevent_initial_call=True
    )
    def recolour(query):
        return kaart.map_state(services.view(query))

    @app.callback(
        Output(ids.MAP_TITLE, "children"),
        Output(ids.STATUS, "children"),
        Output(ids.FILTER_WORDS, "children"),
        Output(ids.BORDER_NOTE, "children"),
        Output(ids.ATTRIBUTION, "children"),
        Output(ids.TOTALS, "children"),
        Output(ids.EMPTY, "children"),
        Input(ids.slice_store("totalen"), "data"),
        prevent_initial_call=True,
    )
    def count(query):
        view = services.view(query)
        words = map_title(view), kaart.status(view), filters_text(view)
        borders = view.border_note, view.attribution
        return *words, *borders, kaart.totals(view), kaart.empty(view)

    @app.callback(
        Output(ids.CARD, "children"), Input(ids.slice_store("kaartje"), "data"), prevent_initial_call=True
    )
    def show_chosen(query):
        return kaart.chosen_card(services.view(query))

    app.clientside_callback(
        ClientsideFunction("gka", "drawMap"),
        Output(ids.MAP_DRAWN, "data"),
        Input(ids.MAP_STATE, "data"),
        Input(ids.URL, "search"),
    )
