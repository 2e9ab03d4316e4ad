"""Does Dash start, with and without waiting for the map? In a real browser, with the real scripts of Dash."""

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from dash import dcc, html
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from gka_dash.settings import PROJECT_ROOT, Settings
from gka_dash.web import static_sources
from gka_dash.web.app_factory import Parts, create_app
from gka_dash.web.index import PageHead
from gka_dash.web.minify import find_esbuild
from gka_dash.web.static_build import build_static
from tests.prepared import prepare
from tests.web.conftest import tiny_project

pytestmark = pytest.mark.browser


@contextmanager
def serving(project: Path, parts: Parts) -> Iterator[str]:
    """Address of these pages with the files of this project, for as long as the block runs."""
    settings = Settings.from_environment({"GKA_BUILD_DIR": str(project / "build")})
    server = make_server("127.0.0.1", 0, create_app(settings, parts).server, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def address(
    project: Path, parts: Parts, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Iterator[str]:
    monkeypatch.setattr(static_sources, "component_suites", lambda: iter(()))  # Dash answers for itself
    build_static(project, project / "build")
    with serving(project, parts) as where:
        yield where


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    opened = context.new_page()
    opened.add_init_script(
        "window.violations = []; addEventListener('securitypolicyviolation',"
        " (event) => violations.push(event.violatedDirective + event.blockedURI));"
    )
    yield opened
    context.close()


def stop_the_clock(page: Page) -> None:
    """Time stands still until the test moves it, however long the computer takes to load the page."""
    page.clock.install(time="2026-01-01T00:00:00")
    page.clock.pause_at("2026-01-01T00:00:01")


def drawn_by_dash(page: Page) -> None:
    page.locator("#in").click()
    page.get_by_text("1 keer").wait_for()


def test_dash_starts_at_once(page: Page, address: str) -> None:
    page.goto(address + "/")
    drawn_by_dash(page)
    assert page.evaluate("violations") == []


def test_dash_waits_for_what_must_stand_first(page: Page, address: str) -> None:
    stop_the_clock(page)
    page.goto(address + "/wacht")
    assert page.evaluate("typeof DashRenderer") == "undefined"
    page.evaluate(
        "document.querySelector('#first-paint').innerHTML = '<svg id=kaart><path d=M0,0></path></svg>'"
    )
    page.clock.run_for(100)
    page.clock.resume()
    drawn_by_dash(page)
    assert page.evaluate("violations") == []


def test_dash_starts_anyway_when_it_never_comes(page: Page, address: str) -> None:
    stop_the_clock(page)
    page.goto(address + "/wacht")
    page.clock.run_for(1400)
    assert page.evaluate("typeof DashRenderer") == "undefined"
    page.clock.run_for(200)
    page.clock.resume()
    drawn_by_dash(page)


# A control of dash.dcc, and a selector of what it draws once all its modules are there.
CONTROLS: dict[str, tuple[Callable[[], Any], str]] = {
    "dropdown": (lambda: dcc.Dropdown(["Almere", "Breda"], "Breda"), "text=Breda"),
    "slider": (lambda: dcc.RangeSlider(1, 5, value=[2, 3]), "[role=slider]"),
    "datepicker": (lambda: dcc.DatePickerSingle(date="2022-12-31"), "main input"),
    "markdown": (lambda: dcc.Markdown("Een **vet** woord"), "strong"),
    "upload": (lambda: dcc.Upload("Kies een bestand"), "text=Kies een bestand"),
    "graph": (lambda: dcc.Graph(figure={"data": [{"type": "bar", "x": [1], "y": [2]}]}), ".bars path"),
}


@pytest.fixture(scope="module")
def whole_project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A project with the real packages, built once for all controls, and what the build said."""
    if find_esbuild(PROJECT_ROOT / "node_modules") is None:
        pytest.skip("the front-end packages are not installed")
    project = tiny_project(tmp_path_factory.mktemp("whole"))
    (project / "node_modules").symlink_to(PROJECT_ROOT / "node_modules")
    prepare(project / "build")
    with redirect_stdout(io.StringIO()) as said:
        build_static(project, project / "build")
    return project, said.getvalue()


@pytest.mark.parametrize("control", CONTROLS)
def test_every_control_works_with_the_files_that_are_served(
    whole_project: tuple[Path, str],
    caplog: pytest.LogCaptureFixture,
    page: Page,
    capsys: pytest.CaptureFixture[str],
    control: str,
) -> None:
    """The shared file is split (dcc_parts); a control that misses a module of it is never drawn."""
    project, said = whole_project
    make, drawn = CONTROLS[control]
    layout = html.Main([html.H1("Proef"), make()])
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    with serving(project, Parts(layout, lambda _app: None, lambda _path, _query: PageHead("Proef"))) as where:
        page.goto(where)
        page.locator(drawn).first.wait_for()
    assert errors == []
    assert said + capsys.readouterr().out == "", "a file was not as expected and went whole"
