"""Charts follow the link by their numbers alone; a click on a chart goes into the link."""

from dash import ClientsideFunction, Dash, Input, Output, Patch, State, ctx, no_update

from gka_dash.figures.charts import CHARTS, Chart
from gka_dash.model.view import View
from gka_dash.web.services import Services
from layouts import charts, ids


def register(app: Dash, services: Services) -> None:
    for name in dict.fromkeys(chart.slice for chart in CHARTS):
        _register_slice(app, services, name, [chart for chart in CHARTS if chart.slice == name])
    for chart in CHARTS:
        _register_browser_parts(app, chart)


def _register_slice(app: Dash, services: Services, name: str, group: list[Chart]) -> None:
    """One call for all charts that depend on the same part of the link."""
    store = ids.slice_store(name)

    @app.callback(
        [output for chart in group for output in _outputs(chart)],
        Input(store, "data"),
        [Input(ids.chart_part(c.key, "vorm"), "value") for c in group],
        prevent_initial_call=True,
    )
    def update(query, *forms):
        view = services.view(query)
        numbers_changed = any(item["prop_id"].startswith(store) for item in ctx.triggered)
        answers = (_answer(c, view, form, numbers_changed) for c, form in zip(group, forms, strict=False))
        return [part for answer in answers for part in answer]

    @app.callback(
        [Output(ids.chart_part(c.key, "basis"), "children") for c in group],
        Input(ids.slice_store("matrix"), "data"),
        prevent_initial_call=True,
    )
    def rest(query):
        return [charts.basis(services.view(query))] * len(group)


def _outputs(chart: Chart) -> list[Output]:
    parts = [Output(ids.chart_part(chart.key, part), "children") for part in ("zin", "tabel")]
    return [Output(ids.chart(chart.key), "figure"), *parts]


def _answer(chart: Chart, view: View, form: object, numbers_changed: bool) -> list[object]:
    table = charts.table(chart, view) if form == "tabel" else no_update
    if not numbers_changed:
        return [no_update, no_update, table]
    return [_patch(chart.changes(view)), chart.sentence(view), table]


def _register_browser_parts(app: Dash, chart: Chart) -> None:
    app.clientside_callback(
        ClientsideFunction("gka", "showForm"),
        Output(ids.chart_part(chart.key, "beeld"), "hidden"),
        Output(ids.chart_part(chart.key, "tabel"), "hidden"),
        Input(ids.chart_part(chart.key, "vorm"), "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("gka", "chartClicked"),
        Output(ids.chart(chart.key), "clickData"),
        Input(ids.chart(chart.key), "clickData"),
        State(ids.chart(chart.key), "id"),
        prevent_initial_call=True,
    )


def _patch(changes):
    """The changes of a chart as a partial update of its figure, as plain data: the quickest to write out."""
    patch = Patch()
    for path, value in changes.items():
        target = patch
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value
    return patch.to_plotly_json()
