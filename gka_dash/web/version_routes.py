"""``/versie``: which publication is shown, for people and for machines. Who made it is not told."""

import tomllib
from functools import cache
from typing import Any

from flask import Flask, Response, request

from gka_dash.model.dates import dutch_date
from gka_dash.model.stamp import home_time
from gka_dash.settings import PROJECT_ROOT
from gka_dash.web.error_pages import rows_page
from gka_dash.web.services import Services

TITLE = "Welke gegevens ziet u?"


@cache
def software_version() -> str:
    """The version of this dashboard, from the one place that says so."""
    text = (PROJECT_ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def facts(services: Services) -> dict[str, Any]:
    """What everybody may know of the publication that is shown."""
    stamp = services.stamp
    return {
        "publicatie": stamp.number or None,
        "naam": services.version,
        "gemaakt_op": stamp.made_at.isoformat() if stamp.made_at else None,
        "waarom": stamp.why,
        "sha256": "" if services.base else stamp.sha256,
        "kenmerk": stamp.mark,
        "software": software_version(),
        "grenzen": [edition.key for edition in services.editions],
    }


def _rows(services: Services) -> list[tuple[str, str]]:
    stamp = services.stamp
    borders = ", ".join(dutch_date(edition.valid_from) for edition in services.editions)
    rows = [
        ("Gegevens", services.version),
        ("Gemaakt op", home_time(stamp.made_at) if stamp.made_at else ""),
        ("Waarom", stamp.why),
        ("Controlegetal", "" if services.base else stamp.sha256),
        ("Versie van het dashboard", software_version()),
        ("Grenzen geldig vanaf", borders),
    ]
    return [(label, text) for label, text in rows if text]


def add_version_routes(server: Flask, services: Services, css_url: str) -> None:
    """Register ``/versie``."""

    @server.get("/versie")
    def version_page() -> Any:
        wanted = request.accept_mimetypes.best_match(["application/json", "text/html"])
        answer = facts(services)
        response = (
            rows_page(TITLE, services.banner, _rows(services), css_url)
            if wanted == "text/html"
            else Response(server.json.dumps(answer), mimetype="application/json")
        )
        response.vary.add("Accept")
        return response
