"""The four figures of the twin, built with Plotly Express from pandas on every call.

- Map: plotly.com/python/choropleth-maps (GeoJSON by a property, `projection="mercator"`,
  `fitbounds="locations"`), with the stepped colour scale of plotly.com/python/colorscales ("Constructing a
  Discrete Colorscale"). The page's other way, `color=` with words, puts the whole GeoJSON in the answer once
  per class: six times here.
- Bars: plotly.com/python/bar-charts. Matrix: plotly.com/python/imshow with `text_auto`.
"""

from typing import Any

import pandas as pd
import plotly.express as px
import plotly.graph_objects as go

from benchmarks.twin import data

CLASSES = ("geen agenda", "nog niet", "mogelijk", "jaar onbekend", "2019", "2020", "2021", "2022", "2023")
COLOURS = (
    "#eef1f4",
    "#d5dbe1",
    "#c9b8e0",
    "#8f7bb5",
    "#08306b",
    "#135aa3",
    "#3d86c6",
    "#7fb2dd",
    "#b3d2ec",
)


def classes_at(year: int) -> pd.DataFrame:
    """The municipalities with their class number on the last day of `year`."""
    rows = data.municipalities().copy()
    day = pd.Timestamp(year, 12, 31)
    first, last = rows["ondertekend_van"].dt.year, rows["ondertekend_tot"].dt.year
    rows["klasse"] = last.astype("Int64").astype("string")
    rows.loc[first < last, "klasse"] = "jaar onbekend"
    rows.loc[rows["ondertekend_tot"] > day, "klasse"] = "mogelijk"
    rows.loc[rows["ondertekend_van"] > day, "klasse"] = "nog niet"
    rows["klasse"] = rows["klasse"].fillna("geen agenda")
    rows["nummer"] = rows["klasse"].map(CLASSES.index)
    return rows


def map_figure(rows: pd.DataFrame, chosen: str | None, *, per_class: bool = False) -> go.Figure:
    """The map; the chosen municipality is the selected point. With `per_class` each class is a trace."""
    count = len(CLASSES)
    steps = [(edge, COLOURS[i]) for i in range(count) for edge in (i / count, (i + 1) / count)]
    colours: dict[str, Any] = {
        "color": "nummer",
        "range_color": (-0.5, count - 0.5),
        "color_continuous_scale": steps,
    }
    if per_class:
        palette = dict(zip(CLASSES, COLOURS, strict=True))
        colours = {
            "color": "klasse",
            "category_orders": {"klasse": CLASSES},
            "color_discrete_map": palette,
        }
    figure = px.choropleth(
        rows,
        geojson=data.borders(),
        locations="statcode",
        featureidkey="properties.statcode",
        projection="mercator",
        hover_name="statnaam",
        hover_data={"klasse": True, "nummer": False, "statcode": False, "activiteiten": True},
        **colours,
    )
    figure.update_geos(fitbounds="locations", visible=False)
    figure.update_layout(
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        coloraxis_colorbar={"title": "", "tickvals": list(range(count)), "ticktext": CLASSES},
    )
    if chosen:
        figure.for_each_trace(lambda trace: _select(trace, chosen))
    return figure


def _select(trace: go.Choropleth, chosen: str) -> None:
    trace.selectedpoints = [i for i, code in enumerate(trace.locations) if code == chosen]


def _numbers(rows: pd.DataFrame, column: str, order: list[str]) -> pd.Series:
    return rows.explode(column)[column].value_counts().reindex(order, fill_value=0)


def bar_figure(
    rows: pd.DataFrame, column: str, names: dict[str, str], title: str, place: tuple[str, str] | None
) -> go.Figure:
    """Activities per value of `column`; with a `place` (code, name) its own numbers stand beside the rest."""
    order = list(names)
    parts = [("alle", _numbers(rows, column, order))]
    if place:
        code, name = place
        parts.append((name, _numbers(rows[rows["gemeentecode"] == code], column, order)))
    table = pd.concat(
        pd.DataFrame({"naam": [names[key] for key in order], "activiteiten": numbers.values, "wie": who})
        for who, numbers in parts
    )
    figure = px.bar(
        table,
        x="activiteiten",
        y="naam",
        color="wie",
        orientation="h",
        barmode="group",
        text_auto=True,
        title=f"{title}: {place[1]}" if place else title,
    )
    figure.update_layout(yaxis={"autorange": "reversed", "title": ""}, showlegend=False)
    return figure


def matrix_figure(rows: pd.DataFrame, place: tuple[str, str] | None) -> go.Figure:
    """Theme x sector, of the chosen municipality when there is one."""
    title = "Thema x sector"
    if place:
        rows = rows[rows["gemeentecode"] == place[0]]
        title = f"{title}: {place[1]}"
    pairs = rows.explode("themas").explode("sectoren")
    table = pd.crosstab(pairs["themas"], pairs["sectoren"])
    table = table.reindex(index=data.themes(), columns=list(data.sectors()), fill_value=0)
    table.columns = [data.sectors()[key] for key in table.columns]
    figure = px.imshow(table, text_auto=True, aspect="auto", color_continuous_scale="Blues", title=title)
    figure.update_layout(coloraxis_showscale=False, xaxis_title="", yaxis_title="")
    return figure


Place = tuple[str, str] | None


def theme_figure(rows: pd.DataFrame, place: Place) -> go.Figure:
    """Activities per theme."""
    return bar_figure(rows, "themas", {name: name for name in data.themes()}, "Activiteiten per thema", place)


def sector_figure(rows: pd.DataFrame, place: Place) -> go.Figure:
    """Activities per sector."""
    return bar_figure(rows, "sectoren", data.sectors(), "Activiteiten per sector", place)


CHARTS = (theme_figure, sector_figure, matrix_figure)


def charts(rows: pd.DataFrame, place: Place) -> tuple[go.Figure, ...]:
    """The three charts beside the map, of everything or with one municipality set off."""
    return tuple(make(rows, place) for make in CHARTS)
