"""Where a weak spot can be reported: RFC 9116, and nothing at all when nobody was named."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gka_dash.settings import Settings
from gka_dash.web.security_txt import ADDRESS, add_security_txt, security_txt

CONTACT = {"GKA_SECURITY_CONTACT": "mailto:veilig@voorbeeld.nl, https://voorbeeld.nl/meld"}


def _fields(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, _, value = line.partition(": ")
        found.setdefault(name, []).append(value)
    return found


def test_without_a_contact_there_is_none(client: FlaskClient) -> None:
    answer = client.get(ADDRESS)
    assert answer.status_code == 404
    assert '<html lang="nl">' in answer.text


def test_it_is_served_as_the_standard_says(make_client: Callable[..., FlaskClient]) -> None:
    answer = make_client(**CONTACT, GKA_BASE_URL="https://kaart.voorbeeld.nl").get(ADDRESS)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = _fields(answer.text)
    assert fields["Contact"] == ["mailto:veilig@voorbeeld.nl", "https://voorbeeld.nl/meld"]
    assert fields["Preferred-Languages"] == ["nl, en"]
    assert fields["Canonical"] == ["https://kaart.voorbeeld.nl/.well-known/security.txt"]
    assert answer.text.endswith("\r\n")


@pytest.mark.parametrize("year", [2026, 2031, 2400])
def test_a_server_that_runs_is_never_out_of_date(year: int) -> None:
    """Expires is counted from the day that somebody asks, so nobody has to remember it."""
    today = datetime(year, 2, 28, 23, 59, tzinfo=UTC)
    server = Flask("trial")
    add_security_txt(server, Settings.from_environment(CONTACT), now=lambda: today)
    (told,) = _fields(server.test_client().get(ADDRESS).text)["Expires"]
    assert timedelta(days=30) < datetime.fromisoformat(told) - today < timedelta(days=365)


@pytest.mark.parametrize("base_url", ["", "http://kaart.voorbeeld.nl"])
def test_only_a_safe_address_is_called_canonical(base_url: str) -> None:
    assert "Canonical" not in security_txt(("mailto:a@b.nl",), base_url, datetime.now(UTC))
