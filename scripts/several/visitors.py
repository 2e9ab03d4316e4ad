"""Visitors that go on all the time: each opens a page, fetches its files and asks questions."""

import json
import random
import re
import threading
import time
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import httpx

from benchmarks.server import payload, real_value
from layouts import ids

UPDATE: Final = "/_dash-update-component"
MARK: Final = "X-Publicatie"
QUERIES: Final = ("", "regio=PV24", "gemeente=GM0034", "thema=taalbevordering", "datum=2020-07-14")
QUESTIONS: Final = 4  # of each page, before it is opened again
PAUSE: Final = 0.03
PATIENCE: Final = 30.0


@dataclass(frozen=True)
class Asked:
    """One request: when it began, how long it took, and what was wrong with the answer, if anything."""

    kind: str
    began: float
    seconds: float
    fault: str


class Visitors:
    """A number of visitors, each in a thread; ``asked`` is everything that they asked."""

    def __init__(self, address: str, number: int = 3) -> None:
        self.asked: list[Asked] = []
        self._address = address
        self._going = threading.Event()
        self._threads = [threading.Thread(target=self._visit, args=(n,), daemon=True) for n in range(number)]
        found = httpx.get(f"{address}/_dash-dependencies", timeout=PATIENCE).raise_for_status().json()
        self._question = next(
            item for item in found if item["inputs"] and item["inputs"][0]["id"] == ids.ASKED_MAP
        )

    def __enter__(self) -> "Visitors":
        self._going.set()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._going.clear()
        for thread in self._threads:
            thread.join()

    def since(self, moment: float) -> list[Asked]:
        """What was asked from a moment on."""
        return [one for one in self.asked if one.began >= moment]

    def _visit(self, number: int) -> None:
        chance = random.Random(number)  # noqa: S311
        # A new connection for each page, as of a new visitor.
        while self._going.is_set():
            with httpx.Client(base_url=self._address, timeout=PATIENCE) as browser:
                self._open_page(browser, chance)

    def _open_page(self, browser: httpx.Client, chance: random.Random) -> None:
        page = self._ask(browser, "pagina", "GET", f"/?{chance.choice(QUERIES)}")
        if page is None:
            return
        mark = page.headers.get(MARK, "")
        files = re.findall(r"/(?:gegevens|static)/[\w./-]+\.(?:json|js|css)", page.text)
        for name in chance.sample(files, min(2, len(files))):
            self._ask(browser, "bestand", "GET", name)
        for _ in range(QUESTIONS):
            if self._going.is_set():
                self.ask(browser, chance.choice(QUERIES), mark)

    def ask(self, browser: httpx.Client, query: str, mark: str) -> httpx.Response | None:
        """Ask for a choice on a page that shows the publication ``mark``; None when the answer is wrong."""
        value = partial(real_value, query=query, page="/", act="filter op de kaart")
        return self._ask(browser, "vraag", "POST", UPDATE, mark, payload(self._question, value))

    def _ask(
        self, browser: httpx.Client, kind: str, method: str, path: str, mark: str = "", body: Any = None
    ) -> httpx.Response | None:
        began, fault, answer = time.monotonic(), "", None
        headers = {MARK: mark, "Content-Type": "application/json"} if mark else {}
        try:
            answer = browser.request(
                method, path, headers=headers, content=json.dumps(body) if body else None
            )
            fault = _fault_of(answer, mark)
        except httpx.HTTPError as problem:
            fault = type(problem).__name__
        self.asked.append(Asked(kind, began, time.monotonic() - began, fault))
        time.sleep(PAUSE)
        return None if fault else answer


def _fault_of(answer: httpx.Response, mark: str) -> str:
    if answer.status_code not in (200, 204):
        return str(answer.status_code)
    found = answer.headers.get(MARK, "")
    return f"publicatie {found} in plaats van {mark}" if mark and found != mark else ""
