"""Every answer is seen once, and nothing about a person is kept of it."""

import logging

import pytest
from flask import Flask

from gka_dash.web.watching.observer import (
    STATIC,
    UNKNOWN,
    Answered,
    Observer,
    add_route_names,
    write_line,
)


@pytest.fixture
def seen() -> list[Answered]:
    return []


@pytest.fixture
def client(seen: list[Answered]):
    server = Flask("proef", static_folder=None)
    server.add_url_rule("/data/<name>.csv", "data", lambda name: "a,b")
    server.add_url_rule("/", "home", lambda: "kaart")
    server.add_url_rule("/<path:path>", "page", lambda path: (path, 404))
    server.add_url_rule("/stuk", "broken", lambda: 1 / 0)
    add_route_names(server, lambda path: "/gemeente/<code>" if path.startswith("/gemeente/") else UNKNOWN)
    server.wsgi_app = Observer(server.wsgi_app, (seen.append,))  # type: ignore[method-assign]
    return server.test_client()


@pytest.mark.parametrize(
    ("path", "route", "status"),
    [
        ("/data/agendas.csv?zoek=Jan", "/data/<name>.csv", 200),
        ("/gemeente/GM0363", "/gemeente/<code>", 404),
        ("/Jan%20Jansen?mail=jan@voorbeeld.nl", UNKNOWN, 404),
        ("/static/app.js", STATIC, 404),
        ("/stuk", "/stuk", 500),
    ],
)
def test_the_pattern_of_an_address_is_kept_and_the_address_is_not(
    client, seen: list[Answered], path: str, route: str, status: int
) -> None:
    client.get(path)
    assert [(one.method, one.route, one.status) for one in seen] == [("GET", route, status)]
    assert "Jan" not in repr(seen)
    assert seen[0].milliseconds >= 0


def test_a_made_up_method_is_not_written_down(client, seen: list[Answered]) -> None:
    client.open("/", method="JANJANSEN")
    assert seen[0].method == "ANDERS"


def test_the_size_is_that_of_the_body(client, seen: list[Answered]) -> None:
    assert len(client.get("/data/a.csv").data) == seen[0].size == 3


def test_a_line_says_what_was_asked(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "gka_dash.requests"):
        write_line(Answered("GET", "/data/<name>.csv", 200, 1.5, 3))
    (record,) = caplog.records
    assert record.getMessage() == "GET /data/<name>.csv 200 in 1.5 ms"
    assert (record.route, record.status, record.size) == ("/data/<name>.csv", 200, 3)
