"""The regions side by side, and the page of one region for its coordinator."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gka_dash.model.dates import dutch_date
from gka_dash.model.explain import explain
from gka_dash.model.membership import Status
from gka_dash.model.regions import Region
from gka_dash.model.schema import Municipality
from gka_dash.model.selection import Selection
from gka_dash.model.summary import activities_line, listed, members_line, number_of
from gka_dash.model.view import View
from layouts import downloads, ids, parts
from layouts.elements import html

STATUS_TITLES = {
    Status.CERTAIN: "Aangesloten",
    Status.POSSIBLE: "Mogelijk aangesloten",
    Status.NOT_YET: "Sluit later aan",
    Status.NEVER: "Geen agenda gevonden",
}


def index(
    views: Mapping[str, View], division: str, divisions: Mapping[str, str], selection: Selection
) -> html.Div:
    """All regions of a division in a table; ``views`` holds the view of each region by code."""
    anywhere = replace(selection, region="")
    rows = [
        [
            parts.inside(view.region_name, f"/regio/{code}", anywhere),
            len(view.municipalities),
            len(view.members[Status.CERTAIN]),
            len(view.members[Status.POSSIBLE]),
            view.counts.total,
            len(Region(view).missing_themes),
        ]
        for code, view in views.items()
    ]
    headers = [
        divisions[division],
        "Gemeenten",
        "Aangesloten",
        "Mogelijk",
        "Activiteiten",
        "Thema's zonder activiteit",
    ]
    day = next(iter(views.values())).day if views else None
    lead = f"{len(views)} regio's op {dutch_date(day)}, geteld uit de rijen met naam." if day else ""
    others = [
        parts.inside(label, "/regios", replace(anywhere, division=key), "button")
        for key, label in divisions.items()
        if key != division
    ]
    return html.Div(
        [
            *parts.page_heading("Regio's", lead),
            html.Div(others, className="buttons"),
            parts.card(parts.table("Regio's", headers, rows)),
        ],
        className="page-list",
    )


def build(view: View) -> html.Div:
    """The page of the region that the view has chosen."""
    region = Region(view)
    selection = replace(view.selection, sort="")
    buttons = html.Div(
        [
            parts.inside("Toon op de kaart", "/", selection, "button"),
            parts.inside("Vergelijk met …", "/vergelijken", Selection(left=selection.region), "button"),
            html.A("Werkmap (Excel)", href=_workbook(selection), className="button"),
            downloads.menu(downloads.of_region(selection.region, view.region_name), selection),
        ],
        className="buttons",
    )
    numbers = [explain(view, key) for key in ("gemeenten-zeker", "gemeenten-mogelijk", "activiteiten")]
    return html.Div(
        [
            html.Div(
                [html.Div(parts.page_heading(view.region_name, members_line(view))), buttons],
                className="page-head",
            ),
            html.Div(
                [
                    html.Div(
                        [
                            parts.card(
                                html.H2("In cijfers"),
                                html.P(f"Stand op {dutch_date(view.day)}. {activities_line(view)}"),
                                html.Div([parts.explain_number(n) for n in numbers], className="totals"),
                            ),
                            gaps_card(region, selection),
                            attention_card(region, selection),
                        ],
                        className="column-wide",
                    ),
                    html.Div(
                        [members_card(region, selection)],
                        className="column-side",
                    ),
                ],
                className="columns",
            ),
        ],
        className="page-region",
    )


def _workbook(selection: Selection) -> str:
    """The tables of the region without any filter: what comes back filled in has to be whole."""
    return parts.address(
        "/data/werkmap.xlsx", Selection(division=selection.division, region=selection.region)
    )


def members_card(region: Region, selection: Selection) -> html.Section:
    """The municipalities of the region per status."""
    inner: list[Any] = [html.H2("Gemeenten")]
    for status, title in STATUS_TITLES.items():
        places = region.by_status[status]
        if places:
            inner += [html.H3(f"{title} ({len(places)})"), _places(places, selection)]
    return parts.card(*inner)


def _places(places: tuple[Municipality, ...], selection: Selection) -> html.Ul:
    return html.Ul(
        [
            html.Li(parts.place_link(p.gemeentecode, p.gemeente, replace(selection, region="")))
            for p in places
        ],
        className="plain columns-list",
    )


def gaps_card(region: Region, selection: Selection) -> html.Section:
    """Themes and sectors without any described activity."""
    vocabulary = region.view.vocabulary
    themes = [vocabulary.themes[key] for key in region.missing_themes]
    sectors = [vocabulary.sectors[key] for key in region.missing_sectors]
    inner: list[Any] = [html.H2("Waar zitten de gaten?")]
    inner.append(html.P(f"Thema's zonder beschreven activiteit: {listed(themes) or 'geen'}."))
    inner.append(html.P(f"Sectoren zonder beschreven activiteit: {listed(sectors) or 'geen'}."))
    link = parts.inside("Bekijk thema × sector op de kaartpagina", "/", selection)
    return parts.card(*inner, html.P(link), id="gaten")


def attention_card(region: Region, selection: Selection) -> html.Section:
    """Members whose facts are incomplete."""
    rows = [
        [
            parts.place_link(p.gemeentecode, p.gemeente, replace(selection, region="")),
            listed(points).capitalize(),
        ]
        for p, points in region.attention
    ]
    title = html.H2("Wat vraagt aandacht?")
    if not rows:
        return parts.card(
            title, html.P("Van alle aangesloten gemeenten zijn de gegevens volledig."), id=ids.EMPTY
        )
    lead = html.P(f"Bij {number_of(len(rows), 'gemeente', 'gemeenten')} ontbreekt iets in onze gegevens.")
    return parts.card(title, lead, parts.table("Wat vraagt aandacht", ["Gemeente", "Wat ontbreekt"], rows))
