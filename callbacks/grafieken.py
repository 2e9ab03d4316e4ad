"""Charts follow the link by their numbers alone; a click on a chart goes into the link."""

from collections.abc import Sequence
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from callbacks.difference import patch
from callbacks.part import Part
from gka_dash.figures.charts import CHARTS, Chart
from gka_dash.model.view import View
from gka_dash.web.services import Services
from layouts import charts, ids


def register(app: Dash, _services: Services) -> None:
    for chart in CHARTS:
        _register_browser_parts(app, chart)


def parts() -> list[Part]:
    """Numbers, words, table and basis of every chart, and the numbers of each municipality.

    A choice of municipality brings no numbers: the browser has them, and shows them at once.
    """
    own = Part("cijfers", (Output(ids.OWN_NUMBERS, "data"),), lambda view, _: [charts.own_numbers(view)])
    bases = tuple(Output(ids.chart_part(chart.key, "basis"), "children") for chart in CHARTS)
    same = Part("basis", bases, lambda view, _: [charts.basis(view)] * len(bases), by_place=True)
    return [
        own,
        same,
        *(part for place, chart in enumerate(CHARTS, 1) for part in _chart_parts(chart, place)),
    ]


def _chart_parts(chart: Chart, place: int) -> tuple[Part, ...]:
    """``place`` is that of the chart's form in what was asked."""

    def numbers(view: View, _: Sequence[Any]) -> list[Any]:
        return [patch(chart.changes(view))]

    def sentence(view: View, _: Sequence[Any]) -> list[Any]:
        return [chart.sentence(view)]

    def table(view: View, asked: Sequence[Any]) -> list[Any]:
        return [charts.table(chart, view) if asked[place] == charts.TABLE else no_update]

    words, rows = (Output(ids.chart_part(chart.key, part), "children") for part in ("zin", "tabel"))
    return (
        Part("cijfers", (Output(ids.chart(chart.key), "figure"),), numbers),
        Part(chart.slice, (words,), sentence),
        Part(chart.slice, (rows,), table, form=place),
    )


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
