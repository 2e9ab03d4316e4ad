"""Settings in, a complete Dash application out."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from dash import Dash, html
from flask import Flask, Response, abort, request

from gka_dash.settings import Settings
from gka_dash.web.callback_guard import is_ours, json_body
from gka_dash.web.compression import add_compression
from gka_dash.web.document import Describe, Document
from gka_dash.web.error_pages import add_error_pages
from gka_dash.web.failures import NumberedFlask
from gka_dash.web.headers import SecurityHeaders
from gka_dash.web.index import SITE_NAME, PageHead
from gka_dash.web.manifest import Manifest
from gka_dash.web.preview import PreviewMount
from gka_dash.web.revalidate import add_revalidation
from gka_dash.web.security_txt import add_security_txt
from gka_dash.web.static_files import StaticFiles
from gka_dash.web.watching.observer import Note, Observer

MAX_REQUEST_BYTES: Final = 1_000_000
CALLBACK_PATH: Final = "/_dash-update-component"
# Addresses that Dash always opens: its own icon, and the hot reload of a developer.
_UNUSED: Final = ("/_favicon.ico", "/_reload-hash")
# Said one by one, because what is not said is looked up in the environment (DASH_UI, DASH_HOT_RELOAD, …).
_NOT_FOR_DEVELOPERS: Final = {
    f"dev_tools_{tool}": False
    for tool in (
        "ui",
        "props_check",
        "serve_dev_bundles",
        "hot_reload",
        "silence_routes_logging",
        "prune_errors",
        "validate_callbacks",
    )
}
ROBOTS: Final = "User-agent: *\nDisallow: /_dash-\nAllow: /\n"


@dataclass(frozen=True, slots=True)
class Parts:
    """What the pages bring: a layout (component or function), callbacks, documents and further routes.

    ``notes`` are told of every answer.
    """

    layout: Any
    register: Callable[[Dash], None]
    describe: Describe
    add_routes: Callable[[Flask], None] = lambda _server: None
    notes: tuple[Note, ...] = ()


def create_app(settings: Settings, parts: Parts | None = None) -> Dash:
    """Make the application; `parts` replaces the pages (tests do that).

    Raises ArtefactError when `python -m gka_dash build` has not run for `settings.build_dir`.
    """
    logging.getLogger().setLevel(settings.log_level)
    pages = parts or placeholder_parts()
    manifest = Manifest.load(settings.build_dir)
    server = _make_server(manifest)
    add_security_txt(server, settings)
    app = Document(
        manifest,
        pages.describe,
        settings.base_url,
        name="gka_dash",
        server=server,
        title=SITE_NAME,
        update_title="",
        include_assets_files=False,
        # A page's components come when its address is chosen; tests/callbacks checks every id.
        suppress_callback_exceptions=True,
        assets_folder=str(manifest.folder),
        assets_url_path="_dash-assets",
        # What Dash would otherwise take from the environment.
        assets_external_path="",
        requests_pathname_prefix="/",
        routes_pathname_prefix="/",
        health_endpoint="health",
        enable_mcp=False,
        use_async=False,
        add_log_handler=False,
    )
    app.enable_dev_tools(debug=False, **_NOT_FOR_DEVELOPERS)
    app.layout = pages.layout
    pages.register(app)
    pages.add_routes(server)
    server.before_request(lambda: _refuse_nonsense(app))
    served = PreviewMount(StaticFiles(server.wsgi_app, manifest))
    secured = SecurityHeaders(served, settings, app.csp_hashes)
    server.wsgi_app = Observer(secured, pages.notes)  # type: ignore[method-assign]
    return app


def _make_server(manifest: Manifest) -> Flask:
    server = NumberedFlask("gka_dash", static_folder=None)
    server.config.update(
        # Also where the environment says otherwise (FLASK_DEBUG): a trace is for the log.
        DEBUG=False,
        TESTING=False,
        PROPAGATE_EXCEPTIONS=False,
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
    )
    add_compression(server)
    add_revalidation(server)
    add_error_pages(server, manifest)
    server.add_url_rule("/robots.txt", "robots", lambda: Response(ROBOTS, mimetype="text/plain"))
    return server


def _refuse_nonsense(app: Dash) -> None:
    """A request that no page of ours can have sent gets 400 or 404, not a failure deep inside Dash."""
    if request.path in _UNUSED:
        abort(404)
    if request.path != CALLBACK_PATH or request.method != "POST":
        return
    if not is_ours(json_body(request), app.callback_map):
        abort(400)


def placeholder_parts() -> Parts:
    """One empty page, so that the server can be tried before there are pages."""

    def describe(path: str, _query: str) -> PageHead:
        if path != "/":
            return PageHead("Deze pagina bestaat niet", status=404)
        return PageHead(description="Gemeenten in de Gelijke Kansen Alliantie.", canonical="/")

    layout = html.Main([html.H1(SITE_NAME), html.P("De pagina's volgen.")], id="inhoud")
    return Parts(layout, lambda _app: None, describe)
