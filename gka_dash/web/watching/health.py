"""``/health``: whether this process lives, and whether visitors can be sent to it."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, jsonify

from gka_dash.web.current import Current

State = Callable[[], dict[str, Any]]


def add_health(server: Flask, current: Current, reachable: Callable[[], bool]) -> None:
    """Register ``/health/live`` and ``/health/ready``; ``/health`` is Dash's own and means the former.

    Without its database a worker goes on with the last good publication, so it stays ready and only says so.
    """

    def ready() -> Response:
        services = current.newest
        state = {
            "klaar": bool(services.dataset.codes and services.boundaries),
            "publicatie": services.stamp.number or None,
            "kenmerk": services.stamp.mark,
            "gegevensbank": "bereikbaar" if reachable() else "niet bereikbaar",
        }
        return _uncached(jsonify(state), 200 if state["klaar"] else 503)

    def live() -> Response:
        return _uncached(Response("OK", mimetype="text/plain"), 200)

    server.add_url_rule("/health/live", "live", live)
    server.add_url_rule("/health/ready", "ready", ready)


def _uncached(response: Response, status: int) -> Response:
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
