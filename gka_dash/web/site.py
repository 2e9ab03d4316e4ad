"""The dashboard itself, as parts for the application factory."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from callbacks import register_all
from gka_dash.exports.screen_csv import SOURCE
from gka_dash.figures.charts import CHARTS
from gka_dash.model.problem import Problem
from gka_dash.model.selection import PARAMETERS, Selection, write_query
from gka_dash.model.summary import activities_line, map_title, members_line
from gka_dash.settings import Settings
from gka_dash.sources.csv_folder import read_folder
from gka_dash.sources.version import data_version
from gka_dash.web import first_paint
from gka_dash.web.app_factory import Parts
from gka_dash.web.data_routes import add_data_routes
from gka_dash.web.index import PageHead
from gka_dash.web.services import Services
from layouts import ids, kaart, pages, shell

FILTERS = tuple(p.name for p in PARAMETERS if p.name in ids.SLICES["matrix"])
MAP_FILES = ("geo/boundaries-2024.json", "public/gegevens.json")


def make_services(settings: Settings) -> Services:
    """Read the data and the built boundaries once."""
    dataset = read_folder(settings.data_dir)
    boundaries = json.loads((settings.build_dir / "geo" / "boundaries-2024.json").read_text(encoding="utf-8"))
    found = json.loads((settings.build_dir / "open" / "problems.json").read_text(encoding="utf-8"))[
        "problems"
    ]
    problems = (*dataset.problems, *(Problem(**problem) for problem in found))
    version = data_version(settings.data_dir)
    return Services(replace(dataset, problems=problems), boundaries, version)


def site_parts(settings: Settings) -> Parts:
    """Everything the factory needs to serve the dashboard."""
    services = make_services(settings)
    first_view = services.of(Selection())
    config = page_config(services)

    def describe(path: str, query: str) -> PageHead:
        return document(services, config, path, query)

    return Parts(
        layout=lambda: shell.build(first_view, services.attribution, services.version),
        register=lambda app: register_all(app, services),
        describe=describe,
        add_routes=lambda server: add_data_routes(server, services, settings),
    )


def page_config(services: Services) -> dict[str, Any]:
    """What the browser scripts must know of parameters, slices and charts: made from the one declaration."""
    vocabulary = services.vocabulary
    usual = {"kleur": Selection().colouring, "datum": vocabulary.initial_day.isoformat()}
    return {
        "parameters": [
            {
                "name": p.name,
                "control": ids.CONTROLS.get(p.name, ""),
                "many": p.many,
                "default": usual.get(p.name, ""),
                "options": list(getattr(vocabulary, p.attribute)) if p.many else [],
            }
            for p in PARAMETERS
        ],
        "onderschrift": {"bron": SOURCE, "versie": services.version},
        "noChoice": ids.NO_CHOICE,
        "filters": list(FILTERS),
        "slices": {ids.slice_store(name): list(names) for name, names in ids.SLICES.items()},
        "charts": {ids.chart(chart.key): list(chart.parameters) for chart in CHARTS},
    }


def document(services: Services, config: Mapping[str, Any], path: str, query: str) -> PageHead:
    """Title, status, redirect and first paint of an address."""
    view = services.view(query)
    kept = write_query(view.selection)
    found = pages.find(services, path)
    # Only the path of a page that exists: "//elders" would lead to another website.
    moved = pages.moved_to(services, path) or (path.rstrip("/") if found.page and path != "/" else path)
    if moved != path:
        return PageHead(redirect=f"{moved}?{kept}" if kept else moved)
    title = found.title(services, view)
    head = PageHead(
        title=title,
        description=f"{members_line(view)} {activities_line(view)}",
        status=found.status,
        canonical=(f"{path}?{kept}" if kept else path) if found.page else "",
        first_paint=first_paint.page(title),
        preload=MAP_FILES[:1],
        config=config,
    )
    if found.page is None or found.page.key != "kaart":
        return head
    first = {
        "state": kaart.map_state(view)
        | {"chosen": view.selection.municipality or None, "title": map_title(view)},
        "date": view.day.isoformat(),
        "from": view.since.isoformat() if view.since else None,
    }
    return replace(
        head,
        first_paint=first_paint.map_page(
            title, f"{members_line(view)} {activities_line(view)}", services.attribution
        ),
        preload=MAP_FILES,
        wait_for="#eerste-kaart path",
        config={**config, "eerste": first},
    )
