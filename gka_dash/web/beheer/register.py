"""Puts the management pages on a server: one call, and nothing at all when no provider is configured."""

import logging
from collections.abc import Callable

from flask import Blueprint, Flask, redirect, url_for
from werkzeug.wrappers import Response

from gka_dash.settings import Settings
from gka_dash.store.store import Store
from gka_dash.web.beheer.desk import Desk
from gka_dash.web.beheer.guard import add_guard
from gka_dash.web.beheer.hand_in import add_hand_in
from gka_dash.web.beheer.provider import Provider
from gka_dash.web.beheer.publications import add_publications
from gka_dash.web.beheer.sessions import PATH, add_sessions
from gka_dash.web.beheer.sign_in import add_sign_in
from gka_dash.web.beheer.tasks import add_tasks
from gka_dash.web.manifest import Manifest
from gka_dash.web.static_build import APP_CSS, MANAGEMENT_CSS


def add_management(server: Flask, settings: Settings, find_store: Callable[[], Store | None]) -> None:
    """Register everything under /beheer; ``find_store`` gives None while there is no database."""
    add_sessions(server, settings)
    manifest = Manifest.load(settings.build_dir)
    styles = (manifest.url(APP_CSS), manifest.url(MANAGEMENT_CSS))
    desk = Desk(settings, find_store, Provider(server, settings), styles)
    blueprint = Blueprint("beheer", __name__, url_prefix=PATH, template_folder="templates")
    add_guard(blueprint, desk)
    for add in (add_sign_in, add_publications, add_hand_in, add_tasks):
        add(blueprint, desk)
    blueprint.add_url_rule("", "root", _to_overview)
    server.register_blueprint(blueprint)
    _say_what_is_done()


def _to_overview() -> Response:
    return redirect(url_for("beheer.overview"))


def _say_what_is_done() -> None:
    """Who did what always reaches the log, also where nothing else is written below a warning."""
    log = logging.getLogger("gka_dash.beheer")
    log.setLevel(logging.INFO)
    if not log.handlers and not logging.getLogger().handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("[%(asctime)s] [%(levelname)s] beheer: %(message)s"))
        log.addHandler(handler)
