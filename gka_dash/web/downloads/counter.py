"""What every download shares: who asks, how often, what was made before, and how it is answered."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import BoundedSemaphore, Lock
from typing import Any, Final

from flask import Response, render_template, request

from gka_dash.errors import SourceError
from gka_dash.exports.bench import Bench, Borders
from gka_dash.model.selection import Selection, write_query
from gka_dash.model.stamp import home_time
from gka_dash.settings import Settings
from gka_dash.web.beheer.limits import RateLimit, client_address
from gka_dash.web.downloads.jobs import Jobs
from gka_dash.web.revalidate import unchanged
from gka_dash.web.services import Services
from gka_dash.web.version_routes import software_version

FILES_A_MINUTE: Final = 60
JOBS_A_MINUTE: Final = 6
AT_ONCE: Final = 2  # files made at the same time in a worker, of its four threads
MOST_BYTES: Final = 40_000_000  # of files that are kept in a worker
BUSY: Final = (
    "Even wachten",
    "De server is druk met andere bestanden. Probeer het over een paar tellen opnieuw.",
)
OFTEN: Final = ("Even wachten", "U deed dit te vaak achter elkaar. Probeer het over een minuut opnieuw.")
Made = tuple[str, bytes]


@dataclass
class Kept:
    """Files that were made, by mark; the last ones, up to ``most`` bytes."""

    most: int = MOST_BYTES
    _files: OrderedDict[str, Made] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def find(self, mark: str) -> Made | None:
        """A file that was made before."""
        with self._lock:
            if mark in self._files:
                self._files.move_to_end(mark)
            return self._files.get(mark)

    def keep(self, mark: str, made: Made) -> None:
        """Keep a file as long as there is room."""
        with self._lock:
            self._files[mark] = made
            while sum(len(content) for _, content in self._files.values()) > self.most:
                self._files.popitem(last=False)


@dataclass
class Counter:
    """One per worker process."""

    settings: Settings
    services: Services
    borders: Borders
    jobs: Jobs
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    build: str = ""  # tells one build from another
    kept: Kept = field(default_factory=Kept)
    files: RateLimit = field(default_factory=lambda: RateLimit(FILES_A_MINUTE, 60))
    starts: RateLimit = field(default_factory=lambda: RateLimit(JOBS_A_MINUTE, 60))
    room: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE))

    @property
    def bench(self) -> Bench:
        """Where files of this request's publication are made."""
        return Bench(self.services, self.borders, f"{self.settings.base_url}{self.services.base}")

    @property
    def query(self) -> str:
        """The query string as it was sent."""
        return request.query_string.decode("utf-8", "replace")

    def selection(self, query: str) -> Selection:
        """The selection of a query string; a file with another filter than was asked for is never made."""
        reading = self.services.read(query)
        if reading.dropped:
            words = "; ".join(f"{label}: {text}" for label, text in reading.dropped)
            raise SourceError(f"Deze keuze is niet bekend ({words}). Kies opnieuw op de kaart.")
        return reading.selection

    @property
    def address(self) -> str:
        """Who asks, as far as our own proxies vouch for it."""
        forwarded = request.headers.get("X-Forwarded-For", "")
        return client_address(request.remote_addr or "", forwarded, self.settings.proxies)

    # ---- answers -----------------------------------------------------------------------------------------

    def file(self, what: str, selection: Selection, media_type: str, make: Callable[[], Made]) -> Response:
        """A file that is made now, unless the visitor or this worker has it already."""
        mark = self._mark(what, selection)
        same = unchanged(mark)
        if same is not None:
            return same
        made = self.kept.find(mark)
        if made is None:
            if not self.files.allows(self.address):
                return self.message(429, *OFTEN, wait=60)
            if not self.room.acquire(blocking=False):
                return self.message(503, *BUSY, wait=3)
            try:
                made = make()
            finally:
                self.room.release()
            self.kept.keep(mark, made)
        return attachment(*made, media_type, mark)

    def _mark(self, what: str, selection: Selection) -> str:
        """What tells one file from every other: publication, choice, and the program that makes it."""
        services = self.services
        parts = (services.stamp.mark, services.base, services.version, self.settings.base_url)
        text = "\n".join((*parts, software_version(), self.build, what, write_query(selection)))
        return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page around what is being made; nobody keeps it."""
        html = render_template(
            f"downloads/{template}.html", styles=self.styles, scripts=self.scripts, **values
        )
        response = Response(html, status=status, mimetype="text/html")
        response.headers["Cache-Control"] = "no-store"
        return response

    def message(self, status: int, title: str, text: str, wait: int = 0) -> Response:
        """A page that says what is the matter."""
        response = self.page("melding", status, title=title, text=text)
        if wait:
            response.headers["Retry-After"] = str(wait)
        return response


def attachment(name: str, content: bytes, media_type: str, mark: str) -> Response:
    """A file to save; a browser may keep it and asks each time whether it is still the same."""
    response = Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(mark)
    return response


def clock_time(seconds: float) -> str:
    """``22 november 2026 om 14:05``, in the Netherlands."""
    return home_time(datetime.fromtimestamp(seconds, UTC))
