"""The dashboard itself, as parts for the application factory."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Flask

from callbacks import register_all
from gka_dash.exports.screen_csv import SOURCE
from gka_dash.figures.charts import CHARTS
from gka_dash.figures.map_classes import map_state
from gka_dash.geo.file_names import borders_file, division_file
from gka_dash.model.selection import PARAMETERS, Selection, write_query
from gka_dash.model.summary import activities_line, map_title, members_line
from gka_dash.model.view import View
from gka_dash.model.vocabulary import MAP_FORMS
from gka_dash.settings import Settings
from gka_dash.sources.link_check import read_links
from gka_dash.web import first_paint
from gka_dash.web.app_factory import Parts
from gka_dash.web.beheer import register_beheer
from gka_dash.web.current import add_current
from gka_dash.web.data_routes import add_data_routes
from gka_dash.web.downloads import add_downloads
from gka_dash.web.index import PageHead
from gka_dash.web.manifest import Manifest
from gka_dash.web.plain_pages import add_plain_pages, twin_of
from gka_dash.web.presentation_routes import add_presentation_routes, own_page
from gka_dash.web.preview import add_preview
from gka_dash.web.publications import NAME, Publications
from gka_dash.web.services import Services, data_file
from gka_dash.web.share_routes import add_share_routes
from gka_dash.web.static_build import APP_CSS, SHARE_JS, STORY_JS
from gka_dash.web.story_routes import add_story_routes
from gka_dash.web.version_routes import add_version_routes
from gka_dash.web.watching.health import add_health
from gka_dash.web.watching.observer import UNKNOWN, Answered, Note, add_route_names, write_line
from gka_dash.web.watching.status import add_status
from layouts import ids, pages, shell, verhaal

FILTERS = tuple(p.name for p in PARAMETERS if p.name in ids.FILTERS and p.name != "indeling")


def geometry(edition: str, division: str = "") -> dict[str, str]:
    """Logical names of the borders of an edition, or of a division on them, by form of the map."""
    return {
        form: "geo/" + (division_file(division, edition, form) if division else borders_file(edition, form))
        for form in MAP_FORMS
    }


def site_parts(settings: Settings, publications: Publications | None = None) -> Parts:
    """Everything the factory needs to serve the dashboard; ``publications`` when they are open already."""
    publications = publications or Publications(settings)
    services = publications.current.proxy
    built = Manifest.load(settings.build_dir)
    own_files = {name: built.url(name) for name in (STORY_JS, SHARE_JS)}

    def describe(path: str, query: str) -> PageHead:
        return document(services, path, query, own_files)

    def add_routes(server: Flask) -> None:
        manifest = Manifest.load(settings.build_dir)
        css_url = manifest.url(APP_CSS)
        server.extensions[NAME] = publications
        server.before_request(publications.start)
        server.before_request(publications.keep_up)
        add_preview(server, publications.draft, css_url)
        add_current(server, publications.current)
        add_data_routes(server, services, publications.ground)
        add_downloads(server, services, settings)
        as_page = partial(own_page, services, manifest, base_url=settings.base_url)
        add_story_routes(server, services, as_page, settings.base_url)
        add_presentation_routes(server, services, manifest, settings.base_url)
        add_version_routes(server, services, css_url)
        add_plain_pages(server, services, css_url)
        add_health(server, publications.current, publications.reachable)
        add_status(server, services, css_url, lambda: read_links(settings.build_dir), publications.reachable)
        add_route_names(server, lambda path: page_pattern(services, path))
        add_share_routes(server, services, settings, lambda view: embed_config(services, view))
        register_beheer(server, settings, lambda: publications.store)

    return Parts(
        layout=lambda: shell.build(services.of(Selection()), services.version, services.banner),
        register=lambda app: register_all(app, services),
        describe=describe,
        add_routes=add_routes,
        notes=_notes(settings, publications),
    )


def page_pattern(services: Services, path: str) -> str:
    """The pattern of a page's address, such as ``/gemeente/<code>``."""
    page = pages.find(services, path).page
    if page is None:
        return UNKNOWN
    return f"{page.path}<code>" if page.path != "/" and page.path.endswith("/") else page.path


def _notes(settings: Settings, publications: Publications) -> tuple[Note, ...]:
    """Who wants to know of every request: the log, and Prometheus when somebody measures."""
    if settings.metrics is None:
        return (write_line,)
    # Only here: its numbers are kept in files from the moment that it is imported.
    from gka_dash.web.watching import metrics

    def show(_answered: Answered) -> None:
        metrics.show(publications.current.newest.stamp.number, publications.reachable())

    return (write_line, metrics.count, show)


def page_config(services: Services) -> dict[str, Any]:
    """What the browser scripts must know of parameters, stores and charts: made from the one declaration."""
    vocabulary = services.vocabulary
    usual = {
        "kleur": Selection().colouring,
        "indeling": Selection().division,
        "datum": vocabulary.initial_day.isoformat(),
        "vorm": Selection().form,
    }
    return {
        "edities": {
            edition.key: {"grenzen": geometry(edition.key), "gegevens": data_file(edition.key)}
            for edition in services.editions
        },
        "indelingen": {
            division: {
                "naam": vocabulary.divisions[division],
                "regios": list(names.items()),
                "bestanden": {e.key: geometry(e.key, division) for e in services.editions},
            }
            for division, names in vocabulary.regions_of_division.items()
        },
        "nieuwste": services.editions[-1].key,
        "parameters": [
            {
                "name": p.name,
                "control": ids.CONTROLS.get(p.name, ""),
                "many": p.many,
                "default": usual.get(p.name, ""),
                "options": list(getattr(vocabulary, p.attribute)) if p.many and not p.page else [],
                "page": p.page,
                "most": p.most,
            }
            for p in PARAMETERS
        ],
        "onderschrift": {"bron": SOURCE, "versie": services.version},
        "publicatie": services.stamp.mark,
        "basis": services.base,
        "indeling": Selection().division,
        "noChoice": ids.NO_CHOICE,
        "heelNederland": ids.WHOLE_COUNTRY,
        "filters": list(FILTERS),
        "asked": list(ids.ASKED),
        "cijfers": ids.OWN_NUMBERS,
        "verhaal": verhaal.for_browser(services.of(Selection())),
        "charts": {ids.chart(chart.key): list(chart.parameters) for chart in CHARTS},
    }


def document(services: Services, path: str, query: str, own_files: Mapping[str, str] = {}) -> PageHead:
    """Title, status, redirect and first paint of an address; ``own_files`` are fetched when asked for."""
    view = services.view(query)
    kept = write_query(view.selection)
    found = pages.find(services, path)
    # Only the path of a page that exists: "//elders" would lead to another website.
    moved = pages.moved_to(services, path) or (path.rstrip("/") if found.page and path != "/" else path)
    if moved != path:
        return PageHead(redirect=services.base + (f"{moved}?{kept}" if kept else moved))
    config = page_config(services)
    title = found.title(services, view)
    head = PageHead(
        title=title,
        description=f"{members_line(view)} {activities_line(view)}",
        status=found.status,
        canonical=(f"{path}?{kept}" if kept else path) if found.page and not services.base else "",
        first_paint=first_paint.page(title),
        plain=twin_of(f"{path if found.page else '/'}?{kept}".rstrip("?")),
        preload=(geometry(view.edition)[view.selection.form],),
        config=config,
        files={**own_files, **{name: file.url for name, file in services.files.items()}},
    )
    if found.page is None or found.page.key != "kaart":
        return head
    return replace(
        head,
        first_paint=first_paint.map_page(
            title, f"{members_line(view)} {activities_line(view)}", view.attribution
        ),
        preload=(*head.preload, data_file(view.edition)),
        wait_for="#eerste-kaart path",
        config={**config, "eerste": first_state(view)},
    )


def first_state(view: View) -> dict[str, Any]:
    """What the map shows before anybody has asked for something."""
    own = {
        "chosen": view.chosen.gemeentecode if view.chosen else None,
        "title": map_title(view),
        "form": view.selection.form,
    }
    return {
        "state": map_state(view) | own,
        "date": view.day.isoformat(),
        "from": view.since.isoformat() if view.since else None,
    }


def embed_config(services: Services, view: View) -> dict[str, Any]:
    """What the scripts must know of a map that stands on another website."""
    files = {name: file.url for name, file in services.files.items()}
    return {**page_config(services), "bestanden": files, "eerste": first_state(view)}
