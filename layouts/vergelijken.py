"""The page that compares, in four parts with an address each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gka_dash.model.view import View
from layouts import ids, parts
from layouts import vergelijken_datums as datums
from layouts import vergelijken_delen as delen
from layouts import vergelijken_nieuw as nieuw
from layouts import vergelijken_plaatsen as plaatsen
from layouts import vergelijken_tafel as tafel
from layouts.elements import dcc, html


@dataclass(frozen=True)
class Part:
    """A part: ``choices`` stay on screen while ``results`` and ``state`` follow the link."""

    key: str
    path: str
    label: str
    title: str
    lead: str
    choices: Callable[[delen.Views, View], list[Any]]
    results: Callable[[delen.Views, View], list[Any]]
    state: Callable[[delen.Views, View], Any] = lambda _source, _view: None


PARTS: dict[str, Part] = {
    part.key: part
    for part in (
        Part(
            "vergelijken",
            delen.PATH,
            "Twee plaatsen",
            "Twee gemeenten of regio's vergelijken",
            plaatsen.LEAD,
            plaatsen.choices,
            plaatsen.results,
        ),
        Part(
            "vergelijken-datums",
            f"{delen.PATH}/datums",
            "Twee datums",
            "Twee datums vergelijken",
            datums.LEAD,
            datums.choices,
            datums.results,
            datums.state,
        ),
        Part(
            "vergelijken-nieuw",
            f"{delen.PATH}/nieuw",
            "Sinds de vorige Kenniskring",
            "Sinds de vorige Kenniskring",
            nieuw.LEAD,
            nieuw.choices,
            nieuw.results,
        ),
        Part(
            "vergelijken-tafel",
            f"{delen.PATH}/tafel",
            "Aan tafel",
            "Aan tafel: een blad voor het overleg",
            tafel.LEAD,
            tafel.choices,
            tafel.results,
        ),
    )
}
FIRST = next(iter(PARTS.values()))


def build(source: delen.Views, view: View, part: Part) -> html.Div:
    """A part as a page."""
    return html.Div(
        [
            *parts.page_heading(part.title, part.lead),
            _parts(part),
            *part.choices(source, view),
            html.Div(part.results(source, view), id=ids.COMPARISON, className="compare-results"),
            parts.asked(ids.ASKED_COMPARISON, view),
            dcc.Store(id=ids.COMPARE_STATE, data=part.state(source, view)),
            dcc.Store(id=ids.COMPARE_DRAWN),
            dcc.Store(id=ids.COMPARE_FILLED),
        ],
        className="page-compare",
    )


def answer(source: delen.Views, view: View, key: str) -> list[Any]:
    """What follows the link on the part with this key: the results and what the browser draws."""
    part = PARTS.get(key, FIRST)
    return [part.results(source, view), part.state(source, view)]


def _parts(current: Part) -> html.Nav:
    """The way to the other parts; the browser lets the choices go along."""
    links = [
        html.Li(
            html.A(
                part.label,
                href=part.path,
                className="part-link",
                **({"aria-current": "page"} if part is current else {}),
            )
        )
        for part in PARTS.values()
    ]
    return html.Nav(html.Ul(links, className="part-links"), **{"aria-label": "Vormen van vergelijken"})
