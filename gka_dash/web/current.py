"""Which Services a request works with: one publication from its first line to its last.

A page shows one publication from load to reload. The browser says which one with every question, and is
answered from that one as long as it is kept here. So numbers of two publications never stand side by side.
"""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Final, cast

from flask import Flask, Response, abort, g, has_request_context, request
from werkzeug.local import LocalProxy

from gka_dash.web.browser_files import FOLDER, BrowserFile
from gka_dash.web.services import Services

SHOWN: Final = "X-Publicatie"  # asked for, and answered from
NEWEST: Final = "X-Publicatie-Nieuwste"  # what else there is, when that is newer
KEPT: Final = 4
REST: Final = 0.5  # seconds between two looks at the database for what is not known here
REST_PER_SECOND: Final = 5  # and longer when a look takes long


class Current:
    """The newest Services and a few before it. Changing to a newer one is one assignment."""

    def __init__(self, first: Services, look: Callable[[], None] = lambda: None) -> None:
        """``look`` asks whether there is something newer; another worker may have it already."""
        self._services: tuple[Services, ...] = (first,)
        self._look = look
        self._looked_until = 0.0
        self._looking = Lock()
        self._writing = Lock()
        self.proxy = cast(Services, LocalProxy(self.of_request))

    @property
    def newest(self) -> Services:
        """What a page that is opened now shows."""
        return self._services[0]

    def take_over(self, news: Services) -> None:
        """From here on new requests work with ``news``; those under way end as they began."""
        with self._writing:
            before = [kept for kept in self._services if kept.stamp.mark != news.stamp.mark]
            self._services = (news, *before[: KEPT - 1])

    def of_request(self) -> Services:
        """The Services that this request began with; outside a request, or before it began, the newest."""
        begun = g.get("services") if has_request_context() else None
        return cast(Services, begun or self.newest)

    def begin(self) -> None:
        """Settle what this request works with; 409 when the page is older than what is kept."""
        mark = request.headers.get(SHOWN, "")
        if "services" not in g:
            g.services = self._found(lambda services: services.stamp.mark == mark) if mark else self.newest
        if g.services is None:
            abort(409)

    def file(self, name: str) -> BrowserFile | None:
        """A file of any publication that is kept, so that open pages find theirs."""
        owner = self._found(lambda services: _file_of(services, name) is not None)
        return _file_of(owner, name) if owner else None

    def _found(self, fits: Callable[[Services], bool]) -> Services | None:
        kept = next(filter(fits, self._services), None)
        if kept is None:
            self._look_again()
            kept = next(filter(fits, self._services), None)
        return kept

    def _look_again(self) -> None:
        """Look for something newer, and let who asks meanwhile wait for it.

        Somebody who makes up addresses must not keep the database busy, least of all one that is away.
        """
        with self._looking:
            began = monotonic()
            if began > self._looked_until:
                self._look()
                self._looked_until = monotonic() + max(REST, REST_PER_SECOND * (monotonic() - began))

    def end(self, response: Response) -> Response:
        """Say what the answer was made of, and whether there is something newer."""
        services = g.get("services")
        if services is not None and not services.base:
            response.headers[SHOWN] = services.stamp.mark
            if services is not self.newest:
                response.headers[NEWEST] = self.newest.version
            if SHOWN in request.headers:
                response.vary.add(SHOWN)
        return response


def add_current(server: Flask, current: Current) -> None:
    """Let every request of ``server`` begin and end with ``current``; its files are served as well."""
    server.before_request(current.begin)
    server.after_request(current.end)

    @server.get(f"{FOLDER}<name>")
    def browser_file(name: str) -> Response:
        services = current.of_request()
        found = _file_of(services, name) or (None if services.base else current.file(name))
        if found is None:
            abort(404)
        return found.answer()


def _file_of(services: Services, name: str) -> BrowserFile | None:
    return next((file for file in services.files.values() if file.name == name), None)
