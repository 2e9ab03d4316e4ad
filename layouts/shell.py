"""Everything around a page: header with navigation and search, filter panel, messages, dialog, footer."""

from dash.html import Div

from gka_dash.model.view import View
from layouts import filters, ids, pages, parts, verhaal
from layouts.elements import dbc, dcc, html


def build(first_view: View, version: str, banner: str = "") -> Div:
    """The shell with an empty page; the address decides what comes in. Dash asks for an object of its own.

    ``banner`` is what every page has to say before anything else.
    """
    return Div(
        [
            dcc.Location(id=ids.URL, refresh=False),
            dcc.Store(id=ids.PAGE_INFO),
            dcc.Store(id=ids.EXPLAIN),
            *([html.Div(banner, className="banner", role="status")] if banner else []),
            header(),
            html.Div(id=ids.NOTICE, className="notice", role="status"),
            html.Div(
                [
                    filters.build(first_view.vocabulary),
                    html.Main(id=ids.PAGE, className="page", tabIndex="-1"),
                    verhaal.panel(),
                ],
                id="inhoud",
                className="body",
            ),
            footer(first_view.attribution, version),
            dialog(),
        ],
        className="shell",
    )


def header() -> html.Header:
    """Name of the dashboard, the pages, and a search box for municipalities."""
    links = [
        html.A(page.label, href=page.path, className="nav-link", id=f"nav-{page.key}")
        for page in pages.PAGES
        if page.label
    ]
    return html.Header(
        [
            dcc.Link(
                [
                    html.Span("Landkaart Gelijke Kansen", className="brand-name"),
                    html.Span("Gemeenten, agenda's en interventies van de GKA", className="brand-line"),
                ],
                href="/",
                className="brand",
            ),
            html.Nav(links, id=ids.NAVIGATION, **{"aria-label": "Hoofdmenu"}),
            html.Div(
                [
                    html.Label("Zoek een gemeente", htmlFor=ids.SEARCH, className="visually-hidden"),
                    dbc.Input(
                        id=ids.SEARCH,
                        type="search",
                        list=ids.SEARCH_OPTIONS,
                        placeholder="Zoek gemeente…",
                        autocomplete="off",
                        maxlength=80,
                        value="",
                    ),
                    html.Datalist(id=ids.SEARCH_OPTIONS),
                    html.Span(id="zoek-melding", className="search-message", role="status"),
                ],
                className="search",
            ),
        ],
        className="header",
    )


def footer(attribution: str, version: str) -> html.Footer:
    """Sources and version, on every page."""
    return html.Footer(
        [
            html.Span("Bron: gelijke-kansen.nl, Kamerstukken, gemeentelijke berichten"),
            html.Span(attribution.split(";")[0]),
            html.A(f"Gegevens: {version}", href="/versie"),
            parts.inside("Over de data", "/data"),
            parts.inside("Toegankelijkheid", "/toegankelijkheid"),
        ],
        className="footer",
    )


def dialog() -> dbc.Modal:
    """Where a number is explained."""
    return dbc.Modal(
        [
            html.Div(
                [
                    html.H2(id=ids.DIALOG_TITLE),
                    html.Button(
                        "×",
                        type="button",
                        className="close",
                        **{"aria-label": "Sluit de uitleg", "data-action": "close-dialog"},
                    ),
                ],
                className="card-head dialog-head",
            ),
            html.Div(id=ids.DIALOG_BODY, className="dialog-body", tabIndex="0"),
        ],
        id=ids.DIALOG,
        is_open=False,
        fade=False,
        scrollable=True,
        size="lg",
        labelledby=ids.DIALOG_TITLE,
    )
