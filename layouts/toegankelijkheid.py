"""The draft declaration of accessibility: what was tested, how, what came out, and what was not tested."""

from dataclasses import dataclass
from typing import Any

from layouts import parts
from layouts.elements import html

DRAFT = (
    "Dit is een concept. De organisatie die dit dashboard aanbiedt maakt er haar eigen verklaring van, laat "
    "een onafhankelijk onderzoek doen en neemt de verklaring op in het register."
)
# Counted by tests/layouts/test_accessibility_page.py in what the tests run.
PAGES, STATES, WIDTHS = 17, 119, 5
STATUS = (
    "Wij maken het dashboard volgens WCAG 2.2, niveau A en AA. Onze eigen onderzoeken vinden geen fouten "
    "meer. Een onafhankelijk onderzoek is nog niet gedaan. Daarom is de status: eerste maatregelen genomen."
)


@dataclass(frozen=True)
class Evidence:
    """One kind of research; ``shown_by`` is the test that repeats it with every change."""

    what: str
    how: str
    outcome: str
    shown_by: str


EVIDENCE = (
    Evidence(
        "Automatische controle",
        f"Het programma axe-core, in een echte browser (Chromium), op {PAGES} adressen: van elke soort "
        f"pagina ten minste één. Elk op {WIDTHS} breedtes, van een groot scherm tot een smalle telefoon.",
        "Geen fouten.",
        "tests/browser/test_axe.py",
    ),
    Evidence(
        "Alle standen",
        f"Hetzelfde in {STATES} standen van de pagina's. Bijvoorbeeld met een open venster, met een melding, "
        f"zonder resultaten of zonder verbinding. Elk op dezelfde {WIDTHS} breedtes, behalve waar een stand "
        "op die breedte niet bestaat.",
        "Geen fouten; geen enkele stand schuift opzij.",
        "tests/browser/test_states.py",
    ),
    Evidence(
        "Alleen het toetsenbord",
        "Kaart, tijdlijn, filters, grafieken en vensters bediend zonder muis. Gekeken of te zien is "
        "waar je bent.",
        "Alles is te bereiken en te bedienen; nergens loop je vast.",
        "tests/browser/test_story_keyboard.py",
    ),
    Evidence(
        "Vier keer zo groot",
        "Elke pagina en elke stand op 320 pixels breed. Dat is wat een venster van 1280 pixels toont bij 400 "
        "procent. En de pagina's op een telefoon.",
        "Alles blijft leesbaar; niets schuift opzij, behalve tabellen in hun eigen kader.",
        "tests/browser/test_story_phone.py",
    ),
    Evidence(
        "Contrast",
        "Van elke kleur van tekst, randen en grafieken is het contrast met de achtergrond berekend.",
        "Tekst ten minste 4,5 op 1, randen en grafieken ten minste 3 op 1.",
        "tests/figures/test_theme.py",
    ),
    Evidence(
        "Minder kleuren zien",
        "Elke stap van de kleurenschaal is nagerekend voor drie vormen van kleurenblindheid.",
        "De stappen zijn uit elkaar te houden. Patronen en tekst zeggen hetzelfde als de kleuren.",
        "tests/figures/test_theme.py",
    ),
    Evidence(
        "Minder beweging",
        "De instelling 'minder beweging' van de computer aangezet.",
        "Niets speelt vanzelf af en niets glijdt.",
        "tests/browser/test_story_time.py",
    ),
    Evidence(
        "Grafieken en kaart als tekst",
        "Elke grafiek heeft een zin en een tabel. De kaart is een lijst met namen, en de pagina Gemeenten "
        "toont dezelfde gegevens als tabel.",
        "Alles wat in beeld staat is ook als tekst te lezen.",
        "tests/browser/test_story_filters.py",
    ),
    Evidence(
        "Informatiebladen (pdf)",
        "Gemaakt als PDF/UA-1: met structuur, taal, titel en tekst bij elke afbeelding.",
        "Structuur, taal, titel en teksten zijn aanwezig.",
        "tests/exports/test_sheets.py",
    ),
)
NOT_TESTED = (
    "met mensen met een beperking, en met de schermlezers JAWS, NVDA en VoiceOver;",
    "met een erkend programma voor PDF/UA;",
    "de PowerPoint-bestanden met een schermlezer.",
)
KNOWN = (
    "Het veld voor een datum volgt de taal van de browser, niet die van de pagina.",
    "De kaart is een lange lijst van ruim 340 namen. Typ de eerste letters van een gemeente om haar te "
    "vinden, of gebruik de pagina Gemeenten.",
)


def build() -> html.Div:
    """The page."""
    rows = [(row.what, row.how, row.outcome) for row in EVIDENCE]
    return html.Div(
        [
            *parts.page_heading("Toegankelijkheid", "Iedereen moet dit dashboard kunnen gebruiken."),
            html.Div(
                [
                    parts.card(html.H2("Verklaring"), html.P(DRAFT), html.P(STATUS)),
                    parts.card(
                        html.H2("Wat is onderzocht"),
                        parts.table(
                            "Onderzoek naar toegankelijkheid", ("Wat", "Hoe", "Uitkomst"), rows, as_cards=True
                        ),
                    ),
                    parts.card(
                        html.H2("Wat nog niet is onderzocht"),
                        html.P("Het dashboard is nog niet getest:"),
                        _list(NOT_TESTED),
                    ),
                    parts.card(html.H2("Wat u kunt merken"), _list(KNOWN)),
                    parts.card(
                        html.H2("Lukt iets niet?"),
                        html.P(
                            [
                                "Laat het weten aan de ",
                                parts.outside("https://www.gelijke-kansen.nl", "Gelijke Kansen Alliantie"),
                                ". Schrijf erbij op welke pagina u was en wat u wilde doen.",
                            ]
                        ),
                    ),
                ],
                className="column-wide",
            ),
        ],
        className="page-background",
    )


def _list(lines: tuple[str, ...]) -> Any:
    return html.Ul([html.Li(line) for line in lines])
