"""The list of activities: search, sort, filter, download."""

from functools import lru_cache
from typing import Any

from gka_dash.model.dates import dutch_moment
from gka_dash.model.lists import sorted_activities
from gka_dash.model.schema import Intervention
from gka_dash.model.summary import activities_line
from gka_dash.model.view import View
from layouts import downloads, kaart, lijst, parts
from layouts.elements import html, written

PATH = "/interventies"
COLUMNS = [
    ("Titel", "titel"),
    ("Gemeente", "gemeente"),
    ("Aard", "aard"),
    ("Start", "start"),
    ("Thema", ""),
    ("Sector", ""),
]


def build(view: View) -> html.Div:
    """The page for a view."""
    heading = parts.page_heading(
        "Interventies en andere activiteiten",
        "Wat doen gemeenten, voor wie en waarover? Zoek, filter en download de lijst.",
    )
    number = parts.explain_inline("activiteiten", activities_line(view))
    results = _table(view) if view.counts.total else html.Div(kaart.empty(view))
    return lijst.page(view, downloads.of_list(), heading, number, results)


def _table(view: View) -> html.Div:
    link = parts.place_links(view.selection)
    rows = []
    for row in sorted_activities(view):
        places = [view.dataset.municipality[code] for code in view.dataset.successors(row.gemeentecode)]
        links = [item for p in places for item in (link(p.gemeentecode, p.gemeente), " ")]
        title, *facts = _fixed(row, ", ".join(view.vocabulary.sector_labels(row)))
        rows.append((title, html.Span(links), *facts))
    return lijst.table(view, PATH, "Activiteiten", COLUMNS, rows, as_cards=True)


@lru_cache(maxsize=2048)
def _fixed(row: Intervention, sectors: str) -> tuple[Any, ...]:
    """The cells that no selection changes: all but the links to its municipalities."""
    facts = (
        row.aard.capitalize(),
        _with_mark(dutch_moment(row.start), "start" in row.afgeleid),
        _with_mark(", ".join(row.themas), "themas" in row.afgeleid),
        _with_mark(sectors, "sectoren" in row.afgeleid),
    )
    title = html.Details([html.Summary(row.titel), html.P(row.samenvatting), _source(row)])
    headers = [header for header, _ in COLUMNS[2:]]
    return written(title), *(written(parts.card_cell(*pair)) for pair in zip(facts, headers, strict=True))


def _source(row: Intervention) -> html.P:
    group = f"Doelgroep: {row.doelgroep}. " if row.doelgroep else ""
    return html.P([group, "Bron: ", parts.outside(row.bron_url)], className="source")


def _with_mark(text: str, inferred: bool) -> Any:
    if not text:
        return html.Span("niet bekend", className="soft")
    return html.Span([text, " ", html.Span("afgeleid", className="inferred")]) if inferred else text
