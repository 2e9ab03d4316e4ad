"""Charts follow the link by their numbers alone; a click on a chart goes into the link."""

from dash import ClientsideFunction, Dash, Input, Output, Patch, State

from gka_dash.figures.charts import CHARTS, Chart
from gka_dash.web.services import Services
from layouts import charts, ids


def register(app: Dash, services: Services) -> None:
    for chart in CHARTS:
        _register_chart(app, services, chart)


def _register_chart(app: Dash, services: Services, chart: Chart) -> None:
    store = ids.slice_store(chart.slice)
    shape = ids.chart_part(chart.key, "vorm")

    @app.callback(
        Output(ids.chart(chart.key), "figure"),
        Output(ids.chart_part(chart.key, "zin"), "children"),
        Input(store, "data"),
        prevent_initial_call=True,
    )
    def update(query):
        view = services.view(query)
        return _patch(chart.changes(view)), chart.sentence(view)

    @app.callback(
        Output(ids.chart_part(chart.key, "basis"), "children"),
        Input(ids.slice_store("matrix"), "data"),
        prevent_initial_call=True,
    )
    def rest(query):
        return charts.basis(services.view(query), chart.key)

    @app.callback(
        Output(ids.chart_part(chart.key, "tabel"), "children"),
        Input(shape, "value"),
        Input(store, "data"),
        prevent_initial_call=True,
    )
    def tabulate(form, query):
        return charts.table(chart, services.view(query)) if form == "tabel" else None

    app.clientside_callback(
        ClientsideFunction("gka", "showForm"),
        Output(ids.chart_part(chart.key, "beeld"), "hidden"),
        Output(ids.chart_part(chart.key, "tabel"), "hidden"),
        Input(shape, "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("gka", "chartClicked"),
        Output(ids.chart(chart.key), "clickData"),
        Input(ids.chart(chart.key), "clickData"),
        State(ids.chart(chart.key), "id"),
        prevent_initial_call=True,
    )


def _patch(changes) -> Patch:
    """The changes of a chart as a partial update of its figure."""
    patch = Patch()
    for path, value in changes.items():
        target = patch
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value
    return patch
