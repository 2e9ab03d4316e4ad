"""The dialog that explains a number."""

from typing import Any

from gka_dash.model.explain import Explanation
from gka_dash.model.selection import Selection
from gka_dash.model.view import View
from layouts import pages, parts
from layouts.elements import html


def view_of_page(source: pages.Source, path: Any, search: Any) -> View:
    """The view whose numbers a page shows: the region page has its own region, the data page no filter."""
    view = source.view(search)
    found = pages.find(source, path)
    if found.page and found.page.key == "regio":
        return pages.region_view(source, view, found.code)
    if found.page and found.page.key == "data":
        return source.of(Selection())
    return view


def title(explanation: Explanation) -> str:
    """Title of the dialog: the number and what it counts."""
    value = "Nog niets" if explanation.value is None else str(explanation.value)
    return f"{value} {explanation.label}"


def build(explanation: Explanation, selection: Selection) -> list[Any]:
    """Origin, rule, source and list."""
    link = parts.place_links(selection)
    rows = [
        (link(row.code, row.name), row.remark, parts.outside(row.source) if row.source else "")
        for row in explanation.rows
    ]
    source = parts.outside(explanation.source) if explanation.source else "geen"
    heading = html.H3(explanation.rows_title)
    listing = (
        parts.table(explanation.rows_title, ["Naam", "Toelichting", "Bron"], rows)
        if rows
        else html.P("De lijst is leeg.")
    )
    return [
        html.Dl(
            [
                html.Dt("Herkomst"),
                html.Dd(
                    html.Span(
                        "gepubliceerd door de GKA"
                        if explanation.origin == "gepubliceerd"
                        else "geteld uit onze rijen",
                        className=f"origin origin-{explanation.origin}",
                    )
                ),
                html.Dt("Regel"),
                html.Dd(explanation.rule),
                html.Dt("Bron"),
                html.Dd(source),
            ],
            className="facts",
        ),
        heading,
        listing,
    ]
