"""A tiny project: enough to build static files from and to start the application on."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dash import Dash, Input, Output, html
from flask.testing import FlaskClient

from gka_dash.settings import Settings
from gka_dash.web import static_sources
from gka_dash.web.app_factory import Parts, create_app
from gka_dash.web.index import PageHead
from gka_dash.web.static_build import build_static
from gka_dash.web.static_sources import Source
from tests.web import small_packages

SUITES = {
    **small_packages.SUITES,
    "dash/deps/react@18.3.1.min.js": "console.log('react');" * 40,
    "plotly/package_data/plotly.min.js": "console.log('whole plotly');" * 40,
    "dash/deps/polyfill@7.12.1.min.js": "console.log('old browsers');" * 40,
}


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Assets and geometry, no node_modules; Dash's own scripts are replaced by short ones."""
    sources = [Source("suites/" + name, text.encode(), name) for name, text in SUITES.items()]
    monkeypatch.setattr(static_sources, "component_suites", lambda: iter(sources))
    return tiny_project(tmp_path / "project")


def tiny_project(root: Path) -> Path:
    """Write the assets and the geometry of a project."""
    write(root / "assets/zz.css", ".zz{color:red;background:url('vlek.svg')}")
    write(root / "assets/tokens.css", ":root{--ink:#000}")
    write(root / "assets/print.css", "@media print{body{color:black}}")
    write(root / "assets/landkaart.js", "window.Landkaart = 'hoofd';")
    write(root / "assets/landkaart-model.js", "window.LandkaartModel = 'deel';")
    write(root / "assets/callbacks.js", "window.dash_clientside = {};")
    write(root / "assets/favicon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    write(root / "assets/vlek.svg", "<svg xmlns='http://www.w3.org/2000/svg'><!-- vlek --></svg>")
    write(root / "build/geo/boundaries-2024.json", '{"regions":[' + ",".join(["1"] * 500) + "]}")
    return root


@pytest.fixture
def node_modules(project: Path) -> Path:
    """The front-end packages, each with the files that the build reads."""
    folder = project / "node_modules"
    for name in static_sources.D3_PACKAGES:
        write(folder / name / "dist" / f"{name}.min.js", f"/* {name} */")
    for name in static_sources.FONTS:
        write(folder / "@fontsource-variable/inter/files" / name, small_packages.font())
    write(folder / "bootstrap/dist/css/bootstrap.min.css", small_packages.BOOTSTRAP)
    write(folder / "plotly.js-basic-dist/plotly-basic.js", small_packages.plotly())
    write(folder / "plotly.js-locales/nl.js", "module.exports = {name: 'nl'};")
    write(folder / "regenerator-runtime/runtime.js", "var regeneratorRuntime = {};")
    for name in [*static_sources.D3_PACKAGES, *static_sources.OTHER_PACKAGES]:
        write(folder / name / "package.json", "{}")
    return folder


def settings_for(project: Path, **environment: str) -> Settings:
    return Settings.from_environment({"GKA_BUILD_DIR": str(project / "build"), **environment})


@pytest.fixture
def parts() -> Parts:
    """Pages as an application brings them: one with everything, one that waits, a redirect, a failure."""

    def describe(path: str, _query: Any) -> PageHead:
        if path == "/oud":
            return PageHead(redirect="/nieuw")
        if path == "/wacht":
            return PageHead(wait_for="#kaart path")
        if path != "/":
            return PageHead("Onbekend", status=404)
        return PageHead(
            "Kaart <van> 'A&B'",
            'Zegt "alles"',
            canonical="/?a=1&b=2",
            first_paint="<main id='inhoud'>eerst</main>",
            preload=("geo/boundaries-2024.json",),
            config={"naam": "</script><script>alert(1)</script>&\u2028"},
        )

    def register(app: Dash) -> None:
        @app.callback(Output("uit", "children"), Input("in", "n_clicks"))
        def answer(clicks: int | None) -> str:
            if clicks == 13:
                raise ZeroDivisionError("geheim detail")
            return f"{clicks} keer"

    return Parts(html.Div([html.Button(id="in"), html.P(id="uit")]), register, describe)


@pytest.fixture
def make_client(project: Path, parts: Parts) -> Callable[..., FlaskClient]:
    """Build, start and give a client; environment variables as keyword arguments."""

    def make(**environment: str) -> FlaskClient:
        build_static(project, project / "build")
        client: FlaskClient = create_app(settings_for(project, **environment), parts).server.test_client()
        return client

    return make


@pytest.fixture
def client(make_client: Callable[..., FlaskClient], node_modules: Path) -> Iterator[FlaskClient]:
    with make_client() as opened:
        yield opened
