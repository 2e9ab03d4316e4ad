"""Whether a process lives, and whether visitors can be sent to it."""

import pytest
from flask import Flask

from gka_dash.model.dataset import Dataset
from gka_dash.web.current import Current
from gka_dash.web.services import Services
from gka_dash.web.watching.health import add_health


def client_of(services: Services, reachable: bool = True):
    server = Flask("proef")
    add_health(server, Current(services), lambda: reachable)
    return server.test_client()


@pytest.mark.parametrize(("reachable", "word"), [(True, "bereikbaar"), (False, "niet bereikbaar")])
def test_a_worker_without_its_database_stays_ready_and_says_so(
    small: Dataset, reachable: bool, word: str
) -> None:
    answer = client_of(Services(small, {"regions": {}}, "proef"), reachable).get("/health/ready")
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["klaar"]
    assert answer.json["gegevensbank"] == word
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("services", "why"),
    [
        (Services(Dataset(), {"regions": {}}, "proef"), "no municipalities"),
        (Services(Dataset(), {}, "proef"), "no borders"),
    ],
)
def test_a_worker_with_nothing_to_show_lives_and_is_not_ready(services: Services, why: str) -> None:
    client = client_of(services)
    assert client.get("/health/ready").status_code == 503, why
    assert client.get("/health/live").text == "OK"
