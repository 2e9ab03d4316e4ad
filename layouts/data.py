"""About the data: coverage, sources, precision, what was left out, downloads."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from gka_dash.model.dataset import Dataset
from gka_dash.model.dates import dutch_date
from gka_dash.model.explain import explain
from gka_dash.model.regions_table import installed_divisions
from gka_dash.model.schema import TABLES
from gka_dash.model.view import View
from layouts import parts
from layouts.elements import html

PRECISION_LABELS = {
    "dag": "dag bekend",
    "maand": "maand bekend",
    "interval": "alleen een periode bekend",
    "onbekend": "datum niet gevonden",
}


class Borders(Protocol):
    """What the page tells of one set of borders (gka_dash.geo.installed.Installed)."""

    @property
    def valid_from(self) -> date:
        """First day on which they hold."""
        ...

    @property
    def count(self) -> int:
        """How many municipalities."""
        ...

    @property
    def attribution(self) -> str:
        """Whose they are."""
        ...


def build(view: View, version: str, borders: Sequence[Borders]) -> html.Div:
    """The page; ``view`` is the view without filters, ``borders`` are those that can be drawn."""
    lead = "Waar de cijfers vandaan komen, hoe ver ze gaan en hoe u ze meeneemt."
    return html.Div(
        [
            *parts.page_heading("Over de data", lead),
            html.Div(
                [
                    html.Div(
                        [
                            _coverage(view),
                            _left_out(view.dataset),
                            _rules(),
                            _tables(view.dataset),
                            _borders(borders),
                        ],
                        className="column-wide",
                    ),
                    html.Div(
                        [_downloads(version), _precision(view.dataset), _add(), _divisions(view.dataset)],
                        className="column-side",
                    ),
                ],
                className="columns",
            ),
        ],
        className="page-data",
    )


def _coverage(view: View) -> html.Section:
    keys = (
        "gemeenten-gepubliceerd",
        "gemeenten-zeker",
        "interventies-gepubliceerd",
        "interventies",
        "activiteiten",
        "gemeenten-met-activiteit",
        "zonder-thema",
        "zonder-sector",
    )
    return parts.card(
        html.H2("Hoe volledig is dit?"),
        html.P(
            f"Stand op {dutch_date(view.day)}. De GKA publiceert totalen, maar geen lijst van alle namen. "
            "Daarom staan twee soorten getallen naast elkaar: gepubliceerd door de GKA, en geteld uit de "
            "rijen die wij met bron kennen. Zij worden nooit opgeteld of door elkaar gedeeld."
        ),
        html.Div([parts.explain_number(explain(view, key)) for key in keys], className="totals"),
    )


def _left_out(dataset: Dataset) -> html.Section:
    title = html.H2("Wat is weggelaten?")
    if not dataset.problems:
        return parts.card(title, html.P("Niets: elke rij van elke tabel is gebruikt."), id="weggelaten")
    severities = Counter(problem.severity for problem in dataset.problems)
    lead = f"{severities['fout']} rijen of bestanden weggelaten, {severities['waarschuwing']} waarschuwingen."
    rows = [
        [problem.place, problem.severity.capitalize(), f"{problem.message} {problem.hint}"]
        for problem in dataset.problems[:500]
    ]
    table = parts.table(
        "Weggelaten of met een waarschuwing gebruikt", ["Plaats", "Soort", "Wat en hoe verder"], rows
    )
    return parts.card(title, html.P(lead), table, id="weggelaten")


def _rules() -> html.Section:
    rules = (
        "Een datum is een periode. Een gemeente is zeker aangesloten na de laatst mogelijke dag, mogelijk "
        "aangesloten tussen de vroegste en de laatst mogelijke dag, en daarvoor niet.",
        "Een gemeente die is opgegaan in een andere, telt bij haar opvolger en nooit dubbel.",
        "Een activiteit zonder thema of sector telt mee als ‘niet bekend’.",
        "Alleen wat de bron een interventie noemt, staat naast het gepubliceerde aantal interventies.",
        "Wat wij uit een beschrijving hebben afgeleid, draagt het woord ‘afgeleid’.",
        "Namen van ambtenaren en wethouders zijn weggelaten; in een bronadres kan een naam staan.",
    )
    return parts.card(html.H2("De regels"), html.Ul([html.Li(rule) for rule in rules]))


def _tables(dataset: Dataset) -> html.Section:
    rows: list[list[Any]] = [
        [
            table.title,
            len(dataset.rows(table.name)),
            table.note,
            html.A(f"{table.name}.csv", href=f"/data/{table.name}.csv"),
        ]
        for table in TABLES
    ]
    return parts.card(
        html.H2("De tabellen"),
        parts.table("Tabellen", ["Tabel", "Rijen", "Wat staat erin", "Download"], rows),
    )


def _downloads(version: str) -> html.Section:
    items = [
        html.Li(html.A("Werkmap (Excel)", href="/data/werkmap.xlsx"), title="Alle tabellen in een werkmap"),
        html.Li(
            html.A("datapackage.json", href="/data/datapackage.json"), title="Beschrijving van alle tabellen"
        ),
        html.Li(html.A("gemeenten.geojson", href="/data/gemeenten.geojson"), title="Grenzen met gegevens"),
    ]
    return parts.card(
        html.H2("Open data"),
        html.P("Vrij te gebruiken met bronvermelding. Tekst in UTF-8, lijsten in een cel gescheiden door |."),
        html.Ul(items, className="plain"),
        html.P(f"Gegevens: {version}", className="soft"),
    )


def _precision(dataset: Dataset) -> html.Section:
    counts = Counter(agenda.precisie for agenda in dataset.agendas)
    rows = [[label, counts[key]] for key, label in PRECISION_LABELS.items()]
    return parts.card(
        html.H2("Hoe precies zijn de datums?"),
        parts.table("Precisie van de agenda's", ["Precisie", "Agenda's"], rows),
    )


def _add() -> html.Section:
    return parts.card(
        html.H2("Mist u iets?"),
        html.P(
            "Vul de werkmap (Excel) aan, met een bron bij elke rij, en geef die aan de beheerder van dit "
            "dashboard. Controleren kan vooraf met het commando hieronder: elke fout noemt blad en cel."
        ),
        html.Pre("python -m gka_dash check werkmap.xlsx", className="code"),
    )


def _borders(borders: Sequence[Borders]) -> html.Section:
    rows: list[list[Any]] = [
        [str(one.valid_from.year), dutch_date(one.valid_from), one.count, one.attribution] for one in borders
    ]
    return parts.card(
        html.H2("Grenzen"),
        html.P(
            "De datum van de kaart bepaalt welke grenzen u ziet. Zijn die van dat jaar er niet, dan tekent "
            "de kaart het jaar dat het dichtstbij ligt en staat dat eronder."
        ),
        parts.table("Grenzen op de kaart", ["Jaar", "Geldig vanaf", "Gemeenten", "Bron"], rows),
        html.P(
            "Geschikt voor een kaart van het land of een regio, niet voor adressen of oppervlakten.",
            className="soft",
        ),
        id="grenzen",
    )


def _divisions(dataset: Dataset) -> html.Section:
    rows: list[list[Any]] = [
        [one.label, str(one.year) if one.year else "elk jaar", one.regions]
        for one in installed_divisions(dataset)
    ]
    return parts.card(
        html.H2("Indelingen in regio's"),
        parts.table("Indelingen", ["Indeling", "Jaar", "Regio's"], rows),
        id="indelingen",
    )
