"""Controls and link: whatever the user chooses goes into the link, and the link sets the controls.

The work is done in the browser (assets/pagina-selectie.js), which knows names and order of the parameters
from the page config and nothing of their meaning.
"""

from dash import ClientsideFunction, Dash, Input, Output

from gka_dash.web.services import Services
from layouts import ids


def register(app: Dash, _services: Services) -> None:
    app.clientside_callback(
        ClientsideFunction("gka", "controlsToLink"),
        *(Input(control, "value") for control in ids.CONTROLS.values()),
    )
    app.clientside_callback(
        ClientsideFunction("gka", "findMunicipality"),
        Output(ids.SEARCH, "value"),
        Input(ids.SEARCH, "value"),
        Input(ids.SEARCH, "n_submit"),
        prevent_initial_call=True,
    )
