"""Explain this number: a total opens the list behind it."""

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from gka_dash.model.explain import EXPLANATIONS, explain
from gka_dash.web.services import Services
from layouts import ids, uitleg


def register(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.DIALOG, "is_open"),
        Output(ids.DIALOG_TITLE, "children"),
        Output(ids.DIALOG_BODY, "children"),
        Input(ids.explain_button(ALL, ALL), "n_clicks"),
        Input(ids.DIALOG_CLOSE, "n_clicks"),
        Input(ids.URL, "pathname"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def open_dialog(_clicks, _close, path, search):
        button = ctx.triggered_id
        if not isinstance(button, dict) or not any(item["value"] for item in ctx.triggered):
            return False, no_update, no_update
        view = uitleg.view_of_page(services, path, search)
        explanation = explain(view, button["key"] if button["key"] in EXPLANATIONS else "activiteiten")
        return True, uitleg.title(explanation), uitleg.build(explanation, view.selection)
