"""``/status``: how things stand, for people and for machines. Nothing on it needs a login."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from flask import Blueprint, Flask, Response, jsonify, render_template, request

from gka_dash.model.dates import dutch_date
from gka_dash.model.membership import Status
from gka_dash.model.problem import Problem
from gka_dash.model.schema import TABLE_BY_NAME
from gka_dash.model.selection import Selection
from gka_dash.model.stamp import home_time
from gka_dash.model.todo import LinkState
from gka_dash.web.error_pages import page_of
from gka_dash.web.services import Services
from gka_dash.web.version_routes import software_version

TITLE: Final = "Hoe staat het ervoor?"
MOST_NAMES: Final = 200
NAME_COLUMNS: Final = ("gemeente", "oude_naam", "nieuwe_naam", "alias")

ReadLinks = Callable[[], Mapping[str, LinkState]]


def facts(services: Services, links: Mapping[str, LinkState], reachable: bool) -> dict[str, Any]:
    """Everything that stands on the page, as plain data."""
    stamp = services.stamp
    days = [state.checked_on for state in links.values() if state.checked_on]
    return {
        "publicatie": services.version,
        "gemaakt_op": stamp.made_at.isoformat() if stamp.made_at else None,
        "gegevensbank": "bereikbaar" if reachable else "niet bereikbaar",
        "software": software_version(),
        "banner": services.banner,
        "jaren": years(services),
        "rijen": {table: len(services.dataset.rows(table)) for table in TABLE_BY_NAME},
        "niet_herkend": [str(problem) for problem in unmatched(services.dataset.problems)],
        "webadressen": {
            "gecontroleerd": len(links),
            "werken_niet": sum(not state.works for state in links.values()),
            "laatst": max(days).isoformat() if days else None,
        },
    }


def years(services: Services) -> list[dict[str, Any]]:
    """Per year what is counted and what was published, on its last day that the data know of."""
    vocabulary = services.vocabulary
    rows = []
    for year in range(vocabulary.first_day.year, vocabulary.last_day.year + 1):
        day = min(date(year, 12, 31), vocabulary.last_day)
        view = services.of(Selection(day=day))
        rows.append(
            {
                "dag": day.isoformat(),
                "zeker": len(view.members[Status.CERTAIN]),
                "mogelijk": len(view.members[Status.POSSIBLE]),
                "gepubliceerd_gemeenten": view.published.gemeenten if view.published else None,
                "gepubliceerd_interventies": (
                    view.published_interventions.interventies if view.published_interventions else None
                ),
            }
        )
    return rows


def unmatched(problems: tuple[Problem, ...]) -> list[Problem]:
    """Problems about the name or the code of a municipality."""
    return [problem for problem in problems if _names_a_municipality(problem)]


def _names_a_municipality(problem: Problem) -> bool:
    table = TABLE_BY_NAME.get(problem.table)
    if table is None or problem.column is None:
        return False
    kinds = {column.name: column.kind for column in table.columns}
    return problem.column in NAME_COLUMNS or kinds.get(problem.column) == "municipality"


def add_status(
    server: Flask, services: Services, css_url: str, read_links: ReadLinks, reachable: Callable[[], bool]
) -> None:
    """Register ``/status``."""
    blueprint = Blueprint("watching", __name__, template_folder="templates")

    @blueprint.get("/status")
    def status() -> Response:
        found = facts(services, read_links(), reachable())
        wanted = request.accept_mimetypes.best_match(["application/json", "text/html"])
        as_page = wanted == "text/html"
        response = _page(found, services, css_url) if as_page else jsonify(found)
        response.headers["Cache-Control"] = "no-store"
        response.vary.add("Accept")
        return response

    server.register_blueprint(blueprint)


def _page(found: Mapping[str, Any], services: Services, css_url: str) -> Response:
    made_at = services.stamp.made_at
    inner = render_template(
        "watching/status.html",
        title=TITLE,
        facts=found,
        base=services.base,
        made_at=home_time(made_at) if made_at else "",
        day=lambda text: dutch_date(date.fromisoformat(text)),
        most=MOST_NAMES,
    )
    return page_of(200, TITLE, inner, css_url, "foutpagina status-page")
