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

    table_fields = (Input(ids.TABLE_SEARCH, "value"), Input(ids.TABLE_REGION, "value"))
    in_browser = (
        ("showChoices", Output(ids.COMPARE_FILLED, "data"), Input(ids.ASKED_COMPARISON, "data")),
        ("drawTwoMaps", Output(ids.COMPARE_DRAWN, "data"), Input(ids.COMPARE_STATE, "data")),
        ("showTwoMapsAs", Output(ids.COMPARE_MAPS, "className"), Input(ids.COMPARE_FORM, "value")),
        ("tableToLink", Output(ids.TABLE_CHOICES, "value"), Input(ids.TABLE_CHOICES, "value")),
        ("findAtTable", Output(ids.TABLE_MESSAGE, "children"), *table_fields),
    )
    for name, output, *given in in_browser:
        app.clientside_callback(ClientsideFunction("gka", name), output, *given)
