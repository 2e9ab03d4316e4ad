"""The table twin of the map."""

from gka_dash.model.dates import dutch_date
from gka_dash.model.lists import MunicipalityRow, municipality_rows
from gka_dash.model.summary import members_line
from gka_dash.model.view import View
from layouts import downloads, lijst, parts
from layouts.elements import html

PATH = "/gemeenten"


def build(view: View) -> html.Div:
    """The page for a view."""
    heading = parts.page_heading("Gemeenten", "Dezelfde gegevens als op de kaart, als lijst.")
    when = f"Van {dutch_date(view.since)} tot" if view.since else "Stand op"
    rows = municipality_rows(view)
    status = f"{when} {dutch_date(view.day)}: {len(rows)} gemeenten. {members_line(view)}"
    return lijst.page(
        view,
        downloads.of_country(),
        heading,
        status,
        _table(view, rows),
        filter_label="Activiteiten geteld met filter",
    )


def _table(view: View, rows: list[MunicipalityRow]) -> html.Div:
    columns = [
        ("Gemeente", "gemeente"),
        (view.division_name, "provincie"),
        ("Ondertekend", "aansluiting"),
        ("Activiteiten", "activiteiten"),
        ("Stand", ""),
    ]
    link = parts.place_links(view.selection)
    cells = [(link(row.code, row.name), row.region, row.signed, row.activities, row.status) for row in rows]
    return lijst.table(view, PATH, "Gemeenten", columns, cells)
