"""One visit to one page: first and second opening, clicks, steps in time, and clicks without a pause.

How a page is looked at and clicked is that of `make bench` (probe.js, browser.py). Times and bytes come from
separate visits: to count the messages of a web socket, each has to be passed on whole, which takes time.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, Page, Playwright

from benchmarks import browser, processes
from benchmarks.peers.catalogue import Peer
from benchmarks.peers.sockets import Sockets
from benchmarks.servers import Running
from benchmarks.twin.data import BORDERS
from scripts.find_chromium import ARGUMENTS

# No page may wait for somebody else's server, nor be quicker because it gets an answer from it.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
PAUSE_MS = 800  # between two measurements, where no books say that all has come
RATE_SECONDS = 5.0
# Plotly looks what is under the mouse every 50 ms. Panel clears that once when the mouse comes from another
# region and has it back at the next look; no hand clicks within that time.
REST_MS = 100

Measured = browser.Measured


@cache
def places() -> tuple[dict[str, object], ...]:
    """What is clicked, with its place in the file of borders."""
    features = json.loads(BORDERS.read_text(encoding="utf-8"))["features"]
    order = [feature["properties"]["statcode"] for feature in features]
    return tuple({**place, "index": order.index(place["code"])} for place in browser.PLACES)


@dataclass
class Visitor:
    """A page that is looked at, with the server behind it."""

    page: Page
    peer: Peer
    server: Running

    def open(self) -> tuple[float, float]:
        """Time until the map stands, and until the charts do."""
        self.page.goto(self.server.address + "/", wait_until="commit")
        drawn, charts = self.page.evaluate("Promise.all([__probe.map, __probe.charts])")
        return drawn, charts

    def aim(self, place: Mapping[str, object]) -> None:
        """Move the mouse to a municipality and let it rest there, by the clock of the page itself."""
        x, y = self.page.evaluate("place => __probe.point(place)", place)
        self.page.mouse.move(x - 3, y)
        self.page.mouse.move(x, y)
        self.page.evaluate("ms => new Promise((rested) => setTimeout(rested, ms))", REST_MS)

    def click(self, place: Mapping[str, object]) -> float:
        """Time from the click until all charts show it."""
        self.page.evaluate("place => __probe.armClick(place)", place)
        self.page.mouse.down()
        self.page.mouse.up()
        return float(self.page.evaluate("__probe.click"))

    def step(self) -> float:
        """Time from the key until the map has other colours."""
        self.page.locator(self.peer.time_control).first.focus()
        self.page.evaluate("__probe.armStep()")
        self.page.keyboard.press(self.peer.year_back)
        return float(self.page.evaluate("__probe.step"))

    def pause(self) -> None:
        self.page.wait_for_timeout(PAUSE_MS)


def timed(playwright: Playwright, chromium: Path, peer: Peer, server: Running) -> Measured:
    """Times of a first visit with a fresh profile, of the second opening, of clicks and of steps."""
    chrome = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS, ALONE])
    try:
        visitor = Visitor(_page(chrome, peer), peer, server)
        visitor.page.wait_for_timeout(300)  # the browser itself has started
        found: Measured = dict(zip(("map", "charts"), ([time] for time in visitor.open()), strict=True))
        visitor.pause()
        found["warm_map"] = [visitor.open()[0]]
        visitor.pause()
        for place in places():
            visitor.aim(place)
            visitor.pause()
            found.setdefault("click", []).append(visitor.click(place))
            visitor.pause()
        found["rate"], found["server_ms"] = _without_pause(visitor)
        visitor.pause()
        for _ in range(browser.STEPS):
            found.setdefault("step", []).append(visitor.step())
            visitor.pause()
        return found
    finally:
        chrome.close()


def _without_pause(visitor: Visitor) -> tuple[list[float], list[float]]:
    """Clicks per second when each follows at once, and what one costs the server."""
    before, begin, count = processes.cpu_seconds(visitor.server.pid), time.monotonic(), 0
    while time.monotonic() - begin < RATE_SECONDS:
        place = places()[count % len(places())]
        visitor.aim(place)
        visitor.click(place)
        count += 1
    seconds = time.monotonic() - begin
    visitor.pause()  # what the server still does for the last one counts too
    spent = processes.cpu_seconds(visitor.server.pid) - before
    return [count / seconds], [spent * 1000 / count]


def counted(playwright: Playwright, chromium: Path, peer: Peer, server: Running) -> Measured:
    """Bytes and requests of a first visit, of the second opening, of clicks and of steps."""
    chrome = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS, ALONE])
    try:
        page = _page(chrome, peer)
        session = page.context.new_cdp_session(page)
        books = Books(browser.Traffic(), Sockets())
        books.sockets.watch(session)
        books.traffic.watch(session)
        visitor = Visitor(page, peer, server)
        visitor.open()
        books.rest(page)
        hosts = [urlsplit(address).hostname for address in (a.url for a in books.traffic.answers.values())]
        outside = sum(host != "127.0.0.1" for host in hosts)
        found: Measured = {"cold_kb": [books.kb], "requests": [len(hosts) - outside], "outside": [outside]}
        found["browser_mb"] = [_script_memory(session)]
        books.begin()
        visitor.open()
        books.rest(page)
        found["warm_kb"] = [books.kb]
        for place in places():
            visitor.aim(place)
            books.rest(page)
            books.begin()
            visitor.click(place)
            books.rest(page)
            found.setdefault("click_kb", []).append(books.body_kb)
        books.begin()
        visitor.step()
        books.rest(page)
        return found | {"step_kb": [books.body_kb]}
    finally:
        chrome.close()


@dataclass
class Books:
    """Everything that came over the line, by requests and by web sockets."""

    traffic: browser.Traffic
    sockets: Sockets

    def begin(self) -> None:
        self.traffic.begin()
        self.sockets.begin()

    def rest(self, page: Page) -> None:
        """Until no request is under way and no message has come for a while."""
        known = -1
        while known != self.sockets.bytes:
            known = self.sockets.bytes
            self.traffic.rest(page)

    @property
    def kb(self) -> float:
        return self.traffic.total_kb + self.sockets.bytes / 1000

    @property
    def body_kb(self) -> float:
        return self.traffic.body_kb + self.sockets.bytes / 1000


def _page(chrome: object, peer: Peer) -> Page:
    page: Page = chrome.new_page(viewport=browser.VIEWPORT)  # type: ignore[attr-defined]
    page.set_default_timeout(browser.TIMEOUT_MS)
    page.add_init_script(browser.PROBE.read_text(encoding="utf-8") + f";__probe.begin('{peer.probe}');")
    return page


def _script_memory(session: CDPSession) -> float:
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(m["value"] for m in metrics if m["name"] == "JSHeapUsedSize")) / 1e6
