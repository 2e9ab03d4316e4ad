"""One visit in headless Chromium: first drawing, bytes, clicks on the map and steps in time."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, Playwright

from scripts.find_chromium import ARGUMENTS

PROBE = Path(__file__).with_name("probe.js")
VIEWPORT = {"width": 1440, "height": 960}
TIMEOUT_MS = 60_000
QUIET_MS = 400  # nothing under way for this long: the page has come to rest

# Large enough to hit in both maps, spread over the country, each with activities.
PLACES = ({"code": "GM0034", "name": "Almere"}, {"code": "GM0758", "name": "Breda"})
STEPS = 2


@dataclass(frozen=True, slots=True)
class Target:
    """One of the two pages: name in the probe, address, year control and the key that goes a year back."""

    name: str
    address: str
    time_control: str
    year_back: str


def ours(address: str) -> Target:
    return Target("ours", address, "#tijdlijn input[type=range]:visible", "PageDown")


def twin(address: str) -> Target:
    return Target("twin", address, "[role=slider]", "ArrowLeft")


@dataclass(slots=True)
class Answer:
    """One answer of the server: bytes of the body and of everything, as they came over the line."""

    url: str
    body: int = 0
    total: int = 0
    finished: bool = False


@dataclass  # no slots: Playwright leaves notes on the object whose methods it calls
class Traffic:
    """Counts what comes over the line, through the browser's own books."""

    answers: dict[str, Answer] = field(default_factory=dict)

    def watch(self, session: CDPSession) -> None:
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.dataReceived", self._data)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.loadingFailed", self._failed)
        session.send("Network.enable")

    def _asked(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if url.startswith("http"):
            self.answers[event["requestId"]] = Answer(url)

    def _answered(self, event: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
        if event["requestId"] in self.answers and "content-length" in headers:
            self.answers[event["requestId"]].body = int(headers["content-length"])

    def _data(self, event: dict[str, Any]) -> None:
        answer = self.answers.get(event["requestId"])
        if answer:
            answer.total += event["encodedDataLength"]

    def _finished(self, event: dict[str, Any]) -> None:
        answer = self.answers.get(event["requestId"])
        if answer:
            answer.total = int(event["encodedDataLength"])
            answer.finished = True

    def _failed(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.answers:
            self.answers[event["requestId"]].finished = True

    def rest(self, page: Page) -> None:
        """Wait until nothing has been under way for QUIET_MS; the clock of the tests stands outside this."""
        quiet_since, known = time.monotonic(), -1
        while (time.monotonic() - quiet_since) * 1000 < QUIET_MS:
            page.wait_for_timeout(50)
            if len(self.answers) != known or not all(a.finished for a in self.answers.values()):
                quiet_since, known = time.monotonic(), len(self.answers)

    def begin(self) -> None:
        self.answers.clear()

    @property
    def body_kb(self) -> float:
        """Bodies only; what came from the browser's own store did not come over the line (total 0)."""
        return sum(answer.body for answer in self.answers.values() if answer.total) / 1000

    @property
    def total_kb(self) -> float:
        return sum(answer.total for answer in self.answers.values()) / 1000


Measured = dict[str, list[float]]


def visit(playwright: Playwright, chromium: Path, target: Target) -> tuple[Measured, list[Answer]]:
    """A first visit with a fresh profile, then clicks and steps. Returns ms and kB by key, and all answers.

    Raises playwright's Error, naming it in Dutch, when the page never shows what is waited for.
    """
    browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
    try:
        page = browser.new_page(viewport=VIEWPORT)
        page.set_default_timeout(TIMEOUT_MS)
        traffic = Traffic()
        traffic.watch(page.context.new_cdp_session(page))
        page.add_init_script(PROBE.read_text(encoding="utf-8") + f";__probe.begin('{target.name}');")
        page.wait_for_timeout(300)  # the browser itself has started
        traffic.begin()
        measured = _first_drawing(page, traffic, target)
        waterfall = list(traffic.answers.values())
        for place in PLACES:
            _add(measured, _click(page, traffic, place))
        for _ in range(STEPS):
            _add(measured, _step(page, traffic, target))
        return measured, waterfall
    finally:
        browser.close()


def _add(measured: Measured, more: Mapping[str, float]) -> None:
    for key, value in more.items():
        measured.setdefault(key, []).append(value)


def _first_drawing(page: Page, traffic: Traffic, target: Target) -> Measured:
    page.goto(target.address + "/", wait_until="commit")
    drawn, charts = page.evaluate("Promise.all([__probe.map, __probe.charts])")
    traffic.rest(page)
    return {
        "map": [drawn],
        "charts": [charts],
        "cold_kb": [traffic.total_kb],
        "requests": [len(traffic.answers)],
    }


def _click(page: Page, traffic: Traffic, place: Mapping[str, str]) -> dict[str, float]:
    x, y = page.evaluate("place => __probe.point(place)", place)
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    traffic.rest(page)
    traffic.begin()
    page.evaluate("place => __probe.armClick(place)", place)
    page.mouse.down()
    page.mouse.up()
    charts, card = page.evaluate("Promise.all([__probe.click, __probe.card])")
    traffic.rest(page)
    return {
        "click": charts,
        "click_card": card,
        "click_kb": traffic.body_kb,
        "click_requests": len(traffic.answers),
    }


def _step(page: Page, traffic: Traffic, target: Target) -> dict[str, float]:
    page.locator(target.time_control).first.focus()
    traffic.begin()
    page.evaluate("__probe.armStep()")
    page.keyboard.press(target.year_back)
    duration = page.evaluate("__probe.step")
    traffic.rest(page)
    return {"step": duration, "step_kb": traffic.body_kb}
