"""R10: what stands between a slow line and the first map, in bytes: a test has no stopwatch."""

import json
import re
from html import unescape
from typing import Final

import pytest
from flask.testing import FlaskClient

from tests.layouts.real_site import real_app

BR: Final = {"Accept-Encoding": "br"}
# "Slow 3G" brings 50 kB a second: the map stands there after about three of them, and not after ten.
MAP: Final = 150_000
EVERYTHING: Final = 700_000


@pytest.fixture
def client() -> FlaskClient:
    return real_app().server.test_client()


def _content(client: FlaskClient, address: str, headers: dict[str, str]) -> bytes:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, address
    content = answer.data
    answer.close()
    return content


def _on_the_wire(client: FlaskClient, address: str) -> int:
    return len(_content(client, address, BR))


def _addresses(page: str) -> tuple[set[str], set[str]]:
    """What is fetched before the map is drawn, and what comes after it."""
    later = json.loads(
        unescape(re.findall(r'<script type="application/json" id="later">(.*?)</script>', page)[0])
    )
    head = page.partition("</head>")[0]
    first = set(re.findall(r'(?:href|src)="(/[^"?]*\.(?:css|js|json|woff2)[^"]*)"', head))
    return {address for address in first if address not in later["scripts"]}, set(later["scripts"])


def test_r10_the_first_map_comes_over_a_slow_line(client: FlaskClient) -> None:
    page = client.get("/").text
    first, later = _addresses(page)
    assert len(first) >= 4
    assert not first & later
    assert any("boundaries" in address for address in first)
    before_map = _on_the_wire(client, "/") + sum(_on_the_wire(client, address) for address in first)
    assert before_map <= MAP
    assert before_map + sum(_on_the_wire(client, address) for address in later) <= EVERYTHING


def test_r10_nothing_heavy_stands_before_the_map(client: FlaskClient) -> None:
    first, later = _addresses(client.get("/").text)
    assert not [address for address in first if "plotly" in address or "dash" in address]
    assert any(b"window.DashRenderer=" in _content(client, address, {}) for address in later)
