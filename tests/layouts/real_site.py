"""The real dashboard on the built files of the project, started once for all tests of screens and routes."""

import atexit
import json
import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from typing import Any

from dash import Dash

from gka_dash.model.selection import Selection
from gka_dash.model.view import View
from gka_dash.settings import Settings
from gka_dash.web.app_factory import create_app
from gka_dash.web.publications import Publications
from gka_dash.web.services import Services
from gka_dash.web.site import site_parts
from layouts import pages, shell

SHELL_PAGES = tuple(page.path for page in pages.PAGES if page.path == "/" or not page.path.endswith("/"))
# Amsterdam has a lot, Aa en Hunze nothing, Eemsdelta and Waadhoeke predecessors, Texel no neighbour by land.
MUNICIPALITY_PAGES = tuple(
    f"/gemeente/{code}" for code in ("GM0363", "GM1680", "GM1979", "GM1949", "GM0448", "GM0575")
)
REGION_PAGES = ("/regio/PV30", "/regio/PV24", "/regio/PV20")
PATHS = (*SHELL_PAGES, *MUNICIPALITY_PAGES, *REGION_PAGES, "/gemeente/GM9999", "/geen-pagina")

# One selection per parameter and a few that go together, among them some without any result.
QUERIES = (
    "",
    "datum=2019-07-16",
    "datum=2018-11-01",
    "sinds=2019-07-16&datum=2022-12-31",
    "regio=PV30",
    "thema=taalbevordering&sector=po",
    "thema=onbekend",
    "sector=onbekend,vo&aard=inzet",
    "vanaf=2019&tot=2020",
    "zoek=geenenkeleactiviteit",
    "zoek=ouders&kleur=interventies",
    "kleur=taalbevordering&gemeente=GM0363",
    "regio=PV24&thema=loopbaanleren&sector=so&gemeente=GM0034",
    "gemeente=GM1680&sorteer=-activiteiten",
    "sorteer=-start&datum=2020-07-14",
    "links=GM0034&rechts=PV30",
    "regio=PV30&links=GM0363&rechts=GM0034&kring=2020-07-14&tafel=GM0034",
    "sinds=2019-07-16&datum=2020-07-14&kring=2030-01-01&tafel=GM0014,GM0034,GM0363,GM1680",
)


@cache
def real_settings() -> Settings:
    """Settings without an environment, but for publications of its own."""
    folder = tempfile.mkdtemp(prefix="gka-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Settings.from_environment({"GKA_STATE_DIR": folder})


@cache
def real_publications() -> Publications:
    """The publications of a worker: the bundled files as number 1."""
    return Publications(real_settings())


@cache
def real_services() -> Services:
    """The services of the newest publication, as the application has them."""
    return real_publications().current.newest


@cache
def real_app() -> Dash:
    """The application; its callbacks are known after the first request."""
    app = create_app(real_settings(), site_parts(real_settings(), real_publications()))
    app.server.test_client().get("/")
    return app


@cache
def page_tree(path: str, query: str = "") -> Any:
    """The components of an address, without the shell; made once, so leave them as they are."""
    services = real_services()
    return pages.find(services, path).build(services, services.view(query))


@cache
def shell_tree() -> Any:
    """Everything around a page."""
    services = real_services()
    return shell.build(services.of(Selection()), services.version)


def whole_tree(path: str, query: str = "") -> list[Any]:
    """The shell and the page inside it, in the order of the document."""
    return [shell_tree(), page_tree(path, query)]


def view_of(query: str) -> View:
    """The view of a query string."""
    return real_services().view(query)


def callback_specs() -> list[dict[str, Any]]:
    """All callbacks with ``outputs``, ``inputs`` and ``state`` as lists of {id, property}; ids parsed.

    A property of an output may end in ``@`` and a hash: another callback has the same output. A callback in
    the browser may have none.
    """
    found = []
    listed = real_app()._callback_list
    at_once = {item["output"]: not item["prevent_initial_call"] for item in listed}
    without_output = {item["output"] for item in listed if item["no_output"]}
    for key, spec in real_app().callback_map.items():
        names = [] if key in without_output else key.strip(".").split("...")
        outputs = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in names]
        lists = {"outputs": outputs, "inputs": spec["inputs"], "state": spec["state"]}
        found.append(
            {"key": key, "on_server": "callback" in spec, "at_once": at_once[key]}
            | {name: _parsed(items) for name, items in lists.items()}
        )
    return found


def _parsed(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"id": json.loads(i["id"]) if i["id"].startswith("{") else i["id"], "property": i["property"]}
        for i in items
    ]
