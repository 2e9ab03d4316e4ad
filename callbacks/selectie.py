"""Controls and link: whatever the user chooses goes into the link, and the link sets the controls.

The work is done in the browser (assets/pagina-selectie.js), which knows names and order of the parameters
from the page config and nothing of their meaning.
"""

from dash import ClientsideFunction, Dash, Input, Output, State

from gka_dash.web.services import Services
from layouts import ids


def register(app: Dash, _services: Services) -> None:
    app.clientside_callback(
        ClientsideFunction("gka", "sync"),
        Output(ids.URL, "search"),
        *(Output(control, "value") for control in ids.CONTROLS.values()),
        Output(ids.CONTROLS["regio"], "options"),
        Input(ids.URL, "search"),
        *(Input(control, "value") for control in ids.CONTROLS.values()),
    )
    for name in ids.SLICES:
        app.clientside_callback(
            ClientsideFunction("gka", "slice"),
            Output(ids.slice_store(name), "data"),
            Input(ids.URL, "search"),
            State(ids.slice_store(name), "data"),
            State(ids.slice_store(name), "id"),
            prevent_initial_call=True,
        )
    app.clientside_callback(
        ClientsideFunction("gka", "findMunicipality"),
        Output(ids.SEARCH, "value"),
        Input(ids.SEARCH, "value"),
        Input(ids.SEARCH, "n_submit"),
        prevent_initial_call=True,
    )
