"""The real dashboard in a real browser: one server, one Chromium, a fresh visitor for every story.

Whatever story is told, a visitor must never meet a script error, a blocked style, a failed request, another
host or a cookie. That is checked when the story ends; a story that breaks the network on purpose says which
trouble it expects (`watch.expect`).
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
)

from tests.browser.actions import Actions
from tests.browser.served import serving
from tests.browser.states.elsewhere import ELSEWHERE
from tests.browser.states.state import at_widths
from tests.conftest import PATIENCE

WIDE = {"width": 1440, "height": 960}
PHONE = {"width": 390, "height": 844}
OURS = "server"
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
RUN = """async () => {
  const found = await axe.run(document, { runOnly: %s, resultTypes: ['violations'] });
  const say = (node) => node.target.join(' ') + ' :: ' + node.html.slice(0, 140);
  return found.violations.map((rule) => [rule.id, rule.tags, rule.nodes.map(say)]);
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stories on the real server last: the scripts alone fail sooner."""
    items.sort(key=lambda item: OURS in getattr(item, "fixturenames", ()))
    for item in items:
        if OURS in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def server(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the dashboard on the bundled data; a module with a fixture of this name has its own."""
    with serving(project, tmp_path_factory.mktemp("server")) as address:
        yield address


class Watch:
    """Everything a visitor should never meet, noted while a story is told."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._troubles: list[str] = []
        self._expected: list[re.Pattern[str]] = []
        self.requests: list[str] = []

    def expect(self, pattern: str) -> None:
        """This story brings trouble about on purpose: it is no failure when its text fits the pattern."""
        self._expected.append(re.compile(pattern))

    def calls(self, part: str = "_dash-update-component") -> int:
        """How many requests had this part in their address."""
        return sum(part in address for address in self.requests)

    def follow(self, page: Page) -> None:
        """Listen to a page."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._note(f"script error: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._answer)

    def troubles(self) -> list[str]:
        """What went wrong and was not expected, each once."""
        found = dict.fromkeys(self._troubles)
        return [text for text in found if not any(pattern.search(text) for pattern in self._expected)]

    def _note(self, text: str) -> None:
        self._troubles.append(text[:400])

    def _console(self, message: ConsoleMessage) -> None:
        # A blocked style or script (Content Security Policy) is such an error too.
        if message.type == "error":
            self._note(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self._host:
            self._note(f"another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # A visitor who goes on before everything is there, and a download, end a request: nothing failed.
        if request.failure != "net::ERR_ABORTED":
            self._note(f"failed: {request.url} {request.failure}")

    def _answer(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"status {response.status}: {response.url}")


@pytest.fixture
def watch(server: str) -> Watch:
    """Notes what goes wrong in this story."""
    return Watch(urlsplit(server).netloc)


Visitor = Callable[..., Page]
Check = Callable[[Page], None]
Everywhere = Callable[[Locator, str], None]


@pytest.fixture
def visitor(chromium: Browser, server: str, watch: Watch) -> Iterator[Visitor]:
    """Make a visitor: `visitor(viewport=…, reduced_motion=…)` gives a page in a fresh context."""
    contexts: list[BrowserContext] = []

    def make(**options: object) -> Page:
        settings: dict[str, object] = {"locale": "nl-NL", "viewport": WIDE, "base_url": server}
        context = chromium.new_context(**{**settings, **options})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watch.follow(page)
        return page

    yield make
    cookies = [cookie for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    assert watch.troubles() == []
    assert cookies == []


@pytest.fixture
def page(visitor: Visitor) -> Page:
    """A visitor behind a desk."""
    return visitor()


@pytest.fixture
def phone_page(visitor: Visitor) -> Page:
    """A visitor with a phone."""
    return visitor(viewport=PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def user(page: Page) -> Actions:
    """What somebody behind a desk does and sees."""
    return Actions(page)


@pytest.fixture
def phone_user(phone_page: Page) -> Actions:
    """What somebody with a phone does and sees."""
    return Actions(phone_page)


@pytest.fixture(scope="package")
def axe(project: Path) -> str:
    file = project / "node_modules" / "axe-core" / "axe.min.js"
    if not file.is_file():
        pytest.skip("axe-core is not installed: `make test` gets it")
    return file.read_text(encoding="utf-8")


@pytest.fixture
def check(axe: str) -> Check:
    """Judge a page as it is now; the protocol of the browser brings axe in, so the policy stays as it is."""

    def judge(page: Page) -> None:
        if not page.evaluate("typeof window.axe === 'object'"):
            page.evaluate(axe)
        tags = json.dumps([*WCAG, "best-practice"])
        found: list[Any] = page.evaluate(RUN % tags)
        wcag = [(rule, nodes) for rule, marks, nodes in found if set(marks) & set(WCAG)]
        advice = [(rule, nodes[:3]) for rule, marks, nodes in found if not set(marks) & set(WCAG)]
        assert wcag == []
        assert advice == []

    return judge


@pytest.fixture
def everywhere(check: Check) -> Everywhere:
    """Judge a state that only a story reaches, at every width; the list of states has its name."""

    def judge(sign: Locator, name: str) -> None:
        assert name in {known for names in ELSEWHERE.values() for known in names}
        before = sign.page.viewport_size
        at_widths(sign, check)
        if before:
            sign.page.set_viewport_size(before)

    return judge
