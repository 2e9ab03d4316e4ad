"""The story behind the numbers: milestones, national agendas, factors, and where else to look."""

from itertools import groupby
from typing import Any

from gka_dash.model.dataset import Dataset
from gka_dash.model.dates import dutch_moment, dutch_precise
from gka_dash.model.schema import Milestone
from layouts import parts
from layouts.elements import html

ELSEWHERE = (
    ("Gelijke Kansen Alliantie", "https://www.gelijke-kansen.nl", "de eigen site van de GKA"),
    (
        "OCW in cijfers: kansengelijkheid",
        "https://www.ocwincijfers.nl/themas/kansengelijkheid",
        "het landelijke dashboard",
    ),
    ("Kansenkaart", "https://kansenkaart.nl", "kansen per gemeente en buurt"),
    ("Waarstaatjegemeente", "https://www.waarstaatjegemeente.nl", "cijfers van elke gemeente"),
)


def build(dataset: Dataset) -> html.Div:
    """The page."""
    lead = (
        "De Gelijke Kansen Alliantie van het ministerie van OCW werkt met gemeenten, scholen en partners aan "
        "gelijke kansen voor elk kind."
    )
    return html.Div(
        [
            *parts.page_heading("Achtergrond", lead),
            html.Div(
                [
                    html.Div([_milestones(dataset), _factors(dataset)], className="column-wide"),
                    html.Div([_national(dataset), _elsewhere()], className="column-side"),
                ],
                className="columns",
            ),
        ],
        className="page-background",
    )


def _milestones(dataset: Dataset) -> html.Section:
    rows = sorted(dataset.mijlpalen, key=lambda milestone: milestone.datum)
    return parts.card(
        html.H2("Mijlpalen"), html.Ol([_milestone(row) for row in rows], className="milestones")
    )


def _milestone(row: Milestone) -> html.Li:
    counts = []
    if row.gemeenten is not None:
        counts.append(f"{row.gemeenten} gemeenten")
    if row.interventies is not None:
        counts.append(f"{row.interventies} interventies")
    published = [html.Span(f"gepubliceerd: {' en '.join(counts)}", className="origin")] if counts else []
    return html.Li(
        [
            html.Span(dutch_precise(row.datum, row.precisie), className="when"),
            html.H3(row.titel),
            html.P([row.toelichting, " ", *published]),
            html.P(["Bron: ", parts.outside(row.bron)], className="source"),
        ]
    )


def _national(dataset: Dataset) -> html.Section:
    items: list[Any] = []
    for agenda in dataset.landelijke_agendas:
        schools = f" {agenda.scholen} scholen (gepubliceerd)." if agenda.scholen is not None else ""
        items += [
            html.Dt(f"{agenda.titel}, sinds {dutch_moment(agenda.sinds)}"),
            html.Dd([f"{agenda.toelichting}.{schools} ", parts.outside(agenda.bron)]),
        ]
    return parts.card(html.H2("Landelijke agenda's voor scholen"), html.Dl(items, className="stacked"))


def _factors(dataset: Dataset) -> html.Section:
    groups = [
        html.Div([html.H3(domain), parts.chips(row.factor for row in rows)])
        for domain, rows in groupby(dataset.factoren, key=lambda factor: factor.domein)
    ]
    lead = (
        f"{len(dataset.factoren)} factoren die kansen groter of kleiner maken, in "
        f"{len(groups)} domeinen (Verwey-Jonker Instituut, 2021)."
    )
    return parts.card(html.H2("Wat speelt mee?"), html.P(lead), *groups)


def _elsewhere() -> html.Section:
    items = [html.Li([parts.outside(url, name), f": {text}"]) for name, url, text in ELSEWHERE]
    return parts.card(html.H2("Verder kijken"), html.Ul(items, className="plain"))
