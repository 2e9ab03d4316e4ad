"""The list of activities: search, sort, filter, download."""

from typing import Any

from gka_dash.model.dates import dutch_moment
from gka_dash.model.lists import sorted_activities
from gka_dash.model.schema import Intervention
from gka_dash.model.summary import activities_line, filters_text
from gka_dash.model.view import View
from gka_dash.model.vocabulary import slug
from layouts import ids, kaart, parts
from layouts.elements import html

PATH = "/interventies"


def build(view: View) -> html.Div:
    """The page for a view."""
    lead = "Wat doen gemeenten, voor wie en waarover? Zoek, filter en download de lijst."
    return html.Div(
        [
            *parts.page_heading("Interventies en andere activiteiten", lead),
            html.Div(results(view), id=ids.LIST),
            *parts.slice_stores(view, ["lijst"]),
        ],
        className="page-list",
    )


def results(view: View) -> list[Any]:
    """Status line, downloads and table of the activities that fit."""
    address = parts.address("/export/interventies.csv", view.selection)
    download = html.A("Download deze lijst (CSV)", href=address, className="button")
    number = parts.explain_inline("activiteiten", activities_line(view))
    return [
        html.Div([html.P(number, role="status", className="status"), download], className="list-head"),
        html.P(f"Filter: {filters_text(view)}.", className="soft"),
        _table(view) if view.counts.total else html.Div(kaart.empty(view)),
    ]


def _table(view: View) -> html.Div:
    selection, vocabulary = view.selection, view.vocabulary
    columns = [("Titel", "titel"), ("Gemeente", "gemeente"), ("Aard", "aard"), ("Start", "start")]
    headers, marks = [], {}
    for index, (text, key) in enumerate(columns):
        link, state = parts.sort_link(text, key, PATH, selection)
        headers.append(link)
        marks[index] = state
    rows = []
    for row in sorted_activities(view):
        codes = view.dataset.successors(row.gemeentecode)
        links = [
            item
            for code in codes
            for item in (parts.place_link(code, view.dataset.municipality[code].gemeente, selection), " ")
        ]
        sectors = [vocabulary.sectors.get(slug(key), key) for key in row.sectoren]
        inferred = set(row.afgeleid)
        rows.append(
            [
                html.Details([html.Summary(row.titel), html.P(row.samenvatting), _source(row)]),
                html.Span(links),
                row.aard.capitalize(),
                _with_mark(dutch_moment(row.start), "start" in inferred),
                _with_mark(", ".join(row.themas), "themas" in inferred),
                _with_mark(", ".join(sectors), "sectoren" in inferred),
            ]
        )
    return parts.table("Activiteiten", [*headers, "Thema", "Sector"], rows, sorted_by=marks)


def _source(row: Intervention) -> html.P:
    group = f"Doelgroep: {row.doelgroep}. " if row.doelgroep else ""
    return html.P([group, "Bron: ", parts.outside(row.bron_url)], className="source")


def _with_mark(text: str, inferred: bool) -> Any:
    if not text:
        return html.Span("niet bekend", className="soft")
    return html.Span([text, " ", html.Span("afgeleid", className="inferred")]) if inferred else text
