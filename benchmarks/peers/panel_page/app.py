"""The page with Panel: `panel serve benchmarks/peers/panel_page/app.py`.

As its manual: widgets, functions bound to them with `pn.bind`, and `click_data` of the Plotly pane for a
click. Its scripts come from its own server, as `panel serve` does it.
"""

import panel as pn

from benchmarks.twin import data, figures

pn.extension("plotly", sizing_mode="stretch_width")

regions = {"Heel Nederland": None, **{name: code for code, name in data.regions().items()}}
activity_years = sorted(data.activities()["jaar"].dropna().astype(int).unique().tolist())
regio = pn.widgets.Select(name="Regio", options=regions)
thema = pn.widgets.CheckBoxGroup(name="Thema", options=data.themes(), value=[])
sector = pn.widgets.CheckBoxGroup(
    name="Sector", options={name: key for key, name in data.sectors().items()}, value=[]
)
aard = pn.widgets.CheckBoxGroup(name="Aard", options=list(data.activities()["aard"].unique()), value=[])
vanaf = pn.widgets.Select(name="Van", options=[None, *activity_years])
tot = pn.widgets.Select(name="Tot en met", options=[None, *activity_years])
zoek = pn.widgets.TextInput(name="Zoek in activiteiten")
jaar = pn.widgets.IntSlider(name="Jaar", start=data.YEARS[0], end=data.YEARS[-1], value=2022)

kaart = pn.pane.Plotly(
    pn.bind(lambda year: figures.map_figure(figures.classes_at(year), None), jaar),
    config={"topojsonURL": "/topo/", "displayModeBar": False},
    height=680,
)
CHOICES = (regio, thema, sector, aard, vanaf, tot, zoek)


def chart(number: int):
    def figure(click, *choices):
        point = (click or {}).get("points", [None])[0]
        place = (point["location"], point["hovertext"]) if point else None
        return figures.CHARTS[number](data.matching(*choices), place)

    return pn.pane.Plotly(pn.bind(figure, kaart.param.click_data, *CHOICES), height=290)


def totals(year, *choices):
    return data.totals(data.matching(*choices), figures.classes_at(year), year)


pn.Row(
    pn.Column("### Filter", *CHOICES, max_width=240),
    pn.Column("## Landkaart Gelijke Kansen", pn.bind(totals, jaar, *CHOICES), jaar, kaart),
    pn.Column(*map(chart, range(len(figures.CHARTS))), max_width=480),
).servable(title="Landkaart Gelijke Kansen")
