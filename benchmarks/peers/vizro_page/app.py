"""The page with Vizro: `gunicorn benchmarks.peers.vizro_page.app:server`.

As its manual: custom charts with `@capture("graph")`, filters and parameters as controls, and `set_controls`
for a click on a chart.
"""

import pandas as pd
import vizro.actions as va
import vizro.models as vm
from vizro import Vizro
from vizro.models.types import capture

from benchmarks.twin import data, figures
from benchmarks.twin.offline import make_assets

NOTHING = "Heel Nederland"
names = dict(zip(data.municipalities()["statcode"], data.municipalities()["statnaam"], strict=True))
MAP_EXTRA = {"config": {"topojsonURL": "/assets/topo/", "displayModeBar": False}}


@capture("graph")
def kaart(data_frame: pd.DataFrame, jaar: int = 2022):  # noqa: ARG001
    return figures.map_figure(figures.classes_at(jaar), None)


def chart(number: int, rows: pd.DataFrame, gemeente: str, thema: list[str], sector: list[str]):
    place = (gemeente, names[gemeente]) if gemeente in names else None
    themes = [] if "ALL" in thema or len(thema) == len(data.themes()) else thema
    sectors = [] if "ALL" in sector or len(sector) == len(data.sectors()) else sector
    return figures.CHARTS[number](data.narrowed(rows, themes, sectors), place)


@capture("graph")
def per_thema(data_frame, gemeente=NOTHING, thema=("ALL",), sector=("ALL",)):
    return chart(0, data_frame, gemeente, thema, sector)


@capture("graph")
def per_sector(data_frame, gemeente=NOTHING, thema=("ALL",), sector=("ALL",)):
    return chart(1, data_frame, gemeente, thema, sector)


@capture("graph")
def matrix(data_frame, gemeente=NOTHING, thema=("ALL",), sector=("ALL",)):
    return chart(2, data_frame, gemeente, thema, sector)


rows = data.activities()
rows["provnaam"] = rows["provcode"].map(data.regions())
CHARTS = ("per_thema", "per_sector", "matrix")


def targets(argument: str) -> list[str]:
    return [f"{name}.{argument}" for name in CHARTS]


page = vm.Page(
    title="Landkaart Gelijke Kansen",
    layout=vm.Grid(grid=[[0, 0, 1], [0, 0, 2], [0, 0, 3]]),
    components=[
        vm.Graph(
            id="kaart",
            figure=kaart(data_frame=data.municipalities()),
            extra=MAP_EXTRA,
            actions=va.set_controls(controls=["gemeente"], value="location"),
        ),
        *(
            vm.Graph(id=name, figure=function(data_frame=rows))
            for name, function in zip(CHARTS, (per_thema, per_sector, matrix), strict=True)
        ),
    ],
    controls=[
        vm.Parameter(
            id="jaar_keuze",
            targets=["kaart.jaar"],
            selector=vm.Slider(
                title="Jaar", min=data.YEARS[0], max=data.YEARS[-1], step=1, value=2022, marks=None
            ),
        ),
        vm.Parameter(
            id="gemeente",
            targets=targets("gemeente"),
            selector=vm.Dropdown(
                title="Gemeente",
                options=[NOTHING, *({"label": name, "value": code} for code, name in names.items())],
                value=NOTHING,
                multi=False,
            ),
        ),
        vm.Parameter(
            id="thema_keuze",
            targets=targets("thema"),
            selector=vm.Dropdown(title="Thema", options=data.themes(), multi=True),
        ),
        vm.Parameter(
            id="sector_keuze",
            targets=targets("sector"),
            selector=vm.Dropdown(
                title="Sector",
                options=[{"label": name, "value": key} for key, name in data.sectors().items()],
                multi=True,
            ),
        ),
        vm.Filter(column="provnaam", targets=list(CHARTS)),
        vm.Filter(column="aard", targets=list(CHARTS)),
    ],
)

app = Vizro(compress=True, assets_folder=str(make_assets())).build(vm.Dashboard(pages=[page]))
server = app.dash.server
server.test_client().get("/")  # Dash finishes setting itself up; see the twin
