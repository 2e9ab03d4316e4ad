"""The page with dash-leaflet: `gunicorn benchmarks.peers.leaflet_page.app:server`.

As the choropleth of its manual: `dl.GeoJSON` with an address (which the manual advises over `data`), a style
function in the browser and its table of colours in `hideout`; `clickData` is an input. There is no layer with
tiles, because those come from other people's servers. The charts are those of the ordinary twin.
"""

import json

import dash_bootstrap_components as dbc
import dash_leaflet as dl
from dash import Dash, Input, Output, callback, dcc, html
from dash_extensions.javascript import Namespace

from benchmarks.twin import data, figures
from benchmarks.twin.offline import make_assets

ASSETS = make_assets()
(ASSETS / "gemeenten.json").write_text(json.dumps(data.borders()), encoding="utf-8")

app = Dash(__name__, compress=True, assets_folder=str(ASSETS), title="Landkaart Gelijke Kansen")
server = app.server

functions = Namespace("landkaart", "stijlen")
style_name = functions.add(
    """function(feature, context) {
        const {colours, chosen} = context.hideout;
        const code = feature.properties.statcode;
        return {fillColor: colours[code], fillOpacity: 1, color: "#ffffff", weight: code === chosen ? 3 : 1};
    }""",
    name="style",
)
functions.dump(assets_folder=str(ASSETS))


def hideout(year: int, chosen: str | None) -> dict[str, object]:
    """Which colour each municipality gets, for the style function."""
    rows = figures.classes_at(year)
    colours = {c: figures.COLOURS[n] for c, n in zip(rows["statcode"], rows["nummer"], strict=True)}
    return {"colours": colours, "chosen": chosen}


def filters() -> dbc.Card:
    """The same choices as the twin."""
    years = sorted(data.activities()["jaar"].dropna().astype(int).unique().tolist())
    sectors = [{"label": name, "value": key} for key, name in data.sectors().items()]
    regions = [{"label": name, "value": code} for code, name in data.regions().items()]
    return dbc.Card(
        dbc.CardBody(
            [
                dcc.Dropdown(regions, id="regio", placeholder="Heel Nederland"),
                dcc.Checklist(data.themes(), [], id="thema"),
                dcc.Checklist(sectors, [], id="sector"),
                dcc.Checklist(list(data.activities()["aard"].unique()), [], id="aard"),
                dcc.Dropdown(years, id="vanaf"),
                dcc.Dropdown(years, id="tot"),
                dcc.Input(id="zoek", type="search", debounce=True, value=""),
            ]
        )
    )


year_control = dcc.Slider(
    min=data.YEARS[0],
    max=data.YEARS[-1],
    step=1,
    value=2022,
    marks={y: str(y) for y in data.YEARS},
    id="jaar",
)
borders = dl.GeoJSON(
    url=app.get_asset_url("gemeenten.json"),
    id="kaart",
    style=functions(style_name),
    hideout=hideout(2022, None),
    zoomToBounds=True,
)
app.layout = dbc.Container(
    [
        html.H1("Landkaart Gelijke Kansen", className="h3 my-3"),
        dbc.Row(
            [
                dbc.Col(filters(), width=2),
                dbc.Col(
                    [
                        html.P(id="totalen"),
                        dl.Map([borders], center=[52.2, 5.3], zoom=7, style={"height": "700px"}),
                        year_control,
                    ],
                    width=6,
                ),
                dbc.Col(
                    [
                        dcc.Graph(id=f"grafiek-{key}", style={"height": "300px"})
                        for key in ("thema", "sector", "matrix")
                    ],
                    width=4,
                ),
            ]
        ),
    ],
    fluid=True,
)

CHOICES = [
    Input(name, "value") for name in ("jaar", "regio", "thema", "sector", "aard", "vanaf", "tot", "zoek")
]


@callback(Output("kaart", "hideout"), Input("jaar", "value"), Input("kaart", "clickData"))
def colour(jaar, click):
    return hideout(jaar, click["properties"]["statcode"] if click else None)


@callback(
    Output("grafiek-thema", "figure"),
    Output("grafiek-sector", "figure"),
    Output("grafiek-matrix", "figure"),
    Output("totalen", "children"),
    *CHOICES,
    Input("kaart", "clickData"),
)
def update(jaar, regio, thema, sector, aard, vanaf, tot, zoek, click):
    rows = data.matching(regio, thema, sector, aard, vanaf, tot, zoek)
    place = (click["properties"]["statcode"], click["properties"]["statnaam"]) if click else None
    return (*figures.charts(rows, place), data.totals(rows, figures.classes_at(jaar), jaar))


server.test_client().get("/")  # Dash finishes setting itself up; see the twin
