"""Ask a server that may be slow, busy or broken, and never more than was agreed."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urljoin

import requests

from gka_dash.errors import BoundaryError
from gka_dash.geo.addresses import origin
from gka_dash.model.links import fault_of

TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 3
MOST_PAGE_BYTES = 200_000_000
CHUNK = 1 << 16
MOST_ATTEMPTS = 100
WORTH_GOING_ON = 1 << 20
"""Bytes: a line that breaks after this much is slow going, not a failure."""

T = TypeVar("T")


class Refused(BoundaryError):  # noqa: N818
    """The server gave an answer that cannot be used; asking again will not help."""


class Interrupted(BoundaryError):  # noqa: N818
    """The server did not answer, was busy, or the line broke; asking again may help."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait
        """Seconds that the server asks us to wait, when it says so."""


@dataclass
class Client:
    """How patiently servers are asked. `sleep` and `jitter` are there to be replaced in tests."""

    attempts: int = 5
    first_wait: float = 1.0
    longest_wait: float = 30.0
    timeout: tuple[float, float] = (10.0, 60.0)
    """Seconds to wait for a connection and for each next piece."""
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random
    session: requests.Session = field(default_factory=requests.Session)

    def patiently(self, ask: Callable[[], T], moved: Callable[[], int] = lambda: 0) -> T:
        """Call `ask` until it works; waits longer each time.

        `moved` tells how many bytes there are: an attempt that brought many of them is no failure. Raises
        Refused at once and Interrupted after `attempts` failures in a row.
        """
        failures, before = 0, moved()
        for _ in range(MOST_ATTEMPTS):
            try:
                return ask()
            except Interrupted as error:
                after = moved()
                failures = 1 if after - before >= WORTH_GOING_ON else failures + 1
                before = after
                if failures >= self.attempts:
                    raise
                self.sleep(self._wait(failures, error.wait))
        raise Refused("De verbinding wordt te vaak afgebroken.")

    def _wait(self, failures: int, asked: float | None) -> float:
        wait = min(self.longest_wait, self.first_wait * 2.0 ** (failures - 1))
        wait *= 0.5 + 0.5 * self.jitter()  # so that many computers do not come back at the same moment
        return max(wait, min(asked, self.longest_wait)) if asked else wait

    @contextmanager
    def get(self, url: str, headers: dict[str, str] | None = None) -> Iterator[requests.Response]:
        """Open an address; follows a redirect on the same server only. The block gets an answer of 2xx or
        416.

        Raises Refused or Interrupted, also for what goes wrong inside the block.
        """
        answer = None
        try:
            for _ in range(MOST_REDIRECTS + 1):
                if fault := fault_of(url):
                    raise Refused(f"Het adres {url} wordt niet gebruikt: {fault}.")
                answer = self.session.get(
                    url, headers=headers, stream=True, timeout=self.timeout, allow_redirects=False
                )
                if answer.status_code not in REDIRECTS:
                    break
                answer.close()
                url = _next_place(url, answer.headers.get("Location", ""))
            else:
                raise Refused(f"De server stuurt steeds door naar een ander adres ({url}).")
            _check_status(answer)
            yield answer
        except (requests.RequestException, OSError) as error:
            if isinstance(error, OSError) and not isinstance(error, requests.RequestException | TimeoutError):
                raise  # the own disk, not the server
            raise Interrupted(_what_broke(error)) from error
        finally:
            if answer is not None:
                answer.close()

    def json(self, url: str) -> dict[str, Any]:
        """Return the JSON object at an address, asked patiently. Raises Refused or Interrupted."""
        return self.patiently(lambda: self.json_once(url, MOST_PAGE_BYTES))

    def json_once(
        self, url: str, most_bytes: int, each_piece: Callable[[], None] = lambda: None
    ) -> dict[str, Any]:
        """Return the JSON object at an address of at most ``most_bytes``, asked once.

        ``each_piece`` is called while it comes in and may raise. Raises Refused or Interrupted.
        """
        with self.get(url, {"Accept": "application/geo+json, application/json"}) as answer:
            kind = answer.headers.get("Content-Type", "").split(";")[0].strip().casefold()
            if "json" not in kind:
                raise Refused(f"De server gaf geen gegevens maar {kind or 'iets onbekends'}.")
            data = bytearray()
            for piece in answer.iter_content(CHUNK):
                data += piece
                if len(data) > most_bytes:
                    raise Refused(f"Het antwoord is groter dan {most_bytes // 1_000_000} MB.")
                each_piece()
        try:
            content = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise Interrupted("Het antwoord is geen geldige JSON; misschien is het afgebroken.") from error
        if not isinstance(content, dict):
            raise Refused("Het antwoord heeft een andere vorm dan verwacht.")
        return content


def _next_place(url: str, location: str) -> str:
    target = urljoin(url, location)
    if not location or fault_of(target) or origin(target) != origin(url):
        raise Refused(
            f"De server stuurt door naar een andere plek ({target}); dat wordt niet gevolgd. "
            "Controleer het adres in de instellingen."
        )
    return target


def _check_status(answer: requests.Response) -> None:
    status = int(answer.status_code)
    if 200 <= status < 300 or status == 416:
        return
    if status in TRY_AGAIN:
        after = answer.headers.get("Retry-After", "")
        raise Interrupted(
            f"De server heeft het te druk of is stuk (HTTP {status}).",
            float(after) if after.isdecimal() else None,
        )
    if status in (404, 410):
        raise Refused(f"De server kent dit adres niet (HTTP {status}): {answer.url}")
    raise Refused(f"De server weigert de vraag (HTTP {status}).")


def _what_broke(error: Exception) -> str:
    if isinstance(error, requests.Timeout | TimeoutError):
        return "De server antwoordt niet op tijd."
    if isinstance(error, requests.exceptions.SSLError):
        return "De beveiligde verbinding (https) met de server is niet te vertrouwen."
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "De verbinding is halverwege afgebroken."
    return "Er is geen verbinding met de server."
