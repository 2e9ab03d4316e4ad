"""The table twin of the map."""

from typing import Any

from gka_dash.model.dates import dutch_date
from gka_dash.model.lists import municipality_rows
from gka_dash.model.summary import filters_text, members_line
from gka_dash.model.view import View
from layouts import ids, parts
from layouts.elements import html

PATH = "/gemeenten"


def build(view: View) -> html.Div:
    """The page for a view."""
    lead = "Dezelfde gegevens als op de kaart, als lijst."
    return html.Div(
        [
            *parts.page_heading("Gemeenten", lead),
            html.Div(results(view), id=ids.LIST),
            *parts.slice_stores(view, ["lijst"]),
        ],
        className="page-list",
    )


def results(view: View) -> list[Any]:
    """Status line, downloads and table."""
    address = parts.address("/export/gemeenten.csv", view.selection)
    download = html.A("Download deze lijst (CSV)", href=address, className="button")
    when = f"Van {dutch_date(view.since)} tot" if view.since else "Stand op"
    text = f"{when} {dutch_date(view.day)}: {len(view.municipalities)} gemeenten. {members_line(view)}"
    return [
        html.Div([html.P(text, role="status", className="status"), download], className="list-head"),
        html.P(f"Activiteiten geteld met filter: {filters_text(view)}.", className="soft"),
        _table(view),
    ]


def _table(view: View) -> html.Div:
    columns = [
        ("Gemeente", "gemeente"),
        (view.division_name, "provincie"),
        ("Ondertekend", "aansluiting"),
        ("Activiteiten", "activiteiten"),
    ]
    headers, marks = [], {}
    for index, (text, key) in enumerate(columns):
        link, state = parts.sort_link(text, key, PATH, view.selection)
        headers.append(link)
        marks[index] = state
    rows = [
        [
            parts.place_link(row.code, row.name, view.selection),
            row.region,
            row.signed or html.Span("–", className="soft"),
            row.activities,
            row.status,
        ]
        for row in municipality_rows(view)
    ]
    return parts.table("Gemeenten", [*headers, "Stand"], rows, sorted_by=marks)
