"""What is new since the last Kenniskring."""

from collections.abc import Iterable
from typing import Any

from gka_dash.model.dates import dutch_date
from gka_dash.model.news import Joined, News, Published, merger_names, news_sentence, not_known
from gka_dash.model.schema import LAST_DAY
from gka_dash.model.selection import Selection
from gka_dash.model.view import View
from layouts import parts
from layouts import vergelijken_delen as delen
from layouts.elements import html

LEAD = "Kies de datum van de vorige Kenniskring. U ziet wat er sindsdien nieuw is."
MOST_SHOWN = 100


def choices(source: delen.Views, view: View) -> list[Any]:
    """The date, and a region when somebody only has to do with that."""
    chosen = view.selection
    return [
        delen.fields(
            delen.date_field(
                "kring",
                "Datum van de vorige Kenniskring",
                chosen.last_meeting,
                source.vocabulary.first_day,
                LAST_DAY,
            ),
            delen.region_field(view),
            label="Kies een datum en een regio",
        ),
        *delen.places_lists("regio"),
    ]


def results(source: delen.Views, view: View) -> list[Any]:
    """Sentence, lists, what cannot be known, and the same as a file."""
    chosen = view.selection
    if chosen.last_meeting is None:
        return [
            delen.hint(
                "Kies een datum",
                "Vul hierboven in wanneer u elkaar voor het laatst sprak. Daarna staat hier wie erbij kwam, "
                "welke gemeenten samengingen en wat er in onze gegevens veranderde.",
            )
        ]
    only = Selection(division=chosen.division, region=chosen.region, last_meeting=chosen.last_meeting)
    news_view = source.of(delen.all_known(only, source.vocabulary))
    news = News(news_view, chosen.last_meeting)
    download = parts.address("/export/nieuw.csv", news_view.selection)
    where = f" in {news_view.region_name}" if chosen.region else ""
    return [
        parts.card(
            html.Div(
                [
                    html.H2(f"Nieuw{where} sinds {dutch_date(news.day)}"),
                    html.Div(
                        [
                            html.A("Download deze lijst (CSV)", href=download, className="button"),
                            delen.copy_link(),
                            delen.print_button(),
                        ],
                        className="buttons",
                    ),
                ],
                className="card-head",
            ),
            html.P(news_sentence(news), role="status"),
            html.H3("Wat deze aantallen niet zeggen"),
            html.Ul([html.Li(line) for line in not_known(news)]),
        ),
        html.Div(
            [
                _joined("Zeker nieuw aangesloten", (row for row in news.joined if row.certain)),
                _joined("Mogelijk nieuw aangesloten", (row for row in news.joined if not row.certain)),
            ],
            className="two-columns",
        ),
        _mergers(news),
        _published(news),
    ]


def _joined(title: str, joined: Iterable[Joined]) -> html.Section:
    rows = [(parts.place_link(r.code, r.name), r.when, parts.outside(r.source)) for r in joined]
    if not rows:
        return parts.card(html.H2(f"{title} (0)"), html.P("Geen.", className="soft"))
    table = parts.table(title, ["Gemeente", "Ondertekend", "Bron"], rows, as_cards=True)
    return parts.card(html.H2(f"{title} ({len(rows)})"), table)


def _mergers(news: News) -> html.Section:
    rows = [(old, new, dutch_date(day)) for day, old, new in merger_names(news.mergers)]
    title = html.H2(f"Herindelingen ({len(rows)})")
    if not rows:
        return parts.card(title, html.P("Geen.", className="soft"))
    return parts.card(title, parts.table("Herindelingen", ["Was", "Werd", "Op"], rows))


def _published(news: News) -> html.Section:
    """What came into the data; of a long list the first rows, the file has all of them."""
    rows = [_row(row) for row in news.published[:MOST_SHOWN]]
    title = html.H2(f"Toegevoegd of gewijzigd in onze gegevens ({len(news.published)})")
    if not rows:
        return parts.card(title, html.P("Niets.", className="soft"))
    left_out = len(news.published) - len(rows)
    more = [html.P(f"En nog {left_out}; die staan in de download.")] if left_out else []
    headers = ["Wat", "Gemeente", "Nieuw of gewijzigd", "Publicatie"]
    return parts.card(title, parts.table("Toegevoegd of gewijzigd", headers, rows, as_cards=True), *more)


def _row(row: Published) -> tuple[Any, ...]:
    what = "nieuw" if row.is_new else f"gewijzigd: {', '.join(row.changed)}"
    return (
        row.title[:1].upper() + row.title[1:],
        parts.place_link(row.code, row.row.gemeente),
        what,
        str(row.stamp),
    )
