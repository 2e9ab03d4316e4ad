"""The card around a chart: title, sentence, picture or table, what it rests on, and downloads."""

from typing import Any

from gka_dash.figures.charts import CHARTS, Chart, own_names
from gka_dash.model.summary import published_line
from gka_dash.model.view import View
from layouts import ids, parts
from layouts.elements import dbc, dcc, html

PICTURE, TABLE = "grafiek", "tabel"  # the two forms of a chart
MORE_THAN_ONE = "Een activiteit kan meer dan één thema of sector hebben."
GRAPH_CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "responsive": True,
    "locale": "nl",
    "scrollZoom": False,
    "doubleClick": False,
}


def build(chart: Chart, view: View) -> html.Section:
    """The whole card for a view."""
    key, figure = chart.key, chart.figure(view)
    height = {"height": figure["layout"]["height"]}
    title_id = ids.chart_part(key, "titel")
    return parts.card(
        html.Div(
            [
                html.H2(chart.title, id=title_id),
                dbc.RadioItems(
                    id=ids.chart_part(key, "vorm"),
                    options=[{"label": "Grafiek", "value": PICTURE}, {"label": "Tabel", "value": TABLE}],
                    value=PICTURE,
                    inline=True,
                    class_name="segmented",
                ),
            ],
            className="card-head",
        ),
        html.P(chart.sentence(view), id=ids.chart_part(key, "zin"), className="sentence"),
        html.Div(
            dcc.Graph(id=ids.chart(key), figure=figure, config=GRAPH_CONFIG, responsive=True, style=height),
            id=ids.chart_part(key, "beeld"),
            className=f"chart chart-{key}",
            role="img",
            **{"aria-labelledby": f"{title_id} {ids.chart_part(key, 'zin')}"},
        ),
        html.Div(id=ids.chart_part(key, "tabel"), hidden=True),
        html.P(basis(view), id=ids.chart_part(key, "basis"), className="basis"),
        downloads(key),
        class_name="chart-card",
        **{"aria-labelledby": title_id},
    )


def own_numbers(view: View) -> dict[str, Any]:
    """What the browser needs to set a municipality off in the charts as soon as it is chosen, by graph id."""
    numbers = {ids.chart(chart.key): chart.own(view) for chart in CHARTS if chart.own}
    return {"namen": own_names(view), "grafieken": numbers}


def basis(view: View) -> list[Any]:
    """What a chart rests on: how many activities, how many without theme or sector, what was published."""
    counts = view.counts
    return [
        parts.explain_inline("activiteiten", f"n = {counts.total} activiteiten"),
        "; ",
        parts.explain_inline("zonder-thema", f"{counts.without_theme} zonder thema"),
        ", ",
        parts.explain_inline("zonder-sector", f"{counts.without_sector} zonder sector"),
        f". {MORE_THAN_ONE} ",
        published_line(view),
    ]


def table(chart: Chart, view: View) -> html.Div:
    """The same numbers as a table."""
    headers, rows = chart.table(view)
    names, short = view.vocabulary.sectors, view.vocabulary.sector_abbreviations
    # Sectors by the short names of the picture, so that no column is cut off; in full for who listens.
    shorter = {
        name: html.Span(parts.seen_and_heard(short[key], name), title=name) for key, name in names.items()
    }
    return parts.table(chart.title, [shorter.get(header, header) for header in headers], rows)


def downloads(key: str) -> html.Details:
    """PNG and SVG of the picture and CSV of its numbers."""
    return html.Details([html.Summary("Download"), download_kinds(key)], className="download")


def download_kinds(key: str) -> html.Div:
    """A button for each of them."""

    def button(kind: str) -> html.Button:
        return html.Button(
            kind.upper(),
            type="button",
            className="button-small",
            **{"data-action": "download", "data-what": key, "data-kind": kind},
        )

    return html.Div([button(kind) for kind in ("png", "svg", "csv")], className="download-kinds")
