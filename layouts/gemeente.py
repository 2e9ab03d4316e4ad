"""The page of one municipality."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from gka_dash.model.activities import highlighted
from gka_dash.model.dataset import Dataset
from gka_dash.model.dates import dutch_interval
from gka_dash.model.family import family
from gka_dash.model.origins import Origins
from gka_dash.model.regions_table import PROVINCE
from gka_dash.model.schema import Agenda, Intervention, Municipality
from gka_dash.model.selection import Selection
from gka_dash.model.summary import listed, region_label
from gka_dash.model.vocabulary import Vocabulary
from layouts import downloads, herkomst, parts
from layouts.elements import html

PRECISION = {
    "dag": "De dag van ondertekening is bekend.",
    "maand": "De maand is bekend, de dag niet.",
    "interval": "De precieze dag is niet gevonden; de ondertekening valt binnen deze periode.",
    "onbekend": "De datum van ondertekening is niet gevonden.",
}


def build(
    dataset: Dataset,
    vocabulary: Vocabulary,
    code: str,
    neighbours: Iterable[str],
    selection: Selection,
    origins: Origins,
) -> html.Div:
    """The page for today's municipality ``code``."""
    place = dataset.municipality[code]
    agendas = dataset.agendas_by_municipality.get(code, ())
    activities = dataset.interventions_by_municipality.get(code, ())
    on_map = replace(selection, municipality=code, sort="")
    region = parts.inside(
        f"provincie {place.provincie}", f"/regio/{place.provinciecode}", replace(on_map, region="")
    )
    return html.Div(
        [
            html.Div(
                [
                    html.Div(
                        [
                            *parts.page_heading(place.gemeente),
                            html.P([region, f" · {region_label(dataset, code)}"]),
                        ]
                    ),
                    html.Div(
                        [
                            parts.inside("Toon op de kaart", "/", on_map, "button"),
                            parts.inside("Vergelijk met …", "/vergelijken", Selection(left=code), "button"),
                            downloads.menu(
                                downloads.of_municipality(code, place.gemeente),
                                replace(on_map, region=place.provinciecode, division=PROVINCE),
                                [html.P(downloads.REST.format(place.provincie, place.gemeente))],
                            ),
                        ],
                        className="buttons",
                    ),
                ],
                className="page-head",
            ),
            html.Div(
                [
                    html.Div(
                        [
                            agenda_card(agendas, origins),
                            activities_card(activities, vocabulary, place, origins),
                        ],
                        className="column-wide",
                    ),
                    html.Div(
                        [
                            history_card(dataset, place),
                            neighbours_card(dataset, neighbours, selection),
                            sources_card(agendas, activities),
                        ],
                        className="column-side",
                    ),
                ],
                className="columns",
            ),
        ],
        className="page-municipality",
    )


def agenda_card(agendas: Iterable[Agenda], origins: Origins) -> html.Section:
    """When the agenda was signed, how precisely that is known, its period, themes and focus points."""
    rows = tuple(agendas)
    if not rows:
        text = (
            "Voor deze gemeente is geen ondertekende GKA-agenda gevonden. Dat betekent niet dat die er niet "
            "is: niet alle namen van de gemeenten die de GKA telt, zijn gepubliceerd."
        )
        missing = parts.inside("Hoe vul ik dit aan?", "/data")
        return parts.card(html.H2("Agenda"), html.P(text), html.P(missing), id="agenda")
    inner: list[Any] = [html.H2("Agenda")]
    for agenda in rows:
        if len(rows) > 1:
            inner.append(html.H3(f"Ondertekend door {agenda.gemeente}"))
        inner += _agenda_facts(agenda)
        inner.append(herkomst.build(origins.of("agendas", agenda), f"Agenda van {agenda.gemeente}"))
    return parts.card(*inner, id="agenda")


def _agenda_facts(agenda: Agenda) -> list[Any]:
    links = (
        [parts.outside(agenda.agenda_url, "Pagina bij de GKA")] if agenda.agenda_url else ["niet gevonden"]
    )
    facts = html.Dl(
        [
            html.Dt("Ondertekend"),
            html.Dd(
                [
                    dutch_interval(agenda.ondertekend_van, agenda.ondertekend_tot),
                    html.Span(f" {PRECISION[agenda.precisie]}", className="soft"),
                ]
            ),
            html.Dt("Periode"),
            html.Dd(listed(agenda.periode) or "niet bekend"),
            html.Dt("Agenda"),
            html.Dd(links),
            *([html.Dt("Toelichting"), html.Dd(agenda.opmerking)] if agenda.opmerking else []),
        ],
        className="facts",
    )
    return [
        facts,
        html.H3("Thema's"),
        parts.chips(agenda.themas),
        html.H3("Aandachtspunten"),
        parts.chips(agenda.aandachtspunten, "Geen genoemd"),
    ]


def activities_card(
    activities: tuple[Intervention, ...], vocabulary: Vocabulary, place: Municipality, origins: Origins
) -> html.Section:
    """All activities, one of them first and larger."""
    first = highlighted(activities)
    rest = [row for row in activities if row is not first]
    inner: list[Any] = [html.H2(f"Wat doet {place.gemeente}?")]
    if not activities:
        inner.append(html.P("Van deze gemeente is nog geen activiteit beschreven."))
    if first:
        inner.append(_activity(first, vocabulary, origins, "highlighted", "Uitgelicht"))
    inner += [_activity(row, vocabulary, origins) for row in rest]
    return parts.card(*inner, id="activiteiten")


def _activity(
    row: Intervention, vocabulary: Vocabulary, origins: Origins, class_name: str = "", mark: str = ""
) -> html.Article:
    label = [html.Span(mark, className="mark")] if mark else []
    extra = " · in het addendum 2021-2024" if row.in_addendum else ""
    return html.Article(
        [
            *label,
            html.H3(row.titel),
            html.P(row.aard.capitalize() + extra, className="kind"),
            html.P(row.samenvatting) if row.samenvatting else None,
            parts.activity_labels(row, vocabulary),
            html.P(["Bron: ", parts.outside(row.bron_url)], className="source"),
            herkomst.build(origins.of("interventies", row), row.titel),
        ],
        className=f"activity {class_name}".strip(),
        id=f"activiteit-{row.interventie_id}",
    )


def history_card(dataset: Dataset, place: Municipality) -> html.Section:
    """Municipalities that went up into this one, and the other parts of those that were split."""
    items = [html.Li(parts.family_line(line)) for line in family(dataset, place.gemeentecode)]
    text = html.Ul(items, className="plain") if items else html.P("Geen herindeling sinds 2016.")
    return parts.card(html.H2("Voorgangers"), text, id="voorgangers")


def neighbours_card(dataset: Dataset, neighbours: Iterable[str], selection: Selection) -> html.Section:
    """Neighbouring municipalities with what they have."""
    rows = sorted((dataset.municipality[code] for code in neighbours), key=lambda m: m.gemeente)
    items = [
        html.Li(
            [
                parts.place_link(m.gemeentecode, m.gemeente, selection),
                html.Span(f" {region_label(dataset, m.gemeentecode)}", className="soft"),
            ]
        )
        for m in rows
    ]
    text = (
        html.Ul(items, className="plain")
        if items
        else html.P("Deze gemeente grenst aan geen andere gemeente.")
    )
    return parts.card(html.H2("Buurgemeenten"), text, id="buren")


def sources_card(agendas: Iterable[Agenda], activities: Iterable[Intervention]) -> html.Section:
    """Every source of this page once."""
    addresses = [a.bron_url for a in agendas] + [row.bron_url for row in activities]
    items = [html.Li(parts.outside(source, _short(source))) for source in dict.fromkeys(addresses)]
    text = html.Ul(items, className="plain") if items else html.P("Geen bronnen.")
    return parts.card(html.H2("Bronnen"), text, id="bronnen")


def _short(source: str) -> str:
    text = source.split("://", 1)[-1].removeprefix("www.").rstrip("/")
    return text if len(text) <= 60 else text[:59] + "…"
