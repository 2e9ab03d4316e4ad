"""The lists of activities and municipalities follow the link."""

from dash import Dash, Input, Output, State

from gka_dash.web.services import Services
from layouts import gemeenten, ids, interventies

RESULTS = {gemeenten.PATH: gemeenten.results, interventies.PATH: interventies.results}


def register(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.LIST, "children"),
        Input(ids.slice_store("lijst"), "data"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def show(query, path):
        results = RESULTS.get(str(path).rstrip("/"), interventies.results)
        return results(services.view(query))
