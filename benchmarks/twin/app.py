"""The ordinary twin of the dashboard's first page: `gunicorn benchmarks.twin.app:server`.

As somebody who knows Dash from its tutorials would make it, with the same data, borders, filters and charts:

- dash.plotly.com/layout and /basic-callbacks: dcc.Dropdown, dcc.Checklist, dcc.Slider and dcc.Graph;
- dash.plotly.com/interactive-graphing: `clickData` of the map is an input;
- dash.plotly.com/basic-callbacks, "multiple outputs": one callback makes everything anew on any input;
- figures.py: Plotly Express from pandas, figures go to the browser whole;
- dash.plotly.com/external-resources: a theme and small files in an assets folder;
- dash.plotly.com/deployment: gunicorn; `compress=True` is Dash's own switch for compression.

Three things are done *for* the twin that an ordinary page does not get: Bootstrap comes from its own server
instead of a CDN, Plotly's world map (100 kB from a CDN, without which nothing is drawn) is an empty file, and
the map has one trace instead of one per class, each with its own copy of all borders. The last favour is not
done with GKA_TWIN=letterlijk in the environment: then classes are colours, the way the tutorial does it.
"""

import os
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import Dash, Input, Output, callback, dcc, html

from benchmarks.twin import data, figures
from benchmarks.twin.offline import make_assets

PER_CLASS = os.environ.get("GKA_TWIN") == "letterlijk"
MAP_CONFIG = {"topojsonURL": "/assets/topo/", "displayModeBar": False}


def filters() -> dbc.Card:
    """The same choices as the dashboard's panel."""
    years = sorted(data.activities()["jaar"].dropna().astype(int).unique().tolist())
    kinds = list(data.activities()["aard"].unique())
    return dbc.Card(
        dbc.CardBody(
            [
                html.H2("Filter", className="h5"),
                html.Label("Regio"),
                dcc.Dropdown(
                    [{"label": name, "value": code} for code, name in data.regions().items()],
                    id="regio",
                    placeholder="Heel Nederland",
                ),
                html.Label("Thema"),
                dcc.Checklist(data.themes(), [], id="thema"),
                html.Label("Sector"),
                dcc.Checklist(
                    [{"label": name, "value": key} for key, name in data.sectors().items()], [], id="sector"
                ),
                html.Label("Aard"),
                dcc.Checklist(kinds, [], id="aard"),
                html.Label("Start van de activiteit, van"),
                dcc.Dropdown(years, id="vanaf"),
                html.Label("tot en met"),
                dcc.Dropdown(years, id="tot"),
                html.Label("Zoek in activiteiten"),
                dcc.Input(id="zoek", type="search", debounce=True, value=""),
            ]
        )
    )


def layout() -> dbc.Container:
    """Filters, map with its year, and the three charts."""
    year = dcc.Slider(
        min=data.YEARS[0],
        max=data.YEARS[-1],
        step=1,
        value=2022,
        marks={y: str(y) for y in data.YEARS},
        id="jaar",
    )
    graphs = [
        dcc.Graph(id=f"grafiek-{key}", style={"height": "300px"}) for key in ("thema", "sector", "matrix")
    ]
    return dbc.Container(
        [
            html.H1("Landkaart Gelijke Kansen", className="h3 my-3"),
            dbc.Row(
                [
                    dbc.Col(filters(), width=2),
                    dbc.Col(
                        [
                            html.P(id="totalen"),
                            dcc.Graph(id="kaart", config=MAP_CONFIG, style={"height": "700px"}),
                            year,
                        ],
                        width=6,
                    ),
                    dbc.Col([html.Div(id="gemeente"), *graphs], width=4),
                ]
            ),
        ],
        fluid=True,
    )


def card(place: tuple[str, str] | None, rows: pd.DataFrame) -> Any:
    """The chosen municipality."""
    if place is None:
        return None
    own = rows[rows["gemeentecode"] == place[0]]
    body = [html.H2(place[1], className="h5"), html.P(f"{len(own)} activiteiten")]
    return dbc.Card(dbc.CardBody(body), className="mb-2")


app = Dash(__name__, compress=True, assets_folder=str(make_assets()), title="Landkaart Gelijke Kansen")
app.layout = layout()
server = app.server


@callback(
    Output("kaart", "figure"),
    Output("grafiek-thema", "figure"),
    Output("grafiek-sector", "figure"),
    Output("grafiek-matrix", "figure"),
    Output("totalen", "children"),
    Output("gemeente", "children"),
    Input("jaar", "value"),
    Input("regio", "value"),
    Input("thema", "value"),
    Input("sector", "value"),
    Input("aard", "value"),
    Input("vanaf", "value"),
    Input("tot", "value"),
    Input("zoek", "value"),
    Input("kaart", "clickData"),
)
def update(jaar, regio, thema, sector, aard, vanaf, tot, zoek, click):
    rows = data.matching(regio, thema, sector, aard, vanaf, tot, zoek)
    classes = figures.classes_at(jaar)
    place = (click["points"][0]["location"], click["points"][0]["hovertext"]) if click else None
    return (
        figures.map_figure(classes, place[0] if place else None, per_class=PER_CLASS),
        *figures.charts(rows, place),
        data.totals(rows, classes, jaar),
        card(place, rows),
    )


# Dash finishes setting itself up during the first request; with four threads per worker, a script that is
# asked for in that moment is answered with 500. So the first request is made here, before the workers exist.
server.test_client().get("/")
