"""The first page: map, timeline, totals and charts."""

from collections.abc import Sequence
from typing import Any

from gka_dash.figures.charts import CHART_BY_KEY, CHARTS
from gka_dash.figures.map_classes import map_state
from gka_dash.model.explain import every_total, says_something
from gka_dash.model.family import line_from
from gka_dash.model.schema import Agenda
from gka_dash.model.selection import write_query
from gka_dash.model.summary import (
    activities_line,
    activity_numbers,
    agenda_line,
    filters_text,
    highlight_line,
    map_title,
    members_line,
)
from gka_dash.model.view import View
from gka_dash.model.vocabulary import TILE_NOTE
from layouts import charts, downloads, ids, parts, verhaal
from layouts.elements import dcc, html
from layouts.release import release


def build(view: View) -> html.Div:
    """The page for a view."""
    return html.Div(
        [
            html.H1(
                "Landkaart Gelijke Kansen", id=ids.PAGE_TITLE, tabIndex="-1", className="visually-hidden"
            ),
            html.Div(
                [map_card(view), timeline_card(), charts.build(CHART_BY_KEY["matrix"], view)],
                className="column-map",
            ),
            html.Div(
                [
                    html.Div(chosen_card(view), id=ids.CARD, className="chosen-card"),
                    parts.card(
                        html.H2("In cijfers", className="visually-hidden"),
                        html.Div(totals(view), id=ids.TOTALS, className="totals"),
                        class_name="totals-card",
                    ),
                    html.Div(empty(view), id=ids.EMPTY),
                    *(charts.build(CHART_BY_KEY[key], view) for key in ("thema", "sector")),
                ],
                className="column-charts",
            ),
            parts.asked(ids.ASKED_MAP, view),
            dcc.Store(id=ids.SHOWN, data=asked(write_query(view.selection), [charts.PICTURE] * len(CHARTS))),
            dcc.Store(id=ids.OWN_NUMBERS, data=charts.own_numbers(view)),
            dcc.Store(id=ids.MAP_STATE, data=map_state(view)),
            dcc.Store(id=ids.MAP_DRAWN),
        ],
        className="page-map",
    )


def asked(query: str, forms: Sequence[Any]) -> list[str]:
    """For which choices a page is made, the query string and the form of each chart, and by which release."""
    known = (charts.TABLE if form == charts.TABLE else charts.PICTURE for form in forms)
    return [query, *known, release()]


def is_asked(value: Any) -> bool:
    """Whether something from outside is what ``asked`` of this release gave."""
    return isinstance(value, list) and len(value) == 2 + len(CHARTS) and value[-1] == release()


def map_card(view: View) -> html.Section:
    """The map with its title, legend, downloads and attribution."""
    return parts.card(
        html.Div(
            [html.H2(map_title(view), id=ids.MAP_TITLE), form_switch(view), _menu(view)],
            className="card-head map-head",
        ),
        html.P(status(view), id=ids.STATUS, role="status", className="status"),
        html.P(
            ["Filter: ", html.Span(filters_text(view), id=ids.FILTER_WORDS)], className="status filter-line"
        ),
        html.Div(
            [
                html.Div(id=ids.MAP_LEGEND, className="legend"),
                html.Div(id=ids.MAP_HOST, className="map-host"),
            ],
            className="map-area",
        ),
        html.P(view.attribution, id=ids.ATTRIBUTION, className="attribution"),
        html.P(view.border_note, id=ids.BORDER_NOTE, className="border-note"),
        html.P(f"{TILE_NOTE} Wijs een tegel aan voor de hele naam.", className="border-note only-tiles"),
        verhaal.add_buttons(),
        class_name="map-card",
        **{"aria-labelledby": ids.MAP_TITLE},
    )


def _menu(view: View) -> html.Details:
    """What is on screen as a file; how somebody zoomed the map is known to the browser alone."""
    rest = [
        html.P("De kaart precies zoals u die nu ziet, en de gemeenten erop als lijst:"),
        charts.download_kinds("kaart"),
        html.P("Een A4-blad per gemeente staat op de pagina van een gemeente of regio."),
    ]
    return downloads.menu(downloads.of_view(), view.selection, rest, follows=True)


def form_switch(view: View) -> html.Div:
    """The choice between the true map and equal tiles; the browser keeps it in line with the link."""
    chosen = view.selection.form
    buttons = [
        html.Button(
            label,
            type="button",
            className="form-choice",
            **{"data-action": "map-form", "data-form": form, "aria-pressed": str(form == chosen).lower()},
        )
        for form, label in view.vocabulary.forms.items()
    ]
    return html.Div(buttons, className="form-choices", role="group", **{"aria-label": "Vorm van de kaart"})


def status(view: View) -> list[str]:
    """What the map and the charts rest on, in a few sentences; some stay when the day changes."""
    rest = (activities_line(view), highlight_line(view))
    return [members_line(view), *(f" {line}" if line else "" for line in rest)]


def timeline_card() -> html.Section:
    """The timeline draws itself in the browser."""
    return parts.card(html.Div(id=ids.TIMELINE_HOST, className="timeline-host"), class_name="timeline-card")


def totals(view: View) -> list[Any]:
    """Published and counted totals side by side, each with its explanation.

    One that says nothing keeps its place, so that a step in time changes numbers and not the list.
    """
    return [parts.explain_number(total, hidden=not says_something(total)) for total in every_total(view)]


def empty(view: View) -> list[Any]:
    """What to say when no activity fits, with the way back; nothing otherwise."""
    if view.counts.total:
        return []
    back = html.Button(
        "Wis alle filters", type="button", className="button", **{"data-action": "clear-filters"}
    )
    text = html.P("Geen enkele activiteit past bij deze combinatie van filters.")
    return [parts.card(html.H2("Niets gevonden"), text, back, class_name="empty-card")]


def chosen_card(view: View) -> list[Any]:
    """The municipality that was clicked, in short; nothing when none is."""
    chosen = view.chosen
    if chosen is None:
        return []
    agendas: tuple[Agenda, ...] = view.dataset.agendas_by_municipality.get(chosen.gemeentecode, ())
    activities = view.dataset.interventions_by_municipality.get(chosen.gemeentecode, ())
    themes = list(dict.fromkeys(theme for agenda in agendas for theme in agenda.themas))
    close = html.Button(
        "×",
        type="button",
        className="close",
        title="Sluit",
        **{"aria-label": f"Sluit {chosen.gemeente}", "data-action": "unchoose"},
    )
    line = f"{chosen.provincie} · {agenda_line(agendas)} · {activity_numbers(activities)}"
    inner: list[Any] = [html.Div([html.H2(chosen.gemeente), close], className="card-head"), html.P(line)]
    became = line_from(view.dataset, chosen.gemeentecode)  # on borders of the past
    if became:
        inner.append(html.P(parts.family_line(became)))
    if agendas:
        inner += [html.H3("Thema's van de agenda"), parts.chips(themes)]
    more = parts.place_link(chosen.gemeentecode, f"Bekijk {chosen.gemeente} →", view.selection)
    return [parts.card(*inner, html.P(more, className="more"), class_name="chosen")]
