"""Sees every request once, from outside: one line in the log and one count, without anything about a person.

The address of a visitor, the query string (somebody may search for a name) and addresses that do not exist
(anything can stand in them) are never written down; the pattern of the address is.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, request

ROUTE: Final = "gka.route"  # where the pattern of an address stands in the environ
STATIC: Final = "/static/…"
UNKNOWN: Final = "(onbekend)"
# Other methods than these are made up by somebody, like the names that they may hold.
METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH")

log = logging.getLogger("gka_dash.requests")


@dataclass(frozen=True)
class Answered:
    """What is kept of one request: milliseconds until the answer begins, and bytes of its body."""

    method: str
    route: str
    status: int
    milliseconds: float
    size: int | None


Note = Callable[[Answered], None]


class Observer:
    """WSGI wrapper around everything else; tells each answer to whoever takes notes."""

    def __init__(self, application: WSGIApplication, notes: Iterable[Note]) -> None:
        self._application = application
        self._notes = tuple(notes)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let the application answer and take note of it."""
        begun = time.perf_counter()

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            size = next((value for name, value in headers if name.lower() == "content-length"), "")
            method = environ.get("REQUEST_METHOD", "")
            answered = Answered(
                method if method in METHODS else "ANDERS",
                route_of(environ),
                int(status[:3]),
                round((time.perf_counter() - begun) * 1000, 2),
                int(size) if size.isdigit() else None,
            )
            for note in self._notes:
                note(answered)
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        return self._application(environ, start)


def route_of(environ: WSGIEnvironment) -> str:
    """The pattern that an address fits, such as ``/data/<table>.csv``."""
    if environ.get("PATH_INFO", "").startswith("/static/"):
        return STATIC
    return str(environ.get(ROUTE, UNKNOWN))


def add_route_names(server: Flask, page_of: Callable[[str], str]) -> None:
    """Let each request say which pattern it fits; ``page_of`` knows the pages behind Dash's one pattern."""

    def name_it() -> None:
        rule = request.url_rule.rule if request.url_rule else UNKNOWN
        request.environ[ROUTE] = page_of(request.path) if rule in ("/", "/<path:path>") else rule

    server.before_request(name_it)


def write_line(answered: Answered) -> None:
    """One line in the log for a request."""
    values = asdict(answered)
    log.info("%(method)s %(route)s %(status)s in %(milliseconds)s ms", values, extra=values)
