"""The lists of activities and municipalities follow the link.

The whole page is the answer, not the list alone: Dash's renderer takes seconds over a few hundred new
components inside a component that stays, and a fraction of one over a page that is replaced.

Dash asks for a list as soon as its page is there, also when told not to, because what is replaced was there
before. That question gets no answer: the page brought its list along, and the keyboard is on its heading.
"""

from dash import Dash, Input, Output, State, no_update

from gka_dash.web.services import Services
from layouts import ids, pages


def register(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.PAGE, "children", allow_duplicate=True),
        Input(ids.ASKED_LIST, "data"),
        State(ids.SHOWN_LIST, "data"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def show(query, shown, path):
        if query == shown:
            return no_update
        return pages.find(services, path).build(services, services.view(query))
