"""Which page is shown: the path decides, the rest of the link says what is on it."""

from dash import ClientsideFunction, Dash, Input, Output, State

from gka_dash.model.selection import write_query
from gka_dash.web.services import Services
from layouts import ids, melding, pages


def register(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.PAGE, "children"),
        Output(ids.PAGE_INFO, "data"),
        Output(ids.NOTICE, "children"),
        Input(ids.URL, "pathname"),
        State(ids.URL, "search"),
    )
    def show_page(path, search):
        reading = services.read(search)
        view = services.of(reading.selection)
        found = pages.find(services, path)
        info = {
            "title": found.title(services, view),
            "filters": bool(found.page and found.page.has_filters),
            "key": found.page.key if found.page else "",
            "query": write_query(reading.selection),
        }
        return found.build(services, view), info, melding.build(reading.dropped)

    app.clientside_callback(
        ClientsideFunction("gka", "pageShown"),
        Output(ids.PAGE_INFO, "id"),
        Input(ids.PAGE_INFO, "data"),
        prevent_initial_call=True,
    )
