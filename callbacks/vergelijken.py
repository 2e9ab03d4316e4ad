"""The page that compares follows the link; its fields stay, what stands below them is answered."""

from dash import ClientsideFunction, Dash, Input, Output, State

from gka_dash.web.services import Services
from layouts import ids, pages, vergelijken


def register(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.COMPARISON, "children"),
        Output(ids.COMPARE_STATE, "data"),
        Input(ids.ASKED_COMPARISON, "data"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def follow(query, path):
        page = pages.find(services, path).page
        return vergelijken.answer(services, services.view(query), page.key if page else "")

    in_browser = (
        ("showChoices", Input(ids.ASKED_COMPARISON, "data")),
        ("drawTwoMaps", Input(ids.COMPARE_STATE, "data")),
        ("showTwoMapsAs", Input(ids.COMPARE_FORM, "value")),
        ("tableToLink", Input(ids.TABLE_CHOICES, "value")),
        ("findAtTable", Input(ids.TABLE_SEARCH, "value")),
        ("showRegionAtTable", Input(ids.TABLE_REGION, "value")),
    )
    for name, given in in_browser:
        app.clientside_callback(ClientsideFunction("gka", name), given)
