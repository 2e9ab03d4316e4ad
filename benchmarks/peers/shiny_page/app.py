"""The page with Shiny for Python: `shiny run benchmarks/peers/shiny_page/app.py`.

As its manual: `output_widget` with `render_plotly` makes each chart once, `on_click` of the FigureWidget sets
a reactive value, and effects change the widgets in place ("Efficient updates", `batch_update`).

One thing differs, in favour of Shiny. Every FigureWidget brings Plotly along, 5 MB each, and anywidget
gives it two seconds to load; a widget that is later is drawn but takes no update any more ("Failed to
initialize model"). Of four widgets at once, on two cores, often only the first is in time. So the widgets get
the address of Plotly instead of its text, which anywidget takes as well: it is fetched once, compressed, and
kept by the browser. The slider waits a quarter of a second by itself before it tells the server.
"""

import os
from pathlib import Path

import plotly
import plotly.graph_objects as go
from shiny import App, reactive, render, ui
from shinywidgets import output_widget, render_plotly
from starlette.middleware.gzip import GZipMiddleware

from benchmarks.twin import data, figures

activity_years = sorted(data.activities()["jaar"].dropna().astype(int).unique().tolist())
years = {"": "", **{str(year): str(year) for year in activity_years}}
kinds = list(data.activities()["aard"].unique())

PLOTLY_FILES = Path(plotly.__file__).parent / "package_data"
go.FigureWidget._esm = f"http://{os.environ['HOST']}:{os.environ['PORT']}/plotly/widgetbundle.js"

CHART_IDS = ("thema_grafiek", "sector_grafiek", "matrix")

app_ui = ui.page_fluid(
    ui.h3("Landkaart Gelijke Kansen"),
    ui.layout_columns(
        ui.card(
            ui.input_select("regio", "Regio", {"": "Heel Nederland", **data.regions()}),
            ui.input_checkbox_group("thema", "Thema", data.themes()),
            ui.input_checkbox_group("sector", "Sector", data.sectors()),
            ui.input_checkbox_group("aard", "Aard", kinds),
            ui.input_select("vanaf", "Van", years),
            ui.input_select("tot", "Tot en met", years),
            ui.input_text("zoek", "Zoek in activiteiten"),
        ),
        ui.div(
            ui.input_slider("jaar", "Jaar", data.YEARS[0], data.YEARS[-1], 2022, sep="", width="100%"),
            ui.output_text("totalen"),
            output_widget("kaart", height="680px"),
        ),
        ui.div(*(output_widget(key, height="290px") for key in CHART_IDS)),
        col_widths=(2, 6, 4),
    ),
    title="Landkaart Gelijke Kansen",
)


def server(input):
    place = reactive.value(None)

    @reactive.calc
    def rows():
        choices = (input.thema(), input.sector(), input.aard())
        start, end = (int(value) if value else None for value in (input.vanaf(), input.tot()))
        return data.matching(input.regio() or None, *map(list, choices), start, end, input.zoek())

    @render.text
    def totalen():
        return data.totals(rows(), figures.classes_at(input.jaar()), input.jaar())

    @render_plotly
    def kaart():
        with reactive.isolate():
            widget = go.FigureWidget(figures.map_figure(figures.classes_at(input.jaar()), None))
        widget._config = widget._config | {"topojsonURL": "/topo/", "displayModeBar": False}

        def clicked(trace, points, _state):
            number = points.point_inds[0]
            place.set((trace.locations[number], trace.hovertext[number]))

        widget.data[0].on_click(clicked)
        return widget

    @reactive.effect
    @reactive.event(input.jaar, ignore_init=True)
    def _recolour():
        kaart.widget.data[0].z = figures.classes_at(input.jaar())["nummer"]

    def first(make):
        with reactive.isolate():
            return make(rows(), place())

    @render_plotly
    def thema_grafiek():
        return first(figures.theme_figure)

    @render_plotly
    def sector_grafiek():
        return first(figures.sector_figure)

    @render_plotly
    def matrix():
        return first(figures.matrix_figure)

    @reactive.effect
    @reactive.event(rows, place, ignore_init=True)
    def _redraw():
        for shown, figure in zip(
            (thema_grafiek, sector_grafiek, matrix), figures.charts(rows(), place()), strict=True
        ):
            with shown.widget.batch_update():
                shown.widget.update(data=figure.data, overwrite=True)
                shown.widget.update_layout(title_text=figure.layout.title.text)


app = App(app_ui, server, static_assets={"/topo": Path(os.environ["GKA_TOPO"]), "/plotly": PLOTLY_FILES})
app.starlette_app.add_middleware(GZipMiddleware)
