"""What is on screen as CSV: lists and charts, with filters, date and source printed above the rows."""

from collections.abc import Callable
from typing import Any

from gka_dash.exports.csv_table import records_csv
from gka_dash.figures.charts import CHARTS
from gka_dash.model.dates import dutch_date
from gka_dash.model.lists import municipality_rows, place_of, sorted_activities
from gka_dash.model.news import News, news_rows, news_sentence, not_known
from gka_dash.model.summary import filters_text, members_line
from gka_dash.model.view import View

Table = tuple[list[str], list[list[Any]]]
# The same in the room of one line on a slide.
SOURCE_SHORT = "gelijke-kansen.nl, Kamerstukken, gemeenten"
SOURCE = "gelijke-kansen.nl, Kamerstukken en gemeentelijke berichten; bron per rij in de open data"


def preamble(view: View, title: str, version: str) -> list[str]:
    """The lines above the rows: what it is, when, which filters, which publication and which source."""
    when = f"Van {dutch_date(view.since)} tot" if view.since else "Stand op"
    return [
        title,
        f"{when} {dutch_date(view.day)}. {members_line(view)}",
        f"Filter: {filters_text(view)}",
        f"Gegevens: {version}",
        f"Bron: {SOURCE}",
    ]


def municipalities(view: View) -> Table:
    """The list of municipalities."""
    headers = [
        "Gemeentecode",
        "Gemeente",
        view.division_name,
        "Stand",
        "Ondertekend",
        "Ondertekend door",
        "Interventies",
        "Activiteiten",
    ]
    rows: list[list[Any]] = [
        [r.code, r.name, r.region, r.status, r.signed, r.signed_by, r.interventions, r.activities]
        for r in municipality_rows(view)
    ]
    return headers, rows


def activities(view: View) -> Table:
    """The list of activities."""
    headers = [
        "Nummer",
        "Titel",
        "Aard",
        "Gemeentecode",
        "Gemeente",
        view.division_name,
        "Thema's",
        "Sectoren",
        "Doelgroep",
        "Start",
        "Samenvatting",
        "Afgeleid",
        "Bron",
    ]
    rows: list[list[Any]] = []
    for row in sorted_activities(view):
        place = place_of(view, row)
        rows.append(
            [
                row.interventie_id,
                row.titel,
                row.aard,
                place.gemeentecode,
                place.gemeente,
                place.provincie,
                ", ".join(row.themas),
                ", ".join(row.sectoren),
                row.doelgroep,
                row.start,
                row.samenvatting,
                ", ".join(row.afgeleid),
                row.bron_url,
            ]
        )
    return headers, rows


def news(view: View) -> Table:
    """What is new since the last meeting; without a day of that there is nothing to tell."""
    headers = ["Wat", "Gemeentecode", "Gemeente", "Toelichting", "Datum of publicatie", "Bron"]
    return headers, [list(row) for row in news_rows(_news(view))] if view.selection.last_meeting else []


def _news(view: View) -> News:
    return News(view, view.selection.last_meeting or view.vocabulary.last_day)


def news_lines(view: View) -> list[str]:
    """What the rows say together, and what they cannot say; nothing without a day of the last meeting."""
    if view.selection.last_meeting is None:
        return []
    return [news_sentence(_news(view)), *not_known(_news(view))]


# What can be downloaded, by the name in the address: title and table.
SCREENS: dict[str, tuple[str, Callable[[View], Table]]] = {
    "gemeenten": ("Gemeenten", municipalities),
    "interventies": ("Interventies en andere activiteiten", activities),
    "kaart": ("Gemeenten op de kaart", municipalities),
    "nieuw": ("Nieuw sinds de vorige Kenniskring", news),
    **{chart.key: (chart.title, chart.table) for chart in CHARTS},
}
# Lines above the rows that only one of them has.
MORE_LINES: dict[str, Callable[[View], list[str]]] = {"nieuw": news_lines}


def screen_csv(view: View, name: str, version: str) -> str:
    """The CSV of a screen; raises KeyError for a name that is not in SCREENS."""
    title, table = SCREENS[name]
    headers, rows = table(view)
    more = MORE_LINES[name](view) if name in MORE_LINES else []
    return records_csv(headers, rows, [*preamble(view, title, version), *more])
