"""The meeting pack: tick who is at the table, and get one page of what they share and could talk about."""

from collections.abc import Iterable
from typing import Any

from gka_dash.model.compare import Profile
from gka_dash.model.lists import name_key
from gka_dash.model.meeting import (
    Meeting,
    Spread,
    meeting,
    names,
    shown_first,
    spread_words,
    table_sentence,
)
from gka_dash.model.selection import MOST_AT_TABLE, Selection
from gka_dash.model.summary import agenda_line, listed
from gka_dash.model.view import View
from gka_dash.model.vocabulary import Vocabulary
from layouts import ids, parts
from layouts import vergelijken_delen as delen
from layouts.elements import dbc, dcc, html

LEAD = "Vink aan wie er aan tafel zitten. U krijgt één blad voor het overleg."


def choices(source: delen.Views, view: View) -> list[Any]:
    """A check list of all municipalities, of which only those that fit the search are on screen."""
    vocabulary = source.vocabulary
    places = sorted(vocabulary.dataset.gemeenten, key=lambda place: name_key(place.gemeente))
    options = [{"label": place.gemeente, "value": place.gemeentecode} for place in places]
    regions = {ids.NO_CHOICE: "Kies een regio…"} | {
        code: delen.place_name(vocabulary, code) for code in vocabulary.regions
    }
    return [
        delen.fields(
            html.Div(
                [
                    html.Label("Zoek op naam", htmlFor=ids.TABLE_SEARCH),
                    dbc.Input(
                        id=ids.TABLE_SEARCH,
                        type="search",
                        value="",
                        placeholder="Typ een deel van de naam…",
                        autocomplete="off",
                        maxlength=80,
                    ),
                ],
                className="field",
            ),
            html.Div(
                [
                    html.Label("Of toon een regio", htmlFor=ids.TABLE_REGION),
                    dbc.Select(
                        id=ids.TABLE_REGION,
                        options=[{"label": text, "value": code} for code, text in regions.items()],
                        value=ids.NO_CHOICE,
                    ),
                ],
                className="field",
            ),
            html.Fieldset(
                [
                    html.Legend(f"Wie zitten er aan tafel? (hoogstens {MOST_AT_TABLE})"),
                    html.P(id=ids.TABLE_MESSAGE, className="field-message", role="status"),
                    dbc.Checklist(
                        id=ids.TABLE_CHOICES,
                        options=options,
                        value=list(view.selection.at_table),
                        class_name="choices table-choices",
                    ),
                ],
                className="field",
            ),
            label="Kies wie er aan tafel zitten",
        ),
        dcc.Store(id=ids.TABLE_REGIONS, data=_inside(source, vocabulary)),
    ]


def _inside(source: delen.Views, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Codes of the municipalities of each region, for the list of the browser."""
    found: dict[str, list[str]] = {}
    for division in vocabulary.divisions:
        chosen = delen.all_known(Selection(division=division), vocabulary)
        for place in source.of(chosen).dataset.gemeenten:
            found.setdefault(place.provinciecode, []).append(place.gemeentecode)
    return {code: places for code, places in found.items() if code}


def results(source: delen.Views, view: View) -> list[Any]:
    """The sheet for the meeting."""
    codes = view.selection.at_table
    if not codes:
        text = "Vink hierboven gemeenten aan: zoek op naam, of toon eerst de gemeenten van een regio."
        return [delen.hint("Nog niemand aan tafel", text)]
    table = meeting(delen.whole(source), codes)
    alone = len(table.profiles) == 1
    return [
        html.Article(
            [
                html.Div(
                    [
                        html.H2("Overleg over gelijke kansen"),
                        html.Div([delen.copy_link(), delen.print_button()], className="buttons"),
                    ],
                    className="card-head",
                ),
                html.P(table_sentence(table), role="status"),
                *(
                    [html.P("Vink nog een gemeente aan om te zien wat zij delen.")]
                    if alone
                    else _themes(table)
                ),
                _gaps(table),
                *([] if alone else [_talks(table)]),
                _places(table, source.vocabulary),
                html.P(
                    "Bron: de agenda's en beschreven activiteiten met naam bekend, "
                    f"{delen.up_to(source.vocabulary)}. Niet gevonden is niet hetzelfde als er niet zijn.",
                    className="hint",
                ),
            ],
            className=f"card pack{' pack-many' if len(codes) > MOST_AT_TABLE // 3 else ''}",
        ),
    ]


def _themes(table: Meeting) -> list[Any]:
    few = "één gemeente heeft" if table.few == 1 else "één of twee gemeenten hebben"
    rows = [
        ("Thema's die iedereen heeft", [spread.label for spread in table.shared]),
        ("Thema's die meer gemeenten hebben", [_share(s, table) for s in table.widespread]),
        (f"Thema's die maar {few}", [spread_words(spread) for spread in table.contrasts]),
    ]
    shown = [(title, lines) for title, lines in rows if lines or title != rows[1][0]]
    return [
        html.Div(
            [html.Div([html.H3(title), _list(lines)]) for title, lines in shown], className="pack-columns"
        )
    ]


def _share(spread: Spread, table: Meeting) -> str:
    return f"{spread.label} ({spread.places} van de {len(table.profiles)})"


def _list(lines: Iterable[str], empty: str = "Geen.") -> Any:
    items = [html.Li(line) for line in lines]
    return html.Ul(items, className="plain") if items else html.P(empty, className="soft")


def _gaps(table: Meeting) -> html.Div:
    who = "niemand aan deze tafel heeft" if len(table.profiles) > 1 else f"{names(table.profiles)} niet heeft"
    themes = listed(spread.label for spread in table.missing_themes) or "geen"
    sectors = listed(spread.label for spread in table.missing_sectors) or "geen"
    return html.Div(
        [
            html.H3(f"Gaten: wat {who}"),
            html.P(f"Thema's zonder agenda of activiteit: {themes}."),
            html.P(f"Sectoren zonder beschreven activiteit: {sectors}."),
        ]
    )


def _talks(table: Meeting) -> html.Div:
    """Who has experience with what, and who has it in the agenda without an activity that we know of."""
    rows = [(spread.label, names(spread.doing), names(spread.planning) or "–") for spread in table.talks]
    headers = ["Thema", "Heeft een activiteit", "Noemt het alleen in de agenda"]
    body = (
        parts.table("Met wie praten over wat", headers, rows, as_cards=True)
        if rows
        else html.P("Geen thema waarvan de een een activiteit heeft en de ander niet.", className="soft")
    )
    lead = html.P(
        "Wie een activiteit heeft, kan erover vertellen aan wie er nog geen heeft.", className="soft"
    )
    return html.Div([html.H3("Met wie praten over wat?"), lead, body])


def _places(table: Meeting, vocabulary: Vocabulary) -> html.Div:
    rows = [
        (
            parts.place_link(profile.code, profile.name),
            agenda_line(profile.agendas).capitalize(),
            _highlight(profile, vocabulary),
        )
        for profile in table.profiles
    ]
    headers = ["Gemeente", "Agenda", "Uitgelichte activiteit"]
    return html.Div([html.H3("Per gemeente"), parts.table("Per gemeente", headers, rows, as_cards=True)])


def _highlight(profile: Profile, vocabulary: Vocabulary) -> Any:
    row = shown_first(profile)
    if row is None:
        return html.Span(_nothing_to_show(profile), className="soft")
    about = ", ".join([*row.themas, *vocabulary.sector_labels(row)])
    return html.Span([row.titel, html.Span(f" ({about})" if about else "", className="soft")])


def _nothing_to_show(profile: Profile) -> str:
    if not profile.activities:
        return "geen activiteit beschreven"
    return "geen activiteit met thema, sector en samenvatting"
