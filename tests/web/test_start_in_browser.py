"""Does Dash start, with and without waiting for the map? In a real browser, with the real scripts of Dash."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from gka_dash.settings import Settings
from gka_dash.web import static_sources
from gka_dash.web.app_factory import Parts, create_app
from gka_dash.web.static_build import build_static
from scripts.find_chromium import find_chromium

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
        opened = playwright.chromium.launch(executable_path=str(find_chromium()), args=flags)
        yield opened
        opened.close()


@pytest.fixture
def address(
    project: Path, parts: Parts, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Iterator[str]:
    monkeypatch.setattr(static_sources, "component_suites", lambda: iter(()))  # Dash answers for itself
    build_static(project, project / "build")
    settings = Settings.from_environment({"GKA_BUILD_DIR": str(project / "build")})
    server = make_server("127.0.0.1", 0, create_app(settings, parts).server, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
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
