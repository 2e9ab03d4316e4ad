"""Explain this number: a total opens the list behind it.

The button carries the key of its total (data-explain); assets/pagina.js puts it in the store, with the page
and the link that it stands on.
"""

from dash import Dash, Input, Output, no_update

from gka_dash.figures.legend import explain_key
from gka_dash.web.services import Services
from layouts import ids, uitleg


def register(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.DIALOG, "is_open"),
        Output(ids.DIALOG_TITLE, "children"),
        Output(ids.DIALOG_BODY, "children"),
        Input(ids.EXPLAIN, "data"),
        prevent_initial_call=True,
    )
    def open_dialog(question):
        asked = question if isinstance(question, dict) else {}
        view = uitleg.view_of_page(services, asked.get("path"), asked.get("query"))
        explanation = explain_key(view, asked.get("key"))
        if explanation is None:
            return False, no_update, no_update
        return True, uitleg.title(explanation), uitleg.build(explanation, view.selection)
