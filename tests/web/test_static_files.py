from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient

from gka_dash.web.manifest import Manifest
from gka_dash.web.static_files import without_fingerprint

FINGERPRINTED = "/_dash-component-suites/dash/dcc/async-graph.v4_4_1m1784647828.js"
PLAIN = "/_dash-component-suites/dash/dcc/async-graph.js"
PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js"


@pytest.fixture
def geometry(client: FlaskClient, project: Path) -> str:
    return Manifest.load(project / "build").url("geo/boundaries-2024.json")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("", None), ("identity", None)],
)
def test_negotiation(client: FlaskClient, geometry: str, accepted: str, encoding: str | None) -> None:
    answer = client.get(geometry, headers={"Accept-Encoding": accepted})
    assert answer.status_code == 200
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    answer.close()


def test_hashed_addresses_are_cached_for_ever(client: FlaskClient, geometry: str) -> None:
    answer = client.get(geometry)
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Type"].startswith("application/json")
    # The ETag says it, and says the same on every server.
    assert "Last-Modified" not in answer.headers
    answer.close()


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("/s/dash/deps/react@18.v4_4_1m1795335755.3.1.min.js", "/s/dash/deps/react@18.3.1.min.js"),
        ("/s/dash/dcc/async-graph.v4_4_1m17.js", "/s/dash/dcc/async-graph.js"),
        ("/s/plotly.min.js", "/s/plotly.min.js"),
        ("/s/a.js", "/s/a.js"),
        ("/s/a.vm.js", "/s/a.vm.js"),
        ("/", "/"),
    ],
)
def test_without_fingerprint(path: str, plain: str) -> None:
    assert without_fingerprint(path) == plain


def test_fingerprinted_script_of_dash_is_precompressed_and_immutable(client: FlaskClient) -> None:
    answer = client.get(FINGERPRINTED, headers={"Accept-Encoding": "br"})
    assert b"graph" in brotli.decompress(answer.data)
    assert "immutable" in answer.headers["Cache-Control"]
    answer.close()


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
@pytest.mark.parametrize("address", [PLAIN, PLOTLY])
def test_address_without_fingerprint_is_asked_again_and_costs_nothing(
    client: FlaskClient, address: str, encoding: str
) -> None:
    first = client.get(address, headers={"Accept-Encoding": encoding})
    assert first.headers["Cache-Control"] == "no-cache"
    first.close()
    again = client.get(address, headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_plotly_is_the_small_bundle(client: FlaskClient) -> None:
    answer = client.get(PLOTLY)
    assert b"whole plotly" not in answer.data
    answer.close()


def test_what_is_not_in_the_build_falls_through_to_dash(client: FlaskClient) -> None:
    client.get("/")  # Dash registers its scripts when it makes the first document
    answer = client.get("/_dash-component-suites/dash/html/dash_html_components.min.js")
    assert answer.status_code == 200
    assert b"html" in answer.data


@pytest.mark.parametrize(
    "path",
    [
        "/static/bestaat-niet.js",
        "/static/manifest.json",
        "/static/../settings.py",
        "/static/%2e%2e/%2e%2e/app.py",
        "/_dash-component-suites/os/path.py",
        "/_dash-assets/manifest.json/..",
        "/_favicon.ico",
        "/_reload-hash",
    ],
)
def test_addresses_that_must_not_exist(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "<html" in answer.text


def test_favicon_has_a_fixed_address_too(client: FlaskClient) -> None:
    answer = client.get("/favicon.ico")
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert "immutable" not in answer.headers["Cache-Control"]
    answer.close()


def test_only_reading_is_allowed(client: FlaskClient, geometry: str) -> None:
    assert client.post(geometry).status_code == 405
